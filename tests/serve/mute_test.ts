/** Mutes: who may only read, and what everybody reads of that. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { FakeHistory } from "../support/fake_history.ts";
import type { PeerConnection } from "../support/test_room.ts";
import { TestRoom } from "../support/test_room.ts";

const { sanctions, rejections, notice } = textsOf("pt-BR");
/** Noon in the server's time zone. */
const date = new Date(2026, 10, 27, 12).getTime();
const MINUTE = 60_000;

/** Mutes a person, as the operator does. */
function mute(room: TestRoom, name: string, rest: { minutes?: number; text?: string } = {}): void {
  room.room.moderation.mute({ name, ...rest });
}

/** Whether a message of a structured client is said; it has a number that grows. */
let lastId = 0;
async function isSaid({ peer }: PeerConnection): Promise<boolean> {
  const id = ++lastId;
  await peer.sendJson({ type: "say", id, text: "oi" });
  await peer.until(
    () => peer.events.some((event) => event["id"] === id),
    "the answer to a message",
  );
  return peer.events.find((event) => event["id"] === id)!["type"] === "said";
}

Deno.test("a muted person reads on, and may not say, whisper or act", async () => {
  await using room = new TestRoom({ date });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  mute(room, "ana", { minutes: 125, text: "fez barulho" });
  const told = "O anfitrião calou Ana até 14:05: fez barulho";
  await bia.peer.receivesEvent("notice", { text: told });
  await ana.peer.receives(`${notice(told)}\n`);
  assertEquals(room.printed.at(-1), notice(told));
  const sentence = "Erro: O anfitrião calou você até 14:05. " +
    "A mensagem não foi enviada, mas você continua lendo tudo.\n";
  assertEquals(`${rejections.muted("14:05")}\n`, sentence);
  await bia.peer.sendJson({ type: "whisper", to: "Ana", text: "psiu" });
  await ana.peer.receives("Bia (privado): psiu\n");
  for (const line of ["olá", "@Bia psiu", "/me acena", "/r psiu"]) {
    const { length } = ana.peer.text;
    await ana.peer.send(`${line}\n`);
    await ana.peer.until(() => ana.peer.text.length > length, line);
    assertEquals(ana.peer.text.slice(length), sentence, line);
  }
  await ana.peer.send("/quem\n");
  await ana.peer.receives("No chat (2): Ana, Bia");
  assertEquals(bia.peer.events.filter(({ type }) => type === "said"), []);
  mute(room, "Bia");
  await bia.peer.sendJson({ type: "say", id: 1, text: "oi" });
  await bia.peer.receivesEvent("rejected", { id: 1, code: "muted", value: "-" });
  await bia.peer.sendJson({ type: "whisper", id: 2, to: "Ana", text: "oi" });
  await bia.peer.receivesEvent("rejected", { id: 2, code: "muted" });
  assertEquals(
    room.room.moderation.list(),
    [
      "Banidos e calados:",
      "  Ana: só lê até 14:05: fez barulho",
      "  Bia: só lê até o anfitrião perdoar.",
    ].join("\n"),
  );
  // The mute is over to the millisecond.
  const caio = await room.line("Caio");
  await room.advance(125 * MINUTE - 1);
  const { length } = ana.peer.text;
  await ana.peer.send("agora?\n");
  await ana.peer.until(() => ana.peer.text.length > length, "the answer");
  await room.advance(1);
  await ana.peer.send("agora!\n");
  await caio.peer.receives("Ana: agora!\n");
  assertEquals(caio.peer.text.includes("agora?"), false);
});

Deno.test("a mute stays with the session after a rename and a resume", async () => {
  await using room = new TestRoom({ date });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const token = bia.peer.events[0]!["token"] as string;
  mute(room, "Ana");
  mute(room, "Bia");
  await ana.peer.send("/nome Eva\n");
  await bia.peer.receivesEvent("renamed", { from: "Ana", to: "Eva" });
  await bia.peer.sendJson({ type: "rename", name: "Zeca" });
  await ana.peer.receives("Bia agora se chama Zeca.\n");
  const { length } = ana.peer.text;
  await ana.peer.send("oi\n");
  await ana.peer.until(() => ana.peer.text.length > length, "the answer");
  assertEquals(ana.peer.text.slice(length), `${rejections.muted("-")}\n`);
  assertEquals(await isSaid(bia), false);
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  const again = await room.structured("Zeca", { resume: { token, seen: 0 } });
  assertEquals(await isSaid(again), false);
});

Deno.test("a mute stays with a name, and with those like it", async () => {
  await using room = new TestRoom({ date });
  const ana = await room.line("Ana");
  mute(room, "Ana");
  await ana.peer.send("/sair\n");
  await ana.peer.ends();
  for (const name of ["ana", "Аnа"]) { // The last one with Cyrillic letters.
    const again = await room.structured(name);
    assertEquals(await isSaid(again), false);
    await again.peer.sendJson({ type: "leave" });
    await again.peer.receivesEvent("refused", { code: "left" });
  }
  assertEquals(await isSaid(await room.structured("Bia")), true);
});

Deno.test("what was said before the mute, and comes again, gets its entry", async () => {
  await using room = new TestRoom({ date });
  const bia = await room.structured("Bia");
  await bia.peer.sendJson({ type: "say", id: 1, text: "um" });
  await bia.peer.receivesEvent("said", { id: 1 });
  const { seq } = bia.peer.events.find(({ type }) => type === "said")!;
  mute(room, "Bia");
  const token = bia.peer.events[0]!["token"] as string;
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  const again = await room.structured("Bia", { resume: { token, seen: Number(seq) + 1 } });
  await again.peer.sendJson({ type: "say", id: 1, text: "um" });
  await again.peer.sendJson({ type: "say", id: 2, text: "dois" });
  await again.peer.receivesEvent("rejected", { id: 2, code: "muted" });
  assertEquals(again.peer.events.filter(({ type }) => type === "rejected").length, 1);
});

Deno.test("a message that could not be recorded before the mute holds up none after it", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history, date });
  const bia = await room.structured("Bia");
  history.isFull = true;
  room.notice("um"); // Finds out that the disk is full.
  await room.settle();
  await bia.peer.sendJson({ type: "say", id: 1, text: "um" });
  await bia.peer.receivesEvent("rejected", { id: 1, code: "not-recorded" });
  history.isFull = false;
  await room.advance(2_000);
  mute(room, "Bia");
  await bia.peer.sendJson({ type: "say", id: 1, text: "um" });
  await bia.peer.receivesEvent("rejected", { id: 1, code: "muted" });
  room.room.moderation.pardon("Bia");
  await bia.peer.sendJson({ type: "say", id: 2, text: "dois" });
  await bia.peer.receivesEvent("said", { id: 2 });
});

Deno.test("Moderation.mute() needs a person who is here", async () => {
  await using room = new TestRoom({ date });
  mute(room, "Ninguém");
  assertEquals(room.printed, ['Erro: "Ninguém" não está no chat.']);
  await room.line("João");
  await room.line("Joäo");
  mute(room, "joao");
  assertEquals(room.printed.at(-1), rejections["ambiguous-name"]("João, Joäo"));
  assertEquals(room.room.moderation.list(), sanctions.none);
});

Deno.test("Moderation.pardon() tells everybody who may write again", async () => {
  await using room = new TestRoom({ date });
  const [ana, bia] = [await room.structured("Ana"), await room.line("Bia")];
  mute(room, "Ana");
  await bia.peer.receives(`${notice(sanctions.muted("Ana", "-", ""))}\n`);
  room.room.moderation.pardon("ana");
  await bia.peer.receives(`${notice("Ana pode escrever de novo.")}\n`);
  assertEquals(room.printed.at(-1), notice(sanctions.unmuted("Ana")));
  assertEquals(await isSaid(ana), true);
  // By the name that the person has now, too, and by the one before.
  for (const name of ["Zeca", "Ana"]) {
    mute(room, "Ana");
    await ana.peer.sendJson({ type: "rename", name: "Zeca" });
    await bia.peer.receives("Ana agora se chama Zeca.\n");
    room.room.moderation.pardon(name);
    await bia.peer.receives(`${notice("Zeca pode escrever de novo.")}\n`);
    assertEquals(await isSaid(ana), true);
    await ana.peer.sendJson({ type: "rename", name: "Ana" });
    await bia.peer.receives("Zeca agora se chama Ana.\n");
  }
  // Of a person who left, only the operator is told; and of a ban beside a mute.
  mute(room, "Ana");
  room.kick("Ana");
  await room.settle();
  const { length } = room.printed;
  room.room.moderation.pardon("Ana");
  assertEquals(room.printed.slice(length), ["Ana pode entrar e escrever de novo."]);
  mute(room, "Bia");
  room.room.moderation.ban({ name: "Ana" });
  room.room.moderation.mute({ name: "Bia" });
  room.room.moderation.pardon("Ana");
  assertEquals(room.printed.at(-1), "Ana pode entrar e escrever de novo.");
  assertEquals(room.room.moderation.list().split("\n").slice(1), [
    "  Bia: só lê até o anfitrião perdoar.",
  ]);
  await bia.peer.send("/nome Eva\n");
  await room.settle();
  room.room.moderation.ban({ name: "Bia" });
  room.room.moderation.pardon("Bia");
  assertEquals(room.printed.slice(-2), [
    notice(sanctions.unmuted("Eva")),
    "Bia pode entrar e escrever de novo.",
  ]);
});

Deno.test("a name that several people may mean pardons none of them by their session", async () => {
  await using room = new TestRoom({ date });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  mute(room, "Ana");
  mute(room, "Bia");
  await ana.peer.sendJson({ type: "rename", name: "João" });
  await bia.peer.sendJson({ type: "rename", name: "Joäo" });
  await bia.peer.receivesEvent("renamed", { to: "Joäo" });
  room.room.moderation.pardon("joao");
  assertEquals(room.printed.at(-1), sanctions.notSanctioned("joao"));
});

Deno.test("a mute outlives the server with its token", async () => {
  const history = new FakeHistory();
  let token = "";
  {
    await using room = new TestRoom({ history, date });
    const bia = await room.structured("Bia");
    token = bia.peer.events[0]!["token"] as string;
    mute(room, "Bia", { text: "basta" });
    await bia.peer.sendJson({ type: "rename", name: "Zeca" });
    await bia.peer.receivesEvent("renamed", { to: "Zeca" });
  }
  assertEquals(history.recordedSanctions.map(({ name, reason }) => [name, reason]), [
    ["Bia", "basta"],
  ]);
  history.recordedSanctions = history.recordedSanctions.map(({ session: _, ...rest }) => rest);
  await using room = new TestRoom({ history, date });
  const zeca = await room.structured("Zeca", { resume: { token, seen: 0 } });
  assertEquals([room.names, await isSaid(zeca)], [["Zeca"], false]);
});
