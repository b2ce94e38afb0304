/**
 * Runs of messages: what one client says to everybody in one read, such as lines that were pasted. A
 * run is carried out as one command, logged as one object and encoded at once: in a flood most of the
 * work was to make and to forget a few objects for each message.
 */

import { LIMITS, type Say } from "../protocol.ts";

/** So many messages are in a run at most: it is carried out whole, in less than a millisecond. */
export const MAX_RUN = 256;

/** A message of a run has so many UTF-16 units at most, each three bytes at most. */
export const MAX_RUN_UNITS: number = Math.floor(LIMITS.messageBytes / 3);

/**
 * Messages to everybody, one right behind the other. Each is one line that is valid (see
 * `checkMessage`), and nothing but a text.
 */
export interface Run {
  /** Tells it from commands. */
  type: "run";
  /** The `id` of the first message; that of each next one is one higher. @default {they have none} */
  id?: number;
  /** How many messages there are, two at least. */
  count: number;
  /** The messages, with `\n` between them. */
  text: string;
}

/** A run in the log: one `said` entry behind the other. */
export interface SaidRun {
  /** The number of the first entry. */
  readonly seq: number;
  /** The time of all entries, in ms since 1970. */
  readonly time: number;
  /** The name of the author. */
  readonly from: string;
  /** The `id` of the first message; that of each next one is one higher. */
  readonly id: number | undefined;
  /** The messages, with `\n` between them. */
  readonly text: string;
  /** Where each message ends in the text. */
  readonly ends: readonly number[];
}

/** Encoded entries: one text, and where each of them ends in it. */
export interface EncodedEntries {
  /** The texts of the entries, one behind the other. */
  text: string;
  /** Where each of them ends, in UTF-16 units. */
  ends: number[];
}

/** The messages of a run, one by one. */
export function saysOf({ id, text }: Run): Say[] {
  return text.split("\n").map((line, at) =>
    id === undefined ? { type: "say", text: line } : { type: "say", id: id + at, text: line }
  );
}
