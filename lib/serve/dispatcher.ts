/**
 * The dispatcher of one connection: takes what the client sends to the hub, and sends the responses.
 * It owns the session and the subscription, which begin with `hello`.
 */

import type { Subscriber } from "../broadcast/subscriber.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { Admission } from "../chat/admission.ts";
import type { Session } from "../chat/session.ts";
import type { Heartbeat } from "../net/heartbeat.ts";
import type { Outbox } from "../net/outbox.ts";
import {
  type Command,
  type Hello,
  isNameRefusal,
  type LeaveReason,
  PROTOCOL_VERSION,
  refused,
  rejected,
  type Response,
} from "../protocol.ts";
import type { Dialect, Received, Reply } from "../wire/dialect.ts";
import { UNFRAMED_READ_BYTES } from "../wire/unframed.ts";
import { RecordGate } from "./record_gate.ts";
import type { ConnectionControl, RoomContext } from "./room_context.ts";

/** What a dispatcher is made with. */
export interface DispatcherOptions {
  /** The room it leads to. */
  room: RoomContext;
  /** The connection it works for. */
  connection: ConnectionControl;
  /** The client's dialect. */
  dialect: Dialect;
  /** Where responses go. */
  outbox: Outbox;
  /** The pings whose pongs confirm private messages. */
  heartbeat: Heartbeat;
}

/** The size of one write to a structured or line client. */
const BLOCK_BYTES = 256 * 1024;

/** What one client's commands do. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #room: RoomContext;
  readonly #gate = new RecordGate();
  #awaitingHelloSince: number;
  /** The person, and their reading of the log; undefined before `hello`. */
  #member?: { readonly session: Session; readonly subscriber: Subscriber };

  /**
   * Waits for a `hello`.
   *
   * @param options The connection and its room.
   */
  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#room = options.room;
    this.#awaitingHelloSince = options.room.awakeMs;
  }

  /** The person behind the connection; undefined before `hello`. */
  get session(): Session | undefined {
    return this.#member?.session;
  }

  /** The connection as a reader of the log; undefined before `hello`. */
  get subscriber(): Subscriber | undefined {
    return this.#member?.subscriber;
  }

  /** Since when a `hello` is awaited, by `awakeMs`; undefined once there was one. */
  get awaitingHelloSince(): number | undefined {
    return this.#member ? undefined : this.#awaitingHelloSince;
  }

  /**
   * Carries out one thing that the client sent.
   *
   * @returns A promise when what comes next has to wait: a newcomer is welcomed once recorded.
   */
  dispatch(received: Received): Promise<void> | void {
    switch (received.type) {
      case "end":
        return this.#options.connection.refuse(received.refusal, received.lastWords);
      case "response":
        this.#printRejected(received.line);
        return this.#sendText(received.text);
      case "hello":
        return this.#join(received);
      case "reply":
        return this.#reply(received);
      case "nothing":
        return;
      default:
        return this.#execute(received);
    }
  }

  /** Sends a ping, whose pong will confirm everything sent before it. */
  sendPing(): void {
    this.#options.heartbeat.pingSent(this.#member?.subscriber.cursor);
    this.#send({ type: "ping" });
  }

  /**
   * Confirms private messages. A structured client confirms by the pong that follows them; of other
   * clients only what the system has taken is known.
   */
  requestReceipt(): void {
    if (!this.#member) return;
    const { connection, heartbeat } = this.#options;
    const { session, subscriber: { cursor } } = this.#member;
    const { inbox } = session;
    const [oldest] = inbox.unacked;
    if (!oldest || oldest.entry.seq > cursor) return;
    if (!connection.canResume || inbox.isFull) this.#room.hub.ack(session, cursor);
    else if (!heartbeat.isAwaitingPong) this.sendPing();
  }

  /** The session has no connection any more, unless another one has taken over. */
  detach(reason: LeaveReason): void {
    if (!this.#member) return;
    const { connection } = this.#options;
    const { session, subscriber } = this.#member;
    // A client that leaves has read what it was sent; of dialects without receipts only what the
    // system has taken is known.
    const hasRead = reason === "left" || !connection.canResume;
    if (hasRead) this.#room.hub.ack(session, subscriber.cursor);
    this.#room.unbind(connection, session, reason);
  }

  #join(hello: Hello): Promise<void> | void {
    const { hub, broadcaster, clock, canRecord } = this.#room;
    const { connection } = this.#options;
    const outcome = !canRecord && hub.needsRecording(hello)
      ? refused("not-recorded")
      : hub.join(hello, clock.date(), connection.canResume);
    if (outcome.type === "refused") {
      if (!isNameRefusal(outcome.code)) return connection.refuse(outcome);
      this.#awaitingHelloSince = this.#room.awakeMs;
      return this.#send(outcome);
    }
    const { session } = outcome;
    const subscriber = this.#subscribe(session);
    this.#member = { session, subscriber };
    this.#room.bind(connection, session);
    this.#room.print(this.#room.console.connected(session.name, connection.peer));
    broadcaster.scheduleFlush();
    if (outcome.isResumed) return this.#welcome(outcome, subscriber);
    return broadcaster.recorded().then(() => this.#welcome(outcome, subscriber));
  }

  /** Not within `#join`: the subscriber's closures would keep the list of people in `outcome`. */
  #subscribe(reader: Session): Subscriber {
    const { connection, dialect, outbox } = this.#options;
    return this.#room.broadcaster.subscribe(connection.canResume ? "structured" : "plain", {
      reader,
      outbox,
      encode: (entry) => dialect.encode(entry),
      maxBytes: dialect.kind === "unframed" ? UNFRAMED_READ_BYTES : BLOCK_BYTES,
      onFallenBehind: () => connection.drop("too-slow"),
      onError: (error) => connection.fail(error),
    });
  }

  #welcome({ greeting, backlog, cursor }: Admission, subscriber: Subscriber): void {
    const { connection, dialect } = this.#options;
    if (connection.isClosing) return;
    for (const event of greeting) this.#send(event);
    if (connection.canResume) this.#sendText(backlog.map((one) => dialect.encode(one)).join(""));
    subscriber.open(cursor);
  }

  #execute(command: Exclude<Command, Hello>): void {
    const { hub, broadcaster, clock, canRecord } = this.#room;
    const { connection } = this.#options;
    const { session } = this;
    if (!session) return this.#executeBeforeHello(command);
    if (command.type === "pong") this.#onPong(session);
    if (command.type !== "ping" && command.type !== "pong") {
      this.#room.print(this.#room.console.command(session.name, command));
    }
    if (command.type === "leave") return connection.closeGracefully(refused("left"), "left");
    const rejection = this.#gate.check(command, session, hub, canRecord);
    const response = rejection ?? hub.perform(session, command, clock.date());
    if (response) this.#send(response);
    broadcaster.scheduleFlush();
  }

  /** Before `hello` a client can only leave, or ping to learn what answers here. */
  #executeBeforeHello({ type }: Command): void {
    if (type === "leave") this.#options.connection.closeGracefully(refused("left"));
    if (type !== "ping") return;
    this.#send({ type: "pong", version: PROTOCOL_VERSION, clock: this.#room.clock.date() });
  }

  /** Sends a private message to the author of the last one, under whatever name by now. */
  #reply({ text }: Reply): void {
    const { session } = this;
    if (!session) return;
    const to = this.#room.hub.replyTarget(session)?.name;
    if (to !== undefined) return this.#execute({ type: "whisper", to, text });
    this.#printRejected(`/r ${text}`);
    this.#send(rejected(undefined, "nobody-to-answer"));
  }

  #onPong(session: Session): void {
    const seq = this.#options.heartbeat.pongReceived();
    if (seq !== undefined) this.#room.hub.ack(session, seq);
  }

  /** Sends what concerns this connection alone. */
  #send(event: Response): void {
    const { connection, dialect, outbox } = this.#options;
    if (!connection.canResume || !("people" in event)) return this.#sendText(dialect.encode(event));
    const { people } = event;
    const text = dialect.encode({ ...event, people: [] });
    for (const bytes of this.#room.people.fill(text, people)) outbox.push(bytes);
  }

  #sendText(text: string): void {
    this.#options.outbox.push(encodeUtf8(text));
  }

  #printRejected(line: string): void {
    const { session } = this;
    if (session) this.#room.print(this.#room.console.rejected(session.name, line));
  }
}
