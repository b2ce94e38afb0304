/** What an archive returns of a list of entries, for the archives of tests. */

import type { MessageId, RangeBounds } from "../../lib/chat/archive.ts";
import type { Logged } from "../../lib/chat/logged.ts";

/** The entries from a number on, as `Archive.slice` returns them. */
export function sliceOf(kept: readonly Logged[], from: number, bounds: RangeBounds): Logged[] {
  const first = kept.findIndex(({ entry }) => entry.seq === from);
  return first < 0 ? [] : kept.slice(first, first + bounds.maxEntries);
}

/** The ids of a session's messages, as `Archive.messageIds` returns them. */
export function messageIdsOf(
  kept: readonly Logged[],
  session: number,
  from: number,
  before: number,
): MessageId[] {
  return kept.flatMap(({ entry, by }) =>
    entry.seq >= from && entry.seq < before && by === session && "id" in entry
      ? [[entry.id!, entry.seq] as const]
      : []
  );
}
