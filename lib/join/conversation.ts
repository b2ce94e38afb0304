/**
 * A conversation: what a person's stay has in common whatever the server speaks. It has a user
 * interface, a link, a way to leave, and one end. Input and link events are handled by the
 * conversation with each kind of server.
 */

import type { Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import { bracketed } from "../net/host.ts";
import { Link, type LinkEvent, type LinkRoute, type Transport } from "../net/link.ts";
import type { RenderOptions } from "../view/lines.ts";
import type { ConversationLog } from "./logged_ui.ts";
import type { SavedSession, SessionMemory } from "./session_memory.ts";
import type { HostControls } from "./typed_commands.ts";
import type { Ui } from "./ui.ts";

/** How to join. */
export interface JoinOptions extends RenderOptions {
  /** The server's name or address. */
  host: string;
  /** The server's TCP port. */
  port: number;
  /** The person's name; without it the person is asked. */
  name?: string;
  /** The password of the room, if it was given in a file or the environment. */
  password?: string | undefined;
  /** Whether the server is the original program, which knows nothing but text. */
  plain: boolean;
  /** The language of the server's sentences. */
  lang: string;
  /** Whether to reconnect when the connection is lost. */
  reconnect: boolean;
  /** Whether a terminal is only shown lines, without colours and a prompt. */
  simple: boolean;
  /** Whether nothing rings. */
  quiet: boolean;
  /**
   * The chat that was found on the network: the SHA-256 of its certificate, in hexadecimal digits, and
   * where it answered. @default {an address was typed}
   */
  found?: { certificate: string; places: readonly { host: string; port: number }[] };
  /** By which the server in this process knows its host. @default {the person is not the host} */
  hostSecret?: string;
  /** What the person can do as the host of the chat. @default {the person is not the host} */
  hostControls?: HostControls;
  /** Where the conversation is appended as text. @default {nowhere} */
  log?: ConversationLog | undefined;
  /** Where the session is remembered over a reload of the page. @default {nowhere} */
  memory?: SessionMemory;
  /** Called with the person's name when they are in the chat, and whenever it changes. */
  onName?: (name: string) => void;
}

/** How it ended: the person left, or it could not go on, with the sentence that says why. */
export type JoinOutcome =
  | { type: "left" }
  /** `code` is that of the refusal, if the server refused. */
  | { type: "failed"; sentence: string; code?: string };

/** What a conversation needs of the system. */
export interface Runtime {
  /** Measures time, and waits. */
  clock: Clock;
  /** Opens a socket to the server; rejects when it cannot. */
  dial: (signal: AbortSignal) => Promise<Transport>;
  /** The servers to which it leads. @default {it is one} */
  route?: LinkRoute;
  /** How long a dial may take. @default {10 s} */
  dialTimeoutMs?: number;
  /** A random number, from 0 up to but not including 1. */
  random: () => number;
  /** Which of the known dial failures an error is. */
  classifyDialError: (error: unknown) => keyof ConversationTexts["connectFailures"];
}

/** How long leaving waits for the server to close. */
const LEAVE_TIMEOUT_MS = 1_000;

/** The stay of one person. */
export abstract class Conversation {
  /** How to join. */
  protected readonly options: JoinOptions;
  /** The user interface. */
  protected readonly ui: Ui;
  /** The connection to the server, across reconnects. */
  protected readonly link: Link;
  /** What the system provides. */
  protected readonly runtime: Runtime;
  /** Whether there is a connection to the server. */
  protected isUp = false;
  /** Whether the person said that they leave. */
  protected isLeaving = false;
  /** Whether the person has been in the chat. Who never was does not leave it. */
  protected hasBeenIn = false;
  /** The session that goes on after a reload of the page; undefined for a new one. */
  protected readonly saved: SavedSession | undefined;
  readonly #outcome = Promise.withResolvers<JoinOutcome>();
  readonly #over = new AbortController();

  /**
   * Does nothing until `run`.
   *
   * @param options How to join.
   * @param ui The user interface.
   * @param runtime What the system provides.
   */
  constructor(options: JoinOptions, ui: Ui, runtime: Runtime) {
    this.options = options;
    this.ui = ui;
    this.runtime = runtime;
    const reconnect = options.reconnect && !options.plain;
    this.saved = options.memory?.restore();
    const hasConnected = this.saved !== undefined;
    this.link = new Link({ ...runtime.clock, ...runtime, reconnect, hasConnected });
  }

  /** Runs until the end; leaves when the signal aborts. */
  async run(signal: AbortSignal): Promise<JoinOutcome> {
    signal.addEventListener("abort", () => this.leave());
    this.readInput().catch((error) => this.#failUnexpected(error));
    const outcome = await this.#outcome.promise;
    this.#over.abort();
    this.link.close();
    await this.ui.close();
    return outcome;
  }

  /** Joins, and then carries out what is typed. */
  protected abstract readInput(): Promise<void>;

  /**
   * Handles what happens on the link.
   *
   * @param wasUp Whether there was a connection before the event.
   */
  protected abstract onLinkEvent(event: LinkEvent, wasUp: boolean): void;

  /** Tells the server that the person leaves. */
  protected abstract sayGoodbye(): void;

  /** Opens the link, and handles its events until it ends. */
  protected async readLink(): Promise<void> {
    try {
      for await (const event of this.link.events()) {
        const wasUp = this.isUp;
        this.isUp = event.type !== "down";
        this.onLinkEvent(event, wasUp);
      }
    } catch (error) {
      this.#failUnexpected(error);
    }
  }

  /** Leaves: ends when the server closes, or after a second. */
  protected leave(): void {
    if (this.isLeaving) return;
    this.isLeaving = true;
    if (this.hasBeenIn) this.ui.say(this.options.texts.youLeft);
    this.sayGoodbye();
    this.pause(LEAVE_TIMEOUT_MS).then(() => this.end());
  }

  /** Notes the name under which the person is in the chat. */
  protected onName(name: string): void {
    this.hasBeenIn = true;
    this.options.onName?.(name);
  }

  /** Whether the conversation has ended. */
  protected get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** Resolves after so many ms, or at the end of the conversation. */
  protected pause(ms: number): Promise<void> {
    return this.runtime.clock.sleep(ms, this.#over.signal);
  }

  /** Ends the conversation: the connection is closed for good, or was given up. */
  protected end(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    const { texts, hostControls } = this.options;
    if (this.hasBeenIn || !this.isLeaving) {
      this.ui.say(hostControls ? texts.closedForAll : texts.closedByServer);
    }
    const { inputError } = this.ui;
    const sentences = [inputError && texts.notUtf8Input(inputError.line), this.exitWarning()];
    const sentence = sentences.filter((one) => one).join("\n");
    this.#outcome.resolve(sentence === "" ? { type: "left" } : { type: "failed", sentence });
  }

  /** What the person should know at the end; undefined when nothing is lost. */
  protected exitWarning(): string | undefined {
    return undefined;
  }

  /**
   * Ends the conversation because it cannot go on.
   *
   * @param refusal The code of the refusal. @default {the server did not refuse}
   */
  protected fail(sentence: string, refusal?: { code: string }): void {
    this.#outcome.resolve({ type: "failed", sentence, ...refusal });
  }

  /** The sentence for a connection that could not be made. */
  protected dialFailure(error: unknown): string {
    const { host, port, texts } = this.options;
    const failure = texts.connectFailures[this.runtime.classifyDialError(error)];
    return texts.cannotConnect(failure(bracketed(host), port, messageOf(error)));
  }

  /** Dials and hangs up; fails, and returns false, when the server cannot be reached. */
  protected async probe(): Promise<boolean> {
    try {
      await this.link.probe();
      return true;
    } catch (error) {
      this.fail(this.dialFailure(error));
      return false;
    }
  }

  /** Ends the conversation because what listens at that port is not a server of ours. */
  protected failForeign(): void {
    const { host, port, texts } = this.options;
    this.fail(texts.cannotConnect(texts.connectFailures["not-ours"](bracketed(host), port)));
  }

  #failUnexpected(error: unknown): void {
    this.fail(this.options.texts.unexpected(messageOf(error)));
  }
}
