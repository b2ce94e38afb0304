/** A hub without a server, and its log. */

import { type Admission, type AdmissionOptions, greetingOf } from "../../lib/chat/admission.ts";
import { answer } from "../../lib/chat/answer.ts";
import { Hub } from "../../lib/chat/hub.ts";
import { Log } from "../../lib/chat/log.ts";
import { isAct, type PersonCommand } from "../../lib/chat/room_command.ts";
import type { Session } from "../../lib/chat/session.ts";
import {
  type Entry,
  type Hello,
  type Refused,
  refused,
  type Response,
} from "../../lib/protocol.ts";
import { RecordGate } from "../../lib/serve/record_gate.ts";

/** The hello of a new person. */
export const hello = (name: string): Hello => ({ type: "hello", version: 1, name });

/** Where people of tests come from. */
export const HOME = "26.1.2.3";

/** A person was let in, and has been told the token. */
export interface Greeted extends Omit<Admission, "welcome" | "missed" | "backlog"> {
  greeting: Response[];
  /** As of when it is read. */
  readonly backlog: Entry[];
}

/** On what terms a person is let in. */
export interface JoinTerms {
  /** Where the client connects from. @default {HOME} */
  address?: string;
  /** Whether the client gets a token. @default {true} */
  canResume?: boolean;
  /** How many places are kept for others. @default {0} */
  keptPlaces?: number;
  /** Whose name this newcomer may take over. @default {nobody} */
  takesOver?: Session;
}

/** A hub and its log, without sockets. */
export class TestHub {
  readonly log: Log;
  readonly hub: Hub;
  /** Whether the history can be written; checked before each command. */
  canRecord = true;
  readonly #gates = new Map<Session, RecordGate>();
  #tokens = 0;

  /** Makes an empty hub. Other options have default values. */
  constructor({ log = new Log(), ...options }: Partial<AdmissionOptions> & { log?: Log } = {}) {
    this.log = log;
    this.hub = new Hub(log, { maxPeople: 10, recent: 20, tokens: { hash: hashOf }, ...options });
  }

  /** Admits a person, or refuses. */
  join(first: Hello, now: number, terms: JoinTerms = {}): Greeted | Refused {
    if (!this.canRecord && this.hub.needsRecording(first)) return refused("not-recorded");
    const { canResume = true, takesOver, ...others } = terms;
    const { version, name, resume } = first;
    const token = canResume ? `token${this.#tokens + 1}` : undefined;
    const outcome = this.hub.join({
      version,
      name,
      ...(resume ? { resume: { ...resume, tokenHash: hashOf(resume.token) } } : {}),
      tokenHash: token === undefined ? null : hashOf(token),
      address: HOME,
      ...others,
      ...(takesOver ? { takesOver: takesOver.id } : {}),
    }, now);
    if (outcome.type === "refused") return outcome;
    this.#gates.set(outcome.session, new RecordGate());
    const isNew = token !== undefined && outcome.session.tokenHash === hashOf(token);
    if (isNew) this.#tokens++;
    const { type, session, isResumed, cursor } = outcome;
    const greeting = greetingOf(outcome, (isNew ? token : resume?.token) ?? "", []);
    return {
      ...{ type, session, isResumed, greeting, cursor },
      get backlog() {
        return outcome.backlog();
      },
    };
  }

  /** Performs a command as a connection does. */
  perform(session: Session, command: PersonCommand, now: number): Response | undefined {
    if (!isAct(command)) return answer(command, this.hub, this.log);
    const rejection = this.#gates.get(session)?.check(command, session, this.hub, this.canRecord);
    return rejection ?? this.hub.act(session, command, now);
  }

  /** Admits a person; fails if the hub refuses. */
  enter(name: string, now = 0): Session {
    return admitted(this.join(hello(name), now)).session;
  }

  /** Joins with a resume token. */
  resume(token: string, { name = "Ana", seen = 0, now = 0 } = {}): Greeted | Refused {
    return this.join({ ...hello(name), resume: { token, seen } }, now);
  }

  /** Sends a message to all. */
  say(session: Session, id: number | undefined, text: string, now = 0): Response | undefined {
    return this.perform(
      session,
      { type: "say", ...(id === undefined ? {} : { id }), text },
      now,
    );
  }

  /** Sends a private message. */
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

  /** Publishes notices until the last entry has this `seq`. */
  fillTo(seq: number): void {
    this.log.publish();
    while (this.log.last < seq) {
      this.hub.notice(`n${this.log.last + 1}`, 0);
      this.log.publish();
    }
  }

  /** Disconnects a session, and ends its grace time. */
  expire(session: Session, now = 0): void {
    this.hub.disconnect(session, "lost", 0);
    this.hub.expire(0, now);
  }

  /** The entries after this `seq`. */
  after(seq: number): Entry[] {
    const seqs = Array.from({ length: this.log.last - seq }, (_, n) => seq + 1 + n);
    return seqs.map((each) => this.log.at(each)!.entry);
  }

  /** The session ids of an entry's author and of its only recipient. */
  recipients(seq: number): [by: number, to: number] {
    const { by, to } = this.log.at(seq)!;
    return [by, to];
  }

  /** All names in order; those of people who are away in brackets. */
  names(): string[] {
    return this.hub.people().map(({ name, away }) => away ? `(${name})` : name);
  }
}

/** The admission; fails if the hub refused. */
export function admitted(outcome: Greeted | Refused): Greeted {
  if (outcome.type === "admitted") return outcome;
  throw new Error(`The hub refused: ${JSON.stringify(outcome)}`);
}

/** The texts of the entries that have one. */
export function textsOf(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => "text" in entry ? [entry.text ?? ""] : []);
}

function hashOf(token: string): string {
  return `hash of ${token}`;
}
