import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { textsOf } from "../lib/i18n/mod.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");

Deno.test("the menu's question and an address with a port fit 80 columns", pure, () => {
  for (const { menu } of [pt, en]) {
    const row = `${menu.ask}26.253.198.232:9999`;
    assert(unicodeWidth(row) <= 80, row);
  }
});

Deno.test("textsOf() counts what was lost and what was not shown", pure, () => {
  for (
    const [ours, expected] of [
      [pt.missedSlow(1), "Uma mensagem se perdeu: a sua conexão está lenta demais."],
      [pt.missedSlow(2), "2 mensagens se perderam: a sua conexão está lenta demais."],
      [pt.linesLeftOut(1), "(Uma linha não foi mostrada: a tela parou de aceitar texto.)"],
      [pt.linesLeftOut(2), "(2 linhas não foram mostradas: a tela parou de aceitar texto.)"],
      [en.missedSlow(1), "One message is lost: your connection is too slow."],
      [en.missedSlow(2), "2 messages are lost: your connection is too slow."],
      [en.linesLeftOut(1), "(One line was not shown: the screen stopped accepting text.)"],
      [en.linesLeftOut(2), "(2 lines were not shown: the screen stopped accepting text.)"],
    ] as const
  ) {
    assertEquals(ours, expected);
  }
});

Deno.test("textsOf() says what is wrong with a line, and what to type instead", pure, () => {
  for (
    const [ours, expected] of [
      [
        pt.rejections["name-too-long"]("x"),
        'Erro: O nome "x" é longo demais. O limite é de 32 caracteres.',
      ],
      [
        pt.rejections["name-characters"]("a!"),
        `Erro: O nome "a!" não é válido. Use só letras, números, '_', '-' ou '.'.`,
      ],
      [
        pt.rejections["name-characters"]("..."),
        'Erro: O nome "..." não é válido. Use pelo menos uma letra ou um número.',
      ],
      [pt.rejections["missing-argument"]("/r texto"), "Erro: Comando incompleto. Use /r texto."],
      [
        pt.rejections["unexpected-argument"]("/sair"),
        "Erro: Digite só /sair, sem mais nada na linha.",
      ],
      [
        pt.rejections["nobody-to-answer"](""),
        "Erro: Não há mensagem privada para responder. Use @nome mensagem.",
      ],
      [
        en.rejections["name-too-long"]("x"),
        'Error: The name "x" is too long. The limit is 32 characters.',
      ],
      [
        en.rejections["name-characters"]("a!"),
        `Error: The name "a!" is not valid. Use only letters, digits, '_', '-' or '.'.`,
      ],
      [
        en.rejections["name-characters"]("_-."),
        'Error: The name "_-." is not valid. Use at least one letter or digit.',
      ],
      [en.rejections["missing-argument"]("/r text"), "Error: Incomplete command. Use /r text."],
      [en.rejections["unexpected-argument"]("/quit"), "Error: /quit takes no argument."],
      [
        en.rejections["nobody-to-answer"](""),
        "Error: You have no private message to reply to. Use @name message.",
      ],
    ] as const
  ) {
    assertEquals(ours, expected);
  }
});

Deno.test("textsOf() says it as people say it", pure, () => {
  for (
    const [ours, expected] of [
      [en.ignoringNoMore("Ann"), "You will see Ann's messages again."],
      [en.ignored("Ann, Bob"), "You are ignoring: Ann, Bob."],
      [
        en.ignoredPrivate("Ann"),
        "Ann sent you a private message. You will not see it, nor any later ones.",
      ],
      [
        pt.ignoredPrivate("Ana"),
        "Ana enviou uma mensagem privada. Você não vai ver essa, nem as próximas.",
      ],
      [
        en.refusals["name-kept"]("Ann 24"),
        'Error: The name "Ann" is being kept for another 24 s for a person who lost the ' +
        "connection. Wait, or choose another.",
      ],
      [
        en.oldServer.withoutCommand("/nick"),
        "The old program's server has no /nick, so nothing was sent. See /help.",
      ],
      [en.kicksSelf, "You cannot remove yourself. To close the chat, type /close."],
      [pt.kicksSelf, "Você não pode tirar a si mesmo. Para fechar o chat, digite /fechar."],
    ] as const
  ) {
    assertEquals(ours, expected);
  }
});

Deno.test("textsOf() says until when a ban or a mute holds, and why", pure, () => {
  const later = "2026-11-28T12:05";
  const said = (texts: typeof pt) => [
    texts.refusals.banned(`${later} too loud`),
    texts.refusals.banned("14:05"),
    texts.refusals.banned(""),
    texts.refusals["name-banned"]("Ana -"),
    texts.rejections.muted(later),
    texts.sanctions.removed("14:05", ""),
    texts.sanctions.removed("-", "oi"),
    texts.sanctions.ban("Ana", "14:05", "oi", true),
    texts.sanctions.mute("Ana", "-", ""),
  ];
  assertEquals(said(pt), [
    "O anfitrião baniu você do chat até 28/11/2026 às 12:05: too loud",
    "O anfitrião baniu você do chat até 14:05.",
    "O anfitrião baniu você do chat até o anfitrião perdoar.",
    'Erro: O nome "Ana" está banido até o anfitrião perdoar, e os parecidos também. ' +
    "Se você é outra pessoa, escolha outro nome.",
    "Erro: O anfitrião calou você até 28/11/2026 às 12:05. " +
    "A mensagem não foi enviada, mas você continua lendo tudo.",
    "banimento até 14:05",
    "oi (banimento até o anfitrião perdoar)",
    "Ana: não entra até 14:05, nem o endereço: oi",
    "Ana: só lê até o anfitrião perdoar.",
  ]);
  assertEquals(said(en), [
    "The host banned you from the chat until 12:05 on 2026-11-28: too loud",
    "The host banned you from the chat until 14:05.",
    "The host banned you from the chat until the host pardons.",
    'Error: The name "Ana" is banned until the host pardons, and so are names like it. ' +
    "If you are another person, choose another name.",
    "Error: The host muted you until 12:05 on 2026-11-28. " +
    "The message was not sent, but you still read everything.",
    "banned until 14:05",
    "oi (banned until the host pardons)",
    "Ana: stays out until 14:05, and so does the address: oi",
    "Ana: only reads until the host pardons.",
  ]);
});
