/** Grapheme clusters: what a person takes for one character (UAX #29). */

/** Segments a text into them, one after the other. */
export const graphemeSegmenter: Intl.Segmenter = new Intl.Segmenter(undefined, {
  granularity: "grapheme",
});

/** The graphemes of a text. A long text makes many: bound it first. */
export function graphemes(text: string): string[] {
  return [...graphemeSegmenter.segment(text)].map(({ segment }) => segment);
}
