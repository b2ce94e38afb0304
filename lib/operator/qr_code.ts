/** Draws QR codes in half blocks: one row of text shows two rows of a code. */

import { encode } from "uqr";

/** A QR code, drawn. */
export interface QrCode {
  /** The rows, all of the same width. */
  rows: string[];
  /** The columns of a row. */
  columns: number;
}

/**
 * The quiet zone, in modules. The standard (ISO/IEC 18004) asks for 4; readers of phones need 2, and a
 * window of 24 rows has no more to spare.
 */
const QUIET_ZONE = 2;

/** Black on white, of the fixed part of the 256 colours: themes change the first 16. */
const BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m";
const DEFAULT_COLORS = "\x1b[39;49m";

/**
 * Draws a text as a QR code.
 *
 * @param text The text, such as a link.
 * @param color Whether colours may be used. Then it is black on white everywhere; else it is drawn for a
 * dark terminal, and inverted on a light one, which most readers accept.
 *
 * @example
 * ```ts
 * drawQrCode("http://192.168.1.23:9999", true).rows.length; // 15
 * ```
 */
export function drawQrCode(text: string, color: boolean): QrCode {
  const { data, size } = encode(text, { ecc: "L", boostEcc: true, border: QUIET_ZONE });
  /** Whether the foreground shows a module: what is dark in black, or what is light on a dark terminal. */
  const isDrawn = (x: number, y: number) => (data[y]?.[x] ?? false) === color;
  const rows: string[] = [];
  for (let y = 0; y < size; y += 2) {
    const blocks = Array.from(data, (_, x) => block(isDrawn(x, y), isDrawn(x, y + 1))).join("");
    rows.push(color ? BLACK_ON_WHITE + blocks + DEFAULT_COLORS : blocks);
  }
  return { rows, columns: size };
}

/** The character whose upper and lower halves are drawn or not. */
function block(upper: boolean, lower: boolean): string {
  if (upper) return lower ? "█" : "▀";
  return lower ? "▄" : " ";
}
