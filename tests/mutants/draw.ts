/** Draws some of the mutants of source texts, by a seed. Pure. */

import { seeded } from "../support/random.ts";
import { applyMutant, findMutants, type Kind, type Mutant } from "./mutate.ts";
import { parse } from "./parse.ts";

/** A mutant that no test can notice, because the program does the same with it. */
export interface Equivalent {
  file: string;
  /** The trimmed source line, as {@linkcode Mutant.before}. */
  text: string;
  kind: Kind;
  reason: string;
}

/** Whether it is the mutant that an entry of the list of equivalents names. */
export function isEquivalent(mutant: Mutant, { file, text, kind }: Equivalent): boolean {
  return mutant.file === file && mutant.before === text && mutant.kind === kind;
}

/** What {@linkcode drawMutants} is told. */
export interface DrawOptions {
  /** How many, fewer when there are no more. */
  count: number;
  /** The same seed, sources and count draw the same mutants. */
  seed: number;
  /** These are not drawn. @default {[]} */
  equivalents?: Equivalent[];
}

/**
 * Draws mutants that parse, each at most once.
 *
 * @param sources The text of each file, by its path.
 */
export function drawMutants(sources: Record<string, string>, options: DrawOptions): Mutant[] {
  const { count, seed, equivalents = [] } = options;
  const random = seeded(seed);
  const left = Object.keys(sources).sort().flatMap((file) => findMutants(file, sources[file]!))
    .filter((mutant) => !equivalents.some((entry) => isEquivalent(mutant, entry)));
  const drawn: Mutant[] = [];
  while (drawn.length < count && left.length > 0) {
    const [mutant] = left.splice(Math.floor(random() * left.length), 1);
    const { file } = mutant!;
    if (parses(file, applyMutant(sources[file]!, mutant!))) drawn.push(mutant!);
  }
  return drawn;
}

function parses(file: string, text: string): boolean {
  try {
    parse(file, text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
