import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "StructuredConversation refuses an empty name by itself, and asks again",
  pure,
  async () => {
    await using client = await TestConversation.asking();
    await client.type("");
    assertEquals(client.ui.sentences, [texts.banner, texts.refusals["name-empty"]("")]);
    assertEquals(client.ui.questions.map(({ isAgain }) => isAgain), [false, true]);
    await client.advance(60_000);
    assertEquals(
      [client.outcome, client.server.dialedAt],
      [undefined, [0]],
      "nothing was asked of it",
    );
    await client.type("Ana");
    await client.welcome();
    assertEquals(client.sent.map(({ name }) => name), ["Ana"]);
  },
);

Deno.test("StructuredConversation sends no name that breaks a rule", pure, async () => {
  await using client = await TestConversation.asking();
  const long = "a".repeat(20_000); // Longer than the line that a server reads.
  const refusals: [name: string, sentence: string][] = [
    ["   ", texts.refusals["name-empty"]("")],
    ["Maria José", texts.refusals["name-spaces"]("")],
    ["Ana!", texts.refusals["name-characters"]("Ana!")],
    ["{}", texts.refusals["name-characters"]("{}")],
    ["\x1b[31mAna?\x07", texts.refusals["name-characters"]("Ana?")],
    ["a".repeat(33), texts.refusals["name-too-long"]("a".repeat(33))],
    [long, texts.refusals["name-too-long"](`${"a".repeat(79)}…`)],
  ];
  for (const [name] of refusals) await client.type(name);
  assertEquals(client.ui.sentences.slice(1), refusals.map(([, sentence]) => sentence));
  await client.type(" A\u200bna "); // What has no width is left out.
  assertEquals(client.sent.map(({ name }) => name), ["Ana"]);
  await client.receive({ type: "refused", code: "name-taken", value: "Ana" });
  await client.type("", "Bia");
  assertEquals(client.sent.map(({ name }) => name), ["Ana", "Bia"]);
});

Deno.test("StructuredConversation leaves the refused name in the line, mended", pure, async () => {
  await using client = await TestConversation.asking();
  await client.type("Maria José", "!!!", "");
  assertEquals(client.ui.proposals, [undefined, "Maria_José", "!!!", ""]);
  await client.type("Ana");
  await client.receive({ type: "refused", code: "name-taken", value: "Ana" });
  assertEquals(client.ui.proposals.at(-1), "Ana");
});

Deno.test("StructuredConversation leaves the name of an option in the line", pure, async () => {
  await using client = await TestConversation.start({ name: "Ana" });
  await client.receive({ type: "refused", code: "name-taken", value: "Ana" });
  assertEquals([client.ui.questions.length, client.ui.proposals], [1, ["Ana"]]);
});

Deno.test("StructuredConversation leaves on /sair in place of a name", pure, async () => {
  for (const line of ["/sair", " /QUIT "]) {
    await using client = await TestConversation.asking();
    await client.type(line);
    assertEquals(client.outcome, { type: "left" });
    assertEquals(client.ui.sentences, [texts.banner]);
    assertEquals(client.server.dialedAt, [0]);
  }
});

Deno.test("StructuredConversation leaves on /sair after a refused name", pure, async () => {
  await using client = await TestConversation.start();
  await client.receive({ type: "refused", code: "name-taken", value: "Ana" });
  await client.type("/sair");
  assertEquals(client.sentAfterHello, [{ type: "leave" }]);
  await client.drop();
  assertEquals(client.outcome, { type: "left" });
});
