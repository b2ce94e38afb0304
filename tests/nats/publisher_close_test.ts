/** The publisher of one server: how it ends. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { CHARTER } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { PublisherFixture } from "../support/publisher_fixture.ts";

const pure = { permissions: "none" } as const;

/** Whether a promise has resolved, once everything that needs no time has happened. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  promise.then(() => done = true);
  await turn();
  return done;
}

Deno.test("Publisher.close() says in a last batch that the server is closed", pure, async () => {
  const fixture = await PublisherFixture.started();
  assertStrictEquals(await isDone(fixture.publisher.close(1_000)), true);
  assertEquals(fixture.stream.batches.slice(1), [
    { server: "me", n: 2, isLast: true, commands: [] },
  ]);
  assertStrictEquals(fixture.clock.pending, 0);
});

Deno.test("Publisher.close() publishes before what was submitted", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.fate = "acked-later";
  await fixture.publish("um");
  await fixture.publish("dois");
  const closed = fixture.publisher.close(1_000);
  assertStrictEquals(await isDone(closed), false);
  assertEquals(fixture.tried, [[2, "um"]]);
  for (const next of [[3, "dois"], [4]]) {
    fixture.stream.acknowledge();
    assertStrictEquals(await isDone(closed), false);
    assertEquals(fixture.tried.at(-1), next);
  }
  fixture.stream.acknowledge();
  assertStrictEquals(await isDone(closed), true);
  assertEquals(fixture.stream.batches.map(({ isLast }) => isLast), [
    ...[undefined, undefined, undefined, true],
  ]);
});

Deno.test(
  "Publisher.close() publishes before the last batch what waits in this turn",
  pure,
  async () => {
    const fixture = await PublisherFixture.started();
    fixture.submit("um", "dois");
    await fixture.publisher.close(1_000);
    assertEquals(fixture.tried, [[2, "um", "dois"], [3]]);
    assertStrictEquals(fixture.stream.batches.at(-1)!.isLast, true);
  },
);

Deno.test("Publisher.close() publishes the last batch behind all commands", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.submit(...Array.from({ length: 1_001 }, () => "oi"));
  await fixture.publisher.close(1_000);
  await turn();
  assertEquals(fixture.counts, [0, 512, 489, 0]);
  const last = fixture.stream.batches.map(({ isLast }) => isLast ?? false);
  assertEquals(last, [false, false, false, true]);
});

Deno.test("a publisher publishes nothing behind its last batch", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.fate = "acked-later";
  const closed = fixture.publisher.close(1_000);
  await fixture.publish("tarde");
  fixture.stream.acknowledge();
  assertStrictEquals(await isDone(closed), true);
  assertEquals(fixture.tried, [[2]]);
});

Deno.test("Publisher takes no command that is submitted behind close()", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.fate = "acked-later";
  await fixture.publish("um");
  fixture.submit("dois");
  const closed = fixture.publisher.close(1_000);
  await fixture.publish("tarde");
  for (let batch = 2; batch <= 4; batch++) {
    fixture.stream.acknowledge();
    await turn();
  }
  assertStrictEquals(await isDone(closed), true);
  assertEquals(fixture.tried, [[2, "um"], [3, "dois"], [4]]);
});

Deno.test("Publisher.close() takes a last batch that came back as published", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.nextFates.push("unacked");
  const closed = fixture.publisher.close(1_000);
  assertStrictEquals(await isDone(closed), false);
  fixture.publisher.onCarriedOut(2);
  assertStrictEquals(await isDone(closed), true);
  await fixture.clock.advance(5_000);
  assertEquals(fixture.tried, [[2]]);
});

Deno.test("Publisher.close() takes no longer than it may", pure, async () => {
  for (const fate of ["failed", "lost"] as const) {
    const fixture = await PublisherFixture.started();
    fixture.stream.fate = fate;
    await fixture.publish("um");
    const closed = fixture.publisher.close(1_000);
    await fixture.clock.advance(999);
    assertStrictEquals(await isDone(closed), false);
    await fixture.clock.advance(1);
    assertStrictEquals(await isDone(closed), true);
    const { length } = fixture.tried;
    await fixture.clock.advance(10_000);
    assertEquals([fixture.tried.length, fixture.clock.pending], [length, 0]);
  }
});

Deno.test(
  "Publisher.close(0) still publishes a last batch when none is in flight",
  pure,
  async () => {
    const fixture = await PublisherFixture.started();
    fixture.stream.fate = "lost";
    const closed = fixture.publisher.close(0);
    await fixture.clock.advance(0);
    assertStrictEquals(await isDone(closed), true);
    assertEquals(fixture.stream.attempts.at(-1)!.batch, {
      ...{ server: "me", n: 2, isLast: true, commands: [] },
    });
  },
);

Deno.test("Publisher.close() before start() publishes nothing, then or later", pure, async () => {
  const fixture = new PublisherFixture();
  fixture.submit("um");
  assertStrictEquals(await isDone(fixture.publisher.close(1_000)), true);
  assertStrictEquals(fixture.clock.pending, 0);
  fixture.submit("dois");
  fixture.publisher.start({ charter: CHARTER });
  await fixture.clock.advance(5_000);
  assertEquals(fixture.stream.attempts, []);
});

Deno.test("a publisher that is closed publishes nothing more", pure, async () => {
  const fixture = await PublisherFixture.started();
  await fixture.publisher.close(1_000);
  await fixture.publish("tarde");
  await fixture.clock.advance(10_000);
  assertEquals(fixture.tried, [[2]]);
});
