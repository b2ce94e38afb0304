/**
 * The parser of typed lines: parses a line into a command, or into the code of a complaint. One
 * table parses the commands and prints their help. A line that begins with `/` or `@` is never a
 * message to everybody, unless it begins with `@todos` or `@all`, or the character is escaped by
 * doubling: `//`, `@@`.
 */

import type { ConversationTexts as Texts } from "./i18n/mod.ts";
import { isEveryone } from "./naming/everyone.ts";
import { type Command, LIMITS } from "./protocol.ts";
import type {
  HostCommand,
  HostInput,
  Invalid,
  OperatorCommand,
  UserInput,
} from "./slash/meaning.ts";
import { safeText, shorten, trimBlanks as trim, withoutLineEnds } from "./text.ts";

export type { HostCommand, HostInput, Invalid, OperatorCommand, UserInput };

interface Row<T> {
  /** The key of its help in the texts. */
  key: keyof Texts["commands"];
  /** The words for it, without the slash, Portuguese first. */
  words: string[];
  /** Parses the argument; the command itself when it takes no argument. */
  parse: ((argument: string) => T | Invalid) | T;
  /** The command without an argument, when the argument is optional. */
  withoutArgument?: T;
}

const INVALID_FORMAT: Invalid = { type: "invalid", code: "private-format", value: "" };

const PERSON_COMMANDS: Row<UserInput>[] = [
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

/** What the operator can do from a place in the chat, too. */
const HOST_COMMANDS: Row<HostCommand>[] = [
  { key: "notice", words: ["aviso", "notice"], parse: (text) => ({ type: "notice", text }) },
  { key: "kick", words: ["expulsar", "kick"], parse: parseKick },
  { key: "prune", words: ["apagar", "prune"], parse: { type: "prune" } },
  {
    key: "invite",
    words: ["convite", "invite"],
    parse: (adapter) => ({ type: "invite", adapter: shorten(adapter) }),
    withoutArgument: { type: "invite" },
  },
  { key: "close", words: ["fechar", "close"], parse: { type: "shut-down" } },
];

const OPERATOR_COMMANDS: Row<OperatorCommand>[] = [
  { key: "who", words: ["quem", "who"], parse: { type: "who" } },
  ...HOST_COMMANDS,
  { key: "help", words: ["ajuda", "help"], parse: { type: "help" } },
  { key: "shutDown", words: ["sair", "quit", "exit"], parse: { type: "shut-down" } },
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

/** Parses a line that is sanitized already. Blanks around it decide nothing, and belong to what is said. */
export function parseSafeInput(text: string, texts: Texts): UserInput {
  const line = trim(text).replace(/^[＠／]+/, (marks) => marks.normalize("NFKC"));
  if (line === "") return { type: "nothing" };
  const said = withoutLineEnds(text);
  if (line.startsWith("//") || line.startsWith("@@")) {
    const at = said.search(/[@＠/／]/);
    return { type: "say", text: said.slice(0, at) + said.slice(at + 1) };
  }
  if (line.startsWith("/")) return parseCommand(line, PERSON_COMMANDS, texts);
  if (line.startsWith("@") && !isToEveryone(line)) return parseWhisper(line.slice(1));
  return { type: "say", text: said };
}

/** Parses a line that the host typed: what a person can type, or a command of the operator. */
export function parseHostInput(raw: string, texts: Texts): HostInput {
  const text = safeText(raw);
  const command = parseCommand(trim(text), HOST_COMMANDS, texts);
  if (command.type !== "invalid") return { type: "host", command };
  return command.code === "unknown-command" ? parseSafeInput(text, texts) : command;
}

/**
 * Parses a line that the operator typed at the server's console, where every line is a command.
 *
 * @param raw The line. It is sanitized before it is parsed.
 * @param texts The language of the usage in a complaint.
 */
export function parseOperatorCommand(raw: string, texts: Texts): OperatorCommand {
  const line = trim(safeText(raw));
  if (line === "") return { type: "nothing" };
  return parseCommand(line, OPERATOR_COMMANDS, texts);
}

/** Formats a command as the line to type for it, which the server's console shows. */
export function formatCommand(command: Command): string {
  switch (command.type) {
    case "say":
      if (command.action) return `/me ${command.text}`;
      return isCommand(command.text) ? command.text[0] + command.text : command.text;
    case "whisper":
      return `@${shorten(command.to)} ${command.text}`;
    case "rename":
      return `/nome ${shorten(command.name)}`;
    case "who":
      return "/quem";
    case "past":
      return `/historico ${command.count}`;
    case "leave":
      return "/sair";
    default:
      return `/${command.type}`;
  }
}

/** The words for some commands, with their slash. */
export interface CommandWords {
  /** One for each command, in the language of the person. */
  readonly own: readonly string[];
  /** All others. */
  readonly others: readonly string[];
}

/**
 * The words that a person can type.
 *
 * @param isHost Whether the person has the commands of a host, too.
 */
export function personWords(texts: Texts, isHost: boolean): CommandWords {
  return wordsOf([...PERSON_COMMANDS, ...(isHost ? HOST_COMMANDS : [])], texts);
}

/** Whether a word, with its slash, is a command of a host alone. */
export function isHostWord(word: string): boolean {
  return HOST_COMMANDS.some(({ words }) => words.includes(word.slice(1).toLowerCase()));
}

/** The words that the operator can type. */
export function operatorWords(texts: Texts): CommandWords {
  return wordsOf(OPERATOR_COMMANDS, texts);
}

function wordsOf(table: Row<unknown>[], { commands }: Texts): CommandWords {
  const all = table.map(({ key, words }) => {
    const [usage] = commands[key].usage.split(" ");
    const typed = words.map((word) => `/${word}`);
    return { own: typed.find((word) => word === usage) ?? typed[0]!, typed };
  });
  const own = all.map((command) => command.own);
  return { own, others: all.flatMap(({ typed }) => typed).filter((word) => !own.includes(word)) };
}

/**
 * The help for a person in the chat.
 *
 * @param without The commands that this person does not have. @default {none}
 */
export function personHelp(texts: Texts, without: (keyof Texts["commands"])[] = []): string[] {
  return helpLines(personKeys().filter((key) => !without.includes(key)), texts);
}

/** The help for a host, about what every person can type: a host who leaves closes the chat. */
export function hostPersonHelp(texts: Texts): string[] {
  return helpLines(personKeys().map((key) => key === "leave" ? "shutDown" : key), texts);
}

function personKeys(): (keyof Texts["commands"])[] {
  return [...PERSON_COMMANDS.map((row) => row.key), "everyone", "escape"];
}

/** The help for a host, about the commands that other people do not have. */
export function hostHelp(texts: Texts): string[] {
  return helpLines(HOST_COMMANDS.map((row) => row.key), texts).slice(1);
}

/** The help for the operator. */
export function operatorHelp(texts: Texts): string[] {
  return helpLines(OPERATOR_COMMANDS.map((row) => row.key), texts);
}

/** A name may be followed by a comma or a colon. A `:` without a blank may begin a smiley. */
const TO_AND_TEXT = /^([^\s,:;，、：；]+)([,:;，、：；]*\s+|[,，、：；](?![\s,:;，、：；]))([^]+)$/;

function isCommand(text: string): boolean {
  return text.startsWith("/") || text.startsWith("@") && !isToEveryone(text);
}

function isToEveryone(line: string): boolean {
  const [, to = ""] = TO_AND_TEXT.exec(line.slice(1)) ?? [];
  return isEveryone(to);
}

function parseCommand<T>(line: string, table: Row<T>[], texts: Texts): T | Invalid {
  const [, name = "", separator = "", rest = ""] = /^(\S+)(\s*)([^]*)$/.exec(line) ?? [];
  const argument = indented(separator, rest);
  const word = name.slice(1).normalize("NFC").toLowerCase();
  const row = name.startsWith("/") && table.find(({ words }) => words.includes(word));
  if (!row) return { type: "invalid", code: "unknown-command", value: shorten(name) };
  if (typeof row.parse === "function") {
    if (argument !== "") return (row.parse as (argument: string) => T | Invalid)(argument);
    if (row.withoutArgument) return row.withoutArgument;
    if (row.key === "whisper") return INVALID_FORMAT;
    return { type: "invalid", code: "missing-argument", value: texts.commands[row.key].usage };
  }
  if (argument !== "") return { type: "invalid", code: "unexpected-argument", value: name };
  return row.parse;
}

/** A text of several lines with the indentation of its first one: one blank separates it. */
function indented(separator: string, text: string): string {
  return text.includes("\n") ? separator.replace(/^\S*\s/, "") + text : text;
}

function parseWhisper(argument: string): UserInput {
  const [, to = "", separator = "", text = ""] = TO_AND_TEXT.exec(argument) ?? [];
  return to && text ? { type: "whisper", to, text: indented(separator, text) } : INVALID_FORMAT;
}

/** Parses `nome motivo`, the argument of `/expulsar`: a name has no blank, and may have an `@`. */
function parseKick(argument: string): HostCommand {
  const [, name = "", text = ""] = /^\s*@?(\S+)\s*([^]*)$/.exec(argument) ?? [];
  return text === "" ? { type: "kick", name } : { type: "kick", name, text };
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

function helpLines(keys: (keyof Texts["commands"])[], texts: Texts): string[] {
  const rows = keys.map((key) => texts.commands[key]);
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  return [
    texts.typedTitle,
    ...rows.map(({ usage, help }) => `  ${usage.padEnd(width)}   ${help}`),
  ];
}
