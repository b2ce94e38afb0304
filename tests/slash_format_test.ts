import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import type { Command } from "../lib/protocol.ts";
import { parseUserInput, type UserInput } from "../lib/slash.ts";
import { formatCommand } from "../lib/slash/operator.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");

Deno.test("formatCommand() returns a line that parseUserInput() parses back", pure, () => {
  for (
    const [command, line] of [
      [{ type: "say", text: "Olá!" }, "Olá!"],
      [{ type: "say", text: "/sair" }, "//sair"],
      [{ type: "say", text: "@Ana oi" }, "@@Ana oi"],
      [{ type: "say", text: "@todos oi" }, "@todos oi"],
      [{ type: "say", text: "@todos" }, "@@todos"],
      [{ type: "say", text: "//" }, "///"],
      [{ type: "say", text: "um\n@dois" }, "um\n@dois"],
      [{ type: "say", action: true, text: "acena" }, "/me acena"],
      [{ type: "say", action: true, text: "/um\n@dois" }, "/me /um\n@dois"],
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

Deno.test("formatCommand() shows internal commands by their name", pure, () => {
  assertEquals(formatCommand({ type: "ping" }), "/ping");
  assertEquals(formatCommand({ type: "hello", version: 1, name: "Ana" }), "/hello");
});
