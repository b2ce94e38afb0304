/**
 * What a person's stay has in common whatever the server speaks: a face, a link, a way to leave,
 * and one end. What is typed and what the link brings is for each kind of server to understand.
 */

import type { Texts } from "../i18n/mod.ts";
import { bracketed } from "../net/host.ts";
import { Link, type LinkEvent, type LinkOptions } from "../net/link.ts";
import type { RenderOptions } from "../view/lines.ts";
import type { Ui } from "./ui.ts";

/** How to join. */
export interface JoinOptions extends RenderOptions {
  /** The server's name or address. */
  host: string;
  /** The server's TCP port. */
  port: number;
  /** The name, when it is not to be asked for. */
  name?: string;
  /** Speaks to a server of the original, which knows nothing but text. */
  plain: boolean;
  /** What the server is told to speak. */
  lang: string;
  /** Whether to come back when the connection is lost. */
  reconnect: boolean;
  /** Whether nothing rings. */
  quiet: boolean;
}

/** How it ended: the person left, or it could not go on, with the sentence that says why. */
export type JoinOutcome = { type: "left" } | { type: "failed"; sentence: string };

/** What the system gives: the way to the server, time, chance, and what its errors mean. */
export interface Runtime extends Omit<LinkOptions, "reconnect"> {
  /** The time, in ms since 1970. */
  now: () => number;
  /** Which of the known failures to connect an error is. */
  classifyDialError: (error: unknown) => keyof Texts["connectFailures"];
}

/** After this, words that cannot be delivered anyway are not waited for. */
const FAREWELL_MS = 1_000;

/** What both kinds of server have in common: a terminal, a link, and an end. */
export abstract class Conversation {
  /** How to join. */
  protected readonly options: JoinOptions;
  /** How it meets the person. */
  protected readonly ui: Ui;
  /** The way to the server and back. */
  protected readonly link: Link;
  /** Whether the person said that they leave. */
  protected isLeaving = false;
  readonly #outcome = Promise.withResolvers<JoinOutcome>();
  readonly #over = new AbortController();
  /** What the system gives. */
  protected readonly runtime: Runtime;

  /**
   * Does nothing until `hold`.
   *
   * @param options How to join.
   * @param face How it meets the person.
   * @param way What the system gives.
   */
  constructor(options: JoinOptions, face: Ui, way: Runtime) {
    this.options = options;
    this.ui = face;
    this.runtime = way;
    this.link = new Link({ ...way, reconnect: options.reconnect && !options.plain });
  }

  /** Talks until the end. */
  async run(signal: AbortSignal): Promise<JoinOutcome> {
    signal.addEventListener("abort", () => this.leave(), { once: true });
    const broken = (error: unknown) => this.fail(this.options.texts.unexpected(messageOf(error)));
    this.readInput().catch(broken);
    const outcome = await this.#outcome.promise;
    this.#over.abort();
    this.link.close();
    await this.ui.close();
    return outcome;
  }

  /** Gets in, and then does what is typed. */
  protected abstract readInput(): Promise<void>;

  /** What the link brings. */
  protected abstract onLinkEvent(event: LinkEvent): void;

  /** Tells the server that the person leaves. */
  protected abstract sayGoodbye(): void;

  /** Begins to follow the link. */
  protected async readLink(): Promise<void> {
    try {
      for await (const event of this.link.events()) this.onLinkEvent(event);
    } catch (error) {
      this.fail(this.options.texts.unexpected(messageOf(error)));
    }
  }

  /** Leaves as `/sair` does: the server closes, or a second is over. */
  protected leave(): void {
    if (this.isLeaving) return;
    this.isLeaving = true;
    this.ui.say(this.options.texts.youLeft);
    this.sayGoodbye();
    this.pause(FAREWELL_MS).then(() => this.end());
  }

  /** Whether the conversation has ended. */
  protected get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** Waits, but not beyond the end of the conversation. */
  protected pause(ms: number): Promise<void> {
    return this.runtime.sleep(ms, this.#over.signal);
  }

  /** The connection is closed for good, or was given up. */
  protected end(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.ui.say(this.options.texts.closedByServer);
    const sentence = this.exitWarning();
    this.#outcome.resolve(sentence === undefined ? { type: "left" } : { type: "failed", sentence });
  }

  /** What the person should know when it is over; undefined when all is well. */
  protected exitWarning(): string | undefined {
    return undefined;
  }

  /** It could not go on. */
  protected fail(sentence: string): void {
    this.#outcome.resolve({ type: "failed", sentence });
  }

  /** The sentence for a connection that did not come about. */
  protected dialFailure(error: unknown): string {
    const { host, port, texts } = this.options;
    const where = bracketed(host);
    const reason = texts.connectFailures[this.runtime.classifyDialError(error)](
      where,
      port,
      messageOf(error),
    );
    return texts.cannotConnect(reason);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
