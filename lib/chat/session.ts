/** One person's identity in the room: what the hub knows of somebody who is there. */

import { fold } from "../names.ts";

/** One person, from the moment they join until they leave. */
export class Session {
  /** Names this session for the room's whole life, whoever takes its name later; from 1. */
  readonly id: number;
  /** The secret that only its owner was told. */
  readonly token: string;
  /** When they came, in ms since 1970. */
  readonly since: number;
  /** The `id` of the last message taken from them; a message not above it was said already. */
  lastId = 0;
  /** The number of the last entry that is their own words; 0 before there is one. */
  lastOwn = 0;
  /** The number of the last entry that only they and one other may see; 0 before there is one. */
  lastPrivate = 0;
  /** Who sent them the last private message. */
  lastWhisperer?: Session;
  #name: string;
  #key: string;

  /**
   * Begins a session.
   *
   * @param id Its number.
   * @param name A name that was checked.
   * @param token Its secret.
   * @param since Now, in ms since 1970.
   */
  constructor(id: number, name: string, token: string, since: number) {
    this.id = id;
    this.token = token;
    this.since = since;
    this.#name = name;
    this.#key = fold(name);
  }

  /** What they are called now. */
  get name(): string {
    return this.#name;
  }

  /** The name as it is compared (see `fold`). */
  get key(): string {
    return this.#key;
  }

  /** Gives them another name. */
  rename(name: string): void {
    this.#name = name;
    this.#key = fold(name);
  }
}
