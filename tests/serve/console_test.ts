import { assertEquals, assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Command, Refused } from "../../lib/protocol.ts";
import type { OperatorCommand } from "../../lib/slash/meaning.ts";
import { parseOperatorCommand } from "../../lib/slash/operator.ts";
import { ConsoleFormatter } from "../../lib/serve/console.ts";

const PEER = { hostname: "26.228.82.64", port: 57471 };

const shown = new ConsoleFormatter({ texts: ptBr, hidePrivate: false });
const hidden = new ConsoleFormatter({ texts: ptBr, hidePrivate: true });

Deno.test("ConsoleFormatter.connected() and lost() name the person and the address", {
  permissions: "none",
}, () => {
  assertEquals(
    shown.connected("Notebook_Mãe", PEER).line,
    "Conexão com sucesso com Notebook_Mãe : ('26.228.82.64', 57471)",
  );
  assertEquals(
    shown.lost("Notebook_Mãe", PEER).line,
    "Conexão perdida com Notebook_Mãe : ('26.228.82.64', 57471)",
  );
  assertEquals(
    shown.connected("Ana", { hostname: "fe80::1", port: 1 }).line,
    "Conexão com sucesso com Ana : ('fe80::1', 1)",
  );
});

Deno.test("ConsoleFormatter.ended() prints the reason of the refusal", {
  permissions: "none",
}, () => {
  const cases: [refusal: Refused, line: string][] = [
    [
      { type: "refused", code: "binary" },
      "Conexão encerrada com ('26.228.82.64', 57471): Erro: O texto recebido não está em UTF-8.",
    ],
    [
      { type: "refused", code: "malformed", value: "oi" },
      "Conexão encerrada com ('26.228.82.64', 57471): " +
      "Erro: Cada linha precisa ser um objeto JSON. Recebido: oi",
    ],
  ];
  for (const [refusal, line] of cases) assertStrictEquals(shown.ended(PEER, refusal).line, line);
});

Deno.test("ConsoleFormatter.removed() prints the name, the reason and the address in one line", {
  permissions: "none",
}, () => {
  assertEquals(shown.removed("Ana"), "O anfitrião tirou Ana do chat.");
  assertEquals(
    shown.removed("Ana", "fez\nbarulho", PEER),
    "Conexão encerrada com ('26.228.82.64', 57471): O anfitrião tirou Ana do chat: fez barulho",
  );
});

Deno.test("ConsoleFormatter.command() prints typed lines, private text only if allowed", {
  permissions: "none",
}, () => {
  const cases: [command: Command, shown: string, hidden?: string][] = [
    [{ type: "say", text: "Olá a todos!" }, "Ana >> Olá a todos!"],
    [{ type: "say", id: 3, text: "um\ndois" }, "Ana >> um\nAna >> dois"],
    [{ type: "say", text: "@Bia oi" }, "Ana >> @@Bia oi"],
    [{ type: "say", text: "/sair" }, "Ana >> //sair"],
    [{ type: "leave" }, "Ana >> /sair"],
    [{ type: "who" }, "Ana >> /quem"],
    [{ type: "past", count: 20 }, "Ana >> /historico 20"],
    [{ type: "past", count: 5, before: 17 }, "Ana >> /historico 5"],
    [{ type: "rename", name: "Ane" }, "Ana >> /nome Ane"],
    [{ type: "rename", name: "A\nBia >> oi" }, "Ana >> /nome A\nAna >> Bia >> oi"],
    [
      { type: "whisper", to: "Bia", text: "segredo" },
      "Ana >> @Bia segredo",
      "Ana >> @Bia (texto oculto)",
    ],
    [
      { type: "whisper", to: "Bia", text: "um\ndois" },
      "Ana >> @Bia um\nAna >> dois",
      "Ana >> @Bia (texto oculto)",
    ],
  ];
  for (const [command, open, discreet = open] of cases) {
    assertStrictEquals(shown.command("Ana", command), open);
    assertStrictEquals(hidden.command("Ana", command), discreet);
    if (!("text" in command)) continue;
    assertStrictEquals(shown.linesOf(command), open.split("\n").length);
    assertStrictEquals(hidden.linesOf(command), discreet.split("\n").length);
  }
});

Deno.test("ConsoleFormatter.rejected() prints a rejected line, or nothing of it", {
  permissions: "none",
}, () => {
  // Any of these may be a mistyped private message.
  for (const line of ["/voar agora", "@Bia", "@ Bia segredo", "/mgs Bia segredo", "{segredo}"]) {
    assertStrictEquals(shown.rejected("Ana", line).line, `Ana >> ${line}`);
    assertStrictEquals(hidden.rejected("Ana", line).line, "Ana >> (texto oculto)");
  }
  assertStrictEquals(shown.rejected("Ana", "/x\nBia >> oi").line, "Ana >> /x\nAna >> Bia >> oi");
});

Deno.test("ConsoleFormatter.unsaid() prints nothing of what may be a mistyped private message", {
  permissions: "none",
}, () => {
  const cases: [command: Command, shown: string, hidden?: string][] = [
    [{ type: "whisper", to: "Bia:segredo", text: "x" }, "Ana >> @Bia:segredo x", "(texto oculto)"],
    [{ type: "rename", name: "Bia segredo" }, "Ana >> /nome Bia segredo", "(texto oculto)"],
    [{ type: "who" }, "Ana >> /quem"],
    [{ type: "past", count: 20 }, "Ana >> /historico 20"],
    [{ type: "say", text: "longa demais" }, "Ana >> longa demais"],
  ];
  for (const [command, open, discreet] of cases) {
    const event = { kind: "unsaid" as const, who: "Ana" };
    assertEquals(shown.unsaid("Ana", command), { ...event, line: open });
    const line = discreet === undefined ? open : `Ana >> ${discreet}`;
    assertEquals(hidden.unsaid("Ana", command), { ...event, line });
  }
});

Deno.test("ConsoleFormatter prints no text of a mistyped or malformed private message", {
  permissions: "none",
}, () => {
  const lines = ["@ ana segredo", "/msg ana", "/r segredo", '{"text":"segredo"}'];
  for (const line of lines) {
    assertEquals(hidden.rejected("Ana", line).line.includes("segredo"), false, line);
  }
  for (const value of ['{"type":"whisper","text":"segredo"', "segredo", "[1]\nsegredo"]) {
    assertStrictEquals(
      hidden.ended(PEER, { type: "refused", code: "malformed", value }).line,
      "Conexão encerrada com ('26.228.82.64', 57471): " +
        "Erro: Cada linha precisa ser um objeto JSON. Recebido: (texto oculto)",
    );
  }
});

Deno.test("ConsoleFormatter prints no second line for a name or a malformed line with a newline", {
  permissions: "none",
}, () => {
  assertStrictEquals(
    hidden.command("Ana", { type: "whisper", to: "x\nBia >> oi", text: "segredo" }),
    "Ana >> @x Bia >> oi (texto oculto)",
  );
  assertStrictEquals(
    shown.ended(PEER, { type: "refused", code: "malformed", value: "x\nBia >> oi\ny" }).line,
    "Conexão encerrada com ('26.228.82.64', 57471): " +
      "Erro: Cada linha precisa ser um objeto JSON. Recebido: x Bia >> oi y",
  );
  // Where the text is shown, each line of a message begins with its sender.
  assertStrictEquals(
    shown.command("Ana", { type: "whisper", to: "x\nBia >> oi", text: "dois" }),
    "Ana >> @x\nAna >> Bia >> oi dois",
  );
});

Deno.test("parseOperatorCommand() parses operator commands", { permissions: "none" }, () => {
  const cases: [line: string, operated: OperatorCommand][] = [
    ["", { type: "nothing" }],
    ["/quem", { type: "who" }],
    [" /WHO ", { type: "who" }],
    ["/aviso volto às dez", { type: "notice", text: "volto às dez" }],
    ["/expulsar Ana", { type: "kick", name: "Ana" }],
    ["/sair", { type: "shut-down" }],
    ["/aviso", { type: "invalid", code: "missing-argument", value: "/aviso TEXTO" }],
    ["/apagar", { type: "prune" }],
    ["/sair agora", { type: "invalid", code: "unexpected-argument", value: "/sair" }],
    ["oi", { type: "invalid", code: "unknown-command", value: "oi" }],
  ];
  for (const [line, operated] of cases) {
    assertEquals(parseOperatorCommand(line, ptBr), operated);
  }
});

Deno.test("ConsoleFormatter.help() lists the operator's commands, a line each", {
  permissions: "none",
}, () => {
  assertEquals(shown.help().split("\n"), [
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
});

Deno.test("ConsoleFormatter uses the given language", { permissions: "none" }, () => {
  const english = new ConsoleFormatter({ texts: en, hidePrivate: true });
  assertEquals(
    [
      english.connected("Ana", PEER).line,
      english.command("Ana", { type: "whisper", to: "Bia", text: "segredo" }),
      english.help().split("\n")[0],
    ],
    ["Connected to Ana : ('26.228.82.64', 57471)", "Ana >> @Bia (text hidden)", "Commands:"],
  );
});

Deno.test("ConsoleFormatter shortens runs of blanks, in which another line could hide", {
  permissions: "none",
}, () => {
  const [long, short] = [" ".repeat(80), " ".repeat(16)];
  const forged = (blanks: string) => `oi${blanks}Bia >> nada`;
  const said = (blanks: string): Command => ({
    type: "say",
    text: `${forged(blanks)}\n${blanks}x`,
  });
  assertStrictEquals(shown.command("Ana", said(long)), `Ana >> ${forged(short)}\nAna >> ${short}x`);
  assertStrictEquals(shown.rejected("Ana", forged(long)).line, `Ana >> ${forged(short)}`);
  const refusal: Refused = { type: "refused", code: "malformed", value: forged(long) };
  assertStrictEquals(
    shown.ended(PEER, refusal).line,
    "Conexão encerrada com ('26.228.82.64', 57471): " +
      `Erro: Cada linha precisa ser um objeto JSON. Recebido: ${forged(short)}`,
  );
});

Deno.test("ConsoleFormatter shortens the names that a person asks for", {
  permissions: "none",
}, () => {
  const name = "x".repeat(1000);
  const cut = `${"x".repeat(79)}…`;
  assertStrictEquals(shown.command("Ana", { type: "rename", name }), `Ana >> /nome ${cut}`);
  const whisper: Command = { type: "whisper", to: name, text: "oi" };
  assertStrictEquals(hidden.command("Ana", whisper), `Ana >> @${cut} (texto oculto)`);
  assertStrictEquals(shown.command("Ana", whisper), `Ana >> @${cut} oi`);
});
