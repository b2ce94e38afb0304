/**
 * The memory of one tab: the session, in the tab's own storage, so that a reload goes on where the person
 * was. The newest events are kept, up to a bound; the model before them stands for the rest.
 */

import type { SavedSession, SessionMemory } from "../join/session_memory.ts";
import type { Event } from "../protocol.ts";
import { EMPTY, type Model, update } from "../view/model.ts";

/** The part of a `Storage` that is used. */
export type TabStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** How many events are kept, and how much they may be together, in UTF-16 units. */
const MAX_EVENTS = 1000;
const MAX_UNITS = 1024 * 1024;

/** Events that change nothing; older messages are asked for again, as there would be gaps in them. */
const UNKEPT: ReadonlySet<Event["type"]> = new Set(["past", "ping", "pong", "refused"]);

const BASE = "chat.base";
const STATE = "chat.state";
const eventKey = (index: number): string => `chat.event.${index}`;

/** What is kept besides the events. */
interface Base {
  model: Model;
  /** The index of the first event. */
  first: number;
}

type State = Pick<SavedSession, "pending" | "nextId" | "ignored">;

/** Remembers a session in a tab. */
export class TabMemory implements SessionMemory {
  readonly #storage: TabStorage;
  #base: Base = { model: EMPTY, first: 0 };
  #kept: { event: Event; units: number }[] = [];
  #units = 0;

  /**
   * Reads nothing before `restore`.
   *
   * @param storage The storage of the tab.
   */
  constructor(storage: TabStorage) {
    this.#storage = storage;
  }

  /** The token of the session; undefined when there is none. */
  get token(): string | undefined {
    return this.#kept.reduce((model, { event }) => update(model, event), this.#base.model).token;
  }

  restore(): SavedSession | undefined {
    this.#kept = [];
    this.#units = 0;
    const base = this.#read<Base>(BASE);
    const state = this.#read<State>(STATE);
    if (!base || !state) return undefined;
    this.#base = base;
    for (let index = base.first;; index++) {
      const text = this.#storage.getItem(eventKey(index));
      if (text === null) break;
      this.#keep(JSON.parse(text), text.length);
    }
    const events = this.#kept.map(({ event }) => event);
    return this.token === undefined ? undefined : { base: base.model, events, ...state };
  }

  add(event: Event, before: Model): void {
    if (UNKEPT.has(event.type)) return;
    if (this.#kept.length === 0) this.#setBase({ model: before, first: this.#base.first });
    const text = JSON.stringify(event);
    this.#write(eventKey(this.#base.first + this.#kept.length), text);
    this.#keep(event, text.length);
    while (this.#kept.length > MAX_EVENTS || this.#units > MAX_UNITS) this.#forgetOldest();
  }

  save({ pending, nextId, token }: Model, ignored: readonly string[]): void {
    if (token === undefined) return;
    this.#write(STATE, JSON.stringify({ pending, nextId, ignored }));
  }

  /** Forgets the session: the person has left, or another tab has it. */
  clear(): void {
    for (const index of this.#kept.keys()) this.#remove(this.#base.first + index);
    this.#storage.removeItem(BASE);
    this.#storage.removeItem(STATE);
    this.#base = { model: EMPTY, first: 0 };
    this.#kept = [];
    this.#units = 0;
  }

  #keep(event: Event, units: number): void {
    this.#kept.push({ event, units });
    this.#units += units;
  }

  /** The model before the events takes the oldest of them in. */
  #forgetOldest(): void {
    const { event, units } = this.#kept.shift()!;
    this.#units -= units;
    const { model, first } = this.#base;
    this.#setBase({ model: update(model, event), first: first + 1 });
    this.#remove(first);
  }

  #setBase(base: Base): void {
    this.#base = base;
    this.#write(BASE, JSON.stringify(base));
  }

  #remove(index: number): void {
    this.#storage.removeItem(eventKey(index));
  }

  #read<T>(key: string): T | undefined {
    const text = this.#storage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  }

  /** A storage that is full keeps what it has: a reload shows less, and resumes all the same. */
  #write(key: string, text: string): void {
    try {
      this.#storage.setItem(key, text);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (this.#kept.length > 0) this.#forgetOldest();
    }
  }
}
