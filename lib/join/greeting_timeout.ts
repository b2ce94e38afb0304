/** The timeout of a greeting: after how much silence a server is taken for another program. */

import { DIAL_TIMEOUT_MS } from "../net/link.ts";

/** What a greeting is waited for with. */
export interface GreetingTimeoutOptions {
  /** Monotonic time in ms. Some systems stop it during suspension. */
  now: () => number;
  /** Resolves after so many ms, or at the end of the conversation. */
  pause: (ms: number) => Promise<void>;
  /** Whether the link is up and nothing has come since the wait began. */
  isWaiting: () => boolean;
}

/** As long as a dial may take: the link that took 9 s for its first packets is as slow now. */
const GREETING_TIMEOUT_MS = DIAL_TIMEOUT_MS;
const STEP_MS = 1_000;

/**
 * Waits for a greeting. While the machine is suspended, nothing can come: the wait begins anew
 * afterwards.
 *
 * @returns Whether it did not come in time; false as soon as it is not waited for any more.
 */
export async function missesGreeting(options: GreetingTimeoutOptions): Promise<boolean> {
  const { now, pause, isWaiting } = options;
  for (let silentMs = 0; silentMs < GREETING_TIMEOUT_MS;) {
    const startedAt = now();
    await pause(STEP_MS);
    if (!isWaiting()) return false;
    const tookMs = now() - startedAt;
    // Only a suspension makes a step so long.
    silentMs = tookMs > 2 * STEP_MS ? 0 : silentMs + STEP_MS;
  }
  return true;
}
