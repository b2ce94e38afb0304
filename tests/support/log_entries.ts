/** Entries for a log, and its public bounds. */

import { Log, type NewEntry } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";

/** A notice, to be appended. */
export const notice = (text: string): NewEntry => ({ type: "notice", text });

/** The public bounds of a log. */
export function bounds({ first, last, head }: Log): { first: number; last: number; head: number } {
  return { first, last, head };
}

/** The `seq` of each entry. */
export const seqsOf = (entries: Entry[]) => entries.map(({ seq }) => seq);

/** Appends and publishes a notice. */
export function appendPublished(log: Log, text: string): void {
  log.append(notice(text), 0);
  log.publish();
}
