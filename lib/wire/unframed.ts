/**
 * The unframed dialect, on both sides: the original's Python programs end no message, so what one read
 * brings is one message.
 */

import { concat } from "../bytes.ts";
import { type Event, LIMITS } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Received } from "./dialect.ts";
import { decodeStrict, type Line, unfinishedBytes } from "./lines.ts";
import { PlainText } from "./plain_text.ts";

/** A read this long may be the beginning of a message that the network cut (RFC 879: 536). */
const MAYBE_CUT_BYTES = 512;
/** Longer than a retransmission takes (RFC 6298 says 1 s at first, systems take 0.2 s). */
const CUT_SILENCE_MS = 250;

/** The dialect of the old program: one read is one message, unless it was cut or has newlines. */
export class UnframedDialect extends PlainText {
  override readonly kind = "unframed";
  #pending: Uint8Array[] = [];

  /** 250 ms while the end of a message may be missing, else 0. */
  override get idleTimeoutMs(): number {
    return this.#pending.length > 0 ? CUT_SILENCE_MS : 0;
  }

  override receive(bytes: Uint8Array): Iterable<Received> {
    this.#pending.push(bytes.slice());
    const all = concat(this.#pending);
    const isCut = bytes.length >= MAYBE_CUT_BYTES;
    if (all.length > LIMITS.unfinishedLineBytes) return this.decode([], true);
    return unfinishedBytes(all) === 0 && !isCut ? this.end() : [];
  }

  override *onIdle(): Iterable<Received> {
    if (unfinishedBytes(concat(this.#pending)) === 0) yield* this.end();
  }

  override *end(): Iterable<Received> {
    const all = concat(this.#pending);
    this.#pending = [];
    if (all.length > 0) yield* this.decode(messages(all));
  }

  /** The old program prints by itself that its person left. */
  override encode(event: Event): string {
    return event.type === "refused" && event.code === "left" ? "" : super.encode(event);
  }
}

function messages(bytes: Uint8Array): Line[] {
  const text = decodeStrict(bytes);
  if (text === null) return [null];
  const lines = text.split(/\r?\n/);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** The size of one read of the old program. */
export const UNFRAMED_READ_BYTES = 1024;

/**
 * The first piece of the bytes, for one read of an unframed client. It has no newline at its end, and
 * does not end in the middle of a character.
 *
 * @param bytes At least one byte.
 * @returns The piece, and how many of the bytes it stands for.
 */
export function unframedPiece(bytes: Uint8Array): { piece: Uint8Array; length: number } {
  const full = bytes.subarray(0, UNFRAMED_READ_BYTES);
  const isLast = full.length === bytes.length;
  const piece = isLast ? full : full.subarray(0, full.length - unfinishedBytes(full));
  return { piece: piece.at(-1) === 10 ? piece.subarray(0, -1) : piece, length: piece.length };
}

/** Decodes what a server of the original sends: each read is shown as lines. */
export class UnframedDecoder {
  #rest: Uint8Array = new Uint8Array();

  /** The lines of what was read; a character cut between two reads waits for its rest. */
  receive(bytes: Uint8Array): string[] {
    const all = concat([this.#rest, bytes]);
    const whole = all.length - unfinishedBytes(all);
    this.#rest = all.slice(whole);
    if (whole === 0) return [];
    const text = safeText(new TextDecoder().decode(all.subarray(0, whole)));
    return text.replace(/\n$/, "").split("\n");
  }
}
