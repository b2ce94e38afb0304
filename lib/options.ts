/**
 * What was typed after `chat`, read and checked: typed options for `serve` and `join`, or the
 * sentence that names the option, the value and what is allowed. One table per command both reads
 * the options and prints their help.
 */

import { parseArgs } from "@std/cli/parse-args";
import { type Lang, type Texts, textsOf, toLang } from "./i18n/mod.ts";
import { checkName } from "./names.ts";

/** The TCP port of a chat when nobody says otherwise. */
export const DEFAULT_PORT = 9999;

/** `chat serve …`, understood. */
export interface ServeCommandLine {
  /** Open the chat on this machine. */
  command: "serve";
  /** The language of every sentence. */
  lang: Lang;
  /** The address of this machine to listen on. */
  host: string;
  /** The TCP port, 0 to 65535; 0 takes a free one. */
  port: number;
  /** Whether the console leaves out the text of private messages. */
  hidePrivate: boolean;
  /** How many people fit, 1 to 100,000. */
  maxPeople: number;
  /** Messages per second of one person, 0 to 1,000,000; 0 sets no limit. */
  rate: number;
  /** How many messages of the past a newcomer gets, 0 to 1000. */
  recent: number;
  /** How long the place of somebody without a connection is kept, 0 to 86,400 seconds, in ms. */
  graceMs: number;
  /** The file where the conversation is recorded; without it nothing is. */
  history?: string;
  /** How many days the history keeps, 1 to 36,500; without it all of them. */
  keepDays?: number;
}

/** `chat join …`, understood. */
export interface JoinCommandLine {
  /** Enter the chat of another machine. */
  command: "join";
  /** The language of every sentence. */
  lang: Lang;
  /** The server's name or address. */
  host: string;
  /** The server's TCP port, 1 to 65535. */
  port: number;
  /** One's name, when it is not to be asked for. */
  name?: string;
  /** Whether the server is of the original. */
  plain: boolean;
  /** Whether to come back when the connection is lost. */
  reconnect: boolean;
  /** Whether a terminal is shown colours, and a prompt. */
  color: boolean;
  /** Whether nothing rings. */
  quiet: boolean;
}

/** `chat doctor …`, understood. */
export interface DoctorCommandLine {
  /** Find out what keeps a conversation from working. */
  command: "doctor";
  /** The language of every sentence. */
  lang: Lang;
  /** The server's name or address; without it this machine is the server's. */
  host?: string;
  /** The server's TCP port, 1 to 65535. */
  port: number;
  /** Whether a terminal is shown colours. */
  color: boolean;
}

/** What the command line asks for. */
export type CommandLine =
  | ServeCommandLine
  | JoinCommandLine
  | DoctorCommandLine
  | { command: "menu"; lang: Lang }
  | { command: "help"; about?: CommandName; lang: Lang }
  | { command: "version"; lang: Lang }
  | { command: "usage-error"; sentence: string; usage: string; lang: Lang };

/** What the program does. */
export type CommandName = "serve" | "join" | "doctor";

/** What `parseArgs` gives back here; its npm republication carries no types. */
type ParsedArgs = Record<string, unknown> & { _: (string | number)[] };

type OptionName = keyof Texts["options"];

interface ValueType {
  /** What stands for the value in the help. */
  placeholder: (texts: Texts) => string;
  /** What it may be, for a person. */
  allowed: (texts: Texts) => string;
  /** The value; undefined when it is none. */
  read: (text: string) => unknown;
}

interface Option {
  name: OptionName;
  /** Without a kind it is a switch. */
  kind?: ValueType;
  initial?: string | number;
}

const integer = (from: number, to: number): ValueType => ({
  placeholder: () => "N",
  allowed: (texts) => texts.allowed.integer(from, to),
  read: (text) => /^\d{1,9}$/.test(text) && +text >= from && +text <= to ? +text : undefined,
});
const address: ValueType = {
  placeholder: () => "IP",
  allowed: (texts) => texts.allowed.address,
  read: readHost,
};
const name: ValueType = {
  placeholder: (texts) => texts.namePlaceholder,
  allowed: (texts) => texts.allowed.name,
  read: (text) => {
    const check = checkName(text);
    return check.ok ? check.name : undefined;
  },
};
const file: ValueType = {
  placeholder: (texts) => texts.filePlaceholder,
  allowed: (texts) => texts.allowed.file,
  // SQLite takes some names for something else than a file (sqlite.org/c3ref/open.html).
  read: (text) => /^:|^file:|\0/i.test(text) ? undefined : text,
};
const lang: ValueType = {
  placeholder: () => "pt-BR|en",
  allowed: (texts) => texts.allowed.lang,
  read: toLang,
};

const COMMON: Option[] = [
  { name: "lang", kind: lang, initial: "pt-BR" },
  { name: "help" },
];

const OPTIONS: Record<CommandName, Option[]> = {
  serve: [
    { name: "host", kind: address, initial: "0.0.0.0" },
    { name: "port", kind: integer(0, 65535), initial: DEFAULT_PORT },
    { name: "hide-private" },
    { name: "max-people", kind: integer(1, 100_000), initial: 1024 },
    { name: "rate", kind: integer(0, 1_000_000), initial: 10 },
    { name: "recent", kind: integer(0, 1000), initial: 20 },
    { name: "grace", kind: integer(0, 86_400), initial: 30 },
    { name: "history", kind: file },
    { name: "keep", kind: integer(1, 36_500) },
    ...COMMON,
  ],
  join: [
    { name: "port", kind: integer(1, 65535), initial: DEFAULT_PORT },
    { name: "name", kind: name },
    { name: "plain" },
    { name: "no-reconnect" },
    { name: "quiet" },
    { name: "no-color" },
    ...COMMON,
  ],
  doctor: [
    { name: "port", kind: integer(1, 65535), initial: DEFAULT_PORT },
    { name: "no-color" },
    ...COMMON,
  ],
};

/**
 * Reads a command line.
 *
 * @param argv The words after the program's name.
 * @param env Where `CHAT_LANG` and `NO_COLOR` are looked up.
 * @returns What to do; `wrong` carries the sentence and the usage line, for exit code 2.
 */
export function parseOptions(
  argv: string[],
  env: (name: string) => string | undefined,
): CommandLine {
  const [word, ...rest] = withCommandFirst(argv);
  const lang = langOf(argv) ?? toLang(env("CHAT_LANG") ?? "") ?? "pt-BR";
  const texts = textsOf(lang);
  if (isCommand(word)) return parseCommand(word, rest, lang, env);
  if (argv.includes("--version")) return { command: "version", lang: lang };
  if (argv.includes("--help")) return { command: "help", lang: lang };
  if (argv.length === 0) return { command: "menu", lang: lang };
  const usage = `${texts.usageTitle} ${Object.values(texts.usage).join(" | ")}`;
  const sentence = word!.startsWith("-") ? texts.badOption(word!) : texts.badCommand(word!);
  return { command: "usage-error", sentence, usage, lang: lang };
}

/** The help: of the whole program, or of one of its commands. */
export function helpText(about: CommandName | undefined, lang: Lang): string {
  const texts = textsOf(lang);
  if (!about) {
    return [
      texts.aboutChat,
      "",
      ...columns([
        [texts.usage.serve, texts.aboutServe],
        [texts.usage.join, texts.aboutJoin],
        [texts.usage.doctor, texts.aboutDoctor],
        ["chat --version", texts.options.version],
      ]),
      "",
      texts.moreHelp,
    ].join("\n");
  }
  const rows = OPTIONS[about].map(({ name, kind, initial }): [string, string] => {
    const usual = initial === undefined ? "" : ` ${texts.byDefault(String(initial))}`;
    return [`--${name} ${kind?.placeholder(texts) ?? ""}`.trim(), texts.options[name] + usual];
  });
  return [
    `${texts.usageTitle} ${texts.usage[about]}`,
    { serve: texts.aboutServe, join: texts.aboutJoin, doctor: texts.aboutDoctor }[about],
    "",
    texts.optionsTitle,
    ...columns(rows),
  ].join("\n");
}

function parseCommand(
  command: CommandName,
  argv: string[],
  lang: Lang,
  env: (name: string) => string | undefined,
): CommandLine {
  const texts = textsOf(lang);
  const wrong = (sentence: string): CommandLine => ({
    command: "usage-error",
    sentence,
    usage: `${texts.usageTitle} ${texts.usage[command]}`,
    lang: lang,
  });
  const table = OPTIONS[command];
  const valued = table.filter(({ kind }) => kind).map(({ name }) => name);
  const switches = table.filter(({ kind }) => !kind).map(({ name }) => name);
  // Positional words are `_` to `parseArgs`, which therefore takes an option of that name for them.
  const [odd] = argv.map((arg) => /^--?_(?==|$)/.exec(arg)?.[0]).filter((arg) => arg);
  if (odd) return wrong(texts.badOption(odd));
  const unknown: string[] = [];
  const args: ParsedArgs = parseArgs(argv, {
    string: ["_", ...valued],
    boolean: switches,
    collect: valued,
    unknown: (arg: string, key?: string) => {
      if (key !== undefined) unknown.push(arg.replace(/=.*/, ""));
      return key === undefined;
    },
  });
  const withValue = switches.find((name) => argv.some((arg) => arg.startsWith(`--${name}=`)));
  if (withValue) {
    const arg = argv.find((arg) => arg.startsWith(`--${withValue}=`))!;
    const value = arg.slice(arg.indexOf("=") + 1);
    return wrong(texts.badValue(`--${withValue}`, value, texts.allowed.nothing));
  }

  // `parseArgs` takes a negative number for an option.
  for (const { name, kind } of table) {
    const negative = kind &&
      argv.find((arg, at) => /^-\d/.test(arg) && argv[at - 1] === `--${name}`);
    if (negative) return wrong(texts.badValue(`--${name}`, negative, kind.allowed(texts)));
  }
  // `parseArgs` takes these words for the value of a switch before them.
  const stray = argv.find((arg, at) =>
    /^(true|false)$/.test(arg) && switches.some((name) => argv[at - 1] === `--${name}`)
  );
  if (stray) return wrong(texts.tooMany(stray));
  if (args["help"]) return { command: "help", about: command, lang: lang };

  const values: Record<string, unknown> = {};
  for (const { name, kind, initial } of table) {
    if (!kind) continue;
    const texted = given(args, name);
    if (texted.length > 1) {
      return wrong(texts.badValue(`--${name}`, texted.join(" "), texts.allowed.once));
    }
    const [text = initial === undefined ? undefined : String(initial)] = texted;
    if (text === undefined) continue;
    if (text === "") return wrong(texts.missingValue(`--${name}`, kind.allowed(texts)));
    values[name] = kind.read(text);
    if (values[name] === undefined) {
      return wrong(texts.badValue(`--${name}`, text, kind.allowed(texts)));
    }
  }

  if (unknown.length > 0) return wrong(texts.badOption(unknown[0]!));

  const words = args._.map(String);
  if (command === "serve") {
    if (words.length > 0) return wrong(texts.tooMany(words[0]!));
    const [history, keepDays] = [values["history"], values["keep"]];
    if (keepDays !== undefined && history === undefined) {
      return wrong(texts.needsOption("--keep", "--history"));
    }
    return {
      command,
      lang: lang,
      host: values["host"] as string,
      port: values["port"] as number,
      hidePrivate: Boolean(args["hide-private"]),
      maxPeople: values["max-people"] as number,
      rate: values["rate"] as number,
      recent: values["recent"] as number,
      graceMs: (values["grace"] as number) * 1000,
      ...(history === undefined ? {} : { history: history as string }),
      ...(keepDays === undefined ? {} : { keepDays: keepDays as number }),
    };
  }
  const [where, extra] = words;
  if (extra !== undefined) return wrong(texts.tooMany(extra));
  const color = !args["no-color"] && !env("NO_COLOR") && env("TERM") !== "dumb";
  if (where === undefined) {
    if (command === "join") return wrong(texts.missingHost);
    return { command, lang: lang, port: values["port"] as number, color };
  }
  const target = splitAddress(where);
  const host = readHost(target.host);
  if (host === undefined) {
    return wrong(texts.badValue(texts.labels.host, where, texts.allowed.address));
  }
  const portKind = integer(1, 65535);
  if (target.port !== undefined && portKind.read(target.port) === undefined) {
    return wrong(texts.badValue(texts.labels.port, target.port, portKind.allowed(texts)));
  }
  const port = Number(target.port ?? values["port"]);
  if (given(args, "port").length > 0 && values["port"] !== port) {
    return wrong(texts.badValue("--port", String(values["port"]), String(port)));
  }
  if (command === "doctor") return { command, lang: lang, host, port, color };
  return {
    command,
    lang: lang,
    host,
    port,
    ...(values["name"] === undefined ? {} : { name: values["name"] as string }),
    plain: Boolean(args["plain"]),
    reconnect: !args["no-reconnect"],
    color,
    quiet: Boolean(args["quiet"]),
  };
}

function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(OPTIONS, word);
}

/** What was given for an option that takes a value. */
function given(args: ParsedArgs, name: string): string[] {
  return (args[name] ?? []) as string[];
}

/** The language may also stand before the command. */
function withCommandFirst(argv: string[]): string[] {
  const before = argv[0] === "--lang" ? 2 : argv[0]?.startsWith("--lang=") ? 1 : 0;
  return [...argv.slice(before), ...argv.slice(0, before)];
}

/** `host`, `host:port`, `[v6]`, `[v6]:port`, or an IPv6 address as it is. */
function splitAddress(text: string): { host: string; port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const [, host, port] = bracketed ?? /^([^:]*):([^:]*)$/.exec(text) ?? [, text];
  return { host: host!, ...(port === undefined ? {} : { port }) };
}

/** A name or an address: whether it exists the network will tell. */
function readHost(text: string): string | undefined {
  const host = text.replace(/^\[(.*)\]$/, "$1");
  const isName = /^[\p{L}\p{N}._-]{1,253}$/u.test(host);
  return isName || URL.canParse(`http://[${host.replace(/%\w+$/, "")}]`) ? host : undefined;
}

/** The language asked for, even on a command line that is otherwise wrong. */
function langOf(argv: string[]): Lang | undefined {
  const at = argv.findIndex((arg) => /^--lang(=|$)/.test(arg));
  if (at === -1) return undefined;
  return toLang(argv[at]!.includes("=") ? argv[at]!.slice("--lang=".length) : argv[at + 1] ?? "");
}

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`);
}
