/**
 * What the commands of an IRC client mean once it has said who it is. What it asks about the people is
 * answered from their list, which the room gives for a `who`.
 */

import type { Person, Rejected } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Received } from "./dialect.ts";
import type { Capabilities } from "./irc_capabilities.ts";
import { type IrcContext, lower, MAX_TARGETS, nameShown } from "./irc_context.ts";
import { SERVER_NAME, sourceOf } from "./irc_entries.ts";
import type { IrcMessage } from "./irc_message.ts";
import { greeting, listOfNames, lusers, whoisLines, whoLines } from "./irc_lists.ts";
import type { IrcReplies } from "./irc_replies.ts";

/** What the commands of one client are made with. */
export interface IrcCommandsOptions {
  /** What all clients share. */
  context: IrcContext;
  /** Where answers go. */
  replies: IrcReplies;
  /** What the client asked for. */
  capabilities: Capabilities;
}

/** What is done with the list of everybody. */
type Question = (people: readonly Person[]) => void;
type Run = (commands: IrcCommands, params: readonly string[]) => Iterable<Received>;

const FORMATTING = new RegExp(
  [
    String.raw`\x03(?:\d{1,2}(?:,\d{1,2})?)?`,
    String.raw`\x04(?:[\da-fA-F]{6}(?:,[\da-fA-F]{6})?)?`,
    String.raw`[\x02\x0f\x11\x16\x1d-\x1f]`,
  ].join("|"),
  "g",
);

/** The commands, and how many parameters each needs. */
const COMMANDS: Record<string, { needs?: number; run: Run }> = {
  AWAY: { run: (one, [text = ""]) => one.away(text) },
  INVITE: { needs: 2, run: (one) => one.fail("482", one.channel) },
  ISON: { needs: 1, run: (one, names) => one.ison(names) },
  JOIN: { needs: 1, run: (one, [channels = ""]) => one.join(channels) },
  KICK: { needs: 2, run: (one, [channel = ""]) => one.onlyForHost(channel) },
  LIST: { run: (one) => one.list() },
  LUSERS: { run: (one) => one.lusers() },
  MODE: { needs: 1, run: (one, [target = "", modes]) => one.mode(target, modes) },
  MOTD: { run: (one) => one.fail("422") },
  NAMES: { run: (one, [channel]) => one.names(channel) },
  NOTICE: { run: (one, [targets, text]) => one.message("NOTICE", targets, text) },
  PART: { needs: 1, run: (one, [channels = ""]) => one.part(channels) },
  PRIVMSG: { run: (one, [targets, text]) => one.message("PRIVMSG", targets, text) },
  QUIT: { run: () => [{ type: "leave" }] },
  TOPIC: { needs: 1, run: (one, [channel = "", topic]) => one.topic(channel, topic) },
  USERHOST: { needs: 1, run: (one, names) => one.userhost(names) },
  VERSION: { run: (one) => one.version() },
  WHO: { run: (one, [mask, fields]) => one.who(mask, fields) },
  WHOIS: { run: (one, names) => one.whois(names) },
  WHOWAS: { run: (one, [name]) => one.whowas(name) },
};

/** The commands of one client. */
export class IrcCommands {
  readonly #context: IrcContext;
  readonly #replies: IrcReplies;
  readonly #capabilities: Capabilities;
  /** Whether the client has joined the channel; it begins as it likes. */
  #place: "before" | "on" | "parted" = "before";
  #question: Question | undefined;
  /** Of messages of which an answer with a label is expected, by their `id`. */
  readonly #labels = new Map<number, string>();
  #lastId = 0;
  /** Whom the message is for that is being carried out, and whether errors are told. */
  #sending: { target: string; isNotice: boolean } | undefined;

  /**
   * The client has not joined the channel.
   *
   * @param options The client.
   */
  constructor({ context, replies, capabilities }: IrcCommandsOptions) {
    this.#context = context;
    this.#replies = replies;
    this.#capabilities = capabilities;
  }

  /** The name of the one channel. */
  get channel(): string {
    return this.#context.channel;
  }

  /** Whether the client is on the channel. */
  get isOnChannel(): boolean {
    return this.#place === "on";
  }

  /** Whether the client neither joined nor left the channel: it joins by itself. */
  get isAboutToJoin(): boolean {
    return this.#place === "before";
  }

  /** Carries out a command. */
  *run({ command, params }: IrcMessage): Iterable<Received> {
    const known = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
    if (!known) return this.#replies.error("421", command);
    if (params.length < (known.needs ?? 0)) return this.#replies.error("461", command);
    yield* known.run(this, params);
  }

  /** Greets the client that has come in: who it is, what the server knows, and who is here. */
  greet(): Iterable<Received> {
    return this.#ask((people) => greeting(this.#replies, this.#context, people));
  }

  /** The label of a message that the client said, once it is in the log; undefined for none. */
  takeLabel(id: number | undefined): string | undefined {
    const label = id === undefined ? undefined : this.#labels.get(id);
    if (id !== undefined) this.#labels.delete(id);
    return label;
  }

  /** Answers the question that waits for the list of everybody. */
  onPeople(people: readonly Person[]): void {
    this.#question?.(people);
    this.#question = undefined;
  }

  /** Answers a command that was not carried out. */
  onRejected({ id, code, value = "" }: Rejected): void {
    const label = this.takeLabel(id);
    if (label !== undefined) this.#replies.begin(label);
    const { texts } = this.#context;
    const { target = "*", isNotice = false } = this.#sending ?? {};
    if (isNotice) return; // Nothing is ever answered to a NOTICE (RFC 2812, 3.3.2).
    switch (code) {
      case "no-such-person":
        return this.#replies.error("401", target);
      case "empty":
        return this.#replies.error("412");
      default:
        if (code.startsWith("name-")) {
          const isTaken = ["name-taken", "name-kept", "name-lookalike"].includes(code);
          const number = code === "name-empty" ? "431" : isTaken ? "433" : "432";
          return this.#replies.numeric(
            number,
            ...number === "431" ? [] : [nameShown(value)],
            texts.rejections[code](value),
          );
        }
        return this.#replies.numeric("404", target, texts.rejections[code](value));
    }
  }

  /** Answers with an error. */
  fail(...error: Parameters<IrcReplies["error"]>): Iterable<Received> {
    this.#replies.error(...error);
    return [];
  }

  away(text: string): Iterable<Received> {
    const { nowAway, nowBack } = this.#context.texts.irc;
    this.#replies.numeric(text === "" ? "305" : "306", text === "" ? nowBack : nowAway);
    return [];
  }

  ison(names: readonly string[]): Iterable<Received> {
    const wanted = names.flatMap((name) => name.split(" ")).map(lower);
    return this.#ask((people) => {
      const here = people.filter(({ name }) => wanted.includes(lower(name)));
      this.#replies.numeric("303", here.map(({ name }) => name).join(" "));
    });
  }

  *join(channels: string): Iterable<Received> {
    for (const channel of channels.split(",").filter((one) => one !== "")) {
      if (channel === "0") yield* this.part(this.channel);
      else if (!this.#isChannel(channel)) this.#replies.error("403", channel);
      else if (!this.isOnChannel) yield* this.enter();
    }
  }

  /** Joins the channel. */
  *enter(): Iterable<Received> {
    const { recent } = this.#context;
    yield* this.#ask((people) => {
      this.#place = "on";
      const { nick } = this.#replies;
      const more = this.#capabilities.has("extended-join") ? ["*", nick] : [];
      this.#replies.send({
        source: sourceOf(nick),
        command: "JOIN",
        params: [this.channel, ...more],
      });
      this.#tellTopic();
      listOfNames(this.#replies, this.#capabilities, this.#context, people);
    });
    if (recent > 0 && this.#capabilities.has("server-time")) {
      yield { type: "past", count: recent };
    }
  }

  list(): Iterable<Received> {
    return this.#ask((people) => {
      const { channel, topic, texts } = this.#context;
      this.#replies.numeric("321", "Channel", "Users Name");
      this.#replies.numeric("322", channel, String(people.length), topic);
      this.#replies.numeric("323", texts.irc.endOf("LIST"));
    });
  }

  lusers(): Iterable<Received> {
    return this.#ask((people) => lusers(this.#replies, this.#context, people));
  }

  *message(
    command: "PRIVMSG" | "NOTICE",
    targets = "",
    text = "",
  ): Iterable<Received> {
    const isNotice = command === "NOTICE";
    const isEmpty = targets === "" || text === "";
    if (isEmpty && !isNotice) this.#replies.error(targets === "" ? "411" : "412");
    if (isEmpty) return;
    for (const target of targets.split(",").slice(0, MAX_TARGETS)) {
      this.#sending = { target: nameShown(target), isNotice };
      yield* this.#send(target, text);
      this.#sending = undefined;
    }
  }

  mode(target: string, modes?: string): Iterable<Received> {
    const { openedAt, texts } = this.#context;
    if (this.#isChannel(target)) {
      if (modes === undefined) {
        this.#replies.numeric("324", this.channel, "+nt");
        this.#replies.numeric("329", this.channel, String(Math.floor(openedAt / 1000)));
      } else if (/^[+]?b$/.test(modes)) {
        this.#replies.numeric("368", this.channel, texts.irc.endOf("bans"));
      } else this.#replies.error("482", this.channel);
    } else if (/^[#&]/.test(target)) this.#replies.error("403", target);
    else if (lower(target) !== lower(this.#replies.nick)) this.#replies.error("502");
    else if (modes === undefined) this.#replies.numeric("221", "+");
    else this.#replies.error("501");
    return [];
  }

  names(channel = this.channel): Iterable<Received> {
    if (!this.#isChannel(channel)) {
      this.#replies.numeric("366", nameShown(channel), this.#context.texts.irc.endOf("NAMES"));
      return [];
    }
    return this.#ask((people) => {
      listOfNames(this.#replies, this.#capabilities, this.#context, people);
    });
  }

  onlyForHost(channel: string): Iterable<Received> {
    return this.fail(!this.#isChannel(channel) ? "403" : this.isOnChannel ? "482" : "442", channel);
  }

  *part(channels: string): Iterable<Received> {
    for (const channel of channels.split(",")) {
      if (!this.#isChannel(channel)) this.#replies.error("403", channel);
      else if (!this.isOnChannel) this.#replies.error("442", channel);
      else {
        this.#place = "parted";
        const source = sourceOf(this.#replies.nick);
        this.#replies.send({ source, command: "PART", params: [this.channel] });
      }
    }
  }

  topic(channel: string, topic?: string): Iterable<Received> {
    if (!this.#isChannel(channel)) this.#replies.error("403", channel);
    else if (topic !== undefined) return this.onlyForHost(channel);
    else if (this.#context.topic === "") {
      this.#replies.numeric("331", this.channel, this.#context.texts.irc.noTopic);
    } else this.#tellTopic();
    return [];
  }

  userhost(names: readonly string[]): Iterable<Received> {
    const wanted = names.slice(0, 5).map(lower);
    return this.#ask((people) => {
      const here = people.filter(({ name }) => wanted.includes(lower(name)));
      const words = here.map(({ name, away }) => {
        const [, host] = sourceOf(name).split("!");
        return `${name}=${away ? "-" : "+"}${host}`;
      });
      this.#replies.numeric("302", words.join(" "));
    });
  }

  version(): Iterable<Received> {
    this.#replies.numeric("351", "chat", SERVER_NAME, "");
    return [];
  }

  who(mask = "*", fields?: string): Iterable<Received> {
    return this.#ask((people) => whoLines(this.#replies, this.#context, people, { mask, fields }));
  }

  whois(names: readonly string[]): Iterable<Received> {
    const wanted = names.at(-1);
    if (wanted === undefined || wanted === "") return this.fail("431");
    return this.#ask((people) => {
      const person = people.find(({ name }) => lower(name) === lower(wanted));
      if (!person) this.#replies.error("401", wanted);
      else whoisLines(this.#replies, this.#context, person);
      const end = this.#context.texts.irc.endOf("WHOIS");
      this.#replies.numeric("318", person?.name ?? nameShown(wanted), end);
    });
  }

  whowas(name = ""): Iterable<Received> {
    if (name === "") return this.fail("431");
    this.#replies.error("406", name);
    this.#replies.numeric("369", nameShown(name), this.#context.texts.irc.endOf("WHOWAS"));
    return [];
  }

  /** Says something to one target. */
  *#send(target: string, text: string): Iterable<Received> {
    const isToChannel = this.#isChannel(target);
    if (isToChannel && this.isAboutToJoin) yield* this.enter();
    if (isToChannel && !this.isOnChannel) return this.#fail("404", target);
    if (!isToChannel && /^[#&]/.test(target)) return this.#fail("403", target);
    // deno-lint-ignore no-control-regex
    const [, ctcp, rest = ""] = /^\x01(\S+) ?(.*?)\x01?$/s.exec(text) ?? [];
    const isAction = ctcp?.toUpperCase() === "ACTION";
    // Other questions between programs (CTCP) are nothing that people say.
    if (ctcp !== undefined && !isAction) return yield { type: "nothing" };
    const said = safeText((isAction ? rest : text).replace(FORMATTING, ""));
    const id = this.#nextId();
    if (!isToChannel) return yield { type: "whisper", to: target, ...id, text: said };
    yield { type: "say", ...id, ...(isAction ? { action: true } : {}), text: said };
  }

  /** An `id` for a message with a label, by which its entry is known. */
  #nextId(): { id?: number } {
    if (!this.#capabilities.has("echo-message")) return {};
    const label = this.#replies.takeLabel();
    if (label === undefined) return {};
    const id = ++this.#lastId;
    this.#labels.set(id, label);
    return { id };
  }

  #fail(...error: Parameters<IrcReplies["error"]>): void {
    if (!this.#sending?.isNotice) this.#replies.error(...error);
  }

  #tellTopic(): void {
    const { topic, openedAt } = this.#context;
    if (topic === "") return;
    this.#replies.numeric("332", this.channel, topic);
    this.#replies.numeric("333", this.channel, SERVER_NAME, String(Math.floor(openedAt / 1000)));
  }

  /** Asks who is here, and answers the client from that. */
  *#ask(question: Question): Iterable<Received> {
    this.#question = question;
    yield { type: "who" };
  }

  #isChannel(name: string): boolean {
    return lower(name) === lower(this.channel);
  }
}
