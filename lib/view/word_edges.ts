/** Where a word of a text begins and ends, also in scripts that have no blanks between words. */

/** The scripts without blanks between words, for a class of a regular expression. */
export const SCRIPTS_WITHOUT_BLANKS: string = [
  ...["Han", "Hiragana", "Katakana", "Bopomofo", "Thai", "Lao", "Khmer", "Myanmar"],
].map((script) => String.raw`\p{Script_Extensions=${script}}`).join("");

const WITHOUT_BLANKS = new RegExp(`^[${SCRIPTS_WITHOUT_BLANKS}]$`, "u");
const LETTER = /^[\p{L}\p{M}]$/u;
const IN_WORD = /^[\p{L}\p{M}\p{N}_]$/u;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The edges of the words in one text. */
export class WordEdges {
  readonly #text: string;
  /** Where words begin by the dictionary. Computed when it is first needed. */
  #starts?: Set<number>;

  /**
   * Computes nothing yet.
   *
   * @param text The text.
   */
  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a word can begin here. An `@` before it belongs to it. */
  isStart(at: number): boolean {
    const from = this.#before(at) === "@" ? at - 1 : at;
    const before = this.#before(from);
    if (IN_WORD.test(before)) return this.#isBetweenWords(before, at, this.#after(at));
    // Not the end of another name: `Maria-Ana`.
    return !/^[-.]$/.test(before) || !LETTER_OR_DIGIT.test(this.#before(from - 1));
  }

  /** Whether a word that begins at `from`, behind its `@`, can end at `to`. */
  isEnd(from: number, to: number): boolean {
    const after = this.#after(to);
    if (IN_WORD.test(after)) {
      const last = this.#before(to);
      if (this.#before(from) !== "@") return this.#isBetweenWords(last, to, after);
      return isWithoutBlanks(last, after);
    }
    // Not the beginning of another name: `Ana-Maria`.
    return !/^[-.]$/.test(after) || !LETTER_OR_DIGIT.test(this.#after(to + 1));
  }

  /** Whether a dictionary separates two letters, of which one belongs to a script without blanks. */
  #isBetweenWords(before: string, at: number, after: string): boolean {
    if (!isWithoutBlanks(before, after)) return false;
    this.#starts ??= new Set([...words.segment(this.#text)].map(({ index }) => index));
    return this.#starts.has(at);
  }

  /** The character before an index; empty at the beginning. */
  #before(at: number): string {
    const two = this.#text.slice(Math.max(0, at - 2), Math.max(0, at));
    return [...two].at(-1) ?? "";
  }

  /** The character at an index; empty at the end. */
  #after(at: number): string {
    return [...this.#text.slice(at, at + 2)].at(0) ?? "";
  }
}

function isWithoutBlanks(before: string, after: string): boolean {
  return LETTER.test(before) && LETTER.test(after) &&
    (WITHOUT_BLANKS.test(before) || WITHOUT_BLANKS.test(after));
}
