import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import { eventLines, type RenderOptions } from "../../lib/view/lines.ts";
import { EMPTY } from "../../lib/view/model.ts";
import {
  ANA,
  assertLines,
  entry,
  past,
  plain,
  said,
  undelivered,
  whispered,
} from "../support/rendered_lines.ts";

const pure = { permissions: "none" } as const;

Deno.test("eventLines() returns an entry with its time and the original's sentence", pure, () => {
  assertLines([
    [entry({ type: "joined", name: "Notebook_Mãe" }), ["7 Notebook_Mãe entrou no chat."]],
    [entry({ type: "left", name: "Bia", reason: "lost" }), ["7 Bia saiu do chat."]],
    [entry({ type: "left", name: "Bia", reason: "kicked" }), [
      "7 O anfitrião tirou Bia do chat.",
    ]],
    [entry({ type: "left", name: "Bia", reason: "kicked", text: "fez barulho" }), [
      "7 O anfitrião tirou Bia do chat: fez barulho",
    ]],
    [entry({ type: "renamed", from: "Bia", to: "Bea" }), ["7 Bia agora se chama Bea."]],
    [said("Bia", "Olá a todos!"), ["7 Bia: Olá a todos!"]],
    [whispered("Bia", "Ana", "Olá"), ["7 Bia (privado): Olá"]],
    [entry({ type: "notice", text: "Pausa" }), ["7 Aviso do servidor: Pausa"]],
    [undelivered("Bia", "Olá"), [
      "7 Bia saiu sem confirmar que recebeu a sua mensagem privada: Olá",
    ]],
  ]);
});

Deno.test("eventLines() marks the person's own message as delivered", pure, () => {
  assertLines([
    [said("Ana", "oi"), ["7 ✓ oi"]],
    [said("ANA", "oi"), ["7 ✓ oi"]],
    [whispered("Ana", "Bia", "oi"), ["7 ✓ (privado para Bia) oi"]],
    [whispered("Ana", "Ana", "oi"), ["7 ✓ (privado para Ana) oi"]],
  ]);
  assertEquals(eventLines(said("Ana", "oi"), EMPTY, plain), ["7 Ana: oi"]);
});

Deno.test("eventLines() shows an action with its author, also the person's own", pure, () => {
  const acts = (from: string) => entry({ type: "said", from, action: true, text: "acena" });
  assertLines([
    [acts("Bia"), ["7 * Bia acena"]],
    [acts("Ana"), ["7 ✓ * Ana acena"]],
    [past(acts("Ana")), ["7 * Ana acena"]],
  ]);
});

Deno.test("eventLines() shows the sender's name for messages in the history", pure, () => {
  assertLines([
    [past(said("Bia", "oi")), ["7 Bia: oi"]],
    [past(said("Ana", "oi")), ["7 Ana: oi"]],
    [past(whispered("Bia", "Ana", "oi")), ["7 Bia (privado): oi"]],
    [past(whispered("Ana", "Bia", "oi")), ["7 ✓ (privado para Bia) oi"]],
    [past(entry({ type: "joined", name: "Bia" })), ["7 Bia entrou no chat."]],
    [past(entry({ type: "notice", text: "oi" })), ["7 Aviso do servidor: oi"]],
  ]);
});

Deno.test(
  "eventLines() indents further lines, so that they look like no other message",
  pure,
  () => {
    assertLines([
      [
        said("Bia", "um\n7 Caio: dois\n\nquatro"),
        ["7 Bia: um", "  7 Caio: dois", "  ", "  quatro"],
      ],
      [said("Ana", "um\ndois"), ["7 ✓ um", "  dois"]],
      [past(said("Ana", "um\ndois")), ["7 Ana: um", "  dois"]],
      [entry({ type: "notice", text: "um\ndois" }), ["7 Aviso do servidor: um", "  dois"]],
      [whispered("Bia", "Ana", "um\ndois"), ["7 Bia (privado): um", "  dois"]],
      [undelivered("Bia", "um\n7 Caio: dois"), [
        "7 Bia saiu sem confirmar que recebeu a sua mensagem privada: um",
        "  7 Caio: dois",
      ]],
    ]);
    const look: RenderOptions = { ...plain, formatTime: () => "09:41" };
    assertEquals(eventLines(said("Bia", "um\ndois"), ANA, look), ["09:41 Bia: um", "      dois"]);
    assertEquals(eventLines(said("Bia", "um\ndois"), ANA, look, 13), [
      "09:41 Bia: um",
      "      dois",
    ]);
  },
);

Deno.test("eventLines() returns a response without a time", pure, () => {
  const person = (name: string) => ({ name, since: 0, away: false });
  assertLines([
    [
      {
        type: "people",
        people: [
          { name: "Bia", since: 0, away: false },
          { name: "日本", since: 7_490_000, away: false },
          { name: "Ana", since: 6_000_000, away: true },
        ],
      },
      [
        "No chat (3):",
        "  Bia    há 2 h 5 min",
        "  日本   acabou de entrar",
        "  Ana    há 25 min (sem conexão)",
      ],
    ],
    [{ type: "missed", count: 2 }, [
      "2 mensagens do período sem conexão se perderam: o servidor não as guarda mais.",
    ]],
    [{ type: "refused", code: "full" }, ["Erro: O chat está cheio. Tente de novo mais tarde."]],
    [
      { type: "refused", code: "name-taken", value: "Bia" },
      ['Erro: O nome "Bia" já está em uso. Escolha outro.'],
    ],
    [{ type: "rejected", code: "no-such-person", value: "x" }, ["Usuário não encontrado."]],
    [
      { type: "rejected", id: 1, code: "too-long", value: "5000" },
      ["Erro: A mensagem tem 5000 bytes, e o limite é de 4096. Ela não foi enviada."],
    ],
    [
      { type: "refused", code: "not-recorded" },
      ["Erro: O servidor não está conseguindo gravar o histórico. Tente de novo."],
    ],
    [
      { type: "rejected", code: "bad-count", value: "101" },
      ['Erro: "101" não é válido: peça de 1 a 100 mensagens.'],
    ],
    [
      { type: "rejected", id: 1, code: "repeated" },
      ["Mensagem repetida: já tinha chegado."],
    ],
    [
      { type: "rejected", id: 1, code: "too-many-waiting", value: "Bia" },
      ["Erro: Há mensagens privadas demais esperando por Bia. A sua não foi enviada."],
    ],
  ]);
  assertLines(
    [[{ type: "people", people: [person("Bia")] }, ["No chat (1):", "  Bia   há 2", "h 5 min"]]],
    plain,
    12,
  );
});

Deno.test("eventLines() prefers its own language to the server's sentence", pure, () => {
  const event: Event = { type: "rejected", code: "empty", text: "Erro: A mensagem está vazia." };
  assertLines([[event, ["Error: The message is empty."]]], { ...plain, texts: textsOf("en") });
});

Deno.test("eventLines() uses the server's sentence for an unknown code", pure, () => {
  for (const type of ["refused", "rejected"]) {
    for (const code of ["tired", "toString", "hasOwnProperty", "constructor", "__proto__"]) {
      assertLines([
        [{ type, code, text: "Estou com sono." } as unknown as Event, ["Estou com sono."]],
        [{ type, code } as unknown as Event, [code]],
      ]);
    }
  }
});

Deno.test("eventLines() returns a response of two lines as two", pure, () => {
  assertLines([
    [{ type: "refused", code: "left" }, ["Você saiu do chat.", "Conexão encerrada pelo servidor."]],
    [{ type: "rejected", code: "tired", text: "um\ndois" } as unknown as Event, ["um", "dois"]],
  ]);
});

Deno.test("eventLines() returns nothing for events without text", pure, () => {
  assertLines([
    [{ type: "ping" }, []],
    [{ type: "pong" }, []],
    [{ type: "servers", servers: ["26.1.1.1:9999"] }, []],
    [{ type: "welcome", name: "Ana", token: "x", seq: 1, people: [] }, []],
  ]);
});

Deno.test("eventLines() repeats the rejected message, which is shown nowhere else", pure, () => {
  const pending = [
    { type: "say" as const, id: 1, text: "oi" },
    { type: "whisper" as const, id: 2, to: "Bia", text: "um\ndois" },
    { type: "say" as const, id: 4, action: true as const, text: "acena" },
  ];
  const model = { ...ANA, pending };
  const lines = (id: number | undefined, code: "no-such-person" | "repeated") =>
    eventLines({ type: "rejected", ...(id === undefined ? {} : { id }), code }, model, plain);
  assertEquals(lines(1, "no-such-person"), ["Usuário não encontrado.", "✗ oi"]);
  assertEquals(lines(4, "no-such-person"), ["Usuário não encontrado.", "✗ /me acena"]);
  assertEquals(lines(2, "no-such-person"), [
    "Usuário não encontrado.",
    "✗ (privado para Bia) um",
    "dois",
  ]);
  for (const id of [undefined, 3]) assertEquals(lines(id, "no-such-person").length, 1);
  // A message already sent is not a rejected one.
  assertEquals(lines(1, "repeated").length, 1);
});

Deno.test(
  "eventLines() shortens runs of blanks, in which a row of another person could hide",
  pure,
  () => {
    const [long, short] = [" ".repeat(90), " ".repeat(16)];
    const text = (blanks: string) => `oi${blanks}00:00 Caio: nada\n${blanks}x`;
    const events = (blanks: string): Event[] => [
      said("Bia", text(blanks)),
      said("Ana", text(blanks)),
      past(said("Bia", text(blanks))),
      whispered("Bia", "Ana", text(blanks)),
      whispered("Ana", "Bia", text(blanks)),
      undelivered("Bia", text(blanks)),
      entry({ type: "notice", text: text(blanks) }),
      entry({ type: "joined", name: text(blanks) }),
      { type: "refused", code: "name-taken", value: text(blanks) },
      { type: "rejected", code: "unknown-command", value: text(blanks) },
      { type: "rejected", code: "new" as "empty", text: text(blanks) },
    ];
    for (const [at, event] of events(long).entries()) {
      const lines = eventLines(event, ANA, plain);
      assertEquals(lines, eventLines(events(short)[at]!, ANA, plain), event.type);
      assertEquals(lines.join("\n").includes(`oi${short}00:00`), true, event.type);
    }
  },
);

Deno.test(
  "eventLines() marks a private message that waits, and says when it is received",
  pure,
  () => {
    const waits = entry({ type: "whispered", from: "Ana", to: "Bia", text: "oi", waiting: true });
    assertLines([
      [waits, ["7 ⧖ (privado para Bia, sem conexão) oi"]],
      [entry({ ...waits, from: "Bia", to: "Ana" }), ["7 Bia (privado): oi"]],
    ]);
    const received = entry({ type: "received", to: "Bete", of: 11 });
    const model = { ...ANA, waiting: [{ seq: 11, id: 1, to: "Bia", text: "um\ndois" }] };
    assertEquals(eventLines(received, model, plain), ["7 ✓ Bete recebeu: um", "  dois"]);
    assertEquals(eventLines(received, ANA, plain), []);
    const delayed = entry({ type: "delayed", to: "Bia", of: 11, id: 1, text: "um\ndois" });
    assertEquals(eventLines(delayed, ANA, plain), [
      "7 ⧖ Bia perdeu a conexão antes de receber: um",
      "  dois",
    ]);
    assertEquals(eventLines(delayed, model, plain), [], "it was told already");
  },
);

Deno.test("eventLines() says when the server was closed", pure, () => {
  assertLines([[{ type: "refused", code: "server-closing" }, ["7500000 O servidor foi fechado."]]]);
});
