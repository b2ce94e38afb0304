/**
 * The dispatcher of one connection: takes what the client sends to the hub, and sends the responses.
 * It owns the session and the subscription, which begin with `hello`.
 */

import type { Subscriber } from "../broadcast/subscriber.ts";
import { concat } from "../bytes.ts";
import { greetingOf } from "../chat/admission.ts";
import { answer } from "../chat/answer.ts";
import { isAct } from "../chat/room_command.ts";
import type { Session } from "../chat/session.ts";
import { weighCommand } from "../chat/weight.ts";
import type { Outbox } from "../net/outbox.ts";
import {
  type Command,
  type Hello,
  type LeaveReason,
  type Refused,
  refused,
  rejected,
} from "../protocol.ts";
import type { Run } from "../protocol/run.ts";
import type { Dialect, LocalResponse, Parting, Received, Reply } from "../wire/dialect.ts";
import { Acts } from "./acts.ts";
import { type Admitted, HelloGate } from "./hello_gate.ts";
import { HttpExchange } from "./http_exchange.ts";
import { introductionOf } from "./introduction.ts";
import { Membership } from "./membership.ts";
import { PasswordGate } from "./password_gate.ts";
import { printCommand } from "./print_command.ts";
import { Responses } from "./responses.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";
import { subscribe } from "./subscription.ts";

/** What a dispatcher is made with. */
export interface DispatcherOptions {
  /** The room it leads to. */
  room: RoomContext;
  /** The connection it works for. */
  connection: ConnectionControl;
  /** Resolves when its socket is closed. */
  closed: Promise<void>;
  /** The client's dialect. */
  dialect: Dialect & { upgrade(subprotocol?: string): void };
  /** Where responses go. */
  outbox: Outbox;
}

/** What one client's commands do. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #room: RoomContext;
  readonly #helloGate: HelloGate;
  readonly #passwordGate: PasswordGate;
  readonly #responses: Responses;
  readonly #acts: Acts;
  readonly #membership: Membership;
  readonly #httpExchange: HttpExchange;
  #awaitingHelloSince: number | undefined;
  /** Whether a `hello` has come, and waits until it can be put in order, or carried out. */
  #isHelloWaiting = false;

  /**
   * Waits for a `hello`.
   *
   * @param options The connection and its room.
   */
  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#room = options.room;
    this.#responses = new Responses({ ...options, people: options.room.people });
    const send = this.#responses.send.bind(this.#responses);
    this.#acts = new Acts({ ...options, send });
    this.#membership = new Membership({ ...options, send });
    this.#helloGate = new HelloGate({ ...options, send });
    this.#passwordGate = new PasswordGate({ ...options, send });
    this.#httpExchange = new HttpExchange({ ...options, gate: this.#passwordGate });
    this.#awaitingHelloSince = options.room.awakeMs;
  }

  /** The person behind the connection; undefined before `hello`. */
  get session(): Session | undefined {
    return this.#membership.session;
  }

  /** The connection as a reader of the log; undefined before `hello`. */
  get subscriber(): Subscriber | undefined {
    return this.#membership.subscriber;
  }

  /** Since when a `hello` is awaited, by `awakeMs`; undefined when none is. */
  get awaitingHelloSince(): number | undefined {
    const hasCome = this.#isHelloWaiting || this.#httpExchange.isAnswering;
    const isAwaited = !this.session && !hasCome;
    return isAwaited ? this.#awaitingHelloSince : undefined;
  }

  /** Whether what was received is a `hello` of which everybody would be told. */
  isJoining(received: Received): boolean {
    return this.#helloGate.isJoining(received);
  }

  /**
   * Carries out one thing that the client sent.
   *
   * @returns A promise when what comes next has to wait: for room in the log, or, after a newcomer,
   * for the record.
   */
  dispatch(received: Received): Promise<void> | void {
    switch (received.type) {
      case "end":
        return this.#options.connection.refuse(received.refusal, received.lastWords);
      case "response":
        if (received.line !== undefined) this.#printRejected(received.line);
        return this.#respond(received);
      case "closed":
        return this.#options.connection.hangUp(received.lastWords);
      case "tls":
        return this.#options.connection.handOver(received.clientHello);
      case "http":
        return this.#httpExchange.answer(received.head);
      case "nothing":
        return;
      case "parting":
        return this.#part(received);
      case "password":
        return this.#passwordGate.say(received);
      case "hello":
      case "proof": {
        const hello = this.#passwordGate.pass(received);
        if (!hello) return;
        const prepared = this.#helloGate.prepare(hello);
        return prepared ? prepared.then(() => this.#admit(hello)) : this.#admit(hello);
      }
      default:
        return this.#submit(received);
    }
  }

  #respond({ bytes, isInOrder = false }: LocalResponse): void {
    const { subscriber } = this;
    if (!isInOrder || !subscriber) return this.#responses.sendBytes(bytes);
    subscriber.sendBehind(this.#room.broadcaster.log.last, bytes);
  }

  /** Sends a ping, whose pong will confirm everything sent before it. */
  sendPing(): void {
    this.#membership.sendPing();
  }

  /** Asks for the confirmation of private messages. */
  requestReceipt(): void {
    this.#membership.requestReceipt();
  }

  /** The peer has taken some bytes. */
  onProgress(): void {
    this.#membership.onProgress();
  }

  /** The session has no connection any more, unless another one has taken over. */
  detach(reason: LeaveReason): void {
    this.#membership.detach(reason);
  }

  /** The person was removed from the room; the client stays connected, and may join again. */
  putOut(refusal: Refused): Promise<void> {
    this.#awaitingHelloSince = undefined; // As long as it answers pings.
    return this.#membership.putOut(() => this.#responses.send(refusal));
  }

  /** Submits a `hello`, which is not late any more however long that takes. */
  #admit(hello: Hello): Promise<void> | void {
    const done = this.#submit(hello);
    this.#isHelloWaiting = done !== undefined;
    return done?.then(() => {
      this.#isHelloWaiting = false;
    });
  }

  /** Carries out a command once there is room for its entry in the log. */
  #submit(command: Command | Run | Reply): Promise<void> | void {
    const entries = command.type === "run" ? command.count : 1;
    const room = this.#room.admit(weighCommand(command, this.session?.name ?? ""), entries);
    if (!room) return this.#perform(command);
    if (this.session) return room.then(() => this.#perform(command));
    const { addresses, otherServers } = this.#room;
    const { connection } = this.#options;
    addresses.setWaiting(connection, true);
    return otherServers.unlessCut(room).then(() => {
      addresses.setWaiting(connection, false);
      return this.#perform(command);
    });
  }

  #perform(command: Command | Run | Reply): Promise<void> | void {
    const { connection } = this.#options;
    if (connection.isClosing) return;
    if (command.type === "hello" && this.#room.otherServers.isCut) {
      return connection.refuse(refused("server-closing"));
    }
    if (command.type === "reply") return this.#reply(command);
    return command.type === "hello" ? this.#join(command) : this.#execute(command);
  }

  #join(hello: Hello): Promise<void> | void {
    if (!this.#passwordGate.admits(hello)) {
      return this.#responses.send(this.#room.password.refusalFor(this.#options.connection));
    }
    return this.#helloGate.admit(hello, (admitted) => this.#onAdmitted(admitted));
  }

  #onAdmitted(admitted: Admitted): Promise<void> | void {
    const { broadcaster, console } = this.#room;
    const { connection, closed } = this.#options;
    const { session, isResumed } = admitted;
    const subscriber = subscribe(this.#options, session);
    this.#membership.begin({ session, subscriber });
    this.#room.printEvent(console.connected(session.name, connection.peer));
    if (isResumed) return this.#welcome(admitted, subscriber);
    // A record that keeps failing holds up no connection that is closed.
    return Promise.race([broadcaster.recorded(), closed])
      .then(() => this.#welcome(admitted, subscriber));
  }

  #welcome(admitted: Admitted, subscriber: Subscriber): void {
    const { connection, dialect } = this.#options;
    if (connection.isClosing) return;
    for (const event of greetingOf(admitted, admitted.token, this.#room.otherServers.elsewhere)) {
      this.#responses.send(event);
    }
    if (connection.canResume) {
      this.#responses.sendBytes(concat(admitted.backlog().map((one) => dialect.encode(one))));
    }
    subscriber.open(admitted.cursor);
    this.#room.broadcaster.onProgress(subscriber);
  }

  #execute(command: Exclude<Command, Hello> | Run): Promise<void> | void {
    const { hub, broadcaster } = this.#room;
    const { connection, dialect } = this.#options;
    const { session } = this;
    if (!session) return this.#executeBeforeHello(command);
    if (command.type === "pong") this.#membership.onPong();
    if (command.type === "leave") {
      printCommand(this.#room, session.name, command, true);
      return connection.closeGracefully(refused("left"), "left");
    }
    if (command.type === "run" || isAct(command)) return this.#acts.carryOut(command, session);
    const response = answer(command, hub, broadcaster.log);
    // The questions of IRC clients are not typed by their people.
    if (dialect.kind !== "irc") printCommand(this.#room, session.name, command, false);
    if (response) this.#responses.send(response);
  }

  /** The person leaves, and says why; the client may stay, and join again. */
  #part({ text, staysConnected }: Parting): Promise<void> | void {
    const { session } = this;
    const { connection } = this.#options;
    if (!session) return connection.closeGracefully(refused("left"));
    printCommand(this.#room, session.name, { type: "leave" }, true);
    this.#membership.sayFarewell(text);
    if (!staysConnected) return connection.closeGracefully(refused("left"), "left");
    this.#awaitingHelloSince = undefined; // As long as it answers pings.
    return this.#membership.part();
  }

  /** Before `hello` a client can only leave, or ping to learn what answers here. */
  #executeBeforeHello({ type }: Command | Run): void {
    if (type === "leave") this.#options.connection.closeGracefully(refused("left"));
    if (type === "ping") this.#responses.send(introductionOf(this.#room));
  }

  /**
   * Sends a private message to the author of the last one. The name is looked up only now: while
   * there was no room, another person may have taken it.
   */
  #reply({ text }: Reply): Promise<void> | void {
    const { session } = this;
    if (!session) return;
    const to = this.#room.hub.replyTarget(session)?.name;
    if (to !== undefined) return this.#execute({ type: "whisper", to, text });
    this.#printRejected(`/r ${text}`);
    this.#responses.send(rejected(undefined, "nobody-to-answer"));
  }

  #printRejected(line: string): void {
    const who = this.session?.name;
    if (who === undefined || !this.#room.console.shows("rejected")) return;
    this.#room.printEvent(this.#room.console.rejected(who, line));
  }
}
