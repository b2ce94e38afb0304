/** Lingering: what a connection that ends still sends, and for how long it waits for the peer. */

import type { Outbox } from "../net/outbox.ts";
import type { Socket } from "../net/socket.ts";
import type { RoomContext } from "./room_context.ts";

/** How long last words, and what is still on its way in, may take before the socket is closed. */
const LINGER_MS = 400;

/** What a connection lingers with. */
export interface LingerOptions {
  /** The room whose entries are sent before the last words. */
  room: Pick<RoomContext, "broadcaster" | "canRecord">;
  /** The connection's socket. */
  socket: Socket;
  /** What is written to it. */
  outbox: Outbox;
  /** The last entry that is sent; 0 for none. */
  upTo: number;
  /** The last words to the peer. */
  lastWords: Uint8Array;
  /** Ends the reading of the log. */
  stopReading: () => void;
  /** Resolves when the peer has closed its end. */
  inputEnded: Promise<void>;
}

/**
 * Sends the last words, and waits for the peer to close: a close at once would discard them.
 *
 * @returns When the socket may be closed.
 */
export async function linger(options: LingerOptions): Promise<void> {
  const { room: { broadcaster, canRecord }, socket, outbox } = options;
  const timeUp = socket.wait(LINGER_MS);
  const isPublished = broadcaster.log.head >= options.upTo;
  if (canRecord && !isPublished) await Promise.race([broadcaster.recorded(), timeUp]);
  outbox.flush();
  await Promise.race([outbox.drained(), timeUp]);
  options.stopReading();
  outbox.push(options.lastWords);
  await Promise.race([outbox.drained(), timeUp]);
  await Promise.race([socket.closeWrite(), timeUp]);
  await Promise.race([options.inputEnded, timeUp]);
}
