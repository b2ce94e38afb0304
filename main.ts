/**
 * The program: dispatches what was typed after its name to `serve`, `join`, `doctor`, help or version.
 * The only place that prints a fatal error or sets the exit code: 0 normal, 1 could not do it, 2 wrong
 * usage.
 */

import { join, type JoinOptions, type JoinOutcome, LogFile } from "./client.ts";
import config from "./deno.json" with { type: "json" };
import type { CommandLine, JoinCommandLine, ServeCommandLine } from "./lib/cli/command_line.ts";
import { helpText } from "./lib/cli/help.ts";
import { isBasic } from "./lib/cli/looks.ts";
import { needsFiles, writesFiles } from "./lib/cli/needs_files.ts";
import { DEFAULT_PORT as defaultPort } from "./lib/cli/options.ts";
import { parseCommandLine } from "./lib/cli/parse_command_line.ts";
import { versionText } from "./lib/cli/version_text.ts";
import { systemClock } from "./lib/clock.ts";
import { find, search } from "./lib/discovery/find.ts";
import { doctor, systemInfoOf } from "./lib/doctor/doctor.ts";
import { textsOf } from "./lib/i18n/mod.ts";
import { runChoice, runMenu } from "./lib/menu/run_menu.ts";
import { formatAddress } from "./lib/net/addresses.ts";
import { Invitation } from "./lib/operator/invitation.ts";
import { failureSentence, openServer } from "./lib/operator/server_files.ts";
import { makeUp } from "./lib/operator/server_password.ts";
import { isOfLostNode } from "./lib/operator/shared_room.ts";
import type { OfferedFile } from "./lib/serve/offered_file.ts";
import { openProgram, OpenSite } from "./lib/serve/open_site.ts";
import { Memory } from "./lib/settings/memory.ts";
import { givenPassword } from "./lib/settings/password_file.ts";
import { settingsPath } from "./lib/settings/settings.ts";
import { printError } from "./lib/term/print_error.ts";
import { wrapSentences } from "./lib/term/sentences.ts";
import { StopSignals } from "./lib/term/stop_signals.ts";
import { Terminal } from "./lib/term/tty.ts";
import { dayFormatter, formatTime } from "./lib/view/time_format.ts";
import {
  consoleOn,
  host,
  type HostPlace,
  serve,
  type ServeOptions,
  type ServeOutcome,
} from "./server.ts";

/** How it ended: the exit code, and the sentence that says why it is not 0. */
interface Outcome {
  code: number;
  sentence?: string;
  /** The name under which the person was in a chat. */
  joinedAs?: string | undefined;
}

/** What a command is carried out with. */
interface Runtime {
  terminal: Terminal;
  memory: Memory;
  /** The signal that stops what runs now. */
  stopSignal: () => AbortSignal;
  /** While a server runs: shows the sentence of an error, which does not end it. */
  showError?: ((sentence: string) => void) | undefined;
  commit: string | undefined;
  /** The compiled program, which the page offers. */
  program: OfferedFile | undefined;
}

const env = (name: string): string | undefined => Deno.env.get(name);

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
  const commandLine = parseCommandLine(argv, env);
  const { lang } = commandLine;
  const program = openProgram(config.version);
  if (!needsFiles(commandLine)) dropFilePermissions();
  const texts = textsOf(lang);
  const terminal = new Terminal({ droppedSentence: texts.linesLeftOut, isBasic: isBasic(env) });
  // However the program ends, the terminal is restored.
  addEventListener("unload", () => terminal.restore());
  addEventListener("error", (event) => onUncaught(event, event.error));
  addEventListener("unhandledrejection", (event) => onUncaught(event, event.reason));
  /** An uncaught error ends a client with a sentence, and a server not at all. */
  function onUncaught(event: globalThis.Event, error: unknown): void {
    event.preventDefault();
    if (commandLine.command === "serve" && isOfLostNode(error)) return;
    const sentence = failureSentence(error, texts);
    if (runtime.showError) return runtime.showError(sentence);
    terminal.restore();
    printError(sentence, terminal.size);
    Deno.exit(1);
  }
  const path = needsFiles(commandLine) ? settingsPath(Deno.build.os, env) : undefined;
  using memory = new Memory(path, texts);
  const signals = new StopSignals(terminal);
  const runtime: Runtime = { terminal, memory, stopSignal: () => signals.start(), commit, program };
  /** Carries a command out. What ends it is a sentence. */
  async function carryOut(next: CommandLine): Promise<Outcome> {
    try {
      return await run(next, runtime);
    } catch (error) {
      return { code: 1, sentence: failureSentence(error, texts) };
    } finally {
      signals.finish();
      runtime.showError = undefined;
      await terminal.flushed(FLUSH_MS);
    }
  }
  if (commandLine.command === "menu" && terminal.isInteractive) {
    return await runMenu(commandLine, {
      ...{ terminal, memory, run: carryOut, env, dropFiles: dropFilePermissions },
      flushed: () => terminal.flushed(FLUSH_MS),
    });
  }
  const { code, sentence } = await carryOut(commandLine);
  if (sentence !== undefined) printError(sentence, terminal.size);
  return code;
}

/** Gives up the permissions for files. An open file stays open. */
function dropFilePermissions(): void {
  for (const name of ["read", "write"] as const) Deno.permissions.revokeSync({ name });
}

async function run(commandLine: CommandLine, runtime: Runtime): Promise<Outcome> {
  const { terminal, memory, commit } = runtime;
  const texts = textsOf(commandLine.lang);
  const print = (text: string) =>
    terminal.print(terminal.isInteractive ? wrapSentences(text, terminal.size) : text);
  switch (commandLine.command) {
    case "version":
      print(versionText({ version: config.version, deno: Deno.version.deno, commit }));
      return { code: 0 };
    case "menu":
    case "help":
      print(helpText("about" in commandLine ? commandLine.about : undefined, commandLine.lang));
      return { code: 0 };
    case "usage-error":
      return { code: 2, sentence: `${commandLine.sentence}\n${commandLine.usage}` };
    case "serve": {
      await using offered = new OpenSite({ ...commandLine, program: runtime.program, texts });
      const { site, unreadable } = offered;
      if (unreadable !== undefined) return { code: 1, sentence: texts.cannotOffer(unreadable) };
      if (!writesFiles(commandLine)) Deno.permissions.revokeSync({ name: "write" });
      const server = await openServer({
        ...{ commandLine, texts, given: givenPassword(commandLine, env), now: systemClock.date() },
        ask: terminal.isInteractive ? (question) => terminal.askSecret(question) : undefined,
        isWindows: Deno.build.os === "windows",
        ...{ print, stopSignal: runtime.stopSignal },
      });
      if (server.type === "failed") return { code: 1, sentence: server.sentence };
      if (server.type === "cancelled") return { code: 0 };
      using _ = server;
      const invitation = (port: number) =>
        new Invitation({ ...commandLine, port, window: terminal });
      const makeUpPassword = () => makeUp(commandLine.lang);
      const options = { ...commandLine, ...server, site, texts, invitation, makeUpPassword };
      const ended = commandLine.name === undefined
        ? await serveAlone(options, commandLine, runtime)
        : await host(options, (place) => joinAsHost(place, commandLine, runtime));
      return ended.type === "failed" ? { code: 1, sentence: ended.sentence } : { code: 0 };
    }
    case "search": {
      if (!terminal.isInteractive) return await run(commandLine.error, runtime);
      const chosen = await runChoice(commandLine, terminal, env);
      return chosen ? await run(chosen, runtime) : { code: 0 };
    }
    case "find":
      return { code: await find({ ...commandLine, defaultPort, texts, print, terminal }) ? 0 : 1 };
    case "doctor": {
      const systemInfo = systemInfoOf(terminal, commandLine.color);
      const works = await doctor({ ...commandLine, systemInfo, search, texts }, print);
      return { code: works ? 0 : 1 };
    }
    case "join":
      return await joinChat(commandLine, runtime);
    case "forget": {
      const { ok, sentence } = memory.forget();
      if (ok) print(sentence);
      return ok ? { code: 0 } : { code: 1, sentence };
    }
  }
}

/** Joins a chat, and remembers the name if that is wanted. */
async function joinChat(
  commandLine: JoinCommandLine,
  { terminal, memory, stopSignal }: Runtime,
): Promise<Outcome> {
  const { lang, host, port, log: path } = commandLine;
  const texts = textsOf(lang);
  const address = formatAddress(host, port, defaultPort);
  const password = commandLine.plain ? undefined : givenPassword(commandLine, env);
  let { name } = commandLine;
  if (commandLine.remember) {
    const complaint = memory.read();
    if (complaint !== undefined) printError(complaint, terminal.size);
    name ??= memory.name;
    // The address of the last time stays until the person is in at the new one.
    const kept = { address: memory.address ?? address, ...(name === undefined ? {} : { name }) };
    printError(memory.remember(kept).sentence, terminal.size);
  }
  await using log = path === undefined ? undefined : LogFile.tryOpen(path);
  if (path !== undefined && log === undefined) {
    return { code: 1, sentence: texts.cannotOpenLog(path) };
  }
  if (needsFiles(commandLine)) dropFilePermissions();
  let failure: string | undefined;
  let joinedAs: string | undefined;
  const onName = (name: string) => {
    joinedAs = name;
    const remembered = memory.isOpen ? memory.remember({ address, name }) : undefined;
    if (remembered?.ok === false) failure = remembered.sentence;
  };
  const named = name === undefined ? {} : { name };
  const options = { ...commandLine, ...named, ...renderOptions(commandLine) };
  const ended = await join({ ...options, log, onName, password }, terminal, stopSignal());
  if (failure !== undefined) printError(failure, terminal.size);
  return ended.type === "failed"
    ? { code: 1, sentence: ended.sentence, joinedAs }
    : { code: 0, joinedAs };
}

/** Serves a chat that only has a console here. */
async function serveAlone(
  options: ServeOptions,
  commandLine: ServeCommandLine,
  runtime: Runtime,
): Promise<ServeOutcome> {
  const openConsole: Parameters<typeof serve>[1] = (room) => {
    const console = consoleOn(runtime.terminal, options.texts, renderOptions(commandLine), room);
    runtime.showError = (sentence) => console.print(sentence);
    return console;
  };
  return await serve(options, openConsole, runtime.stopSignal());
}

/** The host takes part in the chat that runs in this process. */
async function joinAsHost(
  { address, controls, secret, signal, onUi }: HostPlace,
  commandLine: ServeCommandLine,
  runtime: Runtime,
): Promise<JoinOutcome> {
  const options: JoinOptions = {
    ...renderOptions(commandLine),
    ...address,
    ...{ name: commandLine.name!, lang: commandLine.lang },
    ...{ plain: false, reconnect: true, quiet: false },
    hostControls: controls,
    hostSecret: secret,
  };
  const stop = AbortSignal.any([runtime.stopSignal(), signal]);
  return await join(options, runtime.terminal, stop, (ui) => {
    runtime.showError = (sentence) => ui.note(sentence);
    onUi(ui);
  });
}

/** How what is shown is rendered. */
function renderOptions({ lang, color, simple }: ServeCommandLine | JoinCommandLine) {
  const formatDay = dayFormatter(lang);
  return { texts: textsOf(lang), color, simple, formatTime, formatDay, now: systemClock.date };
}
