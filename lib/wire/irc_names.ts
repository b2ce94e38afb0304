/** Who was in the room at an entry: a client reads what comes behind it, and so it must not know it yet. */

import type { Entry, Person } from "../protocol.ts";

/**
 * The people before some entries.
 *
 * @param people Everybody, behind the last one of the entries.
 * @param entries Oldest first.
 */
export function peopleBefore(
  people: readonly Person[],
  entries: readonly Entry[],
): readonly Person[] {
  if (entries.length === 0) return people; // Nearly always.
  const byName = new Map(people.map((person) => [person.name, person]));
  for (const entry of entries.toReversed()) {
    if (entry.type === "joined") byName.delete(entry.name);
    if (entry.type === "left") byName.set(entry.name, { name: entry.name, since: 0, away: false });
    const renamed = entry.type === "renamed" ? byName.get(entry.to) : undefined;
    if (entry.type === "renamed" && renamed) {
      byName.delete(entry.to);
      byName.set(entry.from, { ...renamed, name: entry.from });
    }
  }
  return [...byName.values()];
}
