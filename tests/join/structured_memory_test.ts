/** A conversation that goes on after a reload of the page. */

import { assertEquals } from "@std/assert";
import { Ignored } from "../../lib/join/ignored.ts";
import { replay, type SavedSession, type SessionMemory } from "../../lib/join/session_memory.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { TestConversation, texts } from "../support/test_conversation.ts";

/** A memory that keeps what it is told. */
class ListMemory implements SessionMemory {
  readonly added: [Event, Model][] = [];
  saved: [Model, readonly string[]][] = [];
  readonly #session: SavedSession | undefined;

  constructor(session?: SavedSession) {
    this.#session = session;
  }

  restore(): SavedSession | undefined {
    return this.#session;
  }

  add(event: Event, before: Model): void {
    this.added.push([event, before]);
  }

  save(model: Model, ignored: readonly string[]): void {
    this.saved.push([model, ignored]);
  }
}

const said = (seq: number, from: string, text: string): Event => ({
  type: "said",
  seq,
  time: 0,
  from,
  text,
});

/** Ana's session after two messages, with one of hers on its way. */
const SESSION: SavedSession = {
  base: {
    ...EMPTY,
    me: "Ana",
    token: "t",
    people: ["Ana", "Bia", "Caio"],
    lastSeq: 3,
    joinedAfterSeq: 3,
    oldestSeq: 1,
  },
  events: [said(4, "Bia", "oi"), said(5, "Caio", "nada")],
  pending: [{ type: "say", id: 7, text: "ainda não" }],
  nextId: 8,
  ignored: ["Caio"],
};

Deno.test("replay() shows the events again, but those of ignored people, and returns the model", {
  permissions: "none",
}, () => {
  const shown: [Event, number][] = [];
  const ui = {
    say: () => {},
    note: () => {},
    show: (event: Event, before: Model) => void shown.push([event, before.lastSeq]),
  };
  const ignored = new Ignored({ ui, texts });
  const model = replay(SESSION, ignored);
  assertEquals(shown, [[said(4, "Bia", "oi"), 3]]);
  assertEquals(ignored.names, ["Caio"]);
  assertEquals([model.me, model.token, model.lastSeq, model.nextId], ["Ana", "t", 5, 8]);
  assertEquals(model.pending, SESSION.pending);
  // The base has seen older messages, which are shown no more.
  assertEquals(model.oldestSeq, 4);
});

Deno.test("a conversation goes on after a reload: it asks for no name, and sends what is pending", async () => {
  const memory = new ListMemory(SESSION);
  await using client = await TestConversation.asking({ memory });
  assertEquals(client.sent, [{
    type: "hello",
    version: 1,
    name: "Ana",
    lang: "pt-BR",
    resume: { token: "t", seen: 5 },
  }]);
  await client.receive({ type: "welcome", name: "Ana", token: "t", seq: 5, people: [] });
  assertEquals(client.sentAfterHello, [{ type: "say", id: 7, text: "ainda não" }]);
});

Deno.test("a conversation after a reload waits for a server that cannot be reached", async () => {
  const memory = new ListMemory(SESSION);
  await using client = await TestConversation.asking({
    memory,
    dialResult: new Error("recusada"),
  });
  await client.advance(60_000);
  assertEquals(client.outcome, undefined);
  client.server.dialResult = "accept";
  await client.advance(60_000);
  assertEquals(client.sent[0]?.["resume"], { token: "t", seen: 5 });
});

Deno.test("a conversation remembers events before it answers them, and its state", async () => {
  const memory = new ListMemory();
  await using client = await TestConversation.entered({ memory });
  await client.receive({ type: "said", seq: 1, time: 0, from: "Bia", text: "oi" });
  assertEquals(memory.added.map(([{ type }, { me }]) => [type, me]), [
    ["welcome", undefined],
    ["said", "Ana"],
  ]);
  await client.ui.type("olá");
  await client.settle();
  const [model, ignored] = memory.saved.at(-1)!;
  assertEquals([model.pending.length, model.nextId, ignored], [1, 2, []]);
});
