/**
 * One accepted socket: bytes become commands for the hub, log entries go out through the outbox.
 * Owns every way it can end. An error here closes this connection only.
 */

import { encodeUtf8 } from "../bytes.ts";
import type { Seat } from "../chat/room_command.ts";
import { Heartbeat } from "../net/heartbeat.ts";
import { Outbox } from "../net/outbox.ts";
import { isDisconnect, type PeerAddress, type Socket } from "../net/socket.ts";
import { type LeaveReason, LIMITS, type Refused, refused, type Response } from "../protocol.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import { Detector } from "../wire/detect.ts";
import type { Received } from "../wire/dialect.ts";
import { addressKey } from "./address_key.ts";
import type { ConsoleEvent } from "./console_burst.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { Closing } from "./closing.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { ircClientOf } from "./irc.ts";
import { linger } from "./linger.ts";
import type { RoomContext } from "./room_context.ts";
import { writeSpaced } from "./spaced_writer.ts";
import { TokenWait } from "./token_wait.ts";
import { BACKLOG_POLL_MS, inSlices, LIGHT_READ_BYTES, LIGHT_TURN_MS, Turn } from "./turn.ts";

/** One connection, from the first byte to the last. */
export class Connection implements ConnectionControl {
  readonly peer: PeerAddress;
  readonly addressKey: string;
  readonly seat: Seat;
  isHost = false;
  /** Resolves when the socket is closed and its person out of the room. */
  readonly done: Promise<void>;
  /** What TLS begins with, when the connection has ended because of it. Its socket is open. */
  clientHello?: Uint8Array;
  readonly #socket: Socket;
  readonly #room: RoomContext;
  readonly #dialect: Detector;
  readonly #outbox: Outbox;
  readonly #heartbeat = new Heartbeat(LIMITS);
  readonly #dispatcher: Dispatcher;
  readonly #tokenWait: TokenWait;
  readonly #turn: Turn;
  readonly #inputEnded = Promise.withResolvers<void>();
  #phase: "open" | "closing" | "closed" = "open";
  #processing: Promise<void> = Promise.resolve();
  #lingering?: Promise<void>;

  /**
   * Begins to read at once.
   *
   * @param socket The connection's socket.
   * @param room The room it leads to.
   */
  constructor(socket: Socket, room: RoomContext) {
    this.#socket = socket;
    this.#room = room;
    this.peer = socket.peer;
    this.addressKey = addressKey(this.peer.hostname);
    this.seat = room.newSeat();
    this.#turn = new Turn(room.clock, () => room.broadcaster.nextTurn());
    const { texts, tls } = room.options;
    const irc = ircClientOf(room.irc, this.peer, {
      send: (bytes) => this.#outbox.offer(bytes),
      reading: () => this.#dispatcher.subscriber,
    });
    this.#dialect = new Detector(texts, { offersTls: tls && !socket.isEncrypted, irc });
    this.#outbox = new Outbox({
      write: (bytes) =>
        this.#dialect.kind === "unframed"
          ? writeSpaced(bytes, socket, () => this.#bytesBehind)
          : socket.write(bytes),
      wait: (ms) => socket.wait(ms),
      now: () => room.awakeMs,
      onProgress: (isRead) => {
        if (isRead && this.answersPings) this.#heartbeat.heard(room.awakeMs);
        this.#dispatcher.onProgress();
      },
      onError: (error) => this.fail(error),
    });
    this.#dispatcher = new Dispatcher({
      room,
      connection: this,
      closed: socket.closed,
      dialect: this.#dialect,
      outbox: this.#outbox,
    });
    this.#tokenWait = new TokenWait({
      room,
      connection: this,
      dispatcher: this.#dispatcher,
      pause: (ms) => socket.wait(ms),
    });
    this.done = this.#run();
  }

  get canResume(): boolean {
    return this.#dialect.canResume;
  }

  get answersPings(): boolean {
    return this.#dialect.answersPings;
  }

  get isEncrypted(): boolean {
    return this.#socket.isEncrypted;
  }

  get isClosing(): boolean {
    return this.#phase !== "open";
  }

  get silentMs(): number {
    return this.#heartbeat.silentMs(this.#room.awakeMs);
  }

  ping(): Promise<void> {
    this.#dispatcher.sendPing();
    return this.#heartbeat.untilHeard();
  }

  tell(what: string | Response): void {
    this.#outbox.push(typeof what === "string" ? encodeUtf8(what) : this.#dialect.encode(what));
  }

  closeGracefully(refusal: Refused, reason?: LeaveReason): void {
    this.#close({ reason, lastWords: this.#dialect.encode(refusal), drain: "entries" });
  }

  putOut(refusal: Refused): void {
    if (this.#dialect.kind !== "irc") return this.closeGracefully(refusal, "kicked");
    this.#dispatcher.putOut(refusal).catch((error) => this.fail(error));
  }

  refuse(refusal: Refused, lastWords: Uint8Array = this.#dialect.encode(refusal)): void {
    this.#close({ log: this.#ended(refusal), reason: "lost", lastWords, drain: "responses" });
  }

  hangUp(lastWords?: Uint8Array): void {
    this.#close({ log: this.#lost, reason: "lost", lastWords, drain: "entries" });
  }

  drop(code: "silent" | "too-slow"): void {
    const reason = code === "silent" ? "lost" : "slow";
    this.#close({ log: this.#ended(refused(code)), reason, drain: "nothing" });
  }

  discard(): void {
    this.#close({ drain: "nothing" });
    this.#closeSocket();
  }

  lose(): void {
    this.#close({ log: this.#lost, reason: "lost", drain: "nothing" });
  }

  handOver(clientHello: Uint8Array): void {
    if (this.isClosing) return;
    this.clientHello = clientHello;
    this.#phase = "closed";
  }

  fail(error: unknown): void {
    if (!isDisconnect(error)) this.#room.printError(error);
    try {
      this.lose();
    } finally {
      this.#closeSocket();
    }
  }

  /** Checks what only time (`awakeMs`) tells: a missing name, a stalled reader, a dead peer. */
  checkTimeouts(now: number): void {
    if (this.isClosing) return;
    const { stalledMs } = this.#outbox;
    const isStalled = stalledMs > SERVER_LIMITS.readerStallMs && // The bytes are counted only then.
      (stalledMs > LIMITS.deadAfterMs || this.#bytesBehind > SERVER_LIMITS.readerBehindBytes);
    if (isStalled) return this.drop("too-slow");
    const isHttp = this.#dialect.kind === "http";
    const maxWaitMs = isHttp ? SERVER_LIMITS.httpHeadMs : SERVER_LIMITS.nameWaitMs;
    // A request that has come, and waits for its token, is not late.
    const isLate = now - (this.#dispatcher.awaitingHelloSince ?? now) > maxWaitMs;
    if (isLate && !(isHttp && this.#room.addresses.isWaiting(this))) {
      return this.refuse(refused("hello-timeout"));
    }
    this.#dispatcher.requestReceipt();
    if (!this.answersPings) return;
    const state = this.#heartbeat.check(now);
    if (state === "dead") return this.drop("silent");
    if (state === "ping") this.#dispatcher.sendPing();
  }

  async #run(): Promise<void> {
    try {
      for (let bytes = await this.#read(); bytes; bytes = await this.#read()) {
        this.#heartbeat.stopListening();
        await this.#processing;
        await (this.#processing = this.#receive(bytes));
        if (this.clientHello) return;
      }
      this.#heartbeat.stopListening();
      this.#inputEnded.resolve();
      await this.#processing;
      this.#turn.start();
      if (!this.isClosing) await this.#process(this.#dialect.end());
      this.hangUp();
      await this.#lingering;
    } catch (error) {
      this.fail(error);
    } finally {
      this.#closeSocket();
    }
  }

  #read(): Promise<Uint8Array | null> {
    this.#heartbeat.listen(this.#room.awakeMs);
    const { idleTimeoutMs } = this.#dialect;
    if (idleTimeoutMs === 0 || this.isClosing) return this.#socket.read();
    const cancel = this.#room.clock.after(idleTimeoutMs, () => this.#onIdle());
    return this.#socket.read().finally(cancel);
  }

  #onIdle(): void {
    this.#turn.start();
    this.#processing = this.#process(this.#dialect.onIdle()).catch((error) => this.fail(error));
  }

  async #receive(bytes: Uint8Array): Promise<void> {
    if (bytes.length > LIGHT_READ_BYTES) await this.#turn.next();
    else this.#turn.start(LIGHT_TURN_MS);
    if (this.isClosing) return; // It is read, so that the peer gets the last words.
    await this.#process(inSlices(bytes, (slice) => this.#dialect.receive(slice)));
  }

  /** Dispatches one command after the other, as fast as room, rate limit and peer allow. */
  async #process(received: Iterable<Received>): Promise<void> {
    let isFirst = true; // It is carried out at once: a pause of ours is no reason to wait for a turn.
    for (const one of this.#tokenWait.splitUnpaid(received)) {
      let now = this.#room.clock.coarseNow();
      if (!isFirst && this.#turn.isOver(now)) now = await this.#turn.next();
      isFirst = false;
      const hasToken = this.#tokenWait.take(one, now);
      if (hasToken) await this.#turn.pause(hasToken);
      if (this.isClosing) return;
      const done = this.#dispatcher.dispatch(one);
      if (done) await this.#turn.pause(done);
      if (this.isClosing) return;
      while (this.#outbox.isBacklogged && !this.isClosing) {
        await this.#turn.pause(this.#socket.wait(BACKLOG_POLL_MS));
      }
    }
  }

  get #bytesBehind(): number {
    return this.#dispatcher.subscriber?.bytesBehind ?? 0;
  }

  get #lost(): ConsoleEvent | undefined {
    const { session } = this.#dispatcher;
    return session && this.#room.console.lost(session.name, this.peer);
  }

  #ended(refusal: Refused): ConsoleEvent {
    return this.#room.console.ended(this.peer, refusal, this.#dispatcher.session?.name);
  }

  #close({ log, reason, lastWords = new Uint8Array(), drain }: Closing): void {
    if (this.isClosing) return;
    this.#phase = "closing";
    if (log) this.#room.printEvent(log);
    const { broadcaster } = this.#room;
    const upTo = drain === "entries" && reason ? broadcaster.log.last : 0;
    if (drain !== "entries") this.#stopReading();
    else this.#dispatcher.subscriber?.stopAfter(broadcaster.log.last);
    if (upTo > 0) broadcaster.flushOnce();
    if (reason) this.#dispatcher.detach(reason);
    if (drain === "nothing") return this.#closeSocket();
    const [room, socket, outbox] = [this.#room, this.#socket, this.#outbox];
    const stopReading = () => this.#stopReading();
    const { promise: inputEnded } = this.#inputEnded;
    this.#lingering = linger({ room, socket, outbox, upTo, lastWords, stopReading, inputEnded })
      .then(() => this.#closeSocket(), (error) => this.fail(error));
  }

  #stopReading(): void {
    const { subscriber } = this.#dispatcher;
    if (subscriber) this.#room.broadcaster.stop(subscriber);
  }

  #closeSocket(): void {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    this.#heartbeat.stopListening();
    this.#socket.close();
    const { subscriber } = this.#dispatcher;
    this.#dispatcher.detach("lost");
    if (subscriber) this.#room.broadcaster.unsubscribe(subscriber);
  }
}
