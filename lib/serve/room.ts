/**
 * What the connections have in common: the hub, the log and its feeds, and the moments when
 * everybody reads. It also sees that nobody waits long for a reader that does not read. [edge]
 */

import { Hub } from "../chat/hub.ts";
import { Log } from "../chat/log.ts";
import type { Texts } from "../i18n/mod.ts";
import type { Socket } from "../net/socket.ts";
import { LIMITS } from "../protocol.ts";
import { Console } from "../wire/console.ts";
import { Feed } from "../wire/feed.ts";
import { encodeLine } from "../wire/json_lines.ts";
import { encodeEntry } from "../wire/plain_text.ts";
import { Connection } from "./connection.ts";

/** How a room is to be. */
export interface RoomOptions {
  /** Leaves the text of private messages out of the console. */
  hidePrivate: boolean;
  /** How many people fit. */
  maxPeople: number;
  /** Messages per second of one person in the long run; 0 sets no limit. */
  rate: number;
  /** How many messages of the past a newcomer gets. */
  recent: number;
  /** The language of the console, and of line and unframed clients. */
  texts: Texts;
  /** Shows a text of one or several lines on the console. Never waits. */
  print: (text: string) => void;
}

const SWEEP_MS = 250;
/** A reader further behind than this holds back those who write, as long as it reads. */
const FAR_BEHIND_BYTES = LIMITS.readerBehindBytes / 2;
const FAR_BEHIND_ENTRIES = LIMITS.logEntries / 2;
/** Others wait for a reader that takes this much a second; for less, they wait one second. */
const WORTH_WAITING_BYTES = 64 * 1024;
const HOLD_MS = 1_000;

/** What others wait for: a reader far behind, and what it had taken when the wait began. */
interface Hold {
  since: number;
  takenBytes: number;
  isOver: boolean;
}

/** The room, and everybody who is connected to it. */
export class Room {
  /** Who is here, and who hears what. */
  readonly hub: Hub;
  /** What happened. */
  readonly log = new Log();
  /** How each kind of client reads what happened. */
  readonly feeds: { plain: Feed; structured: Feed };
  /** The sentences of the console. */
  readonly console: Console;
  /** How the room is to be. */
  readonly options: RoomOptions;
  readonly #connections = new Set<Connection>();
  readonly #farBehind = new Map<Connection, Hold>();
  #relief = Promise.withResolvers<void>();
  #isStirred = false;
  #sweeper?: ReturnType<typeof setInterval>;

  /**
   * Makes an empty room.
   *
   * @param options How it is to be.
   */
  constructor(options: RoomOptions) {
    const { maxPeople, recent, texts } = options;
    this.options = options;
    this.console = new Console(options);
    this.hub = new Hub(this.log, { maxPeople, recent, newToken });
    this.feeds = {
      plain: new Feed(this.log, { encode: (entry) => encodeEntry(entry, texts), hidesOwn: true }),
      structured: new Feed(this.log, { encode: encodeLine, hidesOwn: false }),
    };
  }

  /** Shows something on the server's console. */
  print(text: string): void {
    this.options.print(text);
  }

  /** Shows that something happened for which there is no sentence. */
  printError(error: unknown): void {
    this.print(
      this.options.texts.unexpected(error instanceof Error ? error.message : String(error)),
    );
  }

  /** Takes a new connection in, until it ends by itself. */
  async attend(socket: Socket): Promise<void> {
    const connection = new Connection(socket, this);
    this.#connections.add(connection);
    this.#sweeper ??= setInterval(() => this.#guard(() => this.#sweep()), SWEEP_MS);
    await connection.done;
    this.#connections.delete(connection);
    this.#farBehind.delete(connection);
    this.#relieve();
    if (this.#connections.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  /** Says something to everybody in the name of the server. */
  notice(text: string): void {
    this.hub.notice(text, Date.now());
    this.print(this.options.texts.notice(text));
    this.stir();
  }

  /** Takes somebody out of the room, or shows that there is nobody of this name. */
  kick(name: string): void {
    const session = this.hub.find(name);
    const connection = [...this.#connections].find((one) => session && one.session === session);
    if (!connection) return this.print(this.options.texts.rejections["no-such-person"](name));
    const refusal = { type: "refused" as const, code: "kicked" as const };
    this.print(this.console.ended(connection.peer, refusal));
    connection.finish(refusal, "kicked");
  }

  /** Says goodbye to everybody and closes every connection. */
  async close(): Promise<void> {
    this.flush();
    const everybody = [...this.#connections];
    await Promise.all(everybody.map((one) => {
      one.finish({ type: "refused", code: "server-closing" });
      return one.done;
    }));
  }

  /** Something happened: everybody is sent it, together with what else happens in this turn. */
  stir(): void {
    if (this.#isStirred) return;
    this.#isStirred = true;
    // Two microtasks later, the other reads that were ready in this turn have been carried out.
    queueMicrotask(() => queueMicrotask(() => this.#guard(() => this.flush())));
  }

  /** Makes what happened readable, and lets everybody read. */
  flush(): void {
    this.#isStirred = false;
    this.log.publish();
    this.feeds.plain.catchUp();
    this.feeds.structured.catchUp();
    for (const connection of this.#connections) {
      connection.flush();
      if (this.#isFarBehind(connection)) this.#fallBehind(connection);
    }
  }

  /** Resolves when nobody who still reads is too far behind. */
  async relief(): Promise<void> {
    while (this.#isHeld()) await this.#relief.promise;
  }

  /** Lets everybody read what one connection brought so far, before it goes on. */
  async turn(): Promise<void> {
    this.flush();
    await new Promise((resolve) => setTimeout(resolve));
    await this.relief();
  }

  /** A connection has taken some bytes. */
  progressed(connection: Connection): void {
    if (this.#farBehind.size === 0 || this.#isFarBehind(connection)) return;
    this.#farBehind.delete(connection);
    this.#relieve();
  }

  #isFarBehind({ behindBytes, cursor }: Connection): boolean {
    return behindBytes > FAR_BEHIND_BYTES || this.log.head - cursor > FAR_BEHIND_ENTRIES;
  }

  /** An error in what is done for everybody is shown, and is the end of nobody. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.printError(error);
    }
  }

  #isHeld(): boolean {
    return this.#farBehind.values().some(({ isOver }) => !isOver);
  }

  #fallBehind(connection: Connection): void {
    if (this.#farBehind.has(connection)) return;
    const { takenBytes } = connection;
    this.#farBehind.set(connection, { since: performance.now(), takenBytes, isOver: false });
  }

  /** Goes on without the readers that are not worth waiting for. */
  #reconsider(now: number): void {
    for (const [connection, hold] of this.#farBehind) {
      if (now - hold.since < HOLD_MS) continue;
      const { takenBytes } = connection;
      hold.isOver = takenBytes - hold.takenBytes < WORTH_WAITING_BYTES;
      hold.since = now;
      hold.takenBytes = takenBytes;
    }
    this.#relieve();
  }

  #relieve(): void {
    this.#relief.resolve();
    this.#relief = Promise.withResolvers();
  }

  #sweep(): void {
    const now = performance.now();
    for (const connection of this.#connections) connection.check(now);
    this.#reconsider(now);
  }
}

/** 128 random bits, in hexadecimal digits. */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
