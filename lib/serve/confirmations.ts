/**
 * What one client confirms: the private messages that it was sent. A structured client confirms them by
 * the pong that follows; of other clients only what the system has taken is known.
 */

import type { Subscriber } from "../broadcast/subscriber.ts";
import type { Session } from "../chat/session.ts";
import { Receipts } from "../net/receipts.ts";
import type { LeaveReason, Response } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";

/** A person, and their reading of the log. */
export interface Member {
  /** The person. */
  readonly session: Session;
  /** What they have read. */
  readonly subscriber: Subscriber;
}

/** What confirmations are made with. */
export interface ConfirmationsOptions {
  /** The room of the private messages. */
  room: Pick<RoomContext, "submit">;
  /** The connection over which they are sent. */
  connection: Pick<ConnectionControl, "seat" | "canResume">;
  /** Sends a response to it. */
  send: (response: Response) => void;
}

/** The confirmations of one client. */
export class Confirmations {
  readonly #options: ConfirmationsOptions;
  /** The pings whose pongs confirm private messages. */
  readonly #receipts = new Receipts();
  /** The newest private message whose acknowledgement was submitted. */
  #ackedSeq = 0;

  /**
   * Nothing was sent yet.
   *
   * @param options The connection and its room.
   */
  constructor(options: ConfirmationsOptions) {
    this.#options = options;
  }

  /** Sends a ping, whose pong will confirm everything sent before it. */
  sendPing(member: Member | undefined): void {
    this.#receipts.pingSent(member?.subscriber.cursor);
    this.#options.send({ type: "ping" });
  }

  /** Asks for the confirmation of private messages, if there are some that were sent. */
  request(member: Member): void {
    const { session, subscriber } = member;
    const [oldest] = session.inbox.unacked;
    if (!oldest || oldest.entry.seq > subscriber.cursor) return;
    if (!this.#options.connection.canResume) this.#ack(session, subscriber.writtenSeq);
    else if (!this.#receipts.isAwaitingPong) this.sendPing(member);
  }

  /** A pong has come. */
  onPong({ session }: Member): void {
    const seq = this.#receipts.pongReceived();
    if (seq !== undefined) this.#ack(session, seq);
  }

  /** The connection is over. A client that leaves has read what it was sent. */
  onDetach({ session, subscriber }: Member, reason: LeaveReason): void {
    if (reason === "left" || reason === "parted") this.#ack(session, subscriber.cursor);
    else if (!this.#options.connection.canResume) this.#ack(session, subscriber.writtenSeq);
  }

  /** Acknowledges what is not acknowledged yet, nor about to be. */
  #ack({ inbox: { unacked } }: Session, seq: number): void {
    const newest = unacked.findLast(({ entry }) => entry.seq <= seq)?.entry.seq ?? 0;
    if (newest <= this.#ackedSeq) return;
    this.#ackedSeq = newest;
    const { room, connection: { seat } } = this.#options;
    room.submit({ type: "ack", seat, seq });
  }
}
