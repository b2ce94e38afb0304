/**
 * What the connections have in common: the hub, the log and its feeds, and the moments when
 * everybody reads. It also sees that nobody waits long for a reader that does not read.
 */

import { Hub } from "../chat/hub.ts";
import { Log } from "../chat/log.ts";
import type { Session } from "../chat/session.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Texts } from "../i18n/mod.ts";
import type { Socket } from "../net/socket.ts";
import { type LeaveReason, LIMITS } from "../protocol.ts";
import { ConsoleFormatter } from "./console.ts";
import { Feed } from "../broadcast/feed.ts";
import { encodeLine } from "../wire/json_lines.ts";
import { PeopleList } from "../wire/people_list.ts";
import { encodeEntry } from "../wire/plain_text.ts";
import { Connection } from "./connection.ts";
import { Backpressure } from "../broadcast/backpressure.ts";
import { type History, Recorder } from "./recorder.ts";
import { FanOut } from "../broadcast/fan_out.ts";
import { TOKENS } from "./tokens.ts";
import { Scheduler } from "../broadcast/scheduler.ts";

/** How a room is to be. */
export interface RoomOptions {
  /** Leaves the text of private messages out of the console. */
  hidePrivate: boolean;
  /** How many people fit. */
  maxPeople: number;
  /** Messages per second of one person in the long run; 0 sets no limit. */
  rate: number;
  /** How many messages of the past a newcomer gets. */
  recent: number;
  /** How long the place of somebody without a connection is kept, in ms. */
  graceMs: number;
  /** Where what happens is recorded before anybody is shown it; without it nothing is kept. */
  history?: History;
  /** What measures time, and waits. @default {the system's} */
  clock?: Clock;
  /** The language of the console, and of line and unframed clients. */
  texts: Texts;
  /** Shows a text of one or several lines on the console. Never waits. */
  print: (text: string) => void;
}

const SWEEP_MS = 250;
/** Between two sweeps no more time is counted: while this machine slept, nobody was silent. */
const MAX_SWEEP_MS = 2_000;
/** So much that happens in one turn is recorded, and shown, before the turn is over. */
const MAX_ENTRIES_PER_TURN = LIMITS.logEntries / 5;
/** The room, and everybody who is connected to it. */
export class Room {
  /** Who is here, and who hears what. */
  readonly hub: Hub;
  /** What happened. */
  readonly log: Log;
  /** How each kind of client reads what happened. */
  readonly feeds: { plain: Feed; structured: Feed };
  /** Everybody, as structured clients are told of them. */
  readonly people = new PeopleList();
  /** The sentences of the console. */
  readonly console: ConsoleFormatter;
  /** What measures time, and waits. */
  readonly clock: Clock;
  /** How the room is to be. */
  readonly options: RoomOptions;
  readonly #recorder: Recorder;
  readonly #connections = new Set<Connection>();
  /** Who speaks for whom. */
  readonly #connectionOf = new Map<Session, Connection>();
  readonly #backpressure: Backpressure;
  readonly #fanOut: FanOut<Connection>;
  readonly #scheduler = new Scheduler();
  #recorded = Promise.withResolvers<void>();
  #isFlushScheduled = false;
  #isClosing = false;
  #stopSweeper?: () => void;
  #sweptAt = 0;
  #flushedAt = 0;
  #awakeMs = 0;

  /**
   * Makes an empty room, or takes one up as it was recorded.
   *
   * @param options How it is to be.
   */
  constructor(options: RoomOptions) {
    const { maxPeople, recent, texts, history } = options;
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.console = new ConsoleFormatter(options);
    this.log = new Log(history ? { archive: history } : {});
    this.hub = new Hub(this.log, { maxPeople, recent, tokens: TOKENS });
    this.#recorder = new Recorder(this.hub, this.log, options);
    this.#backpressure = new Backpressure(this.log);
    this.#fanOut = new FanOut({
      readers: this.#connections,
      deliver: (connection) => this.#deliver(connection),
      defer: (call) => this.#scheduler.yield(call),
    });
    this.feeds = {
      plain: new Feed(this.log, { encode: (entry) => encodeEntry(entry, texts), hidesOwn: true }),
      structured: new Feed(this.log, { encode: encodeLine, hidesOwn: false }),
    };
    if (!history) return;
    this.hub.restore(history.sessions(), history.lastSession, options.graceMs, this.clock.date());
    if (this.hub.hasAway) this.#startSweeper();
    this.scheduleFlush();
  }

  /**
   * A clock that stands still while this machine sleeps, in ms: what the others did meanwhile
   * nobody knows. It goes on four times a second.
   */
  get awakeMs(): number {
    return this.#awakeMs;
  }

  /** Shows something on the server's console. */
  print(text: string): void {
    this.options.print(text);
  }

  /** Shows that something happened for which there is no sentence. */
  printError(error: unknown): void {
    this.print(
      this.options.texts.unexpected(error instanceof Error ? error.message : String(error)),
    );
  }

  /** Takes a new connection in, until it ends by itself. */
  accept(socket: Socket): Promise<void> {
    const connection = new Connection(socket, this);
    this.#connections.add(connection);
    this.#startSweeper();
    return connection.done.then(() => {
      this.#connections.delete(connection);
      this.#backpressure.remove(connection);
    });
  }

  /** A connection speaks for a session from now on; one that did before is told so and ends. */
  bind(connection: Connection, session: Session): void {
    const former = this.#connectionOf.get(session);
    this.#connectionOf.set(session, connection);
    former?.finish({ type: "refused", code: "replaced" });
  }

  /** A connection is over: its person leaves, or is waited for when they may come back. */
  unbind(connection: Connection, session: Session, reason: LeaveReason): void {
    if (this.#connectionOf.get(session) !== connection) return;
    this.#connectionOf.delete(session);
    // Whoever was there when the room was closed is there when it is opened again.
    if (this.#isClosing) return;
    const isWaitedFor = connection.canResume && (reason === "lost" || reason === "slow");
    if (isWaitedFor) {
      this.hub.disconnect(session, reason, this.#awakeMs + this.options.graceMs);
      this.#startSweeper();
      if (this.options.graceMs === 0) this.#expire();
    } else this.hub.leave(session, reason, this.clock.date());
    this.scheduleFlush();
  }

  /** Says something to everybody in the name of the server. */
  notice(text: string): void {
    const { notice, rejections } = this.options.texts;
    if (!this.hub.notice(text, this.clock.date())) {
      return this.print(rejections["not-recorded"](""));
    }
    this.print(notice(text));
    this.scheduleFlush();
  }

  /** Takes somebody out of the room, or shows that there is nobody of this name. */
  kick(name: string): void {
    const { texts } = this.options;
    const session = this.hub.find(name);
    if (!session) return this.print(texts.rejections["no-such-person"](name));
    const connection = this.#connectionOf.get(session);
    const refusal = { type: "refused" as const, code: "kicked" as const };
    if (connection) {
      this.print(this.console.ended(connection.peer, refusal));
      return connection.finish(refusal, "kicked");
    }
    this.hub.leave(session, "kicked", this.clock.date());
    this.print(texts.left(session.name));
    this.scheduleFlush();
  }

  /** Says goodbye to everybody and closes every connection. */
  async close(): Promise<void> {
    this.flush();
    this.#isClosing = true;
    const everybody = [...this.#connections];
    await Promise.all(everybody.map((one) => {
      one.finish({ type: "refused", code: "server-closing" });
      return one.done;
    }));
    this.#stopSweeper?.();
  }

  /** Something happened: everybody is sent it, together with what else happens in this turn. */
  scheduleFlush(): void {
    if (this.log.last - this.#fanOut.deliveredSeq > MAX_ENTRIES_PER_TURN) {
      this.#guard(() => this.flush());
      this.#fanOut.finishNow();
    }
    if (this.#isFlushScheduled) return;
    this.#isFlushScheduled = true;
    // Two microtasks later, the other reads that were ready in this turn have been carried out.
    queueMicrotask(() => queueMicrotask(() => this.#guard(() => this.flush())));
  }

  /** Resolves when what happened up to now is recorded. */
  recorded(): Promise<void> {
    return this.#recorded.promise;
  }

  /** Records what happened, makes it readable, and lets everybody read. */
  flush(): void {
    this.#isFlushScheduled = false;
    this.#flushedAt = this.clock.now();
    if (!this.#recorder.record(this.#flushedAt)) return this.#startSweeper();
    this.log.publish();
    this.#recorded.resolve();
    this.#recorded = Promise.withResolvers();
    this.feeds.plain.encodeNew();
    this.feeds.structured.encodeNew();
    this.#fanOut.start(this.log.head);
  }

  /** Resolves when everybody could read, and nobody who still reads is too far behind. */
  async ready(): Promise<void> {
    await this.#fanOut.done();
    await this.#backpressure.ready();
  }

  /** Lets everybody read what one connection brought so far, before it goes on. */
  async yieldToOthers(): Promise<void> {
    this.flush();
    await new Promise<void>((resolve) => this.#scheduler.yield(resolve));
    await this.ready();
  }

  /** Looks after what only time tells. Done four times a second while there is anybody. */
  sweep(): void {
    const now = this.clock.now();
    this.#awakeMs += Math.min(now - this.#sweptAt, MAX_SWEEP_MS);
    this.#sweptAt = now;
    for (const connection of this.#connections) connection.checkTimeouts(this.#awakeMs);
    this.#backpressure.recheck(now);
    if (!this.hub.canRecord) this.flush();
    this.#expire();
    this.#recorder.prune(now, this.clock.date());
    if (this.#connections.size > 0 || this.hub.hasAway || !this.hub.canRecord) return;
    this.#stopSweeper?.();
    this.#stopSweeper = undefined;
  }

  /** A connection has taken some bytes. */
  onProgress(connection: Connection): void {
    this.#backpressure.onProgress(connection);
  }

  #deliver(connection: Connection): void {
    connection.flush();
    this.#backpressure.check(connection, this.#flushedAt);
  }

  /** An error in what is done for everybody is shown, and is the end of nobody. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.printError(error);
    }
  }

  /** Begins to look after what only time tells, unless that has begun. */
  #startSweeper(): void {
    if (this.#stopSweeper || this.#isClosing) return;
    this.#sweptAt = this.clock.now();
    this.#stopSweeper = this.clock.every(SWEEP_MS, () => this.#guard(() => this.sweep()));
  }

  /** Whoever is waited for in vain leaves, as soon as that can be recorded. */
  #expire(): void {
    if (!this.hub.canRecord) return;
    this.hub.expire(this.#awakeMs, this.clock.date());
    if (this.log.last > this.log.head) this.scheduleFlush();
  }
}
