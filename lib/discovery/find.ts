/** `chat find`: who answers on the network, for people and for programs. */

import { systemClock } from "../clock.ts";
import type { Texts } from "../i18n/mod.ts";
import { Finder } from "./finder.ts";
import type { FoundRoom } from "./found_rooms.ts";
import { roomRows, roomsJson } from "./room_rows.ts";
import { UDP_SYSTEM } from "./udp.ts";

/** How `chat find` was called. */
export interface FindOptions {
  /** The UDP port of the chats. */
  port: number;
  /** Whether JSON is printed. */
  json: boolean;
  /** The port that is left out of an address. */
  defaultPort: number;
  /** The language. */
  texts: Texts;
  /** Shows a sentence. */
  print: (text: string) => void;
  /** Prints a text as it is. */
  terminal: { print(text: string): void };
}

/** So long it waits for answers: the last query is sent after 0.8 s. */
const SEARCH_MS = 1_500;

/** Searches, and prints what was found. Resolves with whether there is something. */
export async function find(
  { port, json, defaultPort, texts, print, terminal }: FindOptions,
): Promise<boolean> {
  const { rooms } = await search(port);
  if (json) terminal.print(roomsJson(rooms));
  else if (rooms.length === 0) print(texts.noneFound);
  else terminal.print(roomRows(rooms, defaultPort, texts).join("\n"));
  return rooms.length > 0;
}

/** What a search has found. */
export interface Found {
  /** The rooms, in the order in which they answered. */
  rooms: readonly FoundRoom[];
  /** Whether somebody could be asked. */
  canAsk: boolean;
}

/**
 * Searches for 1.5 s.
 *
 * @param port The UDP port of the chats.
 */
export async function search(port: number): Promise<Found> {
  await using finder = new Finder({ ...UDP_SYSTEM, port, known: [] });
  await systemClock.sleep(SEARCH_MS);
  return { rooms: finder.rooms, canAsk: finder.canAsk };
}
