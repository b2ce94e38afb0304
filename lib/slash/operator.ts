/**
 * The commands of the operator: at the server's console, where every line is one, and for a host, who
 * can type what every person can, too.
 */

import type { ConversationTexts as Texts } from "../i18n/mod.ts";
import type { Command } from "../protocol.ts";
import { isCommand, parseSafeInput, PERSON_COMMANDS, personKeys } from "../slash.ts";
import { safeText, shorten, trimBlanks as trim } from "../text.ts";
import { hostWordsOf } from "./host_words.ts";
import type { HostCommand, HostInput, Invalid, OperatorCommand } from "./meaning.ts";
import { type CommandWords, helpLines, parseCommand, type Row, wordsOf } from "./table.ts";

/** What the operator can do from a place in the chat, too. */
const HOST_COMMANDS: Row<HostCommand>[] = [
  hostRow("notice", (text) => ({ type: "notice", text })),
  hostRow("kick", parseKick),
  hostRow("ban", parseBan),
  hostRow("mute", (argument) => parseSanction("mute", argument)),
  hostRow("pardon", (name) => ({ type: "pardon", name: name.replace(/^@/, "") })),
  hostRow("bans", { type: "bans" }),
  hostRow("lock", { type: "lock", isLocked: true }),
  hostRow("unlock", { type: "lock", isLocked: false }),
  { ...hostRow("password", parsePassword), withoutArgument: { type: "password", order: "new" } },
  hostRow("prune", { type: "prune" }),
  {
    ...hostRow("invite", (adapter) => ({ type: "invite", adapter: shorten(adapter) })),
    withoutArgument: { type: "invite" },
  },
  hostRow("close", { type: "shut-down" }),
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

/** How long a ban or a mute may last: a year. */
const MAX_MINUTES = 525_600;
/** A reason is kept as long as its ban, and read by everybody. */
const MAX_REASON = 200;
const BY_ADDRESS = /\s--(?:endere[cç]o|address)(?!\S)/gi;

/** Parses `nome [--endereco] [minutos] [motivo]`, the argument of `/banir`. */
function parseBan(argument: string): HostCommand | Invalid {
  const [, name = "", rest = ""] = /^\s*(\S+)([^]*)$/.exec(argument) ?? [];
  const ban = parseSanction("ban", name + rest.replace(BY_ADDRESS, ""));
  const isByAddress = rest.search(BY_ADDRESS) >= 0;
  return isByAddress && ban.type === "ban" ? { ...ban, byAddress: true } : ban;
}

/** Parses `nome [minutos] [motivo]`; a second word that is no whole number begins the reason. */
function parseSanction(type: "ban" | "mute", argument: string): HostCommand | Invalid {
  const [, name = "", count, rest = ""] =
    /^\s*@?(\S+)(?:\s+(\d+)(?!\S))?\s*([^]*)$/.exec(argument) ??
      [];
  const minutes = Number(count ?? 1);
  if (minutes < 1 || minutes > MAX_MINUTES) {
    return { type: "invalid", code: "bad-minutes", value: shorten(count!) };
  }
  const reason = shorten(rest.replace(/\s+/g, " "), MAX_REASON);
  return {
    type,
    name,
    ...(count === undefined ? {} : { minutes }),
    ...(reason === "" ? {} : { text: reason }),
  };
}

/** A row whose words are those of a host. */
function hostRow(key: Row<HostCommand>["key"], parse: Row<HostCommand>["parse"]): Row<HostCommand> {
  return { key, words: hostWordsOf(key), parse };
}

/** The words behind `/senha`, Portuguese first. */
const PASSWORD_ORDERS: Record<string, "empty" | "remove"> = {
  "esvaziar": "empty",
  "empty": "empty",
  "tirar": "remove",
  "remove": "remove",
};

/** Parses what is behind `/senha`: nothing else is allowed there, above all no password. */
function parsePassword(argument: string): HostCommand | Invalid {
  const order = PASSWORD_ORDERS[argument.trim().toLowerCase()];
  if (order) return { type: "password", order };
  return { type: "invalid", code: "bad-password-order", value: "" };
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
