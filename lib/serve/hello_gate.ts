/**
 * The gate for the `hello` of one connection: what depends on its address and on the history is
 * decided here, the rest by the hub.
 */

import type { Admission } from "../chat/admission.ts";
import type { Session } from "../chat/session.ts";
import { type Hello, type Refused, refused } from "../protocol.ts";
import type { Received } from "../wire/dialect.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { isHost } from "./is_host.ts";
import type { RoomContext } from "./room_context.ts";

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
    return received.type === "hello" && !this.#room.addresses.isFull(this.#connection) &&
      this.#needsRecording(received);
  }

  /**
   * Finds out what has to be known before `admit`.
   *
   * @returns A promise when that takes time.
   */
  prepare(hello: Hello): Promise<void> | undefined {
    const { nameClaims, addresses } = this.#room;
    const connection = this.#connection;
    const verified = nameClaims.verifyOwner(hello, connection);
    if (!verified) return undefined;
    addresses.setWaiting(connection, true);
    return verified.then(() => addresses.setWaiting(connection, false));
  }

  /** Lets a person in, or says why not. */
  admit(hello: Hello): Admission | Refused {
    const { nameClaims, options } = this.#room;
    const takesOver = nameClaims.formerOwner(hello, this.#connection);
    const outcome = this.#admit(hello, takesOver);
    if (outcome.type === "refused") return nameClaims.explain(outcome);
    if (takesOver) {
      const { hostname } = this.#connection.peer;
      this.#room.print(options.texts.nameTakenBack(outcome.session.name, hostname));
    }
    return outcome;
  }

  #admit(hello: Hello, takesOver: Session | undefined): Admission | Refused {
    const { hub, clock, canRecord, addresses, moderation, options } = this.#room;
    const connection = this.#connection;
    const ban = moderation.banOf(
      hello,
      isHost(this.#room, connection) ? undefined : connection.addressKey,
    );
    if (ban) return ban;
    if (this.#isLockedOut(hello)) return refused("locked");
    if (addresses.isFull(connection) && !hub.isConnected(hello)) {
      return refused("address-full", String(options.maxPerAddress));
    }
    if (!canRecord && this.#needsRecording(hello)) return refused("not-recorded");
    const nameBan = this.#needsRecording(hello) ? moderation.nameBanOf(hello.name) : undefined;
    if (nameBan !== undefined) return refused("name-banned", nameBan);
    const keptPlaces = addresses.keptPlaces(connection, options.maxPeople);
    const { canResume } = connection;
    return hub.join(hello, clock.date(), { canResume, keptPlaces, takesOver });
  }

  /** Whether the room is locked for this newcomer. The host always comes in. */
  #isLockedOut(hello: Hello): boolean {
    const { hub, moderation } = this.#room;
    return moderation.isLocked && !hub.isKnown(hello) && !isHost(this.#room, this.#connection);
  }

  /** Whether everybody would be told of a `hello`. */
  #needsRecording(hello: Hello): boolean {
    const { hub, nameClaims } = this.#room;
    return hub.needsRecording(hello) ||
      nameClaims.formerOwner(hello, this.#connection) !== undefined;
  }
}
