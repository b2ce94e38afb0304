/** The rate limit of one connection: what it sent waits until a token is there for it. */

import { saysOf } from "../protocol/run.ts";
import type { Received } from "../wire/dialect.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { Payer } from "./rate_limits.ts";
import type { RoomContext } from "./room_context.ts";

/** What a wait is made with. */
export interface TokenWaitOptions {
  /** The room whose rate limits count. */
  room: RoomContext;
  /** The connection that sends. */
  connection: ConnectionControl;
  /** Knows its person, and what a `hello` would do. */
  dispatcher: Dispatcher;
  /** Resolves after so many ms, or when the connection is closed. */
  pause: (ms: number) => Promise<void>;
}

/** The tokens of one connection. */
export class TokenWait {
  readonly #options: TokenWaitOptions;

  /**
   * Takes no token yet.
   *
   * @param options The connection, and its room.
   */
  constructor(options: TokenWaitOptions) {
    this.#options = options;
  }

  /**
   * Takes a token.
   *
   * @param now By the clock of the room.
   * @returns A promise when there is none; it resolves when a token is taken.
   */
  take(received: Received, now: number): Promise<void> | undefined {
    return this.#waitMs(received, now) > 0 ? this.#wait(received) : undefined;
  }

  /**
   * Takes the tokens of runs. One for which there are not enough is split: its messages wait for their
   * tokens one by one.
   */
  *splitUnpaid(received: Iterable<Received>): Iterable<Received> {
    const { room: { rateLimits, clock } } = this.#options;
    for (const one of received) {
      if (one.type !== "run") yield one;
      else if (rateLimits.takeRun(this.#payer(one), one, clock.coarseNow())) yield one;
      else yield* saysOf(one);
    }
  }

  /** A client whose name has to wait is not a silent one. */
  async #wait(received: Received): Promise<void> {
    const { room: { addresses, clock }, connection, pause } = this.#options;
    addresses.setWaiting(connection, true);
    for (let ms; !connection.isClosing && (ms = this.#waitMs(received, clock.now())) > 0;) {
      await pause(ms);
    }
    addresses.setWaiting(connection, false);
  }

  /** Takes a token, or returns how many ms to wait before the next try. */
  #waitMs(received: Received, now: number): number {
    return this.#options.room.rateLimits.take(this.#payer(received), received, now);
  }

  #payer(received: Received): Payer {
    const { connection, dispatcher } = this.#options;
    const { session } = dispatcher;
    const isJoining = dispatcher.isJoining(received);
    return { address: connection.addressKey, session, isJoining };
  }
}
