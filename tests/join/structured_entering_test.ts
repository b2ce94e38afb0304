import { assertEquals, assertStrictEquals } from "@std/assert";
import { PORT, TestConversation, texts } from "../support/test_conversation.ts";

const ASKED = { question: texts.askName, isAgain: false };
const ASKED_AGAIN = { question: texts.askName, isAgain: true };
const TAKEN = { type: "refused", code: "name-taken", value: "Ana" };
const TAKEN_SENTENCE = texts.refusals["name-taken"]("Ana");
const HELLO = { type: "hello", version: 1, name: "Ana", lang: "pt-BR" };
const NOT_OURS = {
  type: "failed" as const,
  sentence: texts.cannotConnect(texts.notOurs("127.0.0.1", PORT)),
};

Deno.test("StructuredConversation looks for a server before it asks for a name", {
  permissions: "none",
}, async () => {
  const dialing = new Error("recusada");
  await using client = await TestConversation.asking({ dialing, host: "::1" });
  const reason = texts.connectFailures.other("[::1]", PORT, "recusada");
  assertEquals(client.outcome, { type: "failed", sentence: texts.cannotConnect(reason) });
  assertEquals([client.ui.questions, client.ui.sentences], [[], []]);
  await client.pass(60_000);
  assertEquals(client.server.dialedAt, [0]);
});

Deno.test("StructuredConversation fails when the server does not answer within 10 s", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking({ dialing: "never" });
  await client.pass(9_999);
  assertEquals([client.outcome, client.ui.questions], [undefined, []]);
  await client.pass(1);
  const reason = texts.connectFailures["timed-out"]("127.0.0.1", PORT);
  assertEquals(client.outcome, { type: "failed", sentence: texts.cannotConnect(reason) });
});

Deno.test("StructuredConversation connects once it knows a name, and says hello", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  assertEquals(client.ui.sentences, [texts.banner]);
  assertEquals(client.ui.questions, [ASKED]);
  await client.pass(60_000);
  assertEquals(client.server.dialedAt, [0]);
  assertStrictEquals(client.server.isHungUp, true);
  await client.type("Ana");
  assertEquals(client.server.dialedAt, [0, 60_000]);
  assertEquals(client.sent, [HELLO]);
  await client.welcome();
  await client.type("oi");
  assertEquals(client.asked, [{ type: "say", text: "oi", id: 1 }]);
  assertEquals([client.ui.questions, client.ui.sentences], [[ASKED], [texts.banner]]);
});

Deno.test("StructuredConversation does not ask for a name that it was given", {
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
  assertEquals([client.asked, client.ui.unread], [[], 1]);
  await client.welcome();
  assertEquals([client.asked, client.ui.unread], [[{ type: "say", text: "oi", id: 1 }], 0]);
});

Deno.test("StructuredConversation asks again for each refused name, on the same connection", {
  permissions: "none",
}, async () => {
  for (const start of [TestConversation.asking, TestConversation.start]) {
    await using client = await start();
    const first = start === TestConversation.asking ? [ASKED] : [];
    if (first.length > 0) await client.type("Ana");
    await client.tell(TAKEN);
    assertEquals(client.ui.questions, [...first, ASKED_AGAIN]);
    await client.type("Bia");
    assertEquals(client.ui.questions, [...first, ASKED_AGAIN], "the second name was not answered");
    await client.tell({ type: "refused", code: "name-spaces" });
    assertEquals(client.ui.questions, [...first, ASKED_AGAIN, ASKED_AGAIN]);
    await client.type("Caio");
    assertEquals(client.sent.map(({ name }) => name), ["Ana", "Bia", "Caio"]);
    await client.welcome({ name: "Caio" });
    await client.type("oi");
    assertStrictEquals(client.asked.length, 1);
    const spaces = texts.refusals["name-spaces"]("");
    assertEquals(client.ui.sentences, [texts.banner, TAKEN_SENTENCE, spaces]);
    assertEquals(client.ui.events, []);
  }
});

Deno.test("StructuredConversation takes a server that says nothing for 5 s for a foreign one", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ host: "::1" });
  await client.pass(4_999);
  assertEquals(client.outcome, undefined);
  await client.pass(1);
  const sentence = texts.cannotConnect(texts.notOurs("[::1]", PORT));
  assertEquals(client.outcome, { type: "failed", sentence });
  assertEquals(client.ui.sentences, [texts.banner]);
  assertEquals(client.sent.length, 1);
});

Deno.test("StructuredConversation takes a server that sends no JSON for a foreign one", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.say("Informe seu nome:\n");
  assertEquals(client.outcome, NOT_OURS);
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation passes over a line that is no JSON once it is in", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.say("lixo\n");
  await client.type("oi");
  assertEquals([client.outcome, client.asked.length], [undefined, 1]);
});

Deno.test("StructuredConversation waits 5 s for the answer to each name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  await client.type("Ana");
  await client.pass(1_000);
  await client.tell(TAKEN);
  await client.pass(3_000);
  await client.type("Bia");
  await client.pass(4_999);
  assertEquals(client.outcome, undefined);
  await client.pass(1);
  assertEquals(client.outcome, NOT_OURS);
});

Deno.test("StructuredConversation gives the person all the time there is to think of a name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.tell(TAKEN);
  await client.pass(9_000);
  assertEquals([client.outcome, client.ui.questions], [undefined, [ASKED_AGAIN]]);
});

Deno.test("StructuredConversation does not take a lost connection for a foreign server", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  client.server.dialing = new Error("recusada");
  await client.drop();
  await client.pass(20_000);
  assertEquals(client.outcome, undefined);
  await client.redialed();
  assertEquals(client.sent, [HELLO]);
});

Deno.test("StructuredConversation connects again in silence while a name is thought of", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.tell(TAKEN);
  await client.drop();
  await client.pass(250);
  assertEquals(client.server.dialedAt, [0, 0, 250]);
  assertEquals([client.sent, client.ui.outage], [[], undefined]);
  await client.type("Bia");
  assertEquals(client.sent, [{ ...HELLO, name: "Bia" }]);
  await client.welcome({ name: "Bia" });
  assertEquals(client.ui.sentences, [texts.banner, TAKEN_SENTENCE]);
});

Deno.test("StructuredConversation tries again when the server cannot record who enters", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.tell({ type: "refused", code: "not-recorded" });
  const sentence = texts.refusals["not-recorded"]("");
  const outage = `${texts.closedByServer}\n${texts.retrying}`;
  assertEquals(client.ui.sentences, [texts.banner, sentence, outage]);
  await client.pass(250);
  assertEquals(client.sent, [HELLO]);
  await client.welcome();
  assertEquals(client.ui.questions, []);
  assertEquals(client.ui.sentences.slice(3), [texts.linkBack]);
});

Deno.test("StructuredConversation ends when the server is gone between probe and hello", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  client.server.dialing = new Error("recusada");
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
  assertEquals(client.ui.sentences, [texts.banner, texts.youLeft, texts.closedByServer]);
});

Deno.test("StructuredConversation leaves when the input ends after a refused name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.tell(TAKEN);
  await client.endInput();
  assertEquals(client.asked, [{ type: "leave" }]);
  await client.drop();
  assertEquals(client.outcome, { type: "left" });
});
