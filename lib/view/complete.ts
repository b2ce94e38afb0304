/** What Tab and a mistyped word could have meant. */

/** What there is to complete to. */
export interface Candidates {
  /** The names of the others. */
  names: readonly string[];
  /** The commands, with their slash. */
  commands: readonly string[];
}

/** Where the word to complete begins, and what it could become. */
export interface Completion {
  /** In UTF-16 units. */
  from: number;
  /** The whole words. */
  choices: string[];
}

/**
 * Completes the word before the cursor: a name after `@`, a command after a `/` that begins the
 * text. Letter case and accents do not count.
 */
export function complete(text: string, cursor: number, candidates: Candidates): Completion {
  const [, blank = "", word = ""] = /(^|[^]*\s)(\S*)$/.exec(text.slice(0, cursor)) ?? [];
  const from = blank.length;
  const all = word.startsWith("@")
    ? candidates.names.map((name) => `@${name}`)
    : /^\s*\/msg\s+$/i.test(blank)
    ? candidates.names
    : word.startsWith("/") && blank.trim() === ""
    ? candidates.commands
    : [];
  const key = bare(word);
  return { from, choices: all.filter((one) => bare(one).startsWith(key)) };
}

/**
 * The word that was probably meant: the one with the fewest letters to change.
 *
 * @returns Undefined when none is near: more than one letter, and than a third of them, would change.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(bare(word), bare(candidate)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const { length } = bare(word);
  const most = length < 2 ? 0 : Math.max(1, Math.floor(length / 3));
  return best && best.distance <= most ? best.candidate : undefined;
}

/** Without letter case and accents. */
function bare(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
}

/** How many letters have to be added, left out, exchanged or swapped (Damerau, Levenshtein). */
function distance(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, exchanged, swapped));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
