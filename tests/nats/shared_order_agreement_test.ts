/** The order of a room on several servers: the same messages give all of them the same room. */

import { assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { type Batch, decodeBatch } from "../../lib/nats/batch.ts";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import type { StreamMessage } from "../../lib/nats/shared_order.ts";
import { bootOf, encoded, messageOf, noticesOf } from "../support/batches.ts";
import { withSeeds } from "../support/random.ts";
import { randomMessages } from "../support/random_messages.ts";
import { TestOrder } from "../support/test_order.ts";
import { TestReplica } from "../support/test_replica.ts";

const pure = { permissions: "none" } as const;

/** One that keeps the entries of a message in memory, and few more. */
function smallOrder(server: string): TestOrder {
  return new TestOrder(server, new TestReplica(new Log({ maxEntries: 200 })));
}

function assertEqualOrders(one: TestOrder, other: TestOrder, seq: number): void {
  const at = `message ${seq}`;
  assertEquals(one.order.snapshot, other.order.snapshot, at);
  assertEquals(one.order.digest, other.order.digest, at);
  assertEquals(one.living, other.living, at);
  assertEquals(one.room.state, other.room.state, at);
  const [{ log }, { log: otherLog }] = [one.room, other.room];
  assertEquals(log.at(log.last), otherLog.at(otherLog.last), at);
}

/** A batch tells the digest that the servers have by then, now and then. */
function withDigest(message: StreamMessage, digest: Batch["digest"]): StreamMessage {
  const batch = decodeBatch(message.data);
  return batch && digest ? { ...message, data: encoded({ ...batch, digest }) } : message;
}

Deno.test("orders agree, whatever the messages are, and whatever is kept in memory", pure, () => {
  const kinds = new Set<string>();
  withSeeds(60, (random) => {
    const [one, other] = [new TestOrder("one"), smallOrder("other")];
    let digest: Batch["digest"];
    for (const given of randomMessages(random, 150)) {
      const message = random() < 0.2 ? withDigest(given, digest) : given;
      for (const order of [one, other]) order.receive(message);
      one.room.log.publish();
      if (random() < 0.1) other.room.log.publish();
      assertEqualOrders(one, other, message.seq);
      if (random() < 0.3) digest = one.order.digest;
    }
    assertEquals(other.applied, one.applied);
    for (const { command } of one.applied) kinds.add(command.type);
    if (one.living.length > 2) kinds.add("several servers");
  });
  for (const kind of ["join", "act", "lose-server", "several servers"]) {
    assertStrictEquals(kinds.has(kind), true, kind);
  }
});

Deno.test("an order that goes on where another one is stays equal to it", pure, () => {
  withSeeds(40, (random) => {
    const whole = new TestOrder("one");
    let continued = smallOrder("one");
    for (const message of randomMessages(random, 150)) {
      for (const order of [whole, continued]) {
        order.receive(message);
        order.room.log.publish();
      }
      assertEqualOrders(continued, whole, message.seq);
      if (random() < 0.9) continue;
      continued = whole.copy();
      assertEquals(continued.order.snapshot, whole.order.snapshot);
      assertEquals(continued.room.state, whole.room.state);
      assertEquals(continued.living, whole.living);
    }
  });
});

Deno.test(
  "a snapshot anywhere, and what comes behind it, give what all messages give",
  pure,
  () => {
    withSeeds(3, (random) => {
      const messages = randomMessages(random, 60);
      const whole = new TestOrder("one");
      whole.receive(...messages);
      for (let at = 0; at < messages.length; at++) {
        const first = new TestOrder("one");
        first.receive(...messages.slice(0, at));
        const rest = first.copy();
        // It may be told again what it knows.
        rest.receive(...messages.slice(Math.max(0, at - 3)));
        assertEqualOrders(rest, whole, at);
      }
    });
  },
);

Deno.test("a server whose batches are there agrees with those of which none is", pure, () => {
  const codes = new Set<string>();
  let owned = 0;
  withSeeds(60, (random) => {
    const [own, other] = [new TestOrder("server 0"), new TestOrder("other")];
    for (const message of randomMessages(random, 150)) {
      other.receive(message);
      try {
        own.receive(message);
      } catch (failure) {
        assertInstanceOf(failure, NatsFailure);
        codes.add((failure as NatsFailure).code);
        return;
      }
      assertEqualOrders(own, other, message.seq);
      if (own.applied.at(-1)!.isOwn) owned++;
    }
  });
  // Which failures there are depends on the seeds; a batch that is missing is always among them.
  for (const code of ["other-charter", "forgotten"]) codes.delete(code);
  assertEquals([codes, owned > 0], [new Set(["batch-lost"]), true]);
});

Deno.test("a snapshot stays as it is when the order goes on", pure, () => {
  const order = new TestOrder("one");
  order.receive(messageOf(1, 1_000, bootOf("a")), messageOf(2, 1_000, noticesOf("a", 2, "um")));
  const { snapshot } = order.order;
  const before = JSON.stringify(snapshot);
  order.receive(messageOf(3, 9_000, noticesOf("a", 3, "dois")));
  assertStrictEquals(JSON.stringify(snapshot), before);
});
