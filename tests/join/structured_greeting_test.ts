/** How long a server may take to respond to a name. */

import { assertEquals } from "@std/assert";
import { PORT, TestConversation, texts } from "../support/test_conversation.ts";

const pure = { permissions: "none" } as const;

const TAKEN = { type: "refused", code: "name-taken", value: "Ana" };
const NOT_OURS = {
  type: "failed" as const,
  sentence: texts.cannotConnect(texts.connectFailures["not-ours"]("127.0.0.1", PORT)),
};

Deno.test(
  "StructuredConversation treats a server that is silent for 10 s as foreign",
  pure,
  async () => {
    await using client = await TestConversation.start({ host: "::1" });
    await client.advance(9_999);
    assertEquals(client.outcome, undefined);
    await client.advance(1);
    const sentence = texts.cannotConnect(texts.connectFailures["not-ours"]("[::1]", PORT));
    assertEquals(client.outcome, { type: "failed", sentence });
    assertEquals(client.ui.sentences, [texts.banner]);
    assertEquals(client.sent.filter(({ type }) => type === "hello").length, 1);
  },
);

Deno.test("StructuredConversation joins over a link with a round trip of 5.2 s", pure, async () => {
  await using client = await TestConversation.start();
  await client.advance(5_200);
  await client.welcome();
  await client.advance(60_000);
  assertEquals([client.outcome, client.ui.sentences[0]], [undefined, texts.banner]);
});

Deno.test("StructuredConversation counts the silence from the connection", pure, async () => {
  await using client = await TestConversation.asking();
  client.server.dialResult = "never";
  await client.type("Ana");
  client.server.dialResult = "accept";
  await client.advance(9_900);
  client.server.acceptWaiting();
  await client.settle();
  await client.advance(9_999);
  assertEquals(client.outcome, undefined);
  await client.advance(1);
  assertEquals(client.outcome, NOT_OURS);
});

Deno.test("StructuredConversation waits 10 s for the response to each name", pure, async () => {
  await using client = await TestConversation.asking();
  await client.type("Ana");
  await client.advance(8_000);
  await client.receive(TAKEN);
  await client.type("Bia");
  await client.advance(9_999);
  assertEquals(client.outcome, undefined);
  await client.advance(1);
  assertEquals(client.outcome, NOT_OURS);
});

Deno.test("StructuredConversation counts the silence from the last bytes", pure, async () => {
  await using client = await TestConversation.start();
  await client.advance(9_000);
  await client.receiveText('{"type":"wel'); // A long list of people, over a slow link.
  await client.advance(9_999);
  assertEquals(client.outcome, undefined);
  await client.receiveText('come","name":"Ana","token":"t","seq":0,"people":[]}\n');
  await client.advance(20_000);
  assertEquals(client.outcome, undefined);
  await client.type("oi");
  assertEquals(client.sentAfterHello.at(-1), { type: "say", text: "oi", id: 1 });
});

Deno.test("StructuredConversation does not count a suspension as silence", pure, async () => {
  await using client = await TestConversation.start();
  await client.advance(9_500);
  client.clock.suspend(3_600_000);
  await client.advance(500);
  assertEquals(client.outcome, undefined);
  await client.welcome(); // What came meanwhile is read now.
  assertEquals(client.outcome, undefined);
  await client.type("oi");
  assertEquals(client.sentAfterHello.at(-1), { type: "say", text: "oi", id: 1 });
});

Deno.test(
  "StructuredConversation does not count a clock that is set back or forward",
  pure,
  async () => {
    for (const jumpMs of [-3_600_000, 3_600_000]) {
      await using client = await TestConversation.start();
      await client.advance(9_500);
      client.clock.setDate(client.clock.date() + jumpMs);
      await client.advance(499);
      assertEquals(client.outcome, undefined);
      await client.advance(1);
      assertEquals(client.outcome, NOT_OURS);
    }
  },
);

Deno.test("StructuredConversation counts no silence while the link is down", pure, async () => {
  await using client = await TestConversation.start();
  await client.advance(9_000);
  client.server.dialResult = new Error("recusada");
  await client.drop();
  await client.advance(20_000);
  assertEquals(client.outcome, undefined);
  await client.redialed();
  await client.advance(9_999);
  assertEquals(client.outcome, undefined);
  await client.advance(1);
  assertEquals(client.outcome, NOT_OURS);
});
