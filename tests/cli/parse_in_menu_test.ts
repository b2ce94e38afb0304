import { assertEquals } from "@std/assert";
import type { CommandLine, MenuCommandLine } from "../../lib/cli/command_line.ts";
import { parseInMenu } from "../../lib/cli/parse_in_menu.ts";
import { JOIN_DEFAULTS, SERVE_DEFAULTS } from "../support/parsed_options.ts";

const MENU: MenuCommandLine = { command: "menu", lang: "pt-BR", color: true, simple: false };

/** What is typed at a menu that was opened with these options. */
function typedAt(menu: Partial<MenuCommandLine>, ...argv: string[]): CommandLine {
  return parseInMenu(argv, { ...MENU, ...menu }, () => undefined);
}

Deno.test("parseInMenu() keeps the menu's language, colours and lines", {
  permissions: "none",
}, () => {
  assertEquals(typedAt({}, "join", "h"), JOIN_DEFAULTS);
  assertEquals(typedAt({ lang: "en" }, "join", "--", "h"), { ...JOIN_DEFAULTS, lang: "en" });
  assertEquals(typedAt({ lang: "en" }, "join", "h", "--lang=pt"), JOIN_DEFAULTS);
  assertEquals(typedAt({ color: false, simple: true }, "join", "h"), {
    ...JOIN_DEFAULTS,
    color: false,
    simple: true,
  });
  assertEquals(typedAt({}, "join", "h", "--simple"), { ...JOIN_DEFAULTS, simple: true });
  assertEquals(typedAt({ color: false, simple: true }, "serve", "--no-color"), {
    ...SERVE_DEFAULTS,
    color: false,
    simple: true,
  });
  const looks = { lang: "en", color: false, simple: true } as const;
  assertEquals(typedAt(looks, "doctor"), {
    command: "doctor",
    lang: "en",
    port: 9999,
    color: false,
  });
  assertEquals(typedAt(looks, "forget"), { command: "forget", lang: "en" });
  assertEquals(typedAt(looks, "help", "join"), { command: "help", about: "join", lang: "en" });
  assertEquals(typedAt(looks, "--help", "join"), { command: "help", about: "join", lang: "en" });
});
