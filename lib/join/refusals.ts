/** What a refusal means for a conversation. */

import type { ConversationTexts } from "../i18n/mod.ts";
import { bracketed } from "../net/host.ts";
import { isNameRefusal, type Refused } from "../protocol.ts";
import { refusalText } from "../view/transcript_line.ts";

/** Refusals after which the client does not reconnect, unless it is resuming a session. */
const FINAL_AT_FIRST = ["address-full", "full", "locked"];
/**
 * Refusals after which the client never reconnects. `replaced` is not one: only we hold the token,
 * so a delayed connection of ours took the session.
 */
const FINAL = ["banned", "hello-first", "kicked", "malformed", "password", "version"];

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

/** Where the server is, and the language. */
export interface RefusalOptions {
  /** The server's name or address. */
  host: string;
  /** The server's TCP port. */
  port: number;
  /** The language. */
  texts: ConversationTexts;
}

/**
 * The sentence of a refusal. A program that is too old is told where the server's own is, and who was in
 * how to come back under another name.
 */
export function refusalSentence(
  event: Refused,
  { host, port, texts }: RefusalOptions,
  isResuming = false,
): string {
  const sentence = refusalText(event, texts);
  if (isResuming && isNameRefusal(event.code)) return `${sentence}\n${texts.otherNameWhileAway}`;
  if (event.code !== "version") return sentence;
  const [client = 0, server = 0] = (event.value ?? "").split(" ≠ ").map(Number);
  if (client >= server) return sentence;
  return `${sentence}\n${texts.programAt(`http://${bracketed(host)}:${port}`)}`;
}
