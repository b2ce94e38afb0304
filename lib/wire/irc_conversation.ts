/** What an IRC client says and does in the room: it joins, leaves, is away, and talks. */

import { encodeUtf8 } from "../bytes.ts";
import type { BatchFailure } from "../i18n/mod.ts";
import { type Person, refused, type Rejected, type Whisper } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Received } from "./dialect.ts";
import type { IrcClient } from "./irc_client.ts";
import { history, replay } from "./irc_history.ts";
import { nameShown } from "./irc_context.ts";
import { sourceOf } from "./irc_entries.ts";
import { greeting, listOfNames } from "./irc_lists.ts";
import { type IrcMessage, MAX_MESSAGE_BYTES } from "./irc_message.ts";
import { clientTagsOf, farewellOf, FORMATTING, PRESENCE, tellAway } from "./irc_presence.ts";
import { peopleBefore } from "./irc_names.ts";
import { onJoined, ORDER, tellTopic } from "./irc_order.ts";
import { MULTILINE, MultilineBatch } from "./irc_multiline.ts";
import { type IrcCommand, QUERIES } from "./irc_queries.ts";

/** What a client may do that has left the channel. */
const WITHOUT_ROOM = ["JOIN", "MODE", "MOTD", "PART", "QUIT", "TOPIC", "VERSION"];
/** The conversation of one client. */
export class IrcConversation {
  readonly #client: IrcClient;
  readonly #commands: Record<string, IrcCommand> = {
    ...QUERIES,
    ...ORDER,
    ...PRESENCE,
    BATCH: { needs: 1, run: (_, params) => this.#batch(params) },
    CHATHISTORY: { needs: 1, run: history },
    JOIN: { needs: 1, run: (_, [channels = ""]) => this.#join(channels) },
    NOTICE: { run: (_, params) => this.#message(true, params) },
    PART: { needs: 1, run: (_, [channels = "", text = ""]) => this.#part(channels, text) },
    PRIVMSG: { run: (_, params) => this.#message(false, params) },
    QUIT: { run: (_, [text = ""]) => this.quit(text) },
  };
  /** Of messages of which an answer with a label is expected, by their `id`. */
  readonly #labels = new Map<number, string>();
  #lastId = 0;
  /** The message of several lines that is being sent. */
  #multiline: MultilineBatch | undefined;
  /** For whom the message is that is being said, and whether its author is told what is wrong. */
  #sending = { target: "*", isNotice: false };

  /**
   * The client has joined nothing.
   *
   * @param client The client.
   */
  constructor(client: IrcClient) {
    this.#client = client;
  }

  /** Whether a line only continues a message of several lines. Those that are too many cost a token. */
  collects(message: IrcMessage): "free" | "charged" | undefined {
    if (!this.#multiline?.collects(message)) return undefined;
    return this.#multiline.isTooMuch ? "charged" : "free";
  }

  /** Carries out a command. */
  *run({ command, params, tags }: IrcMessage): Iterable<Received> {
    const { replies, place, channel, capabilities } = this.#client;
    this.#client.tags = capabilities.has("message-tags") ? clientTagsOf(tags) : undefined;
    const known = Object.hasOwn(this.#commands, command) ? this.#commands[command] : undefined;
    if (!known) return replies.error("421", command);
    if (params.length < (known.needs ?? 0)) return replies.error("461", command);
    if (place === "parted" && !WITHOUT_ROOM.includes(command)) {
      return replies.error("442", channel);
    }
    yield* known.run(this.#client, params);
  }

  /** Greets the client that has come in: who it is, what the server knows, and who is here. */
  greet(): Iterable<Received> {
    return this.#client.ask((people) => {
      this.#isHere(people);
      greeting(this.#client, people);
    });
  }

  /** Joins the channel: what is said from now on comes behind the answer. */
  *enter(): Iterable<Received> {
    const { replies, capabilities, channel, context, reading } = this.#client;
    yield* this.#client.ask((people) => {
      this.#client.place = "on";
      this.#isHere(people);
      onJoined(this.#client, people);
      const more = capabilities.has("extended-join") ? ["*", this.#client.person.realName] : [];
      const source = sourceOf(replies.nick);
      replies.send({ source, command: "JOIN", params: [channel, ...more] });
      tellTopic(this.#client);
      const { cursor = Infinity } = reading() ?? {};
      listOfNames(this.#client, peopleBefore(people, context.entriesAfter(cursor)));
      this.#tellPast();
    });
    if (this.#client.person.awayText !== "") tellAway(this.#client);
  }

  /** What was said up to now: of late, or since the person was here, unless the client asks by itself. */
  #tellPast(): void {
    const { capabilities, context, reading, missedAfter } = this.#client;
    this.#client.missedAfter = undefined; // It is told once.
    const isWanted = missedAfter !== undefined || capabilities.has("server-time");
    if (capabilities.has("draft/chathistory") || !isWanted) return;
    const entries = context.recent(reading()?.cursor ?? 0, missedAfter);
    if (entries.length > 0) replay(this.#client, entries);
  }

  /** Leaves the chat. */
  quit(text: string): Iterable<Received> {
    return [{ type: "parting", text: this.#farewell(text), staysConnected: false }];
  }

  /**
   * The person has come in, or is back.
   *
   * @param lastId The highest `id` that a message of the session had.
   */
  onWelcome(lastId: number): void {
    this.#lastId = lastId;
  }

  /** The label of a message that the client said, once it is in the log; undefined for none. */
  takeLabel(id: number | undefined): string | undefined {
    if (id === undefined) return undefined;
    const label = this.#labels.get(id);
    this.#labels.delete(id);
    return label;
  }

  /** Answers a message or a name that was rejected. */
  onRejected({ id, code, value = "" }: Rejected): void {
    const { replies, context: { texts } } = this.#client;
    const { target, isNotice } = this.#sending;
    const label = this.takeLabel(id);
    if (label !== undefined) replies.begin(label);
    if (isNotice) return; // Nothing is ever answered to a NOTICE (RFC 2812, 3.3.2).
    if (code === "no-such-person") replies.error("401", target);
    else if (code === "empty") replies.error("412");
    else replies.numeric("404", target, texts.rejections[code](value));
  }

  /** What the person says in leaving; nothing if the host lets it only read. */
  #farewell(text: string): string {
    const { context, replies } = this.#client;
    return context.muteOf(replies.nick) ? "" : farewellOf(text);
  }

  #isHere(people: readonly Person[]): void {
    const { person, context } = this.#client;
    const former = context.people.add(person, people);
    this.#client.missedAfter ??= former?.writtenSeq;
    // Who was away, and comes back with another client, is not away any more.
    if (former?.awayText && person.awayText === "") tellAway(this.#client);
  }

  *#join(channels: string): Iterable<Received> {
    const wanted = channels.split(",").filter((one) => one !== "");
    const isOurs = (one: string) => this.#client.isChannel(one);
    if (wanted.includes("0")) yield* this.#part(this.#client.channel, "");
    for (const one of wanted) if (one !== "0" && !isOurs(one)) this.#client.fail("403", one);
    if (wanted.some(isOurs) && this.#client.place !== "on") yield* this.#enterRoom();
  }

  /** Joins the channel, and before that the room, if the client has left it. */
  *#enterRoom(): Iterable<Received> {
    if (this.#isParted) {
      yield this.#client.hello(this.#client.replies.nick);
    }
    if (!this.#isParted) yield* this.enter(); // Else it is refused, and told so.
    else if (this.#client.isClosing) {
      yield { type: "end", refusal: refused("password"), lastWords: new Uint8Array() };
    }
  }

  /** Whether the client is out of the room: a `welcome` changes that. */
  get #isParted(): boolean {
    return this.#client.place === "parted";
  }

  *#part(channels: string, text: string): Iterable<Received> {
    const { replies, channel } = this.#client;
    for (const one of channels.split(",")) {
      if (!this.#client.isChannel(one)) replies.error("403", one);
      else if (this.#client.place !== "on") replies.error("442", one);
      else {
        const farewell = this.#farewell(text);
        const params = farewell === "" ? [channel] : [channel, farewell];
        replies.send({ source: sourceOf(replies.nick), command: "PART", params });
        yield { type: "parting", text: farewell, staysConnected: true };
        this.#client.place = "parted"; // What was said before is read before.
        this.#client.context.channel.onLeft(this.#client.person);
      }
    }
  }

  /** Says something to the channel, or to one person. */
  *#message(isNotice: boolean, [target = "", text = ""]: readonly string[]): Iterable<Received> {
    this.#sending = { target: nameShown(target), isNotice };
    if (target === "") return this.#fail("411");
    if (text === "") return this.#fail("412");
    if (target.includes(",")) return this.#fail("407", target);
    const isToChannel = this.#client.isChannel(target);
    if (!isToChannel && target.startsWith("#")) return this.#fail("403", target);
    const source = sourceOf(this.#client.replies.nick);
    const command = isNotice ? "NOTICE" : "PRIVMSG";
    const relayed = `:${source} ${command} ${target} :${text}\r\n`;
    if (encodeUtf8(relayed).length > MAX_MESSAGE_BYTES) return this.#fail("417");
    if (isToChannel && this.#client.place === "before") yield* this.enter();
    yield* this.#say(isToChannel ? undefined : safeText(target), text);
  }

  /** Begins a message of several lines, or ends it and says it. */
  *#batch([word = "", type, target = ""]: readonly string[]): Iterable<Received> {
    const { replies, capabilities, context: { texts } } = this.#client;
    const reference = word.slice(1);
    const fail = (code: BatchFailure, about: readonly string[]) => {
      const shown = about.map(nameShown);
      replies.command("FAIL", "BATCH", code, ...shown, texts.irc.batches[code]);
    };
    if (word.startsWith("+") && type === MULTILINE && capabilities.has(MULTILINE)) {
      const begun = { label: replies.takeLabel(), tags: this.#client.tags };
      this.#multiline = new MultilineBatch(reference, target, begun);
      return;
    }
    const isEnd = word.startsWith("-") && this.#multiline?.reference === reference;
    const ended = isEnd ? this.#multiline?.end() : undefined;
    if (!ended) return fail("INVALID_BATCH", [word]);
    this.#multiline = undefined;
    if ("failure" in ended) return fail(ended.failure, ended.about);
    const { target: to, text, isNotice, label, tags } = ended;
    this.#client.tags = tags;
    replies.begin(label);
    this.#sending = { target: nameShown(to), isNotice };
    const isToChannel = this.#client.isChannel(to);
    if (!isToChannel && to.startsWith("#")) return this.#fail("403", to);
    if (isToChannel && this.#client.place === "before") yield* this.enter();
    yield* this.#say(isToChannel ? undefined : safeText(to), text);
  }

  *#say(to: string | undefined, text: string): Iterable<Received> {
    // deno-lint-ignore no-control-regex
    const [, ctcp, rest = ""] = /^\x01(\S*) ?(.*?)\x01?$/s.exec(text) ?? [];
    const isAction = ctcp?.toUpperCase() === "ACTION";
    if (ctcp !== undefined && !isAction) return this.#passOn(to, text);
    this.#client.person.saidAt = this.#client.context.date();
    const said = safeText((isAction ? rest : text).replace(FORMATTING, ""));
    const auto = this.#sending.isNotice ? { auto: true as const } : {};
    const tags = this.#client.tags ? { tags: this.#client.tags } : {};
    const shared = { ...this.#nextId(), ...auto, ...tags, text: said };
    if (to !== undefined) yield* this.#whisper({ type: "whisper", to, ...shared });
    else yield { type: "say", ...(isAction ? { action: true } : {}), ...shared };
  }

  /** Other questions between programs (CTCP) are nothing that people say: one program is told them. */
  #passOn(to: string | undefined, text: string): void {
    const { replies, capabilities, context } = this.#client;
    const found = to === undefined ? undefined : context.find(to);
    // A question is one line: another one in it would be one of the server.
    if (to === undefined || text.includes("\n") || context.muteOf(replies.nick)) return;
    if (!found) return this.#fail("401", to);
    const command = this.#sending.isNotice ? "NOTICE" : "PRIVMSG";
    const message = { source: sourceOf(replies.nick), command, params: [found.name, text] };
    const tags = { time: new Date(context.date()).toISOString() };
    // No other client understands it.
    this.#client.personNamed(to)?.hear({ ...message, tags }, undefined, true);
    const echo = capabilities.has("server-time") ? { ...message, tags } : message;
    if (capabilities.has("echo-message")) replies.send(echo);
  }

  /** Says something to one person, and tells the author that the person is away. */
  *#whisper(whisper: Whisper): Iterable<Received> {
    yield whisper;
    const { replies } = this.#client;
    const awayText = this.#client.personNamed(whisper.to)?.awayText;
    if (awayText && !this.#sending.isNotice) {
      replies.numeric("301", this.#sending.target, awayText);
    }
  }

  /** An `id` for a message with a label, by which its entry is known. */
  #nextId(): { id?: number } {
    const { capabilities, replies } = this.#client;
    const label = capabilities.has("echo-message") ? replies.takeLabel() : undefined;
    if (label === undefined) return {};
    const id = ++this.#lastId;
    this.#labels.set(id, label);
    return { id };
  }

  #fail(...error: Parameters<IrcClient["fail"]>): void {
    if (!this.#sending.isNotice) this.#client.fail(...error);
  }
}
