import { assertEquals, assertStringIncludes } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { parseUserInput, personHelp } from "../lib/slash.ts";
import {
  hostHelp,
  hostPersonHelp,
  operatorHelp,
  parseHostInput,
  parseOperatorCommand,
} from "../lib/slash/operator.ts";
import { columns } from "../lib/term/cells.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");

Deno.test("personHelp() lists usages that parse to their own commands", pure, () => {
  assertEquals(personHelp(pt), [
    "Comandos:",
    "  @nome texto     envia uma mensagem só para uma pessoa",
    "  /r texto        responde à última mensagem privada",
    "  /me texto       descreve uma ação: * Ana acena",
    "  /quem           mostra quem está no chat",
    "  /nome NOVO      troca o seu nome",
    "  /historico N    mostra N mensagens mais antigas, de 1 a 100",
    "  /ignorar NOME   esconde o que a pessoa diz, ou volta a mostrar",
    "  /limpar         limpa a tela",
    "  /ajuda          mostra esta lista",
    "  /sair           sai do chat",
    "  @todos texto    envia a todos, e avisa cada um com um som",
    "  //… @@…         envia a todos uma mensagem que começa com / ou @",
  ]);
  const parsed = (texts: typeof pt) =>
    usagesOf(personHelp(texts)).map((u) => parseUserInput(u.replace(/ N$/, " 7"), texts));
  assertEquals(parsed(pt), [
    { type: "whisper", to: "nome", text: "texto" },
    { type: "reply", text: "texto" },
    { type: "say", action: true, text: "texto" },
    { type: "who" },
    { type: "rename", name: "NOVO" },
    { type: "past", count: 7 },
    { type: "ignore", name: "NOME" },
    { type: "clear" },
    { type: "help" },
    { type: "leave" },
    { type: "say", text: "@todos texto" },
    { type: "say", text: "/… @@…" },
  ]);
  assertEquals(parsed(en), [
    { type: "whisper", to: "name", text: "text" },
    { type: "reply", text: "text" },
    { type: "say", action: true, text: "text" },
    { type: "who" },
    { type: "rename", name: "NEW" },
    { type: "past", count: 7 },
    { type: "ignore", name: "NAME" },
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
    "  /quem                      mostra quem está no chat",
    "  /aviso TEXTO               envia um aviso do servidor a todos",
    "  /expulsar NOME motivo      tira uma pessoa; o motivo é opcional",
    "  /banir NOME [min] motivo   não deixa voltar; o endereço, com --endereco",
    "  /calar NOME [min] motivo   deixa a pessoa ler, mas não escrever",
    "  /perdoar NOME              deixa entrar e escrever de novo",
    "  /banidos                   mostra quem está banido ou calado",
    "  /trancar                   não deixa entrar gente nova",
    "  /destrancar                deixa entrar de novo",
    "  /senha                     faz outra; esvaziar: para todos; tirar: sem",
    "  /apagar                    confirma o relógio e apaga mensagens antigas",
    "  /convite [ADAPTADOR]       mostra como os outros entram, e o código QR",
    "  /fechar                    fecha o chat para todos",
    "  /ajuda                     mostra esta lista",
    "  /sair                      fecha o chat para todos",
  ]);
  const parsed = (texts: typeof pt) =>
    usagesOf(operatorHelp(texts)).map((usage) => parseOperatorCommand(usage, texts));
  assertEquals(parsed(pt), [
    { type: "who" },
    { type: "notice", text: "TEXTO" },
    { type: "kick", name: "NOME", text: "motivo" },
    { type: "ban", name: "NOME", text: "[min] motivo" },
    { type: "mute", name: "NOME", text: "[min] motivo" },
    { type: "pardon", name: "NOME" },
    { type: "bans" },
    { type: "lock", isLocked: true },
    { type: "lock", isLocked: false },
    { type: "password", order: "new" },
    { type: "prune" },
    { type: "invite", adapter: "[ADAPTADOR]" },
    { type: "shut-down" },
    { type: "help" },
    { type: "shut-down" },
  ]);
  assertEquals(parsed(en), [
    { type: "who" },
    { type: "notice", text: "TEXT" },
    { type: "kick", name: "NAME", text: "reason" },
    { type: "ban", name: "NAME", text: "[min] reason" },
    { type: "mute", name: "NAME", text: "[min] reason" },
    { type: "pardon", name: "NAME" },
    { type: "bans" },
    { type: "lock", isLocked: true },
    { type: "lock", isLocked: false },
    { type: "password", order: "new" },
    { type: "prune" },
    { type: "invite", adapter: "[ADAPTER]" },
    { type: "shut-down" },
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

Deno.test("the help fits a window of 80 columns, behind a time as at the console", pure, () => {
  const fits = 80 - 1 - "21:05 ".length;
  for (const texts of [pt, en]) {
    const rows = [personHelp, hostPersonHelp, hostHelp, operatorHelp].flatMap((help) =>
      help(texts)
    );
    assertEquals(rows.filter((row) => columns(row) > fits), []);
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

Deno.test("hostPersonHelp() says that a host who leaves closes the chat", pure, () => {
  for (const [texts, help] of [[pt, "fecha o chat para todos"], [en, "closes the chat"]] as const) {
    const changed = hostPersonHelp(texts).filter((row) => !personHelp(texts).includes(row));
    assertEquals(changed.length, 1);
    assertStringIncludes(changed[0]!, texts.commands.leave.usage);
    assertStringIncludes(changed[0]!, help);
  }
});

Deno.test("hostHelp() lists the usages that only a host's input has", pure, () => {
  for (const texts of [pt, en]) {
    const usages = usagesOf(["", ...hostHelp(texts)]);
    assertEquals(usages.length, 12);
    for (const usage of usages) {
      assertEquals(parseHostInput(usage, texts).type, "host", usage);
      assertEquals(parseUserInput(usage, texts).type, "invalid", usage);
    }
  }
});
