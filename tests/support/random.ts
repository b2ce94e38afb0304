/** Chance that can be repeated: what a test draws at random is drawn again from its seed. */

/** A small generator (mulberry32): the same seed gives the same numbers, from 0 to below 1. */
export function seeded(seed: number): () => number {
  return () => {
    seed = seed + 0x6d2b79f5 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
  };
}

/** Runs so many times with fresh seeds, and names the seed that fails. */
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
