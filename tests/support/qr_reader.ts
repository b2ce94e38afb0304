/** Reads a QR code from rows of a terminal, as a phone in front of the screen does. */

import jsqr from "npm:jsqr@1.4.0";

/** A terminal's own colours: light text on a dark ground, or the other way round. */
export type Theme = "dark" | "light";

/** How a phone reads a code. */
export interface QrReaderOptions {
  /** The terminal's own colours. @default {"dark"} */
  theme?: Theme;
  /** Whether the reader also takes a code with light and dark swapped. @default {false} */
  takesInverted?: boolean;
}

/** Pixels of a half block, and of the ground around the rows. */
const SCALE = 4;
const MARGIN = 8;
const BLACK = 16;
const WHITE = 231;

/** The halves that a half block draws in the colour of the text: upper, lower. */
const HALVES: Record<string, [boolean, boolean]> = {
  " ": [false, false],
  "▀": [true, false],
  "▄": [false, true],
  "█": [true, true],
};

/**
 * Reads the code.
 *
 * @param rows Rows of half blocks, with their escape sequences for colours.
 * @returns The text of the code; undefined when it cannot be read.
 */
export function readQrCode(
  rows: string[],
  { theme = "dark", takesInverted = false }: QrReaderOptions = {},
): string | undefined {
  const pixels = rows.flatMap((row) => pixelRows(row, theme));
  const width = Math.max(...pixels.map(({ length }) => length)) + 2 * MARGIN;
  const height = pixels.length + 2 * MARGIN;
  const image = new Uint8ClampedArray(width * SCALE * height * SCALE * 4).fill(255);
  for (let y = 0; y < height * SCALE; y++) {
    for (let x = 0; x < width * SCALE; x++) {
      const row = pixels[Math.floor(y / SCALE) - MARGIN];
      const isLight = row?.[Math.floor(x / SCALE) - MARGIN] ?? theme === "light";
      image.fill(isLight ? 255 : 0, (y * width * SCALE + x) * 4, (y * width * SCALE + x) * 4 + 3);
    }
  }
  const inversionAttempts = takesInverted ? "attemptBoth" : "dontInvert";
  // Its types say that the function is a property of the module; it is the module itself.
  const read = jsqr as unknown as typeof jsqr.default;
  return read(image, width * SCALE, height * SCALE, { inversionAttempts })?.data;
}

/** The two rows of pixels of a row of text; true is light. */
function pixelRows(row: string, theme: Theme): [boolean[], boolean[]] {
  const upper: boolean[] = [];
  const lower: boolean[] = [];
  const own = { text: theme === "dark", ground: theme === "light" };
  let { text, ground } = own;
  // deno-lint-ignore no-control-regex
  for (const [part, codes] of row.matchAll(/\x1b\[([\d;]*)m|[^]/g)) {
    if (codes === undefined) {
      const [isUpper, isLower] = HALVES[part]!;
      upper.push(isUpper ? text : ground);
      lower.push(isLower ? text : ground);
    } else if (codes === "39;49") ({ text, ground } = own);
    else {
      const [, foreground, background] = /^38;5;(\d+);48;5;(\d+)$/.exec(codes)!;
      text = isWhite(foreground!);
      ground = isWhite(background!);
    }
  }
  return [upper, lower];
}

function isWhite(color: string): boolean {
  if (Number(color) !== BLACK && Number(color) !== WHITE) throw new Error(`The colour ${color}`);
  return Number(color) === WHITE;
}
