/** Pongs of people who only listen, so that the server neither pings nor closes them. */

import type { Client } from "./clients.ts";
import type { Dialect } from "./dialect.ts";

const EVERY_MS = 100;
/** Each client sends a pong in every fiftieth turn: every five seconds. */
const TURNS = 50;

/**
 * Starts to send the pongs.
 *
 * @param clients Who sends them; it may grow.
 * @returns Stops it.
 */
export function startHeartbeat({ ping }: Dialect, clients: readonly Client[]): () => void {
  if (!ping) return () => {};
  let next = 0;
  const timer = setInterval(() => {
    for (let count = 0; count < clients.length / TURNS; count++) {
      // A broken connection is noticed where it is read.
      clients[next++ % clients.length]!.send(ping.reply).catch(() => {});
    }
  }, EVERY_MS);
  return () => clearInterval(timer);
}
