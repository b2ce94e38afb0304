import { assertEquals } from "@std/assert";
import { messagesAfter, type SearchedLog, seqUpTo } from "../../lib/chat/past.ts";
import type { Entry } from "../../lib/protocol.ts";

const pure = { permissions: "none" } as const;

/** A log with an entry for each of the times; those that are negative are of somebody who joined. */
function logOf(first: number, times: readonly number[]) {
  const entries = times.map((time, at): Entry =>
    time < 0
      ? { type: "joined", seq: first + at, time: -time, name: "Ana" }
      : { type: "said", seq: first + at, time, from: "Ana", text: "oi" }
  );
  const log = {
    first,
    head: first + times.length - 1,
    /** How many entries were read. */
    read: 0,
    slice: (from: number, { maxEntries }: { maxEntries: number }) => {
      const found = entries.filter(({ seq }) => seq >= from).slice(0, Math.min(maxEntries, 100));
      log.read += found.length;
      return found.map((entry) => ({ entry, by: 1, to: 0 }));
    },
  };
  return log satisfies SearchedLog;
}

Deno.test("messagesAfter() reads on until there are enough, or too many others", pure, () => {
  const log = logOf(5, Array.from({ length: 1000 }, (_, at) => at % 2 === 0 ? at : -at));
  const seqs = (after: number, count: number) =>
    messagesAfter(log, after, count).map(({ seq }) => seq);
  assertEquals(seqs(0, 2), [5, 7]);
  assertEquals(seqs(5, 1), [7]);
  assertEquals(seqs(1001, 9), [1003]);
  assertEquals(seqs(2000, 9), []);
  assertEquals(seqs(0, 100), Array.from({ length: 100 }, (_, at) => 5 + 2 * at));
  const noise = logOf(1, Array.from({ length: 9000 }, () => -1));
  assertEquals(messagesAfter(noise, 0, 1), []);
  assertEquals(noise.read <= 600, true);
});

Deno.test("seqUpTo() finds the last entry up to a time", pure, () => {
  const log = logOf(3, [10, 20, 20, -30, 40]);
  const cases: [time: number, seq: number][] = [
    [9, 0],
    [10, 3],
    [19, 3],
    [20, 5],
    [30, 6],
    [39, 6],
    [40, 7],
    [99, 7],
  ];
  for (const [time, seq] of cases) assertEquals(seqUpTo(log, time), seq, `${time}`);
  assertEquals(seqUpTo(logOf(1, []), 9), 0);
  const long = logOf(1, Array.from({ length: 100_000 }, (_, at) => at));
  assertEquals([seqUpTo(long, 77_776), long.read < 20], [77_777, true]);
});
