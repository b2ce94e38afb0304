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
  /** Whether a message waits, and may be sent to another server. */
  isUrgent: () => boolean;
  /** Sends a ping. */
  ping: () => void;
  /** Monotonic time in ms. Some systems stop it during suspension. */
  now: () => number;
  /** Wall-clock time, which goes on during suspension, and which people set. */
  date: () => number;
  /** Resolves after so many ms, or at the end of the conversation. */
  pause: (ms: number) => Promise<void>;
  /** Whether the conversation has ended. */
  isOver: () => boolean;
}

const CHECK_MS = 2_000;
/** More time passes between two checks only while the machine, or the program, is suspended. */
const SUSPENDED_MS = 2 * CHECK_MS;
/** After a suspension the server has to answer before the next check. */
const ANSWER_MS = CHECK_MS - 1;
/** If it may only be that the clock was set, a slow link is given more time. */
const DOUBTFUL_ANSWER_MS = 10_000;

/** A server that does not answer a message, nor anything else, for so long is left for another one. */
const URGENT_MS = 4_000;

/** Checks the heartbeat every two seconds, until the conversation has ended. */
export async function monitorLink(options: LinkMonitorOptions): Promise<void> {
  const { reconnect, retryNow, heartbeat, isUrgent, ping, now, date, pause, isOver } = options;
  let checkedAt = now();
  let checkedDate = date();
  let urgentSince: number | undefined;
  while (!isOver()) {
    await pause(CHECK_MS);
    const sinceCheckMs = now() - checkedAt;
    checkedAt += sinceCheckMs;
    const dateAheadMs = date() - checkedDate - sinceCheckMs;
    checkedDate = date();
    const answerMs = sinceCheckMs > SUSPENDED_MS
      ? ANSWER_MS
      : dateAheadMs > SUSPENDED_MS
      ? DOUBTFUL_ANSWER_MS
      : undefined;
    if (answerMs !== undefined) retryNow();
    const state = heartbeat.check(checkedAt, answerMs);
    urgentSince = isUrgent() ? urgentSince ?? checkedAt : undefined;
    const waitedMs = checkedAt - (urgentSince ?? checkedAt);
    const isFrozen = Math.min(waitedMs, heartbeat.silentMs(checkedAt)) >= URGENT_MS;
    if (state === "dead" || isFrozen) reconnect();
    if (state === "ping") ping();
  }
}
