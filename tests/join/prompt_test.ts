import { assertEquals } from "@std/assert";
import { dim, red, yellow } from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import { promptOf, type PromptState } from "../../lib/join/prompt.ts";
import { EMPTY_EDITOR } from "../../lib/term/editor.ts";
import type { Prompt } from "../../lib/term/paint.ts";
import type { Pending } from "../../lib/view/model.ts";

const pure = { permissions: "none" } as const;

/** The prompt area of an empty line with this state. */
function promptFor(state: Partial<PromptState>): Prompt {
  return promptOf({
    editor: EMPTY_EDITOR,
    label: "› ",
    pending: [],
    secondsToRetry: undefined,
    complaint: [],
    ...state,
  }, textsOf("pt-BR"));
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

Deno.test("promptOf() begins a private message with the person it goes to", pure, () => {
  const editor = { ...EMPTY_EDITOR, text: "@João oi", cursor: 8 };
  assertEquals(promptFor({ editor, recipient: "João" }).label, "privado → João › ");
  assertEquals(promptFor({ editor, recipient: undefined }).label, "› ");
});

Deno.test("promptOf() returns pending messages in a faint row each", pure, () => {
  const { above } = promptFor({
    pending: [say(1, "um\ndois\ntrês"), { type: "whisper", id: 2, to: "Bia", text: "a\nb" }],
  });
  assertEquals(above, [
    { text: "… um dois três", style: dim },
    { text: "… (privado para Bia) a b", style: dim },
  ]);
});

Deno.test("promptOf() counts pending messages beyond three", pure, () => {
  const rowsFor = (count: number) =>
    promptFor({ pending: Array.from({ length: count }, (_, at) => say(at + 1)) })
      .above.map(({ text }) => text);
  assertEquals(rowsFor(3), ["… 1", "… 2", "… 3"]);
  assertEquals(rowsFor(5), ["… 1", "… 2", "… 3", "… e mais 2 a caminho"]);
});

Deno.test("promptOf() returns the countdown below pending messages, also at 0", pure, () => {
  for (const secondsToRetry of [7, 0]) {
    const { above } = promptFor({ pending: [say(1)], secondsToRetry });
    assertEquals(above, [
      { text: "… 1", style: dim },
      { text: `Sem conexão. Nova tentativa em ${secondsToRetry} s.`, style: yellow },
    ]);
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

Deno.test("promptOf() shortens runs of blanks in pending messages", pure, () => {
  const { above } = promptFor({ pending: [say(1, `a\n${" ".repeat(90)}b`)] });
  assertEquals(above, [{ text: `… a${" ".repeat(16)}b`, style: dim }]);
});
