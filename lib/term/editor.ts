/**
 * The line editor, with the keys of readline, as a pure function: a state and a key give the next
 * state, and perhaps an effect for the caller. The cursor moves by graphemes, and by words of any
 * alphabet. Has no screen and no clock.
 */

import { graphemes } from "../graphemes.ts";
import { encodeUtf8 } from "../bytes.ts";
import {
  nextGrapheme,
  previousGrapheme,
  rowEnd,
  rowStart,
  runEnd,
  runStart,
  wordEnd,
  wordStart,
} from "./boundaries.ts";
import {
  type EditorState,
  EMPTY_EDITOR,
  insert,
  type Kill,
  kill,
  move,
  replace,
  undo,
} from "./edits.ts";
import type { Key } from "./keys.ts";

/** An action that a key requests of the caller. */
export type Effect = "submit" | "leave" | "interrupt" | "clear-screen" | "full";

/** The result of a key. */
export interface Step {
  /** The new state. */
  state: EditorState;
  /** What the caller has to do. */
  effect?: Effect;
}

/** Completes the word at the cursor: gives where it begins and ends, and the whole words. */
export type Complete = (
  text: string,
  cursor: number,
) => { from: number; to: number; choices: string[] };

const MAX_HISTORY = 500;

/** The bound of the text being typed, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 64 * 1024;

type Action = (state: EditorState) => EditorState;

const ACTIONS: Record<string, Action> = {
  "left": (state) => move(state, previousGrapheme),
  "ctrl+b": (state) => move(state, previousGrapheme),
  "right": (state) => move(state, nextGrapheme),
  "ctrl+f": (state) => move(state, nextGrapheme),
  "home": (state) => move(state, rowStart),
  "ctrl+a": (state) => move(state, rowStart),
  "end": (state) => move(state, rowEnd),
  "ctrl+e": (state) => move(state, rowEnd),
  "alt+b": (state) => move(state, wordStart),
  "ctrl+left": (state) => move(state, wordStart),
  "alt+left": (state) => move(state, wordStart),
  "alt+f": (state) => move(state, wordEnd),
  "ctrl+right": (state) => move(state, wordEnd),
  "alt+right": (state) => move(state, wordEnd),
  "backspace": (state) =>
    replace(state, previousGrapheme(state.text, state.cursor), state.cursor, ""),
  "delete": (state) => replace(state, state.cursor, nextGrapheme(state.text, state.cursor), ""),
  "ctrl+d": (state) => replace(state, state.cursor, nextGrapheme(state.text, state.cursor), ""),
  "ctrl+y": (state) => insert(state, state.killed),
  "ctrl+_": undo,
  "ctrl+z": undo,
  "up": (state) =>
    rowStart(state.text, state.cursor) > 0
      ? moveRow(state, -1)
      : recall(state, state.historyIndex - 1),
  "down": (state) =>
    rowEnd(state.text, state.cursor) < state.text.length
      ? moveRow(state, 1)
      : recall(state, state.historyIndex + 1),
  "ctrl+p": (state) => recall(state, state.historyIndex - 1),
  "ctrl+n": (state) => recall(state, state.historyIndex + 1),
  "alt+enter": (state) => insert(state, "\n"),
  "ctrl+enter": (state) => insert(state, "\n"),
  "shift+enter": (state) => insert(state, "\n"),
  "ctrl+j": (state) => insert(state, "\n"),
};

const KILLS: Record<string, Kill> = {
  "ctrl+u": (text, cursor) => [rowStart(text, cursor), cursor],
  "ctrl+k": (text, cursor) => [cursor, rowEnd(text, cursor)],
  "ctrl+w": (text, cursor) => [runStart(text, cursor), cursor],
  "alt+backspace": (text, cursor) => [runStart(text, cursor), cursor],
  "ctrl+backspace": (text, cursor) => [runStart(text, cursor), cursor],
  "alt+d": (text, cursor) => [cursor, runEnd(text, cursor)],
  "alt+delete": (text, cursor) => [cursor, runEnd(text, cursor)],
  "ctrl+delete": (text, cursor) => [cursor, runEnd(text, cursor)],
};

/** Applies a key to a state. A key without an action changes nothing but the choices. */
export function applyKey(state: EditorState, key: Key, complete: Complete): Step {
  if (key.type === "report" || key.type === "focus") return { state };
  const next = { ...state, choices: [], completion: undefined, isKilling: false };
  if (key.type === "text") return bounded(state, insert(next, key.text, true));
  if (key.type === "paste") return bounded(state, insert(next, key.text));
  if (Object.hasOwn(KILLS, key.name)) {
    return { state: kill({ ...next, isKilling: state.isKilling }, KILLS[key.name]!) };
  }
  switch (key.name) {
    case "enter":
      return { state: next, effect: "submit" };
    case "ctrl+c":
      if (state.text === "") return { state: next, effect: "interrupt" };
      return {
        state: {
          ...replace(next, 0, next.text.length, ""),
          historyIndex: state.history.length,
          drafts: {},
        },
      };
    case "ctrl+d":
      if (state.text === "") return { state: next, effect: "leave" };
      break;
    case "ctrl+l":
      return { state: next, effect: "clear-screen" };
    case "tab":
      return bounded(state, state.completion ? nextChoice(state, 1) : completeWord(next, complete));
    case "shift+tab":
      return state.completion ? bounded(state, nextChoice(state, -1)) : { state };
  }
  const action = Object.hasOwn(ACTIONS, key.name) ? ACTIONS[key.name] : undefined;
  return action ? bounded(state, action(next)) : { state: next };
}

/** The state after the caller accepted a submitted text: empty, with the text in the history. */
export function submitted(state: EditorState): EditorState {
  const history = state.history.at(-1) === state.text
    ? state.history
    : [...state.history, state.text].slice(-MAX_HISTORY);
  return { ...EMPTY_EDITOR, history, historyIndex: history.length, killed: state.killed };
}

/**
 * A line that ends in a backslash before the cursor goes on in a new row. Two backslashes are text.
 *
 * @returns The state with a newline in place of the backslash; undefined for any other line.
 */
export function continued(state: EditorState): EditorState | undefined {
  const { text, cursor } = state;
  if (cursor !== text.length || !/(?<!\\)(?:\\\\)*\\$/.test(text.slice(-1_000))) return undefined;
  return replace(state, cursor - 1, cursor, "\n");
}

/** A step that does not pass the bound of the text: what does not fit is left out. */
function bounded(before: EditorState, after: EditorState): Step {
  const { text } = after;
  if (text.length <= before.text.length || text.length * 3 <= MAX_TEXT_BYTES) {
    return { state: after };
  }
  const bytes = encodeUtf8(text).length;
  if (bytes <= MAX_TEXT_BYTES) return { state: after };
  return { state: before, effect: "full" };
}

/** Shows a history entry, or the draft that was made from it. */
function recall(state: EditorState, historyIndex: number): EditorState {
  if (historyIndex < 0 || historyIndex > state.history.length) return state;
  const drafts = { ...state.drafts, [state.historyIndex]: state.text };
  const text = drafts[historyIndex] ?? state.history[historyIndex] ?? "";
  return { ...state, historyIndex, drafts, text, cursor: text.length, undo: [] };
}

function moveRow(state: EditorState, by: -1 | 1): EditorState {
  return move(state, (text, cursor) => {
    const start = rowStart(text, cursor);
    const edge = by < 0 ? start - 1 : rowEnd(text, cursor) + 1;
    return Math.min(rowStart(text, edge) + cursor - start, rowEnd(text, edge));
  });
}

/** Tab completion: inserts the only choice, or the common prefix of several, which are listed. */
function completeWord(state: EditorState, complete: Complete): EditorState {
  const { from, to, choices } = complete(state.text, state.cursor);
  const [only] = choices;
  if (only === undefined) return state;
  if (choices.length === 1) return withChoice(state, from, to, only);
  const prefix = commonPrefix(choices);
  const extended = prefix.length > state.cursor - from ? replace(state, from, to, prefix) : state;
  return { ...extended, choices, completion: { base: state, from, to } };
}

/** Goes on to another of the listed choices. */
function nextChoice(state: EditorState, by: 1 | -1): EditorState {
  const { choices } = state;
  const { base, from, to, index = by > 0 ? -1 : choices.length } = state.completion!;
  const next = (index + by + choices.length) % choices.length;
  const completion = { base, from, to, index: next };
  return { ...withChoice(base, from, to, choices[next]!), choices, completion };
}

/** Puts a choice in the place of a word. Exactly one blank follows, and the cursor is behind it. */
function withChoice(state: EditorState, from: number, to: number, choice: string): EditorState {
  const blank = state.text[to] === " " ? 1 : 0;
  return replace(state, from, to + blank, `${choice} `);
}

/** The longest prefix of the first choice that all have, letter case aside, in whole graphemes. */
function commonPrefix([first = "", ...others]: string[]): string {
  let prefix = "";
  for (const grapheme of graphemes(first)) {
    const longer = prefix + grapheme;
    const folded = longer.toLowerCase();
    if (!others.every((other) => other.toLowerCase().startsWith(folded))) break;
    prefix = longer;
  }
  return prefix;
}
