/**
 * The protocol: the commands of a client, the events of a server, the codes of refusals and
 * rejections, and the limits. Plain data. The types are also the JSON objects of
 * the structured dialect, field by field (see lib/wire/README.md).
 *
 * A rejection is the response to one command and leaves the connection open. A refusal ends the
 * connection, or asks for another name.
 */

import { encodeUtf8 } from "./bytes.ts";

/** The version of the structured dialect. A `hello` with another version is refused. */
export const PROTOCOL_VERSION = 1;

/** The limits of the protocol. Sizes are in bytes of UTF-8. */
export const LIMITS = {
  /** Size of a message, which may have several lines. */
  messageBytes: 4096,
  /** Size of a line that a client sends, without its line end. */
  lineBytes: 16 * 1024,
  /** Heartbeat: time without bytes from a structured client after which the server sends a ping. */
  pingAfterMs: 10_000,
  /** Heartbeat: time without bytes from a structured client after which its connection is dead. */
  deadAfterMs: 30_000,
  /** Messages in one `past`. */
  pastMessages: 100,
} as const;

/** The first command of a client: its name and its version of the dialect. */
export interface Hello {
  /** The command. */
  type: "hello";
  /** The version of the dialect, `PROTOCOL_VERSION`. */
  version: number;
  /** The requested name. */
  name: string;
  /** The language of the sentences in `refused` and `rejected`: `pt-BR` or `en`. */
  lang?: string;
  /**
   * Resumes the session: the token of its `welcome`, and the last `seq` received. Without it, as of
   * IRC clients alone, the client has chosen the token, and begins a session under it, too.
   */
  resume?: { token: string; seen?: number };
  /** In a room with a password: the client's share of SPAKE2, 65 bytes in base64. */
  share?: string;
}

/** Tags of a message by their names, which begin with a `+`. JSON clients neither send nor get them. */
export type Tags = Readonly<Record<string, string>>;

/** What messages to everybody and to one person have in common. */
export interface Marks {
  /** Counts up from 1 within a session. A message sent again with the same `id` is said once. */
  id?: number;
  /** A program says this by itself: no program should answer it. @default {false} */
  auto?: true;
  /** What IRC clients tell each other of the message, such as which one it answers. */
  tags?: Tags;
}

/** Broadcast: a message to everybody. An `@` at its beginning has no meaning. */
export interface Say extends Marks {
  /** The command. */
  type: "say";
  /** The message is an action: what its author does, as in `* Ana waves`. @default {false} */
  action?: true;
  /** The message, at most 4096 bytes of UTF-8; it may have several lines. */
  text: string;
}

/** Unicast: a private message to one person. Both commands share one count of `id`. */
export interface Whisper extends Marks {
  /** The command. */
  type: "whisper";
  /** The name of the person who receives it. */
  to: string;
  /** The message, as in `Say`. */
  text: string;
}

/** Requests older messages to everybody. */
export interface Past {
  /** The command. */
  type: "past";
  /** The number of messages, 1 to `LIMITS.pastMessages`. */
  count: number;
  /** Only messages with a lower `seq`. @default {no bound} */
  before?: number;
  /** The first messages with a higher `seq`, instead of the last ones. @default {the last ones} */
  after?: number;
}

/** A command of a client. */
export type Command =
  | Hello
  | Say
  | Whisper
  | { type: "rename"; name: string }
  | { type: "who" }
  | Past
  /** Proves that the client knows the password: its confirmation of SPAKE2, 32 bytes in base64. */
  | { type: "proof"; confirm: string }
  | { type: "leave" }
  | { type: "ping" }
  | { type: "pong" };

/** Why a session ended. `parted`: the person left the room, and the client is still connected. */
export type LeaveReason = "left" | "parted" | "lost" | "slow" | "kicked";

/** An entry of the log. `seq` counts up from 1; `time` is in ms since 1970. */
export type Entry =
  & { seq: number; time: number }
  & (
    | { type: "joined"; name: string }
    /** `text`: why the operator removed the person, or why the person left, if that was said. */
    | { type: "left"; name: string; reason: LeaveReason; text?: string }
    | { type: "renamed"; from: string; to: string }
    | { type: "said"; from: string; action?: true; text: string } & Marks
    /** `waiting`: the other person had no connection when this was said. */
    | { type: "whispered"; from: string; to: string; text: string; waiting?: boolean } & Marks
    /**
     * Only for the author: the other person lost the connection without acknowledging the private
     * message with the number `of`, which waits from now on, like a `waiting` one.
     */
    | { type: "delayed"; to: string; of: number; id?: number; text: string }
    /** Only for the author: the other person has received the message `of` that waited. */
    | { type: "received"; to: string; of: number }
    /** Only for the author: the other person left without acknowledging this private message. */
    | { type: "undelivered"; to: string; id?: number; text: string }
    | { type: "notice"; text: string }
  );

/** A person in the room. */
export interface Person {
  /** The name. */
  readonly name: string;
  /** The time of joining, in ms since 1970. */
  readonly since: number;
  /** Whether the connection is lost and the session is kept for the grace time. */
  readonly away: boolean;
}

/** Why a name is not accepted. The client may send another one. */
export type NameRefusal =
  | "name-empty"
  | "name-spaces"
  | "name-characters"
  | "name-too-long"
  | "name-reserved"
  | "name-taken"
  | "name-kept"
  | "name-lookalike"
  | "name-banned";

/** The code of a refusal: why a connection ends, or why a name is not accepted. */
export type RefusalCode =
  | NameRefusal
  | "address-full"
  | "bad-frame"
  | "banned"
  | "binary"
  | "full"
  | "hello-first"
  | "kicked"
  | "left"
  | "line-too-long"
  | "locked"
  | "malformed"
  | "not-encrypted"
  | "password"
  | "hello-timeout"
  | "not-recorded"
  | "replaced"
  | "server-closing"
  | "silent"
  | "tls"
  | "too-many-guesses"
  | "too-slow"
  | "version"
  | "wrong-password";

/** The code of a rejection: why a command was not executed. The connection stays open. */
export type RejectionCode =
  | NameRefusal
  | "ambiguous-name"
  | "bad-count"
  | "bad-password-order"
  | "bad-minutes"
  | "empty"
  | "missing-argument"
  | "missing-field"
  | "muted"
  | "no-such-person"
  | "not-recorded"
  | "not-utf8"
  | "nobody-to-answer"
  | "private-format"
  | "repeated"
  | "too-long"
  | "too-many-waiting"
  | "unexpected-argument"
  | "unknown-command"
  | "unknown-type";

/** A refusal: the name was not accepted (a code of `NameRefusal`), or the connection ends. */
export interface Refused {
  /** The event. */
  type: "refused";
  /** The reason. */
  code: RefusalCode;
  /** The value that the code is about, such as the name or the size. */
  value?: string;
  /** The sentence for the person, in the language of `hello`. */
  text?: string;
}

/** A rejection: one command was not executed. */
export interface Rejected {
  /** The event. */
  type: "rejected";
  /** The `id` of the message, if it had one. */
  id?: number;
  /** The reason. */
  code: RejectionCode;
  /** The value that the code is about, such as the name or the size. */
  value?: string;
  /** The sentence for the person, in the language of `hello`. */
  text?: string;
}

/** An event for one connection only, which is not in the log. */
export type Response =
  /**
   * `rejoined`: after a resume behind the grace time, the `seq` of the `joined` entry of its person.
   * `servers`: as in the event of this name.
   */
  | {
    type: "welcome";
    name: string;
    token: string;
    seq: number;
    rejoined?: number;
    servers?: readonly string[];
    people: Person[];
  }
  | Refused
  | Rejected
  | { type: "people"; people: Person[] }
  | { type: "past"; entries: Entry[] }
  | { type: "missed"; count: number }
  /** Where the same room is served, too, from now on: as `host:port`, an IPv6 host in brackets. */
  | { type: "servers"; servers: readonly string[] }
  /** The answer to a `hello` with a share: the server's share and confirmation, in base64. */
  | { type: "challenge"; share: string; confirm: string }
  | { type: "ping" }
  /**
   * Before `hello` it has the server's version, its time in ms since 1970, its certificate (DER in
   * base64), if it has TLS, and the salt of its password (16 bytes in base64), if it has one.
   */
  | { type: "pong"; version?: number; clock?: number; certificate?: string; salt?: string };

/** An event from a server. */
export type Event = Entry | Response;

/** Whether the client may send another name on the same connection after this refusal. */
export function isNameRefusal(code: string): code is NameRefusal {
  return code.startsWith("name-");
}

/** Makes a refusal, without the fields that are undefined. */
export function refused(code: RefusalCode, value?: string): Refused {
  return { type: "refused", code, ...(value === undefined ? {} : { value }) };
}

/** Makes a rejection, without the fields that are undefined. */
export function rejected(id: number | undefined, code: RejectionCode, value?: string): Rejected {
  return {
    type: "rejected",
    ...(id === undefined ? {} : { id }),
    code,
    ...(value === undefined ? {} : { value }),
  };
}

/**
 * Validates the text of a message.
 *
 * @returns Undefined when it is valid, else the rejection. The value of `too-long` is the number of
 * bytes.
 */
export function checkMessage(
  text: string,
): { code: "empty" | "too-long"; value?: string } | undefined {
  if (text.trim() === "") return { code: "empty" };
  // A UTF-16 unit is at most three bytes of UTF-8, so short texts need no count.
  if (text.length * 3 <= LIMITS.messageBytes) return undefined;
  const bytes = encodeUtf8(text).length;
  return bytes > LIMITS.messageBytes ? { code: "too-long", value: String(bytes) } : undefined;
}
