/** What `/banir`, `/calar` and `/perdoar` mean. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { parseUserInput } from "../lib/slash.ts";
import { hostWordsOf, isHostWord } from "../lib/slash/host_words.ts";
import { parseHostInput, parseOperatorCommand } from "../lib/slash/operator.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");

function parse(line: string): unknown {
  const command = parseOperatorCommand(line, pt);
  assertEquals(
    parseHostInput(line, pt),
    command.type === "invalid" ? command : {
      type: "host",
      command,
    },
  );
  return command;
}

Deno.test("/banir takes a name, minutes and a reason, which may be left out", pure, () => {
  const cases: [argument: string, meaning: object][] = [
    ["Ana", { name: "Ana" }],
    ["@Ana", { name: "Ana" }],
    ["Ana 10", { name: "Ana", minutes: 10 }],
    ["Ana   1  fez   barulho ", { name: "Ana", minutes: 1, text: "fez barulho" }],
    ["Ana 525600 x\ny", { name: "Ana", minutes: 525_600, text: "x y" }],
    ["  Ana 5 x\ny", { name: "Ana", minutes: 5, text: "x y" }],
    ["Ana fez 10 coisas", { name: "Ana", text: "fez 10 coisas" }],
    ["Ana 10min", { name: "Ana", text: "10min" }],
    ["Ana 1.5", { name: "Ana", text: "1.5" }],
    ["Ana -5", { name: "Ana", text: "-5" }],
    ["7 8", { name: "7", minutes: 8 }],
  ];
  for (const [argument, meaning] of cases) {
    for (const word of ["/banir", "/ban"]) {
      assertEquals(parse(`${word} ${argument}`), { type: "ban", ...meaning }, argument);
    }
    for (const word of ["/calar", "/MUTE"]) {
      assertEquals(parse(`${word} ${argument}`), { type: "mute", ...meaning }, argument);
    }
  }
});

Deno.test("/banir names minutes that are too few or too many, and what is allowed", pure, () => {
  const bad: [argument: string, value: string][] = [
    ["Ana 0", "0"],
    ["Ana 525601 barulho", "525601"],
    [`Ana ${"9".repeat(400)}`, `${"9".repeat(79)}…`],
    ["Ana --endereco 0", "0"],
  ];
  for (const [argument, value] of bad) {
    assertEquals(parse(`/banir ${argument}`), { type: "invalid", code: "bad-minutes", value });
  }
  assertEquals(parse("/calar Ana 0"), { type: "invalid", code: "bad-minutes", value: "0" });
  assertEquals(
    pt.rejections["bad-minutes"]("0"),
    'Erro: "0" não é um prazo válido: use de 1 a 525600 minutos.',
  );
});

Deno.test("/banir bans the address when that is a word of its own behind the name", pure, () => {
  const byAddress = true;
  const cases: [argument: string, meaning: object][] = [
    ["Ana --endereco", { name: "Ana", byAddress }],
    ["Ana --ENDEREÇO 10", { name: "Ana", minutes: 10, byAddress }],
    ["Ana 10 --address", { name: "Ana", minutes: 10, byAddress }],
    ["Ana 10 muito --endereco barulho", {
      name: "Ana",
      minutes: 10,
      text: "muito barulho",
      byAddress,
    }],
    ["Ana oi --endereco", { name: "Ana", text: "oi", byAddress }],
    ["Ana x--endereco", { name: "Ana", text: "x--endereco" }],
    ["Ana --enderecos", { name: "Ana", text: "--enderecos" }],
    ["--endereco", { name: "--endereco" }],
    ["--endereco Ana", { name: "--endereco", text: "Ana" }],
  ];
  for (const [argument, meaning] of cases) {
    assertEquals(parse(`/banir ${argument}`), { type: "ban", ...meaning }, argument);
  }
  assertEquals(parse("/calar Ana --endereco"), { type: "mute", name: "Ana", text: "--endereco" });
});

Deno.test("a reason has at most 200 letters", pure, () => {
  const line = (length: number) => `/banir Ana ${"x".repeat(length)}`;
  assertEquals(parse(line(200)), { type: "ban", name: "Ana", text: "x".repeat(200) });
  assertEquals(parse(line(201)), { type: "ban", name: "Ana", text: `${"x".repeat(199)}…` });
});

Deno.test("/perdoar takes a name, and /banidos nothing", pure, () => {
  for (const line of ["/perdoar Ana", "/pardon @Ana"]) {
    assertEquals(parse(line), { type: "pardon", name: "Ana" });
  }
  for (const line of ["/banidos", "/bans"]) assertEquals(parse(line), { type: "bans" });
  const { usage } = pt.commands.pardon;
  assertEquals(parse("/perdoar"), { type: "invalid", code: "missing-argument", value: usage });
  assertEquals(parse("/banidos Ana"), {
    type: "invalid",
    code: "unexpected-argument",
    value: "/banidos",
  });
  assertEquals(parse("/banir"), {
    type: "invalid",
    code: "missing-argument",
    value: "/banir NOME [min] motivo",
  });
});

Deno.test("isHostWord() knows the words of a host alone", pure, () => {
  for (const word of ["/banir", "/BAN", "/banidos", "/bans", "/perdoar", "/mute", "/fechar"]) {
    assertEquals(isHostWord(word), true, word);
    assertEquals(parseUserInput(word, pt).type, "invalid", word);
  }
  for (const word of ["/sair", "/quem", "/", "/aviso2"]) {
    assertEquals(isHostWord(word), false, word);
  }
  assertEquals(hostWordsOf("kick"), ["expulsar", "kick"]);
  assertEquals(hostWordsOf("pardon"), ["perdoar", "pardon"]);
});
