/** The order of a room on several servers: which messages do what. */

import { assertEquals, assertInstanceOf, assertStrictEquals, assertThrows } from "@std/assert";
import type { RoomCommand } from "../../lib/chat/room_command.ts";
import type { Batch } from "../../lib/nats/batch.ts";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { batchOf, bootOf, messageOf, noticesOf, OTHER_CHARTER } from "../support/batches.ts";
import { TestOrder } from "../support/test_order.ts";

const pure = { permissions: "none" } as const;
const beat: RoomCommand = { type: "beat" };
const notice = (text: string): RoomCommand => ({ type: "notice", text });
const lose = (server: string): RoomCommand => ({ type: "lose-server", server });

/** An order in which these servers have started, all at the date 1,000. */
function orderWith(server: string, ...started: string[]): TestOrder {
  const order = new TestOrder(server);
  started.forEach((one, at) => order.receive(messageOf(at + 1, 1_000, bootOf(one))));
  order.applied.length = 0;
  return order;
}

/** The kind of a failure, and its details. */
function failureOf(call: () => void): unknown[] {
  const error = assertThrows(call);
  assertInstanceOf(error, NatsFailure);
  return [error.code, ...error.details];
}

Deno.test("SharedOrder.receive() carries out a beat, and the commands in their order", pure, () => {
  const order = orderWith("me", "a");
  order.receive(messageOf(2, 1_500, noticesOf("a", 2, "um", "dois")));
  const at = [1_500, 500] as const;
  assertEquals(order.applied, [
    { command: beat, at, isOwn: false },
    { command: notice("um"), at, isOwn: false },
    { command: notice("dois"), at, isOwn: false },
  ]);
  assertEquals(order.order.snapshot.stamp, { date: 1_500, awakeMs: 500 });
  assertEquals(order.order.stamp, { date: 1_500, awakeMs: 500 });
  assertStrictEquals(order.order.seq, 2);
});

Deno.test("SharedOrder.receive() tells what was submitted at this server", pure, () => {
  const order = orderWith("me", "a", "me");
  assertStrictEquals(order.order.ownN, 1);
  order.receive(messageOf(3, 1_000, noticesOf("a", 2, "deles")));
  assertStrictEquals(order.order.ownN, 1);
  order.receive(messageOf(4, 1_000, noticesOf("me", 2, "meu")));
  assertStrictEquals(order.order.ownN, 2);
  assertEquals(order.applied.map(({ command, isOwn }) => [command, isOwn]), [
    ...[[beat, false], [notice("deles"), false], [beat, false], [notice("meu"), true]],
  ]);
});

Deno.test("SharedOrder.receive() does nothing for a message that was carried out", pure, () => {
  const order = orderWith("me", "a", "b");
  order.receive(messageOf(5, 2_000, noticesOf("a", 2, "um")));
  const { snapshot } = order.order;
  order.applied.length = 0;
  for (const seq of [5, 4, 1]) order.receive(messageOf(seq, 9_000, noticesOf("a", 3, "dois")));
  assertEquals([order.applied, order.order.snapshot], [[], snapshot]);
});

Deno.test("SharedOrder.receive() lets time pass with a message that is no batch", pure, () => {
  const order = orderWith("me", "a");
  order.receive({ seq: 2, date: 1_700, data: new Uint8Array([1, 2]) });
  assertEquals(order.applied, [{ command: beat, at: [1_700, 700], isOwn: false }]);
  assertStrictEquals(order.order.seq, 2);
  assertEquals(order.order.digest, { seq: 2, value: "" });
});

Deno.test("SharedOrder.receive() skips a batch that was published again", pure, () => {
  const order = orderWith("me", "a", "me");
  order.receive(
    ...["a", "me", "a", "me"].map((server, at) =>
      messageOf(3 + at, 1_000, noticesOf(server, 2, "oi"))
    ),
  );
  assertEquals(order.takeCommands(), [notice("oi"), notice("oi")]);
  assertEquals([order.order.ownN, order.living], [2, ["a", "me"]]);
});

Deno.test("SharedOrder.receive() removes a server of which a batch is missing", pure, () => {
  const order = orderWith("me", "a", "b");
  order.receive(messageOf(3, 1_200, noticesOf("a", 3, "um")));
  assertEquals(order.applied.splice(0), [
    { command: beat, at: [1_200, 200], isOwn: false },
    { command: lose("a"), at: [1_200, 200], isOwn: false },
  ]);
  assertEquals(order.living, ["b"]);
  order.receive(messageOf(4, 1_000, noticesOf("a", 2, "dois")));
  order.receive(messageOf(5, 1_000, noticesOf("a", 4, "três")));
  assertEquals([order.takeCommands(), order.living], [[], ["b"]]);
});

Deno.test("SharedOrder.receive() throws when a batch of this server is missing", pure, () => {
  const order = orderWith("me", "a", "me");
  const message = messageOf(3, 1_000, noticesOf("me", 3, "oi"));
  assertEquals(failureOf(() => order.receive(message)), ["batch-lost", "3"]);
  assertEquals([order.takeCommands(), order.living], [[lose("me")], ["a"]]);
});

Deno.test("SharedOrder.receive() throws when this server is not known any more", pure, () => {
  const order = orderWith("me", "a");
  const message = messageOf(2, 1_000, noticesOf("me", 2, "oi"));
  assertEquals(failureOf(() => order.receive(message)), ["forgotten"]);
  assertEquals(order.takeCommands(), []);
});

Deno.test("SharedOrder.receive() throws when all others live by another charter", pure, () => {
  const order = orderWith("me", "me");
  // The awake clock counts 2 s at most between two messages.
  for (const seq of [2, 3, 4]) order.receive({ seq, date: 9_000 * seq, data: new Uint8Array() });
  assertEquals([order.takeCommands(), order.living], [[lose("me")], []]);
  order.receive(messageOf(5, 37_000, bootOf("b", OTHER_CHARTER)));
  const message = messageOf(6, 37_000, noticesOf("me", 2, "voltei"));
  assertEquals(failureOf(() => order.receive(message)), ["forgotten"]);
  assertEquals([order.takeCommands(), order.living], [[], ["b"]]);
});

Deno.test("SharedOrder.receive() ignores another server with another charter", pure, () => {
  const order = orderWith("me", "me");
  order.receive(messageOf(2, 1_000, bootOf("b", OTHER_CHARTER)));
  order.receive(messageOf(3, 1_000, noticesOf("b", 2, "oi")));
  assertEquals([order.takeCommands(), order.living], [[], ["me"]]);
});

Deno.test("SharedOrder.receive() throws when this server has another charter", pure, () => {
  const order = orderWith("me", "a");
  const message = messageOf(2, 1_000, bootOf("me", OTHER_CHARTER));
  assertEquals(failureOf(() => order.receive(message)), ["other-charter", "grace", "5", "30"]);
  assertEquals([order.order.ownN, order.living], [0, ["a"]]);
});

Deno.test("SharedOrder.receive() loses a server that is closed, behind its commands", pure, () => {
  const order = orderWith("me", "a", "b");
  order.receive(messageOf(3, 1_300, { ...noticesOf("a", 2, "tchau"), isLast: true }));
  const at = [1_300, 300] as const;
  assertEquals(order.applied.splice(0), [
    { command: beat, at, isOwn: false },
    { command: notice("tchau"), at, isOwn: false },
    { command: lose("a"), at, isOwn: false },
  ]);
  assertEquals(order.living, ["b"]);
  order.receive(messageOf(4, 1_300, noticesOf("a", 3, "oi")));
  assertEquals(order.takeCommands(), []);
});

Deno.test("SharedOrder.receive() ignores what comes behind a server's end", pure, () => {
  const last: Batch = { ...noticesOf("a", 2, "tchau"), isLast: true };
  for (const server of ["a", "b"]) {
    const order = orderWith(server, "a", "b");
    order.receive(messageOf(3, 1_000, last));
    assertEquals(order.takeCommands(), [notice("tchau"), lose("a")]);
    // Its first batch and its last one were published again; there is nothing behind it.
    [bootOf("a"), last, noticesOf("a", 3, "tarde")].forEach((batch, at) => {
      order.receive(messageOf(4 + at, 1_000, batch));
    });
    assertEquals(order.living, ["b"]);
    assertEquals(order.takeCommands().filter(({ type }) => type !== "lose-server"), []);
  }
});

Deno.test("SharedOrder.receive() takes the last batch of this server, too", pure, () => {
  const order = orderWith("me", "me", "b");
  order.receive(messageOf(3, 1_000, { ...noticesOf("me", 2, "tchau"), isLast: true }));
  assertEquals(order.takeCommands(), [notice("tchau"), lose("me")]);
  assertEquals([order.order.ownN, order.living], [2, ["b"]]);
});

Deno.test("SharedOrder.receive() loses silent servers before what the message says", pure, () => {
  const order = orderWith("me", "a", "b");
  // The awake clock counts 2 s at most between two messages.
  order.receive(messageOf(3, 9_000, noticesOf("b", 2)), messageOf(4, 19_000, noticesOf("b", 3)));
  assertEquals([order.takeCommands(), order.living], [[], ["a", "b"]]);
  order.receive(messageOf(5, 20_000, noticesOf("b", 4)));
  assertEquals(order.takeCommands(), []);
  order.receive(messageOf(6, 20_001, noticesOf("a", 2, "voltei")));
  const at = [20_001, 5_001] as const;
  assertEquals(order.applied.splice(0), [
    { command: beat, at, isOwn: false },
    { command: lose("a"), at, isOwn: false },
    { command: notice("voltei"), at, isOwn: false },
  ]);
  assertEquals(order.living, ["a", "b"]);
});

Deno.test("SharedOrder.receive() carries out what comes in the room", pure, () => {
  const order = orderWith("me", "a");
  const entrance = { version: 1, name: "Ana", tokenHash: "t", address: "26.1.2.3" };
  order.receive(
    messageOf(2, 1_000, batchOf("a", 2, { commands: [{ type: "join", seat: "a/1", entrance }] })),
  );
  assertEquals(order.room.names, ["Ana"]);
  order.receive(messageOf(3, 1_000, batchOf("a", 3, { isLast: true })));
  assertEquals(order.room.names, ["(Ana)"]);
});
