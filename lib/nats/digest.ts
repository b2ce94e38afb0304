/** The digest of a room: chained over all its entries, so that replicas that differ are found out. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { concat, encodeUtf8 } from "../bytes.ts";
import type { Logged } from "../chat/logged.ts";

/** The digests after so many of the last messages are known: those of several seconds. */
const MAX_KNOWN = 4096;
/** Of the 32 bytes so many are told: nobody forges them. */
const TOLD_BYTES = 8;

/** The digests after the last messages of the stream. */
export class Digest {
  #chain: Uint8Array;
  readonly #known = new Map<number, string>();

  /**
   * Goes on from a digest.
   *
   * @param chain The bytes of the last one. @default {there are no entries}
   */
  constructor(chain: Uint8Array = new Uint8Array()) {
    this.#chain = chain;
  }

  /** The bytes of the last one. */
  get chain(): Uint8Array {
    return this.#chain;
  }

  /** A message has been carried out, and has added entries. */
  add(seq: number, entries: readonly Logged[]): void {
    if (entries.length > 0) {
      this.#chain = sha256(concat([this.#chain, encodeUtf8(JSON.stringify(entries))]));
    }
    this.#known.set(seq, bytesToHex(this.#chain.subarray(0, TOLD_BYTES)));
    this.#known.delete(seq - MAX_KNOWN);
  }

  /** The digest after a message of the stream; undefined when it is not known any more, or yet. */
  after(seq: number): string | undefined {
    return this.#known.get(seq);
  }
}
