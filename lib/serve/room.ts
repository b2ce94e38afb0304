/**
 * The room: who is connected, what the operator does, and what only time tells. The conversation is
 * the hub's, its way to everybody the broadcaster's.
 */

import { Broadcaster } from "../broadcast/broadcaster.ts";
import type { ReadonlyHub } from "../chat/replica.ts";
import type { RoomCommand, Seat } from "../chat/room_command.ts";
import type { ReplicaSnapshot } from "../chat/snapshot.ts";
import type { Session } from "../chat/session.ts";
import { type Clock, systemClock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Texts } from "../i18n/mod.ts";
import type { Conn } from "../net/socket.ts";
import { refused } from "../protocol.ts";
import { LocalSequencer } from "../sequencer/local_sequencer.ts";
import type { Sequencer } from "../sequencer/sequencer.ts";
import { type OnApplied, Submissions } from "../sequencer/submissions.ts";
import type { IrcHouse } from "../wire/irc_house.ts";
import { PeopleList } from "../wire/people_list.ts";
import { AddressLimits } from "./address_limits.ts";
import { AwakeClock, RoomTime } from "./awake_clock.ts";
import { Connections } from "./connections.ts";
import { ConsoleFormatter } from "./console.ts";
import { ConsoleBurst, type ConsoleEvent } from "./console_burst.ts";
import { DownloadPace } from "./download_pace.ts";
import type { History } from "./history.ts";
import { ircHouseOf, type IrcOptions } from "./irc.ts";
import { Members } from "./members.ts";
import { Moderation } from "./moderation.ts";
import { NameClaims } from "./name_claims.ts";
import { openReplica } from "./open_replica.ts";
import { OtherServers } from "./other_servers.ts";
import { type MadeUp, PasswordChange } from "./password_change.ts";
import { RateLimits } from "./rate_limits.ts";
import { Recorder } from "./recorder.ts";
import { RoomPassword, type Verifier } from "./room_password.ts";
import type { RoomContext } from "./room_context.ts";
import type { Site } from "./site.ts";
import type { TlsDoor } from "./tls_door.ts";
import { TOKENS } from "./tokens.ts";
import { Turnstile } from "./turnstile.ts";

/** What a room is made with. */
export interface RoomOptions extends IrcOptions {
  /** Whether the console leaves out the text of private messages. */
  hidePrivate: boolean;
  /** Whether the host takes part in the chat, and reads there what people say. @default {false} */
  isHostInChat?: boolean;
  /** What the host's own client says in place of a share. @default {the host needs the password} */
  hostSecret?: string | undefined;
  /** How many people fit. */
  maxPeople: number;
  /** The rate limit: messages per second of one person in the long run; 0 sets none. */
  rate: number;
  /** How many connections with a person one address may have, and a quarter without; 0: any. */
  maxPerAddress: number;
  /** How many recent messages a newcomer receives. */
  recent: number;
  /** The grace time: how long the place of a person without a connection is kept, in ms. */
  graceMs: number;
  /** Where entries are recorded before they are published; without it nothing is kept. */
  history?: History;
  /** Measures time, and waits. @default {the system's clock} */
  clock?: Clock;
  /** Puts commands in order. @default {at once: this server is alone} */
  sequencer?: Sequencer | undefined;
  /** Where the room goes on, on several servers. @default {where its history ends} */
  snapshot?: ReplicaSnapshot | undefined;
  /** What browsers get. @default {a sentence that there is no page} */
  site?: Site | undefined;
  /** The way of TLS clients. @default {there is no TLS} */
  tls?: TlsDoor | undefined;
  /** Knows the password. @default {the room has none} */
  verifier?: Verifier | undefined;
  /** Reads what another server has kept of a password. @default {this server is alone} */
  readVerifier?: ((kept: string) => Verifier | undefined) | undefined;
  /** Makes a new password up. @default {none can be made} */
  makeUpPassword?: (() => Promise<MadeUp>) | undefined;
  /** Whether the password may be said over a connection that is not encrypted. @default {false} */
  passwordPlain?: boolean;
  /** The language of the console, and of line and unframed clients. */
  texts: Texts;
  /** Shows a text, or what formats it, of so many lines on the console. Never waits. */
  print: (text: string | (() => string | readonly string[]), lines?: number) => void;
}

/** The room, and everybody who is connected to it. */
export class Room implements RoomContext {
  readonly hub: ReadonlyHub;
  readonly broadcaster: Broadcaster;
  readonly people = new PeopleList();
  readonly console: ConsoleFormatter;
  readonly clock: Clock;
  readonly rateLimits: RateLimits;
  readonly addresses: AddressLimits;
  readonly members: Members = new Members(this);
  readonly nameClaims: NameClaims;
  readonly downloads: DownloadPace;
  readonly password: RoomPassword;
  readonly irc: IrcHouse;
  readonly otherServers: OtherServers;
  /** What the host does with the password. */
  readonly passwordChange: PasswordChange;
  /** What the host does to keep order. */
  readonly moderation: Moderation;
  /** What the room was made with. */
  readonly options: RoomOptions;
  readonly #burst: ConsoleBurst;
  readonly #submissions: Submissions;
  readonly #turnstile: Turnstile;
  readonly #recorder: Recorder;
  readonly #connections = new Connections(this);
  readonly #awake: AwakeClock;
  #lastSeat = 0;
  #isClosing = false;

  /**
   * Makes an empty room, or restores one from its history.
   *
   * @param options What it is made with.
   */
  constructor(options: RoomOptions) {
    const { texts, history } = options;
    this.options = options;
    this.rateLimits = new RateLimits(options.rate);
    this.addresses = new AddressLimits(options.maxPerAddress);
    this.clock = options.clock ?? systemClock;
    this.downloads = new DownloadPace(this.clock);
    this.#awake = new AwakeClock(this.clock, (now) => this.#trySweep(now));
    this.console = new ConsoleFormatter(options);
    this.password = new RoomPassword({ ...options, tokens: TOKENS }, (text) => this.print(text));
    this.irc = ircHouseOf(this, () => this.clock.date());
    this.#burst = new ConsoleBurst(texts);
    const { log, replica } = openReplica({
      ...{ ...options, tokens: TOKENS },
      position: options.sequencer?.position,
      now: this.clock.date(),
      onUnseated: (session, refusal) => this.members.onUnseated(session, refusal),
      onPassword: (kept) => this.passwordChange.onChanged(kept),
    });
    this.hub = replica.hub;
    this.broadcaster = new Broadcaster({
      log,
      record: (now) => this.#record(now),
      clock: this.clock,
      onError: (error) => this.printError(error),
    });
    const alone = () => new LocalSequencer(new RoomTime(this.clock, this.#awake));
    const onApplied = () => {
      this.moderation.record();
      this.broadcaster.scheduleFlush();
      this.otherServers.onApplied();
    };
    const { sequencer = alone() } = options;
    this.#turnstile = new Turnstile(this.broadcaster, () => this.#submissions);
    this.#submissions = new Submissions(sequencer, replica, this.#turnstile, onApplied);
    this.otherServers = new OtherServers({
      submissions: this.#submissions,
      members: this.members,
      canRecord: () => this.canRecord,
      sendAway: (refusal) => this.#connections.sendAway(refusal),
    });
    const connectionOf = (session: Session) => this.members.connectionOf(session);
    const notice = (text: string) => this.notice(text);
    const makeUp = options.tls && options.makeUpPassword;
    const shared = { room: this, replica, connectionOf, notice, history };
    const read = options.readVerifier;
    this.passwordChange = new PasswordChange({ ...shared, makeUp, read });
    if (options.snapshot) this.passwordChange.onChanged(replica.password);
    this.nameClaims = new NameClaims({
      hub: this.hub,
      clock: this.clock,
      awakeMs: () => this.awakeMs,
      graceClockMs: () => this.#submissions.awakeMs,
      connectionOf,
      texts,
      print: (text) => this.print(text),
    });
    this.moderation = new Moderation({ ...options, ...shared, hashToken: TOKENS.hash });
    const recording = { ...options, stream: this.#submissions };
    this.#recorder = new Recorder(replica.hub, log, recording, this.clock);
    if (!history) return;
    if (this.hub.hasAway) this.#startSweeper();
    this.#submissions.beat();
  }

  get date(): number {
    return this.#submissions.date;
  }

  get awakeMs(): number {
    return this.#awake.ms;
  }

  get canRecord(): boolean {
    return this.#recorder.canRecord;
  }

  print(text: string | (() => string | readonly string[]), lines?: number): void {
    this.options.print(text, lines);
  }

  // The sweeper, which runs as long as there are connections, flushes the sums.
  printEvent(event: ConsoleEvent): void {
    for (const line of this.#burst.add(event, this.clock.now())) this.print(line);
  }

  printError(error: unknown): void {
    this.print(this.options.texts.unexpected(messageOf(error)));
  }

  /**
   * Accepts a connection.
   *
   * @returns When it has ended.
   */
  accept(conn: Conn): Promise<void> {
    const ended = this.#connections.accept(conn);
    this.#startSweeper();
    return ended;
  }

  newSeat(): Seat {
    return `${this.#submissions.server}/${++this.#lastSeat}`;
  }

  admit(weight: number, entries?: number): Promise<void> | undefined {
    return this.#turnstile.admit(weight, entries);
  }

  submit(command: RoomCommand, onApplied?: OnApplied): void {
    this.#submissions.submit(command, onApplied);
  }

  /** Tells everybody something in the name of the server. */
  notice(text: string): void {
    const { notice, rejections } = this.options.texts;
    if (!this.canRecord) return this.print(rejections["not-recorded"](""));
    this.submit({ type: "notice", text });
    if (!this.options.isHostInChat) this.print(notice(text));
  }

  /** Deletes old entries of the history by the clock as it is, after it jumped. */
  prune(): void {
    this.#recorder.confirmPruning(this.clock.now(), this.clock.date());
    if (this.#recorder.hasWork) this.#startSweeper();
  }

  /** Closes every connection gracefully. */
  async close(): Promise<void> {
    this.broadcaster.flush();
    this.#isClosing = true;
    this.members.close();
    const closed = this.#connections.close(refused("server-closing"));
    this.#turnstile.open(); // Nobody waits any more for what cannot be submitted.
    await closed;
    this.#awake.stop();
    await this.#submissions.close();
    this.#flushBurst(true);
  }

  #flushBurst(isLast: boolean): void {
    for (const line of this.#burst.flush(this.clock.now(), isLast)) this.print(line);
  }

  #record(now: number): boolean {
    const isRecorded = this.#recorder.record(now);
    if (this.#recorder.hasWork) this.#startSweeper();
    return isRecorded;
  }

  /** Starts to check what only time tells, while there is anybody. */
  #startSweeper(): void {
    if (!this.#isClosing) this.#awake.start();
  }

  #trySweep(now: number): void {
    try {
      this.#sweep(now);
    } catch (error) {
      this.printError(error);
    }
  }

  #sweep(now: number): void {
    this.#connections.sweep(now);
    this.otherServers.sweep(now);
    this.broadcaster.recheckReaders(this.awakeMs);
    if (!this.canRecord) this.broadcaster.flush();
    if (this.canRecord) this.#submissions.beat(); // Grace times end.
    this.#recorder.sweep(now, this.clock.date());
    this.#flushBurst(false);
    if (this.#connections.size > 0 || this.hub.hasAway || this.#recorder.hasWork) return;
    if (!this.#burst.isCounting) this.#awake.stop();
  }
}
