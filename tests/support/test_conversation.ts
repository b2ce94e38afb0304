/** A client's conversation with a fake UI, a scripted server and a fake clock. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { JoinOptions, JoinOutcome } from "../../lib/join/conversation.ts";
import { PlainConversation } from "../../lib/join/plain.ts";
import { StructuredConversation } from "../../lib/join/structured.ts";
import { classifyDialError } from "../../lib/net/dialer.ts";
import type { LinkRoute } from "../../lib/net/link.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeUi } from "./fake_ui.ts";
import { joinOptions } from "./join_options.ts";
import type { Peer } from "./peer.ts";
import { ScriptedServer } from "./scripted_server.ts";

/** The port in the options; nothing listens there. */
export const PORT = 5000;

/** The sentences shown to the person. */
export const texts = textsOf("pt-BR");

/** Options of a conversation under test. */
export interface TestConversationOptions extends Partial<JoinOptions> {
  /** Whether a rejected line stays in the prompt. @default {false} */
  keepsLine?: boolean;
  /** The result of its dials. @default {"accept"} */
  dialResult?: ScriptedServer["dialResult"];
  /** The servers of the room. @default {there is one} */
  route?: LinkRoute;
}

/**
 * A conversation that runs until it is disposed. Each method runs everything that is ready before
 * it returns, so that a test can compare the state right away.
 */
export class TestConversation implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly server = new ScriptedServer(this.clock);
  readonly ui: FakeUi;
  /** Its outcome, once it has ended. */
  outcome?: JoinOutcome;
  readonly #leave = new AbortController();

  private constructor(
    { keepsLine = false, dialResult = "accept", route, ...rest }: TestConversationOptions,
  ) {
    this.ui = new FakeUi({ keepsLine });
    this.server.dialResult = dialResult;
    const { clock } = this;
    const options = joinOptions(PORT, { now: clock.date, ...rest });
    const runtime = {
      ...{ clock, dial: this.server.dial, random: () => 0, classifyDialError },
      ...(route ? { route } : {}),
    };
    const Kind = options.plain ? PlainConversation : StructuredConversation;
    new Kind(options, this.ui, runtime).run(this.#leave.signal).then((outcome) => {
      this.outcome = outcome;
    });
  }

  /** Starts a conversation named Ana that has received nothing yet. */
  static async start(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = new TestConversation({ name: "Ana", ...options });
    await client.settle();
    return client;
  }

  /** Starts a conversation that asks for a name. */
  static async asking(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = new TestConversation(options);
    await client.settle();
    return client;
  }

  /** Starts a conversation that a structured server has welcomed as Ana. */
  static async entered(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = await TestConversation.start(options);
    await client.welcome();
    return client;
  }

  /** Starts a conversation that lost its connection and cannot reconnect. */
  static async offline(options: TestConversationOptions = {}): Promise<TestConversation> {
    const client = await TestConversation.entered(options);
    client.server.dialResult = new Error("recusada");
    await client.drop();
    return client;
  }

  /** Runs everything that is ready. */
  async settle(): Promise<void> {
    await this.clock.advance(0);
  }

  /** Advances the clock. */
  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** The JSON objects sent on the newest connection. */
  get sent(): Record<string, unknown>[] {
    return this.server.events;
  }

  /** The JSON objects sent on the newest connection, without the hello. */
  get sentAfterHello(): Record<string, unknown>[] {
    return this.sent.filter(({ type }) => type !== "hello");
  }

  /** Receives these events from the server. */
  async receive(...events: Record<string, unknown>[]): Promise<void> {
    for (const event of events) await this.server.current.sendJson(event);
    await this.settle();
  }

  /** Receives raw text from the server. */
  async receiveText(text: string): Promise<void> {
    await this.server.current.send(text);
    await this.settle();
  }

  /** Receives a welcome; by default as Ana in an empty room. */
  async welcome(fields: Record<string, unknown> = {}): Promise<Peer> {
    await this.receive({ type: "welcome", name: "Ana", token: "t", seq: 0, people: [], ...fields });
    return this.server.current;
  }

  /** Receives the broadcast of a message. */
  async receiveSaid(seq: number, id: number, text = "oi", from = "Ana"): Promise<void> {
    await this.receive({ type: "said", seq, time: 0, from, id, text });
  }

  /** Receives the rejection `not-recorded` for these ids. */
  async receiveNotRecorded(...ids: number[]): Promise<void> {
    await this.receive(...ids.map((id) => ({ type: "rejected", id, code: "not-recorded" })));
  }

  /** The server closes the connection. */
  async drop(): Promise<void> {
    await this.server.current[Symbol.asyncDispose]();
    await this.settle();
  }

  /** Makes the server reachable, and reconnects. */
  async redialed(): Promise<void> {
    this.server.dialResult = "accept";
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

  /** Leaves; asserts that no connection and no timer is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.interrupt();
    await this.advance(1_000);
    await this.server[Symbol.asyncDispose]();
    assert(this.outcome, "the conversation did not end");
    assert(this.ui.isClosed, "the terminal was not given back");
    assert(this.server.isDisconnected, "a connection was left open");
    assertEquals(this.clock.pending, 0, "something still waits for the clock");
  }
}
