/** The sequencer of one of several servers: how it comes to take part. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { batchOf, bootOf, CHARTER, noticesOf, OTHER_CHARTER } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { SequencerFixture } from "../support/sequencer_fixture.ts";

const pure = { permissions: "none" } as const;

Deno.test("NatsSequencer does nothing before start()", pure, async () => {
  const server = new SequencerFixture("me");
  await server.clock.advance(5_000);
  assertEquals([server.stream.attempts, server.stream.askedAt], [[], []]);
  assertEquals([server.sequencer.state, server.sequencer.server], ["cut", "me"]);
});

Deno.test("NatsSequencer.setConnected() before start() follows nothing", pure, async () => {
  const server = new SequencerFixture("me");
  server.stream.add(bootOf("a"));
  server.stream.firstSeq = 2;
  server.sequencer.setConnected(true);
  await server.clock.advance(1_000);
  assertEquals([server.stream.askedAt, server.failures], [[], []]);
  server.sequencer.setConnected(false);
  server.stream.firstSeq = 1;
  await server.start();
  assertEquals([server.isReady, server.sequencer.state], [true, "cut"]);
  server.sequencer.setConnected(true);
  assertStrictEquals(server.sequencer.state, "open");
});

Deno.test("NatsSequencer says who it is, and takes part once that comes back", pure, async () => {
  const server = new SequencerFixture("me");
  server.stream.isSilent = true;
  await server.start();
  const [first] = server.stream.batches;
  const { boot } = bootOf("me");
  assertEquals(first, { server: "me", n: 1, boot, commands: [] });
  assertEquals([server.isReady, server.sequencer.state], [false, "cut"]);
  server.stream.isSilent = false;
  server.stream.heartbeat();
  await turn();
  assertEquals([server.isReady, server.sequencer.state, server.failures], [true, "open", []]);
});

Deno.test("NatsSequencer tells where its people connect to", pure, async () => {
  const { stream } = await SequencerFixture.opened("me", undefined, { address: "26.1.2.3:4000" });
  assertEquals(stream.batches[0]!.boot, { charter: CHARTER, address: "26.1.2.3:4000" });
});

Deno.test(
  "NatsSequencer publishes after its first batch what was submitted before",
  pure,
  async () => {
    const server = new SequencerFixture("me");
    await server.publish("um");
    await server.start();
    await server.publish("dois");
    assertEquals(server.tried, [[1], [2, "um"], [3, "dois"]]);
    assertEquals(server.notices, ["um", "dois"]);
  },
);

Deno.test("NatsSequencer first carries out all that was in the stream", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 3 });
  server.stream.add(bootOf("a"));
  server.stream.add(noticesOf("a", 2, "um"));
  server.stream.add(noticesOf("a", 3, "dois"));
  server.stream.skipped.add(3);
  await server.start();
  assertEquals([server.notices, server.tried, server.sequencer.state], [["um"], [], "cut"]);
  server.stream.skipped.clear();
  server.stream.heartbeat();
  await turn();
  assertEquals(server.notices, ["um", "dois"]);
  assertEquals([server.tried, server.sequencer.state], [[[1]], "open"]);
});

Deno.test(
  "NatsSequencer is not open while others fill the stream before its start",
  pure,
  async () => {
    const server = new SequencerFixture("me");
    server.stream.fate = "lost";
    await server.start();
    server.stream.add(bootOf("a"));
    server.stream.add(noticesOf("a", 2, "um"));
    await turn();
    assertEquals([server.notices, server.isReady, server.sequencer.state], [["um"], false, "cut"]);
  },
);

Deno.test("NatsSequencer does not take part in a room with another charter", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 1 });
  server.stream.add(bootOf("a", OTHER_CHARTER));
  await server.start();
  for (let at = 3; at < 7; at++) {
    await server.clock.advance(2_000);
    if (at < 6) server.stream.add(batchOf("a", at - 1)); // It lives.
    await turn();
  }
  assertEquals(server.failures, [["other-charter", "grace", "30", "5"]]);
  assertEquals([server.sequencer.state, server.stream.followerCount], ["cut", 0]);
  await server.clock.advance(5_000);
  assertEquals([server.tried, server.clock.pending, server.isReady], [[], 0, false]);
});

Deno.test("NatsSequencer takes part when all with another charter have crashed", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 1 });
  server.stream.add(bootOf("a", OTHER_CHARTER));
  await server.start();
  await server.clock.advance(6_000);
  assertEquals([server.failures, server.isReady], [[], true]);
});

Deno.test("NatsSequencer moves no time any more when it is closed", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 1 });
  server.stream.add(bootOf("a", OTHER_CHARTER));
  await server.start();
  await server.sequencer.close();
  await server.clock.advance(9_000);
  assertEquals([server.failures, server.stream.lastSeq, server.clock.pending], [[], 1, 0]);
});

Deno.test("NatsSequencer takes part when all with another charter are gone", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 2 });
  server.stream.add(bootOf("a", OTHER_CHARTER));
  server.stream.add(batchOf("a", 2, { isLast: true }));
  await server.start();
  assertEquals([server.failures, server.sequencer.state], [[], "open"]);
});

Deno.test("NatsSequencer fails when one with another charter was faster", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 0 });
  server.stream.add(bootOf("a", OTHER_CHARTER));
  await server.start();
  assertEquals(server.failures, [["other-charter", "grace", "30", "5"]]);
  assertEquals([server.sequencer.state, server.stream.followerCount], ["cut", 0]);
  assertEquals([server.isReady, server.stream.batches[1]!.n], [false, 1]);
});

Deno.test("NatsSequencer fails when the stream cannot be followed", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 9 });
  for (let n = 1; n < 9; n++) server.stream.add(batchOf("a", n));
  server.stream.firstSeq = 3;
  await server.start();
  assertEquals(server.failures, [["stream-went-on", "0", "3"]]);
  assertStrictEquals(server.sequencer.state, "cut");
});
