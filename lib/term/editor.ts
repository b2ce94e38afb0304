/**
 * The line editor, with the keys of readline, as a pure function: a state and a key give the next
 * state, and perhaps an effect for the caller. The cursor moves by graphemes, and by words of any
 * alphabet. Has no screen and no clock.
 */

import type { Key } from "./keys.ts";

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
  /** The undo stack, newest last. */
  readonly undo: readonly Snapshot[];
  /** The candidates of an ambiguous Tab completion. */
  readonly choices: readonly string[];
}

/** An entry of the undo stack. */
export interface Snapshot {
  /** The text before the edit. */
  readonly text: string;
  /** The cursor before the edit. */
  readonly cursor: number;
  /** Whether the next typed character joins this undo step. */
  readonly isTyping: boolean;
}

/** An action that a key requests of the caller. */
export type Effect = "submit" | "leave" | "interrupt" | "clear-screen";

/** The result of a key. */
export interface Step {
  /** The new state. */
  state: EditorState;
  /** What the caller has to do. */
  effect?: Effect;
}

/** Completes the word before the cursor: gives the index it starts at, and the whole words. */
export type Complete = (text: string, cursor: number) => { from: number; choices: string[] };

/** The initial state: no text, no history. */
export const EMPTY_EDITOR: EditorState = {
  text: "",
  cursor: 0,
  history: [],
  historyIndex: 0,
  drafts: {},
  killed: "",
  undo: [],
  choices: [],
};

const MAX_HISTORY = 500;
const MAX_UNDO = 200;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

type Action = (state: EditorState) => EditorState;

const ACTIONS: Record<string, Action> = {
  "left": (state) => move(state, previousGrapheme(state)),
  "ctrl+b": (state) => move(state, previousGrapheme(state)),
  "right": (state) => move(state, nextGrapheme(state)),
  "ctrl+f": (state) => move(state, nextGrapheme(state)),
  "home": (state) => move(state, rowStart(state)),
  "ctrl+a": (state) => move(state, rowStart(state)),
  "end": (state) => move(state, rowEnd(state)),
  "ctrl+e": (state) => move(state, rowEnd(state)),
  "alt+b": (state) => move(state, wordStart(state)),
  "ctrl+left": (state) => move(state, wordStart(state)),
  "alt+left": (state) => move(state, wordStart(state)),
  "alt+f": (state) => move(state, wordEnd(state)),
  "ctrl+right": (state) => move(state, wordEnd(state)),
  "alt+right": (state) => move(state, wordEnd(state)),
  "backspace": (state) => replace(state, previousGrapheme(state), state.cursor, ""),
  "delete": (state) => replace(state, state.cursor, nextGrapheme(state), ""),
  "ctrl+d": (state) => replace(state, state.cursor, nextGrapheme(state), ""),
  "ctrl+u": (state) => kill(state, rowStart(state), state.cursor),
  "ctrl+k": (state) => kill(state, state.cursor, rowEnd(state)),
  "ctrl+w": (state) => kill(state, wordStart(state), state.cursor),
  "alt+backspace": (state) => kill(state, wordStart(state), state.cursor),
  "alt+d": (state) => kill(state, state.cursor, wordEnd(state)),
  "ctrl+y": (state) => insert(state, state.killed),
  "ctrl+_": undo,
  "up": (state) => rowStart(state) > 0 ? moveRow(state, -1) : recall(state, state.historyIndex - 1),
  "down": (state) =>
    rowEnd(state) < state.text.length ? moveRow(state, 1) : recall(state, state.historyIndex + 1),
  "ctrl+p": (state) => recall(state, state.historyIndex - 1),
  "ctrl+n": (state) => recall(state, state.historyIndex + 1),
  "alt+enter": (state) => insert(state, "\n"),
};

/** Applies a key to a state. A key without an action changes nothing but the choices. */
export function applyKey(state: EditorState, key: Key, complete: Complete): Step {
  const next = state.choices.length > 0 ? { ...state, choices: [] } : state;
  if (key.type === "text") return { state: insert(next, key.text, true) };
  if (key.type === "paste") return { state: insert(next, key.text) };
  if (key.type === "report" || key.type === "focus") return { state };
  switch (key.name) {
    case "enter":
      return { state: next, effect: "submit" };
    case "ctrl+c":
      if (state.text === "") return { state: next, effect: "interrupt" };
      return { state: { ...edit(next, "", 0), historyIndex: state.history.length, drafts: {} } };
    case "ctrl+d":
      if (state.text === "") return { state: next, effect: "leave" };
      break;
    case "ctrl+l":
      return { state: next, effect: "clear-screen" };
    case "tab":
      return { state: completeWord(state, complete) };
  }
  const action = Object.hasOwn(ACTIONS, key.name) ? ACTIONS[key.name] : undefined;
  return { state: action ? action(next) : next };
}

/** The state after the caller accepted a submitted text: empty, with the text in the history. */
export function submitted(state: EditorState): EditorState {
  const history = state.history.at(-1) === state.text
    ? state.history
    : [...state.history, state.text].slice(-MAX_HISTORY);
  return { ...EMPTY_EDITOR, history, historyIndex: history.length, killed: state.killed };
}

/** Inserts text at the cursor, without control characters: they would start escape sequences. */
function insert(state: EditorState, raw: string, isTyping = false): EditorState {
  const text = raw.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").replace(/[\p{Cc}--\n]/gv, "");
  return replace(state, state.cursor, state.cursor, text, isTyping);
}

function replace(
  state: EditorState,
  from: number,
  to: number,
  text: string,
  isTyping = false,
): EditorState {
  if (from === to && text === "") return state;
  const whole = state.text.slice(0, from) + text + state.text.slice(to);
  return edit(state, whole, from + text.length, isTyping);
}

/** Replaces the text, and pushes the old one on the undo stack. A typed word is one undo step. */
function edit(state: EditorState, text: string, cursor: number, isTyping = false): EditorState {
  const last = state.undo.at(-1);
  const isSameStep = isTyping && last?.isTyping && !/\s$/.test(state.text.slice(0, state.cursor));
  const snapshot = { text: state.text, cursor: state.cursor, isTyping };
  const undo = isSameStep ? state.undo : [...state.undo, snapshot].slice(-MAX_UNDO);
  return { ...state, text, cursor: snapToGrapheme(text, cursor), undo };
}

/** Deletes a range of the text, and puts it into the kill ring. */
function kill(state: EditorState, from: number, to: number): EditorState {
  if (from === to) return state;
  return { ...replace(state, from, to, ""), killed: state.text.slice(from, to) };
}

function undo(state: EditorState): EditorState {
  const last = state.undo.at(-1);
  if (!last) return state;
  return { ...state, text: last.text, cursor: last.cursor, undo: state.undo.slice(0, -1) };
}

/** Moves the cursor. What is typed next starts a new undo step. */
function move(state: EditorState, cursor: number): EditorState {
  const last = state.undo.at(-1);
  const undo = last?.isTyping
    ? [...state.undo.slice(0, -1), { ...last, isTyping: false }]
    : state.undo;
  return { ...state, cursor: snapToGrapheme(state.text, cursor), undo };
}

/** Shows a history entry, or the draft that was made from it. */
function recall(state: EditorState, historyIndex: number): EditorState {
  if (historyIndex < 0 || historyIndex > state.history.length) return state;
  const drafts = { ...state.drafts, [state.historyIndex]: state.text };
  const text = drafts[historyIndex] ?? state.history[historyIndex] ?? "";
  return { ...state, historyIndex, drafts, text, cursor: text.length, undo: [] };
}

function previousGrapheme({ text, cursor }: EditorState): number {
  if (cursor === 0) return 0;
  return graphemes.segment(text).containing(cursor - 1)!.index;
}

function nextGrapheme({ text, cursor }: EditorState): number {
  if (cursor >= text.length) return text.length;
  const { index, segment } = graphemes.segment(text).containing(cursor)!;
  return index + segment.length;
}

/** Moves an index that is inside a grapheme to the end of that grapheme. */
function snapToGrapheme(text: string, cursor: number): number {
  if (cursor <= 0 || cursor >= text.length) return Math.max(0, Math.min(cursor, text.length));
  const { index, segment } = graphemes.segment(text).containing(cursor)!;
  return index === cursor ? cursor : index + segment.length;
}

function rowStart({ text, cursor }: EditorState): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

function rowEnd({ text, cursor }: EditorState): number {
  const end = text.indexOf("\n", cursor);
  return end === -1 ? text.length : end;
}

function moveRow(state: EditorState, by: -1 | 1): EditorState {
  const column = state.cursor - rowStart(state);
  const edge = by < 0 ? rowStart(state) - 1 : rowEnd(state) + 1;
  const target = { ...state, cursor: edge };
  const cursor = Math.min(rowStart(target) + column, rowEnd(target));
  return move(state, cursor);
}

function wordStart({ text, cursor }: EditorState): number {
  const starts = [...words.segment(text)]
    .filter(({ index, isWordLike }) => isWordLike && snapToGrapheme(text, index) < cursor);
  return snapToGrapheme(text, starts.at(-1)?.index ?? 0);
}

function wordEnd({ text, cursor }: EditorState): number {
  for (const { index, segment, isWordLike } of words.segment(text)) {
    const end = snapToGrapheme(text, index + segment.length);
    if (isWordLike && end > cursor) return end;
  }
  return text.length;
}

/** Tab completion: inserts the only choice, or the common prefix of several, which are listed. */
function completeWord(state: EditorState, complete: Complete): EditorState {
  const { from, choices } = complete(state.text, state.cursor);
  const [only] = choices;
  if (only === undefined) return state;
  if (choices.length === 1) {
    return replace({ ...state, choices: [] }, from, state.cursor, `${only} `);
  }
  const prefix = commonPrefix(choices);
  const typed = state.text.slice(from, state.cursor);
  const extended = prefix.length > typed.length
    ? replace(state, from, state.cursor, prefix)
    : state;
  return { ...extended, choices };
}

/** The longest prefix of the first choice that all have, letter case aside, in whole graphemes. */
function commonPrefix([first = "", ...others]: string[]): string {
  let prefix = "";
  for (const { segment } of graphemes.segment(first)) {
    const longer = prefix + segment;
    const folded = longer.toLowerCase();
    if (!others.every((other) => other.toLowerCase().startsWith(folded))) break;
    prefix = longer;
  }
  return prefix;
}
