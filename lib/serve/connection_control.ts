/** A connection, as the rest of the room knows it. */

import type { Seat } from "../chat/room_command.ts";
import type { PeerAddress } from "../net/socket.ts";
import type { LeaveReason, Refused, Response } from "../protocol.ts";

/** A connection, as the room and the dispatcher control it. */
export interface ConnectionControl {
  /** The address of the other side. */
  readonly peer: PeerAddress;
  /** What no other connection to any server of the room has, before or after. */
  readonly seat: Seat;
  /** The peer's address as it is counted. */
  readonly addressKey: string;
  /** Whether it is the one of the host, who takes part: its client has said the secret of the room. */
  isHost: boolean;
  /** Whether it is being closed, or is closed. */
  readonly isClosing: boolean;
  /** Whether nobody on the way can read the bytes. */
  readonly isEncrypted: boolean;
  /** Whether the client has a token to resume with. */
  readonly canResume: boolean;
  /** Whether the client answers pings, so that a silent one is dead. */
  readonly answersPings: boolean;
  /** For how long nothing has come, in ms. */
  readonly silentMs: number;
  /** Sends a ping. Resolves when something is heard of the peer, or the connection is closed. */
  ping(): Promise<void>;
  /**
   * The person was removed from the room: the connection ends, unless the client knows that it may stay,
   * and join again.
   *
   * @param refusal What the person is told.
   */
  putOut(refusal: Refused): void;
  /** Sends a text, or an event in its dialect, to this connection alone. */
  tell(what: string | Response): void;
  /**
   * Sends all published entries and the last words, and closes.
   *
   * @param reason What the others read of the person; undefined when the session goes on.
   */
  closeGracefully(refusal: Refused, reason?: LeaveReason): void;
  /**
   * Closes a connection that cannot go on: tells the peer and the operator why.
   *
   * @param lastWords What the peer is sent. @default {the refusal in its dialect}
   */
  refuse(refusal: Refused, lastWords?: Uint8Array): void;
  /** Closes a connection whose peer takes nothing any more: only the operator is told why. */
  drop(code: "silent" | "too-slow"): void;
  /** Closes a connection without a person at once and without a word, to make place. */
  discard(): void;
  /**
   * Closes a connection whose peer leaves without a word to the others, or that has done its work. A
   * person who can resume is away.
   *
   * @param lastWords What the peer is sent. @default {nothing}
   */
  hangUp(lastWords?: Uint8Array): void;
  /** Closes a connection whose peer is dead: the operator reads that it is lost. */
  lose(): void;
  /** Ends here, with the socket open: TLS begins on it. */
  handOver(clientHello: Uint8Array): void;
  /** Closes a connection after an error, which is shown unless it only says that the peer is gone. */
  fail(error: unknown): void;
}
