/** Until when a ban or a mute holds; in Brazilian Portuguese. */

/**
 * The end of a sentence: until a time, or until a pardon.
 *
 * @param word The word of the server: `14:05`, `2026-11-28T14:05`, or `-` for a pardon.
 */
export function until(word: string): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(.+)$/.exec(word) ?? [];
  if (time !== undefined) return `até ${day}/${month}/${year} às ${time}`;
  return /\d/.test(word) ? `até ${word}` : "até o anfitrião perdoar";
}

/** What the host said about it, behind a sentence without its full stop. */
export function because(reason: string): string {
  return reason === "" ? "." : `: ${reason}`;
}
