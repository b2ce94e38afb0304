import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const RENAME = { type: "rename", name: "Bia" };
const names = (client: TestConversation) => client.sent.map(({ name }) => name);
const renamed = (from: string, to: string) => ({ type: "renamed", seq: 1, time: 0, from, to });

/** Drops the connection, and accepts the next one. */
async function reconnect(client: TestConversation): Promise<void> {
  await client.drop();
  await client.redialed();
}

Deno.test("StructuredConversation renames at once while it is in", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/nome Bia");
  assertEquals(client.sentAfterHello, [RENAME]);
  await client.receive(renamed("Ana", "Bia"));
  assertEquals(client.ui.events, [renamed("Ana", "Bia")] as unknown);
  await reconnect(client);
  assertEquals(names(client), ["Bia"]);
  await client.welcome({ name: "Bia" });
  assertEquals(client.sentAfterHello, []);
});

Deno.test("StructuredConversation sends hello with the name that the server gave", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/nome bia");
  await client.receive(renamed("Ana", "BIA"));
  await reconnect(client);
  assertEquals(names(client), ["BIA"]);
});

Deno.test("StructuredConversation requests a name chosen offline until it has it", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  assertEquals(names(client), ["Bia"]);
  await client.welcome({ name: "Ana" }); // It resumed the session under its old name.
  assertEquals(client.sentAfterHello, [RENAME]);
  await reconnect(client);
  assertEquals(names(client), ["Bia"], "the answer was lost");
  await client.welcome({ name: "Ana" });
  assertEquals(client.sentAfterHello, [RENAME]);
  await client.receive(renamed("Ana", "Bia"));
  await reconnect(client);
  assertEquals(names(client), ["Bia"]);
});

Deno.test("StructuredConversation sends no rename when it is welcomed under the name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  await client.welcome({ name: "Bia", token: "u" });
  assertEquals(client.sentAfterHello, []);
  await client.receive(renamed("Bia", "Caio"));
  await reconnect(client);
  assertEquals(names(client), ["Caio"], "the wish is done with");
});

Deno.test("StructuredConversation requests a refused name no more", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  await client.welcome();
  const rejected = { type: "rejected", code: "name-taken", value: "Bia" };
  await client.receive(rejected);
  assertEquals(client.ui.events, [rejected] as unknown);
  await reconnect(client);
  assertEquals(names(client), ["Ana"]);
  await client.welcome();
  assertEquals(client.sentAfterHello, []);
});

Deno.test("StructuredConversation keeps its requested name when a message is rejected", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("oi", "/nome Bia");
  await client.redialed();
  await client.welcome();
  await client.receive({ type: "rejected", id: 1, code: "repeated" });
  await reconnect(client);
  assertEquals(names(client), ["Bia"]);
});

Deno.test("StructuredConversation keeps its requested name when another person is renamed", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  await client.welcome();
  await client.receive(renamed("Caio", "Davi"));
  await reconnect(client);
  assertEquals(names(client), ["Bia"]);
});

Deno.test("StructuredConversation renames before it resends unacknowledged messages", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia", "oi");
  await client.redialed();
  await client.welcome();
  assertEquals(client.sentAfterHello, [RENAME, { type: "say", text: "oi", id: 1 }]);
});

Deno.test("StructuredConversation does not send an invalid name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/nome dois nomes");
  const reason = texts.rejections["name-spaces"]("dois nomes");
  assertEquals(client.ui.complaints, [`${reason} ${texts.didYouMean("dois_nomes")}`]);
  assertEquals(client.sentAfterHello, []);
});
