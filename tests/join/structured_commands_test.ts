import { assertEquals } from "@std/assert";
import { personHelp } from "../../lib/slash.ts";
import { TestConversation, texts } from "../support/test_conversation.ts";

const people = [{ name: "Ana", since: 0, away: false }, { name: "Bia", since: 0, away: false }];

Deno.test("StructuredConversation shows the help without asking the server", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/ajuda");
  assertEquals(client.ui.sentences, [texts.banner, personHelp(texts).join("\n")]);
  assertEquals([client.asked, client.ui.clears], [[], 0]);
});

Deno.test("StructuredConversation clears the screen without asking the server", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/limpar");
  assertEquals([client.ui.clears, client.asked, client.ui.sentences], [1, [], [texts.banner]]);
});

Deno.test("StructuredConversation does nothing for an empty line", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("", "  ");
  assertEquals([client.asked, client.ui.complaints, client.ui.unread], [[], [], 0]);
});

Deno.test("StructuredConversation asks who is there, and shows the answer", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/quem");
  assertEquals(client.asked, [{ type: "who" }]);
  await client.tell({ type: "people", people });
  assertEquals(client.ui.events, [{ type: "people", people }]);
  assertEquals(client.ui.model.people, ["Ana", "Bia"]);
});

Deno.test("StructuredConversation asks for what is older than the oldest message it knows", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/historico");
  await client.said(8, 1, "oi", "Bia");
  await client.said(9, 1, "oi", "Bia");
  await client.type("/historico 5");
  assertEquals(client.asked, [
    { type: "past", count: 20 },
    { type: "past", count: 5, before: 8 },
  ]);
});

Deno.test("StructuredConversation whispers, and answers who whispered last", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.tell({ type: "people", people });
  await client.type("/r cedo demais");
  assertEquals(client.ui.complaints, [texts.rejections["nobody-to-answer"]("")]);
  await client.tell({ type: "whispered", seq: 1, time: 0, from: "Bia", to: "Ana", text: "psiu" });
  await client.type("@Bia oi", "/r olá");
  const whisper = { type: "whisper", to: "Bia" };
  assertEquals(client.asked, [{ ...whisper, text: "oi", id: 1 }, {
    ...whisper,
    text: "olá",
    id: 2,
  }]);
  assertEquals(client.ui.model.pending.length, 2);
});

Deno.test("StructuredConversation says what is wrong with a line, and sends nothing", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.tell({ type: "people", people });
  await client.type("/quen", "@Bla oi", "oi");
  assertEquals(client.ui.complaints, [
    `${texts.rejections["unknown-command"]("/quen")} ${texts.didYouMean("/quem")}`,
    `${texts.rejections["no-such-person"]("")} ${texts.didYouMean("@Bia")}`,
  ]);
  assertEquals(client.asked, [{ type: "say", text: "oi", id: 1 }]);
});

Deno.test("StructuredConversation ends with the sentence of each final refusal", {
  permissions: "none",
}, async () => {
  const cases = [
    ["full", undefined],
    ["kicked", undefined],
    ["malformed", "lixo"],
    ["version", "1 ≠ 2"],
    ["hello-first", undefined],
  ] as const;
  for (const [code, value] of cases) {
    for (const start of [TestConversation.start, TestConversation.entered]) {
      await using client = await start();
      await client.tell({ type: "refused", code, ...(value === undefined ? {} : { value }) });
      const sentence = texts.refusals[code](value ?? "");
      assertEquals(client.outcome, { type: "failed", sentence });
      assertEquals([client.ui.sentences, client.ui.events], [[texts.banner], []]);
      assertEquals([client.server.isHungUp, client.ui.isClosed], [true, true]);
      await client.pass(60_000);
      assertEquals(client.server.dialedAt, [0, 0]);
    }
  }
});

Deno.test("StructuredConversation comes back after the refusals that are not final", {
  permissions: "none",
}, async () => {
  const codes = ["server-closing", "silent", "too-slow", "replaced", "hello-timeout", "novo"];
  for (const code of codes) {
    await using client = await TestConversation.entered();
    await client.tell({ type: "refused", code });
    assertEquals([client.outcome, client.ui.sentences], [undefined, [texts.banner]]);
    await client.drop();
    await client.pass(250);
    assertEquals(client.sent.map(({ type }) => type), ["hello"]);
  }
});

Deno.test("StructuredConversation ends with what broke while an event was shown", {
  permissions: "none",
}, async () => {
  for (const fault of [new Error("cano"), "cano"]) {
    await using client = await TestConversation.entered();
    client.ui.showFault = fault;
    await client.said(1, 1, "oi", "Bia");
    assertEquals(client.outcome, { type: "failed", sentence: texts.unexpected("cano") });
    assertEquals(client.ui.isClosed, true);
  }
});

Deno.test("StructuredConversation ends with what broke while a line was read", {
  permissions: "none",
}, async () => {
  for (const fault of [new Error("cano"), "cano"]) {
    await using client = await TestConversation.entered();
    client.ui.readFault = fault;
    await client.type("oi");
    assertEquals(client.outcome, { type: "failed", sentence: texts.unexpected("cano") });
    assertEquals(client.ui.isClosed, true);
  }
});
