/** The colour of a name: a hash of the name, readable on dark and on light backgrounds. */

import { fold } from "../names.ts";

/**
 * Colours of the 256-colour palette with a contrast of at least 3.4 to 1 against black and against
 * white (WCAG 2.2, 1.4.3, asks 3 to 1 of large text).
 */
export const NAME_COLORS: readonly number[] = [
  ...[27, 28, 30, 32, 62, 64, 66, 94, 97, 99],
  ...[127, 129, 131, 133, 160, 162, 164, 166, 168],
];

/** The colour of a name, equal for all clients and in any letter case. */
export function colorOf(name: string): number {
  let hash = 7;
  for (const character of fold(name)) hash = Math.imul(hash, 31) + character.codePointAt(0)! | 0;
  return NAME_COLORS[Math.abs(hash) % NAME_COLORS.length]!;
}
