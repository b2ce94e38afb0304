/**
 * Mentions in a message: a name as a whole word, in any letter case and with any accents, or `@todos`.
 * None in an e-mail address or a URL. In scripts without blanks a word ends where a dictionary says.
 */

import { fold } from "../names.ts";
import { callKey } from "../naming/call_key.ts";
import { EVERYONE } from "../naming/everyone.ts";
import { addressRanges, type Range } from "./address_ranges.ts";
import { calleesOf, longerCallKeys } from "./callees.ts";
import type { Model } from "./model.ts";
import { WordEdges } from "./word_edges.ts";

/** Who may be mentioned: the person, among others. */
export type Mentioned = Pick<Model, "me" | "people">;

/** Whether a text mentions the person, or everybody. */
export function mentions(text: string, mentioned: Mentioned): boolean {
  return mentionRanges(text, mentioned).length > 0;
}

/** The parts of a text that mention the person or everybody, each with its `@`, from left to right. */
export function mentionRanges(text: string, { me, people }: Mentioned): Range[] {
  const key = callKey(text);
  const words = text.includes("@") ? EVERYONE.filter((word) => key.includes(word)) : [];
  const isNamed = me !== undefined && key.includes(callKey(me));
  if (words.length === 0 && !isNamed) return [];
  const folded = foldText(text);
  const found = words.flatMap((word) => wholeWords(folded, word))
    .filter(({ from }) => text[from] === "@");
  if (isNamed) found.push(...wholeWords(folded, callKey(me)).filter(isMeant(folded, me, people)));
  return found.length === 0 ? [] : outside(addressRanges(text), found);
}

/** The ranges that touch none of the others, from left to right. */
function outside(others: Range[], ranges: Range[]): Range[] {
  let at = 0;
  return ranges.toSorted((a, b) => a.from - b.from).filter(({ from, to }) => {
    while (at < others.length && others[at]!.to <= from) at++;
    return at === others.length || others[at]!.from >= to;
  });
}

/** Where a word stands in a text, and in its key. */
interface Found extends Range {
  /** The index in the key. */
  at: number;
}

/** A text by `callKey`, and where each part of it comes from. */
interface FoldedText {
  text: string;
  key: string;
  edges: WordEdges;
  /** The index in the text of each index in the key at which a letter begins, and of its end. */
  origins: Map<number, number>;
}

/** A letter with its marks. */
const LETTER = /[^][\p{M}\uff9e\uff9f]*/gu;

function foldText(text: string): FoldedText {
  const origins = new Map<number, number>();
  let key = "";
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    origins.set(key.length, index);
    key += callKey(letter);
  }
  origins.set(key.length, text.length);
  return { text, key, edges: new WordEdges(text), origins };
}

/** Finds a key as a whole word, with the `@` before it. */
function wholeWords({ text, key, edges, origins }: FoldedText, word: string): Found[] {
  const found: Found[] = [];
  let at = key.indexOf(word);
  while (at !== -1) {
    const start = origins.get(at);
    const to = origins.get(at + word.length);
    const isWhole = start !== undefined && to !== undefined &&
      edges.isStart(start) && edges.isEnd(start, to);
    if (isWhole) found.push({ at, from: text[start - 1] === "@" ? start - 1 : start, to });
    at = key.indexOf(word, isWhole ? at + word.length : at + 1);
  }
  return found;
}

/** Whether a spelling means this person: not when it is exactly another's name, or begins one. */
function isMeant(
  { text, key }: FoldedText,
  me: string,
  people: readonly string[],
): (found: Found) => boolean {
  let longer: string[] | undefined;
  return ({ at, from, to }) => {
    const spelling = fold(text.slice(from, to).replace("@", ""));
    const isExact = spelling === fold(me);
    if (!isExact && calleesOf(people, spelling).some((name) => fold(name) === spelling)) {
      return false;
    }
    // Where words have no blanks between them, 田中 is not meant by the name of 田中さん.
    if (!/^\p{L}/u.test(text.slice(to, to + 2))) return true;
    longer ??= longerCallKeys(people, callKey(me));
    return !longer.some((other) => key.startsWith(other, at));
  };
}
