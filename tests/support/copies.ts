/**
 * The copies that the nodes of NATS keep of a stream. They have to be the same; but a leader of
 * nats-server 2.9.10 that was frozen, and wakes up beside its successor, may have what was never
 * acknowledged in the place of what was, or the same with another time, by which the servers of a room
 * go. None of them can hide that: who reads it stops.
 */

import { TestNats } from "./nats.ts";

/** What a batch begins with. */
const BATCH = /\{"server":"(\w*)","n":(\d+)/;
// A record in a file of messages: its length in four bytes, of which one bit means something else, its
// number and its time in eight each, its subject, and what was published.
const LENGTH_MASK = 0x7fffffff;
const TIME_AT = 12;
const MIN_RECORD_BYTES = 22;

/** Of what was tried nothing can be told: the copies of NATS differ. */
export class CopiesDiffer extends Error {}

/** How often something is tried in which copies may come to differ. */
const MAX_ATTEMPTS = 4;

/**
 * Tries something with three nodes of NATS, and again with others as long as it fails and copies differ.
 *
 * @throws {CopiesDiffer} When they differ each time.
 */
export async function withSameCopies(attempt: (nats: TestNats) => Promise<void>): Promise<void> {
  for (let count = 1;; count++) {
    await using nats = await TestNats.start(3);
    try {
      return await attempt(nats);
    } catch (error) {
      const difference = await differenceOfCopies(nats).catch(() => undefined);
      if (difference === undefined) throw error;
      if (count === MAX_ATTEMPTS) throw new CopiesDiffer(difference);
    }
  }
}

/** Where the copies of a room's stream differ, as a sentence; undefined when they do not. */
export async function differenceOfCopies(nats: TestNats): Promise<string | undefined> {
  const streams = await nats.streams();
  const stream = streams.find((name) => !name.startsWith("chat-snapshots"))!;
  const copies = nats.urls.map((_, at) => batchesIn(nats.messageFiles(at, stream)));
  return differenceAmong(copies);
}

/** A node may be behind; what it has must be what the others have there. */
export function differenceAmong(copies: readonly (readonly string[])[]): string | undefined {
  const longest = copies.reduce((one, other) => other.length > one.length ? other : one);
  for (const [at, copy] of copies.entries()) {
    const seq = copy.findIndex((batch, index) => batch !== longest[index]);
    if (seq >= 0) return `message ${seq + 1} is ${copy[seq]} at node ${at}, else ${longest[seq]}`;
  }
  return undefined;
}

/** The batches in the files of a node, as `server n at time`, in ns. */
export function batchesIn(files: readonly Uint8Array[]): string[] {
  return files.flatMap((file) => [...recordsOf(file)]).flatMap((record) => {
    const [, server, n] = BATCH.exec(new TextDecoder("latin1").decode(record)) ?? [];
    const time = viewOf(record).getBigUint64(TIME_AT, true);
    return server === undefined ? [] : [`${server} ${n} at ${time}`];
  });
}

function* recordsOf(file: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at + MIN_RECORD_BYTES <= file.length;) {
    const length = viewOf(file).getUint32(at, true) & LENGTH_MASK;
    if (length < MIN_RECORD_BYTES) return; // It is being written.
    yield file.subarray(at, at + length);
    at += length;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
