/**
 * How IRC clients keep order in the channel. An operator is who is at the computer of the host: of the
 * clients that connect from it, the one that joins while there is no operator. Operators make others
 * operators, remove people, and set the topic; bans are made at the console.
 */

import type { Person } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Received } from "./dialect.ts";
import { type MarkMode, MAX_TOPIC } from "./irc_channel.ts";
import type { IrcClient } from "./irc_client.ts";
import { lower } from "./irc_context.ts";
import { SERVER_NAME, sourceOf } from "./irc_entries.ts";
import { farewellOf } from "./irc_presence.ts";
import type { IrcCommand } from "./irc_queries.ts";
import { splitText } from "./irc_split.ts";

/** So many letters of modes are read; of which each costs an answer. */
const MAX_MODES = 10;

/** The commands. */
export const ORDER: Record<string, IrcCommand> = {
  KICK: { needs: 2, run: kick },
  MODE: { needs: 1, run: mode },
  TOPIC: { needs: 1, run: topic },
};

/** A client has joined the channel: it may be the host's, and become its operator. */
export function onJoined(client: IrcClient, people: readonly Person[]): void {
  const { isAtHost, person, context } = client;
  const hasOperator = people.some((one) => context.channel.has(context.people.of(one), "o"));
  if (!isAtHost || hasOperator) return;
  context.channel.set(person, "o", true);
  // The client itself sees it in the list of names, which follows; the others have theirs.
  const params = [client.channel, "+o", person.nick];
  context.people.tell({ source: SERVER_NAME, command: "MODE", params }, undefined, person);
}

function kick(client: IrcClient, [channel = "", name = "", text = ""]: readonly string[]) {
  const { person, context } = client;
  const failure = failureOf(client, channel);
  if (failure) return client.fail(failure, channel);
  const why = context.muteOf(person.nick) ? "" : farewellOf(text); // Who may only read says nothing.
  const found = context.find(name);
  if (found) context.channel.onKick(found.name, person.nick, context.date());
  const error = found ? context.kick(found.name, why) : "441";
  if (error === "441") return client.fail("441", name, client.channel);
  return error ? client.fail(error, client.channel) : [];
}

function topic(client: IrcClient, [channel = "", wanted]: readonly string[]): Iterable<Received> {
  const { replies, context, person } = client;
  if (!client.isChannel(channel)) return client.fail("403", channel);
  if (wanted === undefined) {
    tellTopic(client, true);
    return [];
  }
  const failure = context.channel.isTopicKept ? failureOf(client, channel) : undefined;
  if (failure) return client.fail(failure, channel);
  if (client.place !== "on") return client.fail("442", channel);
  const mute = context.muteOf(person.nick);
  if (mute) {
    const sentence = context.texts.rejections[mute.code](mute.value ?? "");
    replies.numeric("404", client.channel, sentence);
    return [];
  }
  const [text = ""] = wanted === ""
    ? []
    : splitText(safeText(wanted).replaceAll("\n", " "), MAX_TOPIC);
  context.channel.topic = { text, by: person.nick, at: context.date() };
  tellAll(client, "TOPIC", client.channel, text);
  return [];
}

/**
 * Tells a client what the channel is about.
 *
 * @param tellsNone Whether it is told, too, that nothing was said of that. @default {false}
 */
export function tellTopic({ replies, channel, context }: IrcClient, tellsNone = false): void {
  const { text, by, at } = context.channel.topic;
  if (text !== "") {
    replies.numeric("332", channel, text);
    replies.numeric("333", channel, by, String(Math.floor(at / 1000)));
  } else if (tellsNone) replies.numeric("331", channel, context.texts.irc.noTopic);
}

function mode(client: IrcClient, [target = "", modes, ...names]: readonly string[]) {
  const { replies, channel, context } = client;
  if (!client.isChannel(target)) return ownMode(client, target, modes);
  if (modes === undefined) {
    replies.numeric("324", channel, context.channel.modes);
    replies.numeric("329", channel, String(Math.floor(context.openedAt / 1000)));
  } else if (/^\+?b$/.test(modes) && names.length === 0) {
    replies.numeric("368", channel, context.texts.irc.endOf("MODE +b"));
  } else {
    const failure = failureOf(client, target);
    if (failure) return client.fail(failure, target);
    setModes(client, modes, names);
  }
  return [];
}

/** Carries out letters such as `+o-v`, of which some take a name. */
function setModes(client: IrcClient, modes: string, names: string[]): void {
  const { replies, context: { channel, texts } } = client;
  let isOn = true;
  for (const letter of modes.slice(0, MAX_MODES)) {
    if (letter === "+" || letter === "-") isOn = letter === "+";
    else if (letter === "o" || letter === "v") mark(client, letter, isOn, names.shift());
    else if (letter === "t") {
      if (channel.isTopicKept !== isOn) tellAll(client, "MODE", channel.name, isOn ? "+t" : "-t");
      channel.isTopicKept = isOn;
    } else if (letter === "b") {
      names.shift();
      replies.numeric("482", channel.name, texts.irc.bansAtConsole);
    } else if (letter !== "n" || !isOn) replies.error("472", letter);
  }
}

/** Gives a person a mode, or takes it. */
function mark(client: IrcClient, mode: MarkMode, isOn: boolean, name = ""): void {
  const { replies, channel, context } = client;
  const found = context.find(name);
  const person = found && context.people.of(found);
  if (name === "") return replies.error("461", "MODE");
  if (!found) return replies.error("401", name);
  // Who has no IRC client has nothing of it.
  if (!person) return replies.numeric("441", found.name, channel, context.texts.irc.noIrcClient);
  if (context.channel.has(person, mode) === isOn) return;
  context.channel.set(person, mode, isOn);
  tellAll(client, "MODE", channel, `${isOn ? "+" : "-"}${mode}`, person.nick);
}

function ownMode(client: IrcClient, target: string, modes?: string): Iterable<Received> {
  if (target.startsWith("#")) return client.fail("403", target);
  if (lower(target) !== lower(client.replies.nick)) return client.fail("502");
  // Most clients hide themselves (`+i`) as soon as they are in: nobody is shown elsewhere here.
  if (modes !== undefined && !/^[+-][iw]+$/.test(modes)) return client.fail("501");
  client.replies.numeric("221", "+");
  return [];
}

/** Why a client may not keep order in a channel; undefined when it may. */
function failureOf(client: IrcClient, channel: string): "403" | "442" | "482" | undefined {
  if (!client.isChannel(channel)) return "403";
  if (client.place !== "on") return "442";
  return client.context.channel.has(client.person, "o") ? undefined : "482";
}

/** Tells everybody on the channel what a client has done. */
function tellAll(
  { replies, person, context }: IrcClient,
  command: string,
  ...params: string[]
): void {
  const message = { source: sourceOf(person.nick), command, params };
  replies.send(message);
  context.people.tell(message, undefined, person);
}
