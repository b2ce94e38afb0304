/** The structured dialect at a real server, from `hello` to `pong`. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { encodeBase64 } from "../lib/tls/pem.ts";
import { Peer } from "./support/peer.ts";
import { CERTIFICATE, TestServer } from "./support/test_server.ts";

Deno.test("welcome contains the name, the people, the position in the log and a token", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const before = Date.now();
  await using nosso = await Peer.structured(server.port, "Nosso");
  const { token, people, ...welcome } = await nosso.receivesEvent("welcome");
  assertEquals(welcome, { type: "welcome", name: "Nosso", seq: 1 });
  assertMatch(String(token), /^[0-9a-f]{32}$/);
  const [first, second] = people as { name: string; since: number; away: boolean }[];
  assertEquals([first!.name, second!.name, second!.away], ["Ana", "Nosso", false]);
  assert(second!.since >= before && second!.since <= Date.now());
  const joined = await nosso.receivesEvent("joined");
  assertEquals([joined["seq"], joined["name"]], [2, "Nosso"]);
  await ana.receives("Nosso entrou no chat.\n");
  assert(nosso.text.split("\n").slice(0, -1).every((line) => line.startsWith('{"type":')));
});

Deno.test("all entries are numbered, and all clients receive them in that order", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  await Promise.all([ana, bia].map(async (peer) => {
    for (let id = 1; id <= 100; id++) await peer.sendJson({ type: "say", id, text: `n${id}` });
  }));
  for (const from of ["Ana", "Bia"]) await ana.receivesEvent("said", { from, id: 100 });
  await ana.sendJson({ type: "rename", name: "Aninha" });
  for (const peer of [ana, bia]) await peer.receivesEvent("renamed", { from: "Ana", to: "Aninha" });
  const seqs = bia.events.map(({ seq }) => seq).slice(1);
  assertEquals(seqs, Array.from({ length: seqs.length }, (_, at) => at + 2));
  const said = (peer: Peer) =>
    peer.events.filter(({ type }) => type === "said")
      .map(({ seq, from, id }) => `${seq} ${from} ${id}`);
  assertEquals(said(ana), said(bia));
  assertEquals(said(ana).length, 200);
});

Deno.test("the history is sent on joining, public messages only, before new entries", async () => {
  await using server = new TestServer({ recent: 3 });
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.send("um\ndois\n@Bia segredo\ntrês\nquatro\n");
  await bia.receives("Ana: quatro\n");
  await using late = await Peer.structured(server.port, "Tarde");
  assertEquals(late.events.map(({ type, text, name }) => [type, text ?? name]), [
    ["welcome", "Tarde"],
    ["said", "dois"],
    ["said", "três"],
    ["said", "quatro"],
    ["joined", "Tarde"],
  ]);
  const [welcome, ...past] = late.events;
  assert(past.slice(0, 3).every(({ seq }) => Number(seq) <= Number(welcome!["seq"])));
  assert(Number(past[3]!["seq"]) > Number(welcome!["seq"]));
});

Deno.test("a message repeated with its id is broadcast once", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  const say = (id: number) => ana.sendJson({ type: "say", id, text: `n${id}` });
  for (const id of [1, 2, 2, 1, 3]) await say(id);
  await ana.sendJson({ type: "say", text: "sem id" });
  await ana.sendJson({ type: "say", text: "sem id" });
  await ana.sendJson({ type: "ping" });
  await ana.receivesEvent("pong");
  await ana.until(() => ana.events.filter(({ type }) => type === "said").length >= 5, "5 said");
  const said = ana.events.filter(({ type }) => type === "said").map(({ id, text }) => [id, text]);
  assertEquals(said, [[1, "n1"], [2, "n2"], [3, "n3"], [undefined, "sem id"], [
    undefined,
    "sem id",
  ]]);
});

Deno.test("an impossible command is rejected by its id, in the language of hello", async () => {
  await using server = new TestServer();
  await using ana = await Peer.connect(server.port);
  await ana.sendJson({ type: "hello", version: 1, name: "Ana", lang: "en", color: "blue" });
  await ana.receivesEvent("joined", { name: "Ana" });
  const cases: [command: unknown, rejected: Record<string, unknown>][] = [
    [
      { type: "whisper", id: 1, to: "Ninguém", text: "oi" },
      { id: 1, code: "no-such-person", value: "Ninguém", text: "User not found." },
    ],
    [{ type: "say", id: 2, text: " \n " }, { id: 2, code: "empty" }],
    [{ type: "say", id: 3, text: "ã".repeat(2049) }, { id: 3, code: "too-long", value: "4098" }],
    [{ type: "say", id: 4 }, { id: 4, code: "missing-field", value: "text" }],
    [{ type: "say", id: "x", text: "oi" }, { code: "missing-field", value: "id" }],
    [{ type: "dance" }, { code: "unknown-type", value: "dance" }],
    [{ type: "constructor" }, { code: "unknown-type", value: "constructor" }],
    [{ type: "hello", version: 1, name: "X" }, { code: "unknown-type", value: "hello" }],
    [{ type: "rename", name: "A B" }, { code: "name-spaces", value: "A B" }],
    [{ type: "rename", name: "ana" }, {}],
  ];
  for (const [command, rejected] of cases) {
    await ana.sendJson(command);
    if (Object.keys(rejected).length > 0) await ana.receivesEvent("rejected", rejected);
  }
  await ana.receivesEvent("renamed", { from: "Ana", to: "ana" });
});

Deno.test("a private message is returned to its author, and sent to its recipient only", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  await using caio = await Peer.structured(server.port, "Caio");
  await ana.sendJson({ type: "whisper", id: 1, to: "BIA", text: "psiu" });
  await ana.sendJson({ type: "whisper", id: 2, to: "Ana", text: "eu mesma" });
  await ana.sendJson({ type: "say", id: 3, text: "fim" });
  for (const peer of [ana, bia, caio]) await peer.receivesEvent("said", { text: "fim" });
  const whispered = (peer: Peer) =>
    peer.events.filter(({ type }) => type === "whispered")
      .map(({ from, to, id, text }) => [from, to, id, text]);
  assertEquals(whispered(ana), [["Ana", "Bia", 1, "psiu"], ["Ana", "Ana", 2, "eu mesma"]]);
  assertEquals(whispered(bia), [["Ana", "Bia", 1, "psiu"]]);
  assertEquals(whispered(caio), []);
});

Deno.test("hello is refused with its reason, and another name may follow", async () => {
  await using server = new TestServer({ maxPeople: 2 });
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.connect(server.port);
  await bia.sendJson({ type: "hello", version: 1, name: "Bia Maria" });
  await bia.receivesEvent("refused", {
    code: "name-spaces",
    value: "Bia Maria",
    text: "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
  });
  await bia.sendJson({ type: "hello", version: 1, name: "ANA" });
  await bia.receivesEvent("refused", { code: "name-taken", value: "ANA" });
  await bia.sendJson({ type: "hello", version: 1, name: "Bia" });
  await bia.receivesEvent("joined", { name: "Bia" });
  await ana.receives("Bia entrou no chat.\n");

  await using full = await Peer.connect(server.port);
  await full.sendJson({ type: "hello", version: 1, name: "Caio", lang: "en" });
  await full.receivesEvent("refused", {
    code: "full",
    text: "Error: The chat is full. Try again later.",
  });
  await full.ends();

  await using future = await Peer.connect(server.port);
  await future.sendJson({ type: "hello", version: 2, name: "Futuro" });
  const { text } = await future.receivesEvent("refused", { code: "version" });
  assertEquals(
    text,
    "Erro: Versões diferentes: este programa usa a 2; o servidor, a 1. " +
      "Copie este programa para o computador do servidor.",
  );
  await future.ends();
  await using past = await Peer.connect(server.port);
  await past.sendJson({ type: "hello", version: 0, name: "Passado", lang: "en" });
  assertEquals(
    (await past.receivesEvent("refused", { code: "version" }))["text"],
    "Error: Different versions: this program uses 0, the server uses 1. " +
      "Copy the server's program to this computer.",
  );
});

Deno.test("who returns the people, leave ends the connection", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.receivesEvent("joined", { name: "Bia" });
  await ana.sendJson({ type: "who" });
  const { people } = await ana.receivesEvent("people");
  assertEquals((people as { name: string }[]).map(({ name }) => name), ["Ana", "Bia"]);
  await ana.sendJson({ type: "leave" });
  await ana.receivesEvent("refused", { code: "left" });
  await ana.ends();
  await bia.receives("Ana saiu do chat.\n");
});

Deno.test("a client without a hello may ping, and leave", async () => {
  await using server = new TestServer();
  await using ana = await Peer.connect(server.port);
  await ana.sendJson({ type: "hello", version: 1, name: "Ana Maria" });
  await ana.receivesEvent("refused", { code: "name-spaces" });
  await ana.sendJson({ type: "pong" });
  await ana.sendJson({ type: "ping" });
  await ana.receivesEvent("pong");
  await ana.sendJson({ type: "leave" });
  await ana.receivesEvent("refused", { code: "left" });
  await ana.ends();
  assertEquals(server.console.length, 1);
});

Deno.test("an invalid hello is refused in its own language, and another may follow", async () => {
  await using server = new TestServer();
  await using ana = await Peer.connect(server.port);
  const hello = { type: "hello", version: 1, name: "Ana", lang: "en" };
  for (const resume of ["x", { token: "t", seen: -1 }, { token: "t", seen: 1.5 }, { seen: 1 }]) {
    await ana.sendJson({ ...hello, resume });
  }
  await ana.sendJson({ type: "ping" });
  const { clock } = await ana.receivesEvent("pong");
  const text = "Error: The field resume is missing or has the wrong type.";
  const rejected = { type: "rejected", code: "missing-field", value: "resume", text };
  const certificate = encodeBase64(CERTIFICATE.der);
  const pong = { type: "pong", version: 1, clock, certificate };
  assertEquals(ana.events, [rejected, rejected, rejected, rejected, pong]);
  assert(Math.abs(Number(clock) - Date.now()) < 60_000, `the clock says ${clock}`);
  await ana.sendJson(hello);
  await ana.receivesEvent("welcome");
});
