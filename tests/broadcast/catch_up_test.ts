/** Readers that catch up from the archive while the room goes on. */

import { assert, assertEquals } from "@std/assert";
import { Log, type NewEntry } from "../../lib/chat/log.ts";
import { testBroadcaster } from "../support/broadcaster.ts";
import { turn } from "../support/fake_clock.ts";
import { FakeArchive } from "../support/feed_fixture.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;
/** The entries of a page. */
const PAGE = 128;

/** A broadcaster that records to an archive, and keeps few entries in memory. */
function recording({ maxEntries = 50 } = {}) {
  const archive = new FakeArchive();
  const log = new Log({ archive, maxEntries });
  const record = () => {
    for (const logged of log.after(log.head)) archive.append(logged);
    return true;
  };
  const fixture = testBroadcaster({ log, record });
  /** Appends an entry whose text is its number; a whisper has only two readers. */
  const append = (whom: { by: number; to: number } = { by: 0, to: 0 }) => {
    const text = `${log.last + 1} `;
    const entry: NewEntry = whom.to === 0
      ? { type: "notice", text }
      : { type: "whispered", from: `p${whom.by}`, to: `p${whom.to}`, text };
    log.append(entry, 0, whom);
  };
  /** Publishes entries up to a number. Memory forgets the oldest. */
  const fillTo = (seq: number) => {
    while (log.last < seq - 1) append();
    fixture.broadcaster.flush();
    append();
    fixture.broadcaster.flush();
    archive.read.length = 0;
  };
  return { ...fixture, archive, append, fillTo };
}

/** Waits, a bounded number of turns, until the readers have read everything. */
async function untilRead(log: Log, readers: { subscriber: { cursor: number } }[]): Promise<void> {
  for (let turns = 0; turns < 5000; turns++) {
    if (readers.every(({ subscriber }) => subscriber.cursor === log.head)) return;
    await turn();
  }
  const cursors = readers.map(({ subscriber }) => subscriber.cursor);
  assert(false, `after 5000 turns the cursors are ${cursors} of ${log.head}`);
}

/** The numbers from one to another, as they are read. */
function textOf(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, n) => `${from + n} `).join("");
}

Deno.test("readers that catch up from one place read each page once", pure, async () => {
  const { log, archive, fillTo, subscribe, errors } = recording();
  fillTo(5 * PAGE + 1);
  const readers = Array.from({ length: 30 }, (_, n) => {
    return subscribe(undefined, { id: n + 1, lastPrivateSeq: log.head, cursor: 0 });
  });
  assertEquals(archive.read, [], "nothing is loaded in the turn of the request");
  await untilRead(log, readers);
  assertEquals(archive.read, [0, 1, 2, 3, 4].map((page) => page * PAGE + 1));
  for (const { written } of readers) assertEquals(written, textOf(1, 5 * PAGE + 1));
  assertEquals(errors, []);
});

Deno.test(
  "readers that catch up from many places come together on the same pages",
  pure,
  async () => {
    const { log, archive, fillTo, subscribe } = recording();
    fillTo(40 * PAGE + 1);
    const cursors = Array.from({ length: 10 }, (_, n) => n * PAGE + 7 * n);
    const readers = cursors.map((cursor) => subscribe(undefined, { cursor }));
    await untilRead(log, readers);
    for (const [n, { written }] of readers.entries()) {
      assertEquals(written, textOf(cursors[n]! + 1, log.head));
    }
    assert(archive.read.length <= 60, `${archive.read.length} ranges for 40 pages`);
  },
);

Deno.test("a message is delivered between two pages of those who catch up", pure, async () => {
  const { log, archive, broadcaster, append, fillTo, subscribe } = recording();
  fillTo(20 * PAGE + 1);
  const bystander = subscribe();
  const late = subscribe(undefined, { cursor: 0 });
  for (let n = 1; archive.read.length < 20; n++) {
    const read = archive.read.length;
    append();
    broadcaster.flush();
    assertEquals(bystander.written, textOf(20 * PAGE + 2, 20 * PAGE + 1 + n));
    assertEquals(archive.read.length, read, "a flush loads no page");
    await turn();
    assert(archive.read.length <= read + 1, "one page in a turn");
    assert(n < 5000, "the pages are loaded");
  }
  await untilRead(log, [bystander, late]);
  assertEquals(late.written, textOf(1, log.head));
});

Deno.test(
  "a reader that is closing reads the rest at once, and one that is gone nothing",
  pure,
  async () => {
    const { log, archive, broadcaster, fillTo, subscribe } = recording();
    fillTo(3 * PAGE + 1);
    const [closing, gone] = [
      subscribe(undefined, { cursor: 0 }),
      subscribe(undefined, { cursor: 0 }),
    ];
    broadcaster.unsubscribe(gone.subscriber);
    closing.subscriber.stopAfter(log.last);
    closing.subscriber.deliver();
    assertEquals(closing.written, textOf(1, PAGE));
    await untilRead(log, [closing]);
    assertEquals([closing.written, gone.written], [textOf(1, 3 * PAGE + 1), ""]);
    assertEquals(archive.read, [1, PAGE + 1, 2 * PAGE + 1]);
  },
);

Deno.test(
  "every reader receives everything once and in order while the log evicts",
  pure,
  async () => {
    const runs: (() => Promise<void>)[] = [];
    withSeeds(10, (random) => {
      const below = (bound: number) => Math.floor(random() * bound);
      runs.push(async () => {
        const { log, broadcaster, append, subscribe, errors } = recording({
          maxEntries: 20 + below(300),
        });
        const persons = [1, 2, 3, 4];
        const expected = persons.map(() => "");
        const appendAny = () => {
          const whom = random() < 0.1 ? { by: 1 + below(4), to: 1 + below(4) } : { by: 0, to: 0 };
          append(whom);
          for (const id of persons) {
            const isTheirs = whom.to === 0 || whom.by === id || whom.to === id;
            if (isTheirs) expected[id - 1] += `${log.last} `;
          }
        };
        for (let n = 0; n < 1500; n++) appendAny();
        broadcaster.flush();
        const readers = persons.map((id) => {
          // Peers take their bytes at once or some turns later.
          const write = async () => {
            for (let turns = below(4); turns > 0; turns--) await turn();
          };
          return subscribe(write, { id, lastPrivateSeq: Infinity, cursor: 0 });
        });
        for (let n = 0; n < 100; n++) {
          for (let count = below(30); count > 0; count--) appendAny();
          broadcaster.flush();
          await turn();
        }
        await untilRead(log, readers);
        for (const id of persons) assertEquals(readers[id - 1]!.written, expected[id - 1], `${id}`);
        assertEquals(errors, []);
      });
    });
    for (const run of runs) await run();
  },
);
