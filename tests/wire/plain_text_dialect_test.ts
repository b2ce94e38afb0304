import { assert, assertEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Event } from "../../lib/protocol.ts";
import { LineDialect } from "../../lib/wire/plain_text.ts";
import { UnframedDialect } from "../../lib/wire/unframed.ts";
import { bytesOf, textOf } from "../support/bytes.ts";
import { feed, receiveAll, welcomed } from "../support/text_dialects.ts";
import { withSeeds } from "../support/random.ts";
import { response } from "../support/received_values.ts";

Deno.test(
  "LineDialect.encode() encodes the lastWords, UnframedDialect.encode() leaves it to the client",
  {
    permissions: "none",
  },
  () => {
    const left: Event = { type: "refused", code: "left" };
    assertEquals(
      textOf(new LineDialect(ptBr).encode(left)),
      "Você saiu do chat.\nConexão encerrada pelo servidor.\n",
    );
    assertEquals(textOf(new UnframedDialect(ptBr).encode(left)), "");
  },
);

Deno.test("PlainText answers /ajuda with the table of commands", { permissions: "none" }, () => {
  const help = [
    "Comandos:",
    "  @nome texto    envia uma mensagem só para uma pessoa",
    "  /r texto       responde à última mensagem privada",
    "  /me texto      descreve uma ação: * Ana acena",
    "  /quem          mostra quem está no chat",
    "  /nome NOVO     troca o seu nome",
    "  /ajuda         mostra esta lista",
    "  /sair          sai do chat",
    "  @todos texto   envia a todos, e avisa cada um com um som",
    "  //… @@…        envia a todos uma mensagem que começa com / ou @",
    ptBr.relayNote,
    "",
  ].join("\n");
  for (const dialect of [new LineDialect(ptBr), new UnframedDialect(ptBr)]) {
    const received = feed(welcomed(dialect), [bytesOf("/ajuda\n")]);
    assertEquals(received, [response(help, "/ajuda")]);
  }
});

Deno.test("PlainText uses the given language", { permissions: "none" }, () => {
  const dialect = welcomed(new LineDialect(en));
  const people = [{ name: "Ana", since: 0, away: true }, { name: "Bia", since: 0, away: false }];
  assertEquals(
    textOf(dialect.encode({ type: "people", people })),
    "In the chat (2): Ana (connection lost), Bia\n",
  );
  assertEquals(
    textOf(
      dialect.encode({ type: "past", entries: [{ type: "notice", seq: 1, time: 0, text: "oi" }] }),
    ),
    "Server notice: oi\n",
  );
  assertEquals(feed(dialect, [bytesOf("@Bia\n")]), [
    response("Error: Invalid format. Use @name message.\n", "@Bia"),
  ]);
});

Deno.test("PlainText returns only documented values, for any bytes", {
  permissions: "none",
}, () => {
  const documented = [
    "hello",
    "say",
    "whisper",
    "rename",
    "who",
    "leave",
    "response",
    "end",
    "reply",
    "nothing",
  ];
  const texts = [
    ...["@Bia ", "/r ", "/sair", "/ajuda", "/historico", " 5"],
    ...["\n", "\r\n", "ã", "🙂", "\x1b[", "\0", "\b"],
  ];
  withSeeds(100, (random) => {
    for (const dialect of [new LineDialect(ptBr), new UnframedDialect(ptBr)]) {
      for (let n = 0; n < 30; n++) {
        const noise = Uint8Array.from({ length: random() * 6 }, () => random() * 256);
        const word = bytesOf(texts[Math.floor(random() * texts.length)]!);
        const bytes = random() < 0.3 ? noise : word.slice(0, random() < 0.2 ? -1 : undefined);
        const received = receiveAll(dialect, dialect.receive(bytes));
        if (random() < 0.1) received.push(...dialect.onIdle());
        for (const { type } of received) assert(documented.includes(type), type);
      }
      for (const { type } of dialect.end()) assert(documented.includes(type), type);
    }
  });
});
