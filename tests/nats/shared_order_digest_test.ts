/** The order of a room on several servers: how replicas that differ are found out. */

import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { batchOf, bootOf, messageOf, noticesOf } from "../support/batches.ts";
import { TestOrder } from "../support/test_order.ts";

const pure = { permissions: "none" } as const;

/** The order of `me`, in which these servers have started, and one notice is told. */
function orderWith(...started: string[]): TestOrder {
  const order = new TestOrder("me");
  started.forEach((one, at) => order.receive(messageOf(at + 1, 1_000, bootOf(one))));
  const seq = started.length + 1;
  order.receive(messageOf(seq, 1_000, noticesOf(started[0]!, 2, "oi")));
  return order;
}

/** A server tells its digest after a message: the one of this server, or another. */
function tell(
  order: TestOrder,
  server: string,
  n: number,
  { differs = false, seq = 0 } = {},
): void {
  const here = order.order.digest;
  const value = differs ? "0123456789abcdef" : here!.value;
  const digest = { seq: seq || here!.seq, value };
  order.receive(messageOf(order.order.seq + 1, 1_000, batchOf(server, n, { digest })));
}

function assertDiffers(call: () => void, seq: string): void {
  const failure = assertThrows(call, NatsFailure);
  assertEquals([failure.code, failure.details], ["replica-differs", [seq]]);
}

Deno.test("SharedOrder.digest is that after the last message; none before the first", pure, () => {
  const order = new TestOrder("me");
  assertStrictEquals(order.order.digest, undefined);
  order.receive(messageOf(1, 1_000, bootOf("a")));
  assertEquals(order.order.digest, { seq: 1, value: "" });
  order.receive(messageOf(2, 1_000, noticesOf("a", 2, "oi")));
  const { seq, value } = order.order.digest!;
  assertEquals([seq, value.length], [2, 16]);
  const { digest } = order.order.snapshot;
  assertEquals(Uint8Array.from(digest.slice(0, 8)).toHex(), value);
});

Deno.test("SharedOrder.digest covers the entries of its message, once each", pure, () => {
  const batches = [bootOf("a"), noticesOf("a", 2, "um", "dois"), noticesOf("a", 3, "três")];
  const last = ["três", "trés"].map((text) => {
    const order = new TestOrder("me");
    [...batches.slice(0, 2), noticesOf("a", 3, text)].forEach((batch, at) => {
      order.receive(messageOf(at + 1, 1_000, batch));
    });
    return order.order.digest!.value;
  });
  const order = new TestOrder("me");
  batches.forEach((batch, at) => order.receive(messageOf(at + 1, 1_000, batch)));
  assertStrictEquals(last[0], order.order.digest!.value);
  assertStrictEquals(last[0] === last[1], false);
});

Deno.test("SharedOrder.receive() throws when more servers differ than agree", pure, () => {
  const order = orderWith("me", "a", "b");
  tell(order, "a", 2, { differs: true });
  assertDiffers(() => tell(order, "b", 2, { differs: true }), "5");
});

Deno.test("SharedOrder.receive() goes on when as many agree as differ", pure, () => {
  const order = orderWith("a", "me", "b");
  tell(order, "a", 3);
  tell(order, "b", 2, { differs: true });
  assertEquals(order.living, ["a", "me", "b"]);
});

Deno.test("SharedOrder.receive() throws in the half without the oldest server", pure, () => {
  const [older, younger] = [orderWith("me", "a"), orderWith("a", "me")];
  tell(older, "a", 2, { differs: true });
  assertDiffers(() => tell(younger, "a", 3, { differs: true }), "3");
});

Deno.test("SharedOrder.receive() believes a server that agrees again", pure, () => {
  const order = orderWith("me", "a", "b");
  tell(order, "a", 2, { differs: true });
  tell(order, "a", 3);
  tell(order, "b", 2, { differs: true });
  assertDiffers(() => tell(order, "a", 4, { differs: true }), "7");
});

Deno.test("SharedOrder.receive() compares with the digest after that message", pure, () => {
  const order = orderWith("a", "me");
  const { seq, value } = order.order.digest!;
  order.receive(messageOf(4, 1_000, noticesOf("me", 2, "mais")));
  order.receive(messageOf(5, 1_000, batchOf("a", 3, { digest: { seq, value } })));
  const digest = { seq: 4, value };
  const message = messageOf(6, 1_000, batchOf("a", 4, { digest }));
  assertDiffers(() => order.receive(message), "4");
});

Deno.test("SharedOrder.receive() compares no digest that it does not know", pure, () => {
  const order = orderWith("a", "me");
  tell(order, "a", 3, { differs: true, seq: 99 });
  // A copy knows those from its first message on.
  const copy = order.copy();
  for (const seq of [1, 2, 3, 4]) tell(copy, "a", 3 + seq, { differs: true, seq });
  assertEquals([order.living, copy.living], [["a", "me"], ["a", "me"]]);
});

Deno.test("SharedOrder.receive() does not compare this server with itself", pure, () => {
  const order = orderWith("a", "me");
  tell(order, "me", 2, { differs: true });
  assertEquals(order.living, ["a", "me"]);
});

Deno.test(
  "SharedOrder.receive() does not count the verdict about a server that is lost",
  pure,
  () => {
    const order = orderWith("me", "a", "b");
    tell(order, "a", 2, { differs: true });
    order.receive(messageOf(order.order.seq + 1, 1_000, batchOf("a", 3, { isLast: true })));
    tell(order, "b", 2, { differs: true });
    assertEquals(order.living, ["me", "b"]);
  },
);
