import { assertEquals } from "@std/assert";
import { dim, red, yellow } from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import { labelOf, promptOf, type PromptState } from "../../lib/join/prompt.ts";
import { EMPTY_EDITOR } from "../../lib/term/edits.ts";
import type { Prompt } from "../../lib/term/paint.ts";
import { EMPTY, type Pending } from "../../lib/view/model.ts";

const pure = { permissions: "none" } as const;

/** The prompt area of an empty line with this state, by default with colours. */
function promptFor(state: Partial<PromptState>, color = true): Prompt {
  return promptOf({
    editor: EMPTY_EDITOR,
    label: "› ",
    pending: [],
    waiting: [],
    secondsToRetry: undefined,
    isServerClosed: false,
    complaint: [],
    ...state,
  }, { texts: textsOf("pt-BR"), color });
}

function say(id: number, text = `${id}`): Pending {
  return { type: "say", id, text };
}

Deno.test("promptOf() returns the line with its label and cursor, and no rows", pure, () => {
  const editor = { ...EMPTY_EDITOR, text: "olá", cursor: 1 };
  assertEquals(promptFor({ editor, label: "Nome: " }), {
    above: [],
    label: "Nome: ",
    text: "olá",
    cursor: 1,
    below: [],
  });
});

Deno.test("labelOf() begins with a lock when the conversation is encrypted", pure, () => {
  const model = { ...EMPTY, me: "Ana", people: ["Ana", "Bia"] };
  assertEquals(labelOf(model, 80, true), "🔒 Ana (2) › ");
  assertEquals(labelOf(model, 80, false), "Ana (2) › ");
  // The lock takes its columns of the name.
  assertEquals(labelOf(model, 53), "Ana (2) › ");
  assertEquals(labelOf(model, 53, true), "🔒 Ana (2) › ");
  assertEquals(labelOf(model, 50), "Ana (2) › ");
  assertEquals(labelOf(model, 50, true), "🔒 › ");
  assertEquals(labelOf(EMPTY, 80, true), "🔒 › ");
});

Deno.test("labelOf() says who the person is, and how many are there", pure, () => {
  const model = { ...EMPTY, me: "Ana", people: ["Bia", "Ana", "Caio"] };
  assertEquals(labelOf(model, 79), "Ana (3) › ");
  assertEquals(labelOf({ ...model, people: ["Ana"] }, 79), "Ana (1) › ");
});

Deno.test("labelOf() says nothing before the person is in", pure, () => {
  assertEquals(labelOf(EMPTY, 79), "› ");
  assertEquals(labelOf({ ...EMPTY, me: "Ana" }, 79), "› ", "nobody knows who is there");
});

Deno.test("labelOf() leaves the text two thirds of a row, and 40 columns", pure, () => {
  const model = { ...EMPTY, me: "A".repeat(32), people: ["Ana", "Bia"] };
  assertEquals(labelOf(model, 200), `${"A".repeat(32)} (2) › `);
  assertEquals(labelOf(model, 79), `${"A".repeat(18)}… (2) › `);
  assertEquals(labelOf({ ...model, me: "日".repeat(32) }, 79), `${"日".repeat(9)}… (2) › `);
  assertEquals(labelOf(model, 51), "AAA… (2) › ");
  assertEquals(labelOf(model, 50), "› ", "two letters of the name say nothing");
  assertEquals(labelOf({ ...model, me: "Ana" }, 50), "Ana (2) › ");
  assertEquals(labelOf({ ...model, me: "Ana" }, 49), "› ");
});

Deno.test("promptOf() begins a private message with the person it goes to", pure, () => {
  const editor = { ...EMPTY_EDITOR, text: "@João oi", cursor: 8 };
  assertEquals(promptFor({ editor, recipient: "João" }).label, "privado → João › ");
  assertEquals(promptFor({ editor, recipient: undefined }).label, "› ");
});

Deno.test("promptOf() returns pending messages in a faint row each", pure, () => {
  const { above } = promptFor({
    pending: [
      say(1, "um\ndois\ntrês"),
      { type: "whisper", id: 2, to: "Bia", text: "a\nb" },
      { type: "say", id: 3, action: true, text: "acena" },
    ],
  });
  assertEquals(above, [
    { text: "… um dois três", style: dim },
    { text: "… (privado para Bia) a b", style: dim },
    { text: "… /me acena", style: dim },
  ]);
});

Deno.test("promptOf() counts pending messages beyond three", pure, () => {
  const rowsFor = (count: number) =>
    promptFor({ pending: Array.from({ length: count }, (_, at) => say(at + 1)) })
      .above.map(({ text }) => text);
  assertEquals(rowsFor(3), ["… 1", "… 2", "… 3"]);
  assertEquals(rowsFor(5), ["… 1", "… 2", "… 3", "… e mais 2 a caminho"]);
});

Deno.test("promptOf() returns the countdown below pending messages", pure, () => {
  const cases: [secondsToRetry: number, text: string][] = [
    [7, "Sem conexão. Nova tentativa em 7 s."],
    [1, "Sem conexão. Nova tentativa em 1 s."],
    [0, "Sem conexão. Tentando agora…"],
    [-3, "Sem conexão. Tentando agora…"],
  ];
  for (const [secondsToRetry, text] of cases) {
    const { above } = promptFor({ pending: [say(1)], secondsToRetry });
    assertEquals(above, [{ text: "… 1", style: dim }, { text, style: yellow }]);
  }
});

Deno.test("promptOf() returns the choices above the complaint, both below the line", pure, () => {
  const editor = { ...EMPTY_EDITOR, choices: ["@Ana", "@Anita"] };
  assertEquals(promptFor({ editor, complaint: ["Erro:", "longo"] }).below, [
    { text: "@Ana  @Anita", style: dim },
    { text: "Erro:", style: red },
    { text: "longo", style: red },
  ]);
});

Deno.test("promptOf() styles no row when there are no colours", pure, () => {
  const editor = { ...EMPTY_EDITOR, choices: ["@Ana", "@Anita"] };
  const state = { editor, pending: [say(1)], secondsToRetry: 7, complaint: ["Erro"] };
  const { above, below } = promptFor(state, false);
  assertEquals([above, below], [
    [{ text: "… 1" }, { text: "Sem conexão. Nova tentativa em 7 s." }],
    [{ text: "@Ana  @Anita" }, { text: "Erro" }],
  ]);
});

Deno.test("promptOf() shortens runs of blanks in pending messages", pure, () => {
  const { above } = promptFor({ pending: [say(1, `a\n${" ".repeat(90)}b`)] });
  assertEquals(above, [{ text: `… a${" ".repeat(16)}b`, style: dim }]);
});

Deno.test("promptOf() names the people for whom private messages wait, each once", pure, () => {
  const forNames = (...names: string[]) =>
    promptFor({
      pending: [say(1)],
      waiting: names.map((to, seq) => ({ seq, id: seq, to, text: "oi" })),
      secondsToRetry: 3,
    }).above.map(({ text }) => text)[1];
  assertEquals(forNames("Bê"), "⧖ espera por Bê");
  assertEquals(forNames("Bê", "Caio", "Bê"), "⧖ espera por Bê e Caio");
  assertEquals(forNames("A", "B", "C"), "⧖ espera por A, B e C");
  assertEquals(forNames("A", "B", "C", "D", "E"), "⧖ espera por A, B, C e mais 2 pessoas");
  assertEquals(promptFor({ pending: [say(1)] }).above.length, 1);
});

Deno.test("promptOf() counts no seconds for a server that was closed on purpose", pure, () => {
  assertEquals(promptFor({ secondsToRetry: 3, isServerClosed: true }).above, [
    { text: "O servidor está fechado. Esperando que abra de novo.", style: yellow },
  ]);
});
