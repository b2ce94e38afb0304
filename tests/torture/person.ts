/** A real client whose keyboard and eyes are the test: what it was shown is there to be judged. */

import { type Clock, systemClock } from "../../lib/clock.ts";
import { StructuredConversation } from "../../lib/join/structured.ts";
import type { Event } from "../../lib/protocol.ts";
import { joinOptions } from "../support/join_options.ts";
import { FakeUi } from "../support/fake_ui.ts";

/** So much faster than ours goes the clock of these clients: nobody waits for a silence here. */
const HASTE = 20;

/** A clock that can go faster than the system's. */
class HastyClock implements Clock {
  #haste = 1;
  #at = performance.now();
  #time = Date.now();

  readonly now = () => this.date();
  readonly date = () => this.#time + (performance.now() - this.#at) * this.#haste;

  /** From now on it goes faster. */
  hurry(): void {
    this.#time = this.date();
    this.#at = performance.now();
    this.#haste = HASTE;
  }

  readonly sleep = (ms: number, signal?: AbortSignal) =>
    systemClock.sleep(ms / this.#haste, signal);
  readonly every = (ms: number, tick: () => void) => systemClock.every(ms / this.#haste, tick);
}

/** One who joins, and stays until they leave. */
export class Person {
  readonly name: string;
  readonly outcome: Promise<unknown>;
  /** How it ended, if it did by itself. */
  ended?: unknown;
  readonly #ui = new FakeUi();
  readonly #clock = new HastyClock();
  readonly #leave = new AbortController();

  constructor(name: string, port: number, random: () => number) {
    this.name = name;
    const dial = () => Deno.connect({ hostname: "127.0.0.1", port });
    const clock = this.#clock;
    const options = joinOptions(port, { name, now: clock.date, quiet: true });
    const runtime = { clock, dial, random, classifyDialError: () => "other" as const };
    const conversation = new StructuredConversation(options, this.#ui, runtime);
    this.outcome = conversation.run(this.#leave.signal);
    this.outcome.then((outcome) => this.ended = outcome);
  }

  /** What was shown of the conversation, in the order it was shown. */
  get events(): readonly Event[] {
    return this.#ui.events;
  }

  /** What the client itself said. */
  get sentences(): readonly string[] {
    return this.#ui.sentences;
  }

  /** The lines that were not sent, because something was wrong with them. */
  get refusedLines(): readonly string[] {
    return this.#ui.refusedLines;
  }

  /** How many messages have not come back. */
  get pending(): number {
    return this.#ui.model.pending.length + this.#ui.unread;
  }

  /** Waits for nothing longer than need be, from now on. */
  hurry(): void {
    this.#clock.hurry();
  }

  /** Types a line. */
  type(line: string): void {
    this.#ui.type(line);
  }

  /** Waits until something is so; fails after a minute: other schedules want the machine too. */
  async until(isSo: () => boolean, what: () => string): Promise<void> {
    await this.#ui.changes.until(isSo, () => `${this.name}: ${what()}`, 60_000);
  }

  /** Leaves. */
  async leave(): Promise<void> {
    this.#leave.abort();
    await this.outcome;
  }
}
