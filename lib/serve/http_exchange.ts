/**
 * The HTTP exchange of one connection: sends the answer to its request, and ends the connection when the
 * peer has taken it, or switches to a WebSocket. A password in the request is checked first.
 */

import type { Outbox } from "../net/outbox.ts";
import type { HttpHead, HttpRequest } from "../wire/http.ts";
import { textsFor } from "./accept_language.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { FileSource } from "./file_source.ts";
import { saidAnswer } from "./password_answers.ts";
import type { RoomContext } from "./room_context.ts";
import { noSite, type SiteAnswer } from "./site.ts";
import { ticketCookie } from "./tickets.ts";

/** What an exchange is made with. */
export interface HttpExchangeOptions {
  /** The room whose site answers. */
  room: RoomContext;
  /** The connection of the request. */
  connection: ConnectionControl;
  /** Switches to a WebSocket. */
  dialect: { upgrade(subprotocol?: string): void };
  /** Opens for a browser that has said the password. */
  gate: { open(): void };
  /** Where the answer goes. */
  outbox: Outbox;
}

/** An answer that is only sent. */
type Sendable = Exclude<SiteAnswer, { type: "upgrade" | "password" }>;

/** The one request of a connection, and its answer. */
export class HttpExchange {
  readonly #options: HttpExchangeOptions;
  #isAnswering = false;

  /**
   * Waits for a request.
   *
   * @param options The connection and its room.
   */
  constructor(options: HttpExchangeOptions) {
    this.#options = options;
  }

  /** Whether an answer is on its way, after which the connection ends. */
  get isAnswering(): boolean {
    return this.#isAnswering;
  }

  /**
   * Answers a request.
   *
   * @returns A promise when the answer takes time; it resolves when the answer is on its way.
   */
  answer(head: HttpHead): Promise<void> | void {
    const { room, connection, dialect, gate, outbox } = this.#options;
    const { options: { site, texts }, password, clock } = room;
    const cookie = "request" in head ? head.request.fields.get("cookie") : undefined;
    const now = clock.now();
    const access = password.webAccess(connection, cookie, now);
    const { isEncrypted } = connection;
    const { servers } = room.otherServers;
    const answer = site?.answer(head, { isEncrypted, access, servers }) ?? noSite(head, texts);
    if (answer.type === "upgrade") {
      if (password.hasTicket(cookie, now)) gate.open();
      outbox.push(answer.bytes);
      return dialect.upgrade(answer.subprotocol);
    }
    this.#isAnswering = true;
    room.addresses.setWaiting(connection, true); // It gives way to few others meanwhile.
    if (answer.type !== "password") return this.#begin(answer);
    if ("request" in head) return this.#say(answer.password, head.request);
  }

  /** Takes a password that was said, and answers whether it is the right one. */
  async #say(password: string, request: HttpRequest): Promise<void> {
    const { room, connection } = this.#options;
    const said = await room.password.say(password, connection.addressKey, room.clock.now());
    const cookie = () => {
      const ticket = room.password.giveTicket(room.clock.now());
      return ticketCookie(ticket, request.host, connection.isEncrypted);
    };
    this.#begin(saidAnswer(said, cookie, textsFor(request, room.options.texts)));
  }

  #begin(answer: Sendable): void {
    this.#send(answer).catch((error) => this.#options.connection.fail(error));
  }

  async #send(answer: Sendable): Promise<void> {
    const { room, connection, outbox } = this.#options;
    if (answer.type === "file") {
      const { offer, from, to } = answer;
      const turn = () => room.downloads.turn();
      const source = new FileSource({ offer, from, to, turn, onReady: () => outbox.flush() });
      outbox.push(answer.head);
      outbox.open(source);
      await source.done;
    } else outbox.push(answer.bytes);
    await outbox.drained();
    connection.hangUp();
  }
}
