/**
 * The WebSocket protocol (RFC 6455) on the server's side, without extensions: decodes the frames of a
 * client into messages. Bytes come in, values go out. The memory for an unfinished message is bounded, and
 * decoding takes linear time, however the bytes are cut.
 */

import { concat } from "../bytes.ts";
import { LIMITS } from "../protocol.ts";
import { decodeStrict, unfinishedBytes } from "./lines.ts";
import { FINAL, OPCODES } from "./websocket_frames.ts";
import { MASKED, unmask, wholeTexts } from "./websocket_texts.ts";

/** Why a connection is closed (RFC 6455, 7.4.1). */
export const CLOSE_CODES = {
  /** The client leaves. */
  normal: 1000,
  /** The server is closed. */
  goingAway: 1001,
  /** The frames break the protocol. */
  protocolError: 1002,
  /** A message is not text, where only text is spoken. */
  notText: 1003,
  /** A text is not UTF-8. */
  notUtf8: 1007,
  /** The client is not let in, or removed. */
  policy: 1008,
  /** A message is too long. */
  tooLong: 1009,
} as const;

/** A code of `CLOSE_CODES` for frames that cannot be decoded. */
export type FrameFailure = 1002 | 1007 | 1009;

/** What a client sends. */
export type WebSocketMessage =
  | { type: "text"; text: string }
  | { type: "binary"; bytes: Uint8Array }
  /** A part of a message, which goes on. */
  | { type: "fragment" }
  /** To be answered with `encodePong`. */
  | { type: "ping"; payload: Uint8Array }
  | { type: "pong" }
  /** To be answered with `encodeClose`. `code`: undefined when the client gives none. */
  | { type: "close"; code: number | undefined }
  /** Nothing is decoded any more; to be answered with `encodeClose`. */
  | { type: "failed"; code: FrameFailure };

const { continuation: CONTINUATION, text: TEXT, binary: BINARY } = OPCODES;
const { close: CLOSE, ping: PING, pong: PONG } = OPCODES;

const RESERVED = 0x70;

/** The longest header of a client: two bytes, a length of eight, the mask. */
const MAX_HEADER_BYTES = 14;
const MAX_CONTROL_BYTES = 125;
/** Of more, small as they may be, one is made. */
const MAX_PARTS = 64;

/** A frame whose header has come. */
interface Frame {
  isFinal: boolean;
  opcode: number;
  mask: Uint8Array;
  payload: Uint8Array;
  /** How many bytes of the payload have come. */
  received: number;
}

/** A message of which not all fragments have come. */
interface Unfinished {
  isText: boolean;
  /** The text of the fragments so far. */
  text: string;
  /** Of a text: the bytes of a character that goes on in the next fragment; else those of all fragments. */
  bytes: Uint8Array[];
}

/** Decodes the frames of one client. */
export class WebSocketDecoder {
  readonly #maxBytes: number;
  readonly #header = new Uint8Array(MAX_HEADER_BYTES);
  #headerLength = 0;
  #frame?: Frame | undefined;
  /** Undefined between messages. */
  #message?: Unfinished | undefined;
  /** How many bytes the fragments of the message have so far. */
  #messageBytes = 0;
  #hasEnded = false;

  /**
   * Makes a decoder that has received nothing.
   *
   * @param maxBytes The limit of a message, over all its fragments. @default {16 KiB}
   */
  constructor(maxBytes: number = LIMITS.lineBytes) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Decodes bytes that were read, one value for each frame. After a `close` or a `failed` nothing is
   * decoded.
   *
   * @param bytes The bytes; the decoder copies what it keeps.
   */
  *push(bytes: Uint8Array): Iterable<WebSocketMessage> {
    let at = 0;
    while (!this.#hasEnded) {
      if (!this.#frame) {
        if (this.#headerLength === 0 && !this.#message) {
          const whole = wholeTexts(bytes, at, this.#maxBytes);
          at = whole.end;
          for (const text of whole.texts) {
            yield text === null ? this.#fail(CLOSE_CODES.notUtf8) : { type: "text", text };
            if (text === null) return;
          }
        }
        const needed = this.#headerBytes();
        if (this.#headerLength < needed) {
          if (at === bytes.length) return;
          this.#header[this.#headerLength++] = bytes[at++]!;
          continue;
        }
        const failure = this.#startFrame();
        if (failure) return yield this.#fail(failure);
      }
      const frame = this.#frame!;
      const count = Math.min(bytes.length - at, frame.payload.length - frame.received);
      const { mask, payload, received } = frame;
      unmask(bytes.subarray(at, at + count), mask, payload, received);
      frame.received += count;
      at += count;
      if (frame.received < frame.payload.length) return;
      this.#frame = undefined;
      yield this.#finish(frame);
    }
  }

  /** How many bytes the header has, two at least. What is left of the header before asks for no less. */
  #headerBytes(): number {
    const length = this.#header[1]! & 0x7f;
    const lengthBytes = length === 126 ? 2 : length === 127 ? 8 : 0;
    return 2 + lengthBytes + (this.#header[1]! & MASKED ? 4 : 0);
  }

  /** Begins the payload of a frame, or returns why the frame is not allowed. */
  #startFrame(): FrameFailure | undefined {
    const [first, second] = [this.#header[0]!, this.#header[1]!];
    const opcode = first & 0x0f;
    const isFinal = (first & FINAL) !== 0;
    const headerLength = this.#headerLength;
    const length = this.#payloadLength();
    const isControl = opcode >= CLOSE;
    const isKnown = opcode <= BINARY || isControl && opcode <= PONG;
    // The first bit of a length of eight bytes must be 0 (RFC 6455, 5.2).
    const isLengthInvalid = (second & 0x7f) === 127 && this.#header[2]! >= 0x80;
    const isForbidden = (first & RESERVED) !== 0 || !isKnown || (second & MASKED) === 0;
    if (isForbidden || isLengthInvalid) return CLOSE_CODES.protocolError;
    if (isControl) {
      if (!isFinal || length > MAX_CONTROL_BYTES) return CLOSE_CODES.protocolError;
    } else {
      // A message begins with its type, and its further fragments have none.
      if ((opcode === CONTINUATION) !== (this.#message !== undefined)) {
        return CLOSE_CODES.protocolError;
      }
      if (this.#messageBytes + length > this.#maxBytes) return CLOSE_CODES.tooLong;
      this.#messageBytes += length;
      this.#message ??= { isText: opcode === TEXT, text: "", bytes: [] };
    }
    const mask = this.#header.slice(headerLength - 4, headerLength);
    this.#frame = { isFinal, opcode, mask, payload: new Uint8Array(length), received: 0 };
    this.#headerLength = 0;
    return undefined;
  }

  /** The length of the payload, which may be beyond what a number holds exactly. */
  #payloadLength(): number {
    const length = this.#header[1]! & 0x7f;
    if (length < 126) return length;
    const view = new DataView(this.#header.buffer);
    return length === 126 ? view.getUint16(2) : view.getUint32(2) * 2 ** 32 + view.getUint32(6);
  }

  #finish({ opcode, isFinal, payload }: Frame): WebSocketMessage {
    if (opcode === PING) return { type: "ping", payload };
    if (opcode === PONG) return { type: "pong" };
    if (opcode === CLOSE) return this.#close(payload);
    const message = this.#message!;
    if (payload.length > 0) message.bytes.push(payload);
    if (message.bytes.length > MAX_PARTS) message.bytes = [concat(message.bytes)];
    if (!message.isText) return this.#finishBinary(message.bytes, isFinal);
    return this.#finishText(message, isFinal);
  }

  #finishText(message: Unfinished, isFinal: boolean): WebSocketMessage {
    const bytes = concat(message.bytes);
    const unfinished = isFinal ? 0 : unfinishedBytes(bytes);
    const text = decodeStrict(bytes.subarray(0, bytes.length - unfinished));
    if (text === null) return this.#fail(CLOSE_CODES.notUtf8);
    message.text += text;
    if (isFinal) return this.#end({ type: "text", text: message.text });
    message.bytes = unfinished > 0 ? [bytes.slice(bytes.length - unfinished)] : [];
    return { type: "fragment" };
  }

  #finishBinary(bytes: Uint8Array[], isFinal: boolean): WebSocketMessage {
    return isFinal ? this.#end({ type: "binary", bytes: concat(bytes) }) : { type: "fragment" };
  }

  /** Ends a message: the next one may begin. */
  #end(message: WebSocketMessage): WebSocketMessage {
    this.#message = undefined;
    this.#messageBytes = 0;
    return message;
  }

  #close(payload: Uint8Array): WebSocketMessage {
    this.#hasEnded = true;
    if (payload.length === 0) return { type: "close", code: undefined };
    const code = payload.length === 1 ? 0 : new DataView(payload.buffer).getUint16(0);
    if (!isCloseCode(code)) return { type: "failed", code: CLOSE_CODES.protocolError };
    if (decodeStrict(payload.subarray(2)) === null) {
      return { type: "failed", code: CLOSE_CODES.notUtf8 };
    }
    return { type: "close", code };
  }

  #fail(code: FrameFailure): WebSocketMessage {
    this.#hasEnded = true;
    return { type: "failed", code };
  }
}

/** Whether a client may give this code (RFC 6455, 7.4, and IANA's registry). */
function isCloseCode(code: number): boolean {
  return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 ||
    code >= 3000 && code <= 4999;
}
