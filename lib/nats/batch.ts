/** Batches: what one server publishes to the stream of a room at once, as JSON in UTF-8. */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { RoomCommand } from "../chat/room_command.ts";
import { MAX_RUN } from "../protocol/run.ts";
import type { Charter } from "./charter.ts";

/** A batch is for so many entries at most, where a run counts as its messages and all else as one. */
export const BATCH_ENTRIES: number = 2 * MAX_RUN;

/** What a server publishes at once. */
export interface Batch {
  /** The server, from its start to its end: no other one has this name, before or after. */
  server: string;
  /** Counts the batches of a server from 1: one that is published again is known by it. */
  n: number;
  /** In the first one: by what the server carries out commands, and where its people connect to. */
  boot?: { charter: Charter; address?: string };
  /** In the last one: the server is closed. */
  isLast?: true;
  /** The digest of all entries after a message of the stream. */
  digest?: { seq: number; value: string };
  /** The server has written a snapshot of the room behind this message. */
  savedSeq?: number;
  /** What it submits, in its order. */
  commands: readonly RoomCommand[];
}

const decoder = new TextDecoder();

const START = encodeUtf8(',"commands":[');
const COMMA = encodeUtf8(",");
const END = encodeUtf8("]}");

/** A command as it is in a batch. */
export function encodeCommand(command: RoomCommand): Uint8Array {
  return encodeUtf8(JSON.stringify(command));
}

/** A batch as a message, with commands that are encoded already. */
export function encodeBatch(
  head: Omit<Batch, "commands">,
  commands: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const rest = encodeUtf8(JSON.stringify(head).slice(0, -1));
  const list = commands.flatMap((command, at) => at === 0 ? [command] : [COMMA, command]);
  return concat([rest, START, ...list, END]);
}

/**
 * The batch of a message; undefined for a message that is none, which does nothing. Who may publish is
 * trusted: the fields of commands are not checked.
 */
export function decodeBatch(message: Uint8Array): Batch | undefined {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(message));
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { server, n, boot, digest, commands } = value;
  const isBatch = typeof server === "string" && Number.isSafeInteger(n) &&
    (boot === undefined || isObject(boot) && isObject(boot["charter"])) &&
    (digest === undefined || isObject(digest)) &&
    Array.isArray(commands) && commands.every((one) => isObject(one));
  return isBatch ? value as unknown as Batch : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
