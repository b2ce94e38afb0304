/** How `chat join` ends: at the end of input, at `/sair`, at Ctrl+C, with the server. */

import { assert, assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestClient } from "./support/test_client.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("join() redirected sends all input before it leaves at the end of input", async () => {
  await using server = new TestServer({ rate: 1000 });
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  for (let at = 1; at <= 500; at++) client.type(`n${at}`);
  client.type("@Ana só para ti");
  client.endInput();
  assertEquals(await client.outcome, { type: "left" });
  await ana.receives("Bia saiu do chat.\n");
  const received = ana.text.split("\n").slice(2, -2);
  assertEquals(received.slice(0, -1), Array.from({ length: 500 }, (_, at) => `Bia: n${at + 1}`));
  assertEquals(received.at(-1), "Bia (privado): só para ti");
  assertEquals(client.shown.split("\n"), [
    "***** INICIANDO CHAT *****",
    "Bia entrou no chat.",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() delivers everything typed before /sair, also to a slow server", async () => {
  await using server = new TestServer({ rate: 200 });
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  for (let at = 1; at <= 300; at++) client.type(`n${at}`);
  client.type("/sair");
  assertEquals(await client.outcome, { type: "left" });
  await ana.receives("Bia: n300\nBia saiu do chat.\n");
});

Deno.test("join() leaves when asked twice, and reports undelivered messages", async () => {
  await using server = new TestServer({ rate: 1, graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  for (let at = 1; at <= 50; at++) client.type(`n${at}`);
  client.type("/sair");
  client.type("/sair");
  const outcome = await client.outcome;
  const [, count] = outcome.type === "failed" ? /se (\d+) mensagens/.exec(outcome.sentence)! : [];
  await ana.receives("Bia saiu do chat.\n");
  // Some of them may have arrived, but no acknowledgement could.
  assert(ana.text.match(/Bia: n/g)!.length + Number(count) >= 50, `${count} of 50`);
});

Deno.test("join() with --no-reconnect ends with the server, as the original does", async () => {
  const server = new TestServer();
  const client = new TestClient(server.port, { name: "Ana", reconnect: false });
  await client.shows("Ana entrou no chat.\n");
  await server.stop();
  assertEquals(await client.outcome, { type: "left" });
  assertEquals(client.shown.split("\n").slice(-3), [
    "Ana entrou no chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() leaves at Ctrl+C as /sair does, and ends when it is removed", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  await client.shows("Bia entrou no chat.\n");
  client.interrupt();
  assertEquals(await client.outcome, { type: "left" });
  await ana.receives("Bia saiu do chat.\n");
  const removed = new TestClient(server.port, { name: "Caio" });
  await removed.shows("Caio entrou no chat.\n");
  server.type("/expulsar Caio");
  assertEquals(await removed.outcome, {
    type: "failed",
    sentence: "O anfitrião tirou você do chat.",
    code: "kicked",
  });
});

Deno.test("join() at the name prompt prints nothing more, and leaves at Ctrl+C", async () => {
  await using server = new TestServer();
  const client = new TestClient(server.port);
  await client.shows("Informe seu nome para entrar no chat:\n");
  client.interrupt();
  assertEquals(await client.outcome, { type: "left" });
});

Deno.test("join() leaves when nobody reads its output any more", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  await ana.receives("Bia entrou no chat.\n");
  client.closeOutput();
  assertEquals(await client.outcome, { type: "left" });
  await ana.receives("Bia saiu do chat.\n");
});
