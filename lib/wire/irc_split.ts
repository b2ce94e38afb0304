/** Texts that are longer than a message of IRC, in pieces. */

import { encodeUtf8 } from "../bytes.ts";
import { graphemeSegmenter } from "../graphemes.ts";

/**
 * Splits a text into lines of a size, behind blanks where there are some, else between graphemes; a
 * grapheme that is longer is split, too, and no character ever. A line without text is a blank, because IRC has no empty message.
 *
 * @param maxBytes The size of a piece; 4 at least.
 */
export function splitText(text: string, maxBytes: number): string[] {
  return text.split("\n").flatMap((line) => splitLine(line, maxBytes));
}

/** Splits a line likewise. */
export function splitLine(line: string, maxBytes: number): string[] {
  if (line === "") return [" "];
  if (encodeUtf8(line).length <= maxBytes) return [line];
  const pieces: string[] = [];
  let piece = "";
  let size = 0;
  const add = (part: string) => {
    const bytes = encodeUtf8(part).length;
    if (bytes > maxBytes) {
      for (const character of part) add(character);
      return;
    }
    if (size + bytes > maxBytes) {
      const cut = piece.lastIndexOf(" ") + 1; // Behind a word, if it is not a very long one.
      const end = cut > piece.length / 2 ? cut : piece.length;
      pieces.push(piece.slice(0, end));
      piece = piece.slice(end);
      size = encodeUtf8(piece).length;
    }
    piece += part;
    size += bytes;
  };
  for (const { segment } of graphemeSegmenter.segment(line)) add(segment);
  return [...pieces, piece];
}
