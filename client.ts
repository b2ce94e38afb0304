/**
 * `chat join`: hands a conversation the terminal and the way to the server. What is typed and what
 * is told is understood in `lib/join`, and read in `lib/view`.
 */

import type { JoinOptions, JoinOutcome, Way } from "./lib/join/conversation.ts";
import type { Face } from "./lib/join/face.ts";
import { type LineTerminal, TimedLines, Transcript } from "./lib/join/lines_face.ts";
import { PlainConversation } from "./lib/join/plain.ts";
import { Screen, type ScreenTerminal } from "./lib/join/screen.ts";
import { StructuredConversation } from "./lib/join/structured.ts";
import { bracketed } from "./lib/net/host.ts";
import { DialTimeout } from "./lib/net/link.ts";
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
  const way: Way = { dial: dialer(options), sleep, random: Math.random, now: Date.now, kindOf };
  return await new Kind(options, faceFor(options, terminal), way).hold(signal);
}

/** Nobody reads escape sequences in a file, and not everybody on a terminal. */
function faceFor(options: JoinOptions, terminal: PersonTerminal): Face {
  if (!terminal.isInteractive) return new Transcript(terminal, options.texts);
  if (!options.color) return new TimedLines(terminal, options);
  return new Screen(terminal, {
    look: options,
    address: `${bracketed(options.host)}:${options.port}`,
    quiet: options.quiet,
    commands: personCommands(),
    sleep,
    now: Date.now,
  });
}

function dialer({ host, port }: JoinOptions): Way["dial"] {
  // Deno 2.7 leaks the signal of a connect that fails; what comes too late the link closes.
  return async () => {
    const conn = await Deno.connect({ hostname: host, port });
    conn.setNoDelay(true);
    conn.setKeepAlive(true);
    return conn;
  };
}

/** Waits so many ms; no longer than the signal allows. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
}

/** What went wrong, told by its class or code: the texts of the system differ. */
function kindOf(error: unknown): ReturnType<Way["kindOf"]> {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (error instanceof Deno.errors.ConnectionRefused) return "refused";
  if (error instanceof Deno.errors.TimedOut || error instanceof DialTimeout) return "timed-out";
  if (error instanceof Deno.errors.NetworkUnreachable) return "unreachable";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") return "unreachable";
  if (error instanceof Deno.errors.PermissionDenied) return "forbidden";
  // A failed look-up has no class: the first is Rust's sentence, the others are Windows' numbers.
  if (/failed to lookup address|os error 1100[1-4]/.test(messageOf(error))) return "unknown-host";
  return "other";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
