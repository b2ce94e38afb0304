/** Deduplication: which ids of a person's messages were said, and how the others were rejected. */

import { LIMITS, type Rejected } from "../protocol.ts";

/** The ids of one person's messages. */
export class MessageIds {
  #lastId: number;
  #rejections?: Map<number, Rejected>;

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

  /** A message was said. */
  accept(id: number): void {
    this.#lastId = id;
    this.#rejections?.delete(id);
  }

  /**
   * A message was rejected. It may be sent again until a later one is said. The newest
   * `LIMITS.rejections` are remembered.
   */
  reject(id: number, rejection: Rejected): void {
    const rejections = this.#rejections ??= new Map();
    rejections.set(id, rejection);
    if (rejections.size > LIMITS.rejections) rejections.delete(rejections.keys().next().value!);
  }

  /** How a message was rejected; undefined when it was said, or never received. */
  rejectionOf(id: number): Rejected | undefined {
    return this.#rejections?.get(id);
  }
}
