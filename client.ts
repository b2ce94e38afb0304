/**
 * `chat join`: gives a conversation the terminal and the way to the server. Input and events are
 * handled in `lib/join`, and rendered in `lib/view`.
 */

import { systemClock } from "./lib/clock.ts";
import { SECURE_DIAL_TIMEOUT_MS, SecureDialer } from "./lib/dial/secure_dialer.ts";
import type { JoinOptions, JoinOutcome, Runtime } from "./lib/join/conversation.ts";
import { type LineTerminal, TimedLines, Transcript } from "./lib/join/line_ui.ts";
import { LogFile } from "./lib/join/log_file.ts";
import { LoggedUi } from "./lib/join/logged_ui.ts";
import { PlainConversation } from "./lib/join/plain.ts";
import { Screen } from "./lib/join/screen.ts";
import type { ScreenTerminal } from "./lib/join/screen_terminal.ts";
import { StructuredConversation } from "./lib/join/structured.ts";
import type { Ui } from "./lib/join/ui.ts";
import { classifyDialError, connect, connectTls } from "./lib/net/dialer.ts";
import { bracketed } from "./lib/net/host.ts";
import { personWords } from "./lib/slash.ts";

export type { JoinOptions, JoinOutcome };
export { LogFile };

/** The terminal of the person. */
export interface PersonTerminal extends LineTerminal, ScreenTerminal {
  /** Whether neither input nor output is redirected. */
  readonly isInteractive: boolean;
  /** Aborts when nobody reads the output any more. */
  readonly outputGone: AbortSignal;
}

/**
 * Joins a chat until the person leaves, `signal` aborts, nobody reads the output any more, or it cannot
 * go on.
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
  const Kind = options.plain ? PlainConversation : StructuredConversation;
  const dialer = new SecureDialer({
    ...systemClock,
    connect: () => connect(options),
    connectTls: (trust) => connectTls(options, trust),
  });
  const runtime: Runtime = {
    clock: systemClock,
    dial: options.plain ? () => connect(options) : (signal) => dialer.dial(signal),
    dialTimeoutMs: SECURE_DIAL_TIMEOUT_MS,
    random: Math.random,
    classifyDialError,
  };
  const ui = uiFor(options, terminal, () => dialer.isEncrypted);
  const { log } = options;
  const logged = log && new LoggedUi(ui, { ...options, log });
  onUi(logged ?? ui);
  const ends = AbortSignal.any([signal, terminal.outputGone]);
  const outcome = await new Kind(options, logged ?? ui, runtime).run(ends);
  if (outcome.type === "failed") logged?.logFailure(outcome.sentence);
  return outcome;
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
