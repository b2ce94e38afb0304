/**
 * The command line: what was typed after `chat` becomes the options of a command, or the sentence that
 * names the option, the value and what is allowed.
 */

import { type Lang, type Texts, textsOf, toLang } from "../i18n/mod.ts";
import { type Args, type ArgsProblem, readArgs } from "./args.ts";
import { type CommandName, isCommand, OPTIONS } from "./options.ts";
import { port as portType, readHost, splitAddress } from "./value_types.ts";

/** `chat serve …` */
export interface ServeCommandLine {
  /** Open the chat on this machine. */
  command: "serve";
  /** The language of every sentence. */
  lang: Lang;
  /** The address of this machine to listen on. */
  host: string;
  /** The TCP port, 0 to 65535; 0 takes a free one. */
  port: number;
  /** The name of the host, who takes part in the chat; without it there is only a console. */
  name?: string;
  /** Whether the console leaves out the text of private messages. */
  hidePrivate: boolean;
  /** Whether colours may be used at a terminal. */
  color: boolean;
  /** Whether lines are only added at a terminal, without a prompt. */
  simple: boolean;
  /** How many people fit, 1 to 100,000. */
  maxPeople: number;
  /** How many people fit of one address, 0 to 100,000; 0 sets no limit. */
  maxPerAddress: number;
  /** The rate limit in messages per second and person, 0 to 1,000,000; 0 sets none. */
  rate: number;
  /** How many recent messages a newcomer receives, 0 to 1000. */
  recent: number;
  /** The grace time, 0 to 86,400 seconds, in ms. */
  graceMs: number;
  /** The file of the history; without it nothing is kept. */
  history?: string;
  /** The retention of the history in days, 1 to 36,500; without it for ever. */
  keepDays?: number;
}

/** `chat join …` */
export interface JoinCommandLine {
  /** Join the chat of another machine. */
  command: "join";
  /** The language of every sentence. */
  lang: Lang;
  /** The server's name or address. */
  host: string;
  /** The server's TCP port, 1 to 65535. */
  port: number;
  /** The person's name; without it the person is asked. */
  name?: string;
  /** The file that the conversation is appended to as text; without it nothing is written. */
  log?: string;
  /** Whether the server is the original program. */
  plain: boolean;
  /** Whether to reconnect when the connection is lost. */
  reconnect: boolean;
  /** Whether a terminal is shown colours. */
  color: boolean;
  /** Whether a terminal is only shown lines, one after the other, and no prompt. */
  simple: boolean;
  /** Whether nothing rings. */
  quiet: boolean;
  /** Whether address and name are remembered on this computer. */
  remember: boolean;
}

/** `chat doctor …` */
export interface DoctorCommandLine {
  /** Diagnose why a conversation does not work. */
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
  | { command: "forget"; lang: Lang }
  | { command: "help"; about?: CommandName; lang: Lang }
  | { command: "version"; lang: Lang }
  | { command: "usage-error"; sentence: string; usage: string; lang: Lang };

/** Looks up an environment variable. */
export type Env = (name: string) => string | undefined;

/** The values of a command's options, or the sentence that says which is not allowed. */
type Values = { ok: true; values: Record<string, unknown> } | { ok: false; sentence: string };

/**
 * Parses a command line.
 *
 * @param argv The words after the program's name.
 * @param env Looks up `CHAT_LANG`, `NO_COLOR` and `TERM`.
 * @returns What to do; a `usage-error` has the sentence and the usage line, for exit code 2.
 */
export function parseCommandLine(argv: string[], env: Env): CommandLine {
  const [word, ...rest] = withCommandFirst(argv);
  const lang = langOf(argv) ?? toLang(env("CHAT_LANG") ?? "") ?? "pt-BR";
  const texts = textsOf(lang);
  if (isCommand(word)) return parseCommand(word, rest, lang, env);
  if (argv.includes("--version") || word === "-v") return { command: "version", lang };
  if (argv.includes("--help") || word === "-h") return { command: "help", lang };
  const [about] = rest.filter((one, at) => !one.startsWith("-") && rest[at - 1] !== "--lang");
  if (word === "help" && (about === undefined || isCommand(about))) {
    return { command: "help", ...(about === undefined ? {} : { about }), lang };
  }
  if (argv.length === 0) return { command: "menu", lang };
  const usage = `${texts.usageTitle} ${Object.values(texts.usage).join(" | ")}`;
  const wrong = word === "help" ? about! : word!;
  const sentence = wrong.startsWith("-") ? texts.badOption(wrong) : texts.badCommand(wrong);
  return { command: "usage-error", sentence, usage, lang };
}

function parseCommand(command: CommandName, argv: string[], lang: Lang, env: Env): CommandLine {
  const texts = textsOf(lang);
  const usage = `${texts.usageTitle} ${texts.usage[command]}`;
  const error = (sentence: string): CommandLine => ({
    command: "usage-error",
    sentence,
    usage,
    lang,
  });
  const args = readArgs(argv, {
    valued: OPTIONS[command].filter(({ type }) => type).map(({ name }) => name),
    switches: OPTIONS[command].filter(({ type }) => !type).map(({ name }) => name),
  });
  if (args.type !== "args") return error(problemSentence(args, command, texts));
  if (args.switches.has("help")) return { command: "help", about: command, lang };
  const read = readValues(command, args, texts);
  if (!read.ok) return error(read.sentence);
  if (args.unknown.length > 0) return error(texts.badOption(args.unknown[0]!));
  const { values } = read;
  if (command === "forget") {
    return args.words.length > 0 ? error(texts.tooMany(args.words[0]!)) : { command, lang };
  }
  return command === "serve"
    ? serveCommandLine(args, values, { lang, env, error })
    : clientCommandLine(command, args, values, { lang, env, error });
}

/** Reads the values of all options of a command, or says which is not allowed. */
function readValues(command: CommandName, args: Args, texts: Texts): Values {
  const values: Record<string, unknown> = {};
  for (const { name, type, initial } of OPTIONS[command]) {
    if (!type) continue;
    const option = `--${name}`;
    const given = args.values.get(name)!;
    if (given.length > 1) {
      return { ok: false, sentence: texts.badValue(option, given.join(" "), texts.allowed.once) };
    }
    const [text = initial === undefined ? undefined : String(initial)] = given;
    if (text === undefined) continue;
    const allowed = type.allowed(texts);
    if (text === "") return { ok: false, sentence: texts.missingValue(option, allowed) };
    values[name] = type.read(text);
    if (values[name] === undefined) {
      return { ok: false, sentence: texts.badValue(option, text, allowed) };
    }
  }
  return { ok: true, values };
}

function serveCommandLine(
  { words, switches }: Args,
  values: Record<string, unknown>,
  { lang, env, error }: { lang: Lang; env: Env; error: (sentence: string) => CommandLine },
): CommandLine {
  const texts = textsOf(lang);
  if (words.length > 0) return error(texts.tooMany(words[0]!));
  const { name, history, keep } = values;
  if (switches.has("hide-private") && switches.has("show-private")) {
    return error(texts.contradiction("--hide-private", "--show-private"));
  }
  if (switches.has("show-private") && name === undefined) {
    return error(texts.needsOption("--show-private", "--name"));
  }
  if (keep !== undefined && history === undefined) {
    return error(texts.needsOption("--keep", "--history"));
  }
  return {
    command: "serve",
    lang,
    host: values["host"] as string,
    port: values["port"] as number,
    ...(name === undefined ? {} : { name: name as string }),
    hidePrivate: name === undefined ? switches.has("hide-private") : !switches.has("show-private"),
    color: isColored(switches, env),
    simple: isSimple(switches, env),
    maxPeople: values["max-people"] as number,
    maxPerAddress: values["max-per-address"] as number,
    rate: values["rate"] as number,
    recent: values["recent"] as number,
    graceMs: (values["grace"] as number) * 1000,
    ...(history === undefined ? {} : { history: history as string }),
    ...(keep === undefined ? {} : { keepDays: keep as number }),
  };
}

/** `join` and `doctor`, which name a server. */
function clientCommandLine(
  command: "join" | "doctor",
  { words, switches, values: given }: Args,
  values: Record<string, unknown>,
  { lang, env, error }: { lang: Lang; env: Env; error: (sentence: string) => CommandLine },
): CommandLine {
  const texts = textsOf(lang);
  const [address, extra] = words;
  if (extra !== undefined) return error(texts.tooMany(extra));
  const color = isColored(switches, env);
  if (address === undefined) {
    if (command === "join") return error(texts.missingHost);
    return { command, lang, port: values["port"] as number, color };
  }
  const target = splitAddress(address);
  const host = readHost(target.host);
  if (host === undefined) {
    return error(texts.badValue(texts.labels.host, address, texts.allowed.address));
  }
  if (target.port !== undefined && portType.read(target.port) === undefined) {
    return error(texts.badValue(texts.labels.port, target.port, portType.allowed(texts)));
  }
  const port = Number(target.port ?? values["port"]);
  if (given.get("port")!.length > 0 && values["port"] !== port) {
    return error(texts.badValue("--port", String(values["port"]), String(port)));
  }
  if (command === "doctor") return { command, lang, host, port, color };
  return {
    command,
    lang,
    host,
    port,
    ...(values["name"] === undefined ? {} : { name: values["name"] as string }),
    ...(values["log"] === undefined ? {} : { log: values["log"] as string }),
    plain: switches.has("plain"),
    reconnect: !switches.has("no-reconnect"),
    color,
    simple: isSimple(switches, env),
    quiet: switches.has("quiet"),
    remember: switches.has("remember"),
  };
}

function isColored(switches: Set<string>, env: Env): boolean {
  return !switches.has("no-color") && !env("NO_COLOR") && env("TERM") !== "dumb";
}

function isSimple(switches: Set<string>, env: Env): boolean {
  return switches.has("simple") || env("TERM") === "dumb";
}

function problemSentence(problem: ArgsProblem, command: CommandName, texts: Texts): string {
  switch (problem.type) {
    case "unknown-option":
      return texts.badOption(problem.option);
    case "switch-with-value":
      return texts.badValue(problem.option, problem.value, texts.allowed.nothing);
    case "negative-value": {
      const option = OPTIONS[command].find(({ name }) => `--${name}` === problem.option)!;
      return texts.badValue(problem.option, problem.value, option.type!.allowed(texts));
    }
    case "extra-word":
      return texts.tooMany(problem.value);
  }
}

/** The language may also be given before the command. */
function withCommandFirst(argv: string[]): string[] {
  const before = argv[0] === "--lang" ? 2 : argv[0]?.startsWith("--lang=") ? 1 : 0;
  return [...argv.slice(before), ...argv.slice(0, before)];
}

/** The language asked for, even on a command line with errors. */
function langOf(argv: string[]): Lang | undefined {
  const at = argv.findIndex((arg) => /^--lang(=|$)/.test(arg));
  if (at === -1) return undefined;
  return toLang(argv[at]!.includes("=") ? argv[at]!.slice("--lang=".length) : argv[at + 1] ?? "");
}
