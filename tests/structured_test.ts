/** The structured dialect at a real server, from `hello` to `pong`. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("welcome names the person, the people, the place in the log and a secret", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const before = Date.now();
  await using nosso = await Peer.structured(server.port, "Nosso");
  const { token, people, ...welcome } = await nosso.told("welcome");
  assertEquals(welcome, { type: "welcome", name: "Nosso", seq: 1 });
  assertMatch(String(token), /^[0-9a-f]{32}$/);
  const [first, second] = people as { name: string; since: number; away: boolean }[];
  assertEquals([first!.name, second!.name, second!.away], ["Ana", "Nosso", false]);
  assert(second!.since >= before && second!.since <= Date.now());
  const joined = await nosso.told("joined");
  assertEquals([joined["seq"], joined["name"]], [2, "Nosso"]);
  await ana.hears("Nosso entrou no chat.\n");
  assert(nosso.text.split("\n").slice(0, -1).every((line) => line.startsWith('{"type":')));
});

Deno.test("everything that happens is numbered, and everybody sees it in that order", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  await Promise.all([ana, bia].map(async (peer) => {
    for (let id = 1; id <= 100; id++) await peer.tell({ type: "say", id, text: `n${id}` });
  }));
  await ana.tell({ type: "rename", name: "Aninha" });
  for (const peer of [ana, bia]) await peer.told("renamed", { from: "Ana", to: "Aninha" });
  const seqs = bia.events.map(({ seq }) => seq).slice(1);
  assertEquals(seqs, Array.from({ length: seqs.length }, (_, at) => at + 2));
  const said = (peer: Peer) =>
    peer.events.filter(({ type }) => type === "said")
      .map(({ seq, from, id }) => `${seq} ${from} ${id}`);
  assertEquals(said(ana), said(bia));
  assertEquals(said(ana).length, 200);
});

Deno.test("the past is sent on joining, public messages only, before what is new", async () => {
  await using server = new TestServer({ recent: 3 });
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.say("um\ndois\n@Bia segredo\ntrês\nquatro\n");
  await bia.hears("Ana: quatro\n");
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

Deno.test("a message repeated with its id is said once", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  const say = (id: number) => ana.tell({ type: "say", id, text: `n${id}` });
  for (const id of [1, 2, 2, 1, 3]) await say(id);
  await ana.tell({ type: "say", text: "sem id" });
  await ana.tell({ type: "say", text: "sem id" });
  await ana.tell({ type: "ping" });
  await ana.told("pong");
  await ana.until(() => ana.events.filter(({ type }) => type === "said").length >= 5, "5 said");
  const said = ana.events.filter(({ type }) => type === "said").map(({ id, text }) => [id, text]);
  assertEquals(said, [[1, "n1"], [2, "n2"], [3, "n3"], [undefined, "sem id"], [
    undefined,
    "sem id",
  ]]);
});

Deno.test("what cannot be done is rejected by its id, in the language of hello", async () => {
  await using server = new TestServer();
  await using ana = await Peer.connect(server.port);
  await ana.tell({ type: "hello", version: 1, name: "Ana", lang: "en", color: "blue" });
  await ana.told("joined", { name: "Ana" });
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
    await ana.tell(command);
    if (Object.keys(rejected).length > 0) await ana.told("rejected", rejected);
  }
  await ana.told("renamed", { from: "Ana", to: "ana" });
});

Deno.test("a private message comes back to its author, and goes to nobody else", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  await using caio = await Peer.structured(server.port, "Caio");
  await ana.tell({ type: "whisper", id: 1, to: "BIA", text: "psiu" });
  await ana.tell({ type: "whisper", id: 2, to: "Ana", text: "eu mesma" });
  await ana.tell({ type: "say", id: 3, text: "fim" });
  for (const peer of [ana, bia, caio]) await peer.told("said", { text: "fim" });
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
  await bia.tell({ type: "hello", version: 1, name: "Bia Maria" });
  await bia.told("refused", {
    code: "name-spaces",
    value: "Bia Maria",
    text: "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
  });
  await bia.tell({ type: "hello", version: 1, name: "ANA" });
  await bia.told("refused", { code: "name-taken", value: "ANA" });
  await bia.tell({ type: "hello", version: 1, name: "Bia" });
  await bia.told("joined", { name: "Bia" });
  await ana.hears("Bia entrou no chat.\n");

  await using full = await Peer.connect(server.port);
  await full.tell({ type: "hello", version: 1, name: "Caio", lang: "en" });
  await full.told("refused", { code: "full", text: "Error: The chat is full. Try again later." });
  await full.ends();

  await using future = await Peer.connect(server.port);
  await future.tell({ type: "hello", version: 2, name: "Futuro" });
  const { text } = await future.told("refused", { code: "version" });
  assertEquals(
    text,
    "Erro: Versões diferentes: este cliente fala a 2, o servidor a 1. " +
      "Copie este programa para o computador do servidor.",
  );
  await future.ends();
  await using past = await Peer.connect(server.port);
  await past.tell({ type: "hello", version: 0, name: "Passado", lang: "en" });
  assertEquals(
    (await past.told("refused", { code: "version" }))["text"],
    "Error: Different versions: this client speaks 0, the server 1. " +
      "Copy the server's program to this computer.",
  );
});

Deno.test("who tells the people, leave ends the connection", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.told("joined", { name: "Bia" });
  await ana.tell({ type: "who" });
  const { people } = await ana.told("people");
  assertEquals((people as { name: string }[]).map(({ name }) => name), ["Ana", "Bia"]);
  await ana.tell({ type: "leave" });
  await ana.told("refused", { code: "left" });
  await ana.ends();
  await bia.hears("Ana saiu do chat.\n");
});

Deno.test("who is not in may ask whether anybody is there, and leave", async () => {
  await using server = new TestServer();
  await using ana = await Peer.connect(server.port);
  await ana.tell({ type: "hello", version: 1, name: "Ana Maria" });
  await ana.told("refused", { code: "name-spaces" });
  await ana.tell({ type: "pong" });
  await ana.tell({ type: "ping" });
  await ana.told("pong");
  await ana.tell({ type: "leave" });
  await ana.told("refused", { code: "left" });
  await ana.ends();
  assertEquals(server.console.length, 1);
});

Deno.test("what is wrong with a hello is said in its own language, and another may follow", async () => {
  await using server = new TestServer();
  await using ana = await Peer.connect(server.port);
  const hello = { type: "hello", version: 1, name: "Ana", lang: "en" };
  for (const resume of ["x", { token: "t", seen: -1 }, { token: "t", seen: 1.5 }, { seen: 1 }]) {
    await ana.tell({ ...hello, resume });
  }
  await ana.tell({ type: "ping" });
  const { clock } = await ana.told("pong");
  const text = "Error: The field resume is missing or of another type.";
  const rejected = { type: "rejected", code: "missing-field", value: "resume", text };
  const pong = { type: "pong", version: 1, clock };
  assertEquals(ana.events, [rejected, rejected, rejected, rejected, pong]);
  assert(Math.abs(Number(clock) - Date.now()) < 60_000, `the clock says ${clock}`);
  await ana.tell(hello);
  await ana.told("welcome");
});
