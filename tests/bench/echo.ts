/** The delay of an echo: from sending a message until its own author receives it. */

import type { Client, Clients } from "./clients.ts";
import { inOne, textOf } from "./dialect.ts";
import { quantile } from "./quantile.ts";

/** The delays of the echoes of some time. */
export interface EchoFigures {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** How many did not come at all. Their delay counts until the wait for them ended. */
  lost: number;
}

const POLL_MS = 10;
const BUFFER_BYTES = 64 * 1024;

/** JSON clients who take turns in speaking, so that none of them reaches the rate limit. */
export class Echo {
  readonly #clients: Clients;
  readonly #speakers: Client[];
  /** When each message was sent and came back, in ms. */
  readonly #sentAt: number[] = [];
  readonly #receivedAt: number[] = [];
  #isSpeaking = false;

  /** Reads from the speakers from now on. */
  constructor(clients: Clients, speakers: Client[]) {
    this.#clients = clients;
    this.#speakers = speakers;
    const decoder = new TextDecoder();
    speakers.forEach((speaker, own) => {
      let tail = "";
      speaker.listen(BUFFER_BYTES, (bytes) => {
        const now = performance.now();
        const lines = (tail + decoder.decode(bytes)).split("\n");
        tail = lines.pop()!;
        for (const line of lines) {
          const number = Number(/"text":"0000:(\d{8}) x/.exec(line)?.[1] ?? NaN);
          if (number % speakers.length === own) this.#receivedAt[number] ??= now;
        }
      });
    });
  }

  /** Sends a message every few ms until `stop()`. */
  async speak(everyMs: number): Promise<void> {
    this.#isSpeaking = true;
    const startedAt = performance.now();
    for (let sent = 0; this.#isSpeaking; sent++) {
      const waitMs = startedAt + sent * everyMs - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
      const number = this.#sentAt.push(performance.now()) - 1;
      const speaker = this.#speakers[number % this.#speakers.length]!;
      const id = Math.floor(number / this.#speakers.length) + 1;
      // A broken connection shows as an echo that does not come.
      speaker.send(inOne(this.#clients.dialect, textOf(0, number), id)).catch(() => {});
    }
  }

  /** Stops speaking, and waits for what has not come back yet, for so many ms at most. */
  async stop(timeoutMs: number): Promise<void> {
    this.#isSpeaking = false;
    const deadline = performance.now() + timeoutMs;
    const isMissing = () => this.#sentAt.some((_, number) => !(number in this.#receivedAt));
    while (isMissing() && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** The delays of what was sent between two times, in ms since 1970. */
  figures(from: number, to: number): EchoFigures {
    const now = performance.now();
    const numbers = this.#sentAt.map((_, number) => number).filter((number) => {
      const at = performance.timeOrigin + this.#sentAt[number]!;
      return at >= from && at <= to;
    });
    if (numbers.length === 0) throw new Error("Nothing was said in the measured time");
    const delays = numbers.map((at) => (this.#receivedAt[at] ?? now) - this.#sentAt[at]!);
    delays.sort((a, b) => a - b);
    return {
      p50Ms: quantile(delays, 0.5),
      p99Ms: quantile(delays, 0.99),
      maxMs: delays.at(-1)!,
      lost: numbers.filter((number) => !(number in this.#receivedAt)).length,
    };
  }
}

/** Now, in ms since 1970, by the clock that also measures the delays. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
