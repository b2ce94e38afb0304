/**
 * Writes the table of look-alike characters, from a `confusables.txt` of Unicode on this computer:
 *
 *     deno run --allow-read --allow-write=lib/naming .ci/confusables.ts confusables.txt
 *
 * The file is at https://www.unicode.org/Public/security/17.0.0/confusables.txt (UTS #39). Kept are
 * the characters that a name may have, in NFD; and of those that NFKD turns into others, the ones
 * for which the table says something else.
 */

/** What `checkName` allows, one character of it. */
const ALLOWED = /^[\p{L}\p{M}\p{Nd}_.\-]$/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}\u{16fe4}]/u;
const ROW = /^([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA/gm;
const MAX_COLUMNS = 98;

const [path] = Deno.args;
if (path === undefined) throw new TypeError("Give the path of confusables.txt");
const text = await Deno.readTextFile(path);
const version = /^# Version: (\S+)/m.exec(text)?.[1];
if (version === undefined) throw new SyntaxError(`"${path}" names no version`);

const rows = [...text.matchAll(ROW)];
const allowed = rows.map(([, from, to]) => ({ from: characters(from!), to: characters(to!) }))
  .filter(({ from }) =>
    ALLOWED.test(from) && !INVISIBLE.test(from) && from.normalize("NFD") === from
  );
const looks = new Map(allowed.map(({ from, to }) => [from, to]));
const kept = allowed.filter(({ from, to }) => {
  const parts = from.normalize("NFKD");
  const byParts = [...parts].map((part) => looks.get(part) ?? part).join("");
  return parts === from || byParts.normalize("NFD") !== to.normalize("NFD");
});
const words = kept.map(({ from, to }) => `${hex(from)}:${hex(to)}`).sort();

const lines: string[] = [];
for (const word of words) {
  const last = lines.at(-1);
  if (last !== undefined && last.length + 1 + word.length <= MAX_COLUMNS) {
    lines[lines.length - 1] = `${last} ${word}`;
  } else lines.push(word);
}

await Deno.writeTextFile(
  new URL("../lib/naming/confusables.ts", import.meta.url),
  `/**
 * The characters that look like others, by Unicode ${version} (UTS #39). Written by .ci/confusables.ts
 * from confusables.txt: © 2025 Unicode, Inc., under the Unicode License v3; see LICENSE.
 */

/** Each character, \`:\` and what it looks like, in hexadecimal; several characters with \`+\`. */
export const CONFUSABLES = \`
${lines.join("\n")}
\`;
`,
);
const summary = `${words.length} of ${rows.length} characters, Unicode ${version}\n`;
Deno.stdout.writeSync(new TextEncoder().encode(summary));

function characters(codes: string): string {
  return codes.split(" ").map((code) => String.fromCodePoint(parseInt(code, 16))).join("");
}

function hex(text: string): string {
  return [...text].map((character) => character.codePointAt(0)!.toString(16)).join("+");
}
