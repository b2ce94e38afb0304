/**
 * A name asked for while a person has it: finds out whether that person's link is dead. A structured
 * client is sent a ping. Netcat, telnet and the old program answer none, and no byte is invisible to
 * all of them, so a dead link shows only when something is sent to it: what is sent is a line that
 * its person may read. Time is passed in.
 */

import type { Clock } from "../clock.ts";
import type { ConnectionControl } from "./connection_control.ts";

/** A client that sent something within this time is alive, and so is each that answers pings. */
const SILENT_MS = 60_000;
/** The system itself sends the line again until it gives up, which takes Linux 16 minutes. */
const PROBE_EVERY_MS = 5 * 60_000;
/** A structured client that answers no ping for so long has lost its connection. */
const PONG_TIMEOUT_MS = 2_000;
const POLL_MS = 100;

/** Which connections are probed because their names are asked for. */
export class NameProbe {
  readonly #probedAt = new WeakMap<ConnectionControl, number>();
  /** The pings that are being waited for: however often a name is asked for, there is one. */
  readonly #pinged = new Map<ConnectionControl, Promise<boolean>>();

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

  /**
   * Sends a ping to a structured client.
   *
   * @param now The time in ms, without that in which nobody could be served.
   * @returns Whether nothing was heard of it for two seconds after that.
   */
  isSilent(
    connection: ConnectionControl,
    clock: Pick<Clock, "sleep">,
    now: () => number,
  ): Promise<boolean> {
    const pinged = this.#pinged.get(connection) ??
      this.#ping(connection, clock, now).finally(() => this.#pinged.delete(connection));
    this.#pinged.set(connection, pinged);
    return pinged;
  }

  async #ping(
    connection: ConnectionControl,
    clock: Pick<Clock, "sleep">,
    now: () => number,
  ): Promise<boolean> {
    const heard = new AbortController();
    const since = now();
    connection.ping().then(() => heard.abort());
    while (!heard.signal.aborted && now() - since < PONG_TIMEOUT_MS) {
      await clock.sleep(POLL_MS, heard.signal);
    }
    return !heard.signal.aborted;
  }
}
