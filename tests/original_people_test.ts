/** Who is in at a real server: names, those who vanish, and several hundred at once. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("a client that vanishes is taken out, and the others go on", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  for (const kind of ["line", "unframed", "structured"] as const) {
    const gone = await Peer[kind](server.port, kind);
    const { port } = gone.address;
    await gone[Symbol.asyncDispose]();
    await ana.hears(`${kind} saiu do chat.\n`);
    await server.shows(`Conexão perdida com ${kind} : ('127.0.0.1', ${port})`);
  }
  await ana.say("/quem\n");
  await ana.hears("No chat (1): Ana\n");
});

Deno.test("names are one when they differ in letter case or normal form only", async () => {
  await using server = new TestServer();
  await using joao = await Peer.line(server.port, "João");
  for (const other of ["João", "JOÃO", "joa\u0303o", "Joa\u0303O"]) {
    await using late = await Peer.connect(server.port);
    await late.say(`${other}\n`);
    await late.hears(`Erro: O nome "${other.normalize("NFC")}" já está em uso. Escolha outro.\n`);
    await late.say(`@joa\u0303o psiu\n`); // Still the name that is asked for.
    await late.hears("Erro: O nome não pode conter espaços.");
  }
  await using other = await Peer.line(server.port, "Joao");
  await other.say("@JOA\u0303O oi\n");
  await joao.hears("Joao (privado): oi\n");
});

Deno.test("of two who take a name at the same instant, one has it", async () => {
  await using server = new TestServer();
  const peers = await Promise.all(Array.from({ length: 20 }, () => Peer.connect(server.port)));
  await Promise.all(peers.map((peer) => peer.say("Ana\n")));
  await Promise.all(peers.map((peer) => peer.until(() => peer.text !== "", "an answer")));
  const refused = peers.filter(({ text }) => text.startsWith("Erro: O nome"));
  assertEquals(refused.length, 19);
  await Promise.all(peers.map((peer) => peer[Symbol.asyncDispose]()));
});

Deno.test("several hundred clients of all kinds hear everything once and in order", async () => {
  await using server = new TestServer();
  const kinds = ["line", "unframed", "structured"] as const;
  const peers = await Promise.all(
    Array.from({ length: 300 }, (_, at) => {
      const kind = kinds[at % 3]!;
      return Peer[kind](server.port, `${kind}${at}`);
    }),
  );
  await using speaker = await Peer.line(server.port, "Alto");
  const words = Array.from({ length: 50 }, (_, at) => `mensagem número ${at}`);
  await speaker.say(words.map((text) => `${text}\n`).join(""));
  await Promise.all(peers.map((peer) => peer.hears(words.at(-1)!)));
  for (const [at, peer] of peers.entries()) {
    const heard = kinds[at % 3] === "structured"
      ? peer.events.filter(({ type }) => type === "said").map(({ text }) => text)
      // A busy reader may find two writes in one read, which nothing parts for an unframed client.
      : [...peer.text.matchAll(/Alto: (mensagem número \d+)/g)].map(([, text]) => text);
    assertEquals(heard, words);
  }
  await Promise.all(peers.map((peer) => peer[Symbol.asyncDispose]()));
});
