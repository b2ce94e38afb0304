import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const RENAME = { type: "rename", name: "Bia" };
const names = (client: TestConversation) => client.sent.map(({ name }) => name);
const renamed = (from: string, to: string) => ({ type: "renamed", seq: 1, time: 0, from, to });

/** Loses the connection, and gets the next one. */
async function comeBack(client: TestConversation): Promise<void> {
  await client.drop();
  await client.redialed();
}

Deno.test("StructuredConversation renames at once while it is in", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/nome Bia");
  assertEquals(client.asked, [RENAME]);
  await client.tell(renamed("Ana", "Bia"));
  assertEquals(client.ui.events, [renamed("Ana", "Bia")] as unknown);
  await comeBack(client);
  assertEquals(names(client), ["Bia"]);
  await client.welcome({ name: "Bia" });
  assertEquals(client.asked, []);
});

Deno.test("StructuredConversation says hello under the name that the server gave", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/nome bia");
  await client.tell(renamed("Ana", "BIA"));
  await comeBack(client);
  assertEquals(names(client), ["BIA"]);
});

Deno.test("StructuredConversation asks for a name wished for offline, until it has it", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  assertEquals(names(client), ["Bia"]);
  await client.welcome({ name: "Ana" }); // It took up the session, under its old name.
  assertEquals(client.asked, [RENAME]);
  await comeBack(client);
  assertEquals(names(client), ["Bia"], "the answer was lost");
  await client.welcome({ name: "Ana" });
  assertEquals(client.asked, [RENAME]);
  await client.tell(renamed("Ana", "Bia"));
  await comeBack(client);
  assertEquals(names(client), ["Bia"]);
});

Deno.test("StructuredConversation sends no rename when it is welcomed under the name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  await client.welcome({ name: "Bia", token: "u" });
  assertEquals(client.asked, []);
  await client.tell(renamed("Bia", "Caio"));
  await comeBack(client);
  assertEquals(names(client), ["Caio"], "the wish is done with");
});

Deno.test("StructuredConversation asks no more for a name that was refused", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  await client.welcome();
  const rejected = { type: "rejected", code: "name-taken", value: "Bia" };
  await client.tell(rejected);
  assertEquals(client.ui.events, [rejected] as unknown);
  await comeBack(client);
  assertEquals(names(client), ["Ana"]);
  await client.welcome();
  assertEquals(client.asked, []);
});

Deno.test("StructuredConversation keeps its wish when a message is rejected", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("oi", "/nome Bia");
  await client.redialed();
  await client.welcome();
  await client.tell({ type: "rejected", id: 1, code: "repeated" });
  await comeBack(client);
  assertEquals(names(client), ["Bia"]);
});

Deno.test("StructuredConversation keeps its wish when another person is renamed", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia");
  await client.redialed();
  await client.welcome();
  await client.tell(renamed("Caio", "Davi"));
  await comeBack(client);
  assertEquals(names(client), ["Bia"]);
});

Deno.test("StructuredConversation renames before it sends again what had not come back", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.type("/nome Bia", "oi");
  await client.redialed();
  await client.welcome();
  assertEquals(client.asked, [RENAME, { type: "say", text: "oi", id: 1 }]);
});

Deno.test("StructuredConversation does not send a name that cannot be one", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/nome dois nomes");
  assertEquals(client.ui.complaints, [texts.rejections["name-spaces"]("dois nomes")]);
  assertEquals(client.asked, []);
});
