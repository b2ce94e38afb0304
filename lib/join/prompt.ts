/**
 * The content of the prompt area: pending messages and the outage above the line, completions and the
 * complaint below it. Pure: the painter draws it.
 */

import { dim, red, yellow } from "@std/fmt/colors";
import type { Texts } from "../i18n/mod.ts";
import { shortenBlanks } from "../text.ts";
import type { EditorState } from "../term/editor.ts";
import type { Prompt, Row } from "../term/paint.ts";
import type { Pending, Waiting } from "../view/model.ts";

/** What the prompt area shows. */
export interface PromptState {
  /** The line being typed. */
  editor: EditorState;
  /** What the line begins with. */
  label: string;
  /** The messages that have not come back, oldest first. */
  pending: readonly Pending[];
  /** The private messages that wait for a person to come back. */
  waiting: readonly Waiting[];
  /** The time until the next try, in an outage. */
  secondsToRetry: number | undefined;
  /** Whether the server was closed on purpose. */
  isServerClosed: boolean;
  /** The complaint about the line, in rows that fit. */
  complaint: string[];
}

const MAX_PENDING_ROWS = 3;
const MAX_NAMES = 3;

/** The prompt area of a state. */
export function promptOf(state: PromptState, texts: Texts): Prompt {
  const { editor: { text, cursor, choices }, label, pending, waiting, secondsToRetry } = state;
  const shown = pending.slice(0, MAX_PENDING_ROWS).map((message) => describe(message, texts));
  const others = pending.length - shown.length;
  const faint = [...shown, ...(others > 0 ? [texts.morePending(others)] : [])];
  if (waiting.length > 0) faint.push(texts.waiting(listNames(waiting, texts)));
  const above = faint.map((text): Row => ({ text, style: dim }));
  if (secondsToRetry !== undefined) {
    const text = state.isServerClosed ? texts.serverIsClosed : texts.noLink(secondsToRetry);
    above.push({ text, style: yellow });
  }
  const below = state.complaint.map((text): Row => ({ text, style: red }));
  if (choices.length > 0) below.unshift({ text: choices.join("  "), style: dim });
  return { above, label, text, cursor, below };
}

/** The people for whom messages wait, each once. */
function listNames(waiting: readonly Waiting[], texts: Texts): string {
  const names = [...new Set(waiting.map(({ to }) => to))];
  const shown = names.slice(0, MAX_NAMES);
  const others = names.length - shown.length;
  const words = others > 0 ? [...shown, texts.others(others)] : shown;
  return words.length > 1 ? texts.list(words) : words[0]!;
}

function describe(message: Pending, texts: Texts): string {
  const words = message.type === "whisper"
    ? texts.whispering(message.to, message.text)
    : texts.saying(message.text);
  return shortenBlanks(words.replaceAll("\n", " "));
}
