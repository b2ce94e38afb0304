/**
 * The parser of typed lines: parses a line into a command, or into the code of a complaint. One
 * table parses the commands and prints their help. A line that begins with `/` or `@` is never a
 * message to everybody, unless it begins with `@todos` or `@all`, or the character is escaped by
 * doubling: `//`, `@@`.
 */

import type { ConversationTexts as Texts } from "./i18n/mod.ts";
import { isEveryone } from "./naming/everyone.ts";
import { LIMITS } from "./protocol.ts";
import type { Invalid, UserInput } from "./slash/meaning.ts";
import {
  type CommandWords,
  helpLines,
  indented,
  INVALID_FORMAT,
  parseCommand,
  type Row,
  wordsOf,
} from "./slash/table.ts";
import { safeText, shorten, trimBlanks as trim, withoutLineEnds } from "./text.ts";

export type { CommandWords, Invalid, UserInput };

/** What a person in the chat can do. */
export const PERSON_COMMANDS: Row<UserInput>[] = [
  { key: "whisper", words: ["msg"], parse: parseWhisper },
  { key: "reply", words: ["r"], parse: (text) => ({ type: "reply", text }) },
  { key: "action", words: ["me"], parse: (text) => ({ type: "say", action: true, text }) },
  { key: "who", words: ["quem", "who"], parse: { type: "who" } },
  { key: "rename", words: ["nome", "nick"], parse: (name) => ({ type: "rename", name }) },
  {
    key: "past",
    words: ["historico", "histórico", "history"],
    parse: parsePast,
    withoutArgument: past(20),
  },
  {
    key: "ignore",
    words: ["ignorar", "ignore"],
    parse: (name) => ({ type: "ignore", name: name.replace(/^@/, "") }),
    withoutArgument: { type: "ignore" },
  },
  { key: "clear", words: ["limpar", "clear"], parse: { type: "clear" } },
  { key: "help", words: ["ajuda", "help"], parse: { type: "help" } },
  { key: "leave", words: ["sair", "quit", "exit"], parse: { type: "leave" } },
];

/**
 * Parses a line that a person in the chat typed.
 *
 * @param raw The line, which may contain line ends. It is sanitized (see `safeText`) before it is
 * parsed, so that no invisible character can come before an `@`.
 * @param texts The language of the usage in a complaint.
 */
export function parseUserInput(raw: string, texts: Texts): UserInput {
  return parseSafeInput(safeText(raw), texts);
}

/** How commands and private messages begin, in either width. */
const MARKS = "@＠/／";

/** Parses a line that is sanitized already. Blanks around it decide nothing, and belong to what is said. */
export function parseSafeInput(text: string, texts: Texts): UserInput {
  const trimmed = trim(text);
  if (trimmed === "") return { type: "nothing" };
  const said = withoutLineEnds(text);
  if (!MARKS.includes(trimmed[0]!)) return { type: "say", text: said }; // Nearly every line.
  const line = trimmed.replace(/^[＠／]+/, (marks) => marks.normalize("NFKC"));
  if (line.startsWith("//") || line.startsWith("@@")) {
    const at = said.search(/[@＠/／]/);
    return { type: "say", text: said.slice(0, at) + said.slice(at + 1) };
  }
  if (line.startsWith("/")) return parseCommand(line, PERSON_COMMANDS, texts);
  if (line.startsWith("@") && !isToEveryone(line)) return parseWhisper(line.slice(1));
  return { type: "say", text: said };
}

/** The words that a person can type. */
export function personWords(texts: Texts): CommandWords {
  return wordsOf(PERSON_COMMANDS, texts);
}

/**
 * The help for a person in the chat.
 *
 * @param without The commands that this person does not have. @default {none}
 */
export function personHelp(texts: Texts, without: (keyof Texts["commands"])[] = []): string[] {
  return helpLines(personKeys().filter((key) => !without.includes(key)), texts);
}

/** The keys of the help for a person. */
export function personKeys(): (keyof Texts["commands"])[] {
  return [...PERSON_COMMANDS.map((row) => row.key), "everyone", "escape"];
}

/** A name may be followed by a comma or a colon. A `:` without a blank may begin a smiley. */
const TO_AND_TEXT = /^([^\s,:;，、：；]+)([,:;，、：；]*\s+|[,，、：；](?![\s,:;，、：；]))([^]+)$/;

/** Whether a text begins as a command does, and is escaped where it is none. */
export function isCommand(text: string): boolean {
  return text.startsWith("/") || text.startsWith("@") && !isToEveryone(text);
}

function isToEveryone(line: string): boolean {
  const [, to = ""] = TO_AND_TEXT.exec(line.slice(1)) ?? [];
  return isEveryone(to);
}

function parseWhisper(argument: string): UserInput {
  const [, to = "", separator = "", text = ""] = TO_AND_TEXT.exec(argument) ?? [];
  return to && text ? { type: "whisper", to, text: indented(separator, text) } : INVALID_FORMAT;
}

function parsePast(argument: string): UserInput {
  const count = /^\d{1,9}$/.test(argument) ? Number(argument) : 0;
  const isAllowed = count >= 1 && count <= LIMITS.pastMessages;
  const value = shorten(argument.replace(/\s+/g, " "));
  return isAllowed ? past(count) : { type: "invalid", code: "bad-count", value };
}

function past(count: number): UserInput {
  return { type: "past", count };
}
