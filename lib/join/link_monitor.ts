/** Monitors a link: reconnects when the server is dead, and at once after the machine was suspended. */

import type { Heartbeat } from "../net/heartbeat.ts";

/** What a monitor is made with. */
export interface LinkMonitorOptions {
  /** Drops the connection, and dials again after a backoff. */
  reconnect: () => void;
  /** Dials at once, if the link waits for its next try. */
  retryNow: () => void;
  /** Its pings and pongs. */
  heartbeat: Heartbeat;
  /** Sends a ping. */
  ping: () => void;
  /** The time, in ms since 1970: it goes on during suspension. */
  now: () => number;
  /** Resolves after so many ms, or at the end of the conversation. */
  pause: (ms: number) => Promise<void>;
  /** Whether the conversation has ended. */
  isOver: () => boolean;
}

const CHECK_MS = 2_000;

/** Checks the heartbeat every two seconds, until the conversation has ended. */
export async function monitorLink(options: LinkMonitorOptions): Promise<void> {
  const { reconnect, retryNow, heartbeat, ping, now, pause, isOver } = options;
  let checkedAt = now();
  while (!isOver()) {
    await pause(CHECK_MS);
    const sinceCheckMs = now() - checkedAt;
    checkedAt += sinceCheckMs;
    // Only while the machine is suspended does so much time pass between two checks, or when the clock
    // is set.
    const hasSlept = sinceCheckMs > 2 * CHECK_MS || sinceCheckMs < 0;
    if (hasSlept) retryNow();
    const state = heartbeat.check(checkedAt, hasSlept);
    if (state === "dead") reconnect();
    if (state === "ping") ping();
  }
}
