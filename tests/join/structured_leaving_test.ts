import { assertEquals } from "@std/assert";
import { NotUtf8Error } from "../../lib/errors.ts";
import { TestConversation, texts } from "../support/test_conversation.ts";

const LEAVE = { type: "leave" };
const LEFT = { type: "left" as const };
const SAY = { type: "say", text: "oi", id: 1 };
const OUTAGE = `${texts.closedByServer}\n${texts.retrying}`;
const unsure = (count: number) => ({ type: "failed" as const, sentence: texts.unsure(count) });

Deno.test("StructuredConversation leaves on /sair, until the server closes", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/sair");
  assertEquals([client.sentAfterHello, client.outcome], [[LEAVE], undefined]);
  assertEquals(client.ui.sentences, [texts.banner, texts.youLeft]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
  assertEquals(client.ui.sentences, [texts.banner, texts.youLeft, texts.closedByServer]);
  assertEquals([client.ui.isClosed, client.server.isDisconnected], [true, true]);
});

Deno.test("StructuredConversation waits 1 s for the server to close", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/sair");
  await client.advance(999);
  assertEquals(client.outcome, undefined);
  await client.advance(1);
  assertEquals(client.outcome, LEFT);
  assertEquals(client.ui.sentences, [texts.banner, texts.youLeft, texts.closedByServer]);
});

Deno.test("StructuredConversation leaves on /sair once everything is delivered", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi", "/sair");
  await client.advance(5_000);
  assertEquals([client.sentAfterHello, client.outcome], [[SAY], undefined]);
  await client.receiveSaid(1, 1);
  assertEquals([client.sentAfterHello, client.ui.events.length], [[SAY, LEAVE], 1]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
});

Deno.test("StructuredConversation waits for no delivery after a second /sair", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi", "/sair");
  await client.type("");
  assertEquals([client.sentAfterHello, client.outcome], [[SAY], undefined]);
  await client.type("/sair");
  assertEquals(client.sentAfterHello, [SAY, LEAVE]);
  await client.advance(1_000);
  assertEquals(client.outcome, unsure(1));
  const expected = [texts.banner, texts.youLeft, texts.closedByServer];
  assertEquals([client.ui.sentences, client.ui.complaints], [expected, []]);
});

Deno.test("StructuredConversation rejects what is typed after /sair, with a sentence", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi", "/sair");
  await client.type("tchau", "/quem", "/fechar", "/nada");
  assertEquals(client.ui.refusedLines, ["tchau", "/quem", "/fechar", "/nada"]);
  assertEquals(client.ui.complaints, Array(4).fill(texts.isLeaving));
  assertEquals([client.sentAfterHello, client.outcome], [[SAY], undefined]);
  await client.receiveSaid(1, 1);
  assertEquals(client.sentAfterHello, [SAY, LEAVE]);
});

Deno.test("StructuredConversation continues waiting for delivery when the input ends after /sair", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi", "/sair");
  await client.endInput();
  await client.advance(5_000);
  assertEquals([client.sentAfterHello, client.outcome], [[SAY], undefined]);
  await client.receiveSaid(1, 1);
  assertEquals(client.sentAfterHello, [SAY, LEAVE]);
});

Deno.test("StructuredConversation waits for delivery when the input ends", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi");
  await client.endInput();
  await client.advance(5_000);
  assertEquals([client.sentAfterHello, client.outcome], [[SAY], undefined]);
  await client.receiveSaid(1, 1);
  assertEquals(client.sentAfterHello, [SAY, LEAVE]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
});

Deno.test("StructuredConversation leaves at once when the input ends and nothing is pending", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.endInput();
  assertEquals(client.sentAfterHello, [LEAVE]);
});

Deno.test("StructuredConversation reports how many messages may be lost when it is interrupted", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("um", "dois", "três");
  await client.receiveSaid(1, 1);
  await client.interrupt();
  assertEquals(client.sentAfterHello.at(-1), LEAVE);
  await client.receiveSaid(2, 2);
  await client.advance(1_000);
  assertEquals(client.outcome, unsure(1));
});

Deno.test("StructuredConversation leaves once, when asked repeatedly", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/sair");
  await client.interrupt();
  await client.type("/sair");
  await client.advance(999);
  assertEquals([client.sentAfterHello, client.outcome], [[LEAVE], undefined]);
  assertEquals(client.ui.sentences, [texts.banner, texts.youLeft]);
});

Deno.test("StructuredConversation leaves at once while the server cannot be reached", {
  permissions: "none",
}, async () => {
  const leave = [
    (client: TestConversation) => client.type("/sair"),
    (client: TestConversation) => client.endInput(),
    (client: TestConversation) => client.interrupt(),
  ];
  for (const act of leave) {
    await using client = await TestConversation.offline();
    await client.type("um", "dois");
    await act(client);
    assertEquals(client.outcome, unsure(2));
    const expected = [texts.banner, OUTAGE, texts.youLeft, texts.closedByServer];
    assertEquals(client.ui.sentences, expected);
  }
});

Deno.test("StructuredConversation does not reconnect for pending messages when it leaves", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi", "/sair");
  await client.drop();
  assertEquals(client.outcome, unsure(1));
  assertEquals(client.ui.sentences, [texts.banner, texts.youLeft, texts.closedByServer]);
  await client.advance(60_000);
  assertEquals(client.server.dialedAt, [0, 0]);
});

Deno.test("StructuredConversation sends leave before it is welcome", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start();
  await client.interrupt();
  assertEquals(client.sentAfterHello, [LEAVE]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
  // Who never was in the chat does not leave it.
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation ends at once when it is interrupted while it connects", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ dialResult: "never" });
  await client.interrupt();
  assertEquals(client.outcome, LEFT);
  assertEquals(client.ui.sentences, []);
});

Deno.test("StructuredConversation reports messages that may be lost when the server ends it", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered({ reconnect: false });
  await client.type("oi");
  await client.drop();
  assertEquals(client.outcome, unsure(1));
  assertEquals(client.ui.sentences, [texts.banner, texts.closedByServer]);
});

Deno.test("StructuredConversation is over when the terminal has shown everything", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  const { promise, resolve } = Promise.withResolvers<void>();
  client.ui.drained = promise;
  await client.type("/sair");
  await client.drop();
  assertEquals([client.outcome, client.server.isDisconnected], [undefined, true]);
  resolve();
  await client.settle();
  assertEquals([client.outcome, client.ui.isClosed], [LEFT, true]);
});

Deno.test("StructuredConversation leaves at input that is not UTF-8, and fails with its line", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi");
  client.ui.inputError = new NotUtf8Error(3);
  await client.endInput();
  assertEquals([client.sentAfterHello, client.outcome], [[SAY], undefined]);
  await client.receiveSaid(1, 1);
  assertEquals(client.sentAfterHello, [SAY, LEAVE]);
  await client.drop();
  assertEquals(client.outcome, { type: "failed", sentence: texts.notUtf8Input(3) });
});

Deno.test("StructuredConversation fails with both sentences when a message is lost too", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("oi");
  client.ui.inputError = new NotUtf8Error(3);
  await client.endInput();
  await client.drop();
  const sentence = `${texts.notUtf8Input(3)}\n${texts.unsure(1)}`;
  assertEquals(client.outcome, { type: "failed", sentence });
});
