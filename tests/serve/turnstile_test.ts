/** The turnstile of a room: for what a command waits, and for how long. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { SequencerState } from "../../lib/sequencer/sequencer.ts";
import { Turnstile } from "../../lib/serve/turnstile.ts";
import { turn } from "../support/fake_clock.ts";
import { usedHeapBytes } from "../support/heap_size.ts";

const pure = { permissions: "none" } as const;

/** A turnstile; the test decides what there is to wait for. */
class TurnstileFixture {
  state: SequencerState = "open";
  isBehindRecord = false;
  hasRoom = true;
  /** What was waited for, and how heavy the entries were for which there had to be room. */
  readonly asked: (string | number)[] = [];
  readonly turnstile: Turnstile;
  #opened = Promise.withResolvers<void>();
  #recorded = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor() {
    const state = () => this.state;
    const isBehindRecord = () => this.isBehindRecord;
    const broadcaster = {
      get isBehindRecord() {
        return isBehindRecord();
      },
      recorded: () => this.#wait("recorded", this.#recorded),
      admit: (weight: number, entries: number) => {
        this.asked.push(entries === 1 ? weight : `${weight} in ${entries}`);
        return this.hasRoom ? undefined : this.#room.promise;
      },
    };
    const submissions = {
      get state() {
        return state();
      },
      opened: () => this.#wait("opened", this.#opened),
    };
    this.turnstile = new Turnstile(broadcaster, () => submissions);
  }

  /** Lets a command pass. Returns whether it has passed. */
  enter(pass = this.turnstile.admit(7)): () => boolean {
    let hasPassed = pass === undefined;
    pass?.then(() => hasPassed = true);
    return () => hasPassed;
  }

  /** The submissions have opened, and may have closed again. */
  async open(state: SequencerState = "open"): Promise<void> {
    this.state = state;
    this.#opened.resolve();
    this.#opened = Promise.withResolvers();
    await turn();
  }

  /** Something was recorded, but perhaps not enough. */
  async record({ isBehindRecord = false } = {}): Promise<void> {
    this.isBehindRecord = isBehindRecord;
    this.#recorded.resolve();
    this.#recorded = Promise.withResolvers();
    await turn();
  }

  /** There is room behind the readers. */
  async makeRoom(): Promise<void> {
    this.#room.resolve();
    await turn();
  }

  #wait(what: string, { promise }: PromiseWithResolvers<void>): Promise<void> {
    this.asked.push(what);
    return promise;
  }
}

Deno.test("Turnstile.admit() lets a command pass at once when nothing is in its way", pure, () => {
  const { turnstile, asked } = new TurnstileFixture();
  assertStrictEquals(turnstile.admit(7), undefined);
  assertEquals(asked, [7]);
});

Deno.test(
  "Turnstile.admit() waits for the order, then for the record, and then for room",
  pure,
  async () => {
    for (const state of ["waiting", "cut"] as const) {
      const fixture = new TurnstileFixture();
      const { asked } = fixture;
      Object.assign(fixture, { state, isBehindRecord: true, hasRoom: false });
      const hasPassed = fixture.enter();
      await turn();
      assertEquals([asked.splice(0), hasPassed()], [["opened"], false]);
      await fixture.open();
      assertEquals([asked.splice(0), hasPassed()], [["recorded"], false]);
      await fixture.record();
      assertEquals([asked.splice(0), hasPassed()], [[7], false]);
      await fixture.makeRoom();
      assertEquals([asked, hasPassed()], [[], true]);
    }
  },
);

Deno.test("Turnstile.admit() asks for room for all entries, after a wait too", pure, async () => {
  for (const enter of ["admit", "admitForeign"] as const) {
    const fixture = new TurnstileFixture();
    const { asked, turnstile } = fixture;
    assertStrictEquals(turnstile[enter](9, 5), undefined);
    Object.assign(fixture, { state: "waiting", isBehindRecord: true });
    const hasPassed = fixture.enter(turnstile[enter](7, 3));
    await fixture.open();
    await fixture.record();
    const waited = enter === "admit" ? ["opened", "recorded"] : ["recorded"];
    assertEquals([asked, hasPassed()], [["9 in 5", ...waited, "7 in 3"], true]);
  }
});

Deno.test("Turnstile.admit() waits again when a wait was not enough", pure, async () => {
  const fixture = new TurnstileFixture();
  const { asked } = fixture;
  Object.assign(fixture, { state: "cut", isBehindRecord: true });
  const hasPassed = fixture.enter();
  await fixture.open("waiting");
  assertEquals([asked.splice(0), hasPassed()], [["opened", "opened"], false]);
  await fixture.open();
  await fixture.record({ isBehindRecord: true });
  assertEquals([asked.splice(0), hasPassed()], [["recorded", "recorded"], false]);
  await fixture.record();
  assertEquals([asked, hasPassed()], [[7], true]);
});

Deno.test("Turnstile.admit() never makes a command wait that adds no entry", pure, () => {
  const fixture = new TurnstileFixture();
  Object.assign(fixture, { isBehindRecord: true, hasRoom: false });
  for (const state of ["open", "waiting", "cut"] as const) {
    fixture.state = state;
    assertStrictEquals(fixture.turnstile.admit(0), undefined, state);
  }
  assertEquals(fixture.asked, []);
});

Deno.test(
  "Turnstile.admitForeign() waits for the record and for room, whatever may be submitted here",
  pure,
  async () => {
    for (const state of ["open", "waiting", "cut"] as const) {
      const fixture = new TurnstileFixture();
      const { asked, turnstile } = fixture;
      fixture.state = state;
      assertStrictEquals(turnstile.admitForeign(7, 1), undefined, state);
      assertEquals(asked.splice(0), [7]);
      Object.assign(fixture, { isBehindRecord: true, hasRoom: false });
      const hasPassed = fixture.enter(turnstile.admitForeign(9, 1));
      await turn();
      assertEquals([asked.splice(0), hasPassed()], [["recorded"], false], state);
      await fixture.record();
      assertEquals([asked.splice(0), hasPassed()], [[9], false], state);
      await fixture.makeRoom();
      assertEquals([asked, hasPassed()], [[], true], state);
    }
  },
);

Deno.test(
  "Turnstile.open() lets everybody pass that waits, and everybody who comes later",
  pure,
  async () => {
    const fixture = new TurnstileFixture();
    const { turnstile } = fixture;
    fixture.isBehindRecord = true;
    const waitingForRecord = [fixture.enter(), fixture.enter(turnstile.admitForeign(7, 1))];
    fixture.state = "cut";
    const waitingForOrder = fixture.enter();
    const all = [...waitingForRecord, waitingForOrder];
    await turn();
    assertEquals(all.map((hasPassed) => hasPassed()), [false, false, false]);
    turnstile.open();
    await turn();
    assertEquals(all.map((hasPassed) => hasPassed()), [true, true, true]);
    assertStrictEquals(turnstile.admit(7), undefined);
    assertStrictEquals(turnstile.admitForeign(7, 1), undefined);
  },
);

Deno.test("Turnstile.open() leaves the wait for room, which the readers end", pure, async () => {
  const fixture = new TurnstileFixture();
  fixture.hasRoom = false;
  fixture.turnstile.open();
  const hasPassed = fixture.enter();
  await turn();
  assertStrictEquals(hasPassed(), false);
  await fixture.makeRoom();
  assertStrictEquals(hasPassed(), true);
});

Deno.test("a turnstile keeps nothing of waits that are over", async () => {
  const fixture = new TurnstileFixture();
  const [rounds, perRound] = [50, 1_000];
  const waitInRounds = async () => {
    for (let round = 0; round < rounds; round++) {
      fixture.state = "waiting";
      for (let count = 0; count < perRound; count++) fixture.enter();
      await fixture.open();
      fixture.isBehindRecord = true;
      for (let count = 0; count < perRound; count++) fixture.enter();
      await fixture.record();
      fixture.asked.length = 0;
    }
  };
  await waitInRounds(); // What the engine compiles is not counted.
  const before = usedHeapBytes();
  await waitInRounds();
  const keptBytes = usedHeapBytes() - before;
  // One wait that is kept is more than 100 bytes: together they would be 10 MB.
  assert(keptBytes < 2_000_000, `${keptBytes} bytes are kept of ${2 * rounds * perRound} waits`);
});
