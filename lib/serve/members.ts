/** Members: the people in a room who have a connection to this server, and which one. */

import type { Session } from "../chat/session.ts";
import type { LeaveReason, Refused } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";
import { vacate } from "./vacate.ts";

/** The connections of the people in one room. */
export class Members {
  readonly #room: RoomContext;
  readonly #connections = new Map<Session, ConnectionControl>();
  #isClosing = false;

  /**
   * Nobody has a connection yet.
   *
   * @param room The room that they are in.
   */
  constructor(room: RoomContext) {
    this.#room = room;
  }

  /** The connection of a person who has one to this server. */
  connectionOf(session: Session): ConnectionControl | undefined {
    return this.#connections.get(session);
  }

  /** This connection is the one of a session from now on. */
  bind(connection: ConnectionControl, session: Session): void {
    const { addresses, rateLimits, clock } = this.#room;
    this.#connections.set(session, connection);
    addresses.onJoined(connection);
    rateLimits.onJoined(connection.addressKey, session, clock.now());
  }

  /** This connection is over: its session leaves, or waits for another connection. */
  unbind(connection: ConnectionControl, session: Session, reason: LeaveReason, text = ""): void {
    if (this.#connections.get(session) !== connection) return;
    this.#forget(connection, session);
    // Who was here when the room was closed is here when it is restored.
    if (!this.#isClosing) vacate(this.#room, connection, reason, text);
  }

  /**
   * A person has no seat any more, by what was carried out: a connection to this server is closed.
   *
   * @param refusal What the person is told.
   */
  onUnseated(session: Session, refusal: Refused): void {
    const connection = this.#connections.get(session);
    if (!connection) return;
    this.#forget(connection, session);
    switch (refusal.code) {
      case "replaced": // The other connection is sent the entries.
        return connection.closeGracefully(refusal);
      case "password":
        return connection.closeGracefully(this.#room.password.refusalFor(connection), "kicked");
      case "kicked":
        return connection.putOut(refusal);
      default:
        connection.closeGracefully(refusal, "kicked");
    }
  }

  /** The clients of ours learn where the same room is served, too. */
  tellServers(servers: readonly string[]): void {
    for (const connection of this.#connections.values()) {
      if (connection.canResume) connection.tell({ type: "servers", servers });
    }
  }

  /** The clients of ours hear of this server. */
  ping(): void {
    for (const connection of this.#connections.values()) {
      if (connection.canResume) connection.ping();
    }
  }

  /** Nobody leaves any more. */
  close(): void {
    this.#isClosing = true;
  }

  #forget(connection: ConnectionControl, session: Session): void {
    const { addresses, rateLimits, clock } = this.#room;
    this.#connections.delete(session);
    addresses.onLeft(connection);
    rateLimits.onAway(session, clock.now());
  }
}
