/**
 * Admission: who is let into the room, anew or back with a token, and where they read on. The hub
 * calls it with the command and the time.
 */

import { checkName } from "../names.ts";
import {
  type Entry,
  type Hello,
  PROTOCOL_VERSION,
  type Refused,
  refused,
  type Response,
} from "../protocol.ts";
import { shorten } from "../text.ts";
import type { Log } from "./log.ts";
import type { Entrance } from "./room_command.ts";
import { Returning } from "./returning.ts";
import type { Roster } from "./roster.ts";
import { Session } from "./session.ts";

/** The bounds of a room, and its tokens. */
export interface AdmissionOptions {
  /** How many people fit. */
  maxPeople: number;
  /** How many recent messages a newcomer receives. */
  recent: number;
  /**
   * Whether clients may have seen what is not published here yet: at another server of the room.
   * @default {false}
   */
  isShared?: boolean;
  /** How resume tokens are hashed. */
  tokens: Pick<ResumeTokens, "hash">;
}

/** The secrets by which people resume their sessions. */
export interface ResumeTokens {
  /** A new one, which nobody can guess. */
  make(): string;
  /**
   * What is kept of a token: the same for the same token, and no way back to it.
   *
   * @param isChosen Whether a client has chosen it: then it is none of those that are made.
   *   @default {false}
   */
  hash(token: string, isChosen?: boolean): string;
}

/** What the hub does when a person is let in. */
export interface AdmissionHub {
  /** Ends the grace time of a person who is away. */
  giveUp: (away: Session, now: number) => void;
  /** Acknowledges all private messages to a person up to a number. */
  ack: (session: Session, seq: number, now: number) => void;
}

/** A `welcome` as every replica knows it: without the token. */
export type Welcome = Omit<Response & { type: "welcome" }, "token">;

/** A person was let in: the first responses, the backlog, and where to read on. */
export interface Admission {
  /** Tells it from a refusal. */
  type: "admitted";
  /** The person, across connections. */
  session: Session;
  /** Whether the session was in the room already: then nothing has to be recorded first. */
  isResumed: boolean;
  /** The first response. */
  welcome: Welcome;
  /** How many entries that were missed are no longer kept. */
  missed: number;
  /** Reads the entries to send before the log from `cursor`, oldest first: once the join is recorded. */
  backlog: () => Entry[];
  /** The number of the entry after which the person reads the log. */
  cursor: number;
}

/**
 * The first responses to a person who was let in, to whom the token is told.
 *
 * @param servers Where the same room is served, too.
 */
export function greetingOf(
  { welcome, missed }: Admission,
  token: string,
  servers: readonly string[],
): Response[] {
  const { type, name, people, ...others } = welcome;
  const elsewhere = servers.length > 0 ? { servers } : {};
  const greeting: Response[] = [{ type, name, token, ...others, ...elsewhere, people }];
  if (missed > 0) greeting.push({ type: "missed", count: missed });
  return greeting;
}

/** Where a reader who missed entries reads on. */
export interface CatchUp {
  /** How many entries are missed for good: those of `backlog` are not. */
  missed: number;
  /** Private messages to the reader among them, which are still kept; oldest first. */
  backlog: Entry[];
  /** The number of the entry after which the log is read. */
  cursor: number;
}

/** What admission knows besides the roster. */
export interface AdmissionSnapshot {
  /** The highest number that ever was a session's. */
  readonly lastSessionId: number;
  /** The numbers of the sessions that found the room full, and when they tried last, in ms. */
  readonly returning: readonly (readonly [session: number, triedAt: number])[];
}

/** Who may join one room. */
export class AdmissionControl {
  readonly #log: Log;
  readonly #roster: Roster;
  readonly #options: AdmissionOptions;
  readonly #hub: AdmissionHub;
  readonly #returning: Returning;
  /** The highest number that ever was a session's. */
  #lastSessionId = 0;

  /**
   * Lets people into a room.
   *
   * @param log Where newcomers are announced, and what they read.
   * @param roster Who is in the room.
   * @param options Its bounds, and the tokens.
   * @param hub What the hub does for it.
   */
  constructor(log: Log, roster: Roster, options: AdmissionOptions, hub: AdmissionHub) {
    this.#log = log;
    this.#roster = roster;
    this.#options = options;
    this.#hub = hub;
    this.#returning = new Returning(Math.ceil(options.maxPeople / 10));
  }

  /** Continues the numbers of sessions after the highest one on record. */
  restoreLastId(id: number): void {
    this.#lastSessionId = id;
  }

  /** What it knows besides the roster. */
  get snapshot(): AdmissionSnapshot {
    const returning = [...this.#returning.triedAt]
      .filter(([{ presence }]) => presence !== "ended") // Who is here may be gone again.
      .map(([{ id }, at]) => [id, at] as const);
    return { lastSessionId: this.#lastSessionId, returning };
  }

  /** Continues with what another one knew. The roster is restored before. */
  restore({ lastSessionId, returning }: AdmissionSnapshot): void {
    this.#lastSessionId = lastSessionId;
    this.#returning.restore(returning.map(([id, at]) => [this.#roster.withId(id)!, at]));
  }

  /**
   * Lets a person in, or says why not. When the room is full, the person who has been away longest
   * gives up the place.
   *
   * @param now In ms since 1970.
   */
  admit(entrance: Entrance, now: number): Admission | Refused {
    const { resume, keptPlaces = 0, takesOver } = entrance;
    const known = resume && this.#ownerOf(entrance.version, resume.tokenHash);
    if (known?.isMember) return this.#resume(known, entrance, now);
    const check = this.#check(entrance, takesOver);
    if (!check.ok) return check.refusal;
    if (!this.#hasPlace(known, now, keptPlaces)) {
      if (known) this.#returning.add(known, now);
      return refused("full");
    }
    const { name } = check;
    const { last: cursor } = this.#log; // Who gives way for a newcomer is read about.
    const owner = this.#roster.find(name);
    if (owner) this.#hub.giveUp(owner, now);
    const [longestAway] = this.#roster.away();
    if (longestAway && this.#roster.size >= this.#options.maxPeople) {
      this.#hub.giveUp(longestAway, now);
    }
    if (!known) return this.#register(name, entrance, cursor, now);
    known.rename(name);
    known.since = now;
    return this.#resume(known, entrance, now);
  }

  /** Whether `admit` would announce a person: not when a session is resumed in its grace time. */
  needsRecording(hello: Hello): boolean {
    return !this.sessionOf(hello)?.isMember && this.#check(hello).ok;
  }

  /** The session that a `hello` continues; undefined for a newcomer. */
  sessionOf({ version, resume }: Hello): Session | undefined {
    if (!resume) return undefined;
    const { token, seen } = resume;
    return this.#ownerOf(version, this.#options.tokens.hash(token, seen === undefined));
  }

  #ownerOf(version: number, tokenHash: string): Session | undefined {
    return version === PROTOCOL_VERSION ? this.#roster.ownerOf(tokenHash) : undefined;
  }

  /** The name of a person who has no place in the room yet, or why there is none to have. */
  #check(
    { version, name: wanted }: Pick<Hello, "version" | "name">,
    takesOver?: number,
  ): { ok: true; name: string } | { ok: false; refusal: Refused } {
    if (version !== PROTOCOL_VERSION) {
      return { ok: false, refusal: refused("version", `${version} ≠ ${PROTOCOL_VERSION}`) };
    }
    const check = checkName(wanted);
    if (!check.ok) {
      return { ok: false, refusal: refused(check.code, check.value ?? shorten(wanted)) };
    }
    const { name } = check;
    const owner = this.#roster.find(name);
    const isFree = !owner || owner.id === takesOver && owner.presence === "away";
    if (!isFree) return { ok: false, refusal: refused("name-taken", name) };
    const other = this.#roster.lookalike(name, owner);
    if (other) return { ok: false, refusal: refused("name-lookalike", other.name) };
    return { ok: true, name };
  }

  /** Whether there is a place: people who are away give up theirs. */
  #hasPlace(known: Session | undefined, now: number, keptPlaces: number): boolean {
    const { maxPeople } = this.#options;
    const connected = this.#roster.size - this.#roster.away().size;
    if (known) return connected < maxPeople;
    return connected + this.#returning.count(now) < maxPeople - keptPlaces;
  }

  #register(
    name: string,
    { tokenHash, address }: Entrance,
    cursor: number,
    now: number,
  ): Admission {
    const begun = { tokenHash, since: now, joinedAfterSeq: cursor };
    const session = new Session(++this.#lastSessionId, name, begun);
    session.address = address;
    this.#roster.update(session);
    const backlog = () => this.#log.recent(this.#options.recent, cursor + 1);
    this.#log.append({ type: "joined", name }, now);
    const people = tokenHash === null ? [] : this.#roster.people();
    const welcome: Welcome = { type: "welcome", name, seq: cursor, people };
    return { type: "admitted", session, isResumed: false, welcome, missed: 0, backlog, cursor };
  }

  #resume(session: Session, { address, resume }: Entrance, now: number): Admission {
    const { name, isMember: isResumed } = session;
    session.presence = "here";
    session.address = address;
    this.#roster.update(session);
    const { last, head } = this.#log;
    // At a server that is alone, what is not published yet was not seen.
    const newest = this.#options.isShared ? last : head;
    const rejoined = isResumed ? undefined : this.#log.append({ type: "joined", name }, now);
    const seen = resume?.seen;
    if (seen !== undefined && seen <= last) {
      this.#hub.ack(session, Math.max(seen, session.joinedAfterSeq), now);
    }
    const { missed, backlog, cursor } = seen === undefined
      ? { missed: 0, backlog: waitingFor(session, newest), cursor: newest }
      : this.catchUp(session, Math.min(Math.max(seen, session.joinedAfterSeq), newest));
    const again = rejoined === undefined ? {} : { rejoined };
    const people = this.#roster.people();
    const welcome: Welcome = { type: "welcome", name, seq: cursor, ...again, people };
    return {
      ...{ type: "admitted", session, isResumed, welcome, missed, cursor },
      backlog: () => backlog,
    };
  }

  /** Where a person reads on after an entry: what is no longer kept is counted. */
  catchUp({ inbox }: Session, from: number): CatchUp {
    const cursor = Math.max(from, this.#log.first - 1);
    const backlog = waitingFor({ inbox }, cursor).filter(({ seq }) => seq > from);
    return { missed: cursor - from - backlog.length, backlog, cursor };
  }
}

/** The private messages to a person up to a number that are not confirmed; oldest first. */
function waitingFor({ inbox }: Pick<Session, "inbox">, upTo: number): Entry[] {
  return inbox.unacked.map(({ entry }) => entry).filter(({ seq }) => seq <= upTo);
}
