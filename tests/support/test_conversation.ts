/** A conversation in this process: its person, its server and its clock are the test. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { JoinOptions, JoinOutcome } from "../../lib/join/conversation.ts";
import { PlainConversation } from "../../lib/join/plain.ts";
import { StructuredConversation } from "../../lib/join/structured.ts";
import { classifyDialError } from "../../lib/net/dialer.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeUi } from "./fake_ui.ts";
import { joinOptions } from "./join_options.ts";
import type { Peer } from "./peer.ts";
import { ScriptedServer } from "./scripted_server.ts";

/** The port that the options name; nothing listens there. */
export const PORT = 5000;

/** The sentences the person reads. */
export const texts = textsOf("pt-BR");

/** How a conversation is started: its options, its screen, and what its dials come to. */
export interface TestConversationOptions extends Partial<JoinOptions> {
  /** Whether a refused line stays in the prompt. @default {false} */
  keepsLine?: boolean;
  /** What the dials come to. @default {"accept"} */
  dialing?: ScriptedServer["dialing"];
}

/**
 * A conversation that runs until it is disposed of. After each verb everything that is ready is
 * done, so that what comes next may simply be compared.
 */
export class TestConversation implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly server = new ScriptedServer(this.clock);
  readonly ui: FakeUi;
  /** How it ended; undefined until then. */
  outcome?: JoinOutcome;
  readonly #leave = new AbortController();

  private constructor({ keepsLine = false, dialing = "accept", ...rest }: TestConversationOptions) {
    this.ui = new FakeUi({ keepsLine });
    this.server.dialing = dialing;
    const { clock } = this;
    const options = joinOptions(PORT, { now: clock.date, ...rest });
    const runtime = { clock, dial: this.server.dial, random: () => 0, classifyDialError };
    const Kind = options.plain ? PlainConversation : StructuredConversation;
    new Kind(options, this.ui, runtime).run(this.#leave.signal).then((outcome) => {
      this.outcome = outcome;
    });
  }

  /** One that has done all it can without an answer of the server. */
  static async start(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = new TestConversation({ name: "Ana", ...options });
    await client.settle();
    return client;
  }

  /** One that asks for a name. */
  static async asking(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = new TestConversation(options);
    await client.settle();
    return client;
  }

  /** One that a structured server has let in, as Ana. */
  static async entered(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = await TestConversation.start(options);
    await client.welcome();
    return client;
  }

  /** One that has lost its server, which cannot be reached any more. */
  static async offline(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = await TestConversation.entered(options);
    client.server.dialing = new Error("recusada");
    await client.drop();
    return client;
  }

  /** Does all that is ready. */
  async settle(): Promise<void> {
    await this.clock.pass(0);
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms);
  }

  /** What the newest connection brought the server, as JSON. */
  get sent(): Record<string, unknown>[] {
    return this.server.events;
  }

  /** What the newest connection brought the server besides the hello. */
  get asked(): Record<string, unknown>[] {
    return this.sent.filter(({ type }) => type !== "hello");
  }

  /** The server says these events. */
  async tell(...events: Record<string, unknown>[]): Promise<void> {
    for (const event of events) await this.server.current.tell(event);
    await this.settle();
  }

  /** The server sends a text as it is. */
  async say(text: string): Promise<void> {
    await this.server.current.say(text);
    await this.settle();
  }

  /** The server lets the client in; as Ana in an empty chat, if not told otherwise. */
  async welcome(fields: Record<string, unknown> = {}): Promise<Peer> {
    await this.tell({ type: "welcome", name: "Ana", token: "t", seq: 0, people: [], ...fields });
    return this.server.current;
  }

  /** The server has a message of the client said to all. */
  async said(seq: number, id: number, text = "oi", from = "Ana"): Promise<void> {
    await this.tell({ type: "said", seq, time: 0, from, id, text });
  }

  /** The server cannot record a message. */
  async notRecorded(...ids: number[]): Promise<void> {
    await this.tell(...ids.map((id) => ({ type: "rejected", id, code: "not-recorded" })));
  }

  /** The server closes the connection. */
  async drop(): Promise<void> {
    await this.server.current[Symbol.asyncDispose]();
    await this.settle();
  }

  /** The server can be reached again, and the next try has just reached it. */
  async redialed(): Promise<void> {
    this.server.dialing = "accept";
    await this.press();
  }

  /** Types lines. */
  async type(...lines: string[]): Promise<void> {
    this.ui.type(...lines);
    await this.settle();
  }

  /** Ends the input. */
  async endInput(): Promise<void> {
    this.ui.endInput();
    await this.settle();
  }

  /** Presses a key that types nothing. */
  async press(): Promise<void> {
    this.ui.press();
    await this.settle();
  }

  /** Interrupts, as Ctrl+C does. */
  async interrupt(): Promise<void> {
    this.#leave.abort();
    await this.settle();
  }

  /** Leaves; fails when anything is still waiting or open then. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.interrupt();
    await this.pass(1_000);
    await this.server[Symbol.asyncDispose]();
    assert(this.outcome, "the conversation did not end");
    assert(this.ui.isClosed, "the terminal was not given back");
    assert(this.server.isHungUp, "a connection was left open");
    assertEquals(this.clock.pending, 0, "something still waits for the clock");
  }
}
