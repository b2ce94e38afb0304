import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

Deno.test("StructuredConversation lets the server refuse an empty name, and asks again", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  await client.type("");
  assertEquals(client.sent.map(({ name }) => name), [""]);
  await client.receive({ type: "refused", code: "name-empty", value: "" });
  assertEquals(client.ui.sentences.at(-1), texts.refusals["name-empty"](""));
  assertEquals(client.ui.questions.map(({ isAgain }) => isAgain), [false, true]);
  await client.advance(5_000); // The server has responded: it is not taken for another program.
  assertEquals(client.outcome, undefined);
  await client.type("Ana");
  await client.welcome();
  assertEquals(client.sent.map(({ name }) => name), ["", "Ana"]);
});

Deno.test("StructuredConversation gives each hello its own time for a response", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking();
  await client.type("Ana");
  await client.advance(4_000);
  await client.receive({ type: "refused", code: "name-taken", value: "Ana" });
  await client.type("Ana");
  await client.advance(4_000);
  assertEquals(client.outcome, undefined);
  await client.welcome();
  await client.advance(10_000);
  assertEquals(client.outcome, undefined);
});
