/**
 * The content of the prompt area: pending messages and the outage above the line, completions and the
 * complaint below it. Pure: the painter draws it.
 */

import { dim, red, yellow } from "@std/fmt/colors";
import type { Texts } from "../i18n/mod.ts";
import { shortenBlanks } from "../text.ts";
import type { EditorState } from "../term/editor.ts";
import type { Prompt, Row } from "../term/paint.ts";
import { type Pending, typedText } from "../view/model.ts";

/** What the prompt area shows. */
export interface PromptState {
  /** The line being typed. */
  editor: EditorState;
  /** What the line begins with. */
  label: string;
  /** The messages that have not come back, oldest first. */
  pending: readonly Pending[];
  /** The time until the next try, in an outage; 0 or less while a try is under way. */
  secondsToRetry: number | undefined;
  /** The complaint about the line, in rows that fit. */
  complaint: string[];
  /** What a key would do now. @default {nothing to say} */
  hint?: string | undefined;
}

const MAX_PENDING_ROWS = 3;

/** The prompt area of a state. */
export function promptOf(state: PromptState, texts: Texts): Prompt {
  const { editor: { text, cursor, choices }, label, pending, secondsToRetry, complaint, hint } =
    state;
  const shown = pending.slice(0, MAX_PENDING_ROWS).map((message) => describe(message, texts));
  const others = pending.length - shown.length;
  const faint = [...shown, ...(others > 0 ? [texts.morePending(others)] : [])];
  const above = faint.map((text): Row => ({ text, style: dim }));
  if (secondsToRetry !== undefined) {
    const isTrying = secondsToRetry <= 0;
    const text = isTrying ? texts.tryingNow : texts.noLink(secondsToRetry);
    above.push({ text, style: yellow });
  }
  const below = complaint.map((text): Row => ({ text, style: red }));
  if (hint !== undefined) below.push({ text: hint, style: dim });
  if (choices.length > 0) below.unshift({ text: choices.join("  "), style: dim });
  return { above, label, text, cursor, below };
}

function describe(message: Pending, texts: Texts): string {
  const words = message.type === "whisper"
    ? texts.whispering(message.to, message.text)
    : texts.saying(typedText(message));
  return shortenBlanks(words.replaceAll("\n", " "));
}
