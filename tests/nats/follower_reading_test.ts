/** The follower of one server: what it reads by itself while it cannot follow. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { turn } from "../support/fake_clock.ts";
import { FollowerFixture } from "../support/follower_fixture.ts";

const pure = { permissions: "none" } as const;

Deno.test("Follower reads message by message while it cannot follow", pure, async () => {
  for (const cause of ["boundsError", "followError"] as const) {
    const fixture = await FollowerFixture.started(2);
    assertEquals([fixture.received, fixture.stream.readSeqs], [[1, 2], []]);
    fixture.stream[cause] = new Error("no leader");
    fixture.follower.restart();
    fixture.add(3);
    await fixture.clock.advance(100);
    assertEquals(fixture.received, [1, 2, 3, 4, 5], cause);
    fixture.add();
    await fixture.clock.advance(99);
    assertEquals(fixture.received.length, 5);
    await fixture.clock.advance(1);
    assertEquals(fixture.received, [1, 2, 3, 4, 5, 6]);
    fixture.stream[cause] = undefined;
    await fixture.clock.advance(1_000);
    const { length } = fixture.stream.readSeqs;
    fixture.add();
    await turn();
    assertEquals([fixture.received.at(-1), fixture.stream.readSeqs.length], [7, length]);
    assertEquals([fixture.stream.followerCount, fixture.failures], [1, []]);
  }
});

Deno.test("Follower goes on reading when no copy answers", pure, async () => {
  const fixture = await FollowerFixture.started();
  fixture.stream.followError = fixture.stream.messageError = new Error("not now");
  fixture.follower.restart();
  fixture.add();
  await fixture.clock.advance(1_000);
  assertEquals(fixture.received, []);
  fixture.stream.messageError = undefined;
  await fixture.clock.advance(100);
  assertEquals(fixture.received, [1]);
});

Deno.test("Follower reads nothing of a stream that has less than was received", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.add(4);
  fixture.receivedSeq = 5;
  fixture.follower.start();
  await fixture.clock.advance(500);
  fixture.stream.boundsError = new Error("not now");
  await fixture.clock.advance(2_000);
  fixture.add(2);
  await fixture.clock.advance(2_000);
  assertEquals([fixture.stream.readSeqs, fixture.received], [[], []]);
  fixture.stream.boundsError = undefined;
  await fixture.clock.advance(1_000);
  assertEquals([fixture.received, fixture.failures], [[6], []]);
});

Deno.test("Follower reads nothing while it is paused, and after its end", pure, async () => {
  for (const end of ["pause", "close"] as const) {
    const fixture = await FollowerFixture.started();
    fixture.stream.followError = new Error("not now");
    fixture.follower.restart();
    await fixture.clock.advance(100);
    assertStrictEquals(fixture.stream.readSeqs.length > 0, true);
    fixture.add();
    const done = fixture.follower[end]();
    await fixture.clock.advance(1_000);
    await done;
    assertEquals(fixture.received, [], end);
  }
});

Deno.test("Follower passes on nothing that comes too late", pure, async () => {
  const fixture = await FollowerFixture.started();
  fixture.stream.followError = new Error("not now");
  fixture.follower.restart();
  await fixture.clock.advance(50);
  fixture.add();
  const { promise, resolve } = Promise.withResolvers<void>();
  fixture.stream.messageReady = promise;
  await fixture.clock.advance(100);
  fixture.receivedSeq = 1; // It came by another way meanwhile.
  resolve();
  await turn();
  assertEquals(fixture.received, []);
});
