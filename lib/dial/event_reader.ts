/** The events of a server, one after the other, before the conversation reads them. */

import type { Transport } from "../net/link.ts";
import type { Event } from "../protocol.ts";
import { JsonEventDecoder } from "../wire/json_events.ts";

/** More than this before the awaited event is no server of ours. */
const MAX_BYTES = 64 * 1024;

/** Reads the events of one connection. */
export class EventReader {
  readonly #transport: Transport;
  readonly #decoder = new JsonEventDecoder();
  readonly #buffer = new Uint8Array(4096);
  /** All bytes that were read. */
  readonly received: Uint8Array[] = [];
  #count = 0;

  /**
   * Reads nothing yet.
   *
   * @param transport Its connection.
   */
  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Reads until one of some types comes. Events after it in the same read are lost: the server says
   * nothing more before it is asked.
   *
   * @returns Undefined at the end of the stream, or when it is no server of ours.
   */
  async next<Type extends Event["type"]>(
    ...types: Type[]
  ): Promise<Event & { type: Type } | undefined> {
    for (;;) {
      const length = await this.#transport.read(this.#buffer);
      if (length === null) return undefined;
      const bytes = this.#buffer.slice(0, length);
      this.received.push(bytes);
      const isAwaited = (event: Event): event is Event & { type: Type } =>
        (types as string[]).includes(event.type);
      const found = this.#decoder.receive(bytes).find(isAwaited);
      if (found) return found;
      this.#count += length;
      if (this.#decoder.isForeign || this.#count > MAX_BYTES) return undefined;
    }
  }
}
