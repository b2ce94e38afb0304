/**
 * The vocabulary everyone shares: what a client may ask (`Command`), what a server may tell
 * (`Event`), why something is refused, and the limits. Plain data.
 *
 * These are also the JSON objects of the structured dialect, field by field (see lib/wire/README.md).
 */

import { encodeUtf8 } from "./bytes.ts";

/** The version of the structured dialect; a `hello` with another one is refused. */
export const PROTOCOL_VERSION = 1;

/** What one message, line or reader may take. Sizes in bytes of UTF-8 unless said otherwise. */
export const LIMITS = {
  /** A message, several lines allowed. */
  messageBytes: 4096,
  /** A line whose end has not come yet. */
  unfinishedLineBytes: 16 * 1024,
  /** From the connection, or the last refused name, to a name. */
  nameWaitMs: 30_000,
  /** Silence of a structured client after which the server asks whether it is still there. */
  pingAfterMs: 10_000,
  /** Silence of a structured client after which it is taken for gone. */
  deadAfterMs: 30_000,
  /** How many messages may come at once before flood control slows their sender. */
  floodBurst: 20,
  /** What a reader may be behind once it has stopped reading. */
  readerBehindBytes: 1024 * 1024,
  /** How long a reader that far behind may go without taking a byte. */
  readerStallMs: 1_000,
  /** The log in memory: whichever bound is met first. */
  logBytes: 8 * 1024 * 1024,
  /** The log in memory: whichever bound is met first. */
  logEntries: 10_000,
  /** How many messages one `past` tells at the most. */
  pastMessages: 100,
  /** What may wait for somebody whose connection is lost, as the log weighs it. */
  waitingBytes: 1024 * 1024,
  /** How many of those whose grace has ended may still come back with their token. */
  formerSessions: 1024,
  /** How many of its rejected messages a session remembers, for when they are repeated. */
  rejections: 1024,
} as const;

/** The first thing a client says: who it is, and which version of the dialect it speaks. */
export interface Hello {
  /** Says which command this is. */
  type: "hello";
  /** The version of the dialect, `PROTOCOL_VERSION`. */
  version: number;
  /** What one wants to be called. */
  name: string;
  /** The language of the sentences in `refused` and `rejected`: `pt-BR` or `en`. */
  lang?: string;
  /** Who this was before the connection broke: the token of `welcome`, the last `seq` received. */
  resume?: { token: string; seen: number };
}

/** A message to everybody, taken literally: an `@` at its beginning is only an `@`. */
export interface Say {
  /** Says which command this is. */
  type: "say";
  /** Counts up within a session, from 1: a message sent again is known by it, and said once. */
  id?: number;
  /** The message; at most 4096 bytes of UTF-8, several lines allowed. */
  text: string;
}

/** A message to one person. */
export interface Whisper {
  /** Says which command this is. */
  type: "whisper";
  /** As in `Say`: the two share one count. */
  id?: number;
  /** The name of the one who alone is to read it. */
  to: string;
  /** The message, as in `Say`. */
  text: string;
}

/** Asks for older messages to everybody. */
export interface Past {
  /** Says which command this is. */
  type: "past";
  /** How many, 1 to `LIMITS.pastMessages`. */
  count: number;
  /** Only those with a lower number. @default {all there are} */
  before?: number;
}

/** What a client may ask of the server. */
export type Command =
  | Hello
  | Say
  | Whisper
  | { type: "rename"; name: string }
  | { type: "who" }
  | Past
  | { type: "leave" }
  | { type: "ping" }
  | { type: "pong" };

/** Why somebody is no longer there. */
export type LeaveReason = "left" | "lost" | "slow" | "kicked";

/** What has a place in the log. `seq` counts up from 1; `time` is in ms since 1970. */
export type Entry =
  | { type: "joined"; seq: number; time: number; name: string }
  | { type: "left"; seq: number; time: number; name: string; reason: LeaveReason }
  | { type: "renamed"; seq: number; time: number; from: string; to: string }
  | { type: "said"; seq: number; time: number; from: string; id?: number; text: string }
  | {
    type: "whispered";
    seq: number;
    time: number;
    from: string;
    to: string;
    id?: number;
    text: string;
  }
  /** Told to its author alone: this private message, or so it seems, was never received. */
  | { type: "undelivered"; seq: number; time: number; to: string; id?: number; text: string }
  | { type: "notice"; seq: number; time: number; text: string };

/** One who is in the room. */
export interface Person {
  /** What they are called. */
  readonly name: string;
  /** When they came, in ms since 1970. */
  readonly since: number;
  /** Their connection is lost, their name still theirs. */
  readonly away: boolean;
}

/** Why a name cannot be had. Each is said to the client, which may try another. */
export type NameRefusal =
  | "name-empty"
  | "name-spaces"
  | "name-characters"
  | "name-too-long"
  | "name-taken";

/** Why a connection ends, or a name is not accepted. */
export type RefusalCode =
  | NameRefusal
  | "binary"
  | "full"
  | "hello-first"
  | "http"
  | "kicked"
  | "left"
  | "line-too-long"
  | "malformed"
  | "hello-timeout"
  | "not-recorded"
  | "replaced"
  | "server-closing"
  | "silent"
  | "tls"
  | "too-slow"
  | "version";

/** Why one thing a person asked was not done; the connection goes on. */
export type RejectionCode =
  | NameRefusal
  | "bad-count"
  | "empty"
  | "missing-argument"
  | "missing-field"
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

/** A name was not accepted, or the connection ends: which of the two, the code tells. */
export interface Refused {
  /** Says which event this is. */
  type: "refused";
  /** The reason. */
  code: RefusalCode;
  /** The offending value, where there is one. */
  value?: string;
  /** The same as a sentence, in the language of `hello`. */
  text?: string;
}

/** One thing was not done, nothing else is lost. */
export interface Rejected {
  /** Says which event this is. */
  type: "rejected";
  /** The `id` of the message, if it had one. */
  id?: number;
  /** The reason. */
  code: RejectionCode;
  /** The offending value, where there is one. */
  value?: string;
  /** The same as a sentence, in the language of `hello`. */
  text?: string;
}

/** What concerns one connection alone, and has no place in the log. */
export type Response =
  | { type: "welcome"; name: string; token: string; seq: number; people: Person[] }
  | Refused
  | Rejected
  | { type: "people"; people: Person[] }
  | { type: "past"; entries: Entry[] }
  | { type: "missed"; count: number }
  | { type: "ping" }
  /** To one who has not said hello also which version is spoken, and the time, in ms since 1970. */
  | { type: "pong"; version?: number; clock?: number };

/** What a server may tell a client. */
export type Event = Entry | Response;

/** Whether another name may be tried on the same connection after this refusal. */
export function isNameRefusal(code: string): code is NameRefusal {
  return code.startsWith("name-");
}

/** A refusal, without the field that has nothing to tell. */
export function refused(code: RefusalCode, value?: string): Refused {
  return { type: "refused", code, ...(value === undefined ? {} : { value }) };
}

/** A rejection, without the fields that have nothing to tell. */
export function rejected(id: number | undefined, code: RejectionCode, value?: string): Rejected {
  return {
    type: "rejected",
    ...(id === undefined ? {} : { id }),
    code,
    ...(value === undefined ? {} : { value }),
  };
}

/**
 * Why a text cannot be a message.
 *
 * @returns Undefined when it can; the value of `too-long` is its size in bytes.
 */
export function checkMessage(
  text: string,
): { code: "empty" | "too-long"; value?: string } | undefined {
  if (text.trim() === "") return { code: "empty" };
  // A UTF-16 unit takes three bytes at most: short texts need not be counted.
  if (text.length * 3 <= LIMITS.messageBytes) return undefined;
  const bytes = encodeUtf8(text).length;
  return bytes > LIMITS.messageBytes ? { code: "too-long", value: String(bytes) } : undefined;
}
