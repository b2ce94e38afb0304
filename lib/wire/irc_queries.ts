/** What an IRC client asks about the server, the channel and the people. */

import type { Received } from "./dialect.ts";
import type { IrcClient } from "./irc_client.ts";
import { lower, nameShown } from "./irc_context.ts";
import { SERVER_NAME } from "./irc_entries.ts";
import { hostOf, listOfNames, lusers, whoisLines, whoLines } from "./irc_lists.ts";

/** A command of a client. */
export interface IrcCommand {
  /** How many parameters it needs. @default {0} */
  needs?: number;
  /** Carries it out. */
  run: (client: IrcClient, params: readonly string[]) => Iterable<Received>;
}

/** How many names `USERHOST` looks for (RFC 2812, 4.8). */
const MAX_USERHOST = 5;

/** The questions, by their commands. */
export const QUERIES: Record<string, IrcCommand> = {
  ISON: { needs: 1, run: isOn },
  LIST: { run: list },
  LUSERS: { run: (client) => client.ask((people) => lusers(client, people)) },
  MOTD: { run: (client) => client.fail("422") },
  NAMES: { run: names },
  TIME: { run: time },
  USERHOST: { needs: 1, run: userhost },
  VERSION: { run: version },
  WHO: { run: who },
  WHOIS: { run: whois },
  WHOWAS: { run: whowas },
};

function isOn(client: IrcClient, params: readonly string[]): Iterable<Received> {
  const wanted = params.flatMap((name) => name.split(" ")).map(lower);
  return client.ask((people) => {
    const here = people.filter(({ name }) => wanted.includes(lower(name)));
    client.replies.numeric("303", here.map(({ name }) => name).join(" "));
  });
}

function list(client: IrcClient, [wanted = ""]: readonly string[]): Iterable<Received> {
  const { replies, channel, context: { channel: { topic }, texts } } = client;
  return client.ask(({ length }) => {
    replies.numeric("321", "Channel", "Users Name");
    const isAsked = !wanted.startsWith("#") ||
      wanted.split(",").some((one) => client.isChannel(one));
    if (isAsked) replies.numeric("322", channel, String(length), topic.text);
    replies.numeric("323", texts.irc.endOf("LIST"));
  });
}

function names(client: IrcClient, [channel = client.channel]: readonly string[]) {
  if (client.isChannel(channel)) return client.ask((people) => listOfNames(client, people));
  const end = client.context.texts.irc.endOf("NAMES");
  client.replies.numeric("366", nameShown(channel), end);
  return [];
}

function time({ replies, context }: IrcClient): Iterable<Received> {
  replies.numeric("391", SERVER_NAME, new Date(context.date()).toISOString());
  return [];
}

function userhost(client: IrcClient, params: readonly string[]): Iterable<Received> {
  const { replies, context } = client;
  const wanted = params.slice(0, MAX_USERHOST).map(lower);
  return client.ask((people) => {
    const words = people.filter(({ name }) => wanted.includes(lower(name))).map((one) => {
      const isAway = one.away || context.people.of(one)?.awayText;
      return `${one.name}=${isAway ? "-" : "+"}${hostOf(one, context)}`;
    });
    replies.numeric("302", words.join(" "));
  });
}

function version({ replies }: IrcClient): Iterable<Received> {
  replies.numeric("351", "chat", SERVER_NAME, "");
  return [];
}

function who(client: IrcClient, [mask = "*", fields]: readonly string[]): Iterable<Received> {
  return client.ask((people) => whoLines(client, people, { mask, fields }));
}

function whois(client: IrcClient, params: readonly string[]): Iterable<Received> {
  const { replies, context } = client;
  const wanted = params.at(-1);
  if (wanted === undefined || wanted === "") return client.fail("431");
  return client.ask((people) => {
    const person = people.find(({ name }) => lower(name) === lower(wanted));
    if (person) whoisLines(client, person);
    else replies.error("401", wanted);
    replies.numeric("318", person?.name ?? nameShown(wanted), context.texts.irc.endOf("WHOIS"));
  });
}

/** Who has left is known by the log alone, which does not tell when they were here. */
function whowas(client: IrcClient, [name = ""]: readonly string[]): Iterable<Received> {
  if (name === "") return client.fail("431");
  client.replies.error("406", name);
  client.replies.numeric("369", nameShown(name), client.context.texts.irc.endOf("WHOWAS"));
  return [];
}
