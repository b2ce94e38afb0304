import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { parseUserInput } from "../lib/slash.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");

const FORMAT = { type: "invalid", code: "private-format", value: "" } as const;

Deno.test("parseUserInput() sends text that is not a command, made safe", pure, () => {
  for (
    const [raw, text] of [
      ["Olá a todos!", "Olá a todos!"],
      ["  oi \r\n", "  oi "],
      ["    if x:\n        y()\n\n", "    if x:\n        y()"],
      ["\tif x:\n\t\ty()", "\tif x:\n\t\ty()"],
      ["\n oi", "\n oi"],
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

Deno.test("parseUserInput() sends a text that is escaped by doubling", pure, () => {
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
      ["  //sair ", "  /sair "],
    ] as const
  ) {
    assertEquals(parseUserInput(raw, pt), { type: "say", text });
  }
});

Deno.test("parseUserInput() sends to everybody what begins with @todos or @all", pure, () => {
  for (
    const [raw, text] of [
      ["@todos oi", "@todos oi"],
      ["@all hi", "@all hi"],
      [" @TODOS  oi ", " @TODOS  oi "],
      ["@Todos, oi", "@Todos, oi"],
      ["@todos: oi", "@todos: oi"],
      ["@todos,oi", "@todos,oi"],
      ["@all\noi", "@all\noi"],
      ["@todos @Ana oi", "@todos @Ana oi"],
      ["@todos /sair", "@todos /sair"],
      ["\u200b@todos oi", "@todos oi"],
      ["oi @todos", "oi @todos"],
      ["oi @João tudo bem", "oi @João tudo bem"],
    ] as const
  ) {
    assertEquals(parseUserInput(raw, pt), { type: "say", text }, JSON.stringify(raw));
  }
});

Deno.test("parseUserInput() whispers to the name behind the @", pure, () => {
  for (
    const [raw, to, text] of [
      ["@Notebook_Mãe Olá", "Notebook_Mãe", "Olá"],
      ["@Ana  dois  espaços ", "Ana", "dois  espaços"],
      ["@Ana\toi", "Ana", "oi"],
      ["@Ana     if x:\n        y()", "Ana", "    if x:\n        y()"],
      ["@Ana\n\tif x:\n\t\ty()", "Ana", "\tif x:\n\t\ty()"],
      ["/msg Ana,     um\n dois", "Ana", "    um\n dois"],
      ["@Ana um\ndois", "Ana", "um\ndois"],
      ["@Ana\numa linha só dela", "Ana", "uma linha só dela"],
      ["@Joa\u0303o oi", "João", "oi"],
      ["@Ana @Bia oi", "Ana", "@Bia oi"],
      ["@Ana /sair", "Ana", "/sair"],
      ["@Ana, oi", "Ana", "oi"],
      ["@Ana: oi", "Ana", "oi"],
      ["@Ana,oi", "Ana", "oi"],
      ["@Ana,: oi", "Ana", "oi"],
      ["@Ana ,oi", "Ana", ",oi"],
      ["@Ana， oi", "Ana", "oi"],
      ["@田中さん、こんにちは", "田中さん", "こんにちは"],
      ["@田中さん：こんにちは", "田中さん", "こんにちは"],
      ["@João, vem cá", "João", "vem cá"],
      ["@Ana! oi", "Ana!", "oi"],
      ["/msg João, oi", "João", "oi"],
      ["/msg todos oi", "todos", "oi"],
      ["@todosjuntos oi", "todosjuntos", "oi"],
      ["@tódos oi", "tódos", "oi"],
      ["@t\u043edos oi", "t\u043edos", "oi"],
      ["@to.dos oi", "to.dos", "oi"],
      ["@a\u0142l oi", "a\u0142l", "oi"],
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

Deno.test("parseUserInput() refuses a private message without a name or a content", pure, () => {
  for (
    const raw of [
      "@",
      "@ ",
      "@Ana",
      "@Ana ",
      "@Ana,",
      "@Ana:",
      "@Ana,,",
      "@Ana:)",
      "@,oi",
      "@, oi",
      "@: oi",
      "@todos",
      "@todos ",
      "@todos,",
      "@all:",
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

Deno.test("parseUserInput() sends no text that begins with an unescaped / or @", pure, () => {
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

Deno.test("parseUserInput() keeps the indentation of a reply of several lines", pure, () => {
  assertEquals(parseUserInput("/r     if x:\n  y()", pt), {
    type: "reply",
    text: "    if x:\n  y()",
  });
  assertEquals(parseUserInput("/r     oi", pt), { type: "reply", text: "oi" });
});

Deno.test("parseUserInput() takes the wide @ and / of an input method for themselves", pure, () => {
  assertEquals(parseUserInput("＠Ana oi", pt), { type: "whisper", to: "Ana", text: "oi" });
  assertEquals(parseUserInput(" ／quem", pt), { type: "who" });
  assertEquals(parseUserInput("＠todos oi", pt), { type: "say", text: "＠todos oi" });
  assertEquals(parseUserInput("／／quem", pt), { type: "say", text: "／quem" });
  assertEquals(parseUserInput("oi ＠Ana", pt), { type: "say", text: "oi ＠Ana" });
});
