/**
 * The unframed dialect, on the server's and the client's side. The original Python programs send
 * messages without framing, so the bytes of one read are one message.
 */

import { concat } from "../bytes.ts";
import { type Event, LIMITS } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Received } from "./dialect.ts";
import { decodeStrict, type Line, unfinishedBytes } from "./lines.ts";
import { PlainText } from "./plain_text.ts";

/** A read of this size may be the first segment of a longer message (RFC 879: 536). */
const MAYBE_SPLIT_BYTES = 512;
/** Idle timeout: longer than a retransmission (RFC 6298 says 1 s at first, systems take 0.2 s). */
const SPLIT_IDLE_TIMEOUT_MS = 250;

/** The dialect of the old program: one read is one message, unless it was split or has newlines. */
export class UnframedDialect extends PlainText {
  /** The kind of the old program. */
  override readonly kind = "unframed";
  #pending: Uint8Array[] = [];

  /** The idle timeout: 250 ms while the end of a message may be missing, else 0. */
  override get idleTimeoutMs(): number {
    return this.#pending.length > 0 ? SPLIT_IDLE_TIMEOUT_MS : 0;
  }

  /** Decodes one read as one message, unless the end of the message may be missing. */
  override receive(bytes: Uint8Array): Iterable<Received> {
    this.#pending.push(bytes.slice());
    const all = concat(this.#pending);
    const mayBeSplit = bytes.length >= MAYBE_SPLIT_BYTES;
    if (all.length > LIMITS.lineBytes) return this.decode([], true);
    return unfinishedBytes(all) === 0 && !mayBeSplit ? this.end() : [];
  }

  /** Decodes the pending message, unless it ends inside a character. */
  override *onIdle(): Iterable<Received> {
    if (unfinishedBytes(concat(this.#pending)) === 0) yield* this.end();
  }

  /** Decodes the pending message as it is. */
  override *end(): Iterable<Received> {
    const all = concat(this.#pending);
    this.#pending = [];
    if (all.length > 0) yield* this.decode(splitMessages(all));
  }

  /** The sentences for an event. `left` is empty, because the old program prints that sentence by itself. */
  override sentenceFor(event: Event): string {
    return event.type === "refused" && event.code === "left" ? "" : super.sentenceFor(event);
  }
}

function splitMessages(bytes: Uint8Array): Line[] {
  const text = decodeStrict(bytes);
  if (text === null) return [null];
  const lines = text.split(/\r?\n/);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** The bytes that the old program reads at once. */
export const UNFRAMED_READ_BYTES = 1024;

/**
 * Takes the first piece of the bytes, for one read of an unframed client. The piece ends at the end
 * of a character, and a newline at its end is removed.
 *
 * @param bytes At least one byte.
 * @returns The piece, and the number of bytes taken, with the newline.
 */
export function unframedPiece(bytes: Uint8Array): { piece: Uint8Array; length: number } {
  const read = bytes.subarray(0, UNFRAMED_READ_BYTES);
  const isLast = read.length === bytes.length;
  const piece = isLast ? read : read.subarray(0, read.length - unfinishedBytes(read));
  return { piece: piece.at(-1) === 10 ? piece.subarray(0, -1) : piece, length: piece.length };
}

/** Decodes the text of an original server into lines. */
export class UnframedDecoder {
  #incomplete: Uint8Array = new Uint8Array();

  /** Decodes bytes into lines. The first bytes of a split character wait for the others. */
  receive(bytes: Uint8Array): string[] {
    const all = concat([this.#incomplete, bytes]);
    const length = all.length - unfinishedBytes(all);
    this.#incomplete = all.slice(length);
    if (length === 0) return [];
    const text = safeText(new TextDecoder().decode(all.subarray(0, length)));
    return text.replace(/\n$/, "").split("\n");
  }
}
