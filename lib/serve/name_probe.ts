/**
 * A name asked for again while netcat, telnet or the old program has it: such a client answers no
 * ping, and no byte is invisible to all of them, so a dead link shows only when something is sent
 * to it. What is sent is a line that its person may read. Time is passed in.
 */

import type { ConnectionControl } from "./room_context.ts";

/** A client that sent something within this time is alive, and so is each that answers pings. */
const SILENT_MS = 60_000;
/** The system itself sends the line again until it gives up, which takes Linux 16 minutes. */
const PROBE_EVERY_MS = 5 * 60_000;

/** Which connections are sent a line because their names are asked for. */
export class NameProbe {
  readonly #probedAt = new WeakMap<ConnectionControl, number>();

  /**
   * The name of a connection's person was asked for: says whether to send it a line.
   *
   * @param now In ms.
   */
  isDue(connection: ConnectionControl, now: number): boolean {
    if (connection.silentMs < SILENT_MS) return false;
    if (now - (this.#probedAt.get(connection) ?? -Infinity) < PROBE_EVERY_MS) return false;
    this.#probedAt.set(connection, now);
    return true;
  }
}
