import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { parseUserInput, personWords, type UserInput } from "../lib/slash.ts";
import type { OperatorCommand } from "../lib/slash/meaning.ts";
import { parseHostInput, parseOperatorCommand } from "../lib/slash/operator.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");

const PERSON: Record<string, UserInput> = {
  "/sair": { type: "leave" },
  "/quit": { type: "leave" },
  "/exit": { type: "leave" },
  "/quem": { type: "who" },
  "/who": { type: "who" },
  "/ajuda": { type: "help" },
  "/help": { type: "help" },
  "/limpar": { type: "clear" },
  "/clear": { type: "clear" },
  "/nome Bia": { type: "rename", name: "Bia" },
  "/nick Bia": { type: "rename", name: "Bia" },
  "/msg Bia oi": { type: "whisper", to: "Bia", text: "oi" },
  "/r oi": { type: "reply", text: "oi" },
  "/me acena": { type: "say", action: true, text: "acena" },
  "/ignorar": { type: "ignore" },
  "/ignorar Bia": { type: "ignore", name: "Bia" },
  "/ignore @Bia": { type: "ignore", name: "Bia" },
  "/historico": { type: "past", count: 20 },
  "/historico 5": { type: "past", count: 5 },
  "/histórico 5": { type: "past", count: 5 },
  "/history 5": { type: "past", count: 5 },
};

const OPERATOR: Record<string, OperatorCommand> = {
  "/sair": { type: "shut-down" },
  "/quit": { type: "shut-down" },
  "/exit": { type: "shut-down" },
  "/quem": { type: "who" },
  "/who": { type: "who" },
  "/ajuda": { type: "help" },
  "/help": { type: "help" },
  "/aviso Pausa às 15h": { type: "notice", text: "Pausa às 15h" },
  "/notice Pausa às 15h": { type: "notice", text: "Pausa às 15h" },
  "/expulsar Bia": { type: "kick", name: "Bia" },
  "/expulsar Bia  fez  barulho": { type: "kick", name: "Bia", text: "fez  barulho" },
  "/expulsar @Bia": { type: "kick", name: "Bia" },
  "/expulsar @Bia @Ana pediu": { type: "kick", name: "Bia", text: "@Ana pediu" },
  "/expulsar @": { type: "kick", name: "@" },
  "/kick Bia": { type: "kick", name: "Bia" },
  "/apagar": { type: "prune" },
  "/prune": { type: "prune" },
  "/convite": { type: "invite" },
  "/invite": { type: "invite" },
  "/convite Wi-Fi 2": { type: "invite", adapter: "Wi-Fi 2" },
  "/invite 192.168.0.5": { type: "invite", adapter: "192.168.0.5" },
  "/fechar": { type: "shut-down" },
  "/close": { type: "shut-down" },
};

/** The same line with its command in other letter cases, and with blanks around it. */
function variants(line: string): string[] {
  const [, word = "", rest = ""] = /^(\S+)(.*)$/.exec(line) ?? [];
  const capital = word.slice(0, 2).toUpperCase() + word.slice(2);
  return [
    line,
    word.toUpperCase() + rest,
    capital + rest,
    `  ${line}\t`,
    `${line}\r\n`,
    `\u200b${line}`,
    word[0] + "\u202e" + word.slice(1) + rest,
    `\x1b[A${line}`,
    word + rest.replace(" ", " \t  "),
  ];
}

Deno.test(
  "parseUserInput() accepts every command in both languages and any letter case",
  pure,
  () => {
    for (const [line, typed] of Object.entries(PERSON)) {
      for (const raw of variants(line)) {
        assertEquals(parseUserInput(raw, pt), typed, JSON.stringify(raw));
        assertEquals(parseUserInput(raw, en), typed, JSON.stringify(raw));
      }
    }
  },
);

Deno.test(
  "parseOperatorCommand() accepts every command in both languages and any letter case",
  pure,
  () => {
    for (const [line, operated] of Object.entries(OPERATOR)) {
      for (const raw of variants(line)) {
        assertEquals(parseOperatorCommand(raw, pt), operated, JSON.stringify(raw));
        assertEquals(parseOperatorCommand(raw, en), operated, JSON.stringify(raw));
      }
    }
  },
);

Deno.test(
  "parseHostInput() accepts a person's commands, and the operator's that differ",
  pure,
  () => {
    for (const [line, typed] of Object.entries(PERSON)) {
      assertEquals(parseHostInput(line, pt), typed, line);
    }
    const others = Object.entries(OPERATOR).filter(([line]) => !Object.hasOwn(PERSON, line));
    assertEquals(others.length, 16);
    for (const [line, command] of others) {
      for (const raw of variants(line)) {
        assertEquals(parseHostInput(raw, en), { type: "host", command }, JSON.stringify(raw));
      }
    }
  },
);

Deno.test("parseHostInput() rejects a wrong argument, and sends what is escaped", pure, () => {
  const invalid = (code: string, value: string) => ({ type: "invalid", code, value });
  assertEquals(parseHostInput("/fechar tudo", pt), invalid("unexpected-argument", "/fechar"));
  assertEquals(parseHostInput("/aviso", pt), invalid("missing-argument", "/aviso TEXTO"));
  assertEquals(parseHostInput("/fecha", pt), invalid("unknown-command", "/fecha"));
  assertEquals(parseHostInput("//fechar", pt), { type: "say", text: "/fechar" });
  assertEquals(parseHostInput("fechar", pt), { type: "say", text: "fechar" });
});

Deno.test("parseUserInput() and parseOperated() make nothing of a line of nothing", pure, () => {
  for (const raw of ["", " ", "\r\n", "\u3000", "\u200b", "\x1b[A", "\u202e\u3164", "\x00"]) {
    assertEquals(parseUserInput(raw, pt), { type: "nothing" });
    assertEquals(parseOperatorCommand(raw, pt), { type: "nothing" });
  }
});

Deno.test("parseUserInput() names an unknown command as typed", pure, () => {
  for (
    const [raw, value] of [
      ["/", "/"],
      ["/ sair", "/"],
      ["/sai", "/sai"],
      ["/Sairr agora", "/Sairr"],
      ["/toString", "/toString"],
      ["/__proto__", "/__proto__"],
      ["/aviso oi", "/aviso"],
      ["/expulsar Ana", "/expulsar"],
      ["/@Ana oi", "/@Ana"],
      ["/sa\u0131r", "/sa\u0131r"],
      ["/QU\u0130T", "/QU\u0130T"],
    ] as const
  ) {
    assertEquals(parseUserInput(raw, pt), { type: "invalid", code: "unknown-command", value });
  }
});

Deno.test("parseOperatorCommand() treats every line as a command", pure, () => {
  for (
    const [raw, value] of [
      ["oi a todos", "oi"],
      ["sair", "sair"],
      ["@Ana oi", "@Ana"],
      ["//sair", "//sair"],
      ["/", "/"],
      ["/nome Ana", "/nome"],
      ["/msg Ana oi", "/msg"],
      ["xsair", "xsair"],
    ] as const
  ) {
    assertEquals(parseOperatorCommand(raw, pt), {
      type: "invalid",
      code: "unknown-command",
      value,
    });
  }
});

Deno.test("personWords() lists every word that parseUserInput() accepts", pure, () => {
  const words = Object.keys(PERSON).map((line) => line.split(" ")[0]!);
  for (const texts of [pt, en]) {
    const { own, others } = personWords(texts);
    assertEquals(new Set([...own, ...others]), new Set(words));
    assertEquals(own.length + others.length, new Set(words).size);
  }
});
