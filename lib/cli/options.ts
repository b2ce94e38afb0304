/** The options of each command. One table both parses them and prints their help. */

import type { Texts } from "../i18n/mod.ts";
import {
  address,
  channelName,
  dnsName,
  file,
  integer,
  language,
  name,
  natsServers,
  port,
  publicAddress,
  roomName,
  type ValueType,
} from "./value_types.ts";

/** The TCP port of a chat, by default. */
export const DEFAULT_PORT = 9999;

/** What the program does. */
export type CommandName = "serve" | "join" | "find" | "doctor" | "forget";

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
  /** Whether it may be given several times. Then its value is a list. @default {false} */
  repeats?: boolean;
}

const COMMON: Option[] = [
  { name: "lang", type: language, initial: "pt-BR" },
  { name: "help" },
];

/** The options of each command, in the order of its help, and those without a command. */
export const OPTIONS: Record<CommandName | "menu", Option[]> = {
  menu: [{ name: "no-color" }, { name: "simple" }, { name: "lang", type: language }],
  serve: [
    { name: "host", type: address, initial: "0.0.0.0" },
    { name: "port", type: integer(0, 65535), initial: DEFAULT_PORT },
    { name: "name", help: "serve-name", type: name },
    { name: "room", type: roomName },
    { name: "channel", type: channelName, initial: "#chat" },
    { name: "hidden" },
    { name: "mdns" },
    { name: "hide-private" },
    { name: "show-private" },
    { name: "max-people", type: integer(1, 100_000), initial: 1024 },
    { name: "max-per-address", type: integer(0, 100_000), initial: 64 },
    { name: "rate", type: integer(0, 1_000_000), initial: 10 },
    { name: "recent", type: integer(0, 1000), initial: 20 },
    { name: "grace", type: integer(0, 86_400), initial: 30 },
    { name: "history", type: file },
    { name: "keep", type: integer(1, 36_500) },
    { name: "password" },
    { name: "password-file", type: file },
    { name: "password-plain" },
    { name: "nats", type: natsServers },
    { name: "nats-creds", type: file },
    { name: "nats-ca", type: file },
    { name: "at", type: publicAddress },
    { name: "no-page" },
    { name: "no-qr" },
    { name: "host-name", type: dnsName, repeats: true },
    { name: "offer", type: file, repeats: true },
    { name: "no-color" },
    { name: "simple" },
    ...COMMON,
  ],
  join: [
    { name: "port", type: port, initial: DEFAULT_PORT },
    { name: "name", type: name },
    { name: "log", type: file },
    { name: "password-file", help: "join-password-file", type: file },
    { name: "plain" },
    { name: "no-reconnect" },
    { name: "remember" },
    { name: "quiet" },
    { name: "no-color" },
    { name: "simple" },
    ...COMMON,
  ],
  find: [
    { name: "port", help: "find-port", type: port, initial: DEFAULT_PORT },
    { name: "json" },
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
  return word !== undefined && word !== "menu" && Object.hasOwn(OPTIONS, word);
}

/** The words of a command line. */
export interface SplitWords {
  /** The options before the command. */
  before: string[];
  /** The first other word, which should be a command; undefined without one. */
  word: string | undefined;
  /** The words behind it. */
  rest: string[];
}

/** Finds the command: the options that need none may also be given before one. */
export function splitAtCommand(argv: string[]): SplitWords {
  let at = 0;
  while (/^--(?:lang|no-color|simple)(?:=|$)/.test(argv[at] ?? "")) {
    at += argv[at] === "--lang" ? 2 : 1;
  }
  const [word, ...rest] = argv.slice(at);
  return { before: argv.slice(0, at), word, rest };
}
