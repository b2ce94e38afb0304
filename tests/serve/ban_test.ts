/** Bans: who is kept out of the room, for how long, and what everybody reads. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { FakeHistory } from "../support/fake_history.ts";
import type { MemoryOptions } from "../support/memory_conn.ts";
import type { PeerConnection } from "../support/test_room.ts";
import { TestRoom } from "../support/test_room.ts";

const { sanctions, refusals, rejections, historyFailures } = textsOf("pt-BR");
/** Noon in the server's time zone. */
const date = new Date(2026, 10, 27, 12).getTime();
const MINUTE = 60_000;

/** Bans a person, as the operator does. */
function ban(room: TestRoom, name: string, rest: { minutes?: number; text?: string } = {}): void {
  room.room.moderation.ban({ name, ...rest });
}

/** The token of a client. */
function tokenOf({ peer }: PeerConnection): string {
  return peer.events[0]!["token"] as string;
}

/** A JSON client that is refused with this code; returns the value. */
async function refusedWith(
  room: TestRoom,
  code: string,
  hello: Record<string, unknown>,
  options: MemoryOptions = {},
): Promise<unknown> {
  const { peer } = room.connect(options);
  await peer.sendJson({ type: "hello", version: 1, ...hello });
  await peer.receivesEvent("refused", { code });
  return peer.events.find((event) => event["code"] === code)!["value"];
}

Deno.test("Moderation.ban() tells the person why and until when, and everybody that", async () => {
  await using room = new TestRoom({ date });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const davi = await room.line("Davi");
  const { length } = ana.peer.text;
  ban(room, "davi", { minutes: 125, text: "fez barulho" });
  const text = "fez barulho (banimento até 14:05)";
  await bia.peer.receivesEvent("left", { name: "Davi", reason: "kicked", text });
  await davi.peer.receives("O anfitrião baniu você do chat até 14:05: fez barulho\n");
  await davi.peer.ends();
  assertEquals(ana.peer.text.slice(length), "Davi saiu do chat.\n");
  const from = `('127.0.0.1', ${davi.peer.address.port})`;
  assertEquals(
    room.printed.at(-1),
    `Conexão encerrada com ${from}: O anfitrião tirou Davi do chat: ${text}`,
  );
  ban(room, "Bia");
  await bia.peer.receivesEvent("refused", {
    code: "banned",
    value: "-",
    text: "O anfitrião baniu você do chat até o anfitrião perdoar.",
  });
  assertEquals(room.names, ["Ana"]);
  assertEquals(
    room.room.moderation.list(),
    [
      "Banidos e calados:",
      "  Davi: não entra até 14:05: fez barulho",
      "  Bia: não entra até o anfitrião perdoar.",
    ].join("\n"),
  );
});

Deno.test("a banned token is refused under every name, also after the grace time", async () => {
  await using room = new TestRoom({ date, graceMs: 1_000 });
  await room.line("Ana");
  const [bia, caio] = [await room.structured("Bia"), await room.structured("Caio")];
  const resume = { token: tokenOf(bia), seen: 0 };
  ban(room, "Bia", { minutes: 1, text: "basta" });
  await bia.peer.receivesEvent("refused", { code: "banned", value: "12:01 basta" });
  for (const name of ["Bia", "Zeca"]) {
    assertEquals(await refusedWith(room, "banned", { name, resume }), "12:01 basta");
  }
  // Also of a person without a connection.
  await caio.peer[Symbol.asyncDispose]();
  await caio.closed;
  ban(room, "Caio");
  const removed = "O anfitrião tirou Caio do chat: banimento até o anfitrião perdoar";
  assertEquals([room.names, room.printed.at(-1)], [["Ana"], removed]);
  const token = { token: tokenOf(caio), seen: 0 };
  assertEquals(await refusedWith(room, "banned", { name: "Zeca", resume: token }), "-");
  await room.advance(1_250);
  assertEquals(await refusedWith(room, "banned", { name: "Eva", resume }), "12:01 basta");
  await room.advance(MINUTE);
  await room.structured("Zeca", { resume });
  assertEquals(room.names, ["Ana", "Zeca"]);
});

Deno.test("a banned name and those like it are refused, and another name is accepted", async () => {
  await using room = new TestRoom({ date });
  const ana = await room.line("Ana");
  await room.line("Caio");
  ban(room, "Ana", { minutes: 10 });
  await ana.peer.ends();
  for (const name of ["Ana", " ANA ", "Аnа"]) { // The last one with Cyrillic letters.
    assertEquals(await refusedWith(room, "name-banned", { name }), "Ana 12:10", name);
  }
  const again = room.connect();
  await again.peer.send("ana\n");
  await again.peer.receives(`${refusals["name-banned"]("Ana 12:10")}\n`);
  await again.peer.send("Beto\n");
  await again.peer.receives("Beto entrou no chat.\n");
  assertEquals(room.names, ["Caio", "Beto"]);
  assertEquals(
    refusals["name-banned"]("Ana 12:10"),
    'Erro: O nome "Ana" está banido até 12:10, e os parecidos também. ' +
      "Se você é outra pessoa, escolha outro nome.",
  );
  // A person who is here cannot take it either.
  const davi = await room.structured("Davi");
  await davi.peer.sendJson({ type: "rename", name: "АNA" });
  await davi.peer.receivesEvent("rejected", { code: "name-banned", value: "Ana 12:10" });
  ban(room, "Dаvi"); // Looks like the name that this person has.
  await davi.peer.sendJson({ type: "rename", name: "Davi" });
  await davi.peer.sendJson({ type: "rename", name: "a b" });
  await davi.peer.receivesEvent("rejected", { code: "name-spaces" });
  await davi.peer.sendJson({ type: "rename", name: "Anna" });
  await davi.peer.receivesEvent("renamed", { to: "Anna" });
  const rejections = davi.peer.events.filter(({ type }) => type === "rejected");
  assertEquals(rejections.map(({ code }) => code), ["name-banned", "name-spaces"]);
  // The ban is over to the millisecond.
  await room.advance(10 * MINUTE - 1);
  assertEquals(await refusedWith(room, "name-banned", { name: "Ana" }), "Ana 12:10");
  await room.advance(1);
  await room.line("Ana");
});

Deno.test("a banned name does not keep a person from coming back under another one", async () => {
  await using room = new TestRoom({ date });
  const bia = await room.structured("Bia");
  await room.line("Ana");
  ban(room, "Ana");
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  const again = await room.structured("Ana", { resume: { token: tokenOf(bia), seen: 0 } });
  assertEquals(again.peer.events[0]!["name"], "Bia");
});

Deno.test("an address is banned only when that is asked for, and with its /64", async () => {
  await using room = new TestRoom({ date });
  const at = (hostname: string): MemoryOptions => ({ hostname });
  const { moderation } = room.room;
  for (const name of ["Ana", "Bia", "Caio"]) {
    await room.structured(name, {}, at(name === "Caio" ? "fd00:1:2:3::7" : "26.1.2.3"));
  }
  moderation.ban({ name: "Ana" });
  await room.structured("Davi", {}, at("26.1.2.3"));
  moderation.ban({ name: "Bia", byAddress: true, text: "basta" });
  assertEquals(await refusedWith(room, "banned", { name: "Eva" }, at("26.1.2.3")), "- basta");
  await room.structured("Eva", {}, at("26.1.2.4"));
  moderation.ban({ name: "Caio", byAddress: true });
  assertEquals(await refusedWith(room, "banned", { name: "Fabi" }, at("fd00:1:2:3::8")), "-");
  await room.structured("Fabi", {}, at("fd00:1:2:4::8"));
  // Who is here stays, and a name that nobody has brings no address.
  moderation.ban({ name: "Zeca", byAddress: true });
  assertEquals(room.printed.at(-1), sanctions.bannedAbsent("Zeca", "-"));
  assertEquals(room.names, ["Davi", "Eva", "Fabi"]);
  assertEquals(moderation.list().split("\n").slice(1), [
    "  Ana: não entra até o anfitrião perdoar.",
    "  Bia: não entra até o anfitrião perdoar, nem o endereço: basta",
    "  Caio: não entra até o anfitrião perdoar, nem o endereço.",
    "  Zeca: não entra até o anfitrião perdoar.",
  ]);
});

Deno.test("the host is always let in, and nobody else of the same address", async () => {
  for (const isHostInChat of [true, false]) {
    await using room = new TestRoom({ date, isHostInChat, hostSecret: "segredo" });
    await room.line("Ana");
    room.room.moderation.ban({ name: "Ana", byAddress: true });
    assertEquals(await refusedWith(room, "banned", { name: "Bia" }), "-");
    await room.structured("Dona", { share: "segredo" });
    // The host reads in the chat who was removed.
    assertEquals(room.printed.some((line) => line.includes("tirou Ana")), !isHostInChat);
  }
});

Deno.test("Moderation.ban() bans a name that nobody has, and says what that means", async () => {
  await using room = new TestRoom({ date });
  ban(room, "Ana", { minutes: 24 * 60 });
  assertEquals(room.printed, [
    '"Ana" não está no chat. O nome e os parecidos estão banidos até 28/11/2026 às 12:00; ' +
    "a pessoa pode entrar com outro nome.",
  ]);
  assertEquals(await refusedWith(room, "name-banned", { name: "ana" }), "Ana 2026-11-28T12:00");
  ban(room, "a b");
  ban(room, "Servidor");
  ban(room, "x".repeat(99));
  assertEquals(room.printed.slice(1), [
    rejections["name-spaces"](""),
    rejections["name-reserved"]("Servidor"),
    rejections["name-too-long"](`${"x".repeat(79)}…`),
  ]);
  await room.line("João");
  await room.line("Joäo");
  ban(room, "joao");
  assertEquals(room.printed.at(-1), rejections["ambiguous-name"]("João, Joäo"));
  assertEquals(room.names, ["João", "Joäo"]);
});

Deno.test("Moderation.pardon() lets a banned person in again, and complains of other names", async () => {
  await using room = new TestRoom({ date });
  const bia = await room.structured("Bia");
  const resume = { token: tokenOf(bia), seen: 0 };
  const { moderation } = room.room;
  ban(room, "Bia");
  await bia.peer.receivesEvent("refused", { code: "banned" });
  moderation.pardon("Ana");
  moderation.pardon("x".repeat(99));
  moderation.pardon("bia");
  assertEquals(room.printed.slice(-3), [
    'Erro: Não há nada para perdoar em "Ana". /banidos mostra a lista.',
    sanctions.notSanctioned(`${"x".repeat(79)}…`),
    "Bia pode entrar e escrever de novo.",
  ]);
  await room.structured("Bia", { resume });
  assertEquals(moderation.list(), "Ninguém está banido nem calado.");
});

Deno.test("a thousand bans are kept, and the host is told to lift some", async () => {
  await using room = new TestRoom({ date });
  for (let at = 0; at < 1000; at++) ban(room, `p${at}`, at === 0 ? { minutes: 1 } : {});
  ban(room, "Eva");
  await room.line("Ana");
  ban(room, "Ana");
  room.room.moderation.mute({ name: "Ana" });
  const full = "Erro: Já há 1000 banidos e calados. Perdoe alguns com /perdoar NOME.";
  assertEquals(room.printed.filter((line) => line === full).length, 3);
  assertEquals(room.names, ["Ana"]);
  await room.advance(MINUTE - 100);
  room.clock.setDate(date + MINUTE); // Before the room looks after it.
  ban(room, "Ana");
  assertEquals(room.names, []);
});

Deno.test("bans are on record until they are over, and when the room is restored", async () => {
  const history = new FakeHistory();
  const names = () => history.recordedSanctions.map(({ name }) => name);
  {
    await using room = new TestRoom({ history, date });
    await room.line("Ana");
    for (const [at, name] of ["Bia", "Caio", "Davi"].entries()) {
      ban(room, name, at < 2 ? { minutes: at + 1 } : {});
    }
    assertEquals(names(), ["Bia", "Caio", "Davi"]);
    await room.advance(MINUTE + 250);
    assertEquals(names(), ["Caio", "Davi"]);
    history.isFull = true;
    ban(room, "Eva");
    assertEquals(room.printed.slice(-2), [
      historyFailures.full("chat.db"),
      sanctions.bannedAbsent("Eva", "-"),
    ]);
    history.isFull = false;
  }
  await using room = new TestRoom({ history, date: date + 2 * MINUTE });
  assertEquals(names(), ["Davi"]);
  assertEquals(await refusedWith(room, "name-banned", { name: "Davi" }), "Davi -");
  room.room.moderation.pardon("Davi");
  assertEquals(names(), []);
  await room.line("Davi");
});

Deno.test("the list has nothing that is over, also when nobody is here", async () => {
  await using room = new TestRoom({ date });
  ban(room, "Ana", { minutes: 1 });
  await room.advance(MINUTE);
  assertEquals(room.room.moderation.list(), sanctions.none);
});

Deno.test("the operator reads that a banned person tries again, and no sentence for that person", async () => {
  await using room = new TestRoom({ date });
  const bia = await room.structured("Bia");
  ban(room, "Bia");
  const resume = { token: tokenOf(bia), seen: 0 };
  await refusedWith(room, "banned", { name: "Bia", resume }, { port: 7 });
  await room.settle();
  assertEquals(
    room.printed.at(-1),
    "Conexão encerrada com ('127.0.0.1', 7): uma pessoa banida tentou entrar.",
  );
});
