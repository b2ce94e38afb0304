import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { parseUserInput } from "../lib/slash.ts";
import { parseOperatorCommand } from "../lib/slash/operator.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");

Deno.test("parseUserInput() requires the argument of a command, and shows its usage", pure, () => {
  for (
    const [raw, inPortuguese, inEnglish] of [
      ["/nome", "/nome NOVO", "/nick NEW"],
      ["/NICK ", "/nome NOVO", "/nick NEW"],
      ["/nome \u200b", "/nome NOVO", "/nick NEW"],
      ["/r", "/r texto", "/r text"],
    ] as const
  ) {
    const invalid = { type: "invalid", code: "missing-argument" } as const;
    assertEquals(parseUserInput(raw, pt), { ...invalid, value: inPortuguese });
    assertEquals(parseUserInput(raw, en), { ...invalid, value: inEnglish });
  }
});

Deno.test(
  "parseOperatorCommand() requires the argument of a command, and shows its usage",
  pure,
  () => {
    for (
      const [raw, inPortuguese, inEnglish] of [
        ["/aviso", "/aviso TEXTO", "/notice TEXT"],
        ["/kick", "/expulsar NOME motivo", "/kick NAME reason"],
      ] as const
    ) {
      const invalid = { type: "invalid", code: "missing-argument" } as const;
      assertEquals(parseOperatorCommand(raw, pt), { ...invalid, value: inPortuguese });
      assertEquals(parseOperatorCommand(raw, en), { ...invalid, value: inEnglish });
    }
  },
);

Deno.test("parseUserInput() refuses an argument of a command without one", pure, () => {
  for (
    const [raw, value] of [
      ["/sair agora", "/sair"],
      ["/SAIR\nagora", "/SAIR"],
      ["/quem Ana", "/quem"],
      ["/limpar tudo", "/limpar"],
      ["/help /sair", "/help"],
    ] as const
  ) {
    const invalid = { type: "invalid", code: "unexpected-argument", value } as const;
    assertEquals(parseUserInput(raw, pt), invalid);
  }
  assertEquals(parseOperatorCommand("/sair agora", pt), {
    type: "invalid",
    code: "unexpected-argument",
    value: "/sair",
  });
});

Deno.test("parseUserInput() leaves judging a name to the hub", pure, () => {
  assertEquals(parseUserInput("/nome Ana Maria", pt), { type: "rename", name: "Ana Maria" });
  assertEquals(parseUserInput("/nome @Ana", pt), { type: "rename", name: "@Ana" });
});

Deno.test("parseUserInput() reads the number of older messages, 20 by default", pure, () => {
  for (const word of ["/historico", "/histórico", "/HISTORY"]) {
    assertEquals(parseUserInput(word, pt), { type: "past", count: 20 });
    assertEquals(parseUserInput(`${word} 100`, pt), { type: "past", count: 100 });
    for (const value of ["0", "101", "-1", "1.5", "1e2", "dez", "5 5"]) {
      assertEquals(parseUserInput(`${word} ${value}`, pt), {
        type: "invalid",
        code: "bad-count",
        value,
      });
    }
  }
});

Deno.test("parseUserInput() accepts from 1 to 100 older messages, in plain digits", pure, () => {
  for (
    const [raw, count] of [
      ["/historico 1", 1],
      ["/historico 100", 100],
      ["/historico 007", 7],
      ["/historico\t20 ", 20],
      ["/histo\u0301rico 2", 2],
      ["/histórico \u200b", 20],
    ] as const
  ) {
    assertEquals(parseUserInput(raw, pt), { type: "past", count }, raw);
  }
  for (const value of ["٣", "５", "+5", "5x", "x", "5 mensagens", "0x10", "9".repeat(30)]) {
    for (const texts of [pt, en]) {
      assertEquals(parseUserInput(`/historico ${value}`, texts), {
        type: "invalid",
        code: "bad-count",
        value,
      });
    }
  }
  const unknown = { type: "invalid", code: "unknown-command" } as const;
  assertEquals(parseUserInput("/historico5", pt), { ...unknown, value: "/historico5" });
  assertEquals(parseOperatorCommand("/historico 5", pt), { ...unknown, value: "/historico" });
});
