/** What IRC clients are told of the room. */

import type { Texts } from "../i18n/mod.ts";
import { type IrcHouse, ircHouse } from "../wire/irc_dialect.ts";
import { IrcPeople } from "../wire/irc_people.ts";

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
  /** The password, if there is one. */
  readonly password: { readonly verifier: unknown };
}

/** What all IRC clients of a room share, which is open since a time in ms since 1970. */
export function ircHouseOf({ options, password }: IrcRoom, openedAt: number): IrcHouse {
  const { channel = "#chat", room = "", recent, texts } = options;
  return ircHouse({
    channel,
    network: room.replace(/\s+/g, "_") || "chat",
    topic: room,
    openedAt,
    recent,
    hasPassword: () => password.verifier !== undefined,
    people: new IrcPeople(),
    texts,
  });
}
