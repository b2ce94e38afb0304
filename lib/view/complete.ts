/** Tab completion of names and commands, and suggestions for mistyped words. */

import { callKey } from "../naming/call_key.ts";
import { EVERYONE } from "../naming/everyone.ts";

/** The words that completion chooses from. */
export interface Candidates {
  /** The names of the other people. */
  names: readonly string[];
  /** The commands, with their slash. */
  commands: readonly string[];
}

/** The result of a completion. */
export interface Completion {
  /** The index at which the completed word starts, in UTF-16 units. */
  from: number;
  /** The matching whole words. */
  choices: string[];
}

/** `@todos` is offered once so much of it is typed: by itself, `@` offers people. */
const MIN_EVERYONE_UNITS = "@to".length;

/** A longer word is no name and no command: it is not normalized, and not compared. */
const MAX_WORD_UTF16_UNITS = 512;

/**
 * Completes the word before the cursor: a name after `@`, `/msg` or `/ignorar`, `@todos`, a command
 * after a `/` at the start of the text. Ignores letter case and accents.
 */
export function complete(text: string, cursor: number, candidates: Candidates): Completion {
  const [, blank = "", word = ""] = /(^|[^]*\s)(\S*)$/.exec(text.slice(0, cursor)) ?? [];
  const from = blank.length;
  if (word.length > MAX_WORD_UTF16_UNITS) return { from, choices: [] };
  const all = word.startsWith("@")
    ? [...candidates.names, ...everyone(word)].map((name) => `@${name}`)
    : /^\s*\/(?:msg|ignorar|ignore)\s+$/i.test(blank)
    ? candidates.names
    : word.startsWith("/") && blank.trim() === ""
    ? candidates.commands
    : [];
  const prefix = callKey(word);
  return { from, choices: all.filter((choice) => callKey(choice).startsWith(prefix)) };
}

function everyone(word: string): readonly string[] {
  return word.length < MIN_EVERYONE_UNITS ? [] : EVERYONE;
}

/**
 * Finds the candidate with the smallest edit distance to a mistyped word.
 *
 * @returns Undefined if the distance is more than a third of the letters, of which at least one may
 * change; in a word of one letter none may.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > MAX_WORD_UTF16_UNITS) return undefined;
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      distance: editDistance(callKey(word), callKey(candidate)),
    }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const { length } = callKey(word);
  const maxDistance = length < 2 ? 0 : Math.max(1, Math.floor(length / 3));
  return best && best.distance <= maxDistance ? best.candidate : undefined;
}

/** The edit distance: letters to insert, delete, replace or transpose (Damerau, Levenshtein). */
function editDistance(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isTransposition = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const transposed = isTransposition ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, replaced, transposed));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
