/** The follower of one server: messages one by one, and what is missing. */

import { assertEquals } from "@std/assert";
import { turn } from "../support/fake_clock.ts";
import { emptyMessage, FollowerFixture } from "../support/follower_fixture.ts";

const pure = { permissions: "none" } as const;

Deno.test("Follower follows nothing before start()", pure, async () => {
  const { stream, clock } = new FollowerFixture();
  await clock.advance(10_000);
  assertEquals([stream.askedAt, stream.followings, clock.pending], [[], [], 0]);
});

Deno.test("Follower gives the messages behind the last one that was received", pure, async () => {
  const fixture = new FollowerFixture();
  fixture.add(4);
  fixture.receivedSeq = 2;
  fixture.follower.start();
  await turn();
  assertEquals([fixture.followedFrom, fixture.received], [[3], [3, 4]]);
  fixture.add(2);
  await turn();
  assertEquals([fixture.followedFrom, fixture.received], [[3], [3, 4, 5, 6]]);
});

Deno.test("Follower passes over a message that was received", pure, async () => {
  const fixture = await FollowerFixture.started(2);
  for (const seq of [1, 2]) fixture.following.onMessage(emptyMessage(seq));
  fixture.add();
  await turn();
  assertEquals([fixture.received, fixture.followedFrom], [[1, 2, 3], [1]]);
});

Deno.test(
  "Follower follows anew when a number is skipped, and gives none out of order",
  pure,
  async () => {
    const fixture = await FollowerFixture.started(1);
    fixture.stream.skipped.add(2);
    fixture.add(3);
    fixture.stream.skipped.clear();
    await turn();
    assertEquals([fixture.followedFrom, fixture.received], [[1, 1], [1, 2, 3, 4]]);
    assertEquals([fixture.stream.followerCount, fixture.failures], [1, []]);
  },
);

Deno.test(
  "Follower follows anew when a heartbeat tells of more than was received",
  pure,
  async () => {
    const fixture = await FollowerFixture.started(1);
    fixture.stream.skipped.add(2);
    fixture.add();
    await turn();
    fixture.stream.skipped.clear();
    fixture.stream.heartbeat(1);
    fixture.stream.heartbeat(0);
    await turn();
    assertEquals([fixture.followedFrom, fixture.received], [[1], [1]]);
    fixture.stream.heartbeat(2);
    await turn();
    assertEquals([fixture.followedFrom, fixture.received], [[1, 1], [1, 2]]);
    assertEquals(fixture.stream.followerCount, 1);
  },
);

Deno.test("Follower follows anew after more than 2.5 s of silence", pure, async () => {
  const fixture = await FollowerFixture.started();
  fixture.stream.isSilent = true;
  fixture.add();
  await fixture.clock.advance(2_749);
  assertEquals(fixture.followedFrom, [1]);
  fixture.stream.isSilent = false;
  await fixture.clock.advance(1);
  assertEquals([fixture.followedFrom, fixture.received], [[1, 1], [1]]);
  assertEquals(fixture.stream.followerCount, 1);
  // From then on the silence counts anew.
  await fixture.clock.advance(2_500);
  assertEquals(fixture.followedFrom, [1, 1]);
  await fixture.clock.advance(250);
  assertEquals(fixture.followedFrom, [1, 1, 1]);
});

Deno.test("Follower hears of the stream by heartbeats, and by any message", pure, async () => {
  const fixture = await FollowerFixture.started(1);
  await fixture.clock.advance(2_400);
  fixture.stream.heartbeat();
  await fixture.clock.advance(2_400);
  fixture.add();
  await fixture.clock.advance(2_400);
  fixture.following.onMessage(emptyMessage(1));
  await fixture.clock.advance(2_400);
  assertEquals([fixture.followedFrom, fixture.received], [[1], [1, 2]]);
});

Deno.test(
  "Follower follows anew when a known message is missing for more than 2 s",
  pure,
  async () => {
    const fixture = await FollowerFixture.started();
    await fixture.advanceHearing(1_000);
    fixture.stream.skipped.add(1);
    fixture.add();
    fixture.knownSeq = 1;
    // It was looked last, before it was known, at 1,000: more than 2 s later is at 3,250.
    await fixture.advanceHearing(2_000);
    await fixture.clock.advance(249);
    assertEquals(fixture.followedFrom, [1]);
    fixture.stream.skipped.clear();
    await fixture.clock.advance(1);
    assertEquals([fixture.followedFrom, fixture.received], [[1, 1], [1]]);
  },
);

Deno.test("Follower does not lag while it receives what is known", pure, async () => {
  const fixture = await FollowerFixture.started();
  for (let seq = 1; seq <= 6; seq++) {
    fixture.knownSeq = seq;
    await fixture.advanceHearing(1_500);
    fixture.add();
    await fixture.clock.advance(250);
  }
  fixture.knownSeq = 3;
  await fixture.advanceHearing(5_000);
  assertEquals([fixture.followedFrom, fixture.received], [[1], [1, 2, 3, 4, 5, 6]]);
});

Deno.test("Follower gives a lag 2 s again once it follows anew", pure, async () => {
  const fixture = await FollowerFixture.started();
  fixture.knownSeq = 1;
  await fixture.advanceHearing(2_000);
  await fixture.clock.advance(250);
  assertEquals(fixture.followedFrom, [1, 1]);
  await fixture.advanceHearing(2_000);
  assertEquals(fixture.followedFrom, [1, 1]);
  await fixture.clock.advance(250);
  assertEquals(fixture.followedFrom, [1, 1, 1]);
});

Deno.test(
  "Follower.restart() follows anew, and hears no more of the one before",
  pure,
  async () => {
    const fixture = await FollowerFixture.started(2);
    const before = fixture.following;
    fixture.follower.restart();
    await turn();
    assertEquals([fixture.followedFrom, before.isStopped], [[1, 2], true]);
    before.onMessage(emptyMessage(3));
    before.onMessage(emptyMessage(9));
    before.onHeartbeat(9);
    await turn();
    assertEquals([fixture.followedFrom, fixture.received], [[1, 2], [1, 2]]);
    fixture.following.onMessage(emptyMessage(3));
    assertEquals(fixture.received, [1, 2, 3]);
  },
);

Deno.test("Follower does not hear the silence by the one before", pure, async () => {
  const fixture = await FollowerFixture.started(1);
  const before = fixture.following;
  fixture.follower.restart();
  await fixture.clock.advance(2_500);
  before.onHeartbeat(1);
  before.onMessage(emptyMessage(1));
  await fixture.clock.advance(250);
  assertEquals(fixture.followedFrom, [1, 1, 1]);
});

Deno.test("Follower counts silence and lag to the ms, and looks each 250 ms", pure, async () => {
  for (const [at, anewAt] of [[249, 2_750], [250, 3_000]] as const) {
    const fixture = await FollowerFixture.started();
    await fixture.clock.advance(at);
    fixture.stream.heartbeat();
    await fixture.clock.advance(anewAt - at);
    assertEquals(fixture.stream.askedAt, [0, anewAt]);
  }
  for (const [at, anewAt] of [[249, 2_250], [250, 2_500]] as const) {
    const fixture = await FollowerFixture.started();
    fixture.knownSeq = 1;
    await fixture.clock.advance(at);
    fixture.follower.restart();
    await fixture.clock.advance(anewAt - at);
    assertEquals(fixture.stream.askedAt, [0, at, anewAt]);
  }
});

Deno.test("Follower does not lag while it steadily trails what is known", pure, async () => {
  const fixture = await FollowerFixture.started();
  fixture.knownSeq = 1;
  for (let seq = 1; seq <= 20; seq++) {
    await fixture.advanceHearing(250);
    fixture.add();
    fixture.knownSeq = seq + 1;
  }
  assertEquals(fixture.followedFrom, [1]);
});
