/** Who is meant by a typed name, among the people who are here. */

import { fold, isTooLong } from "../names.ts";
import { callKey } from "../naming/call_key.ts";

/** The names of one list of people, by `fold` and by `callKey`. */
interface Callees {
  byName: Map<string, string>;
  byCall: Map<string, string[]>;
}

/** Each list is indexed once: the model never changes one. */
const indexes = new WeakMap<readonly string[], Callees>();

/**
 * The people that a typed name may mean: the one with exactly this name, otherwise all whose names
 * differ from it in accents alone.
 *
 * @param people The names of the people. The list must not change.
 * @param typed The name as it was typed.
 * @param former Names of people who are not here any more: exactly such a name means nobody else.
 * @default {none}
 */
export function calleesOf(
  people: readonly string[],
  typed: string,
  former: readonly string[] = [],
): readonly string[] {
  if (isTooLong(typed)) return [];
  const { byName, byCall } = indexOf(people);
  const key = fold(typed);
  const exact = byName.get(key);
  if (exact !== undefined) return [exact];
  return former.some((name) => fold(name) === key) ? [] : byCall.get(callKey(typed)) ?? [];
}

/** The keys of the names that begin with the key of another one and go on. */
export function longerCallKeys(people: readonly string[], key: string): string[] {
  return [...indexOf(people).byCall.keys()]
    .filter((other) => other.length > key.length && other.startsWith(key));
}

function indexOf(people: readonly string[]): Callees {
  const known = indexes.get(people);
  if (known) return known;
  const index: Callees = { byName: new Map(), byCall: new Map() };
  for (const name of people) {
    index.byName.set(fold(name), name);
    const key = callKey(name);
    index.byCall.set(key, [...index.byCall.get(key) ?? [], name]);
  }
  indexes.set(people, index);
  return index;
}
