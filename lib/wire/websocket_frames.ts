/** The frames of a WebSocket (RFC 6455, 5.2) as a server encodes them: whole, and without a mask. */

import { concat, encodeUtf8 } from "../bytes.ts";

/** What a frame is. */
export const OPCODES = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

/** The bit of a message's last frame. */
export const FINAL = 0x80;

/** Encodes a text as one frame. */
export function encodeText(text: string): Uint8Array {
  const payload = encodeUtf8(text);
  return concat([textHeader(payload.length), payload]);
}

/** The headers of short texts: nearly every message has one of them. */
const shortHeaders = Array.from({ length: 1024 }, (_, length) => header(OPCODES.text, length));

/** The header of a text frame, before a payload of so many bytes. It is not to be changed. */
export function textHeader(length: number): Uint8Array {
  return shortHeaders[length] ?? header(OPCODES.text, length);
}

/** Encodes a payload as one frame. */
export function encodeFrame(opcode: number, payload: Uint8Array): Uint8Array {
  return concat([header(opcode, payload.length), payload]);
}

/** Encodes the answer to a ping. */
export function encodePong(payload: Uint8Array): Uint8Array {
  return encodeFrame(OPCODES.pong, payload);
}

/**
 * Encodes a close frame.
 *
 * @param code Why the connection is closed. @default {no reason}
 */
export function encodeClose(code?: number): Uint8Array {
  if (code === undefined) return header(OPCODES.close, 0);
  return concat([header(OPCODES.close, 2), Uint8Array.of(code >> 8, code & 0xff)]);
}

/** A header without a mask, with the length in as few bytes as possible. */
function header(opcode: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length < 126 ? 2 : length < 0x10000 ? 4 : 10);
  bytes[0] = FINAL | opcode;
  if (length < 126) bytes[1] = length;
  else if (length < 0x10000) { // Nearly every frame: a `DataView` takes five times as long.
    bytes[1] = 126;
    bytes[2] = length >> 8;
    bytes[3] = length;
  } else {
    bytes[1] = 127;
    new DataView(bytes.buffer).setUint32(6, length);
  }
  return bytes;
}
