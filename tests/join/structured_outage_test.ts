import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const OUTAGE = `${texts.closedByServer}\n${texts.retrying}`;
const HELLO = { type: "hello", version: 1, name: "Ana", lang: "pt-BR" };
const TAKEN = { type: "refused", code: "name-taken", value: "Ana" };
const TAKEN_SENTENCE = `${texts.refusals["name-taken"]("Ana")}\n${texts.otherNameWhileAway}`;

Deno.test("StructuredConversation dials again after waits that double up to 7.5 s", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.advance(30_000);
  assertEquals(client.server.dialedAt, [0, 0, 250, 750, 1_750, 3_750, 7_750, 15_250, 22_750]);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation shows the time of the next reconnect", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  const from = client.clock.now();
  assertEquals(client.ui.outage, { retryAt: from + 250 });
  await client.advance(250);
  assertEquals(client.ui.outage, { retryAt: from + 750 });
  client.server.dialResult = "accept";
  await client.advance(500);
  assertEquals(client.ui.outage, { retryAt: from + 750 }, "a connection alone does not end it");
  await client.welcome();
  assertEquals(client.ui.outage, undefined);
});

Deno.test("StructuredConversation resumes its session, and reports it", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.receive({ type: "notice", seq: 3, time: 0, text: "oi" });
  await client.drop();
  await client.advance(250);
  assertEquals(client.sent, [{ ...HELLO, resume: { token: "t", seen: 3 } }]);
  await client.welcome({ seq: 3 });
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE, texts.linkBack]);
});

Deno.test("StructuredConversation reports that the server has forgotten its session", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.redialed();
  await client.welcome({ token: "u" });
  const expected = [texts.linkBack, texts.unknownSession];
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE, ...expected]);
  await client.drop();
  await client.redialed();
  assertEquals(client.sent, [{ ...HELLO, resume: { token: "u", seen: 0 } }]);
});

Deno.test("StructuredConversation reports each outage once", { permissions: "none" }, async () => {
  await using client = await TestConversation.entered();
  for (let outages = 1; outages <= 3; outages++) {
    client.server.dialResult = new Error("recusada");
    await client.drop();
    await client.advance(2_000);
    await client.redialed();
    await client.welcome();
    const expected = Array.from({ length: outages }, () => [OUTAGE, texts.linkBack]).flat();
    assertEquals(client.ui.sentences, [texts.banner, ...expected]);
  }
});

Deno.test("StructuredConversation dials at once when a key is pressed", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.advance(5_000);
  const tries = client.server.dialedAt.length;
  await client.press();
  assertEquals(client.server.dialedAt.slice(tries), [5_000]);
  await client.press();
  assertEquals(client.server.dialedAt.slice(tries), [5_000, 5_000]);
});

Deno.test("StructuredConversation starts with the shortest backoff after each welcome", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.advance(4_000); // The next dial would be 4 s after the last.
  await client.redialed();
  await client.welcome();
  const tries = client.server.dialedAt.length;
  await client.drop();
  await client.advance(250);
  assertEquals(client.server.dialedAt.slice(tries), [4_250]);
});

Deno.test("StructuredConversation increases its backoff each time it is refused", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.drop();
  for (const wait of [250, 500, 1_000, 2_000]) {
    const tries = client.server.dialedAt.length;
    await client.advance(wait - 1);
    assertEquals(client.server.dialedAt.length, tries);
    await client.advance(1);
    assertEquals(client.server.dialedAt.length, tries + 1);
    await client.receive(TAKEN);
  }
});

Deno.test("StructuredConversation reports once per outage that its name was taken meanwhile", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  const expected = [texts.banner];
  for (let outage = 1; outage <= 2; outage++) {
    await client.drop();
    await client.redialed();
    await client.receive(TAKEN);
    await client.redialed();
    await client.receive(TAKEN);
    expected.push(OUTAGE, TAKEN_SENTENCE);
    assertEquals(client.ui.sentences, expected);
    await client.redialed();
    await client.welcome();
    expected.push(texts.linkBack);
    assertEquals(client.ui.sentences, expected);
  }
  assertEquals([client.ui.questions, client.ui.events], [[], []]);
});

Deno.test("StructuredConversation resumes its session after a delayed connection replaced it", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.receive({ type: "refused", code: "replaced" });
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
  await client.receiveText('{"type":"notice","seq":1,');
  await client.drop();
  await client.redialed();
  await client.welcome();
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE, texts.linkBack]);
});

Deno.test("StructuredConversation reconnects after a reset too", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  client.server.reset(new Error("reset"));
  await client.advance(250);
  assertEquals(client.sent.map(({ type }) => type), ["hello"]);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation ends with the connection when it may not reconnect", {
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
  assertEquals(client.ui.complaints, [texts.offline, texts.offline]);
  await client.redialed();
  await client.type("/quem");
  assertEquals(client.sentAfterHello, [], "a connection alone is not enough");
  await client.welcome();
  await client.type("/quem", "/historico 5");
  assertEquals(client.sentAfterHello, [{ type: "who" }, { type: "past", count: 5 }]);
  assertEquals(client.ui.complaints.length, 3);
});

Deno.test("StructuredConversation keeps trying to resume in a full room, and says so once", {
  permissions: "none",
}, async () => {
  for (const code of ["full", "address-full"] as const) {
    await using client = await TestConversation.offline();
    for (let tries = 0; tries < 5; tries++) {
      await client.redialed();
      assertEquals(client.sent, [{ ...HELLO, resume: { token: "t", seen: 0 } }]);
      await client.receive({ type: "refused", code, value: "64" });
      assertEquals([client.outcome, client.server.isDisconnected], [undefined, true]);
    }
    const sentence = texts.refusals[code]("64");
    assertEquals(client.ui.sentences, [texts.banner, OUTAGE, sentence]);
    await client.redialed();
    await client.welcome();
    assertEquals(client.ui.sentences, [texts.banner, OUTAGE, sentence, texts.linkBack]);
  }
});

Deno.test("StructuredConversation shows the whole outage with its time", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.drop();
  await client.redialed();
  await client.receive(TAKEN);
  await client.redialed();
  await client.welcome({ token: "u" });
  const { notes } = client.ui;
  assertEquals(notes, [OUTAGE, TAKEN_SENTENCE, texts.linkBack, texts.unknownSession]);
});

Deno.test("StructuredConversation says that it is trying while a key's try is under way", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.advance(5_000); // The next try is at 7.75 s.
  const from = client.clock.now();
  assertEquals(client.ui.outage, { retryAt: from + 2_750 });
  client.server.dialResult = "never";
  await client.press();
  assertEquals(client.ui.outage, { retryAt: from });
});

Deno.test("StructuredConversation waits no longer because keys were pressed", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.advance(5_000); // The next try is at 7.75 s.
  for (let key = 0; key < 10; key++) await client.press();
  const tries = client.server.dialedAt.length;
  await client.advance(20_000);
  assertEquals(client.server.dialedAt.slice(tries), [7_750, 15_250, 22_750]);
});
