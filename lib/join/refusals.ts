/** What a refusal means for a conversation. */

import { isNameRefusal } from "../protocol.ts";

/** Refusals after which the client does not reconnect, unless it is resuming a session. */
const FINAL_AT_FIRST = ["address-full", "full"];
/**
 * Refusals after which the client never reconnects. `replaced` is not one: only we hold the token,
 * so a delayed connection of ours took the session.
 */
const FINAL = ["hello-first", "kicked", "malformed", "version"];

/** What a refusal means: the end, another name, another try later, or nothing. */
export type RefusalMeaning = "end" | "name" | "later" | "closing" | "nothing";

/**
 * What a refusal means.
 *
 * @param isResuming Whether the person has been in: after an outage another person may have the name or
 * the place; they may give it back.
 */
export function meaningOf(code: string, isResuming: boolean): RefusalMeaning {
  const isFullNow = FINAL_AT_FIRST.includes(code);
  if (FINAL.includes(code) || isFullNow && !isResuming) return "end";
  if (code === "server-closing") return "closing";
  if (isNameRefusal(code)) return isResuming ? "later" : "name";
  return isFullNow || code === "not-recorded" ? "later" : "nothing";
}
