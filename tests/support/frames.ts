/** WebSocket frames as a client writes and reads them. */

import { concat } from "../../lib/bytes.ts";
import { bytesOf } from "./bytes.ts";

/** The opcodes of RFC 6455, 5.2. */
export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** What of a frame is unusual. */
export interface FrameOptions {
  /** Whether it is the last fragment of its message. @default {true} */
  isFinal?: boolean;
  /** The three reserved bits, from 0 to 7. @default {0} */
  reserved?: number;
  /** The mask; null for a frame that is not masked. @default {four bytes} */
  mask?: number[] | null;
  /** How many bytes the length takes: 0, 2 or 8. @default {as few as possible} */
  lengthBytes?: number;
}

/** A frame of a client. */
export function clientFrame(
  opcode: number,
  payload: string | Uint8Array = "",
  { isFinal = true, reserved = 0, mask = [0x37, 0xfa, 0x21, 0x3d], lengthBytes }: FrameOptions = {},
): Uint8Array {
  const bytes = typeof payload === "string" ? bytesOf(payload) : payload;
  const { length } = bytes;
  const size = lengthBytes ?? (length < 126 ? 0 : length < 0x10000 ? 2 : 8);
  const short = size === 0 ? length : size === 2 ? 126 : 127;
  const extended = new Uint8Array(size);
  for (let at = 0, rest = length; at < size; at++, rest = Math.floor(rest / 256)) {
    extended[size - 1 - at] = rest % 256;
  }
  const first = (isFinal ? 0x80 : 0) | reserved << 4 | opcode;
  const header = Uint8Array.of(first, (mask ? 0x80 : 0) | short);
  const masked = mask ? bytes.map((byte, at) => byte ^ mask[at % 4]!) : bytes;
  return concat([header, extended, Uint8Array.from(mask ?? []), masked]);
}

/** A frame of a server, as a client reads it. */
export interface ServerFrame {
  opcode: number;
  payload: Uint8Array;
}

/** The whole frames in what a server has sent; none of them may be masked or a fragment. */
export function serverFrames(bytes: Uint8Array): ServerFrame[] {
  const frames: ServerFrame[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const short = bytes[at + 1]!;
    if (short > 127) throw new Error("Cannot read a frame of a server: it is masked");
    if ((bytes[at]! & 0xf0) !== 0x80) throw new Error(`Cannot read a frame: ${bytes[at]}`);
    const size = short === 126 ? 2 : short === 127 ? 8 : 0;
    let length = size === 0 ? short : 0;
    for (let index = 0; index < size; index++) length = length * 256 + bytes[at + 2 + index]!;
    const from = at + 2 + size;
    if (from + length > bytes.length) break;
    frames.push({ opcode: bytes[at]! & 0x0f, payload: bytes.slice(from, from + length) });
    at = from + length;
  }
  return frames;
}
