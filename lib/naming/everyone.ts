/** The words that mention everybody in the room when an `@` comes before them. */

/** Each word, Portuguese first. No person can have one of them as a name. */
export const EVERYONE: readonly string[] = ["todos", "all"];

/** Whether a word behind an `@` means everybody: in any letter case, and spelled exactly so. */
export function isEveryone(word: string): boolean {
  return EVERYONE.includes(word.toLowerCase());
}
