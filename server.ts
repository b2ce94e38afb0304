/**
 * `chat serve`: listens, accepts connections into the room, and does what the operator types, until it
 * is told to stop. The conversation is in `lib/chat`, its dialects in `lib/wire`, its way out to many
 * readers in `lib/broadcast`, and what joins them in `lib/serve`.
 */

import { systemClock } from "./lib/clock.ts";
import type { Texts } from "./lib/i18n/mod.ts";
import type { JoinOutcome } from "./lib/join/conversation.ts";
import { HostChecks } from "./lib/join/host_checks.ts";
import { Screen } from "./lib/join/screen.ts";
import type { ScreenTerminal } from "./lib/join/screen_terminal.ts";
import type { HostControls } from "./lib/join/typed_commands.ts";
import { publicAddress } from "./lib/net/addresses.ts";
import { bracketed } from "./lib/net/host.ts";
import { formatted, type OperatorConsole } from "./lib/operator/console.ts";
import { EarlyTexts } from "./lib/operator/early_texts.ts";
import type { Invitation } from "./lib/operator/invitation.ts";
import { LineConsole, type LineConsoleTerminal } from "./lib/operator/line_console.ts";
import { Operator } from "./lib/operator/operator.ts";
import { runOperator } from "./lib/operator/run_operator.ts";
import { ScreenConsole } from "./lib/operator/screen_console.ts";
import { acceptAll } from "./lib/serve/accept.ts";
import { ConsoleTitle } from "./lib/serve/console_title.ts";
import { listenFailure } from "./lib/serve/listen_failure.ts";
import { Room, type RoomOptions } from "./lib/serve/room.ts";
import type { Failed, ServeOutcome } from "./lib/serve/serve_outcome.ts";
import { type SharedRoom, takePart } from "./lib/serve/shared_room.ts";
import { TlsDoor } from "./lib/serve/tls_door.ts";
import { HOST_TYPING, operatorWords } from "./lib/slash/operator.ts";
import type { Certificate } from "./lib/tls/certificate.ts";
import { encodeBase64 } from "./lib/tls/pem.ts";
import type { RenderOptions } from "./lib/view/lines.ts";

export type { ServeOutcome };

/** What a server is started with. */
export interface ServeOptions
  extends Omit<RoomOptions, "print" | "tls" | "sequencer" | "snapshot"> {
  /** The address of this machine to listen on. */
  host: string;
  /** The TCP port; 0 takes a free one. */
  port: number;
  /** Makes what tells how others reach a port of this machine. */
  invitation: (port: number) => Pick<Invitation, "greeting" | "again">;
  /** What TLS clients are shown. @default {there is no TLS} */
  certificate?: Certificate;
  /** The room of several servers of which this is one. @default {the server is alone} */
  shared?: SharedRoom | undefined;
  /** The password that this server was started with. @default {none was given} */
  passwordText?: string | undefined;
  /** Stops a server that does not take part in the room yet. @default {nothing does} */
  signal?: AbortSignal;
  /** Tells those who look for chats on the network of this one. @default {they are not answered} */
  announce?: (port: number, room: Room) => AsyncDisposable | undefined;
  /** Further lines to print at the start. */
  hints: string[];
}

/** The rows below the greeting: the prompt, and the first line of what happens. */
const CONSOLE_ROWS = 2;
/** Of a host, who joins then: the banner, the day, three rows about the arrival, and the prompt. */
const HOST_ROWS = 6;

/** Where a server that listens on every address is reached on its own machine. */
const LOOPBACK: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** A server that listens. */
export interface Server {
  /** Tells it from a failure. */
  type: "listening";
  /** The TCP port. */
  port: number;
  /** Where this computer itself joins. */
  address: string;
  /** The room. */
  room: Room;
  /** What tells others how to join. */
  invitation: ReturnType<ServeOptions["invitation"]>;
  /** Whether it takes part in the room of several servers, once that is known. */
  started: Promise<boolean> | undefined;
  /** Aborts when it cannot go on. */
  failed: AbortSignal;
  /** Accepts no more connections. */
  stopListening(): void;
  /** Resolves when no more connections are accepted. */
  stopped: Promise<void>;
  /** Closes the room. Returns how it ended. */
  close(): Promise<ServeOutcome>;
}

/**
 * Serves a chat until `signal` aborts, or the operator shuts it down.
 *
 * @param openConsole Opens the console, once the server listens.
 * @returns When every connection is closed, at most a second after the signal.
 */
export async function serve(
  options: ServeOptions,
  openConsole: (room: Room) => OperatorConsole,
  signal: AbortSignal,
): Promise<ServeOutcome> {
  const early = new EarlyTexts();
  const server = listen(options, early.print);
  if (server.type === "failed") return server;
  const close = () => server.stopListening();
  if (signal.aborted) close();
  else signal.addEventListener("abort", close, { once: true });
  if (server.started && !await server.started) return await server.close();
  const console = openConsole(server.room);
  const { texts } = options;
  const { room, port, invitation } = server;
  console.print(greeting(server, options, CONSOLE_ROWS));
  early.passOn((text, lines) => console.print(text, lines));
  const { writeTitle: write } = console;
  const [address, count] = [publicAddress(options.host, port), () => room.hub.size];
  const title = write && new ConsoleTitle({ address, count, clock: room.clock, write });
  const operator = new Operator({ room, invitation, close });
  // The keyboard may stay open after the end: it is not waited for.
  runOperator(operator, console, texts).catch((error) => room.printError(error));
  await server.stopped;
  console.print(texts.serverClosing);
  const outcome = await server.close();
  title?.[Symbol.dispose]();
  await console.close();
  return outcome;
}

/** The terminal of the operator. */
export interface OperatorTerminal extends LineConsoleTerminal, ScreenTerminal {
  /** Whether neither input nor output is redirected. */
  readonly isInteractive: boolean;
}

/** The console: a prompt at a terminal, lines where input or output is redirected. */
export function consoleOn(
  terminal: OperatorTerminal,
  texts: Texts,
  { simple, ...render }: RenderOptions & { simple: boolean },
  { hub }: Room,
): OperatorConsole {
  if (!terminal.isInteractive) return new LineConsole(terminal, texts);
  if (simple) return new LineConsole(terminal, texts, terminal);
  const commands = operatorWords(texts);
  const screen = new Screen(terminal, {
    render,
    quiet: true,
    commands,
    clock: systemClock,
  });
  const writeTitle = (sequence: string) => {
    if (!terminal.isBasic) terminal.write(sequence);
  };
  return new ScreenConsole({
    screen,
    texts,
    clock: systemClock,
    writeTitle,
    count: () => hub.size,
  });
}

/** The host's place in the chat that is served. */
export interface HostPlace {
  /** The address to join at. */
  address: { host: string; port: number };
  /** By which the server knows the host's client. */
  secret: string;
  /** Aborts when the server cannot go on. */
  signal: AbortSignal;
  /** What the host can do besides. */
  controls: HostControls;
  /** Called with the host's user interface before anything else is shown on it. */
  onUi: (ui: HostUi) => void;
}

/** What is shown to a host besides the conversation. */
export interface HostUi {
  /** Shows a sentence. */
  say(sentence: string): void;
  /** Shows a line of the console. */
  note(text: string): void;
}

/**
 * Serves a chat in which the host takes part, until the host leaves.
 *
 * @param join Lets the host join; resolves when the host has left.
 * @returns When every connection is closed.
 */
export async function host(
  options: ServeOptions,
  join: (place: HostPlace) => Promise<JoinOutcome>,
): Promise<ServeOutcome> {
  const early = new EarlyTexts();
  const secret = encodeBase64(crypto.getRandomValues(new Uint8Array(32)));
  const hosted = { ...options, isHostInChat: true, hostSecret: secret };
  const server = listen(hosted, early.print);
  if (server.type === "failed") return server;
  const close = () => server.stopListening();
  if (options.signal?.aborted) close();
  else options.signal?.addEventListener("abort", close, { once: true });
  if (server.started && !await server.started) return await server.close();
  const { room, invitation, port, address } = server;
  let show = (text: string) => room.print(text);
  const operator = new Operator({ room, invitation, show: (text) => show(text), close });
  const checks = new HostChecks(options.texts);
  const ended = await join({
    address: { host: address, port },
    secret,
    signal: server.failed,
    controls: {
      ...HOST_TYPING,
      execute: (command) => operator.command(command),
      complaint: (...line) => checks.complaint(...line),
    },
    onUi: (ui) => {
      show = (text) => ui.say(text);
      ui.say(greeting(server, options, HOST_ROWS));
      early.passOn((text) => {
        for (const one of formatted(text)) ui.note(one);
      });
    },
  });
  server.stopListening();
  await server.stopped;
  const outcome = await server.close();
  return outcome.type === "failed" ? outcome : ended.type === "failed" ? ended : outcome;
}

/** Listens, and accepts connections into a new room, once the server takes part in it. */
export function listen(options: ServeOptions, print: RoomOptions["print"]): Server | Failed {
  const { host, port, certificate, texts, shared, passwordText } = options;
  let listener: Deno.TcpListener;
  try {
    listener = Deno.listen({ hostname: host, port });
  } catch (error) {
    return { type: "failed", sentence: listenFailure(error, bracketed(host), port, texts) };
  }
  const { hostname, port: actualPort } = listener.addr; // The address of a name, and the port for 0.
  const address = LOOPBACK[hostname] ?? hostname;
  const tls = certificate && new TlsDoor(certificate, systemClock);
  const room = new Room({ ...options, ...shared, print, tls });
  let outcome: ServeOutcome = { type: "closed" };
  const stopping = new AbortController();
  stopping.signal.addEventListener("abort", () => {
    listener.close();
    tls?.close();
  });
  const stopListening = () => stopping.abort();
  const accept = async () => {
    await using _ = stopping.signal.aborted ? undefined : options.announce?.(actualPort, room);
    await acceptAll(listener, room);
  };
  const failed = new AbortController();
  const fail = (sentence: string) => {
    outcome = { type: "failed", sentence };
    failed.abort();
    stopListening();
  };
  shared?.showOn((text) => room.print(text));
  shared?.failed.then(fail);
  const started = shared && takePart(shared, room, passwordText, stopping.signal)
    .then((sentence) => {
      if (sentence !== undefined) fail(sentence);
      return !stopping.signal.aborted;
    });
  return {
    type: "listening",
    port: actualPort,
    address,
    room,
    invitation: options.invitation(actualPort),
    started,
    failed: failed.signal,
    stopListening,
    stopped: started ? started.then(accept) : accept(),
    close: async () => {
      await room.close();
      await shared?.close();
      return outcome;
    },
  };
}

/** What is shown at the start, with so many rows below it soon. */
function greeting(
  { port, invitation }: Server,
  { host, hints, texts }: ServeOptions,
  rowsBelow: number,
): string {
  const listening = texts.listening(bracketed(host), port);
  const lines = invitation.greeting([listening, ...hints], rowsBelow);
  return [listening, ...lines, ...hints].join("\n");
}
