/** Private messages to a person whose connection is lost: they wait, and the author is told. */

import { assertEquals } from "@std/assert";
import type { Entry } from "../../lib/protocol.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

const pure = { permissions: "none" } as const;

/** Ana, Bia and Caio; Bia's connection is lost. */
function withBiaAway() {
  const room = new TestHub();
  const [ana, bia, caio] = [room.enter("Ana"), room.enter("Bia"), room.enter("Caio")];
  room.hub.disconnect(bia, "lost", 100);
  return { room, ana, bia, caio };
}

/** The `received` entries. */
function received(room: TestHub): Entry[] {
  return room.after(0).filter(({ type }) => type === "received");
}

Deno.test("Hub.perform() marks a private message that waits, and no other", pure, () => {
  const { room, ana, caio } = withBiaAway();
  room.whisper(ana, 1, "bia", "psiu", 5);
  room.whisper(ana, 2, "Caio", "oi", 5);
  room.whisper(caio, undefined, "Caio", "para mim", 5);
  assertEquals(room.after(3), [
    {
      type: "whispered",
      seq: 4,
      time: 5,
      from: "Ana",
      to: "Bia",
      id: 1,
      text: "psiu",
      waiting: true,
    },
    { type: "whispered", seq: 5, time: 5, from: "Ana", to: "Caio", id: 2, text: "oi" },
    { type: "whispered", seq: 6, time: 5, from: "Caio", to: "Caio", text: "para mim" },
  ]);
});

Deno.test("Hub.ack() tells each author alone, once, of what waited", pure, () => {
  const { room, ana, bia, caio } = withBiaAway();
  room.whisper(ana, 1, "Bia", "um");
  room.whisper(caio, 1, "Bia", "dois");
  room.whisper(ana, 2, "Bia", "três");
  room.log.publish();
  admitted(room.resume("token2", { name: "Bia", seen: 3 }));
  room.whisper(ana, 3, "Bia", "agora está aqui");
  assertEquals(received(room), []);
  room.perform(bia, { type: "rename", name: "Bete" }, 7);
  room.hub.ack(bia, 5, 9);
  room.hub.ack(bia, 5, 9);
  assertEquals(received(room), [
    { type: "received", seq: 9, time: 9, to: "Bete", of: 4 },
    { type: "received", seq: 10, time: 9, to: "Bete", of: 5 },
  ]);
  assertEquals([room.recipients(9), room.recipients(10)], [[0, ana.id], [0, caio.id]]);
  assertEquals([ana.lastPrivateSeq, caio.lastPrivateSeq], [9, 10]);
  room.hub.ack(bia, 99, 10);
  assertEquals(received(room).slice(2), [
    { type: "received", seq: 11, time: 10, to: "Bete", of: 6 },
  ]);
});

Deno.test("Hub.join() tells the author of what the person had seen before the loss", pure, () => {
  const { room, ana } = withBiaAway();
  room.whisper(ana, 1, "Bia", "psiu");
  room.log.publish();
  room.resume("token2", { name: "Bia", seen: 4, now: 8 });
  assertEquals(received(room), [{ type: "received", seq: 5, time: 8, to: "Bia", of: 4 }]);
});

Deno.test("Hub.ack() tells authors who are away, not those who left or have no token", pure, () => {
  const { room, ana, bia, caio } = withBiaAway();
  const { session: linha } = admitted(room.join(hello("Linha"), 0, { canResume: false }));
  for (const author of [ana, caio, linha]) room.whisper(author, undefined, "Bia", author.name);
  room.log.publish();
  room.hub.disconnect(ana, "lost", 100);
  room.hub.leave(caio, "left", 0);
  room.resume("token2", { name: "Bia", seen: 3 });
  room.hub.ack(bia, 99, 0);
  assertEquals(received(room).map(({ seq }) => room.recipients(seq)), [[0, ana.id]]);
});

Deno.test("Hub reports what waited either as received or as undelivered", pure, () => {
  const { room, ana, bia } = withBiaAway();
  room.whisper(ana, 1, "Bia", "um");
  room.whisper(ana, 2, "Bia", "dois");
  room.log.publish();
  room.resume("token2", { name: "Bia", seen: 3 });
  room.hub.ack(bia, 4, 9);
  room.hub.leave(bia, "left", 9);
  assertEquals(room.after(6).map(({ type }) => type), ["left", "undelivered"]);
  assertEquals(received(room).map((entry) => "of" in entry && entry.of), [4]);
});

Deno.test("a newcomer who takes over a name is given nothing of what waited", pure, () => {
  const { room, ana, bia } = withBiaAway();
  room.whisper(ana, 1, "Bia", "segredo", 5);
  room.log.publish();
  const { session, backlog } = admitted(room.join(hello("Bia"), 9, { takesOver: bia }));
  assertEquals(room.after(4), [
    { type: "left", seq: 5, time: 9, name: "Bia", reason: "lost" },
    { type: "undelivered", seq: 6, time: 9, to: "Bia", id: 1, text: "segredo" },
    { type: "joined", seq: 7, time: 9, name: "Bia" },
  ]);
  assertEquals([session.inbox.unacked, backlog, bia.presence], [[], [], "gone"]);
  assertEquals(room.names(), ["Ana", "Caio", "Bia"]);
});

Deno.test("Hub.join() takes no name over of a person who is here, nor of another one", pure, () => {
  const { room, ana, bia, caio } = withBiaAway();
  for (const [name, takesOver] of [["Ana", ana], ["Caio", bia], ["Bia", caio]] as const) {
    const outcome = room.join(hello(name), 0, { takesOver });
    assertEquals(outcome, { type: "refused", code: "name-taken", value: name });
  }
  assertEquals(room.names(), ["Ana", "(Bia)", "Caio"]);
});

Deno.test(
  "Hub.deferUnacked() tells each author what a lost connection did not confirm",
  pure,
  () => {
    const room = new TestHub();
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    const { session: linha } = admitted(room.join(hello("Linha"), 0, { canResume: false }));
    room.whisper(ana, 1, "Bia", "visto");
    room.whisper(ana, 2, "Bia", "não visto");
    room.whisper(linha, undefined, "Bia", "de linha");
    room.whisper(bia, 1, "Bia", "para mim");
    room.log.publish();
    room.hub.ack(bia, 4, 7);
    room.hub.disconnect(bia, "lost", 100);
    room.hub.deferUnacked(bia, 8);
    const delayed = {
      type: "delayed",
      seq: 8,
      time: 8,
      to: "Bia",
      of: 5,
      id: 2,
      text: "não visto",
    };
    assertEquals(room.after(7), [delayed as Entry]);
    assertEquals(room.recipients(8), [0, ana.id]);
    room.whisper(ana, 3, "Bia", "depois");
    room.hub.disconnect(bia, "lost", 200);
    room.hub.deferUnacked(bia, 9);
    assertEquals(room.log.last, 9, "each is told once");
    room.log.publish();
    room.resume("token2", { name: "Bia", seen: 3 });
    room.hub.ack(bia, 99, 10);
    assertEquals(received(room).map((entry) => "of" in entry && entry.of), [5, 9]);
  },
);
