import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const pure = { permissions: "none" } as const;

const people = ["Ana", "Bia", "Caio"].map((name) => ({ name, since: 0, away: false }));

/** A conversation with Bia and Caio, in which Bia is ignored. */
async function ignoring(): Promise<TestConversation> {
  const client = await TestConversation.start();
  await client.welcome({ people });
  await client.type("/ignorar bia");
  client.ui.sentences.splice(0);
  return client;
}

function said(seq: number, from: string, text = "oi") {
  return { type: "said" as const, seq, time: 0, from, text };
}

function whispered(seq: number, from: string, to = "Ana") {
  return { type: "whispered" as const, seq, time: 0, from, to, text: "psiu" };
}

Deno.test("StructuredConversation shows nothing of an ignored person, until asked again", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.welcome({ people });
  await client.type("/ignorar bia");
  assertEquals(client.ui.sentences.at(-1), texts.ignoring("Bia"));
  await client.receive(
    said(1, "Bia", "Ana!"),
    said(2, "Caio"),
    { type: "left", seq: 3, time: 0, name: "Bia", reason: "left" },
    { type: "joined", seq: 4, time: 0, name: "BIA" },
    { type: "joined", seq: 5, time: 0, name: "Davi" },
  );
  assertEquals(client.ui.events.map((event) => "seq" in event && event.seq), [2, 5]);
  assertEquals(client.ui.model.people, ["Ana", "Caio", "BIA", "Davi"], "the model knows of them");
  await client.type("/ignore Bia");
  assertEquals(client.ui.sentences.at(-1), texts.ignoringNoMore("Bia"));
  await client.receive(said(6, "BIA"));
  assertEquals(client.ui.events.at(-1), said(6, "BIA"));
});

Deno.test("StructuredConversation tells that an ignored person was removed", pure, async () => {
  await using client = await ignoring();
  const removed = { type: "left", seq: 1, time: 0, name: "Bia", reason: "kicked" } as const;
  const gone = { type: "left", seq: 3, time: 0, name: "Bia", reason: "lost" } as const;
  await client.receive(removed, { type: "joined", seq: 2, time: 0, name: "Bia" }, gone);
  assertEquals(client.ui.events, [removed]);
});

Deno.test("StructuredConversation tells once that private messages are ignored", pure, async () => {
  await using client = await ignoring();
  await client.receive(whispered(1, "Bia"), whispered(2, "Bia"), whispered(3, "Ana", "Bia"));
  assertEquals(client.ui.events, [whispered(3, "Ana", "Bia")]);
  assertEquals(client.ui.notes, [texts.ignoredPrivate("Bia")]);
  await client.type("/ignorar Bia", "/ignorar Bia");
  await client.receive(whispered(4, "Bia"));
  assertEquals(client.ui.notes, [texts.ignoredPrivate("Bia"), texts.ignoredPrivate("Bia")]);
});

Deno.test("StructuredConversation replies to no ignored private message", pure, async () => {
  await using client = await ignoring();
  await client.receive(whispered(1, "Caio"), whispered(2, "Bia"));
  await client.type("/r oi");
  assertEquals(client.sentAfterHello, [{ type: "whisper", id: 1, to: "Caio", text: "oi" }]);
});

Deno.test("StructuredConversation follows the rename of an ignored person", pure, async () => {
  await using client = await ignoring();
  await client.receive(
    { type: "renamed", seq: 1, time: 0, from: "Bia", to: "Bea" },
    said(2, "Bea"),
    { type: "renamed", seq: 3, time: 0, from: "Caio", to: "Bia" },
    said(4, "Bia"),
  );
  assertEquals(client.ui.events.map((event) => "seq" in event && event.seq), [3, 4]);
  await client.type("/ignorar");
  assertEquals(client.ui.sentences.at(-1), texts.ignored("Bea"));
  await client.type("/ignorar Bea", "/ignorar");
  assertEquals(client.ui.sentences.at(-1), texts.ignoresNobody);
});

Deno.test("StructuredConversation lists all ignored people, and leaves them out of the past", {
  permissions: "none",
}, async () => {
  await using client = await ignoring();
  await client.type("/ignorar Caio", "/ignorar");
  assertEquals(client.ui.sentences.at(-1), texts.ignored("Bia, Caio"));
  await client.type("/ignorar Caio");
  const notice = { type: "notice" as const, seq: 3, time: 0, text: "oi" };
  const entries = [said(1, "Bia"), said(2, "Caio"), notice];
  await client.receive({ type: "past", entries });
  assertEquals(client.ui.events, [{ type: "past", entries: entries.slice(1) }]);
});

Deno.test("StructuredConversation leaves out what an ignored person said before a resume", {
  permissions: "none",
}, async () => {
  await using client = await ignoring();
  await client.drop();
  await client.redialed();
  await client.welcome({ seq: 9, people, token: "u" });
  await client.receive(said(8, "Bia"), said(9, "Caio"));
  assertEquals(client.ui.events, [said(9, "Caio")]);
});

Deno.test("StructuredConversation refuses to ignore who is not there", pure, async () => {
  await using client = await ignoring();
  await client.type("/ignorar Davi", "/ignorar");
  assertEquals(client.ui.complaints, [texts.rejections["no-such-person"]("")]);
  assertEquals(client.ui.sentences.at(-1), texts.ignored("Bia"));
});

Deno.test("StructuredConversation sends an action", pure, async () => {
  await using client = await TestConversation.entered();
  await client.type("/me acena");
  assertEquals(client.sentAfterHello, [{ type: "say", action: true, text: "acena", id: 1 }]);
});
