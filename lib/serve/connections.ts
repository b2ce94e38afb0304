/**
 * The connections of a room: accepted ones, counted by their addresses, until each has ended. One on
 * which TLS begins goes on as a tunnel, and what is inside it is a connection of its own.
 */

import { messageOf } from "../errors.ts";
import { type Conn, ReadBudget, Socket } from "../net/socket.ts";
import type { Refused } from "../protocol.ts";
import { addressKey } from "./address_key.ts";
import { Connection } from "./connection.ts";
import type { RoomContext } from "./room_context.ts";
import type { TlsTunnel } from "./tls_tunnel.ts";

/** Whether the system has no descriptor left (EMFILE, ENFILE); there is no class for it. */
function isOutOfDescriptors(error: unknown): boolean {
  return /os error 2[34]\b/.test(messageOf(error));
}

/** How often the connections that gave way are reported. */
const REPORT_MS = 10_000;

/** Every connection of one room. */
export class Connections {
  readonly #room: RoomContext;
  readonly #budget = new ReadBudget();
  readonly #connections = new Set<Connection>();
  readonly #tunnels = new Set<TlsTunnel>();
  #isClosing = false;
  #reportedAt = -Infinity;

  /**
   * Has no connection yet.
   *
   * @param room The room to which they lead.
   */
  constructor(room: RoomContext) {
    this.#room = room;
  }

  /** How many there are, those that are closing included. */
  get size(): number {
    return this.#connections.size;
  }

  /**
   * Accepts a connection.
   *
   * @returns When it has ended, with what was inside it.
   */
  async accept(conn: Conn): Promise<void> {
    if (this.#isClosing) return conn.close();
    const socket = new Socket(conn, this.#room.clock, this.#budget);
    const clientHello = await this.#serve(socket);
    if (clientHello) await this.#openTunnel(socket, clientHello);
  }

  /**
   * A method of its own, so that nothing keeps the connection of a socket that goes on as a tunnel.
   *
   * @returns What TLS begins with, if the connection has ended because of it.
   */
  async #serve(socket: Socket): Promise<Uint8Array | undefined> {
    const { addresses, awakeMs } = this.#room;
    const connection = new Connection(socket, this.#room);
    this.#connections.add(connection);
    addresses.add(connection, connection.addressKey, awakeMs);
    await connection.done;
    this.#connections.delete(connection);
    addresses.remove(connection);
    return connection.clientHello;
  }

  /** TLS begins: until its handshake is done, the tunnel counts as a connection without a person. */
  async #openTunnel(socket: Socket, clientHello: Uint8Array): Promise<void> {
    const { addresses, awakeMs, options } = this.#room;
    const onError = (error: unknown) => {
      if (!isOutOfDescriptors(error)) return this.#room.printError(error);
      addresses.freeDescriptors(this.#room.awakeMs); // For the next one: this client tries again.
    };
    const tunnel = options.tls!.open(socket, clientHello, onError);
    this.#tunnels.add(tunnel);
    addresses.add(tunnel, addressKey(socket.peer.hostname), awakeMs);
    const inner = await tunnel.opened;
    addresses.remove(tunnel);
    if (inner) await this.accept(inner);
    await tunnel.done;
    this.#tunnels.delete(tunnel);
  }

  /**
   * Checks what only time tells.
   *
   * @param now Monotonic time in ms.
   */
  sweep(now: number): void {
    const { addresses, awakeMs } = this.#room;
    for (const connection of this.#connections) connection.checkTimeouts(awakeMs);
    addresses.sweep(awakeMs);
    this.#reportDiscarded(now);
  }

  /** Closes those of clients that can go elsewhere; but not that of the host. */
  sendAway(refusal: Refused): void {
    for (const connection of this.#connections) {
      if (connection.canResume && !connection.isHost) connection.closeGracefully(refusal, "lost");
    }
  }

  /**
   * Closes every connection gracefully.
   *
   * @returns When all have ended.
   */
  async close(refusal: Refused): Promise<void> {
    this.#isClosing = true;
    await Promise.all([...this.#connections].map((connection) => {
      connection.closeGracefully(refusal);
      return connection.done;
    }));
    await Promise.all([...this.#tunnels].map((tunnel) => {
      tunnel.discard();
      return tunnel.done;
    }));
  }

  /** One line for all connections without a name that gave way, every ten seconds at most. */
  #reportDiscarded(now: number): void {
    if (now - this.#reportedAt < REPORT_MS) return;
    const { addresses, options: { texts } } = this.#room;
    const count = addresses.takeDiscarded();
    if (count === 0) return;
    this.#reportedAt = now;
    this.#room.print(texts.namelessDiscarded(count));
  }
}
