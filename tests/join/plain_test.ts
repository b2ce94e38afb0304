import { assertEquals } from "@std/assert";
import { PORT, TestConversation, texts } from "../support/test_conversation.ts";

const ASKED = { question: texts.askName, isAgain: false };
const LEFT = { type: "left" as const };

/** A client of the original's server after its name was sent and answered. */
async function entered(): Promise<TestConversation> {
  const client = await TestConversation.start({ plain: true });
  await client.advance(300);
  return client;
}

/** The text of each read of the server on the newest connection. */
const received = (client: TestConversation) => client.server.connections.at(-1)!.reads;

Deno.test("PlainConversation connects before it asks for a name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking({ plain: true });
  assertEquals(client.server.dialedAt, [0]);
  assertEquals([client.ui.sentences, client.ui.questions], [[texts.banner], [ASKED]]);
  await client.type("Ana");
  assertEquals([received(client), client.ui.echoed], [["Ana"], []]);
});

Deno.test("PlainConversation does not ask for a name given as an option", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true });
  assertEquals([received(client), client.ui.questions], [["Ana"], []]);
});

Deno.test("PlainConversation reports a failed connection, and asks nothing", {
  permissions: "none",
}, async () => {
  const dialResult = new Error("recusada");
  await using client = await TestConversation.asking({ plain: true, dialResult });
  const reason = texts.connectFailures.other("127.0.0.1", PORT, "recusada");
  assertEquals(client.outcome, { type: "failed", sentence: texts.cannotConnect(reason) });
  assertEquals([client.ui.sentences, client.ui.questions], [[], []]);
});

Deno.test("PlainConversation sends typed lines unchanged, and echoes them", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.type("  @Bia oi ");
  assertEquals([received(client), client.ui.echoed], [["Ana", "@Bia oi"], ["@Bia oi"]]);
  assertEquals(client.ui.complaints, []);
});

Deno.test("PlainConversation ignores empty lines", { permissions: "none" }, async () => {
  await using client = await entered();
  await client.type("", "  ", "oi");
  assertEquals([received(client), client.ui.echoed], [["Ana", "oi"], ["oi"]]);
  assertEquals([client.ui.sentences, client.ui.complaints], [[texts.banner], []]);
});

Deno.test("PlainConversation refuses an empty name, and one with a blank, by itself", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking({ plain: true });
  await client.type("", "  ", "Maria José", "Olá!");
  assertEquals([received(client), client.ui.echoed], [["Olá!"], []]);
  const empty = texts.refusals["name-empty"]("");
  const spaces = texts.refusals["name-spaces"]("");
  assertEquals(client.ui.sentences, [texts.banner, empty, empty, spaces]);
  assertEquals(client.ui.proposals, [undefined, "", "  ", "Maria_José"]);
});

Deno.test("PlainConversation shows each read as lines", { permissions: "none" }, async () => {
  await using client = await entered();
  await client.receiveText("Bia entrou no chat.");
  await client.receiveText("Bia: um\nBia: dois\n");
  const expected = ["Bia entrou no chat.", "Bia: um", "Bia: dois"];
  assertEquals(client.ui.sentences, [texts.banner, ...expected]);
});

Deno.test("PlainConversation waits 300 ms after a write without a response", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true });
  await client.type("um", "dois");
  await client.advance(299);
  assertEquals(received(client), ["Ana"]);
  await client.advance(1);
  assertEquals(received(client), ["Ana", "um"]);
  await client.advance(299);
  assertEquals(received(client), ["Ana", "um"]);
  await client.advance(1);
  assertEquals(received(client), ["Ana", "um", "dois"]);
});

Deno.test("PlainConversation waits 150 ms after the response to a write", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true });
  await client.type("um", "dois");
  await client.advance(50);
  await client.receiveText("Ana entrou no chat.");
  await client.advance(149);
  assertEquals(received(client), ["Ana"]);
  await client.advance(1);
  assertEquals(received(client), ["Ana", "um"]);
  await client.advance(299); // The response to the previous write does not count.
  assertEquals(received(client), ["Ana", "um"]);
  await client.advance(1);
  assertEquals(received(client), ["Ana", "um", "dois"]);
});

Deno.test("PlainConversation leaves on /sair in any spelling", {
  permissions: "none",
}, async () => {
  for (const line of ["/sair", " /SAIR "]) {
    await using client = await entered();
    await client.type(line, "nada mais");
    assertEquals([received(client), client.outcome], [["Ana", "/sair"], undefined]);
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
  await client.advance(999);
  assertEquals(client.outcome, undefined);
  await client.advance(1);
  assertEquals(client.outcome, LEFT);
});

Deno.test("PlainConversation leaves when the input ends", { permissions: "none" }, async () => {
  await using client = await entered();
  await client.endInput();
  assertEquals([received(client), client.outcome], [["Ana", "/sair"], undefined]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
});

Deno.test("PlainConversation ends when the server closes, and does not reconnect", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.drop();
  assertEquals(client.outcome, LEFT);
  assertEquals(client.ui.sentences, [texts.banner, texts.closedByServer]);
  await client.advance(60_000);
  assertEquals(client.server.dialedAt, [0]);
});

Deno.test("PlainConversation ends at once when it is interrupted while it connects", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.start({ plain: true, dialResult: "never" });
  await client.interrupt();
  assertEquals(client.outcome, LEFT);
  assertEquals(client.ui.sentences, []);
});

Deno.test(
  "PlainConversation shortens runs of blanks, in which a row of another person could hide",
  {
    permissions: "none",
  },
  async () => {
    await using client = await entered();
    await client.receiveText(`Bia: oi${" ".repeat(90)}Caio: nada`);
    assertEquals(client.ui.sentences.at(-1), `Bia: oi${" ".repeat(16)}Caio: nada`);
  },
);

Deno.test(
  "PlainConversation never says a command to everybody",
  { permissions: "none" },
  async () => {
    const { withoutCommand, reserved } = texts.oldServer;
    const cases: [line: string, complaint: string][] = [
      ["/quem", withoutCommand("/quem")],
      ["  /WHO", withoutCommand("/WHO")],
      ["/historico", withoutCommand("/historico")],
      ["/historico 5", withoutCommand("/historico")],
      ["/r segredo", withoutCommand("/r")],
      ["/nome Bia", withoutCommand("/nome")],
      ["/sair agora", texts.rejections["unexpected-argument"]("/sair")],
      ["/msg nome", texts.rejections["private-format"]("")],
      ["/msg", texts.rejections["private-format"]("")],
      ["/r", texts.rejections["missing-argument"](texts.commands.reply.usage)],
      ["/xyzzy segredo", texts.rejections["unknown-command"]("/xyzzy")],
      ["\u200b/quem", withoutCommand("/quem")],
      ["@Bia", texts.rejections["private-format"]("")],
      ["@ Bia oi", texts.rejections["private-format"]("")],
      ["@", texts.rejections["private-format"]("")],
      ["\u200b@Bia", texts.rejections["private-format"]("")],
      ["@@Bia oi", reserved],
      ["//sair", reserved],
      ["// SAIR", "said"],
    ];
    for (const [line, complaint] of cases) {
      await using client = await entered();
      await client.type(line);
      const isSaid = complaint === "said";
      assertEquals(received(client), isSaid ? ["Ana", "/ SAIR"] : ["Ana"], line);
      assertEquals(client.ui.complaints, isSaid ? [] : [complaint], line);
      assertEquals(client.ui.echoed, isSaid ? ["/ SAIR"] : [], line);
    }
  },
);

Deno.test("PlainConversation suggests the command that was mistyped", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.type("/sairr");
  const unknown = texts.rejections["unknown-command"]("/sairr");
  assertEquals(client.ui.complaints, [`${unknown} ${texts.didYouMean("/sair")}`]);
});

Deno.test("PlainConversation sends /msg in the server's form, and // without its escape", {
  permissions: "none",
}, async () => {
  const cases: [line: string, text: string][] = [
    ["/msg Bia um  segredo", "@Bia um  segredo"],
    ["/MSG Bia oi", "@Bia oi"],
    ["//quem pode?", "/quem pode?"],
  ];
  for (const [line, text] of cases) {
    await using client = await entered();
    await client.type(line);
    assertEquals([received(client), client.ui.echoed], [["Ana", text], [text]]);
  }
});

Deno.test("PlainConversation sends an action as a star and a text", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.type("/me acena");
  assertEquals(received(client), ["Ana", "* acena"]);
});

Deno.test("PlainConversation clears the screen, and lists the commands that it has", {
  permissions: "none",
}, async () => {
  await using client = await entered();
  await client.type("/limpar", "/ajuda");
  assertEquals([received(client), client.ui.clears], [["Ana"], 1]);
  const shown = client.ui.sentences.at(-1)!.split("\n").map((line) => line.trim().split("  ")[0]);
  assertEquals(shown, [texts.typedTitle, "@nome texto", "/limpar", "/ajuda", "/sair"]);
});

Deno.test("PlainConversation asks again for a name that begins like a command", {
  permissions: "none",
}, async () => {
  for (const answer of ["/quem", "//quem", "@Bia", "@Bia oi"]) {
    await using client = await TestConversation.asking({ plain: true });
    await client.type(answer, "Ana");
    const sentence = texts.rejections["name-characters"](answer);
    assertEquals([received(client), client.ui.sentences.at(-1)], [["Ana"], sentence], answer);
    assertEquals(client.ui.questions, [ASKED, { ...ASKED, isAgain: true }], answer);
  }
});

Deno.test("PlainConversation leaves at the question for a name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking({ plain: true });
  await client.type("/sair");
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
});

Deno.test("PlainConversation leaves when the input ends at the question for a name", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.asking({ plain: true });
  await client.endInput();
  assertEquals([received(client), client.ui.questions], [["/sair"], [ASKED]]);
  await client.drop();
  assertEquals(client.outcome, LEFT);
});
