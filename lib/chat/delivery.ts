/**
 * What becomes of a message: said once and in order, told to one person alone, or answered with why
 * not. What waits for somebody who does not come back is returned to its author.
 */

import { messageFault, type Rejected, rejected, type Say, type Whisper } from "../protocol.ts";
import type { Log, NewEntry } from "./log.ts";
import type { Roster } from "./roster.ts";
import type { Session } from "./session.ts";

/** So much of what is not in memory is looked through for a repeated message: some 3 ms of it. */
const MAX_SEARCHED_ON_DISK = 1_000;

/** The messages of one room. */
export class Delivery {
  readonly #log: Log;
  readonly #roster: Roster;

  /**
   * Begins with no message.
   *
   * @param log Where messages are appended.
   * @param roster Whom they may be for.
   */
  constructor(log: Log, roster: Roster) {
    this.#log = log;
    this.#roster = roster;
  }

  /**
   * Takes a message.
   *
   * @param canRecord Whether what is said now can be recorded; else the message is put off.
   * @returns Why it was not said; undefined when it comes back in its place.
   */
  post(
    session: Session,
    message: Say | Whisper,
    now: number,
    canRecord: boolean,
  ): Rejected | undefined {
    const { id } = message;
    if (id !== undefined && id <= session.lastId) return this.#repeated(session, id);
    if (!mayRecord(session, id, canRecord)) return rejected(id, "not-recorded");
    const rejection = message.type === "say"
      ? this.#say(session, message, now)
      : this.#whisper(session, message, now);
    if (id !== undefined) {
      if (rejection) session.reject(id, rejection);
      else session.said(id);
    }
    this.#roster.changed.add(session);
    return rejection;
  }

  /** Returns what waits for somebody who will not receive it to those who wrote it. */
  returnUnacked(session: Session, now: number): void {
    for (const { entry, by } of session.takeUnacked(this.#log.last)) {
      const author = this.#roster.withId(by);
      if (!author || author === session || entry.type !== "whispered") continue;
      const { to, id, text } = entry;
      this.#tell(author, { type: "undelivered", to, ...withId(id), text }, now);
    }
  }

  /** Answered as before: rejected, or told in its place again, unless that is no longer at hand. */
  #repeated(session: Session, id: number): Rejected | undefined {
    const rejection = session.rejectionOf(id);
    if (rejection) return rejection;
    const first = Math.max(this.#log.first, this.#log.firstInMemory - MAX_SEARCHED_ON_DISK);
    for (let seq = this.#log.last; seq >= first; seq--) {
      const { entry, by } = this.#log.at(seq)!;
      if (by === session.id && "id" in entry && entry.id === id) return undefined;
    }
    return rejected(id, "repeated");
  }

  #say(session: Session, { id, text }: Say, now: number): Rejected | undefined {
    const fault = messageFault(text);
    if (fault) return rejected(id, fault.code, fault.value);
    const said = { type: "said" as const, from: session.name, ...withId(id), text };
    session.lastOwnSeq = this.#log.append(said, now, { by: session.id });
    return undefined;
  }

  #whisper(session: Session, { id, to, text }: Whisper, now: number): Rejected | undefined {
    const fault = messageFault(text);
    if (fault) return rejected(id, fault.code, fault.value);
    const target = this.#roster.find(to);
    if (!target) return rejected(id, "no-such-person", to);
    if (target.isInboxFull && target.presence === "away") {
      return rejected(id, "too-many-waiting", target.name);
    }
    const { name: from } = session;
    const whispered = { type: "whispered" as const, from, to: target.name, ...withId(id), text };
    const seq = this.#tell(target, whispered, now, session.id);
    session.lastOwnSeq = session.lastPrivateSeq = seq;
    target.addUnacked(this.#log.at(seq)!);
    if (target !== session) target.lastWhisperer = session;
    return undefined;
  }

  /** Puts into the log what is for one person alone. */
  #tell(target: Session, entry: NewEntry, now: number, by = 0): number {
    return target.lastPrivateSeq = this.#log.append(entry, now, { by, to: target.id });
  }
}

/** Messages stay in order: after one that was put off, none is taken before it comes again. */
function mayRecord(
  { deferredIds }: Session,
  id: number | undefined,
  canRecord: boolean,
): boolean {
  if (id === undefined) return canRecord;
  // They are put off in the order of their numbers, so the first is the lowest.
  const [first = Infinity] = deferredIds;
  const isTaken = canRecord && id <= first;
  if (isTaken) deferredIds.delete(id);
  else deferredIds.add(id);
  return isTaken;
}

function withId(id: number | undefined): { id?: number } {
  return id === undefined ? {} : { id };
}
