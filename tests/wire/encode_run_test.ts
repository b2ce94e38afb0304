/** A run is encoded as its messages are one by one, or not at once. */

import { assertEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { LoggedRun } from "../../lib/chat/logged_run.ts";
import type { LogFormat } from "../../lib/wire/dialect.ts";
import { JsonDialect } from "../../lib/wire/json_dialect.ts";
import { LineDialect } from "../../lib/wire/plain_text.ts";
import { textsOf } from "../../lib/i18n/mod.ts";

const pure = { permissions: "none" } as const;

const FORMATS: [name: string, format: LogFormat][] = [
  ["line", new LineDialect(ptBr).logFormat],
  ["line, in English", new LineDialect(en).logFormat],
  ["structured", new JsonDialect(textsOf("pt-BR")).logFormat],
];

/** A run in the log, and what each message of it is in a format. */
function encoded(
  format: LogFormat,
  from: string,
  texts: string[],
  id?: number,
): { together: string[] | undefined; apart: string[] } {
  const first = { seq: 41, time: 1_700_000_000_000 };
  const withId = id === undefined ? {} : { id };
  const run = new LoggedRun(
    { type: "run", ...withId, count: texts.length, text: texts.join("\n") },
    { from, by: 3 },
    first,
  );
  const apart = texts.map((_, at) => format.encode(run.at(first.seq + at).entry));
  const entries = format.encodeRun?.(run);
  const together = entries?.ends.map((end, at) =>
    entries.text.slice(entries.ends[at - 1] ?? 0, end)
  );
  if (entries) assertEquals(entries.text.length, entries.ends.at(-1));
  return { together, apart };
}

Deno.test("LogFormat.encodeRun() writes what encode() writes of each message", pure, () => {
  const texts = ["um", "d", "três quatro", "a  b", "$& $1 $$", "~"];
  for (const [name, format] of FORMATS) {
    for (const from of ["Ana", "João", "$&", "$1$$", "n", 'a"b', "a\\b"]) {
      for (const id of [undefined, 1, 998]) {
        const { together, apart } = encoded(format, from, texts, id);
        assertEquals(together, apart, `${name}, ${from}, ${id}`);
      }
    }
  }
});

Deno.test("LogFormat.encodeRun() leaves what has to be changed to encode()", pure, () => {
  const blanks = ["um", `a${" ".repeat(17)}b`];
  const cases: [string, string[]][] = [
    ["line", blanks],
    ["line", ["um", "a\tb"]],
    ["structured", ["um", 'a"b']],
    ["structured", ["um", "a\\b"]],
    ["structured", ["um", "a\\nb"]],
    ["structured", ["um", "\x01"]],
  ];
  const formats = new Map(FORMATS);
  for (const [name, texts] of cases) {
    assertEquals(encoded(formats.get(name)!, "Ana", texts).together, undefined, `${texts}`);
  }
  const { together, apart } = encoded(formats.get("structured")!, "Ana", blanks);
  assertEquals(together, apart);
});
