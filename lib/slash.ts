/**
 * What a person types, understood: a line of text becomes a command, or the reason why it is none.
 * One table both parses the commands and prints their help. Nothing that begins with `/` or `@`
 * ever becomes a message to everybody, unless it is escaped by doubling: `//`, `@@`.
 */

import type { Texts } from "./i18n/mod.ts";
import { type Command, LIMITS, type RejectionCode } from "./protocol.ts";
import { safeText, shorten } from "./text.ts";

/** A line that is not done: why, and the word it is about. */
export interface Invalid {
  /** Says that the line is not done. */
  type: "invalid";
  /** The reason. */
  code: RejectionCode;
  /** The word the sentence is about. @default {""} */
  value: string;
}

/** What the line of somebody in the chat means. */
export type UserInput =
  | Exclude<Command, { type: "hello" | "ping" | "pong" }>
  | { type: "reply"; text: string }
  | { type: "help" }
  | { type: "clear" }
  | { type: "nothing" }
  | Invalid;

/** What the line of the operator at the server's console means. */
export type OperatorCommand =
  | { type: "who" }
  | { type: "help" }
  | { type: "notice"; text: string }
  | { type: "kick"; name: string }
  | { type: "shut-down" }
  | { type: "nothing" }
  | Invalid;

interface Row<T> {
  /** Where its help stands in the sentences. */
  key: keyof Texts["commands"];
  /** The words it is called by, without the slash, Portuguese first. */
  words: string[];
  /** What the argument means; a command that is no function stands alone on its line. */
  read: ((argument: string) => T | Invalid) | T;
  /** What it means without an argument, when it needs none. */
  alone?: T;
}

const FORMAT: Invalid = { type: "invalid", code: "private-format", value: "" };

const PERSON: Row<UserInput>[] = [
  { key: "whisper", words: ["msg"], read: readWhisper },
  { key: "reply", words: ["r"], read: (text) => ({ type: "reply", text }) },
  { key: "who", words: ["quem", "who"], read: { type: "who" } },
  { key: "rename", words: ["nome", "nick"], read: (name) => ({ type: "rename", name }) },
  { key: "past", words: ["historico", "histórico", "history"], read: readPast, alone: pastOf(20) },
  { key: "clear", words: ["limpar", "clear"], read: { type: "clear" } },
  { key: "help", words: ["ajuda", "help"], read: { type: "help" } },
  { key: "leave", words: ["sair", "quit"], read: { type: "leave" } },
];

const OPERATOR: Row<OperatorCommand>[] = [
  { key: "who", words: ["quem", "who"], read: { type: "who" } },
  { key: "notice", words: ["aviso", "notice"], read: (text) => ({ type: "notice", text }) },
  { key: "kick", words: ["expulsar", "kick"], read: (name) => ({ type: "kick", name }) },
  { key: "help", words: ["ajuda", "help"], read: { type: "help" } },
  { key: "shutDown", words: ["sair", "quit"], read: { type: "shut-down" } },
];

/**
 * Understands a line typed by somebody in the chat.
 *
 * @param raw The line, which may have several lines; it is made safe (see `safeText`) before it is
 * understood, so that nothing invisible can stand before an `@`.
 * @param texts The language of the usage named in a complaint.
 */
export function parseUserInput(raw: string, texts: Texts): UserInput {
  const line = strip(raw);
  if (line === "") return { type: "nothing" };
  if (line.startsWith("//") || line.startsWith("@@")) return { type: "say", text: line.slice(1) };
  if (line.startsWith("/")) return parseCommand(line, PERSON, texts);
  if (line.startsWith("@")) return readWhisper(line.slice(1));
  return { type: "say", text: line };
}

/**
 * Understands a line typed by the operator at the server's console, where everything is a command.
 *
 * @param raw The line; it is made safe before it is understood.
 * @param texts The language of the usage named in a complaint.
 */
export function parseOperatorCommand(raw: string, texts: Texts): OperatorCommand {
  const line = strip(raw);
  if (line === "") return { type: "nothing" };
  return parseCommand(line, OPERATOR, texts);
}

/** The line somebody would type to say this: what the server's console shows. */
export function formatCommand(command: Command): string {
  switch (command.type) {
    case "say":
      return /^[/@]/.test(command.text) ? command.text[0] + command.text : command.text;
    case "whisper":
      return `@${command.to} ${command.text}`;
    case "rename":
      return `/nome ${command.name}`;
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

/** The commands a person can type, with their slash. */
export function personCommands(): string[] {
  return PERSON.flatMap(({ words }) => words.map((word) => `/${word}`));
}

/**
 * The lines that explain what a person can type.
 *
 * @param without The commands that mean nothing to this person. @default {none}
 */
export function personHelp(texts: Texts, without: (keyof Texts["commands"])[] = []): string[] {
  const keys = [...PERSON.map((row) => row.key), "escape" as const];
  return helpLines(keys.filter((key) => !without.includes(key)), texts);
}

/** The lines that explain what the operator can type. */
export function operatorHelp(texts: Texts): string[] {
  return helpLines(OPERATOR.map((row) => row.key), texts);
}

const BLANK = /[\s\u2800]/;

/** The line without what looks like nothing at its ends: blanks, and the Braille cell without dots. */
function strip(raw: string): string {
  const text = safeText(raw);
  const isStripped = !BLANK.test(text[0] ?? "") && !BLANK.test(text.at(-1) ?? "");
  return isStripped ? text : text.replace(/^[\s\u2800]+|[\s\u2800]+$/g, "");
}

function parseCommand<T>(line: string, table: Row<T>[], texts: Texts): T | Invalid {
  const [, name = "", argument = ""] = /^(\S+)\s*([^]*)$/.exec(line) ?? [];
  const word = name.slice(1).normalize("NFC").toLowerCase();
  const row = name.startsWith("/") && table.find(({ words }) => words.includes(word));
  if (!row) return { type: "invalid", code: "unknown-command", value: name };
  if (typeof row.read === "function") {
    if (argument !== "") return (row.read as (argument: string) => T | Invalid)(argument);
    if (row.alone) return row.alone;
    if (row.key === "whisper") return FORMAT;
    return { type: "invalid", code: "missing-argument", value: texts.commands[row.key].usage };
  }
  if (argument !== "") return { type: "invalid", code: "unexpected-argument", value: name };
  return row.read;
}

/** `nome texto`, what stands behind the `@` or the `/msg`. */
function readWhisper(rest: string): UserInput {
  const [, to = "", text = ""] = /^(\S+)\s+([^]+)$/.exec(rest) ?? [];
  return to && text ? { type: "whisper", to, text } : FORMAT;
}

/** How many older messages are wanted. */
function readPast(argument: string): UserInput {
  const count = /^\d{1,9}$/.test(argument) ? Number(argument) : 0;
  const isAllowed = count >= 1 && count <= LIMITS.pastMessages;
  const value = shorten(argument.replace(/\s+/g, " "));
  return isAllowed ? pastOf(count) : { type: "invalid", code: "bad-count", value };
}

function pastOf(count: number): UserInput {
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
