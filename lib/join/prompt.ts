/**
 * What the prompt area is to show: what is on its way and the state of the link above the line, what
 * the line could mean and what is wrong with it below. Pure: the painter makes it so.
 */

import { dim, red, yellow } from "@std/fmt/colors";
import type { Texts } from "../i18n/mod.ts";
import type { EditorState } from "../term/editor.ts";
import type { Prompt, Row } from "../term/paint.ts";
import type { Pending } from "../view/model.ts";

/** What there is to show. */
export interface PromptState {
  /** The line being typed. */
  line: EditorState;
  /** What the line begins with. */
  label: string;
  /** What was sent and has not come back, oldest first. */
  pending: readonly Pending[];
  /** While there is no link, the time until the next try. */
  secondsToRetry: number | undefined;
  /** What is wrong with the line, in rows that fit. */
  complaint: string[];
}

const MAX_PENDING_ROWS = 3;

/** The prompt area of a state. */
export function promptOf(state: PromptState, texts: Texts): Prompt {
  const { line: { text, cursor, choices }, label, pending, secondsToRetry, complaint } = state;
  const shown = pending.slice(0, MAX_PENDING_ROWS).map((message) => describe(message, texts));
  const others = pending.length - shown.length;
  const faint = [...shown, ...(others > 0 ? [texts.morePending(others)] : [])];
  const above = faint.map((text): Row => ({ text, style: dim }));
  if (secondsToRetry !== undefined) {
    above.push({ text: texts.noLink(secondsToRetry), style: yellow });
  }
  const below = complaint.map((text): Row => ({ text, style: red }));
  if (choices.length > 0) below.unshift({ text: choices.join("  "), style: dim });
  return { above, label, text, cursor, below };
}

function describe(message: Pending, texts: Texts): string {
  const words = message.type === "whisper"
    ? texts.whispering(message.to, message.text)
    : texts.saying(message.text);
  return words.replaceAll("\n", " ");
}
