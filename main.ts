/**
 * The program: dispatches what was typed after its name to `serve`, `join`, `doctor`, help or version.
 * The only place that prints a fatal error or sets the exit code: 0 normal, 1 could not do it, 2 wrong
 * usage.
 */

import { unicodeWidth } from "@std/cli/unicode-width";
import { join, type JoinOptions, type JoinOutcome, LogFile } from "./client.ts";
import config from "./deno.json" with { type: "json" };
import { encodeUtf8 } from "./lib/bytes.ts";
import {
  type CommandLine,
  type DoctorCommandLine,
  type JoinCommandLine,
  parseCommandLine,
  type ServeCommandLine,
} from "./lib/cli/command_line.ts";
import { helpText } from "./lib/cli/help.ts";
import { DEFAULT_PORT } from "./lib/cli/options.ts";
import { systemClock } from "./lib/clock.ts";
import { doctor } from "./lib/doctor/doctor.ts";
import type { SystemInfo } from "./lib/doctor/report.ts";
import { messageOf } from "./lib/errors.ts";
import { type Texts, textsOf } from "./lib/i18n/mod.ts";
import { adaptersOf, formatAddress, type Interface, isEverywhere } from "./lib/net/addresses.ts";
import { copyCommand } from "./lib/store/copy_command.ts";
import { History } from "./lib/store/history.ts";
import { HistoryError } from "./lib/store/history_error.ts";
import { Terminal } from "./lib/term/tty.ts";
import { consoleOn, host, type HostPlace, serve } from "./server.ts";

/** How it ended: the exit code, and the sentence that says why it is not 0. */
interface Outcome {
  code: number;
  sentence?: string;
}

/** How long the end waits for a terminal that takes no text: Ctrl+C ends a server in a second. */
const FLUSH_MS = 300;

/** How a compiled program knows its commit: the first argument, baked in by the compile script. */
const BUILT_FROM = /^--built-from=(\w+)$/;

if (import.meta.main) {
  const [first = "", ...rest] = Deno.args;
  const commit = BUILT_FROM.exec(first)?.[1];
  Deno.exit(commit ? await main(rest, commit) : await main(Deno.args));
}

/**
 * Runs what a command line asks for.
 *
 * @param argv The words after the program's name.
 * @param commit The commit the program was compiled from, if it is known.
 * @returns The exit code.
 */
export async function main(argv: string[], commit?: string): Promise<number> {
  const env = (name: string) => Deno.env.get(name);
  let commandLine = parseCommandLine(argv, env);
  const { lang } = commandLine;
  const texts = textsOf(lang);
  let log: LogFile | undefined;
  try {
    log = openLog(commandLine);
  } catch {
    printError(texts.cannotOpenLog((commandLine as JoinCommandLine).log!));
    return 1;
  }
  const needsFiles = commandLine.command === "serve" && commandLine.history !== undefined;
  if (!needsFiles) dropFilePermissions();
  const terminal = new Terminal({ droppedSentence: texts.linesLeftOut });
  // However the program ends, the terminal is restored.
  addEventListener("unload", () => terminal.restore());
  addEventListener("error", (event) => onUncaught(event, event.error));
  addEventListener("unhandledrejection", (event) => onUncaught(event, event.reason));
  /** An uncaught error ends a client with a sentence, and a server not at all. */
  function onUncaught(event: globalThis.Event, error: unknown): void {
    event.preventDefault();
    const sentence = sentenceOf(error, texts);
    if (commandLine.command === "serve") return terminal.print(sentence);
    terminal.restore();
    printError(sentence);
    Deno.exit(1);
  }
  // A double click gives no arguments: the program asks, and its window waits at the end.
  const isMenu = commandLine.command === "menu" && terminal.isInteractive;
  if (isMenu) commandLine = await askCommand(terminal, texts, lang, env);
  let outcome: Outcome;
  try {
    outcome = await run(commandLine, terminal, { commit, log });
  } catch (error) {
    outcome = { code: 1, sentence: sentenceOf(error, texts) };
  }
  await log?.close(systemClock);
  await terminal.flushed(FLUSH_MS);
  if (outcome.sentence !== undefined) printError(outcome.sentence);
  if (isMenu && outcome.code !== 0) await terminal.ask(texts.menu.close);
  return outcome.code;
}

/** Opens the file of `join --log`, while the program may open files. */
function openLog(commandLine: CommandLine): LogFile | undefined {
  if (commandLine.command !== "join" || commandLine.log === undefined) return undefined;
  return LogFile.open(commandLine.log);
}

/** Only a history needs files later. */
function dropFilePermissions(): void {
  for (const name of ["read", "write"] as const) Deno.permissions.revokeSync({ name });
}

/** Asks for an address until the answer is a command. */
async function askCommand(
  terminal: Terminal,
  texts: Texts,
  lang: string,
  env: (name: string) => string | undefined,
): Promise<CommandLine> {
  terminal.print(texts.aboutChat);
  for (;;) {
    const address = (await terminal.ask(texts.menu.ask)).trim();
    const words = address === "" ? ["serve"] : ["join", address];
    const commandLine = parseCommandLine([...words, "--lang", lang], env);
    if (commandLine.command !== "usage-error") return commandLine;
    terminal.print(commandLine.sentence);
  }
}

function printError(sentence: string): void {
  Deno.stderr.writeSync(encodeUtf8(`${sentence}\n`));
}

async function run(
  commandLine: CommandLine,
  terminal: Terminal,
  { commit, log }: { commit?: string | undefined; log?: LogFile | undefined },
): Promise<Outcome> {
  const texts = textsOf(commandLine.lang);
  switch (commandLine.command) {
    case "version":
      terminal.print(versionText(commit));
      return { code: 0 };
    case "menu":
      terminal.print(helpText(undefined, commandLine.lang));
      return { code: 0 };
    case "help":
      terminal.print(helpText(commandLine.about, commandLine.lang));
      return { code: 0 };
    case "usage-error":
      return { code: 2, sentence: `${commandLine.sentence}\n${commandLine.usage}` };
    case "serve": {
      using history = openHistory(commandLine);
      const hints = historyHints(history, commandLine);
      const invitation = (port: number) => joinHintsFor(port, commandLine);
      const options = { ...commandLine, history, texts, hints, invitation };
      const signal = stopSignal(terminal);
      const ended = commandLine.name === undefined
        ? await serve(options, consoleOn(terminal, texts, renderOptions(commandLine)), signal)
        : await host(options, (place) => joinAsHost(place, commandLine, terminal, signal));
      return ended.type === "failed" ? { code: 1, sentence: ended.sentence } : { code: 0 };
    }
    case "doctor": {
      const systemInfo = systemInfoOf(commandLine, terminal);
      const options = { ...commandLine, systemInfo, texts };
      const works = await doctor(options, (text) => terminal.print(text));
      return { code: works ? 0 : 1 };
    }
    case "join": {
      const options = { ...commandLine, ...renderOptions(commandLine), log };
      const ended = await join(options, terminal, stopSignal(terminal));
      return ended.type === "failed" ? { code: 1, sentence: ended.sentence } : { code: 0 };
    }
  }
}

/** The host takes part in the chat that runs in this process. */
function joinAsHost(
  { address, controls, onUi }: HostPlace,
  commandLine: ServeCommandLine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<JoinOutcome> {
  const { name, lang } = commandLine;
  const options: JoinOptions = {
    ...renderOptions(commandLine),
    ...address,
    name: name!,
    lang,
    plain: false,
    reconnect: true,
    quiet: false,
    hostControls: controls,
  };
  return join(options, terminal, signal, onUi);
}

/** How what is shown is rendered. */
function renderOptions({ lang, color, simple }: ServeCommandLine | JoinCommandLine) {
  const formatDay = dayFormatter(lang);
  return { texts: textsOf(lang), color, simple, formatTime, formatDay, now: systemClock.date };
}

function versionText(commit: string | undefined): string {
  const built = commit === undefined ? "" : `, commit ${commit}`;
  return `chat ${config.version} (Deno ${Deno.version.deno}${built})`;
}

function systemInfoOf({ color }: DoctorCommandLine, terminal: Terminal): SystemInfo {
  const isTerminal = terminal.isInteractive;
  return {
    adapters: adaptersOf("0.0.0.0"),
    ...(isTerminal ? { size: terminal.size } : {}),
    isColored: color && isTerminal,
    isWindows: Deno.build.os === "windows",
  };
}

function openHistory({ history, keepDays }: ServeCommandLine): History | undefined {
  return history === undefined ? undefined : History.open(history, { keepDays });
}

/** A warning about an incomplete file, and the command that makes a copy of a file in use. */
function historyHints(history: History | undefined, { lang, ...options }: ServeCommandLine) {
  if (history === undefined || options.history === undefined) return [];
  const texts = textsOf(lang);
  const isWindows = Deno.build.os === "windows";
  const command = copyCommand(options.history, { suffix: texts.copySuffix, isWindows });
  const warnings = history.isIncomplete ? [texts.copyIncomplete(options.history)] : [];
  return [texts.copyHint(command), ...warnings];
}

function sentenceOf(error: unknown, texts: Texts): string {
  if (error instanceof HistoryError) {
    return texts.historyFailures[error.code](error.path, error.detail);
  }
  return texts.unexpected(messageOf(error));
}

/** Aborts at the first Ctrl+C; the second one ends everything at once. */
function stopSignal(terminal: Terminal): AbortSignal {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) Deno.exit(130);
    terminal.printImmediately(); // npx passes one Ctrl+C on as two.
    stop.abort();
  };
  Deno.addSignalListener("SIGINT", () => terminal.takesInterrupts || onSignal());
  // On Windows Deno tells of Ctrl+Break (SIGBREAK) and, as SIGHUP, of the X of the window; but at the X
  // Windows ends the program as soon as Deno's own handler returns, before a listener has run. So
  // nothing may depend on one: see `Recorder`. What another process "kills" there gets no signal at all.
  const others: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGBREAK"]
    : ["SIGTERM", "SIGHUP", "SIGQUIT"];
  for (const signal of others) Deno.addSignalListener(signal, onSignal);
  return stop.signal;
}

/**
 * The commands to type on the other computers, one per network adapter; what to do if there is none.
 *
 * @param interfaces The addresses of all adapters. @default {those of this computer}
 */
export function joinHintsFor(
  port: number,
  { host, lang }: Pick<ServeCommandLine, "host" | "lang">,
  interfaces?: Interface[],
): string[] {
  const adapters = adaptersOf(host, interfaces);
  if (adapters.length === 0) {
    const isOffline = isEverywhere(host) && adaptersOf("::", interfaces).length === 0;
    return isOffline ? [textsOf(lang).noNetwork] : [];
  }
  const width = Math.max(...adapters.map(({ name }) => unicodeWidth(name)));
  return [
    textsOf(lang).typeElsewhere,
    ...adapters.map(({ name, address }) => {
      const padding = " ".repeat(width - unicodeWidth(name));
      return `  ${name}${padding}   chat join ${formatAddress(address, port, DEFAULT_PORT)}`;
    }),
  ];
}

/** The time of day, in the computer's time zone. */
function formatTime(time: number): string {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The format of a day in a language. */
function dayFormatter(lang: string): (time: number) => string {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "full" });
  return (time) => format.format(time);
}
