/** The follower of one server: attempts to follow, and how they end. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { assertBackoff } from "../support/assert_backoff.ts";
import { turn } from "../support/fake_clock.ts";
import { emptyMessage, FollowerFixture } from "../support/follower_fixture.ts";

const pure = { permissions: "none" } as const;

Deno.test("Follower tries again for ever, after 50 ms and more", pure, async () => {
  for (const cause of ["boundsError", "followError"] as const) {
    const fixture = new FollowerFixture();
    fixture.add();
    fixture.stream[cause] = new Error("not now");
    fixture.follower.start();
    await fixture.clock.advance(20_000);
    assertBackoff(fixture.stream.askedAt);
    fixture.stream[cause] = undefined;
    for (let at = 0; at < 2_000 && fixture.stream.followerCount === 0; at++) {
      await fixture.clock.advance(1);
    }
    // What was there was read by itself meanwhile.
    assertEquals([fixture.followedFrom, fixture.received, fixture.failures], [[1], [1], []]);
    // The silence counts from now on.
    await fixture.clock.advance(2_400);
    assertEquals(fixture.followedFrom, [1]);
  }
});

Deno.test("Follower begins with a short wait each time", pure, async () => {
  const fixture = await FollowerFixture.started();
  for (const now of [1_000, 2_000]) {
    await fixture.clock.advance(now - fixture.clock.now());
    fixture.stream.askedAt.length = 0;
    fixture.stream.boundsError = new Error("not now");
    fixture.follower.restart();
    await fixture.clock.advance(100);
    assertEquals(fixture.stream.askedAt, [now, now + 50]);
    fixture.stream.boundsError = undefined;
    await fixture.clock.advance(100);
    assertStrictEquals(fixture.stream.followerCount, 1);
  }
});

Deno.test("Follower begins behind what was received by the time it follows", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.add(3);
  fixture.stream.boundsError = new Error("not now");
  fixture.follower.start();
  await turn();
  fixture.receivedSeq = 2;
  fixture.stream.boundsError = undefined;
  await fixture.clock.advance(50);
  assertEquals([fixture.followedFrom, fixture.received], [[3], [3]]);
});

Deno.test("Follower fails when the stream has less than was received, for 10 s", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.add(4);
  fixture.receivedSeq = 5;
  fixture.follower.start();
  await fixture.clock.advance(10_000);
  assertEquals([fixture.failures, fixture.followedFrom], [[], []]);
  await fixture.clock.advance(500);
  assertEquals(fixture.failures, [["stream-went-back", "4", "5"]]);
  const { length } = fixture.stream.askedAt;
  await fixture.clock.advance(20_000);
  assertEquals([fixture.failures.length, fixture.stream.askedAt.length], [1, length]);
});

Deno.test("Follower goes on when the stream has again what was received", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.add(4);
  fixture.receivedSeq = 5;
  fixture.follower.start();
  await fixture.clock.advance(9_500);
  fixture.add(2);
  await fixture.clock.advance(500);
  assertEquals([fixture.failures, fixture.received], [[], [6]]);
  await fixture.clock.advance(1_000);
  assertEquals([fixture.failures, fixture.followedFrom], [[], [6]]);
});

Deno.test("Follower counts the 10 s from when it first doubts the stream", pure, async () => {
  const fixture = new FollowerFixture();
  const { clock, failures } = fixture;
  const be = async (error: Error, ms: number) => {
    fixture.stream.boundsError = error;
    await clock.advance(ms);
  };
  const gone = new NatsFailure("stream-gone", "chat-x");
  fixture.follower.start();
  for (let time = 1; time <= 2; time++) {
    // A node that cannot be reached tells nothing of the stream.
    await be(new Error("not now"), 20_000);
    await be(gone, 10_000);
    assertEquals(failures, []);
  }
  await be(gone, 1_000);
  assertEquals(failures, [["stream-gone", "chat-x"]]);
});

Deno.test("Follower doubts a stream no more that it could begin to follow", pure, async () => {
  const fixture = new FollowerFixture();
  const { stream, clock } = fixture;
  const gone = new NatsFailure("stream-gone", "chat-x");
  const { promise, resolve } = Promise.withResolvers<void>();
  stream.boundsError = gone;
  stream.followReady = promise;
  fixture.follower.start();
  await clock.advance(9_000);
  stream.boundsError = undefined;
  await clock.advance(500);
  stream.heartbeat(1);
  stream.boundsError = gone;
  resolve();
  await clock.advance(9_000);
  assertEquals([fixture.failures, fixture.followedFrom], [[], [1]]);
});

Deno.test("Follower begins anew when it misses something while it begins", pure, async () => {
  for (const how of ["a number is skipped", "a heartbeat tells of more"]) {
    const fixture = new FollowerFixture();
    const { promise, resolve } = Promise.withResolvers<void>();
    fixture.stream.followReady = promise;
    fixture.follower.start();
    await turn();
    const [first] = fixture.stream.followings;
    fixture.stream.skipped.add(1);
    fixture.add(how === "a number is skipped" ? 2 : 1);
    await turn();
    fixture.stream.heartbeat();
    fixture.stream.skipped.clear();
    fixture.stream.followReady = undefined;
    resolve();
    await fixture.clock.advance(50);
    assertEquals([fixture.followedFrom, first!.isStopped], [[1, 1], true], how);
    assertEquals(fixture.received, fixture.stream.messages.map(({ seq }) => seq), how);
  }
});

Deno.test("Follower fails when the stream keeps not the next message any more", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.add(9);
  fixture.receivedSeq = 5;
  fixture.stream.firstSeq = 7;
  fixture.follower.start();
  await fixture.clock.advance(10_000);
  assertEquals(fixture.failures, [["stream-went-on", "5", "7"]]);
  assertEquals([fixture.stream.askedAt, fixture.followedFrom], [[0], []]);
});

Deno.test("Follower follows a stream that has just what it needs", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.add(5);
  fixture.receivedSeq = 5;
  fixture.stream.firstSeq = 6;
  fixture.follower.start();
  await turn();
  assertEquals([fixture.failures, fixture.followedFrom], [[], [6]]);
});

Deno.test("Follower fails when the stream is gone for 10 s, then or later", pure, async () => {
  for (const cause of ["boundsError", "followError"] as const) {
    const fixture = await FollowerFixture.started();
    await fixture.advanceHearing(20_000);
    fixture.stream[cause] = new NatsFailure("stream-gone", "chat-x");
    fixture.follower.restart();
    await fixture.clock.advance(10_000);
    assertEquals(fixture.failures, []);
    await fixture.clock.advance(500);
    assertEquals(fixture.failures, [["stream-gone", "chat-x"]]);
    assertStrictEquals(fixture.stream.followerCount, 0);
  }
});

Deno.test("Follower.restart() does nothing while it begins to follow", pure, async () => {
  const fixture = new FollowerFixture();
  const { promise, resolve } = Promise.withResolvers<void>();
  fixture.stream.followReady = promise;
  fixture.follower.start();
  fixture.follower.restart();
  await turn();
  fixture.follower.restart();
  await fixture.clock.advance(10_000);
  assertEquals([fixture.stream.askedAt, fixture.followedFrom], [[0], [1]]);
  resolve();
  await turn();
  fixture.follower.restart();
  await turn();
  assertEquals([fixture.followedFrom, fixture.stream.followerCount], [[1, 1], 1]);
});

Deno.test("Follower gives messages that come before it is told that it follows", pure, async () => {
  const fixture = await FollowerFixture.started();
  const { promise, resolve } = Promise.withResolvers<void>();
  fixture.stream.followReady = promise;
  // Nothing is heard for so long that it follows anew, which takes some time.
  await fixture.clock.advance(4_000);
  assertEquals(fixture.followedFrom, [1, 1]);
  fixture.add(2);
  await turn();
  resolve();
  await turn();
  fixture.add();
  await turn();
  assertEquals([fixture.received, fixture.followedFrom], [[1, 2, 3], [1, 1]]);
});

Deno.test(
  "Follower.close() stops: nothing is heard, looked at, or begun any more",
  pure,
  async () => {
    const fixture = await FollowerFixture.started(1);
    const { following } = fixture;
    fixture.follower.close();
    assertEquals([following.isStopped, fixture.clock.pending], [true, 0]);
    following.onMessage(emptyMessage(2));
    following.onHeartbeat(9);
    fixture.follower.restart();
    await fixture.clock.advance(10_000);
    assertEquals([fixture.received, fixture.followedFrom], [[1], [1]]);
    assertEquals(fixture.stream.askedAt, [0]);
  },
);

Deno.test("Follower.close() stops what is being begun", pure, async () => {
  const fixture = new FollowerFixture();
  const { promise, resolve } = Promise.withResolvers<void>();
  fixture.stream.followReady = promise;
  fixture.follower.start();
  await turn();
  fixture.follower.close();
  assertStrictEquals(fixture.stream.followerCount, 1);
  resolve();
  fixture.add();
  await fixture.clock.advance(10_000);
  assertEquals([fixture.stream.followerCount, fixture.stream.askedAt], [0, [0]]);
  assertEquals([fixture.received, fixture.clock.pending], [[], 0]);
});

Deno.test("Follower tells no failure behind close()", pure, async () => {
  const fixture = await FollowerFixture.started();
  fixture.stream.boundsError = new NatsFailure("stream-went-on", "0", "9");
  fixture.follower.restart();
  await fixture.follower.close();
  await fixture.clock.advance(1_000);
  assertEquals([fixture.stream.askedAt, fixture.failures], [[0, 0], []]);
});

Deno.test("Follower.close() ends the wait for the next attempt", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.stream.boundsError = new Error("not now");
  fixture.follower.start();
  await fixture.clock.advance(60);
  fixture.follower.close();
  await turn();
  assertStrictEquals(fixture.clock.pending, 0);
  await fixture.clock.advance(10_000);
  assertEquals(fixture.stream.askedAt, [0, 50]);
});

Deno.test(
  "Follower begins anew when it misses something just when it has begun",
  pure,
  async () => {
    for (let reactions = 0; reactions < 8; reactions++) {
      const fixture = new FollowerFixture();
      const { promise, resolve } = Promise.withResolvers<void>();
      fixture.stream.followReady = promise;
      fixture.stream.skipped.add(1);
      fixture.add();
      fixture.follower.start();
      await turn();
      fixture.stream.skipped.clear();
      fixture.stream.followReady = undefined;
      resolve();
      for (let count = 0; count < reactions; count++) await Promise.resolve();
      fixture.stream.heartbeat();
      await fixture.clock.advance(20_000);
      assertEquals(
        [fixture.received, fixture.stream.followerCount],
        [[1], 1],
        `${reactions} reactions`,
      );
    }
  },
);
