/**
 * The gate for the `hello` of one connection: what depends on its address and on the history is
 * decided here, the rest by the hub.
 */

import type { Admission } from "../chat/admission.ts";
import { type Hello, type Refused, refused } from "../protocol.ts";
import type { Received } from "../wire/dialect.ts";
import type { ConnectionControl, RoomContext } from "./room_context.ts";

/** The gate of one connection. */
export class HelloGate {
  readonly #room: RoomContext;
  readonly #connection: ConnectionControl;

  /**
   * Lets nobody in yet.
   *
   * @param room The room it leads to.
   * @param connection Where a `hello` comes from.
   */
  constructor(room: RoomContext, connection: ConnectionControl) {
    this.#room = room;
    this.#connection = connection;
  }

  /** Whether what was received is a `hello` of which everybody would be told, for the rate limit. */
  isJoining(received: Received): boolean {
    const { hub, addresses } = this.#room;
    return received.type === "hello" && !addresses.isFull(this.#connection) &&
      hub.needsRecording(received);
  }

  /** Lets a person in, or says why not. */
  admit(hello: Hello): Admission | Refused {
    const { hub, clock, canRecord, addresses, options } = this.#room;
    const connection = this.#connection;
    if (addresses.isFull(connection) && !hub.isConnected(hello)) {
      return refused("address-full", String(options.maxPerAddress));
    }
    if (!canRecord && hub.needsRecording(hello)) return refused("not-recorded");
    const keptPlaces = addresses.keptPlaces(connection, options.maxPeople);
    return hub.join(hello, clock.date(), connection.canResume, keptPlaces);
  }
}
