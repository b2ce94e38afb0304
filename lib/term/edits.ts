/**
 * The text being typed and its changes, as pure functions of a state: inserting, replacing, killing
 * and yanking, undo, and moving the cursor. What it keeps of a text is bounded.
 */

import { snapToGrapheme } from "./boundaries.ts";

/** The state of the editor: a value that is never modified. */
export interface EditorState {
  /** The text being typed. `\n` separates its lines. */
  readonly text: string;
  /** The index at which the next character is inserted, in UTF-16 units; never in a grapheme. */
  readonly cursor: number;
  /** The submitted texts, oldest first. */
  readonly history: readonly string[];
  /** The index of the history entry that is shown; `history.length` for the unsubmitted text. */
  readonly historyIndex: number;
  /** The edited texts that were not submitted, by their index in the history. */
  readonly drafts: Readonly<Record<number, string>>;
  /** The kill ring, of one entry: the text that was killed last. Ctrl+Y yanks it. */
  readonly killed: string;
  /** Whether the last key killed text: what is killed next is added to it. */
  readonly isKilling: boolean;
  /** The undo stack, newest last. */
  readonly undo: readonly Edit[];
  /** The candidates of an ambiguous Tab completion. */
  readonly choices: readonly string[];
  /** What the next Tab changes: it goes on to the next of the choices. */
  readonly completion?: Completion | undefined;
}

/** A completion that may go on. */
export interface Completion {
  /** The state before it. */
  readonly base: EditorState;
  /** The index at which the completed word begins in it. */
  readonly from: number;
  /** The index at which the word ends. */
  readonly to: number;
  /** The index of the choice that is shown; undefined while it is only what all have in common. */
  readonly index?: number | undefined;
}

/** An entry of the undo stack: what took the place of what. */
export interface Edit {
  /** The index of the edit. */
  readonly from: number;
  /** The text that was there before. */
  readonly removed: string;
  /** The length of the text that took its place. */
  readonly length: number;
  /** The cursor before the edit. */
  readonly cursor: number;
  /** Whether the next typed character joins this undo step. */
  readonly isTyping: boolean;
}

/** The initial state: no text, no history. */
export const EMPTY_EDITOR: EditorState = {
  text: "",
  cursor: 0,
  history: [],
  historyIndex: 0,
  drafts: {},
  killed: "",
  isKilling: false,
  undo: [],
  choices: [],
};

const MAX_UNDO = 200;

/** What a key kills: the range of the text, which the cursor begins or ends. */
export type Kill = (text: string, cursor: number) => [from: number, to: number];

/** Inserts text at the cursor, without control characters: they would start escape sequences. */
export function insert(state: EditorState, raw: string, isTyping = false): EditorState {
  const text = raw.replace(/\r\n?/g, "\n").replace(/[\p{Cc}--[\n\t]]/gv, "");
  return replace(state, state.cursor, state.cursor, text, isTyping);
}

/**
 * Replaces a range of the text, and pushes the edit on the undo stack. A typed word is one undo step.
 * The cursor is behind the new text.
 */
export function replace(
  state: EditorState,
  from: number,
  to: number,
  inserted: string,
  isTyping = false,
): EditorState {
  if (from === to && inserted === "") return state;
  const { cursor, undo: edits } = state;
  const { length } = inserted;
  const text = state.text.slice(0, from) + inserted + state.text.slice(to);
  const last = edits.at(-1);
  const isSameStep = isTyping && last?.isTyping && last.from + last.length === from &&
    !/\s/.test(state.text[cursor - 1] ?? "");
  const undo = isSameStep
    ? edits.with(-1, { ...last, length: last.length + length })
    : [...edits, { from, removed: copyOf(state.text.slice(from, to)), length, cursor, isTyping }]
      .slice(-MAX_UNDO);
  return { ...state, text, cursor: snapToGrapheme(text, from + length), undo };
}

/** Deletes a range of the text, and puts it into the kill ring: what is killed in a row adds up. */
export function kill(state: EditorState, range: Kill): EditorState {
  const [from, to] = range(state.text, state.cursor);
  if (from === to) return state;
  const { isKilling, cursor } = state;
  const before = isKilling ? state.killed : "";
  const cut = copyOf(state.text.slice(from, to));
  const killed = to === cursor ? cut + before : before + cut;
  return { ...replace(state, from, to, ""), killed, isKilling: true };
}

/** A part of a text that does not keep the whole text in memory, as a slice does. */
function copyOf(part: string): string {
  return JSON.parse(JSON.stringify(part));
}

/** Undoes the last edit. */
export function undo(state: EditorState): EditorState {
  const last = state.undo.at(-1);
  if (!last) return state;
  const { from, removed, length, cursor } = last;
  const text = state.text.slice(0, from) + removed + state.text.slice(from + length);
  return { ...state, text, cursor, undo: state.undo.slice(0, -1) };
}

/** Moves the cursor. What is typed next starts a new undo step. */
export function move(
  state: EditorState,
  target: (text: string, cursor: number) => number,
): EditorState {
  const { text, cursor, undo: edits } = state;
  const last = edits.at(-1);
  const undo = last?.isTyping ? edits.with(-1, { ...last, isTyping: false }) : edits;
  return { ...state, cursor: snapToGrapheme(text, target(text, cursor)), undo };
}
