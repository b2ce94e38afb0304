/** The other servers of a room: what people hear of them, and when they are sent there. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import type { SequencerState } from "../../lib/sequencer/sequencer.ts";
import { OtherServers } from "../../lib/serve/other_servers.ts";
import { turn } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;
const OTHERS = ["26.2.2.2:9999"];

/** A room whose order and disk are the test's, and what its people hear. */
class OtherServersFixture {
  readonly submissions: {
    state: SequencerState;
    elsewhere: readonly string[];
    servers: readonly string[];
  };
  canRecord = true;
  /** What was done, in order; not yet taken by `heard`. */
  #done: unknown[] = [];
  readonly others: OtherServers;

  constructor(elsewhere: readonly string[] = OTHERS) {
    this.submissions = { state: "open", elsewhere, servers: [...elsewhere, "26.1.1.1:9999"] };
    this.others = new OtherServers({
      submissions: this.submissions,
      members: {
        tellServers: (servers) => void this.#done.push(["servers", ...servers]),
        ping: () => void this.#done.push("ping"),
      },
      canRecord: () => this.canRecord,
      sendAway: (refusal) => void this.#done.push(refusal),
    });
  }

  /** What was done since this was last asked. */
  heard(): unknown[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  /** Sweeps at a time. Returns what was done, and whether the server is cut off then. */
  sweep(now: number): [done: unknown[], isCut: boolean] {
    this.others.sweep(now);
    return [this.heard(), this.others.isCut];
  }
}

const AWAY = { type: "refused", code: "server-closing" };

Deno.test("OtherServers says where the room is served, and told it lately", pure, () => {
  const { others } = new OtherServersFixture();
  assertEquals(others.elsewhere, OTHERS);
  assertEquals(others.servers, [...OTHERS, "26.1.1.1:9999"]);
});

Deno.test(
  "OtherServers.onApplied() tells people once per change where the room is served",
  pure,
  () => {
    const fixture = new OtherServersFixture();
    fixture.others.onApplied();
    assertEquals(fixture.heard(), []);
    fixture.submissions.elsewhere = ["26.2.2.2:9999", "26.3.3.3:9999"];
    fixture.others.onApplied();
    fixture.others.onApplied();
    assertEquals(fixture.heard(), [["servers", "26.2.2.2:9999", "26.3.3.3:9999"]]);
    fixture.submissions.elsewhere = [];
    fixture.others.onApplied();
    assertEquals(fixture.heard(), [["servers"]]);
  },
);

Deno.test("OtherServers.sweep() does nothing while everything may be submitted", pure, () => {
  const fixture = new OtherServersFixture();
  for (const now of [0, 1_000, 10_000]) assertEquals(fixture.sweep(now), [[], false]);
});

Deno.test(
  "OtherServers.sweep() sends people away after a second, while the server is cut off",
  pure,
  () => {
    const fixture = new OtherServersFixture();
    fixture.submissions.state = "cut";
    assertEquals(fixture.sweep(5_000), [[], false]);
    assertEquals(fixture.sweep(5_999), [[], false]);
    assertEquals(fixture.sweep(6_000), [[AWAY], true]);
    // Also those who had not said their name before.
    assertEquals(fixture.sweep(6_250), [[AWAY], true]);
    fixture.submissions.state = "open";
    assertEquals(fixture.sweep(6_500), [[], false]);
    fixture.submissions.state = "cut";
    assertEquals(fixture.sweep(6_750), [[], false], "the second is counted anew");
    assertEquals(fixture.sweep(7_749), [[], false]);
    assertEquals(fixture.sweep(7_750), [[AWAY], true]);
  },
);

Deno.test("OtherServers.sweep() keeps people whose room is served nowhere else", pure, () => {
  const fixture = new OtherServersFixture([]);
  fixture.submissions.state = "cut";
  fixture.sweep(0);
  assertEquals(fixture.sweep(1_000), [[], true]);
  fixture.submissions.elsewhere = OTHERS;
  assertEquals(fixture.sweep(1_250), [[AWAY], true]);
});

Deno.test(
  "OtherServers.sweep() sends people away after a second in which nothing is recorded",
  pure,
  () => {
    const fixture = new OtherServersFixture();
    fixture.canRecord = false;
    assertEquals(fixture.sweep(0), [[], false]);
    assertEquals(fixture.sweep(999), [[], false]);
    assertEquals(fixture.sweep(1_000), [[AWAY], true]);
    fixture.canRecord = true;
    assertEquals(fixture.sweep(1_250), [[], false]);
  },
);

Deno.test(
  "OtherServers.sweep() is not cut off by its disk when the room is served nowhere else",
  pure,
  () => {
    const fixture = new OtherServersFixture([]);
    fixture.canRecord = false;
    for (const now of [0, 1_000, 2_000]) assertEquals(fixture.sweep(now), [[], false]);
    fixture.submissions.elsewhere = OTHERS;
    assertEquals(fixture.sweep(2_250), [[], false]);
    assertEquals(fixture.sweep(3_250), [[AWAY], true]);
  },
);

Deno.test(
  "OtherServers.sweep() pings people every two seconds while nothing is accepted",
  pure,
  () => {
    const fixture = new OtherServersFixture([]);
    fixture.submissions.state = "waiting";
    assertEquals(fixture.sweep(1_000), [[], false]);
    assertEquals(fixture.sweep(2_999), [[], false]);
    assertEquals(fixture.sweep(3_000), [["ping"], false]);
    assertEquals(fixture.sweep(3_250), [[], false]);
    assertEquals(fixture.sweep(3_999), [[], false]);
    assertEquals(fixture.sweep(4_000), [[], true], "newcomers wait for 3 s");
    assertEquals(fixture.sweep(4_999), [[], true]);
    assertEquals(fixture.sweep(5_000), [["ping"], true]);
    fixture.submissions.state = "open";
    assertEquals(fixture.sweep(7_000), [[], false]);
    fixture.submissions.state = "waiting";
    assertEquals(fixture.sweep(7_250), [[], false], "the two seconds are counted anew");
    assertEquals(fixture.sweep(9_249), [[], false]);
    assertEquals(fixture.sweep(9_250), [["ping"], false]);
  },
);

Deno.test("OtherServers.sweep() pings nobody while the server is cut off", pure, () => {
  const fixture = new OtherServersFixture([]);
  fixture.submissions.state = "waiting";
  fixture.sweep(0);
  fixture.submissions.state = "cut";
  assertEquals(fixture.sweep(2_000), [[], false]);
  assertStrictEquals(fixture.sweep(3_000)[1], true);
});

Deno.test(
  "OtherServers.isCut ends with the wait or the outage, before the next sweep",
  pure,
  () => {
    const fixture = new OtherServersFixture();
    const { submissions, others } = fixture;
    const states = ["waiting", "cut"] as const;
    for (const [at, state] of states.entries()) {
      submissions.state = state;
      fixture.sweep(at * 10_000);
      fixture.sweep(at * 10_000 + 3_000);
      assertStrictEquals(others.isCut, true, state);
      submissions.state = "open";
      assertStrictEquals(others.isCut, false, state);
      fixture.sweep(at * 10_000 + 3_250);
    }
    fixture.canRecord = false;
    fixture.sweep(30_000);
    fixture.sweep(31_000);
    assertStrictEquals(others.isCut, true);
    fixture.canRecord = true;
    assertStrictEquals(others.isCut, false);
  },
);

/** Waits with a server; what it was given is the test's. */
function waitWith({ others }: OtherServersFixture) {
  const given = Promise.withResolvers<void>();
  const wait = others.unlessCut(given.promise);
  let isOver = false;
  wait.then(() => isOver = true);
  return { given, wait, isOver: () => isOver };
}

Deno.test(
  "OtherServers.unlessCut() is the wait itself while everything may be submitted",
  pure,
  () => {
    const fixture = new OtherServersFixture();
    const { given, wait } = waitWith(fixture);
    assertStrictEquals(wait, given.promise);
  },
);

Deno.test(
  "OtherServers.unlessCut() resolves with the wait, or when nobody is taken in any more",
  pure,
  async () => {
    const fixture = new OtherServersFixture();
    fixture.submissions.state = "waiting";
    fixture.sweep(0);
    const [first, second] = [waitWith(fixture), waitWith(fixture)];
    await turn();
    assertEquals([first.isOver(), second.isOver()], [false, false]);
    first.given.resolve();
    fixture.sweep(2_999);
    await turn();
    assertEquals([first.isOver(), second.isOver()], [true, false]);
    fixture.sweep(3_000);
    await turn();
    assertStrictEquals(second.isOver(), true);
    const late = waitWith(fixture);
    await turn();
    assertStrictEquals(late.isOver(), true, "nobody is taken in");
  },
);

Deno.test(
  "OtherServers.unlessCut() waits anew when nobody was taken in for a while",
  pure,
  async () => {
    const fixture = new OtherServersFixture();
    fixture.submissions.state = "cut";
    for (const now of [0, 1_000, 1_250]) fixture.sweep(now);
    fixture.submissions.state = "open";
    fixture.sweep(1_500);
    fixture.submissions.state = "cut";
    const { isOver } = waitWith(fixture);
    fixture.sweep(1_750);
    await turn();
    assertStrictEquals(isOver(), false);
    fixture.sweep(2_750);
    await turn();
    assertStrictEquals(isOver(), true);
  },
);
