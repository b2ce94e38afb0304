/**
 * The dialect of IRC clients, on the server's side: the registration, and what the room answers. Lines
 * end in `\r\n` or `\n` (https://modern.ircdocs.horse).
 */

import { encodeUtf8 } from "../bytes.ts";
import type { Entry, Event, RefusalCode, Refused } from "../protocol.ts";
import { isNameRefusal, LIMITS, refused } from "../protocol.ts";
import type { Dialect, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { IrcClient } from "./irc_client.ts";
import { IrcConversation } from "./irc_conversation.ts";
import { EntryEncoder, SERVER_NAME, sourceOf } from "./irc_entries.ts";
import { type IrcDialectOptions, type IrcHouse, NOWHERE } from "./irc_house.ts";
import {
  decodeIrc,
  formatIrc,
  type IrcMessage,
  isTooLong,
  NOT_TEXT,
  parseIrc,
} from "./irc_message.ts";
import { IrcRegistration } from "./irc_registration.ts";
import { type Line, LineDecoder } from "./lines.ts";

/** A client that has not joined the channel by then is joined: most join it at once by themselves. */
const JOIN_IDLE_MS = 2000;
const NOTHING = new Uint8Array();

/** The numbers of refusals for which IRC has some; behind those of the channel it is named. */
const REFUSAL_NUMBERS: Partial<Record<RefusalCode, number>> = {
  "banned": 465,
  "full": 471,
  "locked": 473,
  "not-encrypted": 464,
  "password": 464,
  "replaced": 436,
  "too-many-guesses": 464,
  "wrong-password": 464,
};
/** Those of a client that has left the channel, and joins it again. */
const REJOINING: Readonly<Record<number, number>> = { 464: 475, 465: 474 };

/** The dialect of one IRC client. */
export class IrcDialect implements Dialect {
  readonly kind = "irc";
  readonly answersPings = true;
  readonly #house: IrcHouse;
  readonly #lines = new LineDecoder(LIMITS.lineBytes, decodeIrc);
  readonly #client: IrcClient;
  readonly #registration: IrcRegistration;
  readonly #conversation: IrcConversation;
  /** Whether a line is being carried out: what the room answers is part of its answer. */
  #isAnswering = false;
  #logFormat: LogFormat | undefined;
  /** Whether the greeting is not dispatched yet: what comes for the person meanwhile waits. */
  #isGreeting = true;
  #early = "";

  /**
   * Makes the dialect of a client that has not said who it is.
   *
   * @param options What all clients share, and where this one is.
   */
  constructor({ house, send = () => {}, origin = NOWHERE }: IrcDialectOptions) {
    this.#house = house;
    this.#client = new IrcClient(house.context, send, origin);
    this.#registration = new IrcRegistration(this.#client);
    this.#conversation = new IrcConversation(this.#client);
  }

  get canResume(): boolean {
    return this.#client.token !== undefined;
  }

  /** After the greeting a client that does not join the channel is joined by itself. */
  get idleTimeoutMs(): number {
    return this.#registration.isDone && this.#client.place === "before" ? JOIN_IDLE_MS : 0;
  }

  get logFormat(): LogFormat {
    return this.#logFormat ??= this.#house.formats.of(this.#client.style);
  }

  receive(bytes: Uint8Array): Iterable<Received> {
    return this.#receive(this.#lines.push(bytes), this.#lines.isOverLimit);
  }

  *onIdle(): Iterable<Received> {
    if (this.idleTimeoutMs > 0) yield* this.#answer(this.#conversation.enter());
  }

  end(): Iterable<Received> {
    return this.#receive(this.#lines.end(), false);
  }

  encode(event: Event, isOwn = false): Uint8Array {
    if ("seq" in event && event.type !== "welcome") {
      return this.#afterGreeting(this.#encodeEntry(event, isOwn));
    }
    switch (event.type) {
      case "welcome":
        this.#registration.onWelcome(event.name);
        this.#conversation.onWelcome(this.#house.context.lastIdOf(event.name));
        if (this.#client.place === "parted") this.#client.place = "before";
        return NOTHING;
      case "refused":
        return this.#refuse(event);
      case "rejected":
        if (this.#registration.isRenaming) {
          const { rejections } = this.#house.context.texts;
          this.#registration.onRenameRejected(
            event.code,
            rejections[event.code](event.value ?? ""),
          );
        } else this.#conversation.onRejected(event);
        return this.#flush();
      case "past":
        this.#client.onPast?.(event.entries);
        return NOTHING;
      case "missed":
        this.#client.replies.command(
          "NOTICE",
          this.#client.channel,
          this.#house.context.texts.missedSlow(event.count),
        );
        return this.#flush();
      case "ping":
        return this.#afterGreeting(formatIrc({ command: "PING", params: [SERVER_NAME] }));
      default:
        return NOTHING;
    }
  }

  encodePeople(event: PeopleEvent): Uint8Array[] {
    if (event.type === "welcome") return [this.encode(event)];
    const { place } = this.#client;
    this.#client.onPeople(event.people);
    if (place === this.#client.place) return [this.#flush()];
    // It has joined: the next entry that it is sent is the first of the channel.
    this.#logFormat = undefined;
    return [encodeUtf8(this.#client.replies.end())];
  }

  *#receive(lines: Line[], isOverLimit: boolean): Iterable<Received> {
    for (const line of lines) yield* this.#carryOut(line);
    if (!isOverLimit) return;
    const refusal = refused("line-too-long");
    yield { type: "end", refusal, lastWords: this.#refuse(refusal) };
  }

  *#carryOut(line: Line): Iterable<Received> {
    const isText = !line!.startsWith(NOT_TEXT);
    const message = parseIrc(line!.replace(NOT_TEXT, ""));
    if (!message) return yield { type: "nothing" };
    this.#client.replies.begin(message.tags?.["label"]);
    if (!isText) {
      const { refusals } = this.#house.context.texts;
      this.#client.replies.fail("*", "INVALID_UTF8", refusals.binary(""));
      return yield this.#response(true);
    }
    if (isTooLong(line!)) {
      this.#client.replies.error("417");
      return yield this.#response(true);
    }
    const collected = this.#conversation.collects(message);
    if (collected) {
      this.#client.replies.takeLabel(); // The label is that of the batch.
      if (collected === "charged") yield { type: "nothing" };
      return;
    }
    yield* this.#answer(this.#run(message));
  }

  /** Carries out what a line asks for, and sends the answer as one. */
  *#answer(received: Iterable<Received>): Iterable<Received> {
    const isInOrder = this.#client.place === "on"; // What joins the channel comes before what is said.
    this.#isAnswering = true;
    let isEmpty = true;
    for (const one of received) {
      isEmpty = false;
      yield one;
    }
    this.#isAnswering = false;
    this.#logFormat = undefined; // What it depends on changes by lines alone.
    const response = this.#response(isInOrder);
    if (isEmpty || response.type !== "nothing") yield response;
    if (this.#isGreeting && this.#registration.isDone) yield* this.#endGreeting();
  }

  /** Lines that are sent at once, or behind the greeting. */
  #afterGreeting(lines: string): Uint8Array {
    if (!this.#isGreeting || !this.#registration.isDone) return encodeUtf8(lines);
    this.#early += lines;
    return NOTHING;
  }

  /** What came for the person while it was greeted is told behind that. */
  *#endGreeting(): Iterable<Received> {
    while (this.#early !== "") {
      const bytes = encodeUtf8(this.#early);
      this.#early = "";
      yield { type: "response", bytes };
    }
    this.#isGreeting = false;
  }

  *#run(message: IrcMessage): Iterable<Received> {
    const { command, params } = message;
    if (command === "PING") {
      if (params[0] === undefined) return this.#client.replies.error("461", "PING");
      return this.#client.replies.command("PONG", SERVER_NAME, params[0]);
    }
    if (command === "PONG") return yield { type: "pong" };
    if (this.#registration.knows(command)) {
      const wasDone = this.#registration.isDone;
      yield* this.#registration.run(message);
      if (wasDone || !this.#registration.isDone) return;
      yield* this.#conversation.greet();
    } else if (this.#registration.isDone) yield* this.#conversation.run(message);
    else if (command === "QUIT") yield* this.#conversation.quit("");
    else this.#client.replies.error("451");
  }

  /** @param isInOrder Whether it comes behind what was said before. */
  #response(isInOrder: boolean): Received {
    const bytes = encodeUtf8(this.#client.replies.end());
    return bytes.length === 0 ? { type: "nothing" } : { type: "response", bytes, isInOrder };
  }

  /** What the room answers: by itself, unless it is part of the answer to a line. */
  #flush(): Uint8Array {
    return this.#isAnswering ? NOTHING : encodeUtf8(this.#client.replies.end());
  }

  #encodeEntry(entry: Entry, isOwn: boolean): string {
    const isMessage = entry.type === "said" || entry.type === "whispered";
    const label = isOwn && isMessage ? this.#conversation.takeLabel(entry.id) : undefined;
    const hasEcho = this.#client.capabilities.has("echo-message");
    if (isOwn && isMessage && !hasEcho && !isToSelf(entry)) return "";
    const style = { ...this.#client.style, nick: this.#client.replies.nick };
    const encoder = new EntryEncoder(style, this.#house.context);
    const echo = label === undefined ? encoder.encode(entry) : encoder.encode(entry, { label });
    // What a person says to itself is echoed, and received.
    return hasEcho && isToSelf(entry) ? echo + encoder.encode(entry) : echo;
  }

  #tellRefusal(code: RefusalCode, sentence: string): void {
    const { replies, channel, place } = this.#client;
    const known = REFUSAL_NUMBERS[code];
    if (known === undefined) return;
    const number = place === "parted" ? REJOINING[known] ?? known : known;
    const about = number >= 470 ? [channel] : number === 436 ? [replies.nick] : [];
    replies.numeric(String(number), ...about, sentence);
  }

  /** The person is out of the room: the client may join again. */
  #putOut(why: string): Uint8Array {
    const { replies, person, context: { channel, date } } = this.#client;
    const by = channel.kickerOf(replies.nick, date());
    this.#kick(by === undefined ? SERVER_NAME : sourceOf(by), why || (by ?? replies.nick));
    this.#client.place = "parted";
    this.#logFormat = undefined;
    channel.onLeft(person);
    return encodeUtf8(replies.end());
  }

  #kick(source: string, why: string): void {
    const { replies, channel } = this.#client;
    replies.send({ source, command: "KICK", params: [channel, replies.nick, why] });
  }

  /** Refuses a name, or says why the connection ends: then at once. */
  #refuse(refusal: Refused): Uint8Array {
    const { code, value = "" } = refusal;
    const sentence = this.#house.context.texts.refusals[code](value);
    if (isNameRefusal(code)) {
      this.#registration.onRefused(code, sentence);
      return this.#flush();
    }
    if (code === "kicked") return this.#putOut(value);
    this.#tellRefusal(code, sentence);
    const { irc } = this.#house.context.texts;
    if (code === "banned" && this.#client.place === "on") this.#kick(SERVER_NAME, sentence);
    this.#client.replies.send({ command: "ERROR", params: [irc.closing(sentence)] });
    this.#registration.onClosing();
    return encodeUtf8(this.#client.replies.end());
  }
}

function isToSelf(entry: Entry): boolean {
  return entry.type === "whispered" && entry.to === entry.from;
}
