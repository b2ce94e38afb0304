import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import type { Command } from "../lib/protocol.ts";
import {
  formatCommand,
  type OperatorCommand,
  operatorHelp,
  parseOperatorCommand,
  parseUserInput,
  personCommands,
  personHelp,
  type UserInput,
} from "../lib/slash.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");
const FORMAT = { type: "invalid", code: "private-format", value: "" } as const;

const PERSON: Record<string, UserInput> = {
  "/sair": { type: "leave" },
  "/quit": { type: "leave" },
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
  "/historico": { type: "past", count: 20 },
  "/historico 5": { type: "past", count: 5 },
  "/histórico 5": { type: "past", count: 5 },
  "/history 5": { type: "past", count: 5 },
};

const OPERATOR: Record<string, OperatorCommand> = {
  "/sair": { type: "shut-down" },
  "/quit": { type: "shut-down" },
  "/quem": { type: "who" },
  "/who": { type: "who" },
  "/ajuda": { type: "help" },
  "/help": { type: "help" },
  "/aviso Pausa às 15h": { type: "notice", text: "Pausa às 15h" },
  "/notice Pausa às 15h": { type: "notice", text: "Pausa às 15h" },
  "/expulsar Bia": { type: "kick", name: "Bia" },
  "/kick Bia": { type: "kick", name: "Bia" },
};

/** The same line, its command in other letter cases and with blanks around. */
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

Deno.test("parseTyped() knows every command in both languages and any letter case", pure, () => {
  for (const [line, typed] of Object.entries(PERSON)) {
    for (const raw of variants(line)) {
      assertEquals(parseUserInput(raw, pt), typed, JSON.stringify(raw));
      assertEquals(parseUserInput(raw, en), typed, JSON.stringify(raw));
    }
  }
});

Deno.test("parseOperated() knows every command in both languages and any letter case", pure, () => {
  for (const [line, operated] of Object.entries(OPERATOR)) {
    for (const raw of variants(line)) {
      assertEquals(parseOperatorCommand(raw, pt), operated, JSON.stringify(raw));
      assertEquals(parseOperatorCommand(raw, en), operated, JSON.stringify(raw));
    }
  }
});

Deno.test("parseTyped() says what is no command, made safe and without blanks around", pure, () => {
  for (
    const [raw, text] of [
      ["Olá a todos!", "Olá a todos!"],
      ["  oi \r\n", "oi"],
      ["sair", "sair"],
      ["ana@exemplo.br", "ana@exemplo.br"],
      ["1/2", "1/2"],
      ["\x1b[31moi\x1b[0m", "oi"],
      ["um\r\ndois", "um\ndois"],
      ["oi\n/sair", "oi\n/sair"],
      ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"],
    ] as const
  ) {
    assertEquals(parseUserInput(raw, pt), { type: "say", text });
  }
});

Deno.test("parseTyped() and parseOperated() make nothing of a line of nothing", pure, () => {
  for (const raw of ["", " ", "\r\n", "\u3000", "\u200b", "\x1b[A", "\u202e\u3164", "\x00"]) {
    assertEquals(parseUserInput(raw, pt), { type: "nothing" });
    assertEquals(parseOperatorCommand(raw, pt), { type: "nothing" });
  }
});

Deno.test("parseTyped() says to everybody what is escaped by doubling", pure, () => {
  for (
    const [raw, text] of [
      ["//", "/"],
      ["@@", "@"],
      ["//sair", "/sair"],
      ["@@Ana oi", "@Ana oi"],
      ["///", "//"],
      ["// comentário", "/ comentário"],
      ["/\u200b/sair", "/sair"],
      ["\u202e@@Ana", "@Ana"],
    ] as const
  ) {
    assertEquals(parseUserInput(raw, pt), { type: "say", text });
  }
});

Deno.test("parseTyped() whispers to the name behind the @", pure, () => {
  for (
    const [raw, to, text] of [
      ["@Notebook_Mãe Olá", "Notebook_Mãe", "Olá"],
      ["@Ana  dois  espaços ", "Ana", "dois  espaços"],
      ["@Ana\toi", "Ana", "oi"],
      ["@Ana um\ndois", "Ana", "um\ndois"],
      ["@Ana\numa linha só dela", "Ana", "uma linha só dela"],
      ["@Joa\u0303o oi", "João", "oi"],
      ["@Ana @Bia oi", "Ana", "@Bia oi"],
      ["@Ana /sair", "Ana", "/sair"],
      ["@Ana, oi", "Ana,", "oi"],
      ["@/sair oi", "/sair", "oi"],
      ["/msg Ana //oi", "Ana", "//oi"],
      ["\u200b@Ana oi", "Ana", "oi"],
      ["\ufeff \u202e@Ana oi", "Ana", "oi"],
      ["\u3164@\u2060Ana oi", "Ana", "oi"],
      ["\x1b[31m@Ana oi", "Ana", "oi"],
      ["\x1b[A\x00@Ana oi", "Ana", "oi"],
      ["@\x1b[1mAna\x1b[0m oi", "Ana", "oi"],
      ["\u2028@Ana oi", "Ana", "oi"],
    ] as const
  ) {
    assertEquals(parseUserInput(raw, pt), { type: "whisper", to, text }, JSON.stringify(raw));
  }
});

Deno.test("parseTyped() refuses a private message without a name or a content", pure, () => {
  for (
    const raw of [
      "@",
      "@ ",
      "@Ana",
      "@Ana ",
      "@Ana\u200b",
      "@Ana \u200b\u3164",
      "@ Ana oi",
      "@\tAna oi",
      "@\u200b oi",
      "\u200b@",
      "/msg",
      "/msg Ana",
      "/MSG  ",
    ]
  ) {
    assertEquals(parseUserInput(raw, pt), FORMAT, JSON.stringify(raw));
  }
});

Deno.test("parseTyped() says nothing to everybody that begins with / or @ unescaped", pure, () => {
  const invisible = [
    "",
    " ",
    "\x1b",
    "\x1b[",
    "\x1bOP",
    "\x9b",
    "\u2800",
    "\t",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\u3164",
    "\x1b[A",
    "\x00",
    "\n",
  ];
  const rest = ["", "x", " x", "sair", " sair", "Ana segredo", "\u0301x y", "[A x", "\n"];
  for (const before of invisible) {
    for (const mark of ["@", "/"]) {
      for (const between of invisible) {
        for (const after of rest) {
          const raw = before + mark + between + after;
          assert(parseUserInput(raw, pt).type !== "say", JSON.stringify(raw));
        }
      }
    }
  }
});

Deno.test("parseTyped() names a command it does not know, as it was typed", pure, () => {
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

Deno.test("parseOperated() takes everything for a command", pure, () => {
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

Deno.test("parseTyped() wants the argument of a command, and says how it is used", pure, () => {
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

Deno.test("parseOperated() wants the argument of a command, and says how it is used", pure, () => {
  for (
    const [raw, inPortuguese, inEnglish] of [
      ["/aviso", "/aviso TEXTO", "/notice TEXT"],
      ["/kick", "/expulsar NOME", "/kick NAME"],
    ] as const
  ) {
    const invalid = { type: "invalid", code: "missing-argument" } as const;
    assertEquals(parseOperatorCommand(raw, pt), { ...invalid, value: inPortuguese });
    assertEquals(parseOperatorCommand(raw, en), { ...invalid, value: inEnglish });
  }
});

Deno.test("parseTyped() refuses words behind a command that stands alone", pure, () => {
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

Deno.test("parseTyped() leaves judging a name to the hub", pure, () => {
  assertEquals(parseUserInput("/nome Ana Maria", pt), { type: "rename", name: "Ana Maria" });
  assertEquals(parseUserInput("/nome @Ana", pt), { type: "rename", name: "@Ana" });
});

Deno.test("formatTyped() gives the line that parseTyped() understands as the command", pure, () => {
  for (
    const [command, line] of [
      [{ type: "say", text: "Olá!" }, "Olá!"],
      [{ type: "say", text: "/sair" }, "//sair"],
      [{ type: "say", text: "@Ana oi" }, "@@Ana oi"],
      [{ type: "say", text: "//" }, "///"],
      [{ type: "say", text: "um\n@dois" }, "um\n@dois"],
      [{ type: "whisper", to: "Ana", text: "@oi" }, "@Ana @oi"],
      [{ type: "whisper", to: "Ana", text: "um\ndois" }, "@Ana um\ndois"],
      [{ type: "rename", name: "Bia" }, "/nome Bia"],
      [{ type: "who" }, "/quem"],
      [{ type: "past", count: 7 }, "/historico 7"],
      [{ type: "leave" }, "/sair"],
    ] as [Command & UserInput, string][]
  ) {
    assertEquals(formatCommand(command), line);
    assertEquals(parseUserInput(line, pt), command);
  }
});

Deno.test("formatTyped() shows what nobody types by its name", pure, () => {
  assertEquals(formatCommand({ type: "ping" }), "/ping");
  assertEquals(formatCommand({ type: "hello", version: 1, name: "Ana" }), "/hello");
});

Deno.test("personHelp() lists usages that parse to their own commands", pure, () => {
  assertEquals(personHelp(pt), [
    "Comandos:",
    "  @nome texto    manda uma mensagem só para uma pessoa",
    "  /r texto       responde à última mensagem privada",
    "  /quem          mostra quem está no chat",
    "  /nome NOVO     troca o seu nome",
    "  /historico N   mostra as N mensagens anteriores, de 1 a 100",
    "  /limpar        limpa a tela",
    "  /ajuda         mostra esta lista",
    "  /sair          sai do chat",
    "  //… @@…        dizem a todos uma mensagem que começa com / ou @",
  ]);
  const parsed = (texts: typeof pt) =>
    usagesOf(personHelp(texts)).map((u) => parseUserInput(u.replace(/ N$/, " 7"), texts));
  assertEquals(parsed(pt), [
    { type: "whisper", to: "nome", text: "texto" },
    { type: "reply", text: "texto" },
    { type: "who" },
    { type: "rename", name: "NOVO" },
    { type: "past", count: 7 },
    { type: "clear" },
    { type: "help" },
    { type: "leave" },
    { type: "say", text: "/… @@…" },
  ]);
  assertEquals(parsed(en), [
    { type: "whisper", to: "name", text: "text" },
    { type: "reply", text: "text" },
    { type: "who" },
    { type: "rename", name: "NEW" },
    { type: "past", count: 7 },
    { type: "clear" },
    { type: "help" },
    { type: "leave" },
    { type: "say", text: "/… @@…" },
  ]);
});

Deno.test("operatorHelp() lists usages that parse to their own commands", pure, () => {
  assertEquals(operatorHelp(pt), [
    "Comandos:",
    "  /quem            mostra quem está no chat",
    "  /aviso TEXTO     diz algo a todos em nome do servidor",
    "  /expulsar NOME   tira uma pessoa do chat",
    "  /ajuda           mostra esta lista",
    "  /sair            encerra o servidor",
  ]);
  const parsed = (texts: typeof pt) =>
    usagesOf(operatorHelp(texts)).map((usage) => parseOperatorCommand(usage, texts));
  assertEquals(parsed(pt), [
    { type: "who" },
    { type: "notice", text: "TEXTO" },
    { type: "kick", name: "NOME" },
    { type: "help" },
    { type: "shut-down" },
  ]);
  assertEquals(parsed(en), [
    { type: "who" },
    { type: "notice", text: "TEXT" },
    { type: "kick", name: "NAME" },
    { type: "help" },
    { type: "shut-down" },
  ]);
});

Deno.test("personHelp() and operatorHelp() speak the language's own words", pure, () => {
  for (const word of ["/quit", "/who", "/nick", "/clear", "/help", "Commands:"]) {
    assertStringIncludes(personHelp(en).join("\n"), word);
  }
  for (const word of ["/quit", "/who", "/notice", "/kick", "/help", "Commands:"]) {
    assertStringIncludes(operatorHelp(en).join("\n"), word);
  }
});

function usagesOf([, ...rows]: string[]): string[] {
  return rows.map((row) => row.trim().split(/ {3,}/)[0]!);
}

Deno.test("parseTyped() reads how many older messages are wanted, 20 when not said", pure, () => {
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

Deno.test("parseTyped() takes from 1 to 100 older messages, written in plain digits", pure, () => {
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

Deno.test("personCommands() names every word that parseTyped() knows", pure, () => {
  const words = Object.keys(PERSON).map((line) => line.split(" ")[0]!);
  assertEquals(new Set(personCommands()), new Set(words));
  assertEquals(personCommands().length, new Set(words).size);
});

Deno.test("personHelp() leaves out what means nothing to this person", pure, () => {
  const usages = usagesOf(personHelp(pt, ["clear", "past"]));
  assertEquals(usages.filter((usage) => /limpar|historico/.test(usage)), []);
  assertEquals(usages.length, usagesOf(personHelp(pt)).length - 2);
});
