/**
 * A replica: the state of a room, changed by commands alone. The same commands with the same stamps
 * give every replica the same people, numbers and entries, on whichever server, and whatever its disk
 * keeps.
 */

import { type Refused, refused } from "../protocol.ts";
import { type Run, saysOf } from "../protocol/run.ts";
import type { AdmissionOptions } from "./admission.ts";
import { wasAnswered } from "./delivery.ts";
import { Hub } from "./hub.ts";
import type { Logged } from "./logged.ts";
import type { Log } from "./log.ts";
import { type Acted, DONE, type Outcome, RUN_SAID } from "./outcome.ts";
import type { Act, Entrance, RoomCommand, Seat, Stamp } from "./room_command.ts";
import type { Sanction } from "./sanction.ts";
import { knownOf, Sanctions } from "./sanctions.ts";
import type { Session } from "./session.ts";
import type { ReplicaSnapshot } from "./snapshot.ts";

/** What a replica is made with. */
export interface ReplicaOptions extends AdmissionOptions {
  /** The grace time: how long the place of a person without a connection is kept, in ms. */
  graceMs: number;
  /** In the order in which they were added. @default {none} */
  sanctions?: readonly Sanction[];
  /** Whether nobody new is let in. @default {false} */
  isLocked?: boolean;
  /**
   * Called before a person loses a seat that is not given up from there: the session goes on at
   * another one, or has ended. `refusal`: what the person is told. @default {nobody is told}
   */
  onUnseated?: (session: Session, refusal: Refused) => void;
  /** Called with what is kept of a password that is set. @default {nobody looks at it} */
  onPassword?: (kept: string | null) => void;
}

/** A hub whose state is only read: what changes it are commands. */
export type ReadonlyHub = Omit<
  Hub,
  | "join"
  | "act"
  | "sayRun"
  | "leave"
  | "disconnect"
  | "deferUnacked"
  | "expire"
  | "forgetFormer"
  | "ack"
  | "notice"
  | "restore"
  | "continue"
  | "touchAll"
>;

/** The state of one room. */
export class Replica {
  /** Who is in the room. */
  readonly hub: Hub;
  /** Who may not come in, and who may only read. */
  readonly sanctions: Sanctions;
  /** Whether nobody new is let in, but who has a token of a session. */
  isLocked: boolean;
  /** What is kept of the password; null when there is none, or none that was set by a command. */
  password: string | null = null;
  /** Whether sanctions or lock have changed since this was last set, for the record. */
  hasNewOrder = false;
  readonly #log: Log;
  readonly #graceMs: number;
  readonly #onUnseated: (session: Session, refusal: Refused) => void;
  readonly #onPassword: (kept: string | null) => void;
  /** Who is connected, by the seat, and where. */
  readonly #sessions = new Map<Seat, Session>();
  readonly #seats = new Map<Session, Seat>();

  /**
   * Makes an empty room.
   *
   * @param log Where everything that happens is appended.
   * @param options Its bounds.
   */
  constructor(log: Log, options: ReplicaOptions) {
    this.#log = log;
    this.#graceMs = options.graceMs;
    this.#onUnseated = options.onUnseated ?? (() => {});
    this.#onPassword = options.onPassword ?? (() => {});
    this.hub = new Hub(log, options);
    this.sanctions = new Sanctions(options.sanctions ?? []);
    this.isLocked = options.isLocked ?? false;
  }

  /**
   * A replica that goes on where another one was: what is carried out next has the same effect there
   * and here.
   *
   * @param log What the log of the other one had in memory, and perhaps more.
   */
  static continued(snapshot: ReplicaSnapshot, log: Log, options: ReplicaOptions): Replica {
    const { hub, seats, sanctions, isLocked, password } = snapshot;
    const replica = new Replica(log, { ...options, sanctions, isLocked });
    replica.password = password;
    replica.hub.continue(hub);
    for (const [seat, id] of seats) replica.#sit(seat, replica.hub.withId(id)!);
    return replica;
  }

  /** What another replica needs to go on, as data. */
  get snapshot(): ReplicaSnapshot {
    const seats = Array.from(this.#sessions, ([seat, { id }]) => [seat, id] as const);
    const { hub, sanctions: { all: sanctions }, isLocked, password } = this;
    return { log: this.#log.snapshot, hub: hub.snapshot, seats, sanctions, isLocked, password };
  }

  /**
   * Carries out a command. One from a seat that nobody has, or has any more, does nothing.
   *
   * @returns What came of it.
   */
  apply(command: RoomCommand, stamp: Stamp): Outcome {
    const { date } = stamp;
    switch (command.type) {
      case "join":
        return this.#join(command.seat, command.entrance, date);
      case "act":
        return this.#act(command.seat, command.act, date);
      case "ack": {
        const session = this.#sessions.get(command.seat);
        if (session) this.hub.ack(session, command.seq, date);
        return DONE;
      }
      case "lose": {
        const session = this.#vacate(command.seat);
        if (session) this.#lose(session, command, stamp);
        return DONE;
      }
      case "lose-server":
        this.#loseServer(command.server, stamp);
        return DONE;
      case "leave": {
        const session = this.#vacate(command.seat);
        if (session) this.hub.leave(session, command.reason, date, command.text);
        return DONE;
      }
      case "remove": {
        const session = this.hub.withId(command.session);
        if (!session) return DONE;
        this.#unseat(session, command.refusal);
        this.hub.leave(session, "kicked", date, command.text);
        return DONE;
      }
      case "notice":
        this.hub.notice(command.text, date);
        return DONE;
      case "sanction":
        return this.#sanction(command.sanction, date);
      case "pardon":
        return this.#pardon(command);
      case "lock":
        this.isLocked = command.isLocked;
        this.hasNewOrder = true;
        return DONE;
      case "password":
        if (command.isFirst && this.password !== null) return DONE;
        this.password = command.kept;
        this.#onPassword(command.kept);
        return DONE;
      case "forget-former":
        this.hub.forgetFormer();
        return DONE;
      case "beat":
        this.hub.expire(stamp.awakeMs, date);
        if (this.sanctions.expire(date)) this.hasNewOrder = true;
        return DONE;
    }
  }

  /** All of it is to be recorded: the record is another one, or begins. */
  recordAll(): void {
    this.hub.touchAll();
    this.hasNewOrder = true;
  }

  /** The number of the newest entry; 0 when there is none. */
  get lastSeq(): number {
    return this.#log.last;
  }

  /** The entries after a number, oldest first, as far as they are in memory. */
  entriesAfter(seq: number): Logged[] {
    return this.#log.after(seq);
  }

  /** Where a person is connected; undefined without a connection. */
  seatOf(session: Session): Seat | undefined {
    return this.#seats.get(session);
  }

  /** One connection has one person. */
  #join(seat: Seat, entrance: Entrance, now: number): Outcome {
    if (this.#sessions.has(seat)) return DONE;
    const outcome = this.hub.join(entrance, now);
    if (outcome.type === "refused") return outcome;
    const { session } = outcome;
    this.#unseat(session, refused("replaced"));
    this.#sit(seat, session);
    return outcome;
  }

  #act(seat: Seat, act: Act | Run, now: number): Outcome {
    const session = this.#sessions.get(seat);
    if (!session) return DONE;
    if (act.type !== "run") return this.#actOne(session, act, now);
    if (this.hub.sayRun(session, act, now)) return RUN_SAID;
    return { type: "run-split", acted: saysOf(act).map((say) => this.#actOne(session, say, now)) };
  }

  #actOne(session: Session, act: Act, now: number): Acted {
    const { name } = session;
    const { last } = this.#log;
    const isAgain = wasAnswered(session, act);
    const rejection = this.hub.act(session, act, now);
    return { type: "acted", name, rejection, isLogged: this.#log.last > last, isAgain };
  }

  #sanction(sanction: Sanction, now: number): Outcome {
    this.sanctions.expire(now);
    const isAdded = this.sanctions.add(sanction);
    this.hasNewOrder = true;
    return { type: "sanctioned", isAdded };
  }

  #pardon({ name, session: id }: RoomCommand & { type: "pardon" }): Outcome {
    const session = id === undefined ? undefined : this.hub.withId(id);
    const lifted = this.sanctions.pardon(name, session && knownOf(session));
    if (lifted.length > 0) this.hasNewOrder = true;
    return { type: "pardoned", lifted };
  }

  #lose(
    session: Session,
    { reason, defers }: { reason: "lost" | "slow"; defers: boolean },
    { date, awakeMs }: Stamp,
  ): void {
    this.hub.disconnect(session, reason, awakeMs + this.#graceMs);
    if (!defers) return;
    if (this.#graceMs === 0) this.hub.expire(awakeMs, date);
    else this.hub.deferUnacked(session, date);
  }

  #loseServer(server: string, stamp: Stamp): void {
    const lost = [...this.#sessions].filter(([seat]) => seat.startsWith(`${server}/`));
    for (const [, session] of lost) {
      this.#unseat(session, refused("server-closing"));
      if (session.tokenHash === null) this.hub.leave(session, "lost", stamp.date);
      else this.#lose(session, { reason: "lost", defers: true }, stamp);
    }
  }

  #sit(seat: Seat, session: Session): void {
    this.#sessions.set(seat, session);
    this.#seats.set(session, seat);
  }

  /** A person who is connected is not any more. */
  #unseat(session: Session, refusal: Refused): void {
    const seat = this.seatOf(session);
    if (seat === undefined) return;
    this.#onUnseated(session, refusal);
    this.#vacate(seat);
  }

  /** Nobody is connected at a seat any more. Returns who was. */
  #vacate(seat: Seat): Session | undefined {
    const session = this.#sessions.get(seat);
    this.#sessions.delete(seat);
    if (session) this.#seats.delete(session);
    return session;
  }
}
