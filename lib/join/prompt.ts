/**
 * The content of the prompt area: pending messages and the outage above the line, completions and the
 * complaint below it. Pure: the painter draws it.
 */

import { dim, red, yellow } from "@std/fmt/colors";
import type { EditorState } from "../term/edits.ts";
import { columns, truncate } from "../term/cells.ts";
import type { Prompt, Row } from "../term/paint.ts";
import type { RenderOptions } from "../view/lines.ts";
import type { Model, Pending, Waiting } from "../view/model.ts";
import { outageSentence } from "./outage_sentence.ts";
import { pendingSentences } from "./pending_sentences.ts";

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
  /** The private messages that wait for a person to come back. */
  waiting: readonly Waiting[];
  /** The time until the next try, in an outage; 0 or less while a try is under way. */
  secondsToRetry: number | undefined;
  /** Whether the server was closed on purpose. */
  isServerClosed: boolean;
  /** The complaint about the line, in rows that fit. */
  complaint: string[];
  /** What a key would do now. @default {nothing to say} */
  hint?: string | undefined;
}

/** What the line begins with while nothing is asked. */
export const LABEL = "› ";
/** Before it: the conversation is encrypted. */
const LOCK = "🔒 ";

/** In a narrow window the text needs the columns more than the name does. */
const MIN_TEXT_COLUMNS = 40;
/** A name that is shortened to less says nothing. */
const MIN_NAME_COLUMNS = 4;

/**
 * What the line begins with while nothing is asked: who the person is, and how many are there.
 *
 * @param width The columns of a row. The label takes at most a third of them, and leaves 40 to the text.
 * @param isEncrypted Whether nobody on the way can read the conversation. @default {false}
 */
export function labelOf(model: Model, width: number, isEncrypted = false): string {
  if (isEncrypted) return LOCK + labelOf(model, width - columns(LOCK));
  const { me, people } = model;
  if (me === undefined || people.length === 0) return LABEL;
  const count = ` (${people.length}) ${LABEL}`;
  const labelColumns = Math.min(Math.floor(width / 3), width - MIN_TEXT_COLUMNS);
  const nameColumns = labelColumns - columns(count);
  const fits = nameColumns >= Math.min(columns(me), MIN_NAME_COLUMNS);
  return fits ? truncate(me, nameColumns) + count : LABEL;
}

/** The prompt area of a state. */
export function promptOf(
  state: PromptState,
  { texts, color }: Pick<RenderOptions, "texts" | "color">,
): Prompt {
  const { editor: { text, cursor, choices }, label, complaint, hint } = state;
  const row = (text: string, style: Row["style"]): Row => color ? { text, style } : { text };
  const above = pendingSentences(state, texts).map((text) => row(text, dim));
  const outage = outageSentence(state, texts);
  if (outage !== undefined) above.push(row(outage, yellow));
  const below = complaint.map((text) => row(text, red));
  if (hint !== undefined) below.push(row(hint, dim));
  if (choices.length > 0) below.unshift(row(choices.join("  "), dim));
  const { recipient } = state;
  const shownLabel = recipient === undefined ? label : `${texts.private(recipient)} ${LABEL}`;
  return { above, label: shownLabel, text, cursor, below };
}
