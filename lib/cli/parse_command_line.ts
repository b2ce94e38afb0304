/**
 * The parser of the command line: what was typed after `chat` becomes the options of a command, or the
 * sentence that names the option, the value and what is allowed.
 */

import { type Lang, type Texts, textsOf, toLang } from "../i18n/mod.ts";
import { type Args, type ArgsProblem, readArgs } from "./args.ts";
import type { CommandLine } from "./command_line.ts";
import { type Env, isColored, isSimple } from "./looks.ts";
import { isCommand, OPTIONS, splitAtCommand } from "./options.ts";
import { port as portType, readHost, splitAddress } from "./value_types.ts";

/** What asks for help in place of a command; `/?` is what programs of Windows take. */
const HELP = /^(?:help|--help|-h|\/\?)$/;

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
  const { before, word, rest } = splitAtCommand(argv);
  const lang = langOf(argv) ?? toLang(env("CHAT_LANG") ?? "") ?? "pt-BR";
  const texts = textsOf(lang);
  if (word === undefined) return parseCommand("menu", before, lang, env);
  if (isCommand(word)) return parseCommand(word, [...before, ...rest], lang, env);
  if (argv.includes("--version") || /^-v$/i.test(word)) return { command: "version", lang };
  const isHelp = HELP.test(word);
  const [about] = rest.filter((one, at) => !one.startsWith("-") && rest[at - 1] !== "--lang");
  if (isHelp && (about === undefined || isCommand(about))) {
    return { command: "help", ...(about === undefined ? {} : { about }), lang };
  }
  if (!isHelp && argv.includes("--help")) return { command: "help", lang };
  const wrong = isHelp ? about! : word;
  const sentence = wrong.startsWith("-") ? texts.badOption(wrong) : texts.badCommand(wrong);
  return { command: "usage-error", sentence, usage: usageOf("menu", texts), lang };
}

function parseCommand(
  command: keyof typeof OPTIONS,
  argv: string[],
  lang: Lang,
  env: Env,
): CommandLine {
  const texts = textsOf(lang);
  const usage = usageOf(command, texts);
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
  if (command !== "menu" && args.switches.has("help")) {
    return { command: "help", about: command, lang };
  }
  const read = readValues(command, args, texts);
  if (!read.ok) return error(read.sentence);
  if (args.unknown.length > 0) return error(texts.badOption(args.unknown[0]!));
  const { values } = read;
  if (command === "menu") {
    const { switches } = args;
    return { command, lang, color: isColored(switches, env), simple: isSimple(switches, env) };
  }
  if (command === "forget" || command === "find") {
    if (args.words.length > 0) return error(texts.tooMany(args.words[0]!));
    if (command === "forget") return { command, lang };
    return { command, lang, port: values["port"] as number, json: args.switches.has("json") };
  }
  return command === "serve"
    ? serveCommandLine(args, values, { lang, env, error })
    : clientCommandLine(command, args, values, { lang, env, error, argv });
}

/** Reads the values of all options of a command, or says which is not allowed. */
function readValues(command: keyof typeof OPTIONS, args: Args, texts: Texts): Values {
  const values: Record<string, unknown> = {};
  for (const { name, type, initial, repeats = false } of OPTIONS[command]) {
    if (!type) continue;
    const option = `--${name}`;
    const given = args.values.get(name)!;
    if (given.length > 1 && !repeats) {
      return { ok: false, sentence: texts.badValue(option, given.join(" "), texts.allowed.once) };
    }
    const allowed = type.allowed(texts);
    const read: unknown[] = [];
    for (const text of given.length === 0 && initial !== undefined ? [String(initial)] : given) {
      if (text === "") return { ok: false, sentence: texts.missingValue(option, allowed) };
      const value = type.read(text);
      if (value === undefined) {
        return { ok: false, sentence: texts.badValue(option, text, allowed) };
      }
      read.push(value);
    }
    values[name] = repeats ? read : read[0];
  }
  return { ok: true, values };
}

function serveCommandLine(
  { words, switches }: Args,
  values: Record<string, unknown>,
  { lang, env, error }: { lang: Lang; env: Env; error: (sentence: string) => CommandLine },
): CommandLine {
  const texts = textsOf(lang);
  // A password does not belong here, and is not repeated.
  if (words.length > 0 && switches.has("password")) return error(texts.passwordTyped);
  if (words.length > 0) return error(texts.tooMany(words[0]!));
  const { name, room, history, keep } = values;
  if (switches.has("hide-private") && switches.has("show-private")) {
    return error(texts.contradiction("--hide-private", "--show-private"));
  }
  if (switches.has("show-private") && name === undefined) {
    return error(texts.needsOption("--show-private", "--name"));
  }
  if (switches.has("hidden") && room !== undefined) {
    return error(texts.contradiction("--room", "--hidden"));
  }
  if (switches.has("hidden") && switches.has("mdns")) {
    return error(texts.contradiction("--mdns", "--hidden"));
  }
  if (keep !== undefined && history === undefined) {
    return error(texts.needsOption("--keep", "--history"));
  }
  for (const option of ["nats-creds", "nats-ca", "at"]) {
    if (values[option] !== undefined && values["nats"] === undefined) {
      return error(texts.needsOption(`--${option}`, "--nats"));
    }
  }
  const hostNames = values["host-name"] as string[];
  const offers = values["offer"] as string[];
  if (switches.has("no-page")) {
    if (hostNames.length > 0) return error(texts.contradiction("--host-name", "--no-page"));
    if (offers.length > 0) return error(texts.contradiction("--offer", "--no-page"));
  }
  return {
    command: "serve",
    lang,
    host: values["host"] as string,
    port: values["port"] as number,
    ...(name === undefined ? {} : { name: name as string }),
    ...(room === undefined ? {} : { room: room as string }),
    channel: values["channel"] as string,
    hidden: switches.has("hidden"),
    mdns: switches.has("mdns"),
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
    password: switches.has("password"),
    ...passwordFileOf(values),
    passwordPlain: switches.has("password-plain"),
    ...natsOf(values),
    page: !switches.has("no-page"),
    qr: !switches.has("no-qr"),
    hostNames,
    offers,
  };
}

function passwordFileOf(values: Record<string, unknown>): { passwordFile?: string } {
  const path = values["password-file"];
  return path === undefined ? {} : { passwordFile: path as string };
}

function natsOf(values: Record<string, unknown>) {
  const { nats, "nats-creds": natsCredentials, "nats-ca": natsAuthority, at: told, port } = values;
  const at = typeof told !== "string" || /:\d+$/.test(told) ? told : `${told}:${port}`;
  return {
    ...(nats === undefined ? {} : { nats: nats as string[] }),
    ...(natsCredentials === undefined ? {} : { natsCredentials: natsCredentials as string }),
    ...(natsAuthority === undefined ? {} : { natsAuthority: natsAuthority as string }),
    ...(at === undefined ? {} : { at: at as string }),
  };
}

/** `join` and `doctor`, which name a server. */
function clientCommandLine(
  command: "join" | "doctor",
  { words, switches, values: given }: Args,
  values: Record<string, unknown>,
  { lang, env, error, argv }: {
    lang: Lang;
    env: Env;
    error: (sentence: string) => CommandLine;
    argv: string[];
  },
): CommandLine {
  const texts = textsOf(lang);
  const [address, extra] = words;
  if (extra !== undefined) return error(texts.tooMany(extra));
  const color = isColored(switches, env);
  if (address === undefined) {
    // A server of the original program answers nobody who searches.
    if (switches.has("plain")) return error(texts.missingHost);
    if (command === "join") {
      const [simple, port] = [isSimple(switches, env), values["port"] as number];
      return { command: "search", lang, port, simple, argv, error: error(texts.missingHost) };
    }
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
  if (switches.has("plain") && values["password-file"] !== undefined) {
    return error(texts.contradiction("--password-file", "--plain"));
  }
  return {
    command,
    lang,
    host,
    port,
    ...(values["name"] === undefined ? {} : { name: values["name"] as string }),
    ...(values["log"] === undefined ? {} : { log: values["log"] as string }),
    ...passwordFileOf(values),
    plain: switches.has("plain"),
    reconnect: !switches.has("no-reconnect"),
    color,
    simple: isSimple(switches, env),
    quiet: switches.has("quiet"),
    remember: switches.has("remember"),
  };
}

/** The usage line of a command; without one, those of all. */
function usageOf(command: keyof typeof OPTIONS, { usage, usageTitle }: Texts): string {
  const usages = command === "menu" ? Object.values(usage) : [usage[command]];
  return `${usageTitle} ${usages.join(" | ")}`;
}

function problemSentence(
  problem: ArgsProblem,
  command: keyof typeof OPTIONS,
  texts: Texts,
): string {
  switch (problem.type) {
    case "unknown-option":
      return texts.badOption(problem.option);
    case "switch-with-value":
      if (problem.option === "--password") return texts.passwordTyped;
      return texts.badValue(problem.option, problem.value, texts.allowed.nothing);
    case "negative-value": {
      const option = OPTIONS[command].find(({ name }) => `--${name}` === problem.option)!;
      return texts.badValue(problem.option, problem.value, option.type!.allowed(texts));
    }
    case "extra-word":
      return texts.tooMany(problem.value);
  }
}

/** The language asked for, even on a command line with errors. */
function langOf(argv: string[]): Lang | undefined {
  const at = argv.findIndex((arg) => /^--lang(=|$)/.test(arg));
  if (at === -1) return undefined;
  return toLang(argv[at]!.includes("=") ? argv[at]!.slice("--lang=".length) : argv[at + 1] ?? "");
}
