/**
 * `chat serve`: listens, lets connections into the room, and does what the operator types, until
 * it is told to stop. The conversation itself is in `lib/chat`, how it is spoken in `lib/wire`,
 * and what joins the two in `lib/serve`.
 */

import { messageOf } from "./lib/errors.ts";
import type { Texts } from "./lib/i18n/mod.ts";
import { isUnknownHost } from "./lib/net/dialer.ts";
import { bracketed } from "./lib/net/host.ts";
import { isDisconnect, Socket } from "./lib/net/socket.ts";
import { Room, type RoomOptions } from "./lib/serve/room.ts";

/** How a server is to be. */
export interface ServeOptions extends Omit<RoomOptions, "print"> {
  /** The address of this machine to listen on. */
  host: string;
  /** The TCP port; 0 takes a free one. */
  port: number;
  /** The lines to print about how to reach a port of this machine from others. */
  joinHints: (port: number) => string[];
}

/** Where the operator sits. */
export interface OperatorTerminal {
  /** Shows a text of one or several lines. Never waits. */
  print(text: string): void;
  /** What the operator types, line by line. */
  lines(): AsyncIterable<string>;
}

/** How it ended: closed as it was asked to, or never begun, with the sentence that says why. */
export type ServeOutcome = { type: "closed" } | { type: "failed"; sentence: string };

const ACCEPT_RETRY_MS = 200;
/** Connections that are let in one by one as others end are no news: it is said once. */
const ACCEPT_QUIET_MS = 10_000;

/**
 * Serves a chat until `signal` says stop, or the operator does.
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
    ...options.joinHints(listener.addr.port),
  ].join("\n"));

  const room = new Room({ ...options, print: (text) => terminal.print(text) });
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  if (stopped.aborted) listener.close();
  else stopped.addEventListener("abort", () => listener.close(), { once: true });
  // The keyboard may stay open when all is over: nobody waits for it.
  runOperator(terminal.lines(), room, () => stop.abort()).catch((error) => room.printError(error));
  await accept(listener, room);
  terminal.print(texts.serverClosing);
  await room.close();
  return { type: "closed" };
}

/** Lets connections in until the listener is closed. */
async function accept(listener: Deno.TcpListener, room: Room): Promise<void> {
  let failedAt = -Infinity;
  for (;;) {
    try {
      room.accept(new Socket(await listener.accept(), room.clock));
    } catch (error) {
      if (error instanceof Deno.errors.BadResource) return;
      if (error instanceof Deno.errors.Interrupted) return;
      // A peer left before it was let in; otherwise the system gives no more sockets for now.
      if (isDisconnect(error)) continue;
      const now = room.clock.now();
      const isNews = now - failedAt > ACCEPT_QUIET_MS;
      if (isNews) room.print(room.options.texts.acceptPaused(messageOf(error)));
      failedAt = now;
      await room.clock.sleep(ACCEPT_RETRY_MS);
    }
  }
}

/** Does what the operator types. */
async function runOperator(
  lines: AsyncIterable<string>,
  room: Room,
  shutDown: () => void,
): Promise<void> {
  const { texts } = room.options;
  for await (const line of lines) {
    const asked = room.console.read(line);
    switch (asked.type) {
      case "who":
        room.print(texts.people(room.hub.people()));
        break;
      case "help":
        room.print(room.console.help());
        break;
      case "notice":
        room.notice(asked.text);
        break;
      case "kick":
        room.kick(asked.name);
        break;
      case "shut-down":
        return shutDown();
      case "invalid":
        room.print(
          asked.code === "unknown-command"
            ? texts.unknownOrder(asked.value)
            : texts.rejections[asked.code](asked.value),
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
