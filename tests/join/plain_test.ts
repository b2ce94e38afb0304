import { assertEquals } from "@std/assert";
import { PORT, TestConversation, texts } from "../support/test_conversation.ts";

const ASKED = { question: texts.askName, isAgain: false };
const LEFT = { type: "left" as const };

/** A client of the original's server that has said its name, and is free to say more. */
async function entered(): Promise<TestConversation> {
  const client = await TestConversation.start({ plain: true });
  await client.pass(300);
  return client;
}

/** What the server read of the newest connection, write by write. */
const heard = (client: TestConversation) => client.server.connections.at(-1)!.reads;

Deno.test("PlainConversation connects before it asks for a name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking({ plain: true });
  assertEquals(client.server.dialedAt, [0]);
  assertEquals([client.ui.sentences, client.ui.questions], [[texts.banner], [ASKED]]);
  await client.type("Ana");
  assertEquals([heard(client), client.ui.echoed], [["Ana"], []]);
});

Deno.test("PlainConversation does not ask for a name that it was given", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true });
  assertEquals([heard(client), client.ui.questions], [["Ana"], []]);
});

Deno.test("PlainConversation says why it cannot connect, and asks nothing", {
  permissions: "none",
}, async () => {
  const dialing = new Error("recusada");
  await using client = await TestConversation.asking({ plain: true, dialing });
  const reason = texts.connectFailures.other("127.0.0.1", PORT, "recusada");
  assertEquals(client.outcome, { type: "failed", sentence: texts.cannotConnect(reason) });
  assertEquals([client.ui.sentences, client.ui.questions], [[], []]);
});

Deno.test("PlainConversation sends what is typed as it is, and echoes it", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.type("  @Bia oi ");
  assertEquals([heard(client), client.ui.echoed], [["Ana", "@Bia oi"], ["@Bia oi"]]);
  await client.pass(300);
  await client.type("/quem");
  assertEquals(heard(client), ["Ana", "@Bia oi", "/quem"]);
  assertEquals(client.ui.complaints, []);
});

Deno.test("PlainConversation passes over empty lines", { permissions: "none" }, async () => {
  await using client = await TestConversation.asking({ plain: true });
  await client.type("", "  ", "Ana");
  assertEquals([heard(client), client.ui.echoed], [["Ana"], []]);
});

Deno.test("PlainConversation shows each read as lines", { permissions: "none" }, async () => {
  await using client = await entered();
  await client.say("Bia entrou no chat.");
  await client.say("Bia: um\nBia: dois\n");
  const told = ["Bia entrou no chat.", "Bia: um", "Bia: dois"];
  assertEquals(client.ui.sentences, [texts.banner, ...told]);
});

Deno.test("PlainConversation waits 300 ms after a write that nothing answers", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true });
  await client.type("um", "dois");
  await client.pass(299);
  assertEquals(heard(client), ["Ana"]);
  await client.pass(1);
  assertEquals(heard(client), ["Ana", "um"]);
  await client.pass(299);
  assertEquals(heard(client), ["Ana", "um"]);
  await client.pass(1);
  assertEquals(heard(client), ["Ana", "um", "dois"]);
});

Deno.test("PlainConversation waits 150 ms after the answer to a write", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true });
  await client.type("um", "dois");
  await client.pass(50);
  await client.say("Ana entrou no chat.");
  await client.pass(149);
  assertEquals(heard(client), ["Ana"]);
  await client.pass(1);
  assertEquals(heard(client), ["Ana", "um"]);
  await client.pass(299); // What answered the write before does not count.
  assertEquals(heard(client), ["Ana", "um"]);
  await client.pass(1);
  assertEquals(heard(client), ["Ana", "um", "dois"]);
});

Deno.test("PlainConversation leaves on /sair, however it is written", {
  permissions: "none",
}, async () => {
  for (const line of ["/sair", " /SAIR "]) {
    await using client = await entered();
    await client.type(line, "nada mais");
    assertEquals([heard(client), client.outcome], [["Ana", "/sair"], undefined]);
    assertEquals([client.ui.sentences, client.ui.echoed], [[texts.banner, texts.youLeft], []]);
    await client.drop();
    assertEquals(client.outcome, LEFT);
    assertEquals(client.ui.sentences, [texts.banner, texts.youLeft, texts.closedByServer]);
  }
});

Deno.test("PlainConversation waits 1 s for the server to close", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.type("/sair");
  await client.pass(999);
  assertEquals(client.outcome, undefined);
  await client.pass(1);
  assertEquals(client.outcome, LEFT);
});

Deno.test("PlainConversation leaves when the input ends", { permissions: "none" }, async () => {
  await using client = await entered();
  await client.endInput();
  assertEquals([heard(client), client.outcome], [["Ana", "/sair"], undefined]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
});

Deno.test("PlainConversation ends when the server closes, and does not come back", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.drop();
  assertEquals(client.outcome, LEFT);
  assertEquals(client.ui.sentences, [texts.banner, texts.closedByServer]);
  await client.pass(60_000);
  assertEquals(client.server.dialedAt, [0]);
});

Deno.test("PlainConversation ends at once when it is interrupted while it connects", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true, dialing: "never" });
  await client.interrupt();
  assertEquals(client.outcome, LEFT);
  assertEquals(client.ui.sentences, [texts.youLeft, texts.closedByServer]);
});
