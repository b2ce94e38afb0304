/**
 * A question to which the answer may be one of the chats that are found on the network: they are shown
 * above it, numbered, as they come, and keep their numbers.
 */

import type { CommandLine } from "../cli/command_line.ts";
import type { Clock } from "../clock.ts";
import type { FoundRoom } from "../discovery/found_rooms.ts";
import { shortenBlanks } from "../blanks.ts";
import { roomRows } from "../discovery/room_rows.ts";
import type { Texts } from "../i18n/mod.ts";
import type { MenuTerminal } from "./menu_terminal.ts";

/** A search for chats, until it is disposed. */
export interface RoomSearch extends AsyncDisposable {
  /** The chats that were found, in the order in which they were. */
  readonly rooms: readonly FoundRoom[];
}

/** What a question is asked with. */
export interface RoomQuestionOptions {
  /** Begins a search. */
  search: (onChange: () => void) => RoomSearch;
  /** Measures time, and calls back. */
  clock: Pick<Clock, "now" | "after">;
  /** The port that is left out of an address. */
  defaultPort: number;
  /** The language. */
  texts: Texts;
  /**
   * The chat that Enter alone takes, of those that are shown. What Enter means otherwise, a person may
   * have read before: it takes a chat only a second after that is told. @default {the first one, at once}
   */
  taken?: (rooms: readonly FoundRoom[]) => FoundRoom | undefined;
  /** What is said below the offer of a chat. @default {nothing} */
  hint?: string;
  /** What is shown when nobody has answered after 2 s. @default {nothing} */
  none?: string;
}

/** An answer. */
export interface RoomAnswer {
  /** What was typed; undefined when the person leaves. */
  text: string | undefined;
  /** The chat that it means, of those that were shown; undefined when it means none. */
  room: FoundRoom | undefined;
}

/** Chats that come within so short a time are shown together. */
const GATHER_MS = 200;
/** So long it is waited for the first answer. */
const PATIENCE_MS = 2_000;
/** So long the person has had to read what Enter means now. */
const READING_MS = 1_000;

/** Asks, while it is searched. */
export async function askRoom(
  terminal: MenuTerminal,
  question: string,
  { search, clock, defaultPort, texts, taken, hint, none }: RoomQuestionOptions,
): Promise<RoomAnswer> {
  let show: (text: string) => boolean = () => false;
  // Rooms keep their places in the list; where each answers is known better the later it is looked at.
  let shown = 0;
  let offered = { at: -1, since: 0 };
  let cancel: (() => void) | undefined;
  const showLater = () => {
    cancel ??= clock.after(GATHER_MS, showRooms);
  };
  const showRooms = () => {
    cancel = undefined;
    const all = searching.rooms;
    const rows = roomRows(all, defaultPort, texts).slice(shown); // A row is shown once.
    if (rows.length === 0) return;
    const room = taken ? taken(all) : all[0];
    const offer = room
      ? texts.foundOffer(shortenBlanks(room.name), all.length)
      : texts.foundNumbers;
    const hints = room && hint !== undefined ? [hint] : [];
    if (!show([...rows, offer, ...hints].join("\n"))) return showLater();
    shown = all.length;
    const at = room ? all.indexOf(room) : -1;
    if (offered.at !== at) offered = { at, since: clock.now() };
  };
  await using searching = search(showLater);
  const stop = clock.after(PATIENCE_MS, () => {
    if (none !== undefined && searching.rooms.length === 0) show(none);
  });
  const text = await terminal.ask(question, (showAbove) => show = showAbove);
  stop();
  cancel?.();
  const typed = text?.trim();
  if (typed === "") {
    const isRead = !taken || clock.now() - offered.since >= READING_MS;
    return { text, room: isRead ? searching.rooms[offered.at] : undefined };
  }
  const isNumber = typed !== undefined && /^[1-9]\d{0,2}$/.test(typed);
  const at = isNumber ? Number(typed) - 1 : -1;
  return { text, room: at < shown ? searching.rooms[at] : undefined };
}

/** Joins a chat that was found, and nobody who pretends to be it. */
export function joinFound(
  { certificate, places }: FoundRoom,
  commandLine: CommandLine,
): CommandLine {
  return commandLine.command === "join"
    ? { ...commandLine, found: { certificate, places } }
    : commandLine;
}
