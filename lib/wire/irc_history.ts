/**
 * Older messages for IRC clients: those that a newcomer is sent, and what `CHATHISTORY` asks for
 * (https://ircv3.net/specs/extensions/chathistory).
 */

import { type Entry, LIMITS, type Past } from "../protocol.ts";
import type { Received } from "./dialect.ts";
import type { IrcClient } from "./irc_client.ts";
import { nameShown } from "./irc_context.ts";
import { EntryEncoder } from "./irc_entries.ts";
import { parseIrc } from "./irc_message.ts";

/** How many references each subcommand has between the target and the limit. */
const REFERENCES: Readonly<Record<string, number>> = {
  AFTER: 1,
  AROUND: 1,
  BEFORE: 1,
  BETWEEN: 2,
  LATEST: 1,
  TARGETS: 2,
};

/** Messages of many lines are long in IRC: 12 of 2000 lines were 2 MB. In UTF-16 units. */
const MAX_REPLAY_UNITS = 128 * 1024;

/** A place in the log: the messages up to `last` come before it, those from `next` on behind it. */
interface Place {
  readonly last: number;
  readonly next: number;
}

/** Sends messages, as a batch of history if the client knows batches. */
export function replay(client: IrcClient, entries: readonly Entry[]): void {
  const { replies, capabilities, channel, context } = client;
  const batch = capabilities.has("batch") ? replies.nextBatch() : undefined;
  if (batch) replies.command("BATCH", `+${batch}`, "chathistory", channel);
  const encoder = new EntryEncoder(client.style, context);
  for (const lines of newest(entries, encoder)) {
    for (const line of lines.split("\r\n")) {
      const message = parseIrc(line);
      const tags = { ...(batch ? { batch } : {}), ...message?.tags };
      if (message) replies.send({ ...message, tags });
    }
  }
  if (batch) replies.command("BATCH", `-${batch}`);
}

/** The newest entries, encoded, as far as they are not too long together, but one at least. */
function newest(entries: readonly Entry[], encoder: EntryEncoder): string[] {
  const encoded: string[] = [];
  let size = 0;
  for (const entry of entries.toReversed()) {
    const lines = encoder.encode(entry);
    size += lines.length;
    if (size > MAX_REPLAY_UNITS && encoded.length > 0) break;
    encoded.push(lines);
  }
  return encoded.reverse();
}

/** Answers `CHATHISTORY`. The messages to everybody are history, private ones are not. */
export function* history(client: IrcClient, params: readonly string[]): Iterable<Received> {
  const [word = "", target = "", ...rest] = params;
  const subcommand = word.toUpperCase();
  const count = REFERENCES[subcommand];
  const { irc } = client.context.texts;
  const fail = (code: string, about: string, sentence: string) => {
    client.replies.command("FAIL", "CHATHISTORY", code, nameShown(about), sentence);
  };
  if (count === undefined) return fail("INVALID_PARAMS", word, irc.historyUnknown);
  // TARGETS has no target: nobody but the channel has a history.
  if (subcommand === "TARGETS") return replay(client, []);
  if (!client.isChannel(target)) return fail("INVALID_TARGET", target, irc.historyOf);
  const limit = Number(rest[count]);
  const places = rest.slice(0, count).map((reference) => placeOf(client, reference));
  const [one, two] = places;
  const isFromStart = subcommand === "LATEST" && rest[0] === "*";
  const isLost = places.includes(undefined) && !isFromStart;
  if (!Number.isSafeInteger(limit) || limit < 0 || isLost) {
    return fail("INVALID_PARAMS", word, irc.historyPlace);
  }
  const most = Math.min(limit, LIMITS.pastMessages);
  const entries: Entry[] = [];
  client.onPast = (part) => entries.push(...part);
  if (most > 0) yield* questionsOf(subcommand, one, two, most);
  client.onPast = undefined;
  replay(client, chosen(subcommand, entries, one, two));
}

/** What to ask the room for. */
function questionsOf(
  subcommand: string,
  one: Place | undefined,
  two: Place | undefined,
  count: number,
): Past[] {
  const before = (place: Place | undefined, count: number): Past[] =>
    count === 0 ? [] : [{ type: "past", count, ...(place ? { before: place.last + 1 } : {}) }];
  const after = (seq: number, count: number): Past[] => [{ type: "past", count, after: seq }];
  switch (subcommand) {
    case "LATEST":
      return before(undefined, count);
    case "BEFORE":
      return before(one, count);
    case "AFTER":
      return after(one!.next - 1, count);
    case "AROUND": {
      const older = Math.floor(count / 2);
      return [...before(one, older), ...after(one!.last, count - older)];
    }
    default: // BETWEEN: from the first place on, whichever is the older one.
      return one!.last <= two!.last ? after(one!.next - 1, count) : before(one, count);
  }
}

/** What of the messages is between the places. */
function chosen(
  subcommand: string,
  entries: readonly Entry[],
  one: Place | undefined,
  two: Place | undefined,
): readonly Entry[] {
  if (subcommand === "LATEST") return entries.filter(({ seq }) => seq >= (one?.next ?? 0));
  if (subcommand !== "BETWEEN" || !one || !two) return entries;
  const [older, newer] = one.last <= two.last ? [one, two] : [two, one];
  return entries.filter(({ seq }) => seq >= older.next && seq <= newer.last);
}

/** The place of a reference: `msgid=7`, or `timestamp=2026-11-27T12:00:00.000Z`. */
function placeOf({ context }: IrcClient, reference: string): Place | undefined {
  const [, kind, value = ""] = /^(msgid|timestamp)=(.+)$/.exec(reference) ?? [];
  if (kind === "msgid" && /^\d{1,15}$/.test(value)) {
    return { last: Number(value) - 1, next: Number(value) + 1 };
  }
  const time = kind === "timestamp" && /^\d{4}-/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) return undefined;
  return { last: context.seqUpTo(time - 1), next: context.seqUpTo(time) + 1 };
}
