/**
 * Makes the executables: `deno task compile` the one for Windows, `deno task compile:all` those for
 * every system, from any system; for Windows a zip too, which is a third as large. `dist/SHA256SUMS`
 * has the SHA-256 of each.
 *
 * A published executable is made by the Deno that is tested: another one is refused, unless
 * `--any-deno` is given, or `DENORT_BIN` names the base binary.
 */

import { createHash } from "node:crypto";
import { peFaults } from "./pe.ts";

const NAMES: Record<string, string> = {
  "x86_64-pc-windows-msvc": "chat.exe",
  "x86_64-unknown-linux-gnu": "chat-linux-x64",
  "aarch64-unknown-linux-gnu": "chat-linux-arm64",
  "x86_64-apple-darwin": "chat-macos-x64",
  "aarch64-apple-darwin": "chat-macos-arm64",
};

const ROOT = new URL("..", import.meta.url);
/** The caller's own base binary; its version is theirs, and so is the care for it. */
const BASE = Deno.env.get("DENORT_BIN") || undefined;

Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  const targets = args.filter((_, at) => args[at - 1] === "--target");
  const unknown = targets.find((target) => !Object.hasOwn(NAMES, target));
  if (unknown !== undefined || targets.length === 0) {
    const given = unknown === undefined ? "No --target" : `--target ${unknown} is none`;
    complain(`${given}; there are ${Object.keys(NAMES).join(", ")}`);
    return 2;
  }
  const pinned = await pinnedDeno();
  if (Deno.version.deno !== pinned && BASE === undefined && !args.includes("--any-deno")) {
    complain(
      `The executables are made by Deno ${pinned}, and this is Deno ${Deno.version.deno}: ` +
        `use npx -y deno@${pinned}, or add --any-deno.`,
    );
    return 1;
  }
  await Deno.mkdir(new URL("dist/", ROOT), { recursive: true });
  // A failure must not leave those of an older executable beside the new one.
  for (const name of ["SHA256SUMS", ...targets.map((target) => zipNameOf(NAMES[target]!))]) {
    await removeIfThere(new URL(`dist/${name}`, ROOT));
  }
  const built = await builtFrom();
  const sums: string[] = [];
  for (const target of targets) {
    const name = NAMES[target]!;
    Deno.stdout.writeSync(new TextEncoder().encode(`dist/${name}\n`));
    const failure = await compile(target, name, built);
    if (failure !== undefined) {
      complain(failure);
      return 1;
    }
    const file = new URL(`dist/${name}`, ROOT);
    const bytes = await Deno.readFile(file);
    const faults = name.endsWith(".exe") ? peFaults(bytes) : [];
    for (const fault of faults) {
      complain(`dist/${name}: ${fault}`);
      if (BASE !== undefined) continue; // The caller may mend it.
      await Deno.remove(file);
      return 1;
    }
    sums.push(sumLine(name, bytes));
    if (!name.endsWith(".exe") || faults.length > 0) continue; // Not mended yet, it is not packed.
    const zip = zipNameOf(name);
    Deno.stdout.writeSync(new TextEncoder().encode(`dist/${zip}\n`));
    const zipFailure = await pack(name);
    if (zipFailure !== undefined) {
      complain(zipFailure);
      return 1;
    }
    sums.push(sumLine(zip, await Deno.readFile(new URL(`dist/${zip}`, ROOT))));
  }
  await Deno.writeTextFile(new URL("dist/SHA256SUMS", ROOT), sums.join(""));
  return 0;
}

/** The name of the zip of an executable, beside it; only that of Windows gets one. */
function zipNameOf(name: string): string {
  return name.replace(/(\.exe)?$/, ".zip");
}

async function removeIfThere(file: URL): Promise<void> {
  try {
    await Deno.remove(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** A line as `sha256sum` writes it. */
function sumLine(name: string, bytes: Uint8Array): string {
  return `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`;
}

/** Makes the zip beside an executable; gives back the sentence that says why it cannot. */
async function pack(name: string): Promise<string | undefined> {
  // A process of its own: only it needs a package from the network.
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-read", "--allow-write", ".ci/zip.ts"]
      .concat(`dist/${name}`),
    cwd: ROOT,
  }).output();
  return success ? undefined : new TextDecoder().decode(stderr);
}

function complain(sentence: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${sentence}\n`));
}

/** The version of Deno that the checks run with. */
async function pinnedDeno(): Promise<string> {
  const run = await Deno.readTextFile(new URL("run", import.meta.url));
  return /deno@(\d+\.\d+\.\d+)/.exec(run)![1]!;
}

/** Makes one; gives back the sentence that says why it cannot. */
async function compile(
  target: string,
  name: string,
  built: string[],
): Promise<string | undefined> {
  const icon = name.endsWith(".exe") ? ["--icon", ".ci/chat.ico"] : [];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      // `--no-code-cache`: at its start, the program writes nothing to the disk of its user.
      // `--no-check`: the types are checked by `deno task check`.
      ...["compile", "--quiet", "--no-check", "--no-code-cache", ...icon],
      // Those of `deno task serve`: without them V8 lets 100 MB of garbage pile up in a flood.
      ...await v8Flags(),
      // `serve` may do all that the other commands may.
      ...["--no-prompt", "--permission-set=serve"],
      // Every package in the lock file becomes part of the program: this one has only those it uses.
      ...["--lock=.ci/deno.lock", "--frozen"],
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

/** The flags with which `deno task serve` starts V8. */
async function v8Flags(): Promise<string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  return tasks.serve.command.split(" ").filter((word: string) => word.startsWith("--v8-flags="));
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
