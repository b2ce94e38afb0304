/** A history in memory, which fails when the test says so. */

import type { Logged } from "../../lib/chat/log.ts";
import type { Session, SessionRecord } from "../../lib/chat/session.ts";
import type { Entry } from "../../lib/protocol.ts";
import type { History } from "../../lib/serve/recorder.ts";
import { HistoryError } from "../../lib/store/history_error.ts";

/** What is recorded, and how often it was tried. */
export class FakeHistory implements History {
  /** Makes `record` and `prune` fail, when there is an error. */
  failure?: Error;
  /** How many more times there is something left to prune. */
  pruneBacklog = 0;
  /** When `prune` was called, by the wall clock. */
  readonly prunedAt: number[] = [];
  /** How many entries each call of `record` brought, those that failed included. */
  readonly records: number[] = [];
  readonly #entries: Logged[] = [];
  readonly #sessions = new Map<number, SessionRecord>();

  /** Fills the disk, or makes room on it. */
  set isFull(isFull: boolean) {
    const full = new HistoryError("chat.db", "full", "database or disk is full");
    this.failure = isFull ? full : undefined;
  }

  get first(): number {
    return 1;
  }

  get last(): number {
    return this.#entries.length;
  }

  get lastSession(): number {
    return Math.max(0, ...this.#sessions.keys());
  }

  /** What is recorded, as texts and types. */
  get recorded(): string[] {
    return this.#entries.map(({ entry }) => "text" in entry ? entry.text : entry.type);
  }

  /** What is recorded of the one who is called this. */
  of(name: string): SessionRecord | undefined {
    return [...this.#sessions.values()].find((record) => record.name === name);
  }

  at(seq: number): Logged | undefined {
    return this.#entries[seq - 1];
  }

  recent(count: number, before: number): Entry[] {
    return this.#entries.map(({ entry }) => entry)
      .filter(({ seq, type }) => seq < before && (type === "said" || type === "notice"))
      .slice(-count);
  }

  sessions(): { record: SessionRecord; unacked: Logged[] }[] {
    return [...this.#sessions.values()].map((record) => ({ record, unacked: [] }));
  }

  record(entries: Logged[], sessions: Iterable<Session>): void {
    this.records.push(entries.length);
    if (this.failure) throw this.failure;
    this.#entries.push(...entries);
    for (const { id, presence, record } of sessions) {
      if (presence === "ended") this.#sessions.delete(id);
      else this.#sessions.set(id, record);
    }
  }

  prune(now: number): boolean {
    this.prunedAt.push(now);
    if (this.failure) throw this.failure;
    return this.pruneBacklog-- > 0;
  }
}
