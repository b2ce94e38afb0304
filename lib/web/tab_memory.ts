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

/**
 * Events of the moment, which are not kept: answers, of which the open list of people is one every 15 s,
 * and older messages, which can be asked for again.
 */
const UNKEPT: ReadonlySet<Event["type"]> = new Set(["past", "people", "ping", "pong", "refused"]);

const BASE = "chat.base";
const STATE = "chat.state";
const DRAFT = "chat.draft";
const NAME = "chat.name";
const SILENT = "chat.silent";
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
  #isForNextPage = false;
  /** The state that was written last. */
  #state = "";

  /**
   * Reads nothing before `restore`.
   *
   * @param storage The storage of the tab.
   */
  constructor(storage: TabStorage) {
    this.#storage = storage;
  }

  /** Whether the page is of another version: after a reload the new one goes on with the session. */
  get isForNextPage(): boolean {
    return this.#isForNextPage;
  }

  /** What is typed and not sent. */
  get draft(): string {
    return this.#storage.getItem(DRAFT) ?? "";
  }

  set draft(text: string) {
    this.#write(DRAFT, text);
  }

  /** The name that was typed last, also when it was refused. */
  get name(): string {
    return this.#storage.getItem(NAME) ?? "";
  }

  set name(name: string) {
    this.#write(NAME, name);
  }

  /** Whether the page sounds. */
  get isSoundOn(): boolean {
    return this.#storage.getItem(SILENT) === null;
  }

  set isSoundOn(isOn: boolean) {
    if (isOn) this.#storage.removeItem(SILENT);
    else this.#write(SILENT, "true");
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
    this.#isForNextPage = event.type === "refused" && event.code === "version";
    if (UNKEPT.has(event.type)) return;
    if (this.#kept.length === 0) this.#setBase({ model: before, first: this.#base.first });
    const text = JSON.stringify(event);
    this.#keep(event, text.length);
    while (this.#kept.length > MAX_EVENTS || this.#units > MAX_UNITS) this.#forgetOldest();
    this.#write(eventKey(this.#base.first + this.#kept.length - 1), text);
  }

  save({ pending, nextId, token }: Model, ignored: readonly string[]): void {
    const state = JSON.stringify({ pending, nextId, ignored });
    if (token === undefined || state === this.#state) return;
    this.#state = state;
    this.#write(STATE, state);
  }

  /** Forgets what was shown: the person has cleared the page. The session goes on. */
  forgetEvents(): void {
    while (this.#kept.length > 0) this.#forgetOldest();
  }

  /** Forgets the session: the person has left, or another tab has it. */
  clear(): void {
    for (const index of this.#kept.keys()) this.#remove(this.#base.first + index);
    for (const key of [BASE, STATE, DRAFT]) this.#storage.removeItem(key);
    this.#base = { model: EMPTY, first: 0 };
    this.#kept = [];
    this.#units = 0;
    this.#state = "";
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
    this.#base = { model: update(model, event), first: first + 1 };
    this.#remove(first); // First, as the storage may be full.
    this.#write(BASE, JSON.stringify(this.#base));
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

  /**
   * Writes an item. In a full storage the oldest events make place; where that is not enough, nothing is
   * kept: a reload would show a part of the session, and take it for the whole.
   */
  #write(key: string, text: string): void {
    while (!this.#tryWrite(key, text)) {
      if (this.#kept.length <= 1) return this.clear();
      this.#forgetOldest();
    }
  }

  #tryWrite(key: string, text: string): boolean {
    try {
      this.#storage.setItem(key, text);
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }
}
