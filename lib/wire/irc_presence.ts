/** What IRC clients tell each other of their people, and the log does not keep. */

import { ownCopy } from "../own_copy.ts";
import type { Tags } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Received } from "./dialect.ts";
import type { IrcClient } from "./irc_client.ts";
import { sourceOf } from "./irc_entries.ts";
import { realNameOf } from "./irc_people.ts";
import type { IrcCommand } from "./irc_queries.ts";

/** What a person says in leaving, and of being away, in UTF-16 units: it fits into one message. */
const MAX_FAREWELL = 120;

/** Colours and other looks (https://modern.ircdocs.horse/formatting). */
export const FORMATTING: RegExp = new RegExp(
  [
    String.raw`\x03(?:\d{1,2}(?:,\d{1,2})?)?`,
    String.raw`\x04(?:[\da-fA-F]{6}(?:,[\da-fA-F]{6})?)?`,
    String.raw`[\x02\x0f\x11\x16\x1d-\x1f]`,
  ].join("|"),
  "g",
);

/** The commands. */
export const PRESENCE: Record<string, IrcCommand> = {
  AWAY: { run: away },
  SETNAME: { needs: 1, run: setName },
  TAGMSG: { needs: 1, run: tagMessage },
};

function away(client: IrcClient, [text = ""]: readonly string[]): Iterable<Received> {
  const { replies, person, context: { texts: { irc } } } = client;
  person.awayText = farewellOf(text);
  const isMute = client.context.muteOf(person.nick) !== undefined;
  if (isMute && person.awayText !== "") person.awayText = "-";
  if (person.awayText === "") replies.numeric("305", irc.nowBack);
  else replies.numeric("306", irc.nowAway);
  if (client.place === "on") tellAway(client);
  return [];
}

/** Tells the others on the channel that a person is away, and why, or that it is back. */
export function tellAway({ person, context: { people } }: IrcClient): void {
  const params = person.awayText === "" ? [] : [person.awayText];
  people.tell({ source: sourceOf(person.nick), command: "AWAY", params }, "away-notify", person);
}

/** Changes the real name (https://ircv3.net/specs/extensions/setname). */
function setName(client: IrcClient, [name = ""]: readonly string[]): Iterable<Received> {
  const { replies, capabilities, person, context } = client;
  const { people, texts } = context;
  const realName = realNameOf(name);
  const mute = context.muteOf(person.nick);
  if (mute) {
    const sentence = texts.rejections[mute.code](mute.value ?? "");
    replies.fail("SETNAME", "CANNOT_CHANGE_REALNAME", sentence);
    return [];
  }
  if (realName === "") {
    replies.fail("SETNAME", "INVALID_REALNAME", texts.irc.errors["431"]);
    return [];
  }
  person.realName = realName;
  const message = { source: sourceOf(person.nick), command: "SETNAME", params: [realName] };
  if (capabilities.has("setname")) replies.send(message);
  people.tell(message, "setname", person);
  return [];
}

/** Tells others tags alone, such as that somebody types. They are not kept. */
function tagMessage(client: IrcClient, [target = ""]: readonly string[]): Iterable<Received> {
  const { replies, capabilities, person, place, context: { people, date } } = client;
  if (!client.tags || client.context.muteOf(person.nick)) return [];
  const isToChannel = client.isChannel(target);
  const to = isToChannel ? undefined : client.personNamed(target);
  if (!isToChannel && !to) return client.fail("401", target);
  if (isToChannel && place === "parted") return client.fail("404", target);
  const time = new Date(date()).toISOString();
  const tags = { ...client.tags, msgid: people.nextTagMessage() };
  const message = { source: sourceOf(person.nick), command: "TAGMSG", params: [target] };
  const timed = { ...message, tags: { ...tags, time } };
  if (to) to.hear(timed, "message-tags", true);
  else people.tell(timed, "message-tags", person);
  const echo = capabilities.has("server-time") ? timed : { ...message, tags };
  if (capabilities.has("echo-message")) replies.send(echo);
  return [];
}

/** The tags that clients tell each other, which begin with a `+`; undefined when there are none. */
export function clientTagsOf(tags: Tags = {}): Tags | undefined {
  const own = Object.entries(tags).filter(([key]) => /^\+[\w.\/-]+$/.test(key));
  if (own.length === 0) return undefined;
  return Object.fromEntries(own.map((tag) => tag.map(ownCopy)));
}

/** What a person says in leaving, or of being away, as the others read it. */
export function farewellOf(text: string): string {
  return safeText(text.replace(FORMATTING, "")).replace(/\s+/g, " ").slice(0, MAX_FAREWELL).trim();
}
