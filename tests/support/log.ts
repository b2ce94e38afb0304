/** What goes into a log, and what can be known of one from outside. */

import { Log, type NewEntry } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";

/** A notice to append. */
export const notice = (text: string): NewEntry => ({ type: "notice", text });

/** What can be known of a log from outside. */
export function bounds({ first, last, head }: Log): { first: number; last: number; head: number } {
  return { first, last, head };
}

/** The numbers of entries. */
export const seqsOf = (entries: Entry[]) => entries.map(({ seq }) => seq);

/** Appends a notice that may be read at once. */
export function tell(log: Log, text: string): void {
  log.append(notice(text), 0);
  log.publish();
}
