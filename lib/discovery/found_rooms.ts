/** The rooms that were found, each once, however many of its addresses answered. Pure. */

import type { Answer } from "./datagrams.ts";
import { isLoopback } from "../net/host.ts";

/** A place where a room answered. */
export interface Place {
  /** The IPv4 address of the server. */
  host: string;
  /** The TCP port. */
  port: number;
  /** The adapter of this machine by which it was asked. */
  adapter: string;
  /** How long the fastest answer took, in ms. */
  delayMs: number;
}

/** A room. */
export interface FoundRoom {
  /** Identifies it, together with `certificate`. */
  id: string;
  /** Its name. */
  name: string;
  /** How many people are in it. */
  people: number;
  /** Whether a password is needed. */
  hasPassword: boolean;
  /** The SHA-256 of the certificate, in hexadecimal digits. Whoever answers may claim to have it. */
  certificate: string;
  /** Where it answered, the fastest place first; one at least. */
  places: readonly Place[];
}

/** At most so many rooms, and places of one: whoever answers may make them up. */
const MAX_ROOMS = 100;
const MAX_PLACES = 16;
/** So many rooms of one address: one machine must not fill the list. */
const MAX_AT_HOST = 32;
/** So much faster, in ms, is another place than the first. */
const MUCH_FASTER_MS = 10;

/** The rooms of one search. */
export class FoundRooms {
  /** In the order in which they were found. */
  readonly #rooms = new Map<string, FoundRoom>();

  /** All of them, in the order in which they were found. */
  get all(): readonly FoundRoom[] {
    return [...this.#rooms.values()];
  }

  /**
   * A room has answered.
   *
   * @returns Whether it or the place is new, or something that is shown of it is other than before, but
   *   for how many people there are.
   */
  add(answer: Answer, place: Place): boolean {
    const { id, room: name, people, hasPassword, certificate } = answer;
    const key = `${id} ${certificate}`;
    const before = this.#rooms.get(key);
    if (!before && (this.#rooms.size >= MAX_ROOMS || this.#countAt(place.host) >= MAX_AT_HOST)) {
      return false;
    }
    const places = withPlace(before?.places ?? [], place);
    const room: FoundRoom = { id, name, people, hasPassword, certificate, places };
    this.#rooms.set(key, room);
    const isNewPlace = places.length > (before?.places.length ?? 0);
    return !before || isNewPlace || shownOf(before) !== shownOf(room);
  }

  #countAt(host: string): number {
    return this.all.filter(({ places }) => places.some((place) => place.host === host)).length;
  }
}

/**
 * A place that answers again keeps its fastest answer. The one before stays the first unless another one
 * is much faster: a row is not to flicker.
 */
function withPlace(places: readonly Place[], place: Place): Place[] {
  const before = places.find((one) => isSamePlace(one, place));
  const fastest = before && before.delayMs <= place.delayMs ? before : place;
  const others = places.filter((one) => !isSamePlace(one, place));
  const all = [...others, fastest].sort((one, other) => rankOf(one) - rankOf(other));
  const first = all.find((one) => places[0] && isSamePlace(one, places[0]));
  const stays = first && rankOf(first) - rankOf(all[0]!) < MUCH_FASTER_MS;
  return (stays ? [first, ...all.filter((one) => one !== first)] : all).slice(0, MAX_PLACES);
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.host === other.host && one.port === other.port;
}

/** This computer itself comes first, whatever else was faster this time. */
function rankOf({ host, delayMs }: Place): number {
  return isLoopback(host) ? -MUCH_FASTER_MS : delayMs;
}

function shownOf({ name, hasPassword, places: [first] }: FoundRoom): string {
  return JSON.stringify([name, hasPassword, first!.host, first!.port, first!.adapter]);
}
