/** The cost of a function as its input grows: ratios of times, never milliseconds. */

import { assert } from "@std/assert";

/** How much longer the longer input is. Linear time grows as much, quadratic 64 times. */
const GROWTH = 8;
/** Room for a machine that does other things as well. */
const MAX_RATIO = 32;
/** A longer run is interrupted by other programs more often than not. */
const SLICE_MS = 1.5;
/** An input is not made shorter than this, in UTF-16 units. */
const MIN_SIZE = 2 * 1024;
const MIN_ROUNDS = 5;
const MAX_ROUNDS = 120;

/**
 * Asserts that a function takes linear time. Compares the shortest of several times for an input with
 * that for an input 8 times as long. Measures again while the ratio is too high: other programs only
 * make a time longer.
 *
 * @param name What a failure names.
 * @param make Makes an input of about so many UTF-16 units.
 * @param size The length of the longer input; less, down to 2 Ki, if one run is longer than the time
 *   slices of the system. @default {16 Ki}
 */
export function assertLinear<T>(
  name: string,
  make: (size: number) => T,
  run: (input: T) => void,
  size = 16 * 1024,
): void {
  let longer = size;
  while (longer > MIN_SIZE && timeOf(() => run(make(longer))) > SLICE_MS) longer /= 2;
  const inputs = [make(longer / GROWTH), make(longer)];
  const times = [Infinity, Infinity];
  const ratio = () => times[1]! / times[0]!;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (round >= MIN_ROUNDS && ratio() <= MAX_RATIO) return;
    for (const [at, input] of inputs.entries()) {
      times[at] = Math.min(times[at]!, timeOf(() => run(input)));
    }
  }
  assert(false, `${name}: ${GROWTH} times the input takes ${ratio().toFixed(1)} times as long`);
}

function timeOf(run: () => void): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

/** Runs a function and counts the calls of `normalize`, on any text. */
export function countNormalizations(run: () => void): number {
  const { normalize } = String.prototype;
  let count = 0;
  String.prototype.normalize = function (form?: string): string {
    count++;
    return normalize.call(this, form);
  };
  try {
    run();
  } finally {
    String.prototype.normalize = normalize;
  }
  return count;
}

/** What was done with `Intl.Segmenter`: texts that it split, and segments that were taken. */
export interface SegmentCounts {
  texts: number;
  segments: number;
}

/** Runs a function and counts what it does with `Intl.Segmenter`. */
export function countSegments(run: () => void): SegmentCounts {
  using counter = new SegmentCounter();
  run();
  return { ...counter.counts };
}

/** Counts what is done with `Intl.Segmenter`, until it is disposed. */
export class SegmentCounter implements Disposable {
  readonly counts: SegmentCounts = { texts: 0, segments: 0 };
  readonly #restore: () => void;

  constructor() {
    const { counts } = this;
    const { prototype } = Intl.Segmenter;
    const segmentsPrototype = Object.getPrototypeOf(new Intl.Segmenter().segment(""));
    const { segment } = prototype;
    const { containing, [Symbol.iterator]: iterate } = segmentsPrototype;
    prototype.segment = function (text) {
      counts.texts++;
      return segment.call(this, text);
    };
    segmentsPrototype.containing = function (at: number) {
      counts.segments++;
      return containing.call(this, at);
    };
    segmentsPrototype[Symbol.iterator] = function* () {
      for (const one of { [Symbol.iterator]: () => iterate.call(this) }) {
        counts.segments++;
        yield one;
      }
    };
    this.#restore = () => {
      prototype.segment = segment;
      segmentsPrototype.containing = containing;
      segmentsPrototype[Symbol.iterator] = iterate;
    };
  }

  [Symbol.dispose](): void {
    this.#restore();
  }
}
