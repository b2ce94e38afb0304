/** Tables of commands: each parses the lines of one kind of person, and prints their help. */

import type { ConversationTexts as Texts } from "../i18n/mod.ts";
import { shorten } from "../text.ts";
import type { Invalid } from "./meaning.ts";

/** One command of a table. */
export interface Row<T> {
  /** The key of its help in the texts. */
  key: keyof Texts["commands"];
  /** The words for it, without the slash, Portuguese first. */
  words: string[];
  /** Parses the argument; the command itself when it takes no argument. */
  parse: ((argument: string) => T | Invalid) | T;
  /** The command without an argument, when the argument is optional. */
  withoutArgument?: T;
}

/** The words for some commands, with their slash. */
export interface CommandWords {
  /** One for each command, in the language of the person. */
  readonly own: readonly string[];
  /** All others. */
  readonly others: readonly string[];
}

/** The complaint about a private message without a name or a text. */
export const INVALID_FORMAT: Invalid = { type: "invalid", code: "private-format", value: "" };

/** Parses a line that is a command of a table, or says why it is none. */
export function parseCommand<T>(line: string, table: Row<T>[], texts: Texts): T | Invalid {
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
export function indented(separator: string, text: string): string {
  return text.includes("\n") ? separator.replace(/^\S*\s/, "") + text : text;
}

/** The words of a table. */
export function wordsOf(table: Row<unknown>[], { commands }: Texts): CommandWords {
  const all = table.map(({ key, words }) => {
    const [usage] = commands[key].usage.split(" ");
    const typed = words.map((word) => `/${word}`);
    return { own: typed.find((word) => word === usage) ?? typed[0]!, typed };
  });
  const own = all.map((command) => command.own);
  return { own, others: all.flatMap(({ typed }) => typed).filter((word) => !own.includes(word)) };
}

/** The help for some commands. */
export function helpLines(keys: (keyof Texts["commands"])[], texts: Texts): string[] {
  const rows = keys.map((key) => texts.commands[key]);
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  return [
    texts.typedTitle,
    ...rows.map(({ usage, help }) => `  ${usage.padEnd(width)}   ${help}`),
  ];
}
