/**
 * Who is here, and who hears what. Commands and the time come in; what happened goes into the log
 * with the people who may see it, and what concerns the asker alone is returned. Plain values, no
 * sockets, no clock, no disk: so there are no races, and two who take a name at the same instant
 * are simply first and second.
 */

import { checkName, fold } from "../names.ts";
import {
  type Answer,
  type Command,
  type Entry,
  type Hello,
  type LeaveReason,
  messageFault,
  type Person,
  PROTOCOL_VERSION,
  type Refused,
  type RejectionCode,
  type Say,
  type Whisper,
} from "../protocol.ts";
import type { Log } from "./log.ts";
import { Session } from "./session.ts";

/** What a hub is told when it is made. */
export interface HubOptions {
  /** How many people fit. */
  maxPeople: number;
  /** How many messages of the past a newcomer gets. */
  recent: number;
  /** Makes the secret of a new session. */
  newToken: () => string;
}

/** Somebody is in: the first words to them, the past, and where to read on. */
export interface Admission {
  /** Says that it was no refusal. */
  type: "admitted";
  /** The person, for as long as they stay. */
  session: Session;
  /** The first thing to tell them. */
  welcome: Answer;
  /** The last messages before they came, oldest first. */
  past: Entry[];
  /** The cursor to begin at: everything after it is theirs to read. */
  cursor: number;
}

/** The room. */
export class Hub {
  readonly #log: Log;
  readonly #options: HubOptions;
  readonly #sessions = new Map<string, Session>();
  #lastId = 0;

  /**
   * Makes an empty room.
   *
   * @param log Where everything that happens is appended.
   * @param options Its bounds.
   */
  constructor(log: Log, options: HubOptions) {
    this.#log = log;
    this.#options = options;
  }

  /** How many people are here. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Lets somebody in, or says why not. */
  join(hello: Hello, now: number): Admission | Refused {
    if (hello.version !== PROTOCOL_VERSION) {
      return refused("version", `${hello.version} ≠ ${PROTOCOL_VERSION}`);
    }
    const name = checkName(hello.name);
    if (!name.ok) return refused(name.code, hello.name);
    if (this.find(name.name)) return refused("name-taken", name.name);
    if (this.size >= this.#options.maxPeople) return refused("full");

    const session = new Session(++this.#lastId, name.name, this.#options.newToken(), now);
    this.#sessions.set(session.key, session);
    const cursor = this.#log.head;
    const past = this.#log.recent(this.#options.recent);
    this.#log.append({ type: "joined", name: session.name }, now);
    const { token } = session;
    return {
      type: "admitted",
      session,
      welcome: { type: "welcome", name: session.name, token, seq: cursor, people: this.people() },
      past,
      cursor,
    };
  }

  /**
   * Does what somebody in the room asks.
   *
   * @returns What to answer them alone; undefined when the log says it all.
   */
  perform(
    session: Session,
    command: Exclude<Command, { type: "hello" | "leave" }>,
    now: number,
  ): Answer | undefined {
    if (!this.#has(session)) return undefined;
    switch (command.type) {
      case "say":
        return this.#say(session, command, now);
      case "whisper":
        return this.#whisper(session, command, now);
      case "rename":
        return this.#rename(session, command.name, now);
      case "who":
        return { type: "people", people: this.people() };
      case "ping":
        return { type: "pong" };
      case "pong":
        return undefined;
    }
  }

  /** Takes somebody out of the room. Once they are out, nothing more happens. */
  leave(session: Session, reason: LeaveReason, now: number): void {
    if (!this.#has(session)) return;
    this.#sessions.delete(session.key);
    session.lastWhisperer = undefined; // Else everybody who ever whispered would be kept.
    this.#log.append({ type: "left", name: session.name, reason }, now);
  }

  /** Says something to everybody in the name of the server. */
  notice(text: string, now: number): void {
    this.#log.append({ type: "notice", text }, now);
  }

  /** Who goes by this name, in whatever letter case or normal form it is written. */
  find(name: string): Session | undefined {
    return this.#sessions.get(fold(name));
  }

  /** Who sent this person the last private message, if they are still here. */
  answerTo({ lastWhisperer }: Session): Session | undefined {
    return lastWhisperer && this.#has(lastWhisperer) ? lastWhisperer : undefined;
  }

  /** Everybody who is here, in the order they came. */
  people(): Person[] {
    return [...this.#sessions.values()]
      .sort((a, b) => a.id - b.id)
      .map(({ name, since }) => ({ name, since, away: false }));
  }

  #has(session: Session): boolean {
    return this.#sessions.get(session.key) === session;
  }

  #say(session: Session, { id, text }: Say, now: number): Answer | undefined {
    const fault = messageFault(text);
    if (fault) return rejected(id, fault.code, fault.value);
    if (!isNew(session, id)) return undefined;
    const said = { type: "said" as const, from: session.name, ...withId(id), text };
    session.lastOwn = this.#log.append(said, now, { by: session.id });
    return undefined;
  }

  #whisper(session: Session, { id, to, text }: Whisper, now: number): Answer | undefined {
    const fault = messageFault(text);
    if (fault) return rejected(id, fault.code, fault.value);
    const target = this.find(to);
    if (!target) return rejected(id, "no-such-person", to);
    if (!isNew(session, id)) return undefined;
    const { name: from } = session;
    const whispered = { type: "whispered" as const, from, to: target.name, ...withId(id), text };
    const seq = this.#log.append(whispered, now, { by: session.id, to: target.id });
    session.lastOwn = session.lastPrivate = target.lastPrivate = seq;
    if (target !== session) target.lastWhisperer = session;
    return undefined;
  }

  #rename(session: Session, wanted: string, now: number): Answer | undefined {
    const name = checkName(wanted);
    if (!name.ok) return rejected(undefined, name.code, wanted);
    const holder = this.find(name.name);
    if (holder && holder !== session) return rejected(undefined, "name-taken", name.name);
    if (name.name === session.name) return undefined;
    const from = session.name;
    this.#sessions.delete(session.key);
    session.rename(name.name);
    this.#sessions.set(session.key, session);
    this.#log.append({ type: "renamed", from, to: session.name }, now);
    return undefined;
  }
}

/** Whether a message was not taken before. From here on it was. */
function isNew(session: Session, id: number | undefined): boolean {
  if (id === undefined) return true;
  if (id <= session.lastId) return false;
  session.lastId = id;
  return true;
}

function withId(id: number | undefined): { id?: number } {
  return id === undefined ? {} : { id };
}

function refused(code: Refused["code"], value?: string): Refused {
  return value === undefined ? { type: "refused", code } : { type: "refused", code, value };
}

function rejected(id: number | undefined, code: RejectionCode, value?: string): Answer {
  return { type: "rejected", ...withId(id), code, ...(value === undefined ? {} : { value }) };
}
