/** Deduplication: which ids of a person's messages were said, and how the others were rejected. */

import type { Rejected } from "../protocol.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import type { MessageId } from "./archive.ts";

/** How many messages can be found by their ids: clients of ours have 200 pending at most. */
const MAX_INDEXED = 1024;

/** The ids of one person's messages. */
export class MessageIds {
  #lastId: number;
  #rejections?: Map<number, Rejected>;
  /** The entries of the newest messages by id, oldest first; undefined until an id is repeated. */
  #seqs?: Map<number, number>;

  /**
   * Continues after the ids that are known.
   *
   * @param lastId The highest id that was said. @default {0}
   * @param rejections The rejections to repeat, by their ids. @default {none}
   */
  constructor(lastId = 0, rejections: readonly Rejected[] = []) {
    this.#lastId = lastId;
    if (rejections.length > 0) this.#rejections = new Map(rejections.map((one) => [one.id!, one]));
  }

  /** The highest id that was said: a message with a lower one is not said. */
  get lastId(): number {
    return this.#lastId;
  }

  /** The rejections that are remembered, oldest first. */
  get rejections(): Rejected[] {
    return [...this.#rejections?.values() ?? []];
  }

  /**
   * A message was said.
   *
   * @param seq The number of its entry.
   */
  accept(id: number, seq: number): void {
    this.#lastId = id;
    this.#rejections?.delete(id);
    const seqs = this.#seqs?.set(id, seq);
    if (seqs && seqs.size > MAX_INDEXED) seqs.delete(seqs.keys().next().value!);
  }

  /**
   * The number of the entry of a message that was said; undefined when it is not known.
   *
   * @param read Reads the ids of the messages in the log, oldest first. Called once in the life of
   *   the session, for its first repeated message: the newest 1024 are remembered.
   */
  seqOf(id: number, read: () => readonly MessageId[]): number | undefined {
    this.#seqs ??= new Map(read().slice(-MAX_INDEXED));
    return this.#seqs.get(id);
  }

  /**
   * A message was rejected. It may be sent again until a later one is said. The newest
   * `SERVER_LIMITS.rejections` are remembered.
   */
  reject(id: number, rejection: Rejected): void {
    const rejections = this.#rejections ??= new Map();
    rejections.set(id, rejection);
    if (rejections.size > SERVER_LIMITS.rejections) {
      rejections.delete(rejections.keys().next().value!);
    }
  }

  /** How a message was rejected; undefined when it was said, or never received. */
  rejectionOf(id: number): Rejected | undefined {
    return this.#rejections?.get(id);
  }
}
