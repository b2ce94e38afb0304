/** The publisher of one server: batches of which it is not known whether they are in the stream. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertBackoff } from "../support/assert_backoff.ts";
import { CHARTER } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { PublisherFixture } from "../support/publisher_fixture.ts";

const pure = { permissions: "none" } as const;

Deno.test("Publisher tries again for ever, after 50 ms and more", pure, async () => {
  const fixture = new PublisherFixture();
  fixture.stream.fate = "failed";
  fixture.publisher.start({ charter: CHARTER });
  await fixture.clock.advance(20_000);
  assertBackoff(fixture.triedAt);
  assertEquals(new Set(fixture.stream.attempts.map(({ batch }) => batch.n)), new Set([1]));
  assertEquals([fixture.progress, fixture.publisher.isWaiting], [[], true]);
  fixture.stream.fate = "acked";
  await fixture.clock.advance(2_000);
  assertEquals([fixture.progress[0], fixture.publisher.isWaiting], [false, false]);
});

Deno.test("Publisher publishes the same batch again, and only then the next", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.nextFates.push("failed", "unacked");
  await fixture.publish("um");
  await fixture.publish("dois");
  fixture.digest = { seq: 1, value: "a" };
  await fixture.clock.advance(149);
  assertEquals(fixture.tried, [[2, "um"], [2, "um"]]);
  await fixture.clock.advance(1);
  assertEquals(fixture.tried, [[2, "um"], [2, "um"], [2, "um"], [3, "dois"]]);
  // The one that was not acknowledged is in the stream, too.
  assertEquals(fixture.stream.batches.map(({ n }) => n), [1, 2, 2, 3]);
  const [, first, again] = fixture.stream.batches;
  assertEquals(first, again);
  assertStrictEquals(fixture.publisher.acked.seq, 4);
});

Deno.test("Publisher begins with a short wait for each batch", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.nextFates.push("failed", "failed", "acked", "failed");
  await fixture.publish("um");
  await fixture.clock.advance(200);
  await fixture.publish("dois");
  await fixture.clock.advance(200);
  assertEquals(fixture.triedAt, [0, 0, 50, 150, 200, 250]);
});

Deno.test("Publisher goes on at once when a batch comes back in the stream", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.nextFates.push("unacked");
  await fixture.publish("um");
  await fixture.publish("dois");
  assertEquals(fixture.tried, [[2, "um"]]);
  fixture.publisher.onCarriedOut(1);
  await turn();
  assertEquals(fixture.tried, [[2, "um"]]);
  fixture.publisher.onCarriedOut(2);
  await turn();
  await fixture.clock.advance(900);
  assertEquals(fixture.tried, [[2, "um"], [3, "dois"]]);
  assertEquals([fixture.publisher.acked.seq, fixture.progress.length], [3, 3]);
});

Deno.test("Publisher takes a late acknowledgement as one, and goes on once", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.nextFates.push("acked-later", "acked-later");
  await fixture.publish("um");
  fixture.publisher.onCarriedOut(2);
  await fixture.publish("dois");
  assertEquals([fixture.tried, fixture.publisher.acked.seq], [[[2, "um"], [3, "dois"]], 1]);
  // That of the third batch comes before that of the second.
  fixture.stream.acknowledge(1);
  await turn();
  assertStrictEquals(fixture.publisher.acked.seq, 3);
  fixture.stream.acknowledge();
  await fixture.publish("três");
  assertEquals(fixture.tried.slice(2), [[4, "três"]]);
  assertEquals([fixture.publisher.acked.seq, fixture.progress.length], [4, 4]);
});

Deno.test("Publisher keeps the highest number that was acknowledged", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.nextFates.push("acked-later");
  await fixture.publish("um");
  fixture.publisher.onCarriedOut(2);
  await fixture.publish("dois");
  assertStrictEquals(fixture.publisher.acked.seq, 3);
  fixture.stream.acknowledge();
  await turn();
  assertStrictEquals(fixture.publisher.acked.seq, 3);
});

Deno.test("Publisher.onCarriedOut() does nothing without a batch in flight", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.publisher.onCarriedOut(1);
  fixture.publisher.onCarriedOut(9);
  await turn();
  assertEquals([fixture.tried, fixture.progress], [[], [false]]);
});
