/**
 * Bursts on the operator's console: of lines of one kind the first few within a second are printed,
 * the others are counted, and one line sums them up. What people say never comes here. Time is
 * passed in, and the lines to print are returned.
 */

import type { Texts } from "../i18n/mod.ts";
import type { RefusalCode } from "../protocol.ts";

/** What happened to a connection, in a line that may be one of many. */
export interface ConsoleEvent {
  /** Lines of one kind are counted together. */
  kind: keyof Texts["bursts"];
  /** Whom it happened to: the name, or the address of a connection without one. */
  who: string;
  /** Why. */
  code?: RefusalCode;
  /** The line; without one the event shows in a sum only. */
  line?: string;
}

/** An event with a line of its own. */
export type LineEvent = ConsoleEvent & {
  /** The line. */
  line: string;
};

/** So many lines of a kind are printed within a second. */
const MAX_LINES = 5;
const WINDOW_MS = 1_000;
/** A burst that goes on is summed up this often. */
const SUM_EVERY_MS = 10_000;
/** While so many bursts go on, the lines of further people that were not said are one burst. */
const MAX_BURSTS = 15;
/** So many names are in a sum. */
const MAX_NAMES = 5;

/** Decides which lines are printed, and sums up the others. */
export class ConsoleBurst {
  readonly #texts: Texts;
  /** By kind; of lines that were not said by person too: no flood hides another's mistake. */
  readonly #bursts = new Map<string, Burst>();

  /**
   * Begins without a burst.
   *
   * @param texts The language of the sums.
   */
  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** Whether there is anything to sum up, so that `flush` has to be called again. */
  get isCounting(): boolean {
    return this.#bursts.values().some(({ count }) => count > 0);
  }

  /**
   * Something happened.
   *
   * @param now In ms.
   * @returns The lines to print.
   */
  add(event: ConsoleEvent, now: number): string[] {
    const { kind, who, line } = event;
    const key = this.#keyOf(kind, who);
    const burst = this.#bursts.get(key) ?? new Burst(kind);
    this.#bursts.set(key, burst);
    const sums = burst.isOver(now) ? this.#sum(burst) : [];
    const isPrinted = burst.add(event, now);
    return isPrinted && line !== undefined ? [...sums, line] : sums;
  }

  /**
   * Ends the bursts that are over.
   *
   * @param now In ms, by the clock that was passed to `add`.
   * @param isLast Whether there is no later call: every burst ends. @default {false}
   * @returns The lines to print.
   */
  flush(now: number, isLast = false): string[] {
    const sums: string[] = [];
    for (const [key, burst] of this.#bursts) {
      if (isLast || burst.isOver(now) || burst.isLong(now)) sums.push(...this.#sum(burst));
      if (burst.isQuiet(now)) this.#bursts.delete(key);
    }
    return sums;
  }

  #keyOf(kind: ConsoleEvent["kind"], who: string): string {
    const own = `${kind} ${who}`;
    if (kind !== "unsaid") return kind;
    return this.#bursts.has(own) || this.#bursts.size < MAX_BURSTS ? own : kind;
  }

  #sum(burst: Burst): string[] {
    if (burst.count === 0) return [];
    const { bursts, burstReasons, burstDetails, list, moreNames } = this.#texts;
    const what = bursts[burst.kind](burst.count, burst.seconds);
    const reasons = [...burst.codes].sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `${burstReasons[code]} (${count})`);
    const names = burst.hasMoreNames ? [...burst.names, moreNames] : [...burst.names];
    burst.reset();
    return [burstDetails(what, reasons.join(", "), names.length > 1 ? list(names) : names[0]!)];
  }
}

/** The events of one kind that follow each other closely. */
class Burst {
  readonly kind: ConsoleEvent["kind"];
  /** How many events were counted instead of printed. */
  count = 0;
  /** How often each reason was counted. */
  readonly codes = new Map<RefusalCode, number>();
  /** The first names that were counted. */
  readonly names = new Set<string>();
  hasMoreNames = false;
  /** When the last few events were. */
  readonly #recent: number[] = [];
  /** When the first of the counted events was. */
  #since = 0;

  constructor(kind: ConsoleEvent["kind"]) {
    this.kind = kind;
  }

  /** How long it counted, in whole seconds from 1. */
  get seconds(): number {
    return Math.max(1, Math.ceil((this.#recent.at(-1)! - this.#since) / 1000));
  }

  /** Whether fewer than a few events were within the last second. */
  isOver(now: number): boolean {
    return this.#recent.length < MAX_LINES || now - this.#recent[0]! >= WINDOW_MS;
  }

  /** Whether there was no event within the last second. */
  isQuiet(now: number): boolean {
    return now - this.#recent.at(-1)! >= WINDOW_MS;
  }

  /** Whether it counts for so long that the operator should hear of it. */
  isLong(now: number): boolean {
    return now - this.#since >= SUM_EVERY_MS;
  }

  /** Counts an event, unless it is one of the first few: returns whether it is. */
  add({ who, code }: ConsoleEvent, now: number): boolean {
    const isOver = this.isOver(now);
    this.#recent.push(now);
    if (this.#recent.length > MAX_LINES) this.#recent.shift();
    if (isOver) return true;
    if (this.count++ === 0) this.#since = now;
    if (code) this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    if (this.names.has(who)) return false;
    if (this.names.size < MAX_NAMES) this.names.add(who);
    else this.hasMoreNames = true;
    return false;
  }

  /** Forgets what was counted, but not when the last events were. */
  reset(): void {
    this.count = 0;
    this.codes.clear();
    this.names.clear();
    this.hasMoreNames = false;
  }
}
