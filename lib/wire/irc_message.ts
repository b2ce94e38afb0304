/**
 * The grammar of IRC, in both directions: a line is tags, a source, a command and its parameters
 * (https://modern.ircdocs.horse/#message-format, https://ircv3.net/specs/extensions/message-tags).
 */

import { encodeUtf8, encodeUtf8Into } from "../bytes.ts";
import { decodeStrict } from "./lines.ts";

/** One message of IRC. */
export interface IrcMessage {
  /** Its tags, unescaped; a tag without a value has `""`. @default {none} */
  readonly tags?: Readonly<Record<string, string>>;
  /** Who sent it: a server, or `nick!user@host`. @default {nobody is named} */
  readonly source?: string;
  /** The command in capitals, or three digits. */
  readonly command: string;
  /** The parameters. Only the last one may be empty, have a blank, or begin with a colon. */
  readonly params: readonly string[];
}

/** Size of the tags that a client may send, with `@` and the blank behind them, in bytes. */
export const MAX_CLIENT_TAGS_BYTES = 4096;
/** Size of a message without its tags, with the line end, in bytes. */
export const MAX_MESSAGE_BYTES = 512;

const MESSAGE = /^(?:@([^ ]*) +)?(?::([^ ]*) +)?([^ :@][^ ]*)(?: +(.*))?$/s;

const ESCAPES: Readonly<Record<string, string>> = {
  ";": "\\:",
  " ": "\\s",
  "\\": "\\\\",
  "\r": "\\r",
  "\n": "\\n",
};
const UNESCAPED = new Map(Object.entries(ESCAPES).map(([plain, [, key]]) => [key!, plain]));

/** The last parameter of these is never a sentence, and most programs write it without a colon. */
const WITHOUT_COLON = new Set(["AUTHENTICATE", "BATCH", "JOIN", "MODE", "NICK"]);

/**
 * Parses a line.
 *
 * @param line A line without its line end.
 * @returns The message; undefined when the line is none.
 */
export function parseIrc(line: string): IrcMessage | undefined {
  const match = MESSAGE.exec(line.trimStart());
  if (!match) return undefined;
  const [, tags, source, command = "", rest = ""] = match;
  return {
    ...(tags === undefined ? {} : { tags: parseTags(tags) }),
    ...(source === undefined ? {} : { source }),
    command: command.toUpperCase(),
    params: parseParams(rest),
  };
}

/**
 * Formats a message as a line, with its line end. Line ends and NULs in it become blanks; what is
 * longer than a message may be is cut off, between characters.
 */
export function formatIrc({ tags = {}, source, command, params }: IrcMessage): string {
  const words = [...params];
  const last = words.pop();
  if (last !== undefined) {
    const isWord = WITHOUT_COLON.has(command) && /^[^ :][^ ]*$/.test(last);
    words.push(isWord ? last : `:${last}`);
  }
  const from = source === undefined ? [] : [`:${source}`];
  // deno-lint-ignore no-control-regex
  const message = [...from, command, ...words].join(" ").replace(/[\r\n\x00]/g, " ");
  return `${formatTags(tags)}${clip(message)}\r\n`;
}

/** Cuts a message to the size that it may have. */
function clip(message: string): string {
  const maxBytes = MAX_MESSAGE_BYTES - 2;
  if (3 * message.length <= maxBytes) return message;
  const { read } = encodeUtf8Into(message, new Uint8Array(maxBytes));
  return message.slice(0, read);
}

/** Formats tags, with `@` before and a blank behind them; nothing when there are none. */
export function formatTags(tags: Readonly<Record<string, string>>): string {
  const words = Object.entries(tags).map(([key, value]) =>
    // deno-lint-ignore no-control-regex
    value === "" ? key : `${key}=${value.replace(/[; \\\r\n\x00]/g, (one) => ESCAPES[one] ?? "")}`
  );
  return words.length === 0 ? "" : `@${words.join(";")} `;
}

function parseTags(text: string): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of text.split(";")) {
    const [, key = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(tag)!;
    // A backslash before another character, or at the end, is dropped.
    if (key !== "") tags[key] = value.replace(/\\(.?)/gs, (_, key) => UNESCAPED.get(key) ?? key);
  }
  return tags;
}

function parseParams(text: string): string[] {
  const [, middle = "", last] = /^((?:[^ :][^ ]*(?: +|$))*)(?::(.*))?$/s.exec(text)!;
  const words = middle.split(" ").filter((word) => word !== "");
  return last === undefined ? words : [...words, last];
}

/** Whether a line has more than IRC allows, in its tags or without them. */
export function isTooLong(line: string): boolean {
  if (3 * line.length + 2 <= MAX_MESSAGE_BYTES) return false;
  const end = line.startsWith("@") ? line.indexOf(" ") + 1 : 0;
  const [tags, message] = [line.slice(0, end), line.slice(end)].map((part) =>
    encodeUtf8(part).length
  );
  return tags! > MAX_CLIENT_TAGS_BYTES || message! + 2 > MAX_MESSAGE_BYTES;
}

/** Before a line that is not UTF-8: no other one begins like this. */
export const NOT_TEXT = "\0";

/** Decodes a line; one that is not UTF-8 is marked, and read as far as it can be. */
export function decodeIrc(bytes: Uint8Array): string {
  return decodeStrict(bytes) ?? NOT_TEXT + new TextDecoder().decode(bytes);
}
