/** What the README promises to somebody who writes a bot. */

import { assertEquals, assertMatch } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("the bot of the README joins, and answers what is said after it came", async () => {
  const readme = await Deno.readTextFile(new URL("../README.md", import.meta.url));
  const [, bot] = /```ts\n([^]*?)```/.exec(readme)!;
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await ana.say("!hora\n");
  await server.shows("Ana >> !hora");

  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-net", "--ext=ts", "-", "127.0.0.1", `${server.port}`],
    stdin: "piped",
    stderr: "piped",
  }).spawn();
  const input = process.stdin.getWriter();
  await input.write(new TextEncoder().encode(bot));
  await input.close();
  await ana.hears("relógio entrou no chat.\n");
  await ana.say("oi\n!hora\n");
  await ana.hears("relógio: ");
  await ana.until(() => ana.text.endsWith("\n"), "the end of the line");
  assertMatch(ana.text.split("\n").at(-2)!, /^relógio: .* \d\d:\d\d:\d\d GMT/);

  await server.stop();
  const { code, stderr } = await process.output();
  assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
  assertEquals(ana.text.match(/relógio: /g)!.length, 1);
});
