/** A WebSocket as the transport of a link: each command is a text frame, each frame a line. [edge] */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { Transport } from "../net/link.ts";

const decoder = new TextDecoder();

/**
 * Opens a WebSocket.
 *
 * @param signal Aborts the attempt.
 * @throws {CloseEvent} If there is no connection. A browser does not say why.
 */
export function dialWebSocket(url: string, signal: AbortSignal): Promise<Transport> {
  const { promise, resolve, reject } = Promise.withResolvers<Transport>();
  const socket = new WebSocket(url);
  const transport = new WebSocketTransport(socket);
  socket.addEventListener("open", () => resolve(transport));
  socket.addEventListener("close", reject);
  signal.addEventListener("abort", () => {
    if (socket.readyState === WebSocket.CONNECTING) socket.close();
  });
  return promise;
}

/** An open WebSocket. */
class WebSocketTransport implements Transport {
  readonly #socket: WebSocket;
  #received: Uint8Array = new Uint8Array();
  #hasEnded = false;
  #changed = Promise.withResolvers<void>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#add(encodeUtf8(`${data}\n`)));
    socket.addEventListener("close", () => this.#end());
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#received.length === 0) {
      if (this.#hasEnded) return null;
      await this.#changed.promise;
    }
    const part = this.#received.subarray(0, buffer.length);
    buffer.set(part);
    this.#received = this.#received.subarray(part.length);
    return part.length;
  }

  /** Sends a line of JSON as a frame. Resolves at once: the browser keeps what is on its way. */
  write(bytes: Uint8Array): Promise<number> {
    this.#socket.send(decoder.decode(bytes).trimEnd());
    return Promise.resolve(bytes.length);
  }

  close(): void {
    this.#socket.close();
    this.#end();
  }

  #add(bytes: Uint8Array): void {
    // Nearly always nothing waits: each frame is read before the next one comes.
    this.#received = concat([this.#received, bytes]);
    this.#notify();
  }

  #end(): void {
    this.#hasEnded = true;
    this.#notify();
  }

  #notify(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
