/** A bot on `irc-framework`, an IRC client that others wrote, for tests. */

import IRC from "npm:irc-framework@4.14.0";
import { Changes } from "./changes.ts";

/** What the library tells of an event. */
type Told = Record<string, unknown>;

/** The events that a test looks at. */
const EVENTS = [
  "registered",
  "join",
  "part",
  "quit",
  "nick",
  "message",
  "userlist",
  "whois",
] as const;

/** A bot that answers `!oi`, until it is disposed. */
export class IrcBot implements AsyncDisposable {
  /** What happened, in order, in words. */
  readonly events: string[] = [];
  /** The library's client. */
  // deno-lint-ignore no-explicit-any -- The library has no types.
  readonly client: any;
  readonly #changes = new Changes();
  readonly #closed = Promise.withResolvers<void>();

  /**
   * Connects to a port of 127.0.0.1.
   *
   * @param nick Its name.
   * @param options More options of the library.
   */
  constructor(port: number, nick: string, options: Told = {}) {
    this.client = new IRC.Client({
      ...{ host: "127.0.0.1", port, nick, username: "robo", gecos: "Um robô" },
      ...{ auto_reconnect: false, ...options },
    });
    for (const type of EVENTS) this.client.on(type, (told: Told) => this.#onEvent(type, told));
    this.client.on("close", () => this.#closed.resolve());
    this.client.connect();
  }

  /** Waits for an event, in words. */
  async sees(event: string): Promise<void> {
    await this.#changes.until(
      () => this.events.includes(event),
      () => `${event}, the bot saw\n${this.events.join("\n")}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.quit("fim");
    await this.#closed.promise;
  }

  #onEvent(type: typeof EVENTS[number], told: Told): void {
    const { nick, target, message, new_nick: newNick } = told;
    const words = type === "message"
      ? [told["type"], nick, target, message]
      : type === "userlist"
      ? (told["users"] as Told[]).map((user) => user["nick"])
      : [nick, newNick, message];
    this.events.push([type, ...words].filter((word) => word !== undefined).join(" "));
    this.#changes.notify();
    if (type === "registered") this.client.join("#chat");
    if (message === "!oi") (told["reply"] as (text: string) => void)(`olá, ${nick}`);
  }
}
