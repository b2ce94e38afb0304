/** What a caught value says. */

/** The message of an error, or the value itself as text: anything may be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
