/** What people are used to at a terminal: Ctrl+C, the bell, a clear screen, what is left at the end. */

import { assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { isEmptyLine, joinAtTerminal } from "./support/join_at_terminal.ts";
import { Peer } from "./support/peer.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

testAtTerminal("Ctrl+C as a signal clears the line first, as the key does", async () => {
  await using server = new TestServer();
  const [, ...words] = config.tasks.join.command.split(" ");
  const join = [Deno.execPath(), ...words, `127.0.0.1:${server.port}`, "--name", "Ana"].join(" ");
  const go = await Deno.makeTempFile();
  const interrupts = `while [ -e ${go} ]; do sleep 0.1; done; kill -INT $$; ${
    "sleep 1; kill -INT $$; ".repeat(2)
  }`;
  await using ana = new Pty(`sh -c '(${interrupts}) & exec ${join}'`);
  await ana.shows("Ana entrou no chat.");
  await ana.type("meia frase");
  await ana.shows("› meia frase");
  await Deno.remove(go);
  await ana.until((rows) => isEmptyLine(rows.at(-1)), "an empty line");
  assertEquals(await ana.ends(), { code: 0, isRestored: true });
});

testAtTerminal("highlights ring the bell, unless they are history or --quiet", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await bia.send("Ana vem?\n");
  await server.shows("Bia >> Ana vem?");
  await using ana = await joinAtTerminal(server, "Ana");
  assertEquals(bells(ana), 0);
  await bia.send("nada demais\n@Ana psiu\n");
  await ana.shows("psiu");
  await bia.send("cadê a ana?\n");
  await ana.shows("cadê");
  assertEquals(bells(ana), 1);
});

/** How often the bell rang, without the BEL that ends a title. */
function bells({ raw }: Pty): number {
  const [first = "", ...titles] = raw.split("\x1b]2;");
  const rest = titles.map((text) => text.slice(text.indexOf("\x07") + 1));
  return [first, ...rest].join("").split("\x07").length - 1;
}

testAtTerminal("/limpar erases the chat, and keeps what the shell printed before it", async () => {
  await using server = new TestServer();
  await using ana = await joinAtTerminal(server, "Ana", { before: "echo antes; echo depois" });
  await ana.type("um segredo\r");
  await ana.shows("✓ um segredo");
  await ana.type("/limpar\r");
  await ana.until((rows) => rows.length === 1 && isEmptyLine(rows[0]), "the line alone");
  assertEquals(ana.all.map((row) => row.trim()), ["antes", "depois", "🔒 Ana (1) ›"]);
  await ana.type("dois\r");
  await ana.shows("✓ dois");
  assertEquals(ana.all.slice(0, 2), ["antes", "depois"]);
});

testAtTerminal("what is half typed stands in the transcript after a removal", async () => {
  await using server = new TestServer();
  await using ana = await joinAtTerminal(server, "Ana");
  await ana.type("meia frase");
  await ana.shows("› meia frase");
  await server.type("/expulsar Ana");
  await ana.shows("✗ meia frase");
  assertEquals(await ana.ends(), { code: 1, isRestored: true });
});

testAtTerminal("a window without the focus is told where the new messages begin", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = await joinAtTerminal(server, "Ana");
  await ana.type("rascunho\x1b[O"); // Seen once the text is shown.
  await ana.shows("› rascunho");
  await bia.send("um\n");
  await ana.until((rows) => / Bia: um,🔒 Ana \(2\) › rascunho$/.test(rows.join()), "the message");
  assertEquals(ana.rows.at(-3), "── novas mensagens ──");
});
