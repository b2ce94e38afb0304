import { assertEquals } from "@std/assert";
import type { MenuCommandLine } from "../../lib/cli/command_line.ts";
import { JOIN_DEFAULTS, parse, SERVE_DEFAULTS } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;
const MENU: MenuCommandLine = { command: "menu", lang: "pt-BR", color: true, simple: false };
const USAGES = "Uso: chat serve [opções] | chat join [ENDEREÇO[:PORTA]] [opções] | " +
  "chat find [opções] | chat doctor [ENDEREÇO[:PORTA]] [opções] | chat forget [opções]";

Deno.test(
  "parseCommandLine() without a command opens the menu, with the options of all",
  pure,
  () => {
    for (
      const [argv, menu] of [
        [[], {}],
        [["--lang", "en"], { lang: "en" }],
        [["--lang=pt-BR"], {}],
        [["--no-color"], { color: false }],
        [["--simple"], { simple: true }],
        [["--no-color", "--lang", "en", "--simple"], { lang: "en", color: false, simple: true }],
      ] as [string[], Partial<MenuCommandLine>][]
    ) {
      assertEquals(parse(argv), { ...MENU, ...menu }, argv.join(" "));
    }
    assertEquals(parse([], { CHAT_LANG: "en", NO_COLOR: "1" }), {
      ...MENU,
      lang: "en",
      color: false,
    });
    assertEquals(parse([], { TERM: "dumb" }), { ...MENU, color: false, simple: true });
  },
);

Deno.test(
  "parseCommandLine() without a command refuses wrong values, and other options",
  pure,
  () => {
    for (
      const [argv, sentence] of [
        [["--lang", "fr"], '--lang: "fr" não é um valor válido; use pt-BR ou en.'],
        [["--simple", "--lang=fr"], '--lang: "fr" não é um valor válido; use pt-BR ou en.'],
        [["--lang"], "--lang precisa de um valor: pt-BR ou en."],
        [["--lang", "--simple"], "--lang precisa de um valor: pt-BR ou en."],
        [
          ["--lang=pt", "--lang=en"],
          '--lang: "pt en" não é um valor válido; use a opção só uma vez.',
        ],
        [["--simple=1"], '--simple: "1" não é um valor válido; use a opção sem valor.'],
        [["--simple", "--port", "1"], "A opção --port não existe."],
        [["--no-color", "x"], 'O comando "x" não existe; use serve, join, find, doctor ou forget.'],
        [["menu"], 'O comando "menu" não existe; use serve, join, find, doctor ou forget.'],
      ] as [string[], string][]
    ) {
      const wrong = { command: "usage-error", sentence, usage: USAGES, lang: "pt-BR" } as const;
      assertEquals(parse(argv), wrong, argv.join(" "));
    }
  },
);

Deno.test(
  "parseCommandLine() takes the options of all commands before a command, too",
  pure,
  () => {
    assertEquals(parse(["--no-color", "join", "h"]), { ...JOIN_DEFAULTS, color: false });
    assertEquals(parse(["--simple", "--lang", "en", "join", "--", "h"]), {
      ...JOIN_DEFAULTS,
      lang: "en",
      simple: true,
    });
    assertEquals(parse(["--simple", "serve"]), { ...SERVE_DEFAULTS, simple: true });
  },
);
