/** The follower of one server: copies of the stream that differ from what was received. */

import { assertEquals } from "@std/assert";
import type { StreamMessage } from "../../lib/nats/shared_order.ts";
import { encodeUtf8 } from "../../lib/bytes.ts";
import { turn } from "../support/fake_clock.ts";
import { FollowerFixture } from "../support/follower_fixture.ts";

const pure = { permissions: "none" } as const;

/** Another copy has something else in the place of a message. */
function differ(fixture: FollowerFixture, seq: number, part: Partial<StreamMessage>): void {
  fixture.stream.messages[seq - 1] = { ...fixture.stream.messages[seq - 1]!, ...part };
}

Deno.test("Follower hears nothing of a copy that differs in the last message", pure, async () => {
  const { data } = (await FollowerFixture.started(1)).stream.messages[0]!;
  const other = Uint8Array.from(data, (byte, at) => at === data.length - 1 ? byte ^ 1 : byte);
  for (const part of [{ data: other }, { data: data.subarray(1) }, { date: 1 }]) {
    const fixture = await FollowerFixture.started(2);
    const right = fixture.stream.messages[1]!;
    differ(fixture, 2, part);
    fixture.stream.messageError = new Error("only by following");
    fixture.add();
    fixture.follower.restart();
    await turn();
    fixture.add();
    await fixture.clock.advance(1_000);
    assertEquals([fixture.received, fixture.stream.followerCount], [[1, 2], 0]);
    differ(fixture, 2, right);
    await fixture.clock.advance(1_000);
    assertEquals([fixture.received, fixture.failures], [[1, 2, 3, 4], []]);
    assertEquals(fixture.stream.followerCount, 1);
  }
});

Deno.test("Follower fails when no copy has the last message, for 10 s", pure, async () => {
  const fixture = await FollowerFixture.started(2);
  differ(fixture, 2, { data: encodeUtf8("other") });
  fixture.follower.restart();
  await fixture.clock.advance(10_000);
  assertEquals(fixture.failures, []);
  await fixture.clock.advance(1_000);
  assertEquals(fixture.failures, [["copies-differ", "2"]]);
});

Deno.test("Follower begins behind a message that is not kept any more", pure, async () => {
  const fixture = await FollowerFixture.started(2);
  fixture.stream.firstSeq = 3;
  fixture.follower.restart();
  await turn();
  fixture.add();
  await turn();
  assertEquals([fixture.followedFrom, fixture.received], [[1, 3], [1, 2, 3]]);
});

Deno.test("Follower tries again when the message that is known does not come", pure, async () => {
  const fixture = await FollowerFixture.started(1);
  fixture.stream.skipped.add(1);
  fixture.follower.restart();
  await fixture.clock.advance(2_500);
  assertEquals(fixture.followedFrom, [1, 1]);
  fixture.stream.skipped.clear();
  await fixture.clock.advance(500);
  fixture.add();
  await turn();
  assertEquals([fixture.followedFrom, fixture.received], [[1, 1, 1], [1, 2]]);
});

Deno.test("Follower reads on no copy that differs, whatever it is asked", pure, async () => {
  for (const cause of ["boundsError", "followError"] as const) {
    const fixture = await FollowerFixture.started(2);
    const right = fixture.stream.messages[1]!;
    differ(fixture, 2, { data: encodeUtf8("other") });
    fixture.stream[cause] = new Error("not now");
    fixture.add();
    fixture.follower.restart();
    await fixture.clock.advance(3_000);
    assertEquals(fixture.received, [1, 2], cause);
    differ(fixture, 2, right);
    await fixture.clock.advance(200);
    assertEquals(fixture.received, [1, 2, 3], cause);
  }
});
