import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const OUTAGE = `${texts.closedByServer}\n${texts.retrying}`;
const HELLO = { type: "hello", version: 1, name: "Ana", lang: "pt-BR" };
const TAKEN = { type: "refused", code: "name-taken", value: "Ana" };
const TAKEN_SENTENCE = texts.refusals["name-taken"]("Ana");

Deno.test("StructuredConversation dials again after waits that double up to 7.5 s", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.pass(30_000);
  assertEquals(client.server.dialedAt, [0, 0, 250, 750, 1_750, 3_750, 7_750, 15_250, 22_750]);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation tells the interface when the next try is", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  const from = client.clock.date();
  assertEquals(client.ui.outage, { retryAt: from + 250 });
  await client.pass(250);
  assertEquals(client.ui.outage, { retryAt: from + 750 });
  client.server.dialing = "accept";
  await client.pass(500);
  assertEquals(client.ui.outage, { retryAt: from + 750 }, "a connection alone does not end it");
  await client.welcome();
  assertEquals(client.ui.outage, undefined);
});

Deno.test("StructuredConversation takes up its session, and says so", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.tell({ type: "notice", seq: 3, time: 0, text: "oi" });
  await client.drop();
  await client.pass(250);
  assertEquals(client.sent, [{ ...HELLO, resume: { token: "t", seen: 3 } }]);
  await client.welcome({ seq: 3 });
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE, texts.linkBack]);
});

Deno.test("StructuredConversation says when the server has forgotten its session", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.redialed();
  await client.welcome({ token: "u" });
  const told = [texts.linkBack, texts.unknownSession];
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE, ...told]);
  await client.drop();
  await client.redialed();
  assertEquals(client.sent, [{ ...HELLO, resume: { token: "u", seen: 0 } }]);
});

Deno.test("StructuredConversation tells of each outage once", { permissions: "none" }, async () => {
  await using client = await TestConversation.entered();
  for (let outages = 1; outages <= 3; outages++) {
    client.server.dialing = new Error("recusada");
    await client.drop();
    await client.pass(2_000);
    await client.redialed();
    await client.welcome();
    const told = Array.from({ length: outages }, () => [OUTAGE, texts.linkBack]).flat();
    assertEquals(client.ui.sentences, [texts.banner, ...told]);
  }
});

Deno.test("StructuredConversation dials at once when a key is pressed", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.pass(5_000);
  const tries = client.server.dialedAt.length;
  await client.press();
  assertEquals(client.server.dialedAt.slice(tries), [5_000]);
  await client.press();
  assertEquals(client.server.dialedAt.slice(tries), [5_000, 5_000]);
});

Deno.test("StructuredConversation begins with the shortest wait after each good welcome", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.pass(4_000); // The next try would be 4 s after the last.
  await client.redialed();
  await client.welcome();
  const tries = client.server.dialedAt.length;
  await client.drop();
  await client.pass(250);
  assertEquals(client.server.dialedAt.slice(tries), [4_250]);
});

Deno.test("StructuredConversation waits longer each time it is not let in again", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.drop();
  for (const wait of [250, 500, 1_000, 2_000]) {
    const tries = client.server.dialedAt.length;
    await client.pass(wait - 1);
    assertEquals(client.server.dialedAt.length, tries);
    await client.pass(1);
    assertEquals(client.server.dialedAt.length, tries + 1);
    await client.tell(TAKEN);
  }
});

Deno.test("StructuredConversation says once per outage that its name was taken meanwhile", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  const told = [texts.banner];
  for (let outage = 1; outage <= 2; outage++) {
    await client.drop();
    await client.redialed();
    await client.tell(TAKEN);
    await client.redialed();
    await client.tell(TAKEN);
    told.push(OUTAGE, TAKEN_SENTENCE);
    assertEquals(client.ui.sentences, told);
    await client.redialed();
    await client.welcome();
    told.push(texts.linkBack);
    assertEquals(client.ui.sentences, told);
  }
  assertEquals([client.ui.questions, client.ui.events], [[], []]);
});

Deno.test("StructuredConversation takes its session back from a connection that came late", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.tell({ type: "refused", code: "replaced" });
  await client.drop();
  await client.redialed();
  assertEquals(client.sent, [{ ...HELLO, resume: { token: "t", seen: 0 } }]);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
  assertEquals(client.ui.events, []);
});

Deno.test("StructuredConversation does not wait for the rest of a line the outage cut", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.say('{"type":"notice","seq":1,');
  await client.drop();
  await client.redialed();
  await client.welcome();
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE, texts.linkBack]);
});

Deno.test("StructuredConversation comes back after a reset too", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  client.server.reset(new Error("reset"));
  await client.pass(250);
  assertEquals(client.sent.map(({ type }) => type), ["hello"]);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation ends with the connection when it may not come back", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered({ reconnect: false });
  await client.drop();
  assertEquals(client.outcome, { type: "left" });
  assertEquals(client.ui.sentences, [texts.banner, texts.closedByServer]);
  assertEquals(client.server.dialedAt.length, 2);
});

Deno.test("StructuredConversation refuses /quem and /historico without a connection", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/quem", "/historico 5");
  assertEquals(client.ui.complaints, [texts.closedByServer, texts.closedByServer]);
  await client.redialed();
  await client.type("/quem");
  assertEquals(client.asked, [], "a connection alone is not enough");
  await client.welcome();
  await client.type("/quem", "/historico 5");
  assertEquals(client.asked, [{ type: "who" }, { type: "past", count: 5 }]);
  assertEquals(client.ui.complaints.length, 3);
});
