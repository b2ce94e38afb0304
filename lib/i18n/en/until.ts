/** Until when a ban or a mute holds; in English. */

/**
 * The end of a sentence: until a time, or until a pardon.
 *
 * @param word The word of the server: `14:05`, `2026-11-28T14:05`, or `-` for a pardon.
 */
export function until(word: string): string {
  const [day, time] = word.split("T");
  if (time !== undefined) return `until ${time} on ${day}`;
  return /\d/.test(word) ? `until ${word}` : "until the host pardons";
}

/** What the host said about it, behind a sentence without its full stop. */
export function because(reason: string): string {
  return reason === "" ? "." : `: ${reason}`;
}
