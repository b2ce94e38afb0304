/** Older messages, found by their number or their time, in memory or in the archive. */

import type { Entry } from "../protocol.ts";
import type { Log } from "./log.ts";

/** The log, as far as it is searched. */
export type SearchedLog = Pick<Log, "first" | "head" | "slice">;

const SLICE = { maxEntries: 128, maxBytes: 256 * 1024 };
/** So many entries are looked at for one question, in 2 ms: nearly all are messages to everybody. */
const MAX_SEARCHED = 512;

/**
 * The first broadcast messages after a number, oldest first.
 *
 * @param count The maximum number of messages; fewer when they are far apart.
 */
export function messagesAfter(log: SearchedLog, seq: number, count: number): Entry[] {
  const found: Entry[] = [];
  let next = Math.max(seq + 1, log.first);
  for (const end = next + MAX_SEARCHED; next < end && found.length < count;) {
    const slice = log.slice(next, SLICE);
    if (slice.length === 0) break;
    for (const { entry } of slice) {
      if (entry.type === "said" || entry.type === "notice") found.push(entry);
    }
    next += slice.length;
  }
  return found.slice(0, count);
}

/** The number of the last published entry up to a time, in ms since 1970; 0 when there is none. */
export function seqUpTo(log: SearchedLog, time: number): number {
  let low = log.first - 1;
  let high = log.head;
  // Times grow with numbers, but where the clock was set back: there any place will do.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [logged] = log.slice(middle, { maxEntries: 1, maxBytes: 1 });
    if (logged && logged.entry.time <= time) low = middle;
    else high = middle - 1;
  }
  return low < log.first ? 0 : low;
}
