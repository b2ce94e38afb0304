/** Copies of texts, for those who keep a part of a longer one. */

/**
 * A copy of a text that keeps nothing else in memory. A part of a text is a view of the whole in V8: 20
 * characters of a line would keep its 16 KB.
 */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1); // Put together, it is another text, of which this is the part.
}

/** A part of a text, from a place up to another one; a copy of its own when most is left out. */
export function partOf(text: string, from: number, to: number): string {
  const part = text.slice(from, to);
  return 2 * part.length < text.length ? ownCopy(part) : part;
}
