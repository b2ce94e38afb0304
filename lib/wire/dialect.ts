/**
 * A dialect: how one kind of client speaks. It decodes bytes into commands and encodes events as
 * bytes. One instance serves one connection and holds its decoding state; it touches neither socket
 * nor clock.
 */

import type { Command, Entry, Event, Refused } from "../protocol.ts";
import type { EncodedEntries, Run, SaidRun } from "../protocol/run.ts";
import type { HttpHead } from "./http.ts";
import type { PeopleList } from "./people_list.ts";

/** A response that the dialect makes by itself, without the room. */
export interface LocalResponse {
  /** Marks a response that the dialect made. */
  type: "response";
  /** What is sent to this connection. */
  bytes: Uint8Array;
  /** The line that was received, for the console. @default {nothing is shown} */
  line?: string;
  /** Whether it is sent behind all that was said before. @default {it is sent at once} */
  isInOrder?: boolean;
}

/** A decode failure: the bytes cannot be decoded, and the connection has to end. */
export interface DecodeFailure {
  /** Marks the end of the connection. */
  type: "end";
  /** The reason. */
  refusal: Refused;
  /** The last words to send, in a form that the other program may understand. */
  lastWords: Uint8Array;
}

/** The end of a client that says goodbye in its protocol, as other clients just disconnect. */
export interface Closed {
  /** Marks the end of the client. */
  type: "closed";
  /** The last words to send. */
  lastWords: Uint8Array;
}

/** An HTTP request. */
export interface HttpReceived {
  /** Marks a request. */
  type: "http";
  /** The request, or why it is not understood. */
  head: HttpHead;
}

/** The beginning of TLS: the dialect is spoken inside it. */
export interface TlsReceived {
  /** Marks the beginning of a TLS handshake. */
  type: "tls";
  /** What was received so far: a ClientHello, or a part of it. */
  clientHello: Uint8Array;
}

/** The password of the room, said before the name by a client that cannot prove it. */
export interface Password {
  /** Marks a password. */
  type: "password";
  /** The password. */
  password: string;
  /** Whether the dialect says by itself that it is right. @default {a sentence says so} */
  isQuiet?: true;
}

/** A private message to the author of the last one received. */
export interface Reply {
  /** Marks a reply. */
  type: "reply";
  /** The message. */
  text: string;
}

/** A person leaves the room, and says why. */
export interface Parting {
  /** Marks that the person leaves. */
  type: "parting";
  /** Why; empty when nothing was said. */
  text: string;
  /** Whether the client stays connected, and may join again. */
  staysConnected: boolean;
}

/** A blank line. It has no effect, but counts for the rate limit as any other line. */
export interface Nothing {
  /** Marks a blank line. */
  type: "nothing";
}

/** What a dialect decodes from the bytes of a client: one value for each line, or for a run. */
export type Received =
  | Command
  | Run
  | Reply
  | LocalResponse
  | DecodeFailure
  | Closed
  | HttpReceived
  | TlsReceived
  | Password
  | Parting
  | Nothing;

/** An event with a list of people. */
export type PeopleEvent = Event & { type: "welcome" | "people" };

/** The kind of a client. It is `unknown` until dialect detection has enough bytes. */
export type DialectKind =
  | "unknown"
  | "structured"
  | "websocket"
  | "http"
  | "irc"
  | "line"
  | "unframed";

/** How the log is written in a dialect, where all its readers read alike. */
export interface LogFormat {
  /** Formats with the same key encode alike. */
  readonly key: string;
  /** Encodes an entry as text; empty when its readers are not sent it. */
  encode: (entry: Entry) => string;
  /** Encodes a run at once; undefined where each entry has to be encoded alone. @default {everywhere} */
  encodeRun?: (run: SaidRun) => EncodedEntries | undefined;
  /** Makes what is before a text of so many bytes. @default {nothing} */
  makeHeader?: (bytes: number) => Uint8Array;
  /** Whether authors do not receive their own messages. */
  hidesOwn: boolean;
  /** Whether what an author said is encoded for the author alone. @default {false} */
  encodesOwn?: boolean;
  /** Whether every entry is encoded for its reader alone. @default {false} */
  encodesEach?: boolean;
}

/** What the dialects of all connections have in common. */
export interface Spoken {
  /** Which dialect this is. */
  readonly kind: DialectKind;

  /** Whether the client knows a token with which it resumes its session after a lost connection. */
  readonly canResume: boolean;

  /** Whether the client answers pings, so that a silent one is dead. */
  readonly answersPings: boolean;

  /** How its person reads the log: the same object as long as nothing changes. */
  readonly logFormat: LogFormat;

  /**
   * The idle timeout in ms: after this time without bytes the caller calls `onIdle()`. 0 when later
   * bytes cannot change the meaning of those received so far.
   */
  readonly idleTimeoutMs: number;

  /** Decodes the bytes that are waiting, because the idle timeout has passed. */
  onIdle(): Iterable<Received>;

  /**
   * Encodes an event; empty when this dialect does not send the event.
   *
   * @param isOwn Whether it is a message of this person. @default {false}
   */
  encode(event: Event, isOwn?: boolean): Uint8Array;

  /**
   * Encodes an event with a list of people.
   *
   * @param people Knows the list in JSON, which is the same for all newcomers.
   * @returns Pieces to write one after the other.
   */
  encodePeople(event: PeopleEvent, people: PeopleList): Uint8Array[];
}

/** The dialect of one connection. */
export interface Dialect extends Spoken {
  /**
   * Decodes bytes that were read. The caller executes each item before it takes the next: the
   * meaning of a line may depend on the response to the line before it.
   */
  receive(bytes: Uint8Array): Iterable<Received>;

  /** Decodes the bytes that are left, because the client sends no more. */
  end(): Iterable<Received>;
}

/** A dialect in the messages of a WebSocket, which have ends. */
export interface FramedDialect extends Spoken {
  /** Decodes a message: a text, or the bytes of a binary one. */
  receive(message: string | Uint8Array): Iterable<Received>;
}
