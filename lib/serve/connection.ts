/**
 * One client of the server: what its socket brings goes through its dialect into the hub, what
 * happens goes through its outbox back to it. Here it is also decided when it has to end, and that
 * its end is its own: whatever goes wrong, the others only see somebody leave.
 */

import { TokenBucket } from "../chat/rate_limit.ts";
import type { Admission } from "../chat/hub.ts";
import type { Session } from "../chat/session.ts";
import { type Block, Outbox } from "../net/outbox.ts";
import { isDisconnect, type Socket } from "../net/socket.ts";
import {
  type Command,
  type Entry,
  type Hello,
  isNameRefusal,
  type LeaveReason,
  LIMITS,
  PROTOCOL_VERSION,
  type Refused,
  type Response,
} from "../protocol.ts";
import type { Peer } from "./console.ts";
import { Detector } from "../wire/detect.ts";
import type { Received, Reply } from "../wire/dialect.ts";
import type { Feed } from "../broadcast/feed.ts";
import { encodeLine } from "../wire/json_lines.ts";
import { UNFRAMED_READ_BYTES, unframedPiece } from "../wire/plain_text.ts";
import { Heartbeat } from "../net/heartbeat.ts";
import type { Room } from "./room.ts";

/** One write to a structured or line client is at the most this. */
const BLOCK_BYTES = 256 * 1024;
/** Last words, and what is still on its way in, get this long before a connection is closed. */
const FAREWELL_MS = 400;
/** The old program takes what one read brings for one message: writes to it keep this distance. */
const UNFRAMED_GAP_MS = 50;
/** So many things of one read are carried out before everybody else has a turn. */
const MAX_COMMANDS_PER_TURN = 2000;
/** How soon it is looked again whether the answers that pile up were taken. */
const BACKLOG_POLL_MS = 20;
/** Behind by more than this, it has enough to read: full reads follow each other closely. */
const UNFRAMED_HURRY_BYTES = 8 * 1024;
const UNFRAMED_HURRY_MS = 5;

/** One connection, from the first byte to the last. */
export class Connection {
  /** The address of the other side. */
  readonly peer: Peer;
  /** Resolves when the socket is closed and its person out of the room. */
  readonly done: Promise<void>;
  /** The person behind it, once they said a name. */
  session?: Session;
  readonly #socket: Socket;
  readonly #room: Room;
  readonly #dialect: Detector;
  readonly #outbox: Outbox;
  /** Nothing when there is no limit. */
  readonly #rateLimit?: TokenBucket;
  #feed?: Feed;
  #lastSeq = Infinity;
  #processing: Promise<void> = Promise.resolve();
  #finishing?: Promise<void>;
  #isEnding = false;
  #awaitingHelloSince: number;
  /** Since when it is waited for, by the room's clock; undefined while it is not being read. */
  #listeningSince?: number;
  #isAsked = false;
  readonly #heartbeat = new Heartbeat();
  readonly #inputEnded = Promise.withResolvers<void>();

  /**
   * Begins to read at once.
   *
   * @param socket The connection's socket.
   * @param room The room it leads to.
   */
  constructor(socket: Socket, room: Room) {
    this.#socket = socket;
    this.#room = room;
    this.peer = socket.peer;
    this.#awaitingHelloSince = room.awakeMs;
    this.#dialect = new Detector(room.options.texts);
    if (room.options.rate > 0) this.#rateLimit = new TokenBucket(room.options, room.clock.now());
    this.#outbox = new Outbox({
      write: (bytes) => this.#write(bytes),
      read: (cursor) => this.#read(cursor),
      now: () => room.awakeMs,
      onProgress: () => room.onProgress(this),
      onError: (error) => this.#fail(error),
    });
    this.done = this.#run();
  }

  /** How far it is behind the head of the log. */
  get bytesBehind(): number {
    return this.#outbox.isOpen ? this.#feed!.bytesBehind(this.#outbox.cursor) : 0;
  }

  /** The number of the last entry it was sent; Infinity while it reads none. */
  get cursor(): number {
    return this.#outbox.isOpen ? this.#outbox.cursor : Infinity;
  }

  /** How many bytes it has taken so far. */
  get bytesWritten(): number {
    return this.#outbox.bytesWritten;
  }

  /** Sends what it has not been sent, or drops it when that is no longer kept. */
  flush(): void {
    try {
      if (this.#outbox.isOpen && this.#feed!.hasFallenBehind(this.#outbox.cursor)) {
        this.#drop("too-slow");
      } else this.#outbox.flush();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Whether its client has a token to come back with. */
  get canResume(): boolean {
    return this.#dialect.kind === "structured";
  }

  /**
   * Looks after what only time tells: names that do not come, readers that stall, dead peers, what
   * was received.
   *
   * @param now By the room's clock, in ms.
   */
  checkTimeouts(now: number): void {
    if (this.#isEnding) return;
    const isStuck = this.#outbox.stalledMs > LIMITS.readerStallMs;
    if (isStuck && this.bytesBehind > LIMITS.readerBehindBytes) return this.#drop("too-slow");
    if (this.#outbox.stalledMs > LIMITS.deadAfterMs) return this.#drop("too-slow");
    if (!this.session && now - this.#awaitingHelloSince > LIMITS.nameWaitMs) {
      return this.#refuse({ type: "refused", code: "hello-timeout" });
    }
    if (this.session) this.#requestReceipt(this.session);
    if (!this.canResume) return;
    const silentMs = this.#listeningSince === undefined ? 0 : now - this.#listeningSince;
    if (silentMs > LIMITS.deadAfterMs) return this.#drop("silent");
    if (silentMs > LIMITS.pingAfterMs && !this.#isAsked) {
      this.#isAsked = true;
      this.#sendPing();
    }
  }

  /**
   * A private message is received when a `ping` sent behind it is answered. Those who answer none
   * have received what the system took for them.
   */
  #requestReceipt(session: Session): void {
    const { unacked } = session;
    if (unacked.length === 0 || unacked[0]!.entry.seq > this.#outbox.cursor) return;
    const asks = this.canResume && !session.isInboxFull;
    if (!asks) this.#room.hub.ack(session, this.#outbox.cursor);
    else if (!this.#heartbeat.isAwaitingPong) this.#sendPing();
  }

  #sendPing(): void {
    this.#heartbeat.pingSent(this.#outbox.cursor);
    this.#sendText(this.#dialect.encode({ type: "ping" }));
  }

  #onPong(): void {
    const cursor = this.#heartbeat.pongReceived();
    if (cursor !== undefined && this.session) this.#room.hub.ack(this.session, cursor);
  }

  /**
   * Lets it read what happened so far, says why it is over, and closes it.
   *
   * @param reason What the others are told of its person; nothing when it is over for all.
   */
  finish(refusal?: Refused, reason?: LeaveReason): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#lastSeq = this.#room.log.last;
    if (reason) {
      this.#room.flush();
      this.#detach(reason);
    }
    this.#outbox.flush(); // Its turn to read may be yet to come.
    this.#finishing = this.#lingerClose(refusal ? this.#dialect.encode(refusal) : "")
      .catch((error) => this.#fail(error));
  }

  async #run(): Promise<void> {
    try {
      for (let bytes = await this.#listen(); bytes; bytes = await this.#listen()) {
        this.#isAsked = false;
        this.#listeningSince = undefined;
        if (this.#isEnding) continue; // What still comes is read so that the last words arrive.
        await this.#processing;
        await (this.#processing = this.#process(this.#dialect.receive(bytes)));
        if (this.session) await this.#room.ready();
      }
      this.#listeningSince = undefined;
      this.#inputEnded.resolve();
      await this.#processing;
      if (!this.#isEnding) await this.#process(this.#dialect.end());
      this.#sayLost();
      this.finish(undefined, "lost");
      await this.#finishing;
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#close("lost");
    }
  }

  #listen(): Promise<Uint8Array | null> {
    this.#listeningSince = this.#room.awakeMs;
    const { idleTimeoutMs } = this.#dialect;
    if (idleTimeoutMs === 0 || this.#isEnding) return this.#socket.read();
    const read = new AbortController();
    this.#room.clock.sleep(idleTimeoutMs, read.signal).then(() => {
      if (!read.signal.aborted) this.#onIdle();
    });
    return this.#socket.read().finally(() => read.abort());
  }

  #onIdle(): void {
    this.#processing = this.#process(this.#dialect.onIdle()).catch((error) => this.#fail(error));
  }

  /** Carries out one thing after the other, waiting as long as flood control or the peer asks. */
  async #process(values: Iterable<Received>): Promise<void> {
    let count = 0;
    for (const value of values) {
      if (this.#isEnding) return;
      const handled = this.#dispatch(value);
      if (handled) await handled;
      if (this.#isEnding) return;
      // A read may hold more than the log does: the others get their turn.
      if (++count % MAX_COMMANDS_PER_TURN === 0) await this.#room.yieldToOthers();
      const waitMs = this.#rateLimit?.take(this.#room.clock.now()) ?? 0;
      if (waitMs > 0) await this.#socket.wait(waitMs);
      while (this.#outbox.isBacklogged && !this.#isEnding) await this.#socket.wait(BACKLOG_POLL_MS);
    }
  }

  #dispatch(value: Received): Promise<void> | void {
    switch (value.type) {
      case "end":
        return this.#refuse(value.refusal, value.farewell);
      case "answer":
        if (this.session) {
          this.#room.print(this.#room.console.rejected(this.session.name, value.line));
        }
        return this.#sendText(value.text);
      case "hello":
        return this.#join(value);
      case "reply":
        return this.#reply(value);
      default:
        return this.#execute(value);
    }
  }

  #execute(value: Exclude<Command, Hello>): void {
    const { session } = this;
    if (!session) return this.#executeBeforeHello(value);
    if (value.type === "pong") this.#onPong();
    if (value.type !== "ping" && value.type !== "pong") {
      this.#room.print(this.#room.console.command(session.name, value));
    }
    if (value.type === "leave") {
      return this.finish({ type: "refused", code: "left" }, "left");
    }
    const answer = this.#room.hub.perform(session, value, this.#room.clock.date());
    if (answer) this.#sendEvent(answer);
    this.#room.scheduleFlush();
  }

  /** Somebody who is not in can only leave, or ask what is here. */
  #executeBeforeHello({ type }: Command): void {
    if (type === "leave") this.finish({ type: "refused", code: "left" });
    if (type !== "ping") return;
    this.#sendEvent({ type: "pong", version: PROTOCOL_VERSION, clock: this.#room.clock.date() });
  }

  /** A reply goes to a person, whatever they are called by now. */
  #reply({ text }: Reply): void {
    if (!this.session) return;
    const to = this.#room.hub.replyTarget(this.session)?.name;
    if (to !== undefined) return this.#execute({ type: "whisper", to, text });
    this.#room.print(this.#room.console.rejected(this.session.name, `/r ${text}`));
    this.#sendText(this.#dialect.encode({ type: "rejected", code: "nobody-to-answer" }));
  }

  #join(hello: Hello): Promise<void> | void {
    const { hub, feeds, console } = this.#room;
    const outcome = hub.join(hello, this.#room.clock.date(), this.canResume);
    if (outcome.type === "refused") {
      if (!isNameRefusal(outcome.code)) return this.#refuse(outcome);
      this.#awaitingHelloSince = this.#room.awakeMs;
      return this.#sendText(this.#dialect.encode(outcome));
    }
    this.session = outcome.session;
    this.#room.bind(this, outcome.session);
    this.#feed = this.canResume ? feeds.structured : feeds.plain;
    this.#feed.subscribe();
    this.#room.print(console.connected(this.session.name, this.peer));
    this.#room.scheduleFlush();
    if (outcome.isResumed) return this.#welcome(outcome);
    return this.#room.recorded().then(() => this.#welcome(outcome));
  }

  #welcome({ greeting, backlog, cursor }: Admission): void {
    if (this.#isEnding) return;
    for (const event of greeting) this.#sendEvent(event);
    if (this.canResume) this.#sendText(backlog.map(encodeLine).join(""));
    this.#outbox.open(cursor);
    this.#outbox.flush();
  }

  #read(cursor: number): Block | undefined {
    if (this.#feed!.hasFallenBehind(cursor)) return undefined;
    const maxBytes = this.#dialect.kind === "unframed" ? UNFRAMED_READ_BYTES : BLOCK_BYTES;
    const encode = (entry: Entry) => this.#dialect.encode(entry);
    return this.#feed!.read(this.session!, cursor, { encode, maxBytes, lastSeq: this.#lastSeq });
  }

  #write(bytes: Uint8Array): Promise<number> {
    return this.#dialect.kind === "unframed" ? this.#writeSpaced(bytes) : this.#socket.write(bytes);
  }

  async #writeSpaced(bytes: Uint8Array): Promise<number> {
    const { piece, length } = unframedPiece(bytes);
    for (let done = 0; done < piece.length;) {
      done += await this.#socket.write(piece.subarray(done));
    }
    const isFarBehind = this.bytesBehind > UNFRAMED_HURRY_BYTES;
    await this.#socket.wait(isFarBehind ? UNFRAMED_HURRY_MS : UNFRAMED_GAP_MS);
    return length;
  }

  /** Tells what concerns it alone. */
  #sendEvent(event: Response): void {
    if (!this.canResume || !("people" in event)) return this.#sendText(this.#dialect.encode(event));
    const { people } = event;
    const text = this.#dialect.encode({ ...event, people: [] });
    for (const bytes of this.#room.people.fill(text, people)) this.#outbox.push(bytes);
  }

  #sendText(text: string): void {
    this.#outbox.push(new TextEncoder().encode(text));
  }

  /** Ends a connection that cannot go on, and says why to it and to the operator. */
  #refuse(refusal: Refused, farewell = this.#dialect.encode(refusal)): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#room.print(this.#room.console.ended(this.peer, refusal));
    this.#detach("lost");
    this.#outbox.close();
    this.#finishing = this.#lingerClose(farewell).catch((error) => this.#fail(error));
  }

  /** Ends a connection that takes nothing any more: only the operator can be told why. */
  #drop(code: "silent" | "too-slow"): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#room.print(this.#room.console.ended(this.peer, { type: "refused", code }));
    this.#close(code === "silent" ? "lost" : "slow");
  }

  async #lingerClose(farewell: string): Promise<void> {
    const timeUp = this.#socket.wait(FAREWELL_MS);
    await Promise.race([this.#outbox.drained(), timeUp]);
    this.#outbox.close();
    this.#sendText(farewell);
    await Promise.race([this.#outbox.drained(), timeUp]);
    // Closing at once would throw away what the peer is still sending, and with it our last words.
    await Promise.race([this.#socket.closeWrite(), timeUp]);
    await Promise.race([this.#inputEnded.promise, timeUp]);
    this.#close("lost");
  }

  /** An error here ends this connection, and no other. */
  #fail(error: unknown): void {
    if (!isDisconnect(error)) this.#room.printError(error);
    this.#close("lost");
  }

  #sayLost(): void {
    if (!this.session || this.#isEnding) return;
    this.#room.print(this.#room.console.lost(this.session.name, this.peer));
  }

  /** Its person has no connection any more, unless another one has taken over. */
  #detach(reason: LeaveReason): void {
    if (!this.session) return;
    // One who says goodbye has read what was sent; of others only the system knows.
    const hasRead = reason === "left" || !this.canResume;
    if (hasRead) this.#room.hub.ack(this.session, this.#outbox.cursor);
    this.#room.unbind(this, this.session, reason);
  }

  #close(reason: LeaveReason): void {
    if (this.#socket.isClosed) return;
    this.#socket.close();
    this.#sayLost();
    this.#isEnding = true;
    this.#detach(reason);
    this.#outbox.close();
    this.#feed?.unsubscribe();
    this.#room.onProgress(this); // Nobody waits for it any more.
  }
}
