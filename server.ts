/**
 * `chat serve`: listens, accepts connections into the room, and does what the operator types, until it
 * is told to stop. The conversation is in `lib/chat`, its dialects in `lib/wire`, its way out to many
 * readers in `lib/broadcast`, and what joins them in `lib/serve`.
 */

import { messageOf } from "./lib/errors.ts";
import type { Texts } from "./lib/i18n/mod.ts";
import { isUnknownHost } from "./lib/net/dialer.ts";
import { bracketed } from "./lib/net/host.ts";
import { isDisconnect, ReadBudget, Socket } from "./lib/net/socket.ts";
import { Room, type RoomOptions } from "./lib/serve/room.ts";
import { parseOperatorCommand } from "./lib/slash.ts";

/** What a server is started with. */
export interface ServeOptions extends Omit<RoomOptions, "print"> {
  /** The address of this machine to listen on. */
  host: string;
  /** The TCP port; 0 takes a free one. */
  port: number;
  /** The lines to print at the start: how to reach a port of this machine, how to copy the history. */
  hints: (port: number) => string[];
}

/** The terminal of the operator. */
export interface OperatorTerminal {
  /**
   * Shows a text of one or several lines. Never waits.
   *
   * @param text The text, or what formats it: not called when the text would not be shown.
   * @param lines How many lines it formats. @default {1}
   */
  print(text: string | (() => string), lines?: number): void;
  /** What the operator types, line by line. */
  lines(): AsyncIterable<string>;
}

/** How it ended: closed as it was asked to, or never started, with the sentence that says why. */
export type ServeOutcome = { type: "closed" } | { type: "failed"; sentence: string };

const ACCEPT_RETRY_MS = 200;
/**
 * A connection that had to be waited for so long came alone. In a storm they are there at once, and
 * others have their turn between them.
 */
const ACCEPT_WAITED_MS = 0.1;
const STORM_TURN = 64;
/** Within this time of a failed accept the next one is not reported. */
const ACCEPT_QUIET_MS = 10_000;

/**
 * Serves a chat until `signal` aborts, or the operator shuts it down.
 *
 * @returns When every connection is closed, at most a second after the signal.
 */
export async function serve(
  options: ServeOptions,
  terminal: OperatorTerminal,
  signal: AbortSignal,
): Promise<ServeOutcome> {
  const { host, port, texts } = options;
  let listener: Deno.TcpListener;
  try {
    listener = Deno.listen({ hostname: host, port });
  } catch (error) {
    return { type: "failed", sentence: listenFailure(error, bracketed(host), port, texts) };
  }
  terminal.print([
    texts.listening(bracketed(host), listener.addr.port),
    ...options.hints(listener.addr.port),
  ].join("\n"));

  const room = new Room({ ...options, print: (text, lines) => terminal.print(text, lines) });
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  if (stopped.aborted) listener.close();
  else stopped.addEventListener("abort", () => listener.close(), { once: true });
  // The keyboard may stay open after the end: it is not waited for.
  runOperator(terminal.lines(), room, () => stop.abort()).catch((error) => room.printError(error));
  await acceptAll(listener, room);
  terminal.print(texts.serverClosing);
  await room.close();
  return { type: "closed" };
}

/** Accepts connections until the listener is closed. */
async function acceptAll(listener: Deno.TcpListener, room: Room): Promise<void> {
  const budget = new ReadBudget();
  let inStorm = 0;
  let failedAt = -Infinity;
  for (;;) {
    try {
      const askedAt = room.clock.now();
      room.accept(new Socket(await listener.accept(), room.clock, budget));
      const now = room.clock.now();
      if (now - askedAt > ACCEPT_WAITED_MS) inStorm = 0;
      else if (++inStorm % STORM_TURN === 0) await room.broadcaster.nextTurn();
    } catch (error) {
      if (error instanceof Deno.errors.BadResource) return;
      if (error instanceof Deno.errors.Interrupted) return;
      // A peer that left before it was accepted; otherwise the system has no more descriptors.
      if (isDisconnect(error)) continue;
      const now = room.clock.now();
      const waitMs = room.addresses.freeDescriptors(room.awakeMs);
      if (waitMs !== undefined) {
        await room.clock.sleep(waitMs); // A descriptor is free in the next turn at the earliest.
        continue;
      }
      const isNew = now - failedAt > ACCEPT_QUIET_MS;
      if (isNew) room.print(room.options.texts.acceptPaused(messageOf(error)));
      failedAt = now;
      await room.clock.sleep(ACCEPT_RETRY_MS);
    }
  }
}

/** Carries out what the operator types. */
async function runOperator(
  lines: AsyncIterable<string>,
  room: Room,
  shutDown: () => void,
): Promise<void> {
  const { texts } = room.options;
  for await (const line of lines) {
    const command = parseOperatorCommand(line, texts);
    switch (command.type) {
      case "who":
        room.print(texts.people(room.hub.people()));
        break;
      case "help":
        room.print(room.console.help());
        break;
      case "notice":
        room.notice(command.text);
        break;
      case "kick":
        room.kick(command.name, command.text);
        break;
      case "prune":
        room.prune();
        break;
      case "shut-down":
        return shutDown();
      case "invalid":
        room.print(
          command.code === "unknown-command"
            ? texts.unknownOrder(command.value)
            : texts.rejections[command.code](command.value),
        );
    }
  }
}

function listenFailure(error: unknown, host: string, port: number, texts: Texts): string {
  const { listenFailures } = texts;
  if (error instanceof Deno.errors.AddrInUse) return listenFailures["in-use"](host, port);
  if (error instanceof Deno.errors.PermissionDenied) {
    return listenFailures["not-allowed"](host, port);
  }
  if (error instanceof Deno.errors.AddrNotAvailable) return listenFailures["not-here"](host);
  if (isUnknownHost(error)) return listenFailures["unknown-host"](host);
  return listenFailures["other"](host, port, messageOf(error));
}
