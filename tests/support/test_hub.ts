/** A hub with nothing around it, and everything that went into its log. */

import type { Admission, AdmissionOptions } from "../../lib/chat/admission.ts";
import { Hub, type RoomCommand } from "../../lib/chat/hub.ts";
import { Log } from "../../lib/chat/log.ts";
import type { Session } from "../../lib/chat/session.ts";
import {
  type Entry,
  type Hello,
  type Refused,
  refused,
  type Response,
} from "../../lib/protocol.ts";
import { RecordGate } from "../../lib/serve/record_gate.ts";

/** The first words of somebody who was never here. */
export const hello = (name: string): Hello => ({ type: "hello", version: 1, name });

/** The room without a server. */
export class TestHub {
  readonly log: Log;
  readonly hub: Hub;
  /** Whether the history can be written, which is asked before a command is submitted. */
  canRecord = true;
  readonly #gates = new Map<Session, RecordGate>();
  #tokens = 0;

  /** Makes an empty one; everything that is not said is as it is by default. */
  constructor({ log = new Log(), ...options }: Partial<AdmissionOptions> & { log?: Log } = {}) {
    const tokens = {
      make: () => `token${++this.#tokens}`,
      hash: (token: string) => `hash of ${token}`,
    };
    this.log = log;
    this.hub = new Hub(log, { maxPeople: 10, recent: 20, tokens, ...options });
  }

  /** Lets a person in, or says why not. */
  join(first: Hello, now: number, canResume = true): Admission | Refused {
    if (!this.canRecord && this.hub.addsEntry(first)) return refused("not-recorded");
    const outcome = this.hub.join(first, now, canResume);
    if (outcome.type === "admitted") this.#gates.set(outcome.session, new RecordGate());
    return outcome;
  }

  /** Submits a command as a connection does. */
  perform(session: Session, command: RoomCommand, now: number): Response | undefined {
    const rejection = this.#gates.get(session)?.check(command, session, this.hub, this.canRecord);
    return rejection ?? this.hub.perform(session, command, now);
  }

  /** Lets a person in whom nothing keeps out. */
  enter(name: string, now = 0): Session {
    return admitted(this.join(hello(name), now)).session;
  }

  /** Says hello with a token. */
  resume(token: string, { name = "Ana", seen = 0, now = 0 } = {}): Admission | Refused {
    return this.join({ ...hello(name), resume: { token, seen } }, now);
  }

  /** Says something to everybody. */
  say(session: Session, id: number | undefined, text: string, now = 0): Response | undefined {
    return this.perform(
      session,
      { type: "say", ...(id === undefined ? {} : { id }), text },
      now,
    );
  }

  /** Says something to one. */
  whisper(
    session: Session,
    id: number | undefined,
    to: string,
    text: string,
    now = 0,
  ): Response | undefined {
    const message = { type: "whisper" as const, ...(id === undefined ? {} : { id }), to, text };
    return this.perform(session, message, now);
  }

  /** Makes notices readable, so many that the last has this number. */
  fillTo(seq: number): void {
    this.log.publish();
    while (this.log.last < seq) {
      this.hub.notice(`n${this.log.last + 1}`, 0);
      this.log.publish();
    }
  }

  /** Somebody's connection is lost, and their grace is over at once. */
  loseForGood(session: Session, now = 0): void {
    this.hub.disconnect(session, "lost", 0);
    this.hub.expire(0, now);
  }

  /** What happened after a number. */
  after(seq: number): Entry[] {
    const seqs = Array.from({ length: this.log.last - seq }, (_, n) => seq + 1 + n);
    return seqs.map((each) => this.log.at(each)!.entry);
  }

  /** Whom an entry concerns: whose it is, and who alone may see it. */
  whom(seq: number): [by: number, to: number] {
    const { by, to } = this.log.at(seq)!;
    return [by, to];
  }

  /** The names of everybody, in their order; of those who are away in brackets. */
  names(): string[] {
    return this.hub.people().map(({ name, away }) => away ? `(${name})` : name);
  }
}

/** What one was given who was let in. */
export function admitted(outcome: Admission | Refused): Admission {
  if (outcome.type === "admitted") return outcome;
  throw new Error(`Cannot let somebody in: ${JSON.stringify(outcome)}`);
}

/** The texts of what happened, where it has one. */
export function textsOf(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => "text" in entry ? [entry.text] : []);
}
