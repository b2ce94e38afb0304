/** Blanks as they are: a browser wraps a run of them by itself. Bundled instead of `blanks.ts`. */

/** Returns the text. */
export function shortenBlanks(text: string): string {
  return text;
}
