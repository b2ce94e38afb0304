/** The follower of one server: pauses, while too much waits to be carried out. */

import { assertEquals } from "@std/assert";
import { turn } from "../support/fake_clock.ts";
import { emptyMessage, FollowerFixture } from "../support/follower_fixture.ts";

const pure = { permissions: "none" } as const;

/** A follower that is paused while it begins; `resolve` lets what is being begun go on. */
async function pausedWhileBegun() {
  const fixture = new FollowerFixture();
  const { promise, resolve } = Promise.withResolvers<void>();
  fixture.stream.followReady = promise;
  fixture.follower.start();
  await turn();
  fixture.follower.pause();
  return { fixture, resolve };
}

Deno.test("Follower.pause() hears nothing more, however long it takes", pure, async () => {
  const fixture = await FollowerFixture.started(1);
  const { following } = fixture;
  fixture.follower.pause();
  assertEquals(following.isStopped, true);
  following.onMessage(emptyMessage(2));
  following.onHeartbeat(9);
  fixture.add();
  fixture.knownSeq = 2;
  await fixture.clock.advance(60_000);
  assertEquals([fixture.received, fixture.followedFrom], [[1], [1]]);
});

Deno.test("Follower.restart() ends a pause, behind what was received", pure, async () => {
  const fixture = await FollowerFixture.started(1);
  fixture.follower.pause();
  fixture.add(2);
  await turn();
  fixture.follower.restart();
  await turn();
  assertEquals([fixture.received, fixture.followedFrom], [[1, 2, 3], [1, 1]]);
  assertEquals(fixture.stream.followerCount, 1);
  // The silence counts from now on.
  await fixture.clock.advance(2_500);
  assertEquals(fixture.followedFrom, [1, 1]);
});

Deno.test("Follower.pause() ends what is being begun", pure, async () => {
  const { fixture, resolve } = await pausedWhileBegun();
  resolve();
  fixture.add(2);
  await fixture.clock.advance(60_000);
  assertEquals([fixture.received, fixture.followedFrom], [[], [1]]);
  assertEquals([fixture.stream.followerCount, fixture.stream.askedAt], [0, [0]]);
  fixture.follower.restart();
  await turn();
  assertEquals([fixture.received, fixture.followedFrom], [[1, 2], [1, 1]]);
});

Deno.test("Follower.pause() ends the attempts, until restart()", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.stream.boundsError = new Error("not now");
  fixture.follower.start();
  await fixture.clock.advance(60);
  fixture.follower.pause();
  await fixture.clock.advance(10_000);
  assertEquals(fixture.stream.askedAt, [0, 50]);
  fixture.stream.boundsError = undefined;
  fixture.add();
  fixture.follower.restart();
  await turn();
  assertEquals([fixture.received, fixture.followedFrom], [[1], [1]]);
});

Deno.test("Follower goes on when a pause ends before an attempt does", pure, async () => {
  const { fixture, resolve } = await pausedWhileBegun();
  fixture.follower.restart();
  fixture.add();
  resolve();
  await fixture.clock.advance(50);
  assertEquals([fixture.received, fixture.followedFrom], [[1], [1, 1]]);
  assertEquals(fixture.stream.followerCount, 1);
});

Deno.test("Follower.close() ends a pause, too", pure, async () => {
  const fixture = await FollowerFixture.started(1);
  fixture.follower.pause();
  await fixture.follower.close();
  fixture.follower.restart();
  await fixture.clock.advance(10_000);
  assertEquals([fixture.followedFrom, fixture.clock.pending], [[1], 0]);
});
