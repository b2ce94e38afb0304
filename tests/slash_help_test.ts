import { assertEquals, assertStringIncludes } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { operatorHelp, parseOperatorCommand, parseUserInput, personHelp } from "../lib/slash.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");

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
    "  @todos texto   envia a todos, e avisa cada um com um som",
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
    { type: "say", text: "@todos texto" },
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
    { type: "say", text: "@all text" },
    { type: "say", text: "/… @@…" },
  ]);
});

Deno.test("operatorHelp() lists usages that parse to their own commands", pure, () => {
  assertEquals(operatorHelp(pt), [
    "Comandos:",
    "  /quem            mostra quem está no chat",
    "  /aviso TEXTO     diz algo a todos em nome do servidor",
    "  /expulsar NOME   tira uma pessoa do chat",
    "  /apagar          apaga mensagens velhas, se o relógio pulou e está certo",
    "  /ajuda           mostra esta lista",
    "  /sair            encerra o servidor",
  ]);
  const parsed = (texts: typeof pt) =>
    usagesOf(operatorHelp(texts)).map((usage) => parseOperatorCommand(usage, texts));
  assertEquals(parsed(pt), [
    { type: "who" },
    { type: "notice", text: "TEXTO" },
    { type: "kick", name: "NOME" },
    { type: "prune" },
    { type: "help" },
    { type: "shut-down" },
  ]);
  assertEquals(parsed(en), [
    { type: "who" },
    { type: "notice", text: "TEXT" },
    { type: "kick", name: "NAME" },
    { type: "prune" },
    { type: "help" },
    { type: "shut-down" },
  ]);
});

Deno.test("personHelp() and operatorHelp() use the language's own words", pure, () => {
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

Deno.test("personHelp() leaves out commands that do not apply to the person", pure, () => {
  const usages = usagesOf(personHelp(pt, ["clear", "past"]));
  assertEquals(usages.filter((usage) => /limpar|historico/.test(usage)), []);
  assertEquals(usages.length, usagesOf(personHelp(pt)).length - 2);
});
