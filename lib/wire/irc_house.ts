/** What all IRC clients of a server share, and what the dialect of one is made with. */

import type { ClientOrigin } from "./irc_client.ts";
import type { IrcContext } from "./irc_context.ts";
import { LogFormats } from "./irc_entries.ts";
import { FrameCache } from "./irc_frame_cache.ts";

/** What all IRC clients of a server share. */
export interface IrcHouse {
  /** The channel, and the names of things. */
  readonly context: IrcContext;
  /** The formats of the log. */
  readonly formats: LogFormats;
  /** The entries that were sent last over WebSockets. */
  readonly frames: FrameCache;
}

/** What the dialect of one client is made with. */
export interface IrcDialectOptions {
  /** What all clients share. */
  house: IrcHouse;
  /** Sends what others did, and the log does not tell. @default {nothing is sent} */
  send?: (bytes: Uint8Array) => void;
  /** Where the client connects from. @default {unknown} */
  origin?: ClientOrigin;
}

/** What all IRC clients of a server share. */
export function ircHouse(context: IrcContext): IrcHouse {
  return { context, formats: new LogFormats(context), frames: new FrameCache() };
}

/** Of a client of which nothing is known. */
export const NOWHERE: ClientOrigin = { address: "", isAtHost: false, reading: () => undefined };
