/**
 * The datagrams by which a chat is found on a network: a client asks, a server answers. Both are JSON
 * of a bounded size, and whatever else comes is nothing. Pure.
 */

import { encodeUtf8 } from "../bytes.ts";
import { safeText } from "../text.ts";

/** The group that is asked: inside 224.0.0.0/24, which every switch passes on (RFC 5771, 4). */
export const GROUP = "224.0.0.199";

/** A query is as long as this, so that no answer is more than three times as long. */
export const QUERY_BYTES = 320;
/** An answer is at most so many times as long as the query: nobody can be flooded by way of a server. */
export const MAX_GAIN = 3;
/** The longest name of a room, in UTF-16 units. */
export const MAX_ROOM_LENGTH = 64;

/** What a server tells of its room. Nothing of it is secret, and nobody is named. */
export interface Answer {
  /** That of the query. */
  nonce: string;
  /** Identifies the room: 32 hexadecimal digits. The same over restarts, if its certificate is. */
  id: string;
  /** The name of the room. */
  room: string;
  /** The TCP port, 1 to 65535. */
  port: number;
  /** How many people are in the room. */
  people: number;
  /** Whether a password is needed. */
  hasPassword: boolean;
  /** The SHA-256 of the server's certificate, in hexadecimal digits. */
  certificate: string;
}

const VERSION = 1;
const HEX_16 = /^[0-9a-f]{16}$/;
const HEX_32 = /^[0-9a-f]{32}$/;
const HEX_64 = /^[0-9a-f]{64}$/;

/**
 * A query.
 *
 * @param nonce 16 hexadecimal digits, by which the answer is known.
 */
export function encodeQuery(nonce: string): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify({ chat: "find", version: VERSION, nonce });
  return encodeUtf8(text.padEnd(QUERY_BYTES));
}

/** The nonce of a query; undefined for anything else. */
export function decodeQuery(bytes: Uint8Array): string | undefined {
  if (bytes.length !== QUERY_BYTES) return undefined;
  const { chat, version, nonce } = decodeObject(bytes);
  const isQuery = chat === "find" && version === VERSION && isMatch(HEX_16, nonce);
  return isQuery ? nonce : undefined;
}

/** An answer. */
export function encodeAnswer(answer: Answer): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify({ chat: "here", version: VERSION, ...answer }));
}

/** What an answer tells; undefined for anything else. */
export function decodeAnswer(bytes: Uint8Array): Answer | undefined {
  if (bytes.length > MAX_GAIN * QUERY_BYTES) return undefined;
  const { chat, version, nonce, id, room, port, people, hasPassword, certificate } = decodeObject(
    bytes,
  );
  const isAnswer = chat === "here" && version === VERSION && isMatch(HEX_16, nonce) &&
    isMatch(HEX_32, id) && isMatch(HEX_64, certificate) && isRoomName(room) &&
    isInteger(port, 1, 65_535) && isInteger(people, 0, 1_000_000) &&
    typeof hasPassword === "boolean";
  return isAnswer ? { nonce, id, room, port, people, hasPassword, certificate } : undefined;
}

/** Whether a text can be the name of a room: it is shown to people as it is. */
export function isRoomName(room: unknown): room is string {
  return typeof room === "string" && /[\p{L}\p{N}]/u.test(room) && room.length <= MAX_ROOM_LENGTH &&
    safeText(room) === room && !/[\n\r\t]/.test(room);
}

/** The object in a datagram; an empty one for anything else. */
function decodeObject(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isMatch(pattern: RegExp, value: unknown): value is string {
  return typeof value === "string" && pattern.test(value);
}

function isInteger(value: unknown, from: number, to: number): value is number {
  return Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}
