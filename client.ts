/**
 * `chat join`: hands a conversation the terminal and the way to the server. What is typed and what
 * is told is understood in `lib/join`, and read in `lib/view`.
 */

import { systemClock } from "./lib/clock.ts";
import type { JoinOptions, JoinOutcome, Runtime } from "./lib/join/conversation.ts";
import type { Ui } from "./lib/join/ui.ts";
import { type LineTerminal, TimedLines, Transcript } from "./lib/join/line_ui.ts";
import { PlainConversation } from "./lib/join/plain.ts";
import { Screen, type ScreenTerminal } from "./lib/join/screen.ts";
import { StructuredConversation } from "./lib/join/structured.ts";
import { classifyDialError, connect } from "./lib/net/dialer.ts";
import { bracketed } from "./lib/net/host.ts";
import { personCommands } from "./lib/slash.ts";

export type { JoinOptions, JoinOutcome };

/** Where the person sits. */
export interface PersonTerminal extends LineTerminal, ScreenTerminal {
  /** Neither input nor output is redirected. */
  readonly isInteractive: boolean;
}

/**
 * Joins a chat until the person leaves, `signal` says so, or it cannot go on.
 *
 * @returns When the connection is closed, and the terminal given back.
 */
export async function join(
  options: JoinOptions,
  terminal: PersonTerminal,
  signal: AbortSignal,
): Promise<JoinOutcome> {
  const Kind = options.plain ? PlainConversation : StructuredConversation;
  const dial = () => connect(options);
  const way: Runtime = {
    dial,
    sleep: systemClock.sleep,
    random: Math.random,
    now: systemClock.date,
    classifyDialError,
  };
  return await new Kind(options, faceFor(options, terminal), way).run(signal);
}

/** Nobody reads escape sequences in a file, and not everybody on a terminal. */
function faceFor(options: JoinOptions, terminal: PersonTerminal): Ui {
  if (!terminal.isInteractive) return new Transcript(terminal, options.texts);
  if (!options.color) return new TimedLines(terminal, options);
  return new Screen(terminal, {
    look: options,
    address: `${bracketed(options.host)}:${options.port}`,
    quiet: options.quiet,
    commands: personCommands(),
    sleep: systemClock.sleep,
    now: systemClock.date,
  });
}
