/**
 * Tries an executable on the system it is for, before it is published:
 * `deno run -A .ci/smoke.ts dist/chat.exe`. It tells its version, serves on 127.0.0.1 from another
 * folder, lets two clients in, delivers a message, and leaves no file but its history. The exit code
 * is 1, after a sentence with what was seen, when it does not.
 */

import { assertEquals, assertMatch } from "@std/assert";
import { resolve } from "node:path";
import config from "../deno.json" with { type: "json" };
import { type Executable, Program } from "../tests/support/program.ts";

const MESSAGE = "coração 👋";

const [path] = Deno.args;
if (path === undefined) {
  print("Give the path of an executable.");
  Deno.exit(2);
}
const folder = await Deno.makeTempDir();
try {
  const executable = { file: resolve(path), folder };
  await tellsVersion(executable);
  await deliversMessage(executable);
  assertEquals(filesBeside("chat.db"), []);
  print(`${path}: version, server, two clients and a message are right.`);
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function tellsVersion(executable: Executable): Promise<void> {
  await using program = new Program(executable, "--version");
  assertEquals(await program.ends(), 0, program.err);
  assertMatch(program.out, /^chat \S+ \(Deno \d+\.\d+\.\d+(, commit \w+)?\)\n$/);
  assertEquals(program.out.split(" ")[1], config.version);
}

async function deliversMessage(executable: Executable): Promise<void> {
  const place = ["--host", "127.0.0.1", "--port", "0", "--history", "chat.db"];
  await using server = new Program(executable, "serve", "--lang", "pt", ...place);
  const join = ["join", "--lang", "pt", `127.0.0.1:${await server.port()}`, "--name"];
  await using ana = new Program(executable, ...join, "Ana");
  await ana.shows("Ana entrou no chat.");
  await using bia = new Program(executable, ...join, "Bia");
  await ana.shows("Bia entrou no chat.");
  await ana.type(`${MESSAGE}\n`);
  await bia.shows(`Ana: ${MESSAGE}`);
  // In words, not by a signal: on Windows Deno ends a process at once, whichever signal is sent.
  for (const program of [bia, ana, server]) {
    await program.type("/sair\n");
    assertEquals(await program.ends(), 0, program.err);
  }
}

/** The names of the files in the folder that are not the history's. */
function filesBeside(history: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => !name.startsWith(history));
}

function print(sentence: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${sentence}\n`));
}
