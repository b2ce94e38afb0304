/**
 * Sending and resending of pending messages: each at once when it is posted, all of them in order
 * after a resume, and the oldest once a second while the server cannot record them.
 */

import type { Pending } from "../view/model.ts";

/** What a resender is made with. */
export interface ResenderOptions {
  /** The messages that have not come back, oldest first. */
  pending: () => readonly Pending[];
  /** Whether messages can be sent now. */
  isOnline: () => boolean;
  /** Whether the conversation has ended. */
  isOver: () => boolean;
  /** Sends a message. */
  send: (message: Pending) => void;
  /** Resolves after so many ms, or at the end of the conversation. */
  pause: (ms: number) => Promise<void>;
}

/** How long after a message was rejected as `not-recorded` it is sent again. */
const RETRY_MS = 1_000;

/** Sends the pending messages of one conversation. */
export class Resender {
  readonly #options: ResenderOptions;
  #isWaitingForRecord = false;
  #isRetrying = false;

  /**
   * Begins with nothing to send.
   *
   * @param options The conversation.
   */
  constructor(options: ResenderOptions) {
    this.#options = options;
  }

  /** Sends a new message, unless it has to wait for the ones before it. */
  post(message: Pending): void {
    if (this.#options.isOnline() && !this.#isWaitingForRecord) this.#options.send(message);
  }

  /** Sends all pending messages again, after a `welcome`: known ones are not said twice. */
  onResumed(): void {
    this.#isWaitingForRecord = false;
    this.#resendAll();
  }

  /** A pending message has come back: the server accepts messages again. */
  onConfirmed(): void {
    if (!this.#isWaitingForRecord) return;
    this.#isWaitingForRecord = false;
    this.#resendAll();
  }

  /**
   * A message was rejected as `not-recorded`: the oldest is sent again until one comes back.
   *
   * @returns Whether this is the first since the last that came back.
   */
  onNotRecorded(): boolean {
    if (this.#isWaitingForRecord) return false;
    this.#isWaitingForRecord = true;
    this.#retry();
    return true;
  }

  #resendAll(): void {
    for (const message of this.#options.pending()) this.#options.send(message);
  }

  async #retry(): Promise<void> {
    if (this.#isRetrying) return;
    this.#isRetrying = true;
    const { pending, isOnline, isOver, send, pause } = this.#options;
    while (this.#isWaitingForRecord && !isOver()) {
      await pause(RETRY_MS);
      const [oldest] = pending();
      if (this.#isWaitingForRecord && isOnline() && oldest) send(oldest);
    }
    this.#isRetrying = false;
  }
}
