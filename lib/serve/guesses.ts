/**
 * Guesses: how often a password was guessed wrong, and for how long the next guess has to wait. Pure:
 * the time is an argument.
 */

import { SERVER_LIMITS } from "../server_limits.ts";

/** The shortest wait; each further wrong guess doubles it. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** So many addresses are remembered. The one that guessed longest ago goes first. */
const MAX_ADDRESSES = 4096;

/** What is known of an address. */
interface Record {
  /** When it guessed wrong, oldest first. */
  wrong: number[];
  /** When it last guessed, and when before that, if this was right. */
  since: number;
  before: number;
  /** Whether the host was told that its guesses wait. */
  isTold: boolean;
}

/** The guesses of one room. */
export class Guesses {
  /** The one that guessed longest ago is the first. */
  readonly #addresses = new Map<string, Record>();
  /** The addresses that guessed right: those of people, whom strangers elsewhere do not slow down. */
  readonly #right = new Set<string>();
  #wrong: number[] = [];
  /** Whether the host was told that all guesses wait. */
  #isTold = false;
  /** When the last guess of any address was. */
  #lastAt = -Infinity;

  /**
   * How long an address has to wait before its next guess, in ms; 0 when it may guess.
   *
   * @param address The address as it is counted.
   * @param now In ms.
   */
  waitMs(address: string, now: number): number {
    this.#wrong = this.#wrong.filter((at) => isRecent(at, now));
    if (this.#wrong.length < SERVER_LIMITS.guesses) this.#isTold = false;
    const { wrong = [], since = now } = this.#recordOf(address, now) ?? {};
    const ownMs = delayOf(wrong.length, SERVER_LIMITS.guessesPerAddress);
    // All addresses that were never right guess together no faster than one.
    const isKnown = this.#right.has(address);
    const sharedMs = isKnown ? 0 : delayOf(this.#wrong.length, SERVER_LIMITS.guesses);
    const waits = [[since, ownMs], [this.#lastAt, sharedMs]] as const;
    return Math.max(0, ...waits.map(([from, ms]) => ms === 0 ? 0 : from + ms - now));
  }

  /** An address guesses. The guess counts as wrong until it is right. */
  add(address: string, now: number): void {
    const record = this.#recordOf(address, now) ??
      { wrong: [], since: now, before: now, isTold: false };
    record.before = record.since;
    record.since = now;
    record.wrong.push(now);
    this.#addresses.delete(address);
    keep(this.#addresses.set(address, record));
    this.#wrong.push(now);
    this.#lastAt = now;
  }

  /**
   * A guess of an address turned out wrong.
   *
   * @returns Whether from now on guesses of the address, and those of all, wait: true once.
   */
  confirm(address: string): { address: boolean; all: boolean } {
    const record = this.#addresses.get(address);
    const count = record?.wrong.length ?? 0;
    const isNew = record?.isTold === false && count >= SERVER_LIMITS.guessesPerAddress;
    if (record && isNew) record.isTold = true;
    const isNewForAll = !this.#isTold && this.#wrong.length >= SERVER_LIMITS.guesses;
    if (isNewForAll) this.#isTold = true;
    return { address: isNew, all: isNewForAll };
  }

  /** The last guess of an address was right. */
  forgive(address: string): void {
    const record = this.#addresses.get(address);
    if (record) record.since = record.before; // The same person dials again at once.
    const last = record?.wrong.pop();
    const at = last === undefined ? -1 : this.#wrong.lastIndexOf(last);
    if (at !== -1) this.#wrong.splice(at, 1);
    this.#right.delete(address);
    keep(this.#right.add(address));
  }

  /** What is known of an address, without what was longer ago than it counts. */
  #recordOf(address: string, now: number): Record | undefined {
    const record = this.#addresses.get(address);
    if (!record) return undefined;
    record.wrong = record.wrong.filter((at) => isRecent(at, now));
    if (record.wrong.length < SERVER_LIMITS.guessesPerAddress) record.isTold = false;
    return record;
  }
}

function isRecent(at: number, now: number): boolean {
  return now - at < SERVER_LIMITS.guessMemoryMs;
}

/** Bounds what is remembered of addresses. */
function keep(all: Map<string, unknown> | Set<string>): void {
  const [oldest] = all.keys();
  if (all.size > MAX_ADDRESSES) all.delete(oldest!);
}

/** The delay after so many wrong guesses, of which so many are free. */
function delayOf(count: number, free: number): number {
  if (count < free) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - free));
}
