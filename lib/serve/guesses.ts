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
  /** When it was last let guess, or first told to wait. */
  since: number;
}

/** The guesses of one room. */
export class Guesses {
  /** The one that guessed longest ago is the first. */
  readonly #addresses = new Map<string, Record>();
  #wrong: number[] = [];

  /**
   * How long an address has to wait before its next guess, in ms; 0 when it may guess.
   *
   * @param address The address as it is counted.
   * @param now In ms.
   */
  waitMs(address: string, now: number): number {
    this.#forget(now);
    const delayMs = Math.max(
      delayOf(this.#addresses.get(address)?.wrong.length ?? 0, SERVER_LIMITS.guessesPerAddress),
      delayOf(this.#wrong.length, SERVER_LIMITS.guesses),
    );
    if (delayMs === 0) return 0;
    // An address that is new waits from now on: many of them together guess no faster for it.
    const { since } = this.#recordOf(address, now);
    return Math.max(0, since + delayMs - now);
  }

  /**
   * An address guesses. The guess counts as wrong until it is right.
   *
   * @returns Whether the address, or all together, have reached the number from which guesses wait.
   */
  add(address: string, now: number): "address" | "all" | undefined {
    const record = this.#recordOf(address, now);
    record.since = now;
    record.wrong.push(now);
    this.#wrong.push(now);
    if (record.wrong.length === SERVER_LIMITS.guessesPerAddress) return "address";
    return this.#wrong.length === SERVER_LIMITS.guesses ? "all" : undefined;
  }

  /** The last guess of an address was right. */
  forgive(address: string): void {
    const last = this.#addresses.get(address)?.wrong.pop();
    const at = last === undefined ? -1 : this.#wrong.lastIndexOf(last);
    if (at !== -1) this.#wrong.splice(at, 1);
  }

  #recordOf(address: string, now: number): Record {
    const record = this.#addresses.get(address) ?? { wrong: [], since: now };
    this.#addresses.delete(address);
    this.#addresses.set(address, record);
    const [oldest] = this.#addresses.keys();
    if (this.#addresses.size > MAX_ADDRESSES) this.#addresses.delete(oldest!);
    return record;
  }

  /** What was guessed longer ago than it is counted is forgotten. */
  #forget(now: number): void {
    const isRecent = (at: number) => now - at < SERVER_LIMITS.guessMemoryMs;
    if (this.#wrong[0] !== undefined && !isRecent(this.#wrong[0])) {
      this.#wrong = this.#wrong.filter(isRecent);
    }
    for (const [address, record] of this.#addresses) {
      if (isRecent(record.since)) break;
      this.#addresses.delete(address);
    }
    for (const record of this.#addresses.values()) record.wrong = record.wrong.filter(isRecent);
  }
}

/** The delay after so many wrong guesses, of which so many are free. */
function delayOf(count: number, free: number): number {
  if (count < free) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - free));
}
