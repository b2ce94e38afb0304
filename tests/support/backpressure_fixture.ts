/** Backpressure on a log in numbers alone. */

import { Backpressure } from "../../lib/broadcast/backpressure.ts";

/** How many entries may be in the log behind the slowest reader before senders wait. */
export const MAX_ENTRIES = 7_500;
/** How much they may weigh. */
export const MAX_WEIGHT = 6 * 1024 * 1024;

/** A log whose entries all have the same weight, and its readers. */
export function setup({ weight = 1, firstInMemory = 1, last = 0 } = {}) {
  const log = {
    last,
    firstInMemory,
    weightAfter: (seq: number) => Math.max(0, log.last - seq) * weight,
  };
  const readers: ReturnType<typeof read>[] = [];
  const read = (cursor: number) => ({ isFollowing: true, cursor, bytesWritten: 0 });
  const add = (cursor: number) => {
    const reader = read(cursor);
    readers.push(reader);
    backpressure.onProgress(reader);
    return reader;
  };
  const backpressure = new Backpressure({ log, readers, defer: (call) => queueMicrotask(call) });
  const order: string[] = [];
  /** A sender that appends an entry when it may. */
  const send = (name: string, entryWeight = weight, entries = 1) => {
    const append = () => {
      log.last += entries;
      order.push(name);
    };
    const room = backpressure.admit(entryWeight, entries);
    if (room) room.then(append);
    else append();
    return room === undefined;
  };
  return { log, readers, add, backpressure, order, send };
}

/** Runs all microtasks. */
export const microtasks = () => new Promise<void>((resolve) => setTimeout(resolve));
