/** A server that is one of several: how it starts, and how it ends when it cannot go on. */

import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import type { JoinOutcome } from "../lib/join/conversation.ts";
import { host, type HostPlace, type ServeOptions, type ServeOutcome } from "../server.ts";
import { verifierOf } from "./support/fake_verifier.ts";
import { LateSequencer } from "./support/late_sequencer.ts";
import { Peer } from "./support/peer.ts";
import { CERTIFICATE, TestServer } from "./support/test_server.ts";

const SENTENCE = "Erro: A sala deste servidor ficou diferente da dos outros.";

/** The room of several servers, without others: the test says whether this one takes part. */
class FakeShared {
  readonly ready = Promise.withResolvers<void>();
  readonly failed = Promise.withResolvers<string>();
  readonly sequencer = Object.assign(new LateSequencer(), { ready: this.ready.promise });
  /** How often it was closed. */
  closed = 0;
  /** Where the server listens. */
  port = 0;
  /** Shows a text on the console. */
  print: (text: string) => void = () => {};

  /** What a server is started with. */
  get options(): Partial<ServeOptions> {
    return {
      invitation: (port) => {
        this.port = port;
        return { greeting: () => [], again: () => "" };
      },
      shared: {
        sequencer: this.sequencer,
        snapshot: undefined,
        readVerifier: verifierOf,
        failed: this.failed.promise,
        showOn: (print) => this.print = print,
        close: () => {
          this.closed++;
          return Promise.resolve();
        },
      },
    };
  }

  /** Fails unless everything is closed. */
  async assertIsClosed(): Promise<void> {
    assertStrictEquals(this.closed, 1);
    await assertRejects(() => Peer.connect(this.port), Deno.errors.ConnectionRefused);
  }
}

Deno.test("a server that waits for the room is stopped by its signal, and leaves nothing open", async () => {
  const shared = new FakeShared();
  const server = new TestServer(shared.options);
  assertEquals(await server.stop(), { type: "closed" });
  assertEquals(server.console, []);
  await shared.assertIsClosed();
});

Deno.test("a server that cannot take part in the room ends with the sentence", async () => {
  const shared = new FakeShared();
  const server = new TestServer(shared.options);
  shared.failed.resolve(SENTENCE);
  assertEquals(await server.outcome, { type: "failed", sentence: SENTENCE });
  assertEquals(server.console, []);
  await shared.assertIsClosed();
});

Deno.test("a server whose password is not that of the room ends with the sentence", async () => {
  const shared = new FakeShared();
  const given = { passwordText: "outra", verifier: verifierOf("outra") };
  const server = new TestServer({ ...shared.options, ...given });
  shared.sequencer.applyForeign({ type: "password", kept: "segredo" });
  shared.ready.resolve();
  const sentence = textsOf("pt-BR").password.otherThanRoom;
  assertEquals(await server.outcome, { type: "failed", sentence });
  assertEquals(server.console, []);
  await shared.assertIsClosed();
});

Deno.test("a server that takes part, and cannot go on, ends with the sentence", async () => {
  const shared = new FakeShared();
  const server = new TestServer(shared.options);
  shared.ready.resolve();
  await server.shows(/está aguardando conexões/);
  shared.failed.resolve(SENTENCE);
  assertEquals(await server.outcome, { type: "failed", sentence: SENTENCE });
  assertEquals(server.console.at(-1), "Fechando o servidor.");
  await shared.assertIsClosed();
});

Deno.test("what happens to the connection to the others is shown, once there is a console", async () => {
  const shared = new FakeShared();
  await using server = new TestServer(shared.options);
  shared.print("Sem contato.");
  assertEquals(server.console, []);
  shared.ready.resolve();
  await server.shows("Sem contato.");
  assertStrictEquals(server.console[0]?.includes("está aguardando conexões"), true);
  shared.print("De volta.");
  assertEquals(server.console.at(-1), "De volta.");
});

/** Serves a chat in which the host takes part until the place's signal aborts, or the test says so. */
class TestHost {
  readonly shared = new FakeShared();
  readonly outcome: Promise<ServeOutcome>;
  /** What the host was shown. */
  readonly shown: string[] = [];
  readonly #placed = Promise.withResolvers<HostPlace>();
  readonly #left = Promise.withResolvers<JoinOutcome>();

  constructor(signal?: AbortSignal) {
    const defaults: ServeOptions = {
      ...{ host: "127.0.0.1", port: 0, hidePrivate: false, maxPeople: 9, rate: 0, hints: [] },
      ...{ maxPerAddress: 0, recent: 0, graceMs: 30_000, texts: textsOf("pt-BR") },
      invitation: () => ({ greeting: () => [], again: () => "" }),
      certificate: CERTIFICATE,
      ...(signal ? { signal } : {}),
    };
    this.outcome = host({ ...defaults, ...this.shared.options }, (place) => {
      this.#placed.resolve(place);
      place.signal.addEventListener("abort", () => this.leave());
      return this.#left.promise;
    });
  }

  /** The host's place, once the host takes part; undefined when the server ends before. */
  get place(): Promise<HostPlace | undefined> {
    return Promise.race([this.#placed.promise, this.outcome.then(() => undefined)]);
  }

  /** Takes the place: the greeting is shown. */
  async enter(): Promise<HostPlace> {
    this.shared.ready.resolve();
    const place = await this.place;
    const show = (text: string) => void this.shown.push(...text.split("\n"));
    place!.onUi({ say: show, note: show });
    return place!;
  }

  leave(outcome: JoinOutcome = { type: "left" }): void {
    this.#left.resolve(outcome);
  }
}

Deno.test("a host whose server cannot go on is told to leave, and then why", async () => {
  const chat = new TestHost();
  const { signal } = await chat.enter();
  assertStrictEquals(signal.aborted, false);
  chat.shared.failed.resolve(SENTENCE);
  assertEquals(await chat.outcome, { type: "failed", sentence: SENTENCE });
  assertStrictEquals(signal.aborted, true);
  await chat.shared.assertIsClosed();
});

Deno.test("a host who leaves ends the server, whose signal does not abort", async () => {
  const chat = new TestHost();
  const { signal } = await chat.enter();
  chat.leave();
  assertEquals(await chat.outcome, { type: "closed" });
  assertStrictEquals(signal.aborted, false);
  await chat.shared.assertIsClosed();
});

Deno.test("a host who cannot take part is told why, if the server could go on", async () => {
  const ended: JoinOutcome = { type: "failed", sentence: "Erro: Não deu." };
  const chat = new TestHost();
  await chat.enter();
  chat.leave(ended);
  assertEquals(await chat.outcome, ended);
});

Deno.test("a host whose server waits for the room can stop it, or is told why it cannot", async () => {
  const stop = new AbortController();
  const cases: [end: (chat: TestHost) => void, outcome: ServeOutcome][] = [
    [() => stop.abort(), { type: "closed" }],
    [({ shared }) => shared.failed.resolve(SENTENCE), { type: "failed", sentence: SENTENCE }],
  ];
  for (const [end, outcome] of cases) {
    const chat = new TestHost(outcome.type === "closed" ? stop.signal : undefined);
    const { place } = chat;
    end(chat);
    assertEquals([await chat.outcome, await place], [outcome, undefined]);
    await chat.shared.assertIsClosed();
  }
});

Deno.test("what happens to the connection to the others is shown to a host, below the greeting", async () => {
  const chat = new TestHost();
  chat.shared.print("Sem contato.");
  await chat.enter();
  chat.shared.print("De volta.");
  assertEquals(chat.shown, [
    `O servidor 127.0.0.1:${chat.shared.port} está aguardando conexões...`,
    "Sem contato.",
    "De volta.",
  ]);
  chat.leave();
  await chat.outcome;
});

Deno.test("a host whose signal has aborted already gets no server", async () => {
  const chat = new TestHost(AbortSignal.abort());
  assertEquals(await chat.outcome, { type: "closed" });
  await chat.shared.assertIsClosed();
});
