/** A compiled program, where Deno's base binary for this system can be had. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { Changes } from "./support/changes.ts";
import { Peer } from "./support/peer.ts";
import { ROOT } from "./support/program.ts";

const TARGETS: Record<string, [target: string, file: string]> = {
  "linux x86_64": ["x86_64-unknown-linux-gnu", "chat-linux-x64"],
  "linux aarch64": ["aarch64-unknown-linux-gnu", "chat-linux-arm64"],
  "darwin x86_64": ["x86_64-apple-darwin", "chat-macos-x64"],
  "darwin aarch64": ["aarch64-apple-darwin", "chat-macos-arm64"],
  "windows x86_64": ["x86_64-pc-windows-msvc", "chat.exe"],
};

Deno.test("a compiled program serves, from any folder, and tells what it was made from", async () => {
  const { os, arch } = Deno.build;
  const [target, file] = TARGETS[`${os} ${arch}`]!;
  const config = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const [, ...words] = config.tasks.compile.command.split(" ") as string[];
  const made = await new Deno.Command(Deno.execPath(), {
    args: words.map((word) => word === "x86_64-pc-windows-msvc" ? target : word),
    cwd: ROOT,
  }).output();
  const trouble = new TextDecoder().decode(made.stderr);
  if (!made.success) {
    assertMatch(trouble, /^The network does not let Deno download .* DENORT_BIN to its path\.\n$/);
    Deno.stderr.writeSync(new TextEncoder().encode(`not run: ${trouble}`));
    return;
  }
  const program = new URL(`dist/${file}`, ROOT).pathname;
  const folder = await Deno.makeTempDir();
  const version = await new Deno.Command(program, { args: ["--version"], cwd: folder }).output();
  assertMatch(
    new TextDecoder().decode(version.stdout),
    /^chat \d+\.\d+\.\d+ \(Deno \d+\.\d+\.\d+(, commit \w+)?\)\n$/,
  );
  const process = new Deno.Command(program, {
    args: ["serve", "--host", "127.0.0.1", "--port", "0", "--history", "chat.db"],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let out = "";
  const changes = new Changes();
  const reading = process.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(text) {
        out += text;
        changes.notify();
      },
    }),
  );
  await changes.until(() => /:\d+ está/.test(out), () => `the port, got ${out}`);
  await using ana = await Peer.line(Number(/:(\d+) está/.exec(out)![1]), "Ana");
  await ana.say("coração 👋\n/sair\n");
  await ana.hears("Você saiu do chat.\n");
  process.kill("SIGINT");
  const { code } = await process.status;
  await Promise.all([reading, process.stderr.cancel()]);
  assertEquals(code, 0);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assert(left.every((name) => name.startsWith("chat.db")), left.join());
  await Deno.remove(folder, { recursive: true });
});
