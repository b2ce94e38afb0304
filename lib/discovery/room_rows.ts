/** The rooms that were found, as rows for people and as data for programs. Pure. */

import { shortenBlanks } from "../blanks.ts";
import type { Texts } from "../i18n/mod.ts";
import { formatAddress } from "../net/addresses.ts";
import { columns } from "../term/cells.ts";
import type { FoundRoom } from "./found_rooms.ts";

const GAP = "   ";

/**
 * The rows, numbered from 1: name, people, adapter and address, in columns.
 *
 * @param defaultPort The port that is left out of an address.
 */
export function roomRows(rooms: readonly FoundRoom[], defaultPort: number, texts: Texts): string[] {
  const cells = rooms.map(({ name, people, hasPassword, places: [place] }, at) => {
    const { host, port, adapter } = place!;
    const password = hasPassword ? `, ${texts.foundPassword}` : "";
    return [
      `${at + 1}`.padStart(`${rooms.length}`.length),
      shortenBlanks(name),
      texts.foundPeople(people) + password,
      adapter,
      formatAddress(host, port, defaultPort),
    ];
  });
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => columns(row[column]!)))
  );
  const pad = (text: string, column: number) => text + " ".repeat(widths[column]! - columns(text));
  return cells.map((row) => row.map(pad).join(GAP).trimEnd());
}

/** The rooms as JSON, for programs: a list, each with the place that answered fastest. */
export function roomsJson(rooms: readonly FoundRoom[]): string {
  const told = rooms.map(({ name, people, hasPassword, id, certificate, places: [place] }) => {
    const { host, port, adapter, delayMs } = place!;
    const milliseconds = Math.round(delayMs);
    return { room: name, people, hasPassword, host, port, adapter, milliseconds, id, certificate };
  });
  return JSON.stringify(told, null, 2);
}
