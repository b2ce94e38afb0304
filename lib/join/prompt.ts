/**
 * The content of the prompt area: pending messages and the outage above the line, completions and the
 * complaint below it. Pure: the painter draws it.
 */

import { dim, red, yellow } from "@std/fmt/colors";
import type { Texts } from "../i18n/mod.ts";
import { shortenBlanks } from "../text.ts";
import type { EditorState } from "../term/editor.ts";
import type { Prompt, Row } from "../term/paint.ts";
import type { Pending } from "../view/model.ts";

/** What the prompt area shows. */
export interface PromptState {
  /** The line being typed. */
  editor: EditorState;
  /** What the line begins with. */
  label: string;
  /** The person to whom the line goes, if it is a private message. @default {undefined} */
  recipient?: string | undefined;
  /** The messages that have not come back, oldest first. */
  pending: readonly Pending[];
  /** The time until the next try, in an outage. */
  secondsToRetry: number | undefined;
  /** The complaint about the line, in rows that fit. */
  complaint: string[];
}

const MAX_PENDING_ROWS = 3;

/** The prompt area of a state. */
export function promptOf(state: PromptState, texts: Texts): Prompt {
  const { editor: { text, cursor, choices }, label, pending, secondsToRetry, complaint } = state;
  const shown = pending.slice(0, MAX_PENDING_ROWS).map((message) => describe(message, texts));
  const others = pending.length - shown.length;
  const faint = [...shown, ...(others > 0 ? [texts.morePending(others)] : [])];
  const above = faint.map((text): Row => ({ text, style: dim }));
  if (secondsToRetry !== undefined) {
    above.push({ text: texts.noLink(secondsToRetry), style: yellow });
  }
  const below = complaint.map((text): Row => ({ text, style: red }));
  if (choices.length > 0) below.unshift({ text: choices.join("  "), style: dim });
  const { recipient } = state;
  const prefix = recipient === undefined ? "" : `${texts.private(recipient)} `;
  return { above, label: prefix + label, text, cursor, below };
}

function describe(message: Pending, texts: Texts): string {
  const words = message.type === "whisper"
    ? texts.whispering(message.to, message.text)
    : texts.saying(message.text);
  return shortenBlanks(words.replaceAll("\n", " "));
}
