/**
 * The heartbeat of a connection, the same on both sides: tells when a silent peer is to be pinged, and
 * when it is dead. Time is passed in.
 */

/** After how much silence something is done, in ms. */
export interface HeartbeatOptions {
  /** A ping is due. */
  pingAfterMs: number;
  /** The peer is dead. */
  deadAfterMs: number;
}

/** The silence of one connection. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  /** Since when the peer is silent; undefined while the connection is not being read. */
  #silentSince?: number;
  #isPingDue = true;
  /** After so much silence the peer is dead: less than usual when it is in doubt. */
  #deadAfterMs: number;
  #heard?: PromiseWithResolvers<void> | undefined;

  /**
   * Starts without listening.
   *
   * @param options The bounds of silence.
   */
  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#deadAfterMs = options.deadAfterMs;
  }

  /** Resolves when something is heard of the peer, or it is not listened to any more. */
  untilHeard(): Promise<void> {
    if (this.#silentSince === undefined) return Promise.resolve();
    return (this.#heard ??= Promise.withResolvers()).promise;
  }

  /** Something came, or the connection is read again: silence counts from now. */
  listen(now: number): void {
    this.stopListening();
    this.#silentSince = now;
  }

  /** The peer has read something: it is not dead, though its pong may be long on its way. */
  heard(now: number): void {
    if (this.#silentSince !== undefined) this.listen(now);
  }

  /** Something came, and is being processed: until `listen` silence does not count. */
  stopListening(): void {
    this.#heard?.resolve();
    this.#heard = undefined;
    this.#silentSince = undefined;
    this.#isPingDue = true;
    this.#deadAfterMs = this.#options.deadAfterMs;
  }

  /** For how long nothing has come, in ms; 0 while the connection is not being read. */
  silentMs(now: number): number {
    return now - (this.#silentSince ?? now);
  }

  /**
   * What the silence asks for. A `ping` is asked for once per silence.
   *
   * @param now In ms, by the clock that was passed to `listen`.
   * @param answerWithinMs The machine was suspended: what the peer sent meanwhile is perhaps not read
   *   yet, and the connection is perhaps dead. So a ping is due at once, and the peer is dead when
   *   nothing has come after so many ms. @default {the machine was not}
   */
  check(now: number, answerWithinMs?: number): "alive" | "ping" | "dead" {
    if (this.#silentSince === undefined) return "alive";
    if (answerWithinMs !== undefined) {
      this.listen(now);
      this.#deadAfterMs = answerWithinMs;
    } else {
      const silentMs = this.silentMs(now);
      if (silentMs > this.#deadAfterMs) return "dead";
      if (!this.#isPingDue || silentMs <= this.#options.pingAfterMs) return "alive";
    }
    this.#isPingDue = false;
    return "ping";
  }
}
