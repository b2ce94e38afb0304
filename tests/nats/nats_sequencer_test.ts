/** The sequencer of one of several servers: what it carries out, and what may be submitted. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { batchOf, bootOf, noticesOf, OTHER_CHARTER } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { SequencerFixture } from "../support/sequencer_fixture.ts";

const pure = { permissions: "none" } as const;

/** Two servers in one room. */
async function twoServers(): Promise<[SequencerFixture, SequencerFixture]> {
  const one = await SequencerFixture.opened("one");
  return [one, await SequencerFixture.opened("two", one)];
}

Deno.test("servers carry out what each of them submits, in one order", pure, async () => {
  const [one, two] = await twoServers();
  const entrance = { version: 1, name: "Ana", tokenHash: "t", address: "26.1.2.3" };
  two.sequencer.submit({ type: "join", seat: "two/1", entrance });
  await one.publish("um", "dois");
  await two.publish("três");
  const own = (server: SequencerFixture) => {
    return server.applied.map(([command, isOwn]) => `${command.type} ${isOwn}`);
  };
  assertEquals(own(one), ["join false", "notice true", "notice true", "notice false"]);
  assertEquals(own(two), ["join true", "notice false", "notice false", "notice true"]);
  assertEquals(two.room.state, one.room.state);
  assertEquals([two.notices, two.room.names], [["um", "dois", "três"], ["Ana"]]);
  await two.sequencer.close();
  await turn();
  assertEquals(one.applied.at(-1), [{ type: "lose-server", server: "two" }, false]);
  assertEquals(one.room.names, ["(Ana)"]);
});

Deno.test("servers tell each other their digests, and that they live", pure, async () => {
  const [one, two] = await twoServers();
  await one.publish("um");
  await one.clock.advance(20_000);
  assertEquals([one.failures, two.failures], [[], []]);
  const lost = one.applied.filter(([{ type }]) => type === "lose-server");
  const told = one.stream.batches.filter(({ digest }) => digest).map(({ server }) => server);
  assertEquals([lost, new Set(told)], [[], new Set(["one", "two"])]);
});

Deno.test("NatsSequencer.beat() does nothing: the time is that of the stream", pure, async () => {
  const server = await SequencerFixture.opened("me");
  const { length } = server.stream.attempts;
  server.sequencer.beat();
  await turn();
  assertEquals([server.applied, server.stream.attempts.length], [[], length]);
});

Deno.test("NatsSequencer.awakeMs is the awake clock of the stream", pure, async () => {
  const server = new SequencerFixture("me");
  assertStrictEquals(server.sequencer.awakeMs, 0);
  await server.start();
  assertStrictEquals(server.sequencer.awakeMs, 0);
  await server.clock.advance(300);
  await server.publish("um");
  assertStrictEquals(server.sequencer.awakeMs, 300);
});

Deno.test("NatsSequencer.position is the last message that was carried out", pure, async () => {
  const server = new SequencerFixture("me");
  assertEquals(server.sequencer.position, { epoch: "fake", seq: 0 });
  await server.start();
  await server.publish("um");
  assertEquals(server.sequencer.position, { epoch: "fake", seq: 2 });
});

Deno.test("NatsSequencer fails when the copy it reads differs from the stream", pure, async () => {
  const server = await SequencerFixture.opened("me");
  await server.publish("um");
  server.stream.nextFates.push("blanked");
  await server.publish("dois");
  assertEquals([server.notices, server.failures], [["um"], []]);
  await server.publish("três");
  assertEquals([server.notices, server.failures], [["um"], [["copies-differ", "3"]]]);
});

Deno.test("NatsSequencer goes on with a batch that comes back unacknowledged", pure, async () => {
  const server = await SequencerFixture.opened("me");
  server.stream.nextFates.push("unacked", "unacked");
  await server.publish("um");
  await server.publish("dois");
  await server.clock.advance(500);
  assertEquals(server.tried, [[1], [2, "um"], [3, "dois"]]);
});

Deno.test("NatsSequencer misses what it has published, and follows anew", pure, async () => {
  const server = await SequencerFixture.opened("me");
  server.stream.isSilent = true;
  await server.publish("um");
  server.stream.fate = "lost";
  for (let at = 0; at < 4; at++) {
    await server.clock.advance(500);
    server.stream.heartbeat(1);
  }
  assertEquals([server.notices, server.stream.followings.length], [[], 1]);
  server.stream.isSilent = false;
  await server.clock.advance(500); // Its first message came in between.
  assertEquals([server.notices, server.stream.followings.map(({ from }) => from)], [["um"], [
    1,
    1,
  ]]);
});

Deno.test("NatsSequencer waits while a batch is in flight for long", pure, async () => {
  const server = await SequencerFixture.opened("me");
  const { sequencer, stream, clock } = server;
  stream.fate = "lost";
  sequencer.submit({ type: "notice", text: "um" });
  await clock.advance(500);
  assertStrictEquals(sequencer.state, "open");
  await clock.advance(1);
  assertStrictEquals(sequencer.state, "waiting");
  let openings = 0;
  assertStrictEquals(sequencer.opened(), sequencer.opened());
  sequencer.opened().then(() => openings++);
  await clock.advance(1_000);
  assertStrictEquals(openings, 0);
  // The batch that was lost on its way to the test is in the stream after all.
  stream.add(noticesOf("me", 2, "um"));
  await turn();
  assertEquals([sequencer.state, openings, server.failures], ["open", 1, []]);
});

Deno.test("NatsSequencer is cut off while it is not connected", pure, async () => {
  const { sequencer, stream } = await SequencerFixture.opened("me");
  for (let time = 1; time <= 2; time++) {
    sequencer.setConnected(false);
    assertStrictEquals(sequencer.state, "cut");
    let isOpened = false;
    sequencer.opened().then(() => isOpened = true);
    await turn();
    assertEquals([isOpened, stream.followings.length], [false, time]);
    sequencer.setConnected(true);
    assertStrictEquals(sequencer.state, "open");
    await turn();
    assertEquals([isOpened, stream.followings.length, stream.followerCount], [true, time + 1, 1]);
  }
});

Deno.test(
  "NatsSequencer is opened when it takes part, not when it is connected",
  pure,
  async () => {
    const server = new SequencerFixture("me");
    let isOpened = false;
    server.sequencer.opened().then(() => isOpened = true);
    server.stream.isSilent = true;
    await server.start();
    server.sequencer.setConnected(true);
    await turn();
    assertEquals([isOpened, server.sequencer.state], [false, "cut"]);
    server.stream.isSilent = false;
    server.stream.heartbeat();
    await turn();
    assertEquals([isOpened, server.sequencer.state], [true, "open"]);
  },
);

Deno.test(
  "NatsSequencer.elsewhere: the other servers' addresses, the oldest first",
  pure,
  async () => {
    const server = await SequencerFixture.opened("me", undefined, { address: "me:4000" });
    const { sequencer, stream } = server;
    assertEquals(sequencer.elsewhere, []);
    stream.add(bootOf("b", undefined, "b:4000"));
    stream.add(bootOf("a", undefined, "a:4000"));
    await turn();
    const { elsewhere } = sequencer;
    assertEquals(elsewhere, ["b:4000", "a:4000"]);
    stream.add(bootOf("c"));
    stream.add(batchOf("b", 2));
    await turn();
    assertStrictEquals(sequencer.elsewhere, elsewhere);
    assertStrictEquals(sequencer.elsewhere, elsewhere);
    stream.add(batchOf("b", 3, { isLast: true }));
    await turn();
    assertEquals(sequencer.elsewhere, ["a:4000"]);
  },
);

Deno.test("NatsSequencer.elsewhere has no address twice, nor its own", pure, async () => {
  const { sequencer, stream } = await SequencerFixture.opened("me", undefined, {
    address: "me:4000",
  });
  // This server and `a` were started before, and killed: they are not lost yet.
  for (const [server, address] of [["me 0", "me:4000"], ["a 0", "a:4000"], ["a", "a:4000"]]) {
    stream.add(bootOf(server!, undefined, address));
  }
  await turn();
  const { elsewhere } = sequencer;
  assertEquals(elsewhere, ["a:4000"]);
  stream.add(batchOf("a 0", 2, { isLast: true }));
  stream.add(batchOf("me 0", 2, { isLast: true }));
  await turn();
  assertStrictEquals(sequencer.elsewhere, elsewhere);
  stream.add(batchOf("a", 2, { isLast: true }));
  await turn();
  assertEquals(sequencer.elsewhere, []);
});

Deno.test("NatsSequencer.servers: each address of the last hour, its own too", pure, async () => {
  const { sequencer, stream } = await SequencerFixture.opened("me", undefined, {
    address: "me:4000",
  });
  for (const [server, address] of [["a 0", "a:4000"], ["a", "a:4000"], ["b", undefined]]) {
    stream.add(bootOf(server!, undefined, address));
  }
  stream.add(batchOf("a", 2, { isLast: true }));
  stream.add(bootOf("c", OTHER_CHARTER, "c:4000"));
  await turn();
  assertEquals(sequencer.servers, ["me:4000", "a:4000"]);
});

Deno.test("NatsSequencer fails when one of its batches is missing, and stops", pure, async () => {
  const server = await SequencerFixture.opened("me");
  server.stream.add(batchOf("me", 9));
  await turn();
  assertEquals([server.failures, server.sequencer.state], [[["batch-lost", "9"]], "cut"]);
  assertStrictEquals(server.stream.followerCount, 0);
  await server.publish("tarde");
  await server.clock.advance(5_000);
  assertEquals(server.stream.batches.slice(2), [batchOf("me", 2, { isLast: true })]);
  assertEquals([server.notices, server.failures.length, server.clock.pending], [[], 1, 0]);
});

Deno.test("NatsSequencer tells one failure only", pure, async () => {
  const server = await SequencerFixture.opened("me");
  const { promise, reject } = Promise.withResolvers<void>();
  server.stream.followReady = promise;
  server.sequencer.setConnected(true);
  await turn();
  server.stream.add(batchOf("me", 9));
  await turn();
  assertEquals(server.failures, [["batch-lost", "9"]]);
  reject(new NatsFailure("stream-went-on", "1", "9"));
  await server.clock.advance(1_000);
  assertEquals(server.failures, [["batch-lost", "9"]]);
});
