import { assertEquals } from "@std/assert";
import { personHelp } from "../../lib/slash.ts";
import { TestConversation, texts } from "../support/test_conversation.ts";

const people = [{ name: "Ana", since: 0, away: false }, { name: "Bia", since: 0, away: false }];

Deno.test("StructuredConversation shows the help without asking the server", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/ajuda");
  assertEquals(client.ui.sentences, [
    texts.banner,
    [
      ...personHelp(texts),
      "Marcas das suas mensagens:",
      "  …   a caminho do servidor",
      "  ✓   o servidor registrou a mensagem, ou a pessoa a recebeu",
      "  ⧖   a mensagem privada espera por uma pessoa que perdeu a conexão",
      "  ✗   a mensagem não foi enviada",
      "As mensagens privadas passam pelo computador do anfitrião, que pode vê-las e gravá-las.",
    ].join("\n"),
  ]);
  assertEquals([client.sentAfterHello, client.ui.clears], [[], 0]);
});

Deno.test("StructuredConversation clears the screen without asking the server", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/limpar");
  assertEquals([client.ui.clears, client.sentAfterHello, client.ui.sentences], [1, [], [
    texts.banner,
  ]]);
});

Deno.test("StructuredConversation does nothing for an empty line", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("", "  ");
  assertEquals([client.sentAfterHello, client.ui.complaints, client.ui.unread], [[], [], 0]);
});

Deno.test("StructuredConversation requests the people, and shows the response", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/quem");
  assertEquals(client.sentAfterHello, [{ type: "who" }]);
  await client.receive({ type: "people", people });
  assertEquals(client.ui.events, [{ type: "people", people }]);
  assertEquals(client.ui.model.people, ["Ana", "Bia"]);
});

Deno.test("StructuredConversation requests messages older than the oldest it has", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.type("/historico");
  await client.receiveSaid(8, 1, "oi", "Bia");
  await client.receiveSaid(9, 1, "oi", "Bia");
  await client.type("/historico 5");
  assertEquals(client.sentAfterHello, [
    { type: "past", count: 20 },
    { type: "past", count: 5, before: 8 },
  ]);
});

Deno.test("StructuredConversation whispers to the one person that a typed name can mean", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  const here = ["Ana", "João", "Zoë", "Zoé"].map((name) => ({ name, since: 0, away: false }));
  await client.receive({ type: "people", people: here });
  await client.type("@joao, vem", "@zoe oi", "@ZOË oi", "@todos oi");
  assertEquals(client.sentAfterHello, [
    { type: "whisper", to: "João", text: "vem", id: 1 },
    { type: "whisper", to: "Zoë", text: "oi", id: 2 },
    { type: "say", text: "@todos oi", id: 3 },
  ]);
  assertEquals(client.ui.complaints, [texts.rejections["ambiguous-name"]("Zoë, Zoé")]);
});

Deno.test("StructuredConversation whispers, and replies to the last whisperer", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.receive({ type: "people", people });
  await client.type("/r cedo demais");
  assertEquals(client.ui.complaints, [texts.rejections["nobody-to-answer"]("")]);
  await client.receive({
    type: "whispered",
    seq: 1,
    time: 0,
    from: "Bia",
    to: "Ana",
    text: "psiu",
  });
  await client.type("@Bia oi", "/r olá");
  const whisper = { type: "whisper", to: "Bia" };
  assertEquals(client.sentAfterHello, [{ ...whisper, text: "oi", id: 1 }, {
    ...whisper,
    text: "olá",
    id: 2,
  }]);
  assertEquals(client.ui.model.pending.length, 2);
});

Deno.test("StructuredConversation shows the complaint about a line, and sends nothing", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.receive({ type: "people", people });
  await client.type("/quen", "@Bla oi", "oi");
  assertEquals(client.ui.complaints, [
    `${texts.rejections["unknown-command"]("/quen")} ${texts.didYouMean("/quem")}`,
    `${texts.rejections["no-such-person"]("")} ${texts.didYouMean("@Bia")}`,
  ]);
  assertEquals(client.sentAfterHello, [{ type: "say", text: "oi", id: 1 }]);
});

Deno.test("StructuredConversation ends with the sentence of each final refusal", {
  permissions: "none",
}, async () => {
  const cases = [
    ["kicked", undefined],
    ["malformed", "lixo"],
    ["version", "2 ≠ 1"],
    ["hello-first", undefined],
    ["password", undefined],
  ] as const;
  for (const [code, value] of cases) {
    for (const start of [TestConversation.start, TestConversation.entered]) {
      await using client = await start();
      await client.receive({ type: "refused", code, ...(value === undefined ? {} : { value }) });
      const sentence = texts.refusals[code](value ?? "");
      assertEquals(client.outcome, { type: "failed", sentence, code });
      assertEquals([client.ui.sentences, client.ui.events], [[texts.banner], []]);
      assertEquals([client.server.isDisconnected, client.ui.isClosed], [true, true]);
      await client.advance(60_000);
      assertEquals(client.server.dialedAt, [0, 0]);
    }
  }
});

Deno.test("StructuredConversation ends when there is no place at its first join", {
  permissions: "none",
}, async () => {
  for (const code of ["full", "address-full"] as const) {
    await using client = await TestConversation.start();
    await client.receive({ type: "refused", code, value: "64" });
    assertEquals(client.outcome, { type: "failed", sentence: texts.refusals[code]("64"), code });
    await client.advance(60_000);
    assertEquals(client.server.dialedAt, [0, 0]);
  }
});

Deno.test("StructuredConversation reconnects after the refusals that are not final", {
  permissions: "none",
}, async () => {
  const codes = ["silent", "too-slow", "replaced", "hello-timeout", "novo"];
  for (const code of codes) {
    await using client = await TestConversation.entered();
    await client.receive({ type: "refused", code });
    assertEquals([client.outcome, client.ui.sentences], [undefined, [texts.banner]]);
    await client.drop();
    await client.advance(250);
    assertEquals(client.sent.map(({ type }) => type), ["hello"]);
  }
});

Deno.test("StructuredConversation ends with an error thrown while showing an event", {
  permissions: "none",
}, async () => {
  for (const fault of [new Error("cano"), "cano"]) {
    await using client = await TestConversation.entered();
    client.ui.showError = fault;
    await client.receiveSaid(1, 1, "oi", "Bia");
    assertEquals(client.outcome, { type: "failed", sentence: texts.unexpected("cano") });
    assertEquals(client.ui.isClosed, true);
  }
});

Deno.test("StructuredConversation ends with an error thrown while reading a line", {
  permissions: "none",
}, async () => {
  for (const fault of [new Error("cano"), "cano"]) {
    await using client = await TestConversation.entered();
    client.ui.readError = fault;
    await client.type("oi");
    assertEquals(client.outcome, { type: "failed", sentence: texts.unexpected("cano") });
    assertEquals(client.ui.isClosed, true);
  }
});
