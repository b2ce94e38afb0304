/**
 * Makes the executables: `deno task compile` the one for Windows, `deno task compile:all` those for
 * every system, from any system, each with its SHA-256 in `dist/SHA256SUMS`. What it is given beside
 * `--target` goes to `deno compile` as it is: it is what the program may do.
 */

import { createHash } from "node:crypto";

const NAMES: Record<string, string> = {
  "x86_64-pc-windows-msvc": "chat.exe",
  "x86_64-unknown-linux-gnu": "chat-linux-x64",
  "aarch64-unknown-linux-gnu": "chat-linux-arm64",
  "x86_64-apple-darwin": "chat-macos-x64",
  "aarch64-apple-darwin": "chat-macos-arm64",
};

const ROOT = new URL("..", import.meta.url);

Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  const targets = args.filter((_, at) => args[at - 1] === "--target");
  const flags = args.filter((arg, at) => arg !== "--target" && args[at - 1] !== "--target");
  const unknown = targets.find((target) => !Object.hasOwn(NAMES, target));
  if (unknown !== undefined || targets.length === 0) {
    const given = unknown === undefined ? "No --target" : `--target ${unknown} is none`;
    complain(`${given}; there are ${Object.keys(NAMES).join(", ")}`);
    return 2;
  }
  await Deno.mkdir(new URL("dist/", ROOT), { recursive: true });
  const built = await builtFrom();
  const sums: string[] = [];
  for (const target of targets) {
    const name = NAMES[target]!;
    Deno.stdout.writeSync(new TextEncoder().encode(`dist/${name}\n`));
    const trouble = await compile(target, name, flags, built);
    if (trouble !== undefined) {
      complain(trouble);
      return 1;
    }
    sums.push(`${await sha256(new URL(`dist/${name}`, ROOT))}  ${name}\n`);
  }
  await Deno.writeTextFile(new URL("dist/SHA256SUMS", ROOT), sums.join(""));
  return 0;
}

function complain(sentence: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${sentence}\n`));
}

/** Makes one; gives back the sentence that says why it cannot. */
async function compile(
  target: string,
  name: string,
  flags: string[],
  built: string[],
): Promise<string | undefined> {
  const icon = name.endsWith(".exe") ? ["--icon", ".ci/chat.ico"] : [];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      // Nothing is written to the disk of whoever starts it.
      ...["compile", "--quiet", "--no-code-cache", ...icon, ...flags],
      ...["--target", target, "--output", `dist/${name}`, "main.ts", ...built],
    ],
    cwd: ROOT,
  }).output();
  if (success) return undefined;
  const told = new TextDecoder().decode(stderr);
  if (!told.includes("dl.deno.land")) return told;
  return `The network does not let Deno download its base binary for ${target} from dl.deno.land: ` +
    `get denort ${Deno.version.deno} for it elsewhere, and set DENORT_BIN to its path.`;
}

/** The word by which the program knows its commit; none outside a repository. */
async function builtFrom(): Promise<string[]> {
  const git = async (...args: string[]) => {
    const { success, stdout } = await new Deno.Command("git", { args, cwd: ROOT }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  };
  try {
    const commit = await git("rev-parse", "--short=12", "HEAD");
    const changes = await git("status", "--porcelain");
    if (commit === undefined) return [];
    return [`--built-from=${commit}${changes === "" ? "" : "_modified"}`];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // There is no git.
    throw error;
  }
}

async function sha256(file: URL): Promise<string> {
  return createHash("sha256").update(await Deno.readFile(file)).digest("hex");
}
