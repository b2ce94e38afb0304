import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Entry, Event } from "../../lib/protocol.ts";
import type { Dialect, Received } from "../../lib/wire/dialect.ts";
import { unfinishedBytes } from "../../lib/wire/lines.ts";
import {
  encodeEntry,
  LineDialect,
  UNFRAMED_READ_BYTES,
  UnframedDecoder,
  UnframedDialect,
  unframedPiece,
} from "../../lib/wire/plain_text.ts";
import { bytesOf, latin1, pieces, takeEach } from "../support/bytes.ts";
import { withSeeds } from "../support/random.ts";

const MAX_BYTES = 16 * 1024;

const textOf = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const hello = (name: string): Received => ({ type: "hello", version: 1, name });
const say = (text: string): Received => ({ type: "say", text });
const answer = (text: string, line: string): Received => ({ type: "answer", text, line });

/** The pieces one after the other, as a connection writes them. */
function unframedPieces(bytes: Uint8Array): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let done = 0; done < bytes.length;) {
    const { piece, length } = unframedPiece(bytes.subarray(done));
    all.push(piece);
    done += length;
  }
  return all;
}

/** Goes through what is received as the server does: whoever says a name is let in. */
function attend(dialect: Dialect, values: Iterable<Received>): Received[] {
  const received: Received[] = [];
  for (const value of values) {
    received.push(value);
    if (value.type === "hello") letIn(dialect, value.name);
  }
  return received;
}

function letIn(dialect: Dialect, name: string): void {
  assertEquals(dialect.encode({ type: "welcome", name, token: "t", seq: 0, people: [] }), "");
}

function feed(dialect: Dialect, parts: Uint8Array[]): Received[] {
  return takeEach(parts, (bytes) => attend(dialect, dialect.receive(bytes)));
}

/** A dialect whose person, Ana, is in. */
function inside<T extends Dialect>(dialect: T): T {
  letIn(dialect, "Ana");
  return dialect;
}

const ENTRIES: [entry: Entry, ptBr: string, en: string][] = [
  [
    { type: "undelivered", seq: 1, time: 0, to: "Ana", id: 3, text: "um\ndois" },
    "Ana saiu sem confirmar que recebeu a sua mensagem privada: um\n" +
    "Ana saiu sem confirmar que recebeu a sua mensagem privada: dois\n",
    "Ana left without confirming your private message: um\n" +
    "Ana left without confirming your private message: dois\n",
  ],
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

Deno.test("encodeEntry() says whose every line is, in either language", {
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
      "Do que aconteceu enquanto isso, falta uma linha: o servidor não a guarda mais.\n",
    ],
    [
      { type: "missed", count: 7 },
      "Do que aconteceu enquanto isso, faltam 7 linhas: o servidor não as guarda mais.\n",
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
      "Erro: A mensagem tem 5000 bytes, e o limite são 4096. Não foi enviada.\n",
    ],
  ];
  for (const dialect of [new LineDialect(ptBr), new UnframedDialect(ptBr)]) {
    for (const [event, text] of cases) assertStrictEquals(dialect.encode(event), text);
  }
});

Deno.test("LineDialect.encode() says goodbye, UnframedDialect.encode() leaves it to the client", {
  permissions: "none",
}, () => {
  const left: Event = { type: "refused", code: "left" };
  assertEquals(
    new LineDialect(ptBr).encode(left),
    "Você saiu do chat.\nConexão encerrada pelo servidor.\n",
  );
  assertEquals(new UnframedDialect(ptBr).encode(left), "");
});

const LINES: [criterion: string, bytes: Uint8Array, received: Received[]][] = [
  ["a name, then messages", bytesOf("Ana\nolá\ntudo bem?\n"), [
    hello("Ana"),
    say("olá"),
    say("tudo bem?"),
  ]],
  ["CRLF, as telnet ends lines", bytesOf("Ana\r\nolá\r\n\r\n"), [hello("Ana"), say("olá")]],
  ["accents and emoji", bytesOf("João\nã🙂\n"), [hello("João"), say("ã🙂")]],
  ["blank lines say nothing, but are no name", bytesOf("\nAna\n\n  \noi\n"), [
    hello(""),
    say("Ana"),
    say("oi"),
  ]],
  ["private messages", bytesOf("Ana\n@Bia oi\n/msg Bia tchau\n@Bia\n@ Bia oi\n"), [
    hello("Ana"),
    { type: "whisper", to: "Bia", text: "oi" },
    { type: "whisper", to: "Bia", text: "tchau" },
    answer("Erro: Formato inválido. Use @nome mensagem.\n", "@Bia"),
    answer("Erro: Formato inválido. Use @nome mensagem.\n", "@ Bia oi"),
  ]],
  ["commands", bytesOf("Ana\n/quem\n/nome Ane\n/SAIR\n"), [
    hello("Ana"),
    { type: "who" },
    { type: "rename", name: "Ane" },
    { type: "leave" },
  ]],
  ["what only looks like a command", bytesOf("Ana\n//quem\n@@Bia\n{}\n"), [
    hello("Ana"),
    say("/quem"),
    say("@Bia"),
    say("{}"),
  ]],
  ["commands that are none", bytesOf("Ana\n/voar\n/nome\n/quem eu\n/limpar\n/r oi\n"), [
    hello("Ana"),
    answer(
      "Erro: O comando /voar não existe. Veja /ajuda, ou comece com // para dizer isso mesmo.\n",
      "/voar",
    ),
    answer("Erro: Falta alguma coisa. Use /nome NOVO.\n", "/nome"),
    answer("Erro: /quem se usa sem mais nada na linha.\n", "/quem eu"),
    answer(
      "Erro: O comando /limpar não existe. Veja /ajuda, ou comece com // para dizer isso mesmo.\n",
      "/limpar",
    ),
    { type: "reply", text: "oi" },
  ]],
  ["older messages, which these dialects have not", bytesOf("Ana\n/historico\n/HISTORY\n"), [
    hello("Ana"),
    answer(
      "Erro: O comando /historico não existe. " +
        "Veja /ajuda, ou comece com // para dizer isso mesmo.\n",
      "/historico",
    ),
    answer(
      "Erro: O comando /HISTORY não existe. Veja /ajuda, ou comece com // para dizer isso mesmo.\n",
      "/HISTORY",
    ),
  ]],
  ["keys that erase", bytesOf("Bia\b\b\bAn\x7fna\noi\b\b\b\b\nmã🙂\x7fe\n"), [
    hello("Ana"),
    say("mãe"),
  ]],
  ["what is unsafe is taken out", bytesOf("\x1b[31mAna\noi\x07\u202e!\n\u200b@Bia oi\n"), [
    hello("Ana"),
    say("oi!"),
    { type: "whisper", to: "Bia", text: "oi" },
  ]],
  ["a message that is not UTF-8 is the sender's to know", latin1("Ana\nirm\xe3\noi\n"), [
    hello("Ana"),
    answer("Erro: A mensagem não está em UTF-8 e não foi enviada.\n", "�"),
    say("oi"),
  ]],
];

Deno.test("LineDialect.receive() understands lines, however the bytes come", {
  permissions: "none",
}, () => {
  for (const [criterion, bytes, expected] of LINES) {
    for (const size of [bytes.length, 1, 2, 7]) {
      const dialect = new LineDialect(ptBr);
      assertEquals(feed(dialect, pieces(bytes, size)), expected, `${criterion}, by ${size}`);
      assertEquals([dialect.idleTimeoutMs, [...dialect.onIdle()]], [0, []]);
      assertEquals([...dialect.end()], [], criterion);
    }
  }
});

Deno.test("LineDialect.end() understands the line that has no end", { permissions: "none" }, () => {
  for (const [criterion, bytes, expected] of LINES) {
    const trailing = new Uint8Array([...bytes, ...bytesOf("até 🙂")]);
    for (const size of [trailing.length, 1]) {
      const dialect = new LineDialect(ptBr);
      assertEquals(feed(dialect, pieces(trailing, size)), expected, criterion);
      assertEquals([...dialect.end()], [say("até 🙂")], criterion);
    }
  }
});

Deno.test("LineDialect.receive() joins a character cut anywhere", { permissions: "none" }, () => {
  const bytes = bytesOf("Notebook_Mãe\r\nolá 🙂!\r\n");
  for (let at = 0; at <= bytes.length; at++) {
    const received = feed(new LineDialect(ptBr), [bytes.slice(0, at), bytes.slice(at)]);
    assertEquals(received, [hello("Notebook_Mãe"), say("olá 🙂!")], `cut at ${at}`);
  }
});

Deno.test("LineDialect.receive() takes each line after the one before was carried out", {
  permissions: "none",
}, () => {
  const dialect = new LineDialect(ptBr);
  const received: Received[] = [];
  for (const value of dialect.receive(bytesOf("Bia\nAna\noi\n"))) {
    received.push(value);
    // The first name is refused, so the second line is a name too.
    if (received.length === 2) letIn(dialect, "Ana");
  }
  assertEquals(received, [hello("Bia"), hello("Ana"), say("oi")]);
});

Deno.test("LineDialect.receive() ends with a stranger who does not speak UTF-8", {
  permissions: "none",
}, () => {
  for (const bytes of [latin1("Jo\xe3o\n"), latin1("\xff\xfb\x01\n"), latin1("\x80\nAna\n")]) {
    for (const size of [bytes.length, 1]) {
      const [first] = feed(new LineDialect(ptBr), pieces(bytes, size));
      assertEquals(first, {
        type: "end",
        refusal: { type: "refused", code: "binary" },
        farewell: "Erro: O que chegou não é texto em UTF-8.\n",
      });
    }
  }
});

Deno.test("LineDialect.receive() ends past 16 KiB without a newline, not at it", {
  permissions: "none",
}, () => {
  const end: Received = {
    type: "end",
    refusal: { type: "refused", code: "line-too-long" },
    farewell: "Erro: Linha longa demais: o limite são 16 KiB até o fim da linha.\n",
  };
  for (const size of [MAX_BYTES + 1, 1000, 1]) {
    const dialect = inside(new LineDialect(ptBr));
    const text = "a".repeat(MAX_BYTES);
    assertEquals(feed(dialect, pieces(bytesOf(text), size)), []);
    assertEquals(feed(dialect, [bytesOf("\n")]), [say(text)]);
    assertEquals(feed(dialect, pieces(bytesOf(text + "a"), size)), [end]);
  }
});

Deno.test("PlainText answers /ajuda with the table of commands", { permissions: "none" }, () => {
  const help = [
    "Comandos:",
    "  @nome texto   manda uma mensagem só para uma pessoa",
    "  /r texto      responde à última mensagem privada",
    "  /quem         mostra quem está no chat",
    "  /nome NOVO    troca o seu nome",
    "  /ajuda        mostra esta lista",
    "  /sair         sai do chat",
    "  //… @@…       dizem a todos uma mensagem que começa com / ou @",
    "",
  ].join("\n");
  for (const dialect of [new LineDialect(ptBr), new UnframedDialect(ptBr)]) {
    const received = feed(inside(dialect), [bytesOf("/ajuda\n")]);
    assertEquals(received, [answer(help, "/ajuda")]);
  }
});

Deno.test("PlainText speaks the language it is given", { permissions: "none" }, () => {
  const dialect = inside(new LineDialect(en));
  const people = [{ name: "Ana", since: 0, away: true }, { name: "Bia", since: 0, away: false }];
  assertEquals(
    dialect.encode({ type: "people", people }),
    "In the chat (2): Ana (connection lost), Bia\n",
  );
  assertEquals(
    dialect.encode({ type: "past", entries: [{ type: "notice", seq: 1, time: 0, text: "oi" }] }),
    "Server notice: oi\n",
  );
  assertEquals(feed(dialect, [bytesOf("@Bia\n")]), [
    answer("Error: Invalid format. Use @name message.\n", "@Bia"),
  ]);
});

Deno.test("UnframedDialect.receive() takes a read for a message", { permissions: "none" }, () => {
  const cases: [criterion: string, reads: string[], received: Received[]][] = [
    ["a read is a message", ["Ana", "olá", "tudo bem?"], [
      hello("Ana"),
      say("olá"),
      say("tudo bem?"),
    ]],
    ["newlines part messages", ["Ana\noi\r\n@Bia psiu\n"], [
      hello("Ana"),
      say("oi"),
      { type: "whisper", to: "Bia", text: "psiu" },
    ]],
    ["a name with a space may be said again", ["Notebook Trabalho"], [
      hello("Notebook Trabalho"),
    ]],
    ["a newline alone is an empty name", ["\n"], [hello("")]],
    ["the way out", ["Ana", "/sair"], [hello("Ana"), { type: "leave" }]],
    ["nothing is nothing", ["Ana", "", " "], [hello("Ana")]],
  ];
  for (const [criterion, reads, expected] of cases) {
    const dialect = new UnframedDialect(ptBr);
    assertEquals(feed(dialect, reads.map(bytesOf)), expected, criterion);
    assertEquals([dialect.idleTimeoutMs, [...dialect.end()]], [0, []], criterion);
  }
});

Deno.test("UnframedDialect.receive() waits for the rest of a character", {
  permissions: "none",
}, () => {
  const bytes = bytesOf("Mãe🙂");
  for (let at = 1; at < bytes.length; at++) {
    if (unfinishedBytes(bytes.slice(0, at)) === 0) continue;
    const dialect = inside(new UnframedDialect(ptBr));
    assertEquals(feed(dialect, [bytes.slice(0, at)]), []);
    assertEquals([dialect.idleTimeoutMs, [...dialect.onIdle()]], [250, []]);
    assertEquals(feed(dialect, [bytes.slice(at)]), [say("Mãe🙂")], `cut at ${at}`);
    assertStrictEquals(dialect.idleTimeoutMs, 0);
  }
  const dialect = inside(new UnframedDialect(ptBr));
  assertEquals(feed(dialect, pieces(bytesOf("🙂"), 1)), [say("🙂")]);
});

Deno.test("UnframedDialect.receive() waits for the rest of what the network may have cut", {
  permissions: "none",
}, () => {
  const cases: [sizes: number[], received: number[], held: number][] = [
    [[511], [511], 0],
    [[512], [], 512],
    [[512, 511], [1023], 0],
    [[1448, 1448, 500], [3396], 0],
    [[1448, 1448, 700], [], 3596],
    [[4095], [], 4095],
    [[4096], [], 4096],
    [[1448, 1448, 1448], [], 4344],
    [[MAX_BYTES], [], MAX_BYTES],
  ];
  for (const [sizes, received, held] of cases) {
    const dialect = inside(new UnframedDialect(ptBr));
    const reads = sizes.map((size) => bytesOf("a".repeat(size)));
    assertEquals(feed(dialect, reads), received.map((size) => say("a".repeat(size))));
    assertStrictEquals(dialect.idleTimeoutMs, held > 0 ? 250 : 0);
    assertEquals([...dialect.onIdle()], held > 0 ? [say("a".repeat(held))] : []);
    assertStrictEquals(dialect.idleTimeoutMs, 0);
  }
});

Deno.test("UnframedDialect.end() takes what is held for a message", { permissions: "none" }, () => {
  const dialect = inside(new UnframedDialect(ptBr));
  assertEquals(feed(dialect, [bytesOf("a".repeat(600))]), []);
  assertEquals([...dialect.end()], [say("a".repeat(600))]);
  assertEquals([...dialect.end()], []);
});

Deno.test("UnframedDialect.receive() tells what is not UTF-8, before and after the name", {
  permissions: "none",
}, () => {
  const dialect = new UnframedDialect(ptBr);
  assertEquals(feed(dialect, [latin1("Jo\xe3o")]), [{
    type: "end",
    refusal: { type: "refused", code: "binary" },
    farewell: "Erro: O que chegou não é texto em UTF-8.\n",
  }]);
  assertEquals(feed(inside(new UnframedDialect(ptBr)), [latin1("n\xe3o"), bytesOf("não")]), [
    answer("Erro: A mensagem não está em UTF-8 e não foi enviada.\n", "�"),
    say("não"),
  ]);
});

Deno.test("UnframedDialect.receive() ends past 16 KiB", { permissions: "none" }, () => {
  const dialect = inside(new UnframedDialect(ptBr));
  assertEquals(feed(dialect, [new Uint8Array(MAX_BYTES + 1).fill(0x61)]), [{
    type: "end",
    refusal: { type: "refused", code: "line-too-long" },
    farewell: "Erro: Linha longa demais: o limite são 16 KiB até o fim da linha.\n",
  }]);
});

Deno.test("PlainText yields only what it documents, whatever the bytes", {
  permissions: "none",
}, () => {
  const documented = [
    "hello",
    "say",
    "whisper",
    "rename",
    "who",
    "leave",
    "answer",
    "end",
    "reply",
  ];
  const words = [
    ...["@Bia ", "/r ", "/sair", "/ajuda", "/historico", " 5"],
    ...["\n", "\r\n", "ã", "🙂", "\x1b[", "\0", "\b"],
  ];
  withSeeds(100, (random) => {
    for (const dialect of [new LineDialect(ptBr), new UnframedDialect(ptBr)]) {
      for (let n = 0; n < 30; n++) {
        const noise = Uint8Array.from({ length: random() * 6 }, () => random() * 256);
        const word = bytesOf(words[Math.floor(random() * words.length)]!);
        const bytes = random() < 0.3 ? noise : word.slice(0, random() < 0.2 ? -1 : undefined);
        const received = attend(dialect, dialect.receive(bytes));
        if (random() < 0.1) received.push(...dialect.onIdle());
        for (const { type } of received) assert(documented.includes(type), type);
      }
      for (const { type } of dialect.end()) assert(documented.includes(type), type);
    }
  });
});

Deno.test(
  "unframedPiece() leaves out the newline that ends a piece",
  { permissions: "none" },
  () => {
    const cases: [bytes: string, pieces: string[]][] = [
      ["", []],
      ["oi\n", ["oi"]],
      ["um\ndois\n", ["um\ndois"]],
      ["oi", ["oi"]],
      [`${"a".repeat(1023)}\nb\n`, ["a".repeat(1023), "b"]],
      ["a".repeat(1025) + "\n", ["a".repeat(1024), "a"]],
      ["a".repeat(1023) + "ã\n", ["a".repeat(1023), "ã"]],
      ["a".repeat(1021) + "🙂\n", ["a".repeat(1021), "🙂"]],
      ["a".repeat(1020) + "🙂\n", ["a".repeat(1020) + "🙂", ""]],
    ];
    for (const [text, expected] of cases) {
      assertEquals([...unframedPieces(bytesOf(text))].map(textOf), expected);
    }
  },
);

Deno.test("unframedPiece() loses nothing and cuts no character", { permissions: "none" }, () => {
  withSeeds(50, (random) => {
    const letters = ["a", "ã", "ば", "🙂"];
    const text = Array.from(
      { length: random() * 5000 },
      () => letters[Math.floor(random() * letters.length)],
    ).join("");
    const parts = [...unframedPieces(bytesOf(text))];
    assertEquals(parts.map(textOf).join(""), text);
    for (const part of parts.slice(0, -1)) {
      assert(part.length > UNFRAMED_READ_BYTES - 4 && part.length <= UNFRAMED_READ_BYTES);
    }
  });
});

Deno.test(
  "UnframedDecoder.receive() gives the lines of what was read",
  { permissions: "none" },
  () => {
    const cases: [criterion: string, reads: Uint8Array[], lines: string[][]][] = [
      ["a read is a line", [bytesOf("Ana: oi"), bytesOf("Bia: olá")], [["Ana: oi"], ["Bia: olá"]]],
      ["newlines part lines", [bytesOf("um\ndois\r\ntrês\n")], [["um", "dois", "três"]]],
      ["a character cut in half waits", [
        bytesOf("Mã").slice(0, 2),
        bytesOf("ãe 🙂").slice(1, 6),
        bytesOf("🙂!").slice(2),
      ], [["M"], ["ãe "], ["🙂!"]]],
      [
        "half a character alone shows nothing",
        [bytesOf("🙂").slice(0, 3), bytesOf("🙂").slice(3)],
        [
          [],
          ["🙂"],
        ],
      ],
      ["what is not UTF-8 is shown as such", [latin1("n\xe3o")], [["n�o"]]],
      ["what is unsafe is taken out", [bytesOf("\x1b[2Joi\x07")], [["oi"]]],
    ];
    for (const [criterion, reads, lines] of cases) {
      const server = new UnframedDecoder();
      assertEquals(reads.map((read) => server.receive(read)), lines, criterion);
    }
  },
);
