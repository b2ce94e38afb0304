/**
 * The log as IRC clients read it: an entry becomes messages from its person, with the tags that the
 * client asked for. A message of several lines, or of one that is too long, becomes several.
 */

import { encodeUtf8 } from "../bytes.ts";
import type { ConversationTexts, Texts } from "../i18n/mod.ts";
import type { Entry, Tags } from "../protocol.ts";
import type { LogFormat } from "./dialect.ts";
import { formatIrc, formatTags, MAX_MESSAGE_BYTES } from "./irc_message.ts";
import { CONCAT, MAX_LINES, MULTILINE } from "./irc_multiline.ts";
import { splitLine, splitText } from "./irc_split.ts";

/** The name of the server. Nobody may have it, or one that looks like it. */
export const SERVER_NAME = "chat.server";

/** What a client asked for, as far as the log is written differently with it. */
export interface EntryStyle {
  /** The time of an entry, as a tag. */
  hasTime: boolean;
  /** The number of an entry, as a tag. */
  hasIds: boolean;
  /** Account and real name behind a JOIN. */
  hasExtendedJoin: boolean;
  /** Whether the person is on the channel: who is not reads private messages alone. */
  isOnChannel: boolean;
  /** Whether a message of several lines is a batch of messages. */
  hasMultiline: boolean;
  /** The name of the person, for what is told to it alone. @default {all are told} */
  nick?: string;
}

/** The channel, and the language of sentences. */
export interface EntryContext {
  /** The one channel, and who has removed whom from it. */
  readonly channel: {
    readonly name: string;
    kickerOf(name: string, at: number): string | undefined;
  };
  /** The language of the server. */
  readonly texts: Texts;
}

/** Two names may have 384 bytes each: a line with them is longer than others, and not without a text. */
const MIN_TEXT_BYTES = 80;
/** What is around an action (CTCP): `\x01ACTION waves\x01`. */
const CTCP = "\x01";

/** Who sends a message, as other clients see it. No client tells more of its person. */
export function sourceOf(name: string): string {
  return `${name}!chat@${SERVER_NAME}`;
}

/** The encoder of entries for the clients of one style. */
export class EntryEncoder {
  readonly #style: EntryStyle;
  readonly #channel: string;
  readonly #kickerOf: EntryContext["channel"]["kickerOf"];
  readonly #texts: ConversationTexts & Pick<Texts, "irc">;

  /**
   * Encodes entries in a style.
   *
   * @param style What the client asked for.
   * @param context The channel, and the language.
   */
  constructor(style: EntryStyle, { channel, texts }: EntryContext) {
    this.#style = style;
    this.#channel = channel.name;
    this.#kickerOf = (name, at) => channel.kickerOf(name, at);
    this.#texts = texts;
  }

  /**
   * Encodes an entry.
   *
   * @param tags More tags of its first message. @default {none}
   * @returns Messages with their line ends; empty when its reader is not sent it.
   */
  encode(entry: Entry, tags: Readonly<Record<string, string>> = {}): string {
    const { isOnChannel } = this.#style;
    switch (entry.type) {
      case "said":
        return isOnChannel ? this.#say(entry, tags) : "";
      case "whispered":
        return this.#texted(
          commandOf(entry),
          sourceOf(entry.from),
          entry.to,
          entry.text,
          entry,
          tags,
        );
      case "joined":
        return isOnChannel ? this.#join(entry, tags) : "";
      case "left":
        return isOnChannel ? this.#leave(entry, tags) : "";
      case "renamed":
        return isOnChannel
          ? this.#format(entry, tags, sourceOf(entry.from), "NICK", [entry.to])
          : "";
      case "notice":
        return isOnChannel
          ? this.#texted("NOTICE", SERVER_NAME, this.#channel, entry.text, entry, tags)
          : "";
      case "undelivered":
        return this.#undelivered(entry);
      case "delayed":
      case "received":
        return ""; // Who writes in IRC has no sign that a message waits.
    }
  }

  #say(entry: Entry & { type: "said" }, tags: Tags): string {
    const { from, text, action } = entry;
    return this.#texted(commandOf(entry), sourceOf(from), this.#channel, text, entry, tags, action);
  }

  #join(entry: Entry & { type: "joined" }, tags: Tags): string {
    const { name } = entry;
    const more = this.#style.hasExtendedJoin ? ["*", name] : [];
    return this.#format(entry, tags, sourceOf(name), "JOIN", [this.#channel, ...more]);
  }

  #leave(entry: Entry & { type: "left" }, tags: Tags): string {
    const { name, reason, text = "" } = entry;
    if (reason === "kicked") {
      const by = this.#kickerOf(name, entry.time);
      const params = [this.#channel, name, text || (by ?? name)];
      return this.#format(
        entry,
        tags,
        by === undefined ? SERVER_NAME : sourceOf(by),
        "KICK",
        params,
      );
    }
    const source = sourceOf(name);
    if (reason === "parted") {
      const params = text === "" ? [this.#channel] : [this.#channel, text];
      return this.#format(entry, tags, source, "PART", params);
    }
    const why = reason === "left" ? text || this.#texts.irc.quit : this.#texts.irc.lost;
    return this.#format(entry, tags, source, "QUIT", [why]);
  }

  /** Tells the author alone that a private message did not arrive. */
  #undelivered(entry: Entry & { type: "undelivered" }): string {
    const sentence = this.#texts.undelivered(entry.to, entry.text);
    return this.#texted(
      "NOTICE",
      SERVER_NAME,
      this.#style.nick ?? this.#channel,
      sentence,
      entry,
      NO_TAGS,
    );
  }

  /** One message for each line of a text, and for each piece of a line that is too long. */
  #texted(
    command: "PRIVMSG" | "NOTICE",
    source: string,
    target: string,
    text: string,
    entry: Numbered,
    tags: Tags,
    isAction = false,
  ): string {
    const head = `:${source} ${command} ${target} :`;
    const start = this.#tagsOf(entry, tags) + head;
    if (isPlain(text, head) && !isAction) return `${start}${text}\r\n`;
    const [before, behind] = isAction ? [`${CTCP}ACTION `, CTCP] : ["", ""];
    const used = encodeUtf8(head + before + behind).length + 2;
    const space = Math.max(MIN_TEXT_BYTES, MAX_MESSAGE_BYTES - used);
    const next = this.#tagsOf({ seq: entry.seq, time: entry.time }, NO_TAGS) + head;
    if (this.#style.hasMultiline && !isAction) {
      const lines = text.split("\n").map((line) => splitLine(line, space));
      if (lines.flat().length <= MAX_LINES) {
        return this.#batch({ source, target, head }, lines, entry, tags);
      }
    }
    return splitText(text, space).map((piece, at) =>
      `${at === 0 ? start : next}${before}${piece}${behind}\r\n`
    ).join("");
  }

  /** A message of several lines, as a batch: each line, and the pieces of those that are too long. */
  #batch(
    { source, target, head }: { source: string; target: string; head: string },
    lines: string[][],
    entry: Numbered,
    tags: Tags,
  ): string {
    const batch = `m${entry.seq}`;
    const params = [`+${batch}`, MULTILINE, target];
    const pieces = lines.flatMap((line) =>
      line.map((piece, at) => {
        const isEmpty = line.length === 1 && piece === " ";
        const lineTags: Tags = at === 0 ? { batch } : { batch, [CONCAT]: "" };
        return `${formatTags(lineTags)}${head}${isEmpty ? "" : piece}\r\n`;
      })
    );
    return [
      this.#format(entry, tags, source, "BATCH", params),
      ...pieces,
      formatIrc({ source: SERVER_NAME, command: "BATCH", params: [`-${batch}`] }),
    ].join("");
  }

  #format(entry: Numbered, tags: Tags, source: string, command: string, params: string[]): string {
    return this.#tagsOf(entry, tags) + formatIrc({ source, command, params });
  }

  #tagsOf({ seq, time, tags: clientTags }: Numbered, tags: Tags): string {
    const { hasTime, hasIds } = this.#style;
    if (!hasTime && !hasIds && tags === NO_TAGS) return "";
    return formatTags({
      ...tags,
      ...(hasIds ? clientTags : {}),
      ...(hasTime ? { time: new Date(time).toISOString() } : {}),
      ...(hasIds ? { msgid: String(seq) } : {}),
    });
  }
}

/** By which command a message is sent: to NOTICE no program answers. */
function commandOf({ auto }: { auto?: true }): "PRIVMSG" | "NOTICE" {
  return auto ? "NOTICE" : "PRIVMSG";
}

type Numbered = Pick<Entry, "seq" | "time"> & { tags?: Tags };
const NO_TAGS: Tags = {};

/** Whether a text is surely one message. */
function isPlain(text: string, head: string): boolean {
  return 3 * (text.length + head.length) + 2 <= MAX_MESSAGE_BYTES && !text.includes("\n");
}

/** The formats of the log, each made once. */
export class LogFormats {
  readonly #context: EntryContext;
  readonly #formats = new Map<string, LogFormat>();

  /**
   * Makes formats when they are asked for.
   *
   * @param context The channel, and the language.
   */
  constructor(context: EntryContext) {
    this.#context = context;
  }

  /** The log in a style: the same object for the same style. */
  of(style: EntryStyle): LogFormat {
    const { hasTime, hasIds, hasExtendedJoin, hasMultiline, isOnChannel } = style;
    const bits = [hasTime, hasIds, hasExtendedJoin, hasMultiline, isOnChannel];
    const key = `irc ${bits.map(Number).join("")}`;
    const known = this.#formats.get(key);
    if (known) return known;
    const encoder = new EntryEncoder(style, this.#context);
    const encode = (entry: Entry) => encoder.encode(entry);
    const format = { key, encode, hidesOwn: false, encodesOwn: true };
    this.#formats.set(key, format);
    return format;
  }
}
