/**
 * The copies that the nodes of NATS keep of a stream. They have to be the same; when a frozen leader
 * wakes up beside its successor, nats-server 2.9 has been seen to keep what was never acknowledged.
 * No server of a room can hide that: those that read the other copy stop.
 */

import type { TestNats } from "../support/nats.ts";

/** What a batch in a file of messages begins with. */
const BATCH = /\{"server":"(\w*)","n":(\d+)/g;

/** A schedule of which nothing can be told: the copies of NATS differ. */
export class CopiesDiffer extends Error {}

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

/** The batches in the files of a node, as `server n`. */
export function batchesIn(files: readonly Uint8Array[]): string[] {
  const text = files.map((file) => new TextDecoder("latin1").decode(file)).join("");
  return Array.from(text.matchAll(BATCH), ([, server, n]) => `${server} ${n}`);
}
