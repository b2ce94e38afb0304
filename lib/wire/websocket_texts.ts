/** The fast path of a WebSocket's frames: short texts that are there whole are decoded many at once. */

import { LIMITS } from "../protocol.ts";
import { decodeStrict } from "./lines.ts";
import { FINAL, OPCODES } from "./websocket_frames.ts";

/** The bit of a frame that is masked, as all of a client are. */
export const MASKED = 0x80;

/** Where the texts of whole frames are unmasked, to be decoded together. */
const unmasked = new Uint8Array(LIMITS.lineBytes);

/**
 * The texts of the unfragmented text frames from a byte on, as far as each is there whole, and where they
 * end. Nearly every frame is one of them. They are decoded together: a call of the decoder takes as long
 * as everything else about a frame.
 *
 * @param maxBytes The limit of a text.
 * @returns `texts`: null for one that is not UTF-8, and is the last.
 */
export function wholeTexts(
  bytes: Uint8Array,
  from: number,
  maxBytes: number,
): { texts: (string | null)[]; end: number } {
  const ends: number[] = [];
  let used = 0;
  let at = from;
  for (;;) {
    const length = bytes[at + 1]! & 0x7f;
    const start = at + 6;
    const isWhole = start + length <= bytes.length;
    const isShortText = bytes[at] === (FINAL | OPCODES.text) && bytes[at + 1]! >= MASKED &&
      length < 126;
    if (!isWhole || !isShortText || length > maxBytes || used + length > unmasked.length) break;
    const mask = bytes.subarray(start - 4, start);
    at = start + length;
    unmask(bytes.subarray(start, at), mask, unmasked.subarray(used));
    ends.push(used += length);
  }
  if (used === 0) return { texts: ends.map(() => ""), end: at };
  const text = decodeStrict(unmasked.subarray(0, used));
  const isByteEach = text?.length === used;
  const starts = [0, ...ends];
  const texts = ends.map((end, index) =>
    isByteEach
      ? text!.slice(starts[index], end)
      : decodeStrict(unmasked.subarray(starts[index], end))
  );
  const failed = texts.indexOf(null);
  return { texts: failed === -1 ? texts : texts.slice(0, failed + 1), end: at };
}

/**
 * Unmasks the next bytes of a payload (RFC 6455, 5.3).
 *
 * @param received How many bytes of it have come before. @default {0}
 */
export function unmask(
  bytes: Uint8Array,
  mask: Uint8Array,
  payload: Uint8Array,
  received = 0,
): void {
  for (let index = 0; index < bytes.length; index++) {
    payload[received + index] = bytes[index]! ^ mask[(received + index) & 3]!;
  }
}
