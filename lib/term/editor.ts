/**
 * The line being typed, as a value: a key and a line give the next line, and perhaps something to
 * do. It moves by what a person takes for one character and by words of any alphabet. No screen,
 * no clock.
 */

import type { Key } from "./keys.ts";

/** A line being typed. */
export interface EditorState {
  /** The text; several lines are parted by `\n`. */
  readonly text: string;
  /** Where the next character goes, in UTF-16 units; never inside a grapheme. */
  readonly cursor: number;
  /** What was submitted, oldest first. */
  readonly history: readonly string[];
  /** Which of the history is shown; its length for the unfinished line. */
  readonly historyIndex: number;
  /** What was typed and not submitted, by its place in the history. */
  readonly drafts: Readonly<Record<number, string>>;
  /** What was cut last. */
  readonly killed: string;
  /** What it was before, newest last. */
  readonly undo: readonly Snapshot[];
  /** What Tab could mean, when it could mean several things. */
  readonly choices: readonly string[];
}

/** What a line was before. */
export interface Snapshot {
  /** The text. */
  readonly text: string;
  /** Where the cursor was. */
  readonly cursor: number;
  /** Whether the next typed character belongs to the same step back. */
  readonly isTyping: boolean;
}

/** Something a key asks for that the line cannot do by itself. */
export type Effect = "submit" | "leave" | "clear-screen";

/** The line after a key, and what the key asks for. */
export interface Step {
  /** The line as it is now. */
  line: EditorState;
  /** What is to be done. */
  effect?: Effect;
}

/** What the word before the cursor could be completed to: where it begins, and the whole words. */
export type Complete = (text: string, cursor: number) => { from: number; choices: string[] };

/** A line with nothing in it. */
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

type Action = (line: EditorState) => EditorState;

const ACTIONS: Record<string, Action> = {
  "left": (line) => move(line, before(line)),
  "ctrl+b": (line) => move(line, before(line)),
  "right": (line) => move(line, after(line)),
  "ctrl+f": (line) => move(line, after(line)),
  "home": (line) => move(line, rowStart(line)),
  "ctrl+a": (line) => move(line, rowStart(line)),
  "end": (line) => move(line, rowEnd(line)),
  "ctrl+e": (line) => move(line, rowEnd(line)),
  "alt+b": (line) => move(line, wordStart(line)),
  "ctrl+left": (line) => move(line, wordStart(line)),
  "alt+left": (line) => move(line, wordStart(line)),
  "alt+f": (line) => move(line, wordEnd(line)),
  "ctrl+right": (line) => move(line, wordEnd(line)),
  "alt+right": (line) => move(line, wordEnd(line)),
  "backspace": (line) => replace(line, before(line), line.cursor, ""),
  "delete": (line) => replace(line, line.cursor, after(line), ""),
  "ctrl+d": (line) => replace(line, line.cursor, after(line), ""),
  "ctrl+u": (line) => kill(line, rowStart(line), line.cursor),
  "ctrl+k": (line) => kill(line, line.cursor, rowEnd(line)),
  "ctrl+w": (line) => kill(line, wordStart(line), line.cursor),
  "alt+backspace": (line) => kill(line, wordStart(line), line.cursor),
  "alt+d": (line) => kill(line, line.cursor, wordEnd(line)),
  "ctrl+y": (line) => insert(line, line.killed),
  "ctrl+_": undo,
  "up": (line) => rowStart(line) > 0 ? moveRow(line, -1) : recall(line, line.historyIndex - 1),
  "down": (line) =>
    rowEnd(line) < line.text.length ? moveRow(line, 1) : recall(line, line.historyIndex + 1),
  "ctrl+p": (line) => recall(line, line.historyIndex - 1),
  "ctrl+n": (line) => recall(line, line.historyIndex + 1),
  "alt+enter": (line) => insert(line, "\n"),
};

/** What a key does to a line. A key that means nothing changes nothing. */
export function applyKey(line: EditorState, key: Key, complete: Complete): Step {
  const calm = line.choices.length > 0 ? { ...line, choices: [] } : line;
  if (key.type === "text") return { line: insert(calm, key.text, true) };
  if (key.type === "paste") return { line: insert(calm, key.text) };
  if (key.type === "report") return { line };
  switch (key.name) {
    case "enter":
      return { line: calm, effect: "submit" };
    case "ctrl+c":
      if (line.text === "") return { line: calm, effect: "leave" };
      return { line: { ...edit(calm, "", 0), historyIndex: line.history.length, drafts: {} } };
    case "ctrl+d":
      if (line.text === "") return { line: calm, effect: "leave" };
      break;
    case "ctrl+l":
      return { line: calm, effect: "clear-screen" };
    case "tab":
      return { line: completed(line, complete) };
  }
  const action = Object.hasOwn(ACTIONS, key.name) ? ACTIONS[key.name] : undefined;
  return { line: action ? action(calm) : calm };
}

/** The empty line after a text was accepted, which the history now holds. */
export function submitted(line: EditorState): EditorState {
  const history = line.history.at(-1) === line.text
    ? line.history
    : [...line.history, line.text].slice(-MAX_HISTORY);
  return { ...EMPTY_EDITOR, history, historyIndex: history.length, killed: line.killed };
}

/** Puts text in, less what would command the terminal that draws it. */
function insert(line: EditorState, raw: string, isTyping = false): EditorState {
  const text = raw.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").replace(/[\p{Cc}--\n]/gv, "");
  return replace(line, line.cursor, line.cursor, text, isTyping);
}

function replace(
  line: EditorState,
  from: number,
  to: number,
  text: string,
  isTyping = false,
): EditorState {
  if (from === to && text === "") return line;
  const whole = line.text.slice(0, from) + text + line.text.slice(to);
  return edit(line, whole, from + text.length, isTyping);
}

/** Another text, with a way back; characters typed in a row are one step. */
function edit(line: EditorState, text: string, cursor: number, isTyping = false): EditorState {
  const last = line.undo.at(-1);
  const goesOn = isTyping && last?.isTyping && !/\s$/.test(line.text.slice(0, line.cursor));
  const step = { text: line.text, cursor: line.cursor, isTyping };
  const past = goesOn ? line.undo : [...line.undo, step].slice(-MAX_UNDO);
  return { ...line, text, cursor: snap(text, cursor), undo: past };
}

function kill(line: EditorState, from: number, to: number): EditorState {
  if (from === to) return line;
  return { ...replace(line, from, to, ""), killed: line.text.slice(from, to) };
}

function undo(line: EditorState): EditorState {
  const last = line.undo.at(-1);
  if (!last) return line;
  return { ...line, text: last.text, cursor: last.cursor, undo: line.undo.slice(0, -1) };
}

/** The cursor elsewhere; what is typed next is a step of its own. */
function move(line: EditorState, cursor: number): EditorState {
  const last = line.undo.at(-1);
  const past = last?.isTyping
    ? [...line.undo.slice(0, -1), { ...last, isTyping: false }]
    : line.undo;
  return { ...line, cursor: snap(line.text, cursor), undo: past };
}

function recall(line: EditorState, at: number): EditorState {
  if (at < 0 || at > line.history.length) return line;
  const drafts = { ...line.drafts, [line.historyIndex]: line.text };
  const text = drafts[at] ?? line.history[at] ?? "";
  return { ...line, historyIndex: at, drafts, text, cursor: text.length, undo: [] };
}

function before({ text, cursor }: EditorState): number {
  if (cursor === 0) return 0;
  return graphemes.segment(text).containing(cursor - 1)!.index;
}

function after({ text, cursor }: EditorState): number {
  if (cursor >= text.length) return text.length;
  const { index, segment } = graphemes.segment(text).containing(cursor)!;
  return index + segment.length;
}

/** The end of the grapheme a place is in: where characters join, the cursor goes behind them. */
function snap(text: string, cursor: number): number {
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

function moveRow(line: EditorState, by: -1 | 1): EditorState {
  const column = line.cursor - rowStart(line);
  const edge = by < 0 ? rowStart(line) - 1 : rowEnd(line) + 1;
  const there = { ...line, cursor: edge };
  const cursor = Math.min(rowStart(there) + column, rowEnd(there));
  return move(line, cursor);
}

function wordStart({ text, cursor }: EditorState): number {
  const starts = [...words.segment(text)]
    .filter(({ index, isWordLike }) => isWordLike && snap(text, index) < cursor);
  return snap(text, starts.at(-1)?.index ?? 0);
}

function wordEnd({ text, cursor }: EditorState): number {
  for (const { index, segment, isWordLike } of words.segment(text)) {
    const end = snap(text, index + segment.length);
    if (isWordLike && end > cursor) return end;
  }
  return text.length;
}

function completed(line: EditorState, complete: Complete): EditorState {
  const { from, choices } = complete(line.text, line.cursor);
  const [only] = choices;
  if (only === undefined) return line;
  if (choices.length === 1) return replace({ ...line, choices: [] }, from, line.cursor, `${only} `);
  const common = commonStart(choices);
  const typed = line.text.slice(from, line.cursor);
  const grown = common.length > typed.length ? replace(line, from, line.cursor, common) : line;
  return { ...grown, choices };
}

function commonStart([first = "", ...others]: string[]): string {
  const parts = [...graphemes.segment(first)].map(({ segment }) => segment);
  let common = "";
  for (const part of parts) {
    const longer = common + part;
    const folded = longer.toLowerCase();
    if (!others.every((other) => other.toLowerCase().startsWith(folded))) break;
    common = longer;
  }
  return common;
}
