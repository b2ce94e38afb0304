/**
 * The program: what was typed after its name becomes `serve`, `join`, help or version. The only
 * place that prints a fatal error or sets the exit code: 0 normal, 1 could not do it, 2 wrong usage.
 */

import { unicodeWidth } from "@std/cli/unicode-width";
import { join } from "./client.ts";
import config from "./deno.json" with { type: "json" };
import { doctor } from "./lib/doctor/doctor.ts";
import type { SystemInfo } from "./lib/doctor/report.ts";
import { type Texts, textsOf } from "./lib/i18n/mod.ts";
import { adaptersOf, formatAddress } from "./lib/net/addresses.ts";
import {
  type CommandLine,
  DEFAULT_PORT,
  type DoctorCommandLine,
  helpText,
  parseOptions,
  type ServeCommandLine,
} from "./lib/options.ts";
import { History } from "./lib/store/history.ts";
import { HistoryError } from "./lib/store/history_error.ts";
import { Terminal } from "./lib/term/tty.ts";
import { serve } from "./server.ts";

/** How it ended: the exit code, and the sentence that says why it is not 0. */
interface Outcome {
  code: number;
  sentence?: string;
}

/** How long the end waits for a screen that takes no text: Ctrl+C ends a server within a second. */
const FLUSH_MS = 300;

/** How a compiled program knows what it was made from: the first word it was given when made. */
const BUILT_FROM = /^--built-from=(\w+)$/;

if (import.meta.main) {
  const [first = "", ...rest] = Deno.args;
  const commit = BUILT_FROM.exec(first)?.[1];
  Deno.exit(commit ? await main(rest, commit) : await main(Deno.args));
}

/**
 * Does what a command line asks.
 *
 * @param argv The words after the program's name.
 * @param commit What the program was made from, when it is known.
 * @returns The exit code.
 */
export async function main(argv: string[], commit?: string): Promise<number> {
  const env = (name: string) => Deno.env.get(name);
  let choice = parseOptions(argv, env);
  if (choice.command !== "serve" || choice.history === undefined) dropFilePermissions();
  const texts = textsOf(choice.lang);
  const terminal = new Terminal({ leftOut: texts.linesLeftOut });
  // Whatever ends the program, the terminal is given back.
  addEventListener("unload", () => terminal.restore());
  addEventListener("error", (event) => onStray(event, event.error));
  addEventListener("unhandledrejection", (event) => onStray(event, event.reason));
  /** An error nobody caught ends a client with a sentence, and a server not at all. */
  function onStray(event: globalThis.Event, error: unknown): void {
    event.preventDefault();
    const sentence = sentenceOf(error, texts);
    if (choice.command === "serve") return terminal.print(sentence);
    terminal.restore();
    printError(sentence);
    Deno.exit(1);
  }
  // Nobody types anything after a double click: the program asks, and its window waits.
  const isAsking = choice.command === "menu" && terminal.isInteractive;
  if (isAsking) choice = await askWhat(terminal, texts, choice.lang, env);
  let outcome: Outcome;
  try {
    outcome = await run(choice, terminal, commit);
  } catch (error) {
    outcome = { code: 1, sentence: sentenceOf(error, texts) };
  }
  await terminal.flushed(FLUSH_MS);
  if (outcome.sentence !== undefined) printError(outcome.sentence);
  if (isAsking && outcome.code !== 0) await terminal.ask(texts.menu.close);
  return outcome.code;
}

/** Files are there for a history alone. */
function dropFilePermissions(): void {
  for (const name of ["read", "write"] as const) Deno.permissions.revokeSync({ name });
}

/** Asks until the answer is something to do. */
async function askWhat(
  terminal: Terminal,
  texts: Texts,
  lang: string,
  env: (name: string) => string | undefined,
): Promise<CommandLine> {
  terminal.print(texts.aboutChat);
  for (;;) {
    const address = (await terminal.ask(texts.menu.ask)).trim();
    const words = address === "" ? ["serve"] : ["join", address];
    const choice = parseOptions([...words, "--lang", lang], env);
    if (choice.command !== "usage-error") return choice;
    terminal.print(choice.sentence);
  }
}

function printError(sentence: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${sentence}\n`));
}

async function run(choice: CommandLine, terminal: Terminal, commit?: string): Promise<Outcome> {
  const texts = textsOf(choice.lang);
  switch (choice.command) {
    case "version":
      terminal.print(versionText(commit));
      return { code: 0 };
    case "menu":
      terminal.print(helpText(undefined, choice.lang));
      return { code: 0 };
    case "help":
      terminal.print(helpText(choice.about, choice.lang));
      return { code: 0 };
    case "usage-error":
      return { code: 2, sentence: `${choice.sentence}\n${choice.usage}` };
    case "serve": {
      const joinHints = (port: number) => joinHintsFor(port, choice);
      using history = openHistory(choice);
      const options = { ...choice, history, texts, joinHints };
      const ended = await serve(options, terminal, stopSignal(terminal));
      return ended.type === "failed" ? { code: 1, sentence: ended.sentence } : { code: 0 };
    }
    case "doctor": {
      const systemInfo = systemInfoOf(choice, terminal);
      const works = await doctor(
        { ...choice, systemInfo, texts },
        (text) => terminal.print(text),
      );
      return { code: works ? 0 : 1 };
    }
    case "join": {
      const look = { clock, day: dayIn(choice.lang), now: Date.now };
      const ended = await join({ ...choice, ...look, texts }, terminal, stopSignal(terminal));
      return ended.type === "failed" ? { code: 1, sentence: ended.sentence } : { code: 0 };
    }
  }
}

/** What it is, what it runs on, and what it was made from. */
function versionText(commit: string | undefined): string {
  const made = commit === undefined ? "" : `, commit ${commit}`;
  return `chat ${config.version} (Deno ${Deno.version.deno}${made})`;
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

function sentenceOf(error: unknown, texts: Texts): string {
  if (error instanceof HistoryError) {
    return texts.historyFailures[error.code](error.path, error.detail);
  }
  return texts.unexpected(error instanceof Error ? error.message : String(error));
}

/** Says stop at the first Ctrl+C; at the second one everything ends at once. */
function stopSignal(terminal: Terminal): AbortSignal {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) Deno.exit(130);
    terminal.printImmediately(); // npx passes one Ctrl+C on as two.
    stop.abort();
  };
  Deno.addSignalListener("SIGINT", () => terminal.takesInterrupts || onSignal());
  // Windows ends a program at these by itself, and lets nobody listen to them.
  const others = ["SIGTERM", "SIGHUP", "SIGQUIT"] as const;
  if (Deno.build.os !== "windows") {
    for (const signal of others) Deno.addSignalListener(signal, onSignal);
  }
  return stop.signal;
}

/** The commands to type on other machines, one per network adapter. */
function joinHintsFor(port: number, { host, lang }: ServeCommandLine): string[] {
  const adapters = adaptersOf(host);
  if (adapters.length === 0) return [];
  const width = Math.max(...adapters.map(({ name }) => unicodeWidth(name)));
  return [
    textsOf(lang).typeElsewhere,
    ...adapters.map(({ name, address }) => {
      const padding = " ".repeat(width - unicodeWidth(name));
      return `  ${name}${padding}   chat join ${formatAddress(address, port, DEFAULT_PORT)}`;
    }),
  ];
}

/** The time of day. */
function clock(time: number): string {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The day, as one says it. */
function dayIn(lang: string): (time: number) => string {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "full" });
  return (time) => format.format(time);
}
