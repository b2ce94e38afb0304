import { assertEquals, assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Entry, Event } from "../../lib/protocol.ts";
import { encodeEntry, LineDialect } from "../../lib/wire/plain_text.ts";
import { UnframedDialect } from "../../lib/wire/unframed.ts";
import { textOf } from "../support/bytes.ts";

const ENTRIES: [entry: Entry, ptBr: string, en: string][] = [
  [
    { type: "undelivered", seq: 1, time: 0, to: "Ana", id: 3, text: "um\ndois" },
    "Ana saiu sem confirmar que recebeu a sua mensagem privada: um\n" +
    "Ana saiu sem confirmar que recebeu a sua mensagem privada: dois\n",
    "Ana left without confirming your private message: um\n" +
    "Ana left without confirming your private message: dois\n",
  ],
  [{ type: "received", seq: 1, time: 0, to: "Ana", of: 1 }, "", ""],
  [
    { type: "joined", seq: 1, time: 0, name: "Ana" },
    "Ana entrou no chat.\n",
    "Ana joined the chat.\n",
  ],
  [
    { type: "left", seq: 1, time: 0, name: "Ana", reason: "lost" },
    "Ana saiu do chat.\n",
    "Ana left the chat.\n",
  ],
  [
    { type: "renamed", seq: 1, time: 0, from: "Ana", to: "Ane" },
    "Ana agora se chama Ane.\n",
    "Ana is now called Ane.\n",
  ],
  [
    { type: "said", seq: 1, time: 0, from: "Notebook_Mãe", text: "Olá a todos!" },
    "Notebook_Mãe: Olá a todos!\n",
    "Notebook_Mãe: Olá a todos!\n",
  ],
  [
    { type: "said", seq: 1, time: 0, from: "Ana", text: "um\n\nBia: dois" },
    "Ana: um\nAna: \nAna: Bia: dois\n",
    "Ana: um\nAna: \nAna: Bia: dois\n",
  ],
  [
    { type: "said", seq: 1, time: 0, from: "Ana", action: true, text: "acena\nBia: oi" },
    "* Ana acena\n* Ana Bia: oi\n",
    "* Ana acena\n* Ana Bia: oi\n",
  ],
  [
    { type: "whispered", seq: 1, time: 0, from: "Ana", to: "Bia", text: "Olá\nde novo" },
    "Ana (privado): Olá\nAna (privado): de novo\n",
    "Ana (private): Olá\nAna (private): de novo\n",
  ],
  [
    { type: "notice", seq: 1, time: 0, text: "um\ndois" },
    "Aviso do servidor: um\nAviso do servidor: dois\n",
    "Server notice: um\nServer notice: dois\n",
  ],
];

Deno.test("encodeEntry() names the sender in each line, in either language", {
  permissions: "none",
}, () => {
  for (const [entry, inPtBr, inEn] of ENTRIES) {
    assertEquals([encodeEntry(entry, ptBr), encodeEntry(entry, en)], [inPtBr, inEn]);
  }
});

Deno.test("PlainText.encode() turns each event into sentences", { permissions: "none" }, () => {
  const since = { since: 0, away: false };
  const cases: [event: Event, text: string][] = [
    ...ENTRIES.map(([entry, text]): [Event, string] => [entry, text]),
    [{ type: "welcome", name: "Ana", token: "t", seq: 3, people: [] }, ""],
    [{ type: "ping" }, ""],
    [{ type: "pong" }, ""],
    [{ type: "servers", servers: ["26.1.1.1:9999"] }, ""],
    [
      { type: "people", people: [{ name: "Ana", ...since }, { name: "Bia", ...since }] },
      "No chat (2): Ana, Bia\n",
    ],
    [
      { type: "people", people: [{ name: "Ana", since: 0, away: true }] },
      "No chat (1): Ana (sem conexão)\n",
    ],
    [{ type: "people", people: [] }, "Não há ninguém no chat.\n"],
    [
      {
        type: "past",
        entries: [
          { type: "said", seq: 1, time: 0, from: "Ana", text: "um" },
          { type: "notice", seq: 2, time: 0, text: "dois" },
        ],
      },
      "Ana: um\nAviso do servidor: dois\n",
    ],
    [{ type: "past", entries: [] }, ""],
    [
      { type: "past", entries: [{ type: "said", seq: 1, time: 0, from: "Ana", text: "um\nB: x" }] },
      "Ana: um\nAna: B: x\n",
    ],
    [
      { type: "rejected", id: 3, code: "not-recorded" },
      "Erro: O servidor não está conseguindo gravar o histórico, e a mensagem não foi enviada.\n",
    ],
    [
      { type: "refused", code: "not-recorded" },
      "Erro: O servidor não está conseguindo gravar o histórico. Tente de novo.\n",
    ],
    [
      { type: "missed", count: 1 },
      "Uma mensagem se perdeu: a sua conexão está lenta demais.\n",
    ],
    [
      { type: "missed", count: 7 },
      "7 mensagens se perderam: a sua conexão está lenta demais.\n",
    ],
    [
      { type: "refused", code: "name-spaces", value: "Notebook Trabalho" },
      "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.\n",
    ],
    [
      { type: "refused", code: "name-taken", value: "Ana" },
      'Erro: O nome "Ana" já está em uso. Escolha outro.\n',
    ],
    [{ type: "refused", code: "server-closing" }, "Conexão encerrada pelo servidor.\n"],
    [{ type: "rejected", code: "no-such-person", value: "x" }, "Usuário não encontrado.\n"],
    [
      { type: "rejected", id: 3, code: "too-long", value: "5000" },
      "Erro: A mensagem tem 5000 bytes, e o limite é de 4096. Ela não foi enviada.\n",
    ],
  ];
  for (const dialect of [new LineDialect(ptBr), new UnframedDialect(ptBr)]) {
    for (const [event, text] of cases) assertStrictEquals(textOf(dialect.encode(event)), text);
  }
});

Deno.test("encodeEntry() shortens runs of blanks, in which a row of another person could hide", {
  permissions: "none",
}, () => {
  const [long, short] = [" ".repeat(80), " ".repeat(16)];
  const text = (blanks: string) => `oi${blanks}Bia: nada\n${blanks}x\u3000${blanks}`;
  const entry = { seq: 1, time: 0, from: "Ana", to: "Bia" };
  const types = ["said", "whispered", "undelivered", "notice"] as const;
  for (const type of types) {
    const encoded = encodeEntry({ ...entry, type, text: text(long) }, ptBr);
    const lines = `oi${short}Bia: nada\n${short}x\u3000${" ".repeat(15)}`;
    assertEquals(encoded, encodeEntry({ ...entry, type, text: lines }, ptBr), type);
    const fits = `a${short}b\n${short}c`;
    assertEquals(encodeEntry({ ...entry, type, text: fits }, ptBr).split(short).length, 3, type);
  }
});

Deno.test("PlainText.encode() shortens runs of blanks in the value of an answer", {
  permissions: "none",
}, () => {
  const value = `a${" ".repeat(70)}b`;
  const shown = `a${" ".repeat(16)}b`;
  const dialect = new LineDialect(ptBr);
  assertEquals(
    dialect.encode({ type: "refused", code: "name-taken", value }),
    dialect.encode({ type: "refused", code: "name-taken", value: shown }),
  );
  assertEquals(
    dialect.encode({ type: "rejected", code: "unknown-command", value }),
    dialect.encode({ type: "rejected", code: "unknown-command", value: shown }),
  );
  assertEquals(
    textOf(dialect.encode({ type: "refused", code: "name-taken", value })).includes(shown),
    true,
  );
});
