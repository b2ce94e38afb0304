/**
 * HTTP as a dialect: one whole request, which the server answers and ends the connection, or answers
 * with a switch to a WebSocket. From then on this is the dialect of the WebSocket.
 */

import { encodeUtf8 } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import type { Event } from "../protocol.ts";
import type { IrcDialectOptions } from "./irc_house.ts";
import type { Dialect, DialectKind, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { encodeHttpAnswer, HttpReader } from "./http.ts";
import type { PeopleList } from "./people_list.ts";
import { WebSocketDialect } from "./websocket_dialect.ts";

const NOTHING = new Uint8Array();
/** Who has sent no more than a request reads nothing of the log. */
const NO_LOG: LogFormat = { key: "http", encode: () => "", hidesOwn: true };

/** The dialect of a browser, or of another program that speaks HTTP. */
export class HttpDialect implements Dialect {
  readonly #texts: Texts;
  readonly #irc: IrcDialectOptions | undefined;
  #reader?: HttpReader | undefined = new HttpReader();
  #webSocket?: Dialect;

  /**
   * Waits for a request.
   *
   * @param texts The language of a WebSocket until its `hello` names another.
   * @param irc What IRC clients share, and where this one is. @default {none is understood}
   */
  constructor(texts: Texts, irc?: IrcDialectOptions) {
    this.#texts = texts;
    this.#irc = irc;
  }

  /** `http` until the connection is a WebSocket. */
  get kind(): DialectKind {
    return this.#webSocket?.kind ?? "http";
  }

  get idleTimeoutMs(): number {
    return this.#webSocket?.idleTimeoutMs ?? 0;
  }

  get canResume(): boolean {
    return this.#webSocket?.canResume ?? false;
  }

  get answersPings(): boolean {
    return this.#webSocket?.answersPings ?? false;
  }

  get logFormat(): LogFormat {
    return this.#webSocket?.logFormat ?? NO_LOG;
  }

  /**
   * What follows the request are the frames of a WebSocket.
   *
   * @param subprotocol What is spoken in them. @default {the first one decides}
   */
  upgrade(subprotocol?: string): void {
    this.#webSocket = new WebSocketDialect({ texts: this.#texts, irc: this.#irc, subprotocol });
  }

  *receive(bytes: Uint8Array): Iterable<Received> {
    if (!this.#reader) return yield* this.#receiveFrames(bytes);
    const head = this.#reader.push(bytes);
    if (!head) return;
    this.#reader = undefined;
    yield { type: "http", head };
    if ("rest" in head) yield* this.#receiveFrames(head.rest);
  }

  /** Behind a request that was no upgrade nothing is read. */
  #receiveFrames(bytes: Uint8Array): Iterable<Received> {
    return this.#webSocket?.receive(bytes) ?? [];
  }

  onIdle(): Iterable<Received> {
    return this.#webSocket?.onIdle() ?? [];
  }

  end(): Iterable<Received> {
    return this.#webSocket?.end() ?? [];
  }

  encode(event: Event, isOwn = false): Uint8Array {
    if (this.#webSocket) return this.#webSocket.encode(event, isOwn);
    // Once the request has come, the answer is the site's.
    if (event.type !== "refused" || !this.#reader) return NOTHING;
    const status = event.code === "hello-timeout" ? 408 : 503;
    const fields = { "Content-Type": "text/plain; charset=utf-8" };
    const body = encodeUtf8(`${this.#texts.site.tooLate[status]}\n`);
    return encodeHttpAnswer({ status, fields, body }, this.#reader.isHead);
  }

  encodePeople(event: PeopleEvent, people: PeopleList): Uint8Array[] {
    return this.#webSocket?.encodePeople(event, people) ?? [];
  }
}
