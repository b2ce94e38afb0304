/**
 * The commands of the operator: at the server's console, where every line is one, and for a host, who
 * can type what every person can, too.
 */

import type { ConversationTexts as Texts } from "../i18n/mod.ts";
import type { Command } from "../protocol.ts";
import { isCommand, parseSafeInput, PERSON_COMMANDS, personKeys } from "../slash.ts";
import { safeText, shorten, trimBlanks as trim } from "../text.ts";
import { HOST_WORDS } from "./host_words.ts";
import type { HostCommand, HostInput, OperatorCommand } from "./meaning.ts";
import { type CommandWords, helpLines, parseCommand, type Row, wordsOf } from "./table.ts";

/** What the operator can do from a place in the chat, too. */
const HOST_COMMANDS: Row<HostCommand>[] = [
  {
    key: "notice",
    words: HOST_WORDS.notice.split(" "),
    parse: (text) => ({ type: "notice", text }),
  },
  { key: "kick", words: HOST_WORDS.kick.split(" "), parse: parseKick },
  { key: "lock", words: HOST_WORDS.lock.split(" "), parse: { type: "lock", isLocked: true } },
  { key: "unlock", words: HOST_WORDS.unlock.split(" "), parse: { type: "lock", isLocked: false } },
  { key: "prune", words: HOST_WORDS.prune.split(" "), parse: { type: "prune" } },
  {
    key: "invite",
    words: HOST_WORDS.invite.split(" "),
    parse: (adapter) => ({ type: "invite", adapter: shorten(adapter) }),
    withoutArgument: { type: "invite" },
  },
  { key: "close", words: HOST_WORDS.close.split(" "), parse: { type: "shut-down" } },
];

const OPERATOR_COMMANDS: Row<OperatorCommand>[] = [
  { key: "who", words: ["quem", "who"], parse: { type: "who" } },
  ...HOST_COMMANDS,
  { key: "help", words: ["ajuda", "help"], parse: { type: "help" } },
  { key: "shutDown", words: ["sair", "quit", "exit"], parse: { type: "shut-down" } },
];

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

/** Parses `nome motivo`, the argument of `/expulsar`: a name has no blank, and may have an `@`. */
function parseKick(argument: string): HostCommand {
  const [, name = "", text = ""] = /^\s*@?(\S+)\s*([^]*)$/.exec(argument) ?? [];
  return text === "" ? { type: "kick", name } : { type: "kick", name, text };
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

/** The words that the operator can type. */
export function operatorWords(texts: Texts): CommandWords {
  return wordsOf(OPERATOR_COMMANDS, texts);
}

/** The words that a host can type. */
export function hostWords(texts: Texts): CommandWords {
  return wordsOf([...PERSON_COMMANDS, ...HOST_COMMANDS], texts);
}

/** The help for a host, about what every person can type: a host who leaves closes the chat. */
export function hostPersonHelp(texts: Texts): string[] {
  return helpLines(personKeys().map((key) => key === "leave" ? "shutDown" : key), texts);
}

/** The help for a host, about the commands that other people do not have. */
export function hostHelp(texts: Texts): string[] {
  return helpLines(HOST_COMMANDS.map((row) => row.key), texts).slice(1);
}

/** The help for the operator. */
export function operatorHelp(texts: Texts): string[] {
  return helpLines(OPERATOR_COMMANDS.map((row) => row.key), texts);
}

/** What a host types with, in place of what other people do. */
export const HOST_TYPING = {
  parse: parseHostInput,
  words: hostWords,
  help: (texts: Texts): { person: string[]; host: string[] } => ({
    person: hostPersonHelp(texts),
    host: [texts.hostTitle, ...hostHelp(texts)],
  }),
};
