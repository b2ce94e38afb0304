/**
 * How one kind of client speaks: bytes become values, values become text. One instance stands
 * between one connection and the room; it holds what the dialect remembers of that connection,
 * and touches neither socket nor clock.
 */

import type { Command, Event, Refused } from "../protocol.ts";

/** Something the dialect answers by itself: nothing for the room. */
export interface LocalResponse {
  /** Says that the dialect answered. */
  type: "answer";
  /** What to send to this connection. */
  text: string;
  /** What was typed, for the console. */
  line: string;
}

/** These bytes cannot be understood: the connection has to end. */
export interface DecodeFailure {
  /** Says that the connection has to end. */
  type: "end";
  /** Why. */
  refusal: Refused;
  /** The last words to send, in whatever the other side may understand. */
  farewell: string;
}

/** A private message to whoever sent the last one. */
export interface Reply {
  /** Says that it is a reply. */
  type: "reply";
  /** The message. */
  text: string;
}

/** What is made of the bytes of a client. */
export type Received = Command | Reply | LocalResponse | DecodeFailure;

/** Which kind of client it is. `unknown` until enough has been heard. */
export type DialectKind = "unknown" | "structured" | "line" | "unframed";

/** The language of one connection. */
export interface Dialect {
  /** Which dialect it is. */
  readonly kind: DialectKind;

  /**
   * Whether what was received so far can still change its meaning by what comes next: then a
   * silence of this many ms is worth a call of `silence()`. 0 when it is not.
   */
  readonly idleTimeoutMs: number;

  /**
   * Understands what was read. To be gone through one by one, each carried out before the next is
   * asked for: what a line means may depend on the answer to the one before it.
   */
  receive(bytes: Uint8Array): Iterable<Received>;

  /** Understands what was received, now that nothing has come for a while. */
  onIdle(): Iterable<Received>;

  /** Understands what was left, now that nothing more will come. */
  end(): Iterable<Received>;

  /** The text that tells an event; empty when this dialect has nothing to say about it. */
  encode(event: Event): string;
}
