/**
 * A question to which the answer may be one of the chats that are found on the network: they are shown
 * above it, numbered, as they come, and keep their numbers.
 */

import type { CommandLine } from "../cli/command_line.ts";
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
  /** Calls back after so many ms; returns what cancels it. */
  after: (ms: number, call: () => void) => () => void;
  /** The port that is left out of an address. */
  defaultPort: number;
  /** The language. */
  texts: Texts;
}

/** An answer, and the chats that the person had seen when answering. */
export interface RoomAnswer {
  /** What was typed; undefined when the person leaves. */
  text: string | undefined;
  /** The chats that were shown. */
  rooms: readonly FoundRoom[];
}

/** Chats that come within so short a time are shown together. */
const GATHER_MS = 200;

/** Asks, while it is searched. */
export async function askRoom(
  terminal: MenuTerminal,
  question: string,
  { search, after, defaultPort, texts }: RoomQuestionOptions,
): Promise<RoomAnswer> {
  let show: (text: string) => void = () => {};
  let shown: readonly FoundRoom[] = [];
  let cancel: (() => void) | undefined;
  const showRooms = () => {
    cancel = undefined;
    shown = searching.rooms;
    const [first] = shown;
    const offer = texts.foundOffer(shortenBlanks(first!.name), shown.length);
    show([...roomRows(shown, defaultPort, texts), offer].join("\n"));
  };
  await using searching = search(() => cancel ??= after(GATHER_MS, showRooms));
  const text = await terminal.ask(question, (showAbove) => show = showAbove);
  cancel?.();
  return { text, rooms: shown };
}

/**
 * The chat that an answer means: a number of one that was shown, or Enter for the first one.
 *
 * @returns Undefined when it means none.
 */
export function chosenRoom({ text = "/", rooms }: RoomAnswer): FoundRoom | undefined {
  const typed = text.trim();
  if (typed === "") return rooms[0];
  return /^[1-9]\d{0,2}$/.test(typed) ? rooms[Number(typed) - 1] : undefined;
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
