/** Seeded random numbers: a seed reproduces a test's random choices. */

/** A pseudo-random generator (mulberry32): numbers from 0 up to 1, excluding 1. */
export function seeded(seed: number): () => number {
  return () => {
    seed = seed + 0x6d2b79f5 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
  };
}

/** Runs a function many times with new seeds; an error names the seed. */
export function withSeeds(times: number, run: (random: () => number) => void): void {
  for (let n = 0; n < times; n++) {
    const seed = Math.floor(Math.random() * 2 ** 32);
    try {
      run(seeded(seed));
    } catch (cause) {
      throw new Error(`seed ${seed}: ${cause}`, { cause });
    }
  }
}
