/**
 * Where the cursor stops in a text: at graphemes, at words of any alphabet, at runs of letters or
 * symbols, and at rows. Pure. Words are looked for near the cursor only: to split a text of 1 MB into
 * words takes 400 MB.
 */

import { graphemeSegmenter } from "../graphemes.ts";

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** So many UTF-16 units are split into words at first; more if a word is longer. */
const WINDOW = 1024;

const EMOJI = String.raw`\p{Extended_Pictographic}\p{RI}\p{EMod}\u200d\ufe0f\u{e0020}-\u{e007f}`;
const SYMBOL = String.raw`[^\p{L}\p{N}\p{M}\s${EMOJI}]`;
/** A run of the same kind, at the end and at the beginning of a text. */
const RUNS = [SYMBOL, `[${EMOJI}]`].map((kind) => ({
  last: new RegExp(`$(?<=(${kind}+))`, "u"),
  first: new RegExp(`^${kind}+`, "u"),
}));
const LAST_BLANKS = /$(?<=([^\S\n]*))/u;
const FIRST_BLANKS = /^[^\S\n]*/u;
const IN_WORD = /[\p{L}\p{N}]/u;

/** The index of the grapheme before an index; 0 when there is none. */
export function previousGrapheme(text: string, at: number): number {
  return at <= 0 ? 0 : graphemeSegmenter.segment(text).containing(at - 1)!.index;
}

/** The index after the grapheme at an index; the end of the text when there is none. */
export function nextGrapheme(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const { index, segment } = graphemeSegmenter.segment(text).containing(at)!;
  return index + segment.length;
}

/** An index of a text; one that is inside a grapheme is moved to the end of that grapheme. */
export function snapToGrapheme(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const { index, segment } = graphemeSegmenter.segment(text).containing(at)!;
  return index === at ? at : index + segment.length;
}

/** The index at which the row of an index begins. */
export function rowStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** The index at which the row of an index ends, before its newline. */
export function rowEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** The index at which the last word before an index begins; 0 when there is none. */
export function wordStart(text: string, at: number): number {
  let to = at;
  while (to > 0 && !IN_WORD.test(text.slice(Math.max(0, to - WINDOW), to))) to -= WINDOW;
  for (let size = WINDOW; to > 0; size *= 2) {
    const from = Math.max(0, to - size);
    const last = [...words.segment(text.slice(from, to))].findLast(({ isWordLike }) => isWordLike);
    // A word at the beginning of the window may begin before it.
    if (last && (last.index > 0 || from === 0)) return snapToGrapheme(text, from + last.index);
    if (from === 0) break;
  }
  return 0;
}

/** The index at which the first word after an index ends; the end of the text when there is none. */
export function wordEnd(text: string, at: number): number {
  const { length } = text;
  let from = at;
  while (from < length && !IN_WORD.test(text.slice(from, from + WINDOW))) from += WINDOW;
  for (let size = WINDOW; from < length; size *= 2) {
    const to = Math.min(length, from + size);
    for (const { index, segment, isWordLike } of words.segment(text.slice(from, to))) {
      const end = from + index + segment.length;
      if (isWordLike && (end < to || to === length)) return snapToGrapheme(text, end);
    }
    if (to === length) break;
  }
  return length;
}

/**
 * Where a cut of a word before an index begins: it takes blanks and then a word, or a run of symbols,
 * or a run of emoji. It stops at a newline, and takes one only if it is right before the index.
 */
export function runStart(text: string, at: number): number {
  if (text[at - 1] === "\n") return at - 1;
  const row = text.slice(rowStart(text, at), at);
  const rest = row.slice(0, row.length - LAST_BLANKS.exec(row)![1]!.length);
  const length = lastWord(rest) ?? lastRun(rest);
  // Some characters are neither in words nor symbols, as in H₂.
  if (length === 0 && rest !== "") return previousGrapheme(text, at - row.length + rest.length);
  return snapToGrapheme(text, at - row.length + rest.length - length);
}

/** Where a cut of a word after an index ends, as in `runStart`. */
export function runEnd(text: string, at: number): number {
  if (text[at] === "\n") return at + 1;
  const row = text.slice(at, rowEnd(text, at));
  const [blanks] = FIRST_BLANKS.exec(row)!;
  const rest = row.slice(blanks.length);
  const length = firstWord(rest) ?? firstRun(rest);
  if (length === 0 && rest !== "") return nextGrapheme(text, at + blanks.length);
  return snapToGrapheme(text, at + blanks.length + length);
}

/** The length of the word at the end of a row; undefined when there is none. */
function lastWord(row: string): number | undefined {
  for (let size = WINDOW; row !== ""; size *= 2) {
    const from = Math.max(0, row.length - size);
    const part = row.slice(from);
    const { index, segment, isWordLike } = words.segment(part).containing(part.length - 1)!;
    if (index > 0 || from === 0) return isWordLike ? segment.length : undefined;
  }
  return undefined;
}

/** The length of the word at the beginning of a row; undefined when there is none. */
function firstWord(row: string): number | undefined {
  for (let size = WINDOW; row !== ""; size *= 2) {
    const part = row.slice(0, size);
    const { segment, isWordLike } = words.segment(part).containing(0)!;
    if (segment.length < part.length || part === row) {
      return isWordLike ? segment.length : undefined;
    }
  }
  return undefined;
}

function lastRun(row: string): number {
  return Math.max(...RUNS.map(({ last }) => last.exec(row)?.[1]?.length ?? 0));
}

function firstRun(row: string): number {
  return Math.max(...RUNS.map(({ first }) => first.exec(row)?.[0].length ?? 0));
}
