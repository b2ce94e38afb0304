/** A history in memory that can fail. */

import type { MessageId, RangeBounds } from "../../lib/chat/archive.ts";
import type { Logged } from "../../lib/chat/logged.ts";
import type { Sanction } from "../../lib/chat/sanction.ts";
import type { Session, SessionRecord } from "../../lib/chat/session.ts";
import type { Entry } from "../../lib/protocol.ts";
import type { StreamPosition } from "../../lib/sequencer/sequencer.ts";
import type { History, PasswordRecord, SanctionRecord } from "../../lib/serve/history.ts";
import { HistoryError } from "../../lib/store/history_error.ts";
import { messageIdsOf, sliceOf } from "./archived.ts";

/** Records entries and sessions in memory, and counts the calls. */
export class FakeHistory implements History {
  /** The error that `record` and `prune` throw, if set. */
  failure?: Error;
  isPruned = true;
  believedDate: number | undefined;
  isLocked = false;
  /** The sanctions on record. */
  recordedSanctions: readonly Sanction[] = [];
  readonly sanctions: SanctionRecord = {
    all: () => [...this.recordedSanctions],
    replace: (sanctions) => {
      if (this.failure) throw this.failure;
      this.recordedSanctions = sanctions;
    },
  };
  /** The password on record. */
  recordedPassword: string | undefined;
  readonly password: PasswordRecord = {
    read: () => this.recordedPassword,
    write: (password) => {
      if (this.failure) throw this.failure;
      this.recordedPassword = password;
    },
  };
  needsCheckpoint = false;
  /** Whether `record` makes a checkpoint necessary. */
  hasLog = false;
  /** What `checkpoint` returns: false while another program reads. */
  canCheckpoint = true;
  /** How often `checkpoint` was called. */
  checkpoints = 0;
  /** How many more calls of `prune` return true. */
  pruneBacklog = 0;
  /** The wall-clock time of each `prune`. */
  readonly prunedAt: number[] = [];
  /** The number of entries of each `record`, failed calls included. */
  readonly records: number[] = [];
  /** The position of each `record` that did not fail. */
  readonly positions: (StreamPosition | undefined)[] = [];
  /** What `begin` was called with, each time. */
  readonly begun: [position: StreamPosition, from: number][] = [];
  readonly #entries: Logged[] = [];
  readonly #sessions = new Map<number, SessionRecord>();

  /** Whether the disk is full. */
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

  get newestTime(): number | undefined {
    return this.#entries.at(-1)?.entry.time;
  }

  get lastSession(): number {
    return Math.max(0, ...this.#sessions.keys());
  }

  /** The text of each recorded entry, or its type if it has none. */
  get recorded(): string[] {
    return this.#entries.map(({ entry }) => "text" in entry ? entry.text ?? "" : entry.type);
  }

  /** The recorded session with this name. */
  recordOf(name: string): SessionRecord | undefined {
    return [...this.#sessions.values()].find((record) => record.name === name);
  }

  slice(from: number, bounds: RangeBounds): Logged[] {
    return sliceOf(this.#entries, from, bounds);
  }

  messageIds(session: number, from: number, before: number): MessageId[] {
    return messageIdsOf(this.#entries, session, from, before);
  }

  recent(count: number, before: number): Entry[] {
    return this.#entries.map(({ entry }) => entry)
      .filter(({ seq, type }) => seq < before && (type === "said" || type === "notice"))
      .slice(-count);
  }

  sessions(): { record: SessionRecord; unacked: Logged[] }[] {
    return [...this.#sessions.values()].map((record) => ({ record, unacked: [] }));
  }

  record(entries: Logged[], sessions: Iterable<Session>, position?: StreamPosition): void {
    this.records.push(entries.length);
    if (this.failure) throw this.failure;
    this.positions.push(position);
    this.#entries.push(...entries);
    if (this.hasLog) this.needsCheckpoint = true;
    for (const { id, presence, record } of sessions) {
      if (presence === "ended") this.#sessions.delete(id);
      else this.#sessions.set(id, record);
    }
  }

  begin(position: StreamPosition, from: number): void {
    this.begun.push([position, from]);
    this.#sessions.clear();
  }

  prune(now: number): boolean {
    this.prunedAt.push(now);
    if (this.failure) throw this.failure;
    return this.pruneBacklog-- > 0;
  }

  setBelievedDate(date: number | undefined): void {
    if (this.failure) throw this.failure;
    this.believedDate = date;
  }

  setLocked(isLocked: boolean): void {
    if (this.failure) throw this.failure;
    this.isLocked = isLocked;
  }

  checkpoint(): boolean {
    this.checkpoints++;
    if (this.canCheckpoint) this.needsCheckpoint = false;
    return this.canCheckpoint;
  }
}
