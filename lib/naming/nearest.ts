/** Suggestions for mistyped words: names and commands. */

import { graphemes } from "../graphemes.ts";
import { callKey } from "./call_key.ts";

/** A longer word is no name and no command: it is not normalized, and not compared. */
const MAX_WORD_UTF16_UNITS = 512;

/**
 * Finds the candidate with the smallest edit distance to a mistyped word.
 *
 * @returns Undefined if the distance is more than a third of the letters, of which at least one may
 * change; in a word of one letter none may. A letter is what a person sees as one: a grapheme.
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
  const { length } = graphemes(callKey(word));
  const maxDistance = length < 2 ? 0 : Math.max(1, Math.floor(length / 3));
  return best && best.distance <= maxDistance ? best.candidate : undefined;
}

/**
 * Finds the command that was probably meant by a mistyped one: a word in the language of the person,
 * or in another only if none is near.
 *
 * @param typed The mistyped command, with or without its slash.
 * @param words The commands with their slash, in the language of the person and in others.
 */
export function nearestCommand(
  typed: string,
  words: { readonly own: readonly string[]; readonly others: readonly string[] },
): string | undefined {
  const word = typed.replace(/^\//, "");
  const bare = (commands: readonly string[]) => commands.map((command) => command.slice(1));
  const near = nearest(word, bare(words.own)) ?? nearest(word, bare(words.others));
  return near && `/${near}`;
}

/** The edit distance: letters to insert, delete, replace or transpose (Damerau, Levenshtein). */
function editDistance(from: string, to: string): number {
  const [a, b] = [graphemes(from), graphemes(to)];
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
