/**
 * `chat join`: gives a conversation the terminal and the way to the server. Input and events are
 * handled in `lib/join`, and rendered in `lib/view`.
 */

import { systemClock } from "./lib/clock.ts";
import { Route } from "./lib/net/route.ts";
import { DialError } from "./lib/net/dial_error.ts";
import { Finder } from "./lib/discovery/finder.ts";
import { Seeker } from "./lib/discovery/seeker.ts";
import { UDP_SYSTEM } from "./lib/discovery/udp.ts";
import { SECURE_DIAL_TIMEOUT_MS, SecureDialer } from "./lib/dial/secure_dialer.ts";
import { messageOf } from "./lib/errors.ts";
import type { JoinOptions, JoinOutcome, Runtime } from "./lib/join/conversation.ts";
import { type LineTerminal, TimedLines, Transcript } from "./lib/join/line_ui.ts";
import { LogFile } from "./lib/join/log_file.ts";
import { LoggedUi } from "./lib/join/logged_ui.ts";
import { PlainConversation } from "./lib/join/plain.ts";
import { Screen } from "./lib/join/screen.ts";
import type { ScreenTerminal } from "./lib/join/screen_terminal.ts";
import { StructuredConversation } from "./lib/join/structured.ts";
import type { Ui } from "./lib/join/ui.ts";
import { classifyDialError, connect, connectTls, type DialFailure } from "./lib/net/dialer.ts";
import { bracketed, type HostPort, isLoopback } from "./lib/net/host.ts";
import { wrapSentences } from "./lib/term/sentences.ts";
import { personWords } from "./lib/slash.ts";

export type { JoinOptions, JoinOutcome };
export { LogFile };

/** The terminal of the person. */
export interface PersonTerminal extends LineTerminal, ScreenTerminal {
  /** Whether neither input nor output is redirected. */
  readonly isInteractive: boolean;
  /** Shows a question, and reads a line of which nothing is shown; undefined when there is none. */
  askSecret(question: string): Promise<string | undefined>;
  /** Aborts when nobody reads the output any more. */
  readonly outputGone: AbortSignal;
}

/** So often a person may type the password. */
const PASSWORD_TRIES = 3;
/** So often it waits because others have guessed too often. */
const MAX_WAITS = 5;

/** After these another place of a chat that was found may be the right one. */
const ELSEWHERE: readonly string[] = ["not-ours", "other-certificate"];

/** How one conversation ended. */
interface Ended {
  outcome: JoinOutcome;
  /** The last failure to connect, and what its sentence needs beside the address. */
  failure: DialFailure | undefined;
  detail: string;
  /** Whether the person was in. */
  hasJoined: boolean;
}

/**
 * Joins a chat until the person leaves, `signal` aborts, nobody reads the output any more, or it cannot
 * go on. A person at a terminal is asked for the password if the room has one.
 *
 * @param onUi Called with the user interface before anything is shown on it.
 * @returns When the connection is closed, and the terminal restored.
 */
export async function join(
  options: JoinOptions,
  terminal: PersonTerminal,
  signal: AbortSignal,
  onUi: (ui: Ui) => void = () => {},
): Promise<JoinOutcome> {
  let { name } = options;
  const onName = (accepted: string) => {
    name = accepted;
    options.onName?.(accepted);
  };
  let { password } = options;
  let tries = 0;
  let waits = 0;
  for (;;) {
    const named = name === undefined ? {} : { name };
    const next = { ...options, ...named, password, onName };
    const { outcome, failure, detail, hasJoined } = await converse(next, terminal, signal, onUi);
    if (hasJoined) tries = 0;
    if (failure === "too-many-guesses" && outcome.type === "failed" && waits++ < MAX_WAITS) {
      // Perhaps it was another person behind the same router.
      if (terminal.isInteractive) {
        terminal.write(`${wrapSentences(outcome.sentence, terminal.size)}\n`);
      }
      await systemClock.sleep(Number(detail) * 1000, signal);
      if (!signal.aborted) continue;
    }
    // The host has changed the password, and asks everybody for the new one.
    const isChanged = outcome.type === "failed" && outcome.code === "password";
    const isAsked = isChanged || failure === "password" || failure === "wrong-password";
    if (!isAsked || !terminal.isInteractive || tries === PASSWORD_TRIES || signal.aborted) {
      return outcome;
    }
    if (failure !== "password" && outcome.type === "failed") {
      const sentence = isChanged ? options.texts.passwordChanged : outcome.sentence;
      terminal.write(`${wrapSentences(sentence, terminal.size)}\n`);
    }
    tries++;
    password = await terminal.askSecret(options.texts.askPassword);
    if (password === undefined) return { type: "left" };
  }
}

/** One conversation, to its end. */
async function converse(
  options: JoinOptions,
  terminal: PersonTerminal,
  signal: AbortSignal,
  onUi: (ui: Ui) => void,
): Promise<Ended> {
  const Kind = options.plain ? PlainConversation : StructuredConversation;
  const route = new Route(options);
  const { found } = options;
  // Who was found on the network must have the certificate that answered there.
  const certificates = new Map<string, string>();
  const addFound = ({ host, port }: HostPort, certificate: string) => {
    certificates.set(`${host} ${port}`, certificate);
    route.add({ host, port });
  };
  for (const place of found?.places ?? []) addFound(place, found!.certificate);
  const dialer = new SecureDialer({
    ...systemClock,
    expected: () => certificates.get(`${route.current.host} ${route.current.port}`),
    connect: () => connect(route.current),
    connectTls: (trust, signal) => connectTls(route.current, trust, signal),
  });
  if (options.hostSecret !== undefined) dialer.hostSecret = options.hostSecret;
  else dialer.password = options.password;
  let hasJoined = false;
  const onName = (name: string) => {
    if (!hasJoined) { // A server that is opened again may have another certificate.
      certificates.clear();
      route.settle();
    }
    hasJoined = true;
    dialer.onJoined();
    options.onName?.(name);
  };
  // A server on this computer has no other address.
  const isHere = isLoopback(options.host) || ["localhost", "::1"].includes(options.host);
  const seeker = new Seeker({
    search: (onChange) => new Finder({ ...UDP_SYSTEM, port: options.port, known: [], onChange }),
    onFound: (place, certificate) => {
      const isHome = place.host === options.host && place.port === options.port;
      if (!isHome) addFound(place, certificate);
    },
    clock: systemClock,
  });
  const ends = AbortSignal.any([signal, terminal.outputGone, dialer.refused]);
  let failure: DialFailure | undefined;
  let detail = "";
  const runtime: Runtime = {
    clock: systemClock,
    dial: async (signal) => {
      if (options.plain) return await connect(options);
      const certificate = hasJoined && !isHere ? await dialer.certificate : undefined;
      if (certificate !== undefined && !signal.aborted && !ends.aborted) seeker.begin(certificate);
      for (;;) {
        try {
          const transport = await dialer.dial(signal);
          await seeker.end();
          return transport;
        } catch (error) {
          // Of a chat that was found the next place is tried; the link does so later.
          const isElsewhere = !(error instanceof DialError) || ELSEWHERE.includes(error.failure);
          if (!found || !isElsewhere || hasJoined || signal.aborted || !route.goOn()) throw error;
        }
      }
    },
    // The host stays at the server in this process.
    ...(options.hostSecret === undefined ? { route } : {}),
    dialTimeoutMs: SECURE_DIAL_TIMEOUT_MS,
    random: Math.random,
    classifyDialError: (error) => {
      detail = messageOf(error);
      return failure = classifyDialError(error);
    },
  };
  const ui = uiFor(options, terminal, () => dialer.isEncrypted);
  const { log } = options;
  const logged = log && new LoggedUi(ui, { ...options, log });
  onUi(logged ?? ui);
  let outcome = await new Kind({ ...options, onName }, logged ?? ui, runtime).run(ends)
    .finally(() => seeker.end());
  if (dialer.refused.aborted) {
    failure = classifyDialError(dialer.refused.reason);
    outcome = { type: "failed", sentence: dialSentence(failure, options) };
  }
  // Who is asked for the password has not failed yet.
  if (outcome.type === "failed" && failure !== "password") logged?.logFailure(outcome.sentence);
  return { outcome, failure, detail, hasJoined };
}

/** The sentence for a server that was joined before, and refuses the password. */
function dialSentence(failure: DialFailure, { host, port, texts }: JoinOptions): string {
  return texts.cannotConnect(texts.connectFailures[failure](bracketed(host), port, ""));
}

/** Escape sequences are for terminals, and for people who can see that a line is redrawn. */
function uiFor(options: JoinOptions, terminal: PersonTerminal, isEncrypted: () => boolean): Ui {
  if (!terminal.isInteractive) return new Transcript(terminal, options.texts);
  if (options.simple) return new TimedLines(terminal, options);
  return new Screen(terminal, {
    render: options,
    address: `${bracketed(options.host)}:${options.port}`,
    quiet: options.quiet,
    isEncrypted,
    commands: (options.hostControls?.words ?? personWords)(options.texts),
    clock: systemClock,
  });
}
