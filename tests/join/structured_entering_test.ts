import { assertEquals, assertStrictEquals } from "@std/assert";
import { PORT, TestConversation, texts } from "../support/test_conversation.ts";

const ASKED = { question: texts.askName, isAgain: false };
const ASKED_AGAIN = { question: texts.askName, isAgain: true };
const TAKEN = { type: "refused", code: "name-taken", value: "Ana" };
const TAKEN_SENTENCE = texts.refusals["name-taken"]("Ana");
const HELLO = { type: "hello", version: 1, name: "Ana", lang: "pt-BR" };
const NOT_OURS = {
  type: "failed" as const,
  sentence: texts.cannotConnect(texts.connectFailures["not-ours"]("127.0.0.1", PORT)),
};

Deno.test("StructuredConversation probes for a server before it asks for a name", {
  permissions: "none",
}, async () => {
  const dialResult = new Error("recusada");
  await using client = await TestConversation.asking({ dialResult, host: "::1" });
  const reason = texts.connectFailures.other("[::1]", PORT, "recusada");
  assertEquals(client.outcome, { type: "failed", sentence: texts.cannotConnect(reason) });
  assertEquals([client.ui.questions, client.ui.sentences], [[], []]);
  await client.advance(60_000);
  assertEquals(client.server.dialedAt, [0]);
});

Deno.test("StructuredConversation fails when the server does not answer within 10 s", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking({ dialResult: "never" });
  await client.advance(9_999);
  assertEquals([client.outcome, client.ui.questions], [undefined, []]);
  await client.advance(1);
  const reason = texts.connectFailures["timed-out"]("127.0.0.1", PORT);
  assertEquals(client.outcome, { type: "failed", sentence: texts.cannotConnect(reason) });
});

Deno.test("StructuredConversation connects once it has a name, and sends hello", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  assertEquals(client.ui.sentences, [texts.banner]);
  assertEquals(client.ui.questions, [ASKED]);
  await client.advance(60_000);
  assertEquals(client.server.dialedAt, [0]);
  assertStrictEquals(client.server.isDisconnected, true);
  await client.type("Ana");
  assertEquals(client.server.dialedAt, [0, 60_000]);
  assertEquals(client.sent, [HELLO]);
  await client.welcome();
  await client.type("oi");
  assertEquals(client.sentAfterHello, [{ type: "say", text: "oi", id: 1 }]);
  assertEquals([client.ui.questions, client.ui.sentences], [[ASKED], [texts.banner]]);
});

Deno.test("StructuredConversation does not ask for a name given as an option", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ name: "Ana", lang: "en" });
  assertEquals(client.sent, [{ ...HELLO, lang: "en" }]);
  assertEquals(client.ui.questions, []);
});

Deno.test("StructuredConversation reads no line before it is in", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.type("oi");
  assertEquals([client.sentAfterHello, client.ui.unread], [[], 1]);
  await client.welcome();
  assertEquals([client.sentAfterHello, client.ui.unread], [
    [{ type: "say", text: "oi", id: 1 }],
    0,
  ]);
});

Deno.test("StructuredConversation asks again for each refused name, on the same connection", {
  permissions: "none",
}, async () => {
  for (const start of [TestConversation.asking, TestConversation.start]) {
    await using client = await start();
    const first = start === TestConversation.asking ? [ASKED] : [];
    if (first.length > 0) await client.type("Ana");
    await client.receive(TAKEN);
    assertEquals(client.ui.questions, [...first, ASKED_AGAIN]);
    await client.type("Bia");
    assertEquals(client.ui.questions, [...first, ASKED_AGAIN], "the second name was not answered");
    await client.receive({ type: "refused", code: "name-spaces" });
    assertEquals(client.ui.questions, [...first, ASKED_AGAIN, ASKED_AGAIN]);
    await client.type("Caio");
    assertEquals(client.sent.map(({ name }) => name), ["Ana", "Bia", "Caio"]);
    await client.welcome({ name: "Caio" });
    await client.type("oi");
    assertStrictEquals(client.sentAfterHello.length, 1);
    const spaces = texts.refusals["name-spaces"]("");
    assertEquals(client.ui.sentences, [texts.banner, TAKEN_SENTENCE, spaces]);
    assertEquals(client.ui.events, []);
  }
});

Deno.test("StructuredConversation treats a server that sends no JSON as foreign", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.receiveText("Informe seu nome:\n");
  assertEquals(client.outcome, NOT_OURS);
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation ignores a line that is not JSON after the welcome", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.receiveText("lixo\n");
  await client.type("oi");
  assertEquals([client.outcome, client.sentAfterHello.length], [undefined, 1]);
});

Deno.test("StructuredConversation waits for a name without a timeout", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.receive(TAKEN);
  await client.advance(9_000);
  assertEquals([client.outcome, client.ui.questions], [undefined, [ASKED_AGAIN]]);
});

Deno.test("StructuredConversation distinguishes a lost connection from a foreign server", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  client.server.dialResult = new Error("recusada");
  await client.drop();
  await client.advance(20_000);
  assertEquals(client.outcome, undefined);
  await client.redialed();
  assertEquals(client.sent, [HELLO]);
});

Deno.test("StructuredConversation reconnects silently while it waits for a name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.receive(TAKEN);
  await client.drop();
  await client.advance(250);
  assertEquals(client.server.dialedAt, [0, 0, 250]);
  assertEquals([client.sent, client.ui.outage], [[], undefined]);
  await client.type("Bia");
  assertEquals(client.sent, [{ ...HELLO, name: "Bia" }]);
  await client.welcome({ name: "Bia" });
  assertEquals(client.ui.sentences, [texts.banner, TAKEN_SENTENCE]);
});

Deno.test("StructuredConversation retries when the server cannot record its join", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.receive({ type: "refused", code: "not-recorded" });
  const sentence = texts.refusals["not-recorded"]("");
  const outage = `${texts.closedByServer}\n${texts.retrying}`;
  assertEquals(client.ui.sentences, [texts.banner, sentence, outage]);
  await client.advance(250);
  assertEquals(client.sent, [HELLO]);
  await client.welcome();
  assertEquals(client.ui.questions, []);
  assertEquals(client.ui.sentences.slice(3), [texts.linkBack]);
});

Deno.test("StructuredConversation ends when the server disappears between probe and hello", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  client.server.dialResult = new Error("recusada");
  await client.type("Ana");
  const reason = texts.connectFailures.other("127.0.0.1", PORT, "recusada");
  assertEquals(client.outcome, { type: "failed", sentence: texts.cannotConnect(reason) });
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation leaves when the input ends instead of a name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  await client.endInput();
  assertEquals(client.outcome, { type: "left" });
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation leaves when the input ends after a refused name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.receive(TAKEN);
  await client.endInput();
  assertEquals(client.sentAfterHello, [{ type: "leave" }]);
  await client.drop();
  assertEquals(client.outcome, { type: "left" });
});

Deno.test("StructuredConversation lets a person take long over another name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.receive(TAKEN);
  for (let count = 0; count < 5; count++) {
    await client.advance(30_000);
    await client.receive({ type: "refused", code: "hello-timeout", text: "tarde" });
    await client.drop();
    assertEquals([client.outcome, client.ui.events], [undefined, []]);
  }
  await client.type("Bia"); // While the link is waiting to dial again.
  await client.press();
  assertEquals(client.sent, [{ ...HELLO, name: "Bia" }]);
  await client.welcome({ name: "Bia" });
  await client.type("oi");
  assertEquals(client.sentAfterHello, [{ type: "say", text: "oi", id: 1 }]);
  assertEquals(client.ui.sentences, [texts.banner, TAKEN_SENTENCE]);
});
