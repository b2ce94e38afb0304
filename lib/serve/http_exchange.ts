/**
 * The HTTP exchange of one connection: sends the answer to its request, and ends the connection when the
 * peer has taken it, or switches to a WebSocket.
 */

import type { Outbox } from "../net/outbox.ts";
import type { HttpHead } from "../wire/http.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { FileSource } from "./file_source.ts";
import type { RoomContext } from "./room_context.ts";
import { noSite, type SiteAnswer } from "./site.ts";

/** What an exchange is made with. */
export interface HttpExchangeOptions {
  /** The room whose site answers. */
  room: RoomContext;
  /** The connection of the request. */
  connection: ConnectionControl;
  /** Switches to a WebSocket. */
  dialect: { upgrade(): void };
  /** Where the answer goes. */
  outbox: Outbox;
}

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

  /** Answers a request. */
  answer(head: HttpHead): void {
    const { room, connection, dialect, outbox } = this.#options;
    const { site, texts } = room.options;
    const answer = site?.answer(head, connection.isEncrypted) ?? noSite(head, texts);
    if (answer.type === "upgrade") {
      outbox.push(answer.bytes);
      return dialect.upgrade();
    }
    this.#isAnswering = true;
    room.addresses.setWaiting(connection, true); // It gives way to few others meanwhile.
    this.#send(answer).catch((error) => connection.fail(error));
  }

  async #send(answer: Exclude<SiteAnswer, { type: "upgrade" }>): Promise<void> {
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
