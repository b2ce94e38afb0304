/**
 * The pruner: deletes old entries, some at a time, while the wall clock is believed. After a jump of
 * the clock it says so once, and deletes nothing until the operator or a day confirms the clock.
 */

import type { Texts } from "../i18n/mod.ts";
import { ClockCheck } from "./clock_check.ts";
import { failureSentence, type History } from "./history.ts";

/** What a pruner is made with. */
export interface PrunerOptions {
  /** Where it deletes. Without it, nothing is deleted. */
  history?: History;
  /** The language of the console. */
  texts: Texts;
  /** Shows a text on the console. */
  print: (text: string) => void;
}

/** How often it looks for old entries, and tries again after an error. */
const PRUNE_MS = 600_000;
const DAY_MS = 86_400_000;

/** Prunes one history. */
export class Pruner {
  readonly #options: PrunerOptions;
  readonly #clock?: ClockCheck;
  #pruneAt = 0;
  #rememberAt = -Infinity;
  #hasMore = false;

  /**
   * Compares the clock with the history.
   *
   * @param options What is pruned.
   * @param now In ms; only differences count.
   * @param date In ms since 1970.
   */
  constructor(options: PrunerOptions, now: number, date: number) {
    this.#options = options;
    const { history } = options;
    if (!history?.isPruned) return;
    this.#clock = new ClockCheck(history.believedDate ?? history.newestTime ?? date, now);
    this.#isClockBelieved(this.#clock, now, date);
  }

  /** Whether entries are waiting to be deleted now. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /**
   * Checks the clock, and deletes some of the old entries; looks for them every ten minutes.
   *
   * @param now In ms; only differences count.
   * @param date In ms since 1970.
   */
  sweep(now: number, date: number): void {
    const { history } = this.#options;
    if (!history || !this.#clock || !this.#isClockBelieved(this.#clock, now, date)) return;
    if (now < this.#pruneAt) return;
    this.#pruneAt = now + PRUNE_MS;
    this.#hasMore = false;
    this.#attempt(() => this.#hasMore = history.prune(date));
    if (this.#hasMore) this.#pruneAt = now;
  }

  /**
   * The operator says that the clock is right: old entries are deleted from the next sweep on.
   *
   * @param now In ms; only differences count.
   * @param date In ms since 1970.
   */
  confirm(now: number, date: number): void {
    const { texts, print } = this.#options;
    if (!this.#clock) return print(texts.pruning["keeps-all"]);
    if (!this.#clock.isDoubted) return print(texts.pruning["nothing-waits"]);
    this.#clock.believe(now, date);
    this.#rememberAt = now;
    this.#remember(undefined, now);
    this.#pruneAt = now;
    this.#hasMore = true;
    print(texts.pruning["started"]);
  }

  #isClockBelieved(clock: ClockCheck, now: number, date: number): boolean {
    const { texts, print } = this.#options;
    const aheadMs = clock.aheadMs(now, date);
    const state = clock.check(now, date);
    if (state === "jumped") {
      print(texts.clockJumped(Math.round(Math.abs(aheadMs) / DAY_MS), aheadMs > 0));
    }
    if (state === "returned") print(texts.clockReturned);
    this.#remember(clock.isDoubted ? clock.believedDate : undefined, now);
    return !clock.isDoubted;
  }

  /** Records which date was believed last, if that changed. */
  #remember(date: number | undefined, now: number): void {
    const { history } = this.#options;
    if (history!.believedDate === date || now < this.#rememberAt) return;
    this.#rememberAt = now + PRUNE_MS;
    this.#attempt(() => {
      history!.setBelievedDate(date);
      this.#rememberAt = now;
    });
  }

  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#options.print(failureSentence(error, this.#options.texts));
    }
  }
}
