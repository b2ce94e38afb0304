/** What an IRC client is told about the server and the people, as lists of numbered answers. */

import { encodeUtf8 } from "../bytes.ts";
import { LIMITS, type Person } from "../protocol.ts";
import { MAX_TOPIC } from "./irc_channel.ts";
import type { IrcClient } from "./irc_client.ts";
import { type IrcContext, lower } from "./irc_context.ts";
import { SERVER_NAME, sourceOf } from "./irc_entries.ts";
import { MAX_REAL_NAME } from "./irc_people.ts";

/** Names in one message, in UTF-16 units of up to three bytes: it is not longer than 512 bytes. */
const MAX_NAMES_UNITS = 126;
const USER = "chat";

/** The greeting of a client that has come in. */
export function greeting(client: IrcClient, people: readonly Person[]): void {
  const { replies, context } = client;
  const { irc } = context.texts;
  replies.numeric("001", irc.welcome(replies.nick));
  replies.numeric("002", irc.host);
  replies.numeric("003", irc.created(new Date(context.openedAt).toISOString()));
  replies.numeric("004", SERVER_NAME, "chat", "o", "bnt");
  const tokens = supported(context);
  for (let at = 0; at < tokens.length; at += 12) {
    replies.numeric("005", ...tokens.slice(at, at + 12), irc.supported);
  }
  lusers(client, people);
  replies.error("422");
}

/** What the server supports: ISUPPORT (https://modern.ircdocs.horse/#rplisupport-parameters). */
function supported({ channel: { name }, network }: IrcContext): string[] {
  return [
    "CASEMAPPING=ascii",
    "CHANLIMIT=#:1",
    "CHANMODES=b,,,nt",
    `CHANNELLEN=${encodeUtf8(name).length}`,
    "CHANTYPES=#",
    `CHATHISTORY=${LIMITS.pastMessages}`,
    "ELIST=",
    "KICKLEN=300",
    "MODES=5",
    "MSGREFTYPES=msgid,timestamp",
    `NAMELEN=${MAX_REAL_NAME}`,
    `NETWORK=${network}`,
    "NICKLEN=32",
    "PREFIX=(ov)@+",
    "TARGMAX=JOIN:,KICK:1,NAMES:1,NOTICE:1,PART:,PRIVMSG:1,WHOIS:1",
    `TOPICLEN=${MAX_TOPIC}`,
    "UTF8ONLY",
    "WHOX",
  ];
}

/** Where a person is, as its client says. */
export function hostOf(one: Person, { people }: IrcContext): string {
  return `${people.of(one)?.user ?? USER}@${SERVER_NAME}`;
}

/** How many people there are. */
export function lusers({ replies, context }: IrcClient, { length }: readonly Person[]): void {
  const { irc } = context.texts;
  const [count, most] = [String(length), String(context.people.most)];
  replies.numeric("251", irc.people(length));
  replies.numeric("254", "1", irc.channels);
  replies.numeric("255", irc.clients(length));
  replies.numeric("265", count, most, irc.localUsers(length));
  replies.numeric("266", count, most, irc.globalUsers(length));
}

/** The names of all people on the channel. */
export function listOfNames(
  { replies, capabilities, channel, context }: IrcClient,
  people: readonly Person[],
): void {
  const hasHosts = capabilities.has("userhost-in-names");
  const hasAll = capabilities.has("multi-prefix");
  let line = "";
  const flush = () => {
    if (line !== "") replies.numeric("353", "=", channel, line);
    line = "";
  };
  for (const one of people) {
    const { name } = one;
    const marks = context.channel.marksOf(context.people.of(one), hasAll);
    const word = marks + (hasHosts ? sourceOf(name) : name);
    if (line.length + word.length > MAX_NAMES_UNITS) flush();
    line = line === "" ? word : `${line} ${word}`;
  }
  flush();
  replies.numeric("366", channel, context.texts.irc.endOf("NAMES"));
}

/** What a client wants to know of which people. */
export interface Who {
  /** The channel, a name, or a pattern of names with `*` and `?`. */
  mask: string;
  /** The fields of WHOX, `%tcuihsnfdlaor`, and behind a comma the token. @default {WHO} */
  fields: string | undefined;
}

/** Who is here: WHO, and WHOX (https://ircv3.net/specs/extensions/whox). */
export function whoLines(
  client: IrcClient,
  people: readonly Person[],
  { mask, fields }: Who,
): void {
  const { replies, capabilities, channel, context } = client;
  const hasAll = capabilities.has("multi-prefix");
  const isOfChannel = client.isChannel(mask);
  const where = isOfChannel ? channel : "*";
  const [, wanted, token = "0"] = /%([a-z]+)(?:,(\S{0,3}))?/.exec(fields ?? "") ?? [];
  for (const one of people) {
    const { name } = one;
    if (!isOfChannel && !isLike(name, mask)) continue;
    const person = context.people.of(one);
    const { user = USER, realName = name, awayText = "" } = person ?? {};
    const marks = isOfChannel ? context.channel.marksOf(person, hasAll) : "";
    const flags = (one.away || awayText ? "G" : "H") + marks;
    if (wanted === undefined) {
      replies.numeric("352", where, user, SERVER_NAME, SERVER_NAME, name, flags, `0 ${realName}`);
      continue;
    }
    const values: Record<string, string> = {
      ...{ t: token, c: where, u: user, i: "255.255.255.255", h: SERVER_NAME, s: SERVER_NAME },
      ...{ n: name, f: flags, d: "0", l: "0", a: "0", o: "n/a", r: realName },
    };
    const words = Object.keys(values).filter((key) => wanted.includes(key));
    replies.numeric("354", ...words.map((key) => values[key]!));
  }
  replies.numeric("315", mask.replace(/^:+/, "") || "*", context.texts.irc.endOf("WHO"));
}

/**
 * Whether a name is like a pattern, in which `*` is for any text and `?` for one character. Takes a time
 * that grows with the product of their lengths, as an expression with many `.*` would not.
 */
export function isLike(name: string, pattern: string): boolean {
  const [characters, wanted] = [[...lower(name)], [...lower(pattern)]];
  let [at, next, star, restart] = [0, 0, -1, 0];
  while (at < characters.length) {
    if (wanted[next] === "*") [star, restart] = [next++, at];
    else if (wanted[next] === "?" || wanted[next] === characters[at]) {
      [at, next] = [at + 1, next + 1];
    } else if (star === -1) return false;
    else [at, next] = [++restart, star + 1];
  }
  return wanted.slice(next).every((one) => one === "*");
}

/** What there is to know of one person. */
export function whoisLines(
  { replies, capabilities, channel, context }: IrcClient,
  one: Person,
): void {
  const { irc } = context.texts;
  const { name, since } = one;
  const person = context.people.of(one);
  const { user = USER, realName = name, awayText = "" } = person ?? {};
  const marks = context.channel.marksOf(person, capabilities.has("multi-prefix"));
  replies.numeric("311", name, user, SERVER_NAME, "*", realName);
  replies.numeric("319", name, marks + channel);
  if (awayText !== "") replies.numeric("301", name, awayText);
  replies.numeric("312", name, SERVER_NAME, irc.atServer);
  if (!person) return; // How long it has said nothing is not known.
  const idle = context.date() - Math.max(person.saidAt, since);
  const [seconds, signedOn] = [idle, since].map((ms) => String(Math.max(0, Math.floor(ms / 1000))));
  replies.numeric("317", name, seconds!, signedOn!, irc.signedOn);
}
