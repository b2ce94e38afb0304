/** A subscriber whose feed is a table, and whose writes are kept. */

import type { Block } from "../../lib/broadcast/encoded_log.ts";
import type { Feed, FeedOptions, ReadOptions } from "../../lib/broadcast/feed.ts";
import { Subscriber } from "../../lib/broadcast/subscriber.ts";
import { Outbox } from "../../lib/net/outbox.ts";
import { bytesOf } from "./bytes.ts";

/** A subscriber with a feed that is a table of blocks by cursor. */
export function subscriberFixture(blocks: Record<number, string | Error> = {}) {
  const feed = {
    subscribers: 0,
    first: 1,
    options: undefined as ReadOptions | undefined,
    keys: [] as string[],
    bytesBehind: (cursor: number) => 1000 - cursor,
    isAtHead: () => false,
    hasFallenBehind: (cursor: number) => cursor + 1 < feed.first,
    /** The cursors after which a page is needed. */
    missing: new Set<number>(),
    needsPage: (_: unknown, cursor: number) => feed.missing.has(cursor),
    same: undefined as Block | undefined,
    sameBlock: (_: unknown, cursor: number) => cursor === 0 ? feed.same : undefined,
    read(_: unknown, cursor: number, options: ReadOptions): Block | undefined {
      feed.options = options;
      feed.missing.delete(cursor);
      const found = blocks[cursor];
      if (found instanceof Error) throw found;
      return found === undefined ? undefined : { bytes: bytesOf(found), cursor: cursor + 1 };
    },
  };
  const written: string[] = [];
  const events: unknown[] = [];
  let isHeld = false;
  let release = () => {};
  const outbox = new Outbox({
    write: async (bytes) => {
      written.push(new TextDecoder().decode(bytes));
      if (isHeld) await new Promise<void>((resolve) => release = resolve);
      return bytes.length;
    },
    wait: () => Promise.resolve(),
    now: () => 0,
    onProgress: () => {},
    onError: (error) => events.push(error),
  });
  let format: FeedOptions = { key: "a", encode: () => "", hidesOwn: false };
  const subscriber = new Subscriber({
    feeds: {
      enter: ({ key }) => {
        feed.subscribers++;
        feed.keys.push(key);
        return feed as unknown as Feed;
      },
      leave: () => feed.subscribers--,
    },
    format: () => format,
    reader: { id: 1, lastOwnSeq: 0, lastPrivateSeq: 0, resolvedSeq: 0 },
    outbox,
    encode: () => "",
    maxBytes: 77,
    requestPage: (reader) => events.push(`page after ${reader.cursor}`),
    skip: (cursor) => {
      events.push(`skips from ${cursor}`);
      return { bytes: bytesOf("…"), cursor: feed.first - 1 };
    },
  });
  const hold = () => {
    isHeld = true;
    return () => {
      isHeld = false;
      release();
    };
  };
  const change = (key: string) => format = { ...format, key };
  return { feed, outbox, subscriber, written, events, hold, change };
}
