/** The options of each command. One table both parses them and prints their help. */

import type { Texts } from "../i18n/mod.ts";
import { address, file, integer, language, name, port, type ValueType } from "./value_types.ts";

/** The TCP port of a chat, by default. */
export const DEFAULT_PORT = 9999;

/** What the program does. */
export type CommandName = "serve" | "join" | "doctor" | "forget";

/** An option. */
export interface Option {
  /** Its name, without the dashes. */
  name: keyof Texts["options"];
  /** The key of its help. @default {its name} */
  help?: keyof Texts["options"];
  /** The type of its value; an option without one is a switch. */
  type?: ValueType;
  /** The value when it is not given. @default {no value} */
  initial?: string | number;
}

const COMMON: Option[] = [
  { name: "lang", type: language, initial: "pt-BR" },
  { name: "help" },
];

/** The options of each command, in the order of its help. */
export const OPTIONS: Record<CommandName, Option[]> = {
  serve: [
    { name: "host", type: address, initial: "0.0.0.0" },
    { name: "port", type: integer(0, 65535), initial: DEFAULT_PORT },
    { name: "name", help: "host-name", type: name },
    { name: "hide-private" },
    { name: "show-private" },
    { name: "max-people", type: integer(1, 100_000), initial: 1024 },
    { name: "max-per-address", type: integer(0, 100_000), initial: 64 },
    { name: "rate", type: integer(0, 1_000_000), initial: 10 },
    { name: "recent", type: integer(0, 1000), initial: 20 },
    { name: "grace", type: integer(0, 86_400), initial: 30 },
    { name: "history", type: file },
    { name: "keep", type: integer(1, 36_500) },
    { name: "no-color" },
    { name: "simple" },
    ...COMMON,
  ],
  join: [
    { name: "port", type: port, initial: DEFAULT_PORT },
    { name: "name", type: name },
    { name: "log", type: file },
    { name: "plain" },
    { name: "no-reconnect" },
    { name: "remember" },
    { name: "quiet" },
    { name: "no-color" },
    { name: "simple" },
    ...COMMON,
  ],
  doctor: [
    { name: "port", type: port, initial: DEFAULT_PORT },
    { name: "no-color" },
    ...COMMON,
  ],
  forget: COMMON,
};

/** Whether a word is a command. */
export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(OPTIONS, word);
}
