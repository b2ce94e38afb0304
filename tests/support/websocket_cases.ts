/** Tables of the frames of a client, and of what is decoded from them. */

import { assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import {
  type FrameFailure,
  WebSocketDecoder,
  type WebSocketMessage,
} from "../../lib/wire/websocket.ts";
import { bytesOf, pieces, takeEach } from "./bytes.ts";
import { clientFrame, OPCODES } from "./frames.ts";

/** The number of a case of the Autobahn test suite or a criterion, what is sent, what is decoded. */
export type Case = [criterion: string, frames: Uint8Array[], decoded: WebSocketMessage[]];

type Payload = string | Uint8Array;

/** The largest read that cuts each case. */
const MAX_READ_BYTES = 50;
/** A text behind each case: it is decoded unless the connection has ended. */
const BEHIND = "behind";

/** A text in one frame. */
export const text = (payload: Payload = "") => clientFrame(OPCODES.text, payload);
/** The first fragment of a text. */
export const first = (payload: Payload = "") =>
  clientFrame(OPCODES.text, payload, { isFinal: false });
/** A fragment between the first and the last. */
export const next = (payload: Payload = "") =>
  clientFrame(OPCODES.continuation, payload, { isFinal: false });
/** The last fragment of a text. */
export const last = (payload: Payload = "") => clientFrame(OPCODES.continuation, payload);
/** A message that is not text. */
export const binary = (payload: Payload = "") => clientFrame(OPCODES.binary, payload);
/** A ping. */
export const ping = (payload: Payload = "") => clientFrame(OPCODES.ping, payload);
/** A pong. */
export const pong = (payload: Payload = "") => clientFrame(OPCODES.pong, payload);

/** A close frame with a code and a reason, or with neither. */
export function close(code?: number, reason: Payload = ""): Uint8Array {
  if (code === undefined) return clientFrame(OPCODES.close);
  const bytes = typeof reason === "string" ? bytesOf(reason) : reason;
  return clientFrame(OPCODES.close, concat([Uint8Array.of(code >> 8, code & 0xff), bytes]));
}

/** A text in fragments of so many bytes, which may cut its characters. */
export function fragments(payload: Payload, size: number): Uint8Array[] {
  const parts = pieces(typeof payload === "string" ? bytesOf(payload) : payload, size);
  return parts.map((part, at) =>
    clientFrame(at === 0 ? OPCODES.text : OPCODES.continuation, part, {
      isFinal: at === parts.length - 1,
    })
  );
}

/** A text that was decoded. */
export const said = (text: string): WebSocketMessage => ({ type: "text", text });
/** A ping that was decoded. */
export const pinged = (payload: Payload = ""): WebSocketMessage => ({
  type: "ping",
  payload: typeof payload === "string" ? bytesOf(payload) : payload,
});
/** A pong that was decoded. */
export const PONGED: WebSocketMessage = { type: "pong" };
/** A close frame that was decoded. */
export const closed = (code?: number): WebSocketMessage => ({ type: "close", code });
/** Frames that cannot be decoded. */
export const failed = (code: FrameFailure): WebSocketMessage => ({ type: "failed", code });

/** What a new decoder finds in these parts. */
export function decode(parts: Uint8Array[]): WebSocketMessage[] {
  const decoder = new WebSocketDecoder();
  return takeEach(parts, (bytes) => decoder.push(bytes))
    .filter(({ type }) => type !== "fragment"); // They are counted in a test of their own.
}

/**
 * Asserts what is decoded in each case, whole and in reads of 1 to 50 bytes. Behind each case comes one
 * more text: it shows that nothing is left over, or that nothing is decoded after the end.
 */
export function assertDecodes(cases: Case[]): void {
  for (const [criterion, frames, decoded] of cases) {
    const bytes = concat([...frames, text(BEHIND)]);
    const hasEnded = decoded.some(({ type }) => type === "close" || type === "failed");
    const expected = hasEnded ? decoded : [...decoded, said(BEHIND)];
    assertEquals(decode([bytes]), expected, criterion);
    for (let size = 1; size <= MAX_READ_BYTES; size++) {
      assertEquals(decode(pieces(bytes, size)), expected, `${criterion}, in reads of ${size}`);
    }
  }
}
