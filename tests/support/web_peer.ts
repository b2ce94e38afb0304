/** A WebSocket client for tests, over any implementation with the interface of browsers. */

import { acceptKey } from "../../lib/serve/accept_key.ts";
import { Site } from "../../lib/serve/site.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { Changes } from "./changes.ts";
import { TestServer } from "./test_server.ts";

/** What both implementations have. */
export interface WebSocketLike {
  /** The extensions that the server has accepted. */
  readonly extensions: string;
  addEventListener(type: string, listener: (event: Event) => void): void;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** A server with a page of its own, at which WebSockets may join. */
export function serverWithSite(): TestServer {
  const site = new Site({ files: [], offers: [], hostNames: [], texts: ptBr, acceptKey });
  return new TestServer({ site });
}

/** A WebSocket client that answers pings, and records what else it is sent. */
export class WebPeer<T extends WebSocketLike> implements AsyncDisposable {
  /** The implementation. */
  readonly socket: T;
  /** The JSON objects received so far. */
  readonly events: Record<string, unknown>[] = [];
  /** The code of the close; undefined while the connection is open. */
  closeCode?: number;
  /** What went wrong, such as the answer to a request that was refused. */
  error = "";
  /** Whether the server has switched to a WebSocket. */
  isOpen = false;
  readonly #changes = new Changes();

  /** Takes over a WebSocket that connects. */
  constructor(socket: T) {
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.isOpen = true;
      this.#changes.notify();
    });
    socket.addEventListener("message", (event) => {
      const received = JSON.parse((event as MessageEvent<string>).data);
      if (received.type === "ping") this.send({ type: "pong" });
      else this.events.push(received);
      this.#changes.notify();
    });
    socket.addEventListener("error", (event) => {
      this.error = (event as ErrorEvent).message;
    });
    socket.addEventListener("close", (event) => {
      this.closeCode = (event as CloseEvent).code;
      this.#changes.notify();
    });
  }

  /** Joins with a name; further fields may resume a session. Returns the welcome. */
  async join(name: string, fields: object = {}): Promise<Record<string, unknown>> {
    await this.until(() => this.isOpen, "the connection");
    this.send({ type: "hello", version: 1, name, ...fields });
    return await this.receives("welcome");
  }

  /** Sends a command. */
  send(command: object): void {
    this.socket.send(JSON.stringify(command));
  }

  /** Waits for an event with this type and these fields. */
  async receives(
    type: string,
    fields: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>> {
    const wanted = Object.entries({ type, ...fields });
    const find = () =>
      this.events.find((event) => wanted.every(([field, value]) => event[field] === value));
    await this.until(() => find() !== undefined, JSON.stringify({ type, ...fields }));
    return find()!;
  }

  /** Waits for the end of the connection, and returns its code. */
  async closes(): Promise<number> {
    await this.until(() => this.closeCode !== undefined, "the close");
    return this.closeCode!;
  }

  /** Waits until a condition is true. Call `changed()` when something else than an event came. */
  async until(isTrue: () => boolean, what: string): Promise<void> {
    await this.#changes.until(isTrue, () => `${what}, got ${JSON.stringify(this.events)}`);
  }

  /** Makes `until` check its condition again. */
  changed(): void {
    this.#changes.notify();
  }

  /** Closes the connection, and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close();
    await this.closes();
  }
}
