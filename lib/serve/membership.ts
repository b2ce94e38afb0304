/**
 * The membership of one connection: its person, while the person is in the room, and how far they read.
 * It begins with `hello`, and may begin again where a client leaves the room and stays connected.
 */

import type { Subscriber } from "../broadcast/subscriber.ts";
import type { Session } from "../chat/session.ts";
import type { Outbox } from "../net/outbox.ts";
import type { LeaveReason, Response } from "../protocol.ts";
import { Confirmations, type Member } from "./confirmations.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";
import { readAll } from "./subscription.ts";

/** What a membership is made with. */
export interface MembershipOptions {
  /** The room of the person. */
  room: RoomContext;
  /** The connection of the person. */
  connection: ConnectionControl;
  /** Resolves when its socket is closed. */
  closed: Promise<void>;
  /** Where entries go. */
  outbox: Outbox;
  /** Sends a response to the connection. */
  send: (response: Response) => void;
}

/** The membership of one connection. */
export class Membership {
  readonly #options: MembershipOptions;
  readonly #confirmations: Confirmations;
  /** The person, and their reading of the log; undefined before `hello`. */
  #member: Member | undefined;
  /** Why the person leaves, in its words. */
  #farewell = "";

  /**
   * Nobody is in the room yet.
   *
   * @param options The connection and its room.
   */
  constructor(options: MembershipOptions) {
    this.#options = options;
    this.#confirmations = new Confirmations(options);
  }

  /** The person behind the connection; undefined before `hello`. */
  get session(): Session | undefined {
    return this.#member?.session;
  }

  /** The connection as a reader of the log; undefined before `hello`. */
  get subscriber(): Subscriber | undefined {
    return this.#member?.subscriber;
  }

  /** A person has come in. */
  begin(member: Member): void {
    this.#member = member;
    this.#options.room.members.bind(this.#options.connection, member.session);
  }

  /** Sends a ping, whose pong will confirm everything sent before it. */
  sendPing(): void {
    this.#confirmations.sendPing(this.#member);
  }

  /** A pong has come. */
  onPong(): void {
    if (this.#member) this.#confirmations.onPong(this.#member);
  }

  /** Asks for the confirmation of private messages. */
  requestReceipt(): void {
    if (this.#member) this.#confirmations.request(this.#member);
  }

  /** The peer has taken some bytes. */
  onProgress(): void {
    if (!this.#member) return;
    this.#options.room.broadcaster.onProgress(this.#member.subscriber);
    if (this.#member.session.inbox.isFilling) this.requestReceipt();
  }

  /** The person has said why it leaves. */
  sayFarewell(text: string): void {
    this.#farewell = text;
  }

  /** The session has no connection any more, unless another one has taken over. */
  detach(reason: LeaveReason): void {
    if (!this.#member) return;
    this.#confirmations.onDetach(this.#member, reason);
    const { room, connection } = this.#options;
    room.members.unbind(connection, this.#member.session, reason, this.#farewell);
  }

  /** The person leaves the room once all that was said before is sent; the client stays. */
  async part(): Promise<void> {
    const { subscriber } = this;
    if (!subscriber) return;
    await readAll({ ...this.#options, subscriber });
    if (this.#options.connection.isClosing) return;
    this.detach("parted");
    this.#end(subscriber);
  }

  /**
   * The person was removed from the room; the client stays.
   *
   * @param onTold Called when all that was said before is sent, unless the connection ends.
   */
  async putOut(onTold: () => void): Promise<void> {
    const { subscriber } = this;
    this.#member = undefined; // What comes meanwhile is not the person's any more.
    if (!subscriber) return;
    await readAll({ ...this.#options, subscriber });
    this.#end(subscriber);
    if (!this.#options.connection.isClosing) onTold();
  }

  #end(subscriber: Subscriber): void {
    const { room, connection } = this.#options;
    room.broadcaster.unsubscribe(subscriber);
    room.addresses.onParted(connection);
    this.#member = undefined;
    this.#farewell = "";
  }
}
