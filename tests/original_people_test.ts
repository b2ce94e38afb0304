/** People at a real server: names, lost connections, and several hundred clients at once. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("a client that disappears is removed, and the others continue", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  for (const kind of ["line", "unframed", "structured"] as const) {
    const lost = await Peer[kind](server.port, kind);
    const { port } = lost.address;
    await lost[Symbol.asyncDispose]();
    await ana.receives(`${kind} saiu do chat.\n`);
    await server.shows(`Conexão perdida com ${kind} : ('127.0.0.1', ${port})`);
  }
  await ana.send("/quem\n");
  await ana.receives("No chat (1): Ana\n");
});

Deno.test("names are equal when they differ only in letter case or normal form", async () => {
  await using server = new TestServer();
  await using joao = await Peer.line(server.port, "João");
  for (const other of ["João", "JOÃO", "joa\u0303o", "Joa\u0303O"]) {
    await using late = await Peer.connect(server.port);
    await late.send(`${other}\n`);
    await late.receives(
      `Erro: O nome "${other.normalize("NFC")}" já está em uso. Escolha outro.\n`,
    );
    await late.send(`@joa\u0303o psiu\n`); // Still the requested name.
    await late.receives("Erro: O nome não pode conter espaços.");
  }
  await using other = await Peer.line(server.port, "Joao");
  await other.send("@JOA\u0303O oi\n");
  await joao.receives("Joao (privado): oi\n");
});

Deno.test("of two clients that request a name at the same instant, one gets it", async () => {
  await using server = new TestServer();
  const peers = await Promise.all(Array.from({ length: 20 }, () => Peer.connect(server.port)));
  await Promise.all(peers.map((peer) => peer.send("Ana\n")));
  await Promise.all(peers.map((peer) => peer.until(() => peer.text !== "", "an answer")));
  const refused = peers.filter(({ text }) => text.startsWith("Erro: O nome"));
  assertEquals(refused.length, 19);
  await Promise.all(peers.map((peer) => peer[Symbol.asyncDispose]()));
});

Deno.test("several hundred clients of all dialects receive everything once and in order", async () => {
  await using server = new TestServer();
  const kinds = ["line", "unframed", "structured"] as const;
  const peers = await Promise.all(
    Array.from({ length: 300 }, (_, at) => {
      const kind = kinds[at % 3]!;
      return Peer[kind](server.port, `${kind}${at}`);
    }),
  );
  await using speaker = await Peer.line(server.port, "Alto");
  const texts = Array.from({ length: 50 }, (_, at) => `mensagem número ${at}`);
  await speaker.send(texts.map((text) => `${text}\n`).join(""));
  await Promise.all(peers.map((peer) => peer.receives(texts.at(-1)!)));
  for (const [at, peer] of peers.entries()) {
    const received = kinds[at % 3] === "structured"
      ? peer.events.filter(({ type }) => type === "said").map(({ text }) => text)
      // A busy reader may get two writes in one read; unframed clients have no delimiter.
      : [...peer.text.matchAll(/Alto: (mensagem número \d+)/g)].map(([, text]) => text);
    assertEquals(received, texts);
  }
  await Promise.all(peers.map((peer) => peer[Symbol.asyncDispose]()));
});
