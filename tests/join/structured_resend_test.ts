import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

/** The ids of the messages sent on the newest connection, in order. */
const ids = (client: TestConversation) =>
  client.sentAfterHello.filter(({ type }) => type === "say" || type === "whisper").map(({ id }) =>
    id
  );
const OUTAGE = `${texts.closedByServer}\n${texts.retrying}`;

Deno.test("StructuredConversation sends each message once, with numbers that count up", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um", "dois", "três");
  assertEquals(client.sentAfterHello, [
    { type: "say", text: "um", id: 1 },
    { type: "say", text: "dois", id: 2 },
    { type: "say", text: "três", id: 3 },
  ]);
  assertEquals(client.ui.model.pending.map(({ id }) => id), [1, 2, 3]);
  await client.receiveSaid(1, 1);
  await client.receiveSaid(2, 2);
  assertEquals([ids(client), client.ui.model.pending.map(({ id }) => id)], [[1, 2, 3], [3]]);
});

Deno.test("StructuredConversation shows a message as pending at once", {
  permissions: "none",
}, async () => {
  for (const start of [TestConversation.entered, TestConversation.offline]) {
    await using client = await start();
    await client.type("um");
    assertEquals(client.ui.model.pending, [{ type: "say", text: "um", id: 1 }]);
  }
});

Deno.test("StructuredConversation shows an event with the model before it", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um");
  await client.receiveSaid(1, 1, "um");
  assertEquals(client.ui.events.map(({ type }) => type), ["said"]);
  assertEquals(client.ui.before.map(({ pending, lastSeq }) => [pending.length, lastSeq]), [[1, 0]]);
  assertEquals([client.ui.model.pending.length, client.ui.model.lastSeq], [0, 1]);
});

Deno.test("StructuredConversation resends unacknowledged messages in order", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um", "dois");
  await client.receiveSaid(1, 1);
  await client.drop();
  await client.type("três");
  await client.redialed();
  await client.type("quatro");
  assertEquals(client.sentAfterHello, [], "nothing is sent before the welcome");
  await client.welcome({ seq: 1 });
  assertEquals(ids(client), [2, 3, 4]);
  await client.type("cinco");
  assertEquals(ids(client), [2, 3, 4, 5]);
});

Deno.test("StructuredConversation tries the oldest message each second while none is recorded", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um", "dois");
  await client.receiveNotRecorded(1, 2);
  await client.type("três");
  assertEquals(client.ui.sentences, [texts.banner, texts.messageDeferred]);
  assertEquals(client.ui.events, []);
  await client.advance(999);
  assertEquals(ids(client), [1, 2]);
  await client.advance(1);
  assertEquals(ids(client), [1, 2, 1]);
  await client.receiveNotRecorded(1);
  await client.advance(2_000);
  assertEquals(ids(client), [1, 2, 1, 1, 1]);
  await client.receiveSaid(1, 1);
  assertEquals(ids(client), [1, 2, 1, 1, 1, 2, 3], "the others follow the first");
  await client.type("quatro");
  assertEquals(ids(client).slice(7), [4]);
  await client.advance(5_000);
  assertEquals(ids(client).slice(8), []);
  assertEquals(client.ui.sentences, [texts.banner, texts.messageDeferred]);
});

Deno.test("StructuredConversation retries once a second while recording fails", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um", "dois");
  await client.receiveNotRecorded(1);
  await client.advance(500);
  await client.receiveSaid(1, 1);
  assertEquals(ids(client), [1, 2, 2]);
  await client.receiveNotRecorded(2);
  await client.advance(3_000);
  assertEquals(ids(client).slice(3), [2, 2, 2]);
  assertEquals(client.ui.sentences, [texts.banner, texts.messageDeferred, texts.messageDeferred]);
});

Deno.test("StructuredConversation waits a second again when recording fails another time", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  for (const id of [1, 2]) {
    await client.type("oi");
    await client.receiveNotRecorded(id);
    await client.advance(999);
    assertEquals(ids(client), id === 1 ? [1] : [1, 1, 2]);
    await client.advance(1);
    assertEquals(ids(client), id === 1 ? [1, 1] : [1, 1, 2, 2]);
    await client.receiveSaid(id, id);
    await client.advance(1_500); // No retry is pending any more.
  }
});

Deno.test("StructuredConversation tries no message before it is welcome again", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um");
  await client.receiveNotRecorded(1);
  await client.drop();
  await client.redialed();
  await client.advance(3_000);
  assertEquals(client.sentAfterHello, []);
  await client.welcome();
  assertEquals(ids(client), [1]);
  await client.type("dois");
  assertEquals(ids(client), [1, 2], "after a welcome nothing is held back");
});

Deno.test("StructuredConversation ignores a failed record that is not about a message", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.receiveNotRecorded(7);
  await client.advance(2_000);
  assertEquals([client.sentAfterHello, client.outcome], [[], undefined]);
  await client.receive({ type: "rejected", code: "not-recorded" });
  assertEquals(client.ui.events, [{ type: "rejected", code: "not-recorded" }]);
});

Deno.test("StructuredConversation shows a rejected message, and does not resend it", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um", "dois");
  await client.receive({ type: "rejected", id: 1, code: "repeated" });
  assertEquals(client.ui.events, [{ type: "rejected", id: 1, code: "repeated" }]);
  await client.drop();
  await client.redialed();
  await client.welcome();
  assertEquals(ids(client), [2]);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE, texts.linkBack]);
});

Deno.test("StructuredConversation reads no more of a redirected input with 200 on their way", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type(...Array.from({ length: 204 }, (_, at) => `n${at}`));
  assertEquals([ids(client).length, client.ui.unread], [200, 3]);
  await client.receive({ type: "notice", seq: 1, time: 0, text: "oi" });
  assertEquals([ids(client).length, client.ui.unread], [200, 3]);
  await client.receiveSaid(2, 1);
  assertEquals([ids(client).length, client.ui.unread], [201, 2]);
  await client.receiveSaid(3, 2);
  assertEquals([ids(client).length, client.ui.unread], [202, 1]);
  assertEquals([client.ui.complaints, ids(client).slice(199)], [[], [200, 201, 202]]);
});

Deno.test("StructuredConversation refuses a message at a prompt with 200 on their way", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered({ keepsLine: true });
  const people = [{ name: "Bia", since: 0, away: false }];
  await client.receive({ type: "people", people });
  await client.receive({ type: "whispered", seq: 1, time: 0, from: "Bia", to: "Ana", text: "oi" });
  await client.type(...Array.from({ length: 200 }, (_, at) => `n${at}`));
  assertEquals([ids(client).length, client.ui.complaints], [200, []]);
  await client.type("a mais", "@Bia a mais", "/r a mais");
  assertEquals(client.ui.complaints, Array(3).fill(texts.tooManyPending));
  assertEquals(ids(client).length, 200);
  await client.type("/ajuda");
  assertEquals(client.ui.complaints.length, 3, "/ajuda is no message");
  await client.receiveSaid(2, 1);
  await client.type("ainda", "a mais");
  assertEquals([ids(client).length, client.ui.complaints.length], [201, 4]);
});

Deno.test(
  "StructuredConversation replies to the author whom the person saw, however long the line waits",
  {
    permissions: "none",
  },
  async () => {
    await using client = await TestConversation.entered();
    const whispered = { type: "whispered", time: 0, to: "Ana", text: "oi" };
    await client.receive({ ...whispered, seq: 1, from: "Bia" });
    await client.type(...Array.from({ length: 200 }, (_, at) => `n${at}`), "/r sim");
    await client.receive({ ...whispered, seq: 2, from: "Caio" });
    assertEquals(ids(client).length, 200);
    await client.receiveSaid(3, 1);
    assertEquals(client.sent.at(-1), { type: "whisper", to: "Bia", text: "sim", id: 201 });
  },
);
