/** A real client with a fake UI, for the schedules of faults. */

import { type Clock, systemClock } from "../../lib/clock.ts";
import { SecureDialer } from "../../lib/dial/secure_dialer.ts";
import { StructuredConversation } from "../../lib/join/structured.ts";
import { connect, connectTls } from "../../lib/net/dialer.ts";
import type { Event } from "../../lib/protocol.ts";
import { joinOptions } from "../support/join_options.ts";
import { FakeUi } from "../support/fake_ui.ts";

/** How much faster than real time the clients run: heartbeats and backoff become short. */
const SPEED = 20;

/** A clock that can run faster than the system's. */
class FastClock implements Clock {
  #speed = 1;
  #at = performance.now();
  #time = Date.now();

  readonly now = () => this.date();
  readonly coarseNow = this.now;
  readonly date = () => this.#time + (performance.now() - this.#at) * this.#speed;

  /** Runs faster from now on. */
  speedUp(): void {
    this.#time = this.date();
    this.#at = performance.now();
    this.#speed = SPEED;
  }

  readonly sleep = (ms: number, signal?: AbortSignal) =>
    systemClock.sleep(ms / this.#speed, signal);
  readonly after = (ms: number, call: () => void) => systemClock.after(ms / this.#speed, call);
  readonly every = (ms: number, tick: () => void) => systemClock.every(ms / this.#speed, tick);
}

/** A client that joins, and stays connected until `leave()`. */
export class Client {
  readonly name: string;
  readonly outcome: Promise<unknown>;
  /** Its outcome, when it ended by itself. */
  ended?: unknown;
  readonly #ui = new FakeUi();
  readonly #clock = new FastClock();
  readonly #leave = new AbortController();

  constructor(
    name: string,
    port: number,
    random: () => number,
    kind: "encrypted" | "plain",
  ) {
    this.name = name;
    const address = { host: "127.0.0.1", port };
    const clock = this.#clock;
    const options = joinOptions(port, { name, now: clock.date, quiet: true });
    const dialer = new SecureDialer({
      ...systemClock,
      connect: () => connect(address),
      connectTls: (trust, signal) => connectTls(address, trust, signal),
    });
    const dial = kind === "plain"
      ? () => connect(address)
      : (signal: AbortSignal) => dialer.dial(signal);
    const runtime = { clock, dial, random, classifyDialError: () => "other" as const };
    const conversation = new StructuredConversation(options, this.#ui, runtime);
    this.outcome = conversation.run(this.#leave.signal);
    this.outcome.then((outcome) => this.ended = outcome);
  }

  /** The events it showed, in order. */
  get events(): readonly Event[] {
    return this.#ui.events;
  }

  /** The client's own notices. */
  get sentences(): readonly string[] {
    return this.#ui.sentences;
  }

  /** The typed lines that the client rejected. */
  get refusedLines(): readonly string[] {
    return this.#ui.refusedLines;
  }

  /** How many messages were not acknowledged. */
  get pending(): number {
    return this.#ui.model.pending.length + this.#ui.unread;
  }

  /** Makes its timers shorter from now on. */
  speedUp(): void {
    this.#clock.speedUp();
  }

  /** Types a line. */
  type(line: string): void {
    this.#ui.type(line);
  }

  /** Waits until a condition is true, at most a minute: other schedules run in parallel. */
  async until(isTrue: () => boolean, what: () => string): Promise<void> {
    await this.#ui.changes.until(isTrue, () => `${this.name}: ${what()}`, 60_000);
  }

  /** Leaves. */
  async leave(): Promise<void> {
    this.#leave.abort();
    await this.outcome;
  }
}
