/** Fuzzes the frames of a WebSocket: however reads cut them, they are what a plain decoder says. */

import { assert, assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { LIMITS } from "../../lib/protocol.ts";
import { decodeStrict, unfinishedBytes } from "../../lib/wire/lines.ts";
import { type FrameFailure, WebSocketDecoder } from "../../lib/wire/websocket.ts";
import { OPCODES } from "../support/frames.ts";
import { pieces } from "./mutate.ts";

/** A message, without the payload that only has to be sent back. */
type Message = string | number[] | FrameFailure | { code: number | undefined } | {
  bytes: number[];
};

/** Decodes the same frames in pieces and whole. */
export function fuzzFrames(bytes: Uint8Array, random: () => number): void {
  const decoder = new WebSocketDecoder();
  const decoded: Message[] = [];
  for (const piece of pieces(bytes, random)) {
    for (const message of decoder.push(piece)) {
      if (message.type === "fragment") continue;
      if (message.type === "text") decoded.push(message.text);
      else if (message.type === "binary") decoded.push({ bytes: [...message.bytes] });
      else if (message.type === "ping") decoded.push([...message.payload]);
      else if (message.type === "pong") decoded.push("pong");
      else decoded.push(message.type === "close" ? { code: message.code } : message.code);
    }
  }
  const expected = decodePlainly(bytes);
  if (JSON.stringify(decoded) !== JSON.stringify(expected)) assertEquals(decoded, expected);
  for (const message of decoded) {
    if (typeof message === "string") assert(message.length <= LIMITS.lineBytes, "a long text");
  }
}

/** What is in frames that are all there: RFC 6455, 5.2 to 5.6 and 7.4, with nothing kept between. */
function decodePlainly(bytes: Uint8Array): Message[] {
  const messages: Message[] = [];
  /** The payloads of the fragments so far; undefined between messages. */
  let fragments: Uint8Array | undefined;
  let isText = true;
  for (let at = 0; bytes.length - at >= 2;) {
    const [first, second] = [bytes[at]!, bytes[at + 1]!];
    const opcode = first & 15;
    const size = [2, 8][(second & 127) - 126] ?? 0;
    const maskAt = at + 2 + size;
    const payloadAt = maskAt + (second > 127 ? 4 : 0);
    if (payloadAt > bytes.length) return messages;
    const long = bytes.slice(at + 2, maskAt).reduce((sum, byte) => sum * 256 + byte, 0);
    const length = size === 0 ? second & 127 : long;
    const isControl = opcode > 7;
    const isFinal = first > 127;
    const isTooLarge = size === 8 && bytes[at + 2]! > 127;
    const isWrong = isTooLarge || (first & 112) > 0 || second < 128 ||
      ![0, 1, 2, 8, 9, 10].includes(opcode) ||
      isControl && (!isFinal || length > 125) || !isControl && (opcode === 0) !== !!fragments;
    if (isWrong) return [...messages, 1002];
    const whole = (fragments?.length ?? 0) + length;
    if (!isControl && whole > LIMITS.lineBytes) return [...messages, 1009];
    if (payloadAt + length > bytes.length) return messages;
    const payload = bytes.slice(payloadAt, payloadAt + length)
      .map((byte, index) => byte ^ bytes[maskAt + index % 4]!);
    at = payloadAt + length;
    if (opcode === OPCODES.ping) messages.push([...payload]);
    else if (opcode === OPCODES.pong) messages.push("pong");
    else if (opcode === OPCODES.close) return [...messages, closeOf(payload)];
    else {
      if (opcode !== OPCODES.continuation) isText = opcode === OPCODES.text;
      const all: Uint8Array = fragments = concat([fragments ?? new Uint8Array(), payload]);
      const text = decodeStrict(isFinal ? all : all.slice(0, all.length - unfinishedBytes(all)));
      if (isText && text === null) return [...messages, 1007];
      if (isFinal) messages.push(isText ? text! : { bytes: [...all] });
      if (isFinal) fragments = undefined;
    }
  }
  return messages;
}

function closeOf(payload: Uint8Array): Message {
  if (payload.length === 0) return { code: undefined };
  const code = payload[0]! * 256 + (payload[1] ?? 0);
  const isAllowed = code >= 3000 && code < 5000 ||
    code >= 1000 && code < 1015 && ![1004, 1005, 1006].includes(code);
  if (payload.length === 1 || !isAllowed) return 1002;
  return decodeStrict(payload.slice(2)) === null ? 1007 : { code };
}
