/** `chat serve` at a terminal: the title of its window. */

import { assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { Peer } from "./support/peer.ts";
import { Pty, type PtyOptions, testAtTerminal } from "./support/pty.ts";

/** A server at a terminal, and its port. */
async function serveAtTerminal(options?: PtyOptions): Promise<{ pty: Pty; port: number }> {
  const [, ...words] = config.tasks.serve.command.split(" ");
  const command = [Deno.execPath(), ...words, "--lang pt --host 127.0.0.1 --port 0", "2>&-"];
  const pty = new Pty(command.join(" "), options);
  await pty.shows("está aguardando conexões...");
  return { pty, port: Number(/127\.0\.0\.1:(\d+) está/.exec(pty.rows.join("\n"))![1]) };
}

/** What was written to the title, and which titles were saved and restored. */
function titles({ raw }: Pty): string[] {
  // deno-lint-ignore no-control-regex
  return [...raw.matchAll(/\x1b\](2;[^\x07]*)\x07|\x1b\[(2[23];2t)/g)]
    .map(([, title, stack]) => title ?? stack!);
}

testAtTerminal(
  "the window of a server shows its address and how many people there are",
  async () => {
    const { pty, port } = await serveAtTerminal();
    await using _pty = pty;
    await using ana = await Peer.line(port, "Ana");
    const full = `2;chat: 127.0.0.1:${port} (1)`;
    await pty.until(() => titles(pty).includes(full), `the title ${full}`);
    await ana.send("/sair\n");
    await pty.until(() => titles(pty).length === 4, "the title after Ana left");
    await pty.type("/sair\r");
    assertEquals((await pty.ends()).code, 0);
    const empty = `2;chat: 127.0.0.1:${port} (0)`;
    assertEquals(titles(pty), ["22;2t", empty, full, empty, "23;2t"]);
  },
);

testAtTerminal("a server at a terminal that knows no sequences writes none", async () => {
  const { pty } = await serveAtTerminal({ env: { TERM: "dumb" } });
  await using _pty = pty;
  await pty.type("/sair\r");
  assertEquals((await pty.ends()).code, 0);
  assertEquals(pty.raw.includes("\x1b"), false, JSON.stringify(pty.raw));
});
