/** What IRC clients are told of the room. */

import type { Log } from "../chat/log.ts";
import { type SearchedLog, seqUpTo } from "../chat/past.ts";
import type { Texts } from "../i18n/mod.ts";
import { isLoopback } from "../net/host.ts";
import type { PeerAddress } from "../net/socket.ts";
import type { Members } from "./members.ts";
import { LIMITS } from "../protocol.ts";
import type { RoomContext } from "./room_context.ts";
import { IrcChannel } from "../wire/irc_channel.ts";
import { type IrcDialectOptions, type IrcHouse, ircHouse } from "../wire/irc_house.ts";
import { SERVER_NAME } from "../wire/irc_entries.ts";
import { IrcPeople, type Reading } from "../wire/irc_people.ts";

/** What the host says of the room. */
export interface IrcOptions {
  /** What the room is called. @default {it has no name} */
  room?: string;
  /** The channel of IRC clients. @default {"#chat"} */
  channel?: string;
}

/** What the room knows of itself. */
export interface IrcRoom {
  /** Its name and channel, how many recent messages a newcomer gets, and the language. */
  readonly options: IrcOptions & { recent: number; texts: Texts };
  /** What was said. */
  readonly broadcaster: { readonly log: SearchedLog & Pick<Log, "at" | "last" | "recent"> };
  /** Who is in the room. */
  readonly hub: Pick<RoomContext["hub"], "find">;
  /** Who has a connection to this server. */
  readonly members: Pick<Members, "connectionOf">;
  /** What the host does to keep order. */
  readonly moderation: Pick<RoomContext["moderation"], "check"> & {
    kick(name: string, why?: string): void;
  };
  /** The password, if there is one. */
  readonly password: { readonly verifier: unknown };
}

/** What all IRC clients of a room share, which opens now, by a clock in ms since 1970. */
export function ircHouseOf(room: IrcRoom, date: () => number): IrcHouse {
  const { options } = room;
  const { channel = "#chat", room: title = "", recent, texts } = options;
  return ircHouse({
    channel: new IrcChannel(channel, { text: title, by: SERVER_NAME, at: date() }),
    network: title.replace(/\s+/g, "_") || "chat",
    openedAt: date(),
    date,
    recent: (upTo, after) => {
      const { log } = room.broadcaster;
      if (after === undefined) return log.recent(recent, upTo + 1);
      return log.recent(LIMITS.pastMessages, upTo + 1).filter(({ seq }) => seq > after);
    },
    hasPassword: () => room.password.verifier !== undefined,
    entriesAfter: (seq) => {
      const { log } = room.broadcaster;
      const count = Math.max(0, log.last - seq);
      const entries = Array.from({ length: count }, (_, at) => log.at(seq + 1 + at)?.entry);
      return entries.filter((entry) => entry !== undefined);
    },
    seqUpTo: (time) => seqUpTo(room.broadcaster.log, time),
    find: (name) => room.hub.find(name),
    lastIdOf: (name) => room.hub.find(name)?.messageIds.lastId ?? 0,
    kick: (name, why) => {
      const session = room.hub.find(name);
      const connection = session && room.members.connectionOf(session);
      if (!connection) return "441"; // Whether a person of another server is its host is not known.
      if (connection.isHost) return "482"; // The room would be closed.
      room.moderation.kick(name, why || undefined);
      return undefined;
    },
    muteOf: (name) => {
      const session = room.hub.find(name);
      return session && room.moderation.check({ type: "say", text: "." }, session);
    },
    people: new IrcPeople(),
    texts,
  });
}

/**
 * What the dialect of one client is made with.
 *
 * @param peer Where it connects from: on the host's computer, if that is a loopback address.
 * @param connection Sends bytes to it, unless it is closed or takes nothing; and how far it reads.
 */
export function ircClientOf(
  house: IrcHouse,
  { hostname: address }: PeerAddress,
  { send, reading }: { send: (bytes: Uint8Array) => void; reading: () => Reading | undefined },
): IrcDialectOptions {
  return { house, send, origin: { address, isAtHost: isLoopback(address), reading } };
}
