/** The rooms that were found, each once, however many of its addresses answered. Pure. */

import type { Answer } from "./datagrams.ts";
import { isLoopback } from "./subnets.ts";

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
   * @returns Whether something is other than before that is shown to people.
   */
  add(answer: Answer, place: Place): boolean {
    const { id, room: name, people, hasPassword, certificate } = answer;
    const key = `${id} ${certificate}`;
    const before = this.#rooms.get(key);
    if (!before && this.#rooms.size >= MAX_ROOMS) return false;
    const places = withPlace(before?.places ?? [], place);
    const room: FoundRoom = { id, name, people, hasPassword, certificate, places };
    this.#rooms.set(key, room);
    return !before || shownOf(before) !== shownOf(room);
  }
}

/** A place that answers again keeps its fastest answer. */
function withPlace(places: readonly Place[], place: Place): Place[] {
  const isSame = ({ host, port }: Place) => host === place.host && port === place.port;
  const before = places.find(isSame);
  const fastest = before && before.delayMs <= place.delayMs ? before : place;
  const all = [...places.filter((one) => !isSame(one)), fastest];
  return all.sort((one, other) => rankOf(one) - rankOf(other)).slice(0, MAX_PLACES);
}

/** This computer itself comes first, whatever else was faster this time. */
function rankOf({ host, delayMs }: Place): number {
  return isLoopback(host) ? -1 : delayMs;
}

function shownOf({ name, people, hasPassword, places: [first] }: FoundRoom): string {
  return JSON.stringify([name, people, hasPassword, first!.host, first!.port, first!.adapter]);
}
