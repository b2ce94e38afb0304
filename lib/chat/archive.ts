/** The archive of a log, as the log sees it. */

import type { Entry } from "../protocol.ts";
import type { Logged } from "./logged.ts";

/** The bounds of a range of entries. */
export interface RangeBounds {
  /** The maximum number of entries. */
  maxEntries: number;
  /** The maximum weight of all together (see `weigh`); but one entry at least. */
  maxBytes: number;
}

/** A message's `id`, and the number of its entry. */
export type MessageId = readonly [id: number, seq: number];

/** The archive: entries that are not in memory any more, or never were. */
export interface Archive {
  /** The number of the oldest entry kept; `last + 1` when the archive is empty. */
  readonly first: number;
  /** The number of the newest entry kept; 0 when no entry was added yet. */
  readonly last: number;
  /** The entries from a number on, without a gap; none when the archive does not keep the first. */
  slice(from: number, bounds: RangeBounds): Logged[];
  /** The ids of a session's messages with numbers from `from` to below `before`, oldest first. */
  messageIds(session: number, from: number, before: number): MessageId[];
  /** The last broadcast messages with lower numbers than `before`, oldest first. */
  recent(count: number, before: number): Entry[];
}
