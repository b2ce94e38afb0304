import { assert, assertEquals } from "@std/assert";
import {
  bold,
  dim,
  getColorEnabled,
  green,
  inverse,
  magenta,
  red,
  rgb8,
  stripAnsiCode,
  yellow,
} from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import { columns } from "../../lib/term/cells.ts";
import {
  asideLine,
  dayLine,
  eventLines,
  mentions,
  noteLines,
  type RenderOptions,
} from "../../lib/view/lines.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { colorOf } from "../../lib/view/palette.ts";

const pure = { permissions: "none" } as const;

/** Ana, and ten entries older than she is. */
const ANA: Model = { ...EMPTY, me: "Ana", historyUntilSeq: 10, people: ["Bia", "Ana"] };
const plain: RenderOptions = {
  texts: textsOf("pt-BR"),
  color: false,
  clock: (time) => `${time}`,
  day: (time) => `dia ${time}`,
  now: () => 7_500_000,
};
const colored: RenderOptions = { ...plain, color: true };

/** An entry at 7 o'clock, so to speak, that happened when Ana was there. */
function entry(rest: Record<string, unknown>): Event {
  return { seq: 11, time: 7, ...rest } as unknown as Event;
}

const said = (from: string, text: string) => entry({ type: "said", from, text });
const whispered = (from: string, to: string, text: string) =>
  entry({ type: "whispered", from, to, text });
const undelivered = (to: string, text: string) => entry({ type: "undelivered", to, text });
const past = (event: Event) => ({ ...event, seq: 10 }) as Event;

function assertRead(cases: [event: Event, lines: string[]][], look = plain, width?: number): void {
  for (const [event, lines] of cases) assertEquals(eventLines(event, ANA, look, width), lines);
}

/** Every kind of entry, past and present, one's own and of others, in several rows. */
const ENTRIES: Event[] = [
  entry({ type: "joined", name: "Bia" }),
  entry({ type: "left", name: "Bia", reason: "lost" }),
  entry({ type: "renamed", from: "Bia", to: "Bea" }),
  entry({ type: "notice", text: "Pausa às três,\nna sala de sempre" }),
  undelivered("Bia", "oi Bia, quer café?\n\n天地玄黄 👍🏽"),
  ...["Ana", "Bia", "ANA"].flatMap((from) => [
    said(from, "oi Ana, quer café?\n\n@ana: 天地玄黄 👍🏽"),
    whispered(from, "Ana", "oi Ana, quer café?\n\n@ana: 天地玄黄 👍🏽"),
  ]),
].flatMap((event) => [event, past(event)]);

const ANSWERS: Event[] = [
  { type: "people", people: [{ name: "Bia", since: 0, away: false }] },
  { type: "missed", count: 2 },
  { type: "refused", code: "left" },
  { type: "rejected", code: "too-long", value: "5000" },
];

Deno.test("eventLines() gives an entry its time and the original's sentence", pure, () => {
  assertRead([
    [entry({ type: "joined", name: "Notebook_Mãe" }), ["7 Notebook_Mãe entrou no chat."]],
    [entry({ type: "left", name: "Bia", reason: "lost" }), ["7 Bia saiu do chat."]],
    [entry({ type: "renamed", from: "Bia", to: "Bea" }), ["7 Bia agora se chama Bea."]],
    [said("Bia", "Olá a todos!"), ["7 Bia: Olá a todos!"]],
    [whispered("Bia", "Ana", "Olá"), ["7 Bia (privado): Olá"]],
    [entry({ type: "notice", text: "Pausa" }), ["7 Aviso do servidor: Pausa"]],
    [undelivered("Bia", "Olá"), [
      "7 Bia saiu sem confirmar que recebeu a sua mensagem privada: Olá",
    ]],
  ]);
});

Deno.test("eventLines() marks one's own message as delivered", pure, () => {
  assertRead([
    [said("Ana", "oi"), ["7 ✓ oi"]],
    [said("ANA", "oi"), ["7 ✓ oi"]],
    [whispered("Ana", "Bia", "oi"), ["7 ✓ (privado para Bia) oi"]],
    [whispered("Ana", "Ana", "oi"), ["7 ✓ (privado para Ana) oi"]],
  ]);
  assertEquals(eventLines(said("Ana", "oi"), EMPTY, plain), ["7 Ana: oi"]);
});

Deno.test("eventLines() gives what was said before one came the name of who said it", pure, () => {
  assertRead([
    [past(said("Bia", "oi")), ["7 Bia: oi"]],
    [past(said("Ana", "oi")), ["7 Ana: oi"]],
    [past(whispered("Bia", "Ana", "oi")), ["7 Bia (privado): oi"]],
    [past(whispered("Ana", "Bia", "oi")), ["7 ✓ (privado para Bia) oi"]],
    [past(entry({ type: "joined", name: "Bia" })), ["7 Bia entrou no chat."]],
    [past(entry({ type: "notice", text: "oi" })), ["7 Aviso do servidor: oi"]],
  ]);
});

Deno.test("eventLines() sets further lines in, so that they pass for nobody's words", pure, () => {
  assertRead([
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
  const look: RenderOptions = { ...plain, clock: () => "09:41" };
  assertEquals(eventLines(said("Bia", "um\ndois"), ANA, look), ["09:41 Bia: um", "      dois"]);
  assertEquals(eventLines(said("Bia", "um\ndois"), ANA, look, 13), ["09:41 Bia: um", "      dois"]);
});

Deno.test("eventLines() breaks rows between words, by the columns they take", pure, () => {
  assertRead(
    [
      [said("Bia", "um dois três"), ["7 Bia: um", "  dois três"]],
      [said("Bia", "cinco"), ["7 Bia: cinco"]],
      [said("Bia", "cincos"), ["7 Bia:", "  cincos"]],
      [said("Bia", "天地 玄黄宇宙 洪"), ["7 Bia: 天地", "  玄黄宇宙", "  洪"]],
      [said("Bia", "天地玄黄宇宙洪"), ["7 Bia:", "  天地玄黄宇", "  宙洪"]],
      [said("Bia", "e\u0301e\u0301e\u0301e\u0301e\u0301"), [
        "7 Bia: e\u0301e\u0301e\u0301e\u0301e\u0301",
      ]],
      [said("Bia", "👍👍👍"), ["7 Bia:", "  👍👍👍"]],
      [said("Ana", "palavracomprida"), ["7 ✓", "  palavracom", "  prida"]],
      [said("Ana", "um dois três\nquatro"), ["7 ✓ um dois", "  três", "  quatro"]],
      [entry({ type: "joined", name: "Bia" }), ["7 Bia entrou", "  no chat."]],
    ],
    plain,
    12,
  );
  assertRead([[whispered("Bia", "Ana", "oi"), ["7 Bia", "  (privado):", "  oi"]]], plain, 13);
});

Deno.test("eventLines() keeps every row within the width, and every word", pure, () => {
  const words = (lines: string[]) => lines.join("\n").split(/\s+/);
  for (const event of [...ENTRIES, ...ANSWERS]) {
    for (let width = 20; width <= 60; width++) {
      const lines = eventLines(event, ANA, plain, width);
      for (const line of lines) assert(columns(line) <= width, `${width}: ${line}`);
      assertEquals(words(lines), words(eventLines(event, ANA, plain)));
    }
  }
});

Deno.test("eventLines() does with a window that is narrower than the time", pure, () => {
  for (const width of [0, 1, 2, 3, 4]) {
    assertRead([[said("Bia", "oi"), ["7 Bi", "  a:", "  oi"]]], plain, width);
  }
});

Deno.test("eventLines() gives an answer its sentence without a time", pure, () => {
  const person = (name: string) => ({ name, since: 0, away: false });
  assertRead([
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
        "  日本   acabou de chegar",
        "  Ana    há 25 min (sem conexão)",
      ],
    ],
    [{ type: "missed", count: 2 }, [
      "Do que aconteceu enquanto isso, faltam 2 linhas: o servidor não as guarda mais.",
    ]],
    [{ type: "refused", code: "full" }, ["Erro: O chat está cheio. Tente de novo mais tarde."]],
    [
      { type: "refused", code: "name-taken", value: "Bia" },
      ['Erro: O nome "Bia" já está em uso. Escolha outro.'],
    ],
    [{ type: "rejected", code: "no-such-person", value: "x" }, ["Usuário não encontrado."]],
    [
      { type: "rejected", id: 1, code: "too-long", value: "5000" },
      ["Erro: A mensagem tem 5000 bytes, e o limite são 4096. Não foi enviada."],
    ],
    [
      { type: "refused", code: "not-recorded" },
      ["Erro: O servidor não está conseguindo gravar o histórico. Tente de novo."],
    ],
    [
      { type: "rejected", code: "bad-count", value: "101" },
      ['Erro: "101" não serve: peça de 1 a 100 mensagens.'],
    ],
    [
      { type: "rejected", id: 1, code: "repeated" },
      ["Uma mensagem que veio de novo não foi dita outra vez."],
    ],
    [
      { type: "rejected", id: 1, code: "too-many-waiting", value: "Bia" },
      ["Erro: Bia está sem conexão e já tem mensagens demais à espera. Não foi enviada."],
    ],
  ]);
  assertRead(
    [[{ type: "people", people: [person("Bia")] }, ["No chat (1):", "  Bia   há 2", "h 5 min"]]],
    plain,
    12,
  );
});

Deno.test("eventLines() prefers its own language to the server's sentence", pure, () => {
  const event: Event = { type: "rejected", code: "empty", text: "Erro: A mensagem está vazia." };
  assertRead([[event, ["Error: The message is empty."]]], { ...plain, texts: textsOf("en") });
});

Deno.test("eventLines() reads the server's sentence for a code it does not know", pure, () => {
  for (const type of ["refused", "rejected"]) {
    for (const code of ["tired", "toString", "hasOwnProperty", "constructor", "__proto__"]) {
      assertRead([
        [{ type, code, text: "Estou com sono." } as unknown as Event, ["Estou com sono."]],
        [{ type, code } as unknown as Event, [code]],
      ]);
    }
  }
});

Deno.test("eventLines() gives an answer of two lines as two", pure, () => {
  assertRead([
    [{ type: "refused", code: "left" }, ["Você saiu do chat.", "Conexão encerrada pelo servidor."]],
    [{ type: "rejected", code: "tired", text: "um\ndois" } as unknown as Event, ["um", "dois"]],
  ]);
});

Deno.test("eventLines() gives nothing for what nobody reads", pure, () => {
  assertRead([
    [{ type: "ping" }, []],
    [{ type: "pong" }, []],
    [{ type: "welcome", name: "Ana", token: "x", seq: 1, people: [] }, []],
  ]);
});

// Where NO_COLOR is set, the colours of the standard library do nothing here either.
const time = dim("7");
const bia = bold(rgb8("Bia", colorOf("Bia")));
const secret = (row: string) => bold(magenta(row));

Deno.test("eventLines() colours time, names, own words, privacy and notices", pure, () => {
  assertRead([
    [entry({ type: "joined", name: "Bia" }), [`${time} ${dim("Bia entrou no chat.")}`]],
    [entry({ type: "left", name: "Bia" }), [`${time} ${dim("Bia saiu do chat.")}`]],
    [
      entry({ type: "renamed", from: "Bia", to: "Bea" }),
      [`${time} ${dim("Bia agora se chama Bea.")}`],
    ],
    [said("Bia", "oi"), [`${time} ${bia}: oi`]],
    [said("Ana", "oi Ana"), [`${time} ${green("✓")} oi Ana`]],
    [past(said("Bia", "oi Ana")), [`${time} ${bia}${dim(": oi Ana")}`]],
    [
      past(said("Ana", "oi")),
      [`${time} ${bold(rgb8("Ana", colorOf("Ana")))}${dim(": oi")}`],
    ],
    [whispered("Bia", "Ana", "oi Ana"), [`${time} ${secret("Bia (privado): oi Ana")}`]],
    [whispered("Ana", "Bia", "oi"), [`${time} ${secret("✓ (privado para Bia) oi")}`]],
    [entry({ type: "notice", text: "oi" }), [`${time} ${yellow("Aviso do servidor: oi")}`]],
    [{ type: "missed", count: 2 }, [
      "Do que aconteceu enquanto isso, faltam 2 linhas: o servidor não as guarda mais.",
    ]],
  ], colored);
  if (getColorEnabled()) {
    assertRead([
      [said("Bia", "oi"), [
        `\x1b[2m7\x1b[22m \x1b[1m\x1b[38;5;${colorOf("Bia")}mBia\x1b[39m\x1b[22m: oi`,
      ]],
      [said("Ana", "oi"), ["\x1b[2m7\x1b[22m \x1b[32m✓\x1b[39m oi"]],
      [whispered("Bia", "Ana", "oi"), [
        "\x1b[2m7\x1b[22m \x1b[1m\x1b[35mBia (privado): oi\x1b[39m\x1b[22m",
      ]],
    ], colored);
  }
});

Deno.test("eventLines() colours each row of a message for itself", pure, () => {
  const text = "um\ndois";
  assertRead([
    [said("Bia", text), [`${time} ${bia}: um`, "  dois"]],
    [said("Ana", text), [`${time} ${green("✓")} um`, "  dois"]],
    [past(said("Bia", text)), [`${time} ${bia}${dim(": um")}`, `  ${dim("dois")}`]],
    [whispered("Bia", "Ana", text), [
      `${time} ${secret("Bia (privado): um")}`,
      `  ${secret("dois")}`,
    ]],
    [entry({ type: "notice", text }), [
      `${time} ${yellow("Aviso do servidor: um")}`,
      `  ${yellow("dois")}`,
    ]],
    [undelivered("Ana", text), [
      `${time} ${red("Ana saiu sem confirmar que recebeu a sua mensagem privada: um")}`,
      `  ${red("dois")}`,
    ]],
  ], colored);
  assertRead(
    [[whispered("Ana", "Bia", "oi"), [
      `${time} ${secret("✓ (privado")}`,
      `  ${secret("para Bia)")}`,
      `  ${secret("oi")}`,
    ]]],
    colored,
    12,
  );
});

Deno.test("eventLines() makes one's own name stand out in what others say now", pure, () => {
  const marked = (name: string) => inverse(bold(name));
  assertRead([
    [said("Bia", "oi Ana!"), [`${time} ${bia}: oi ${marked("Ana")}!`]],
    [said("Bia", "@ana: oi"), [`${time} ${bia}: ${marked("@ana")}: oi`]],
    [said("Bia", "um\noi ANA"), [`${time} ${bia}: um`, `  oi ${marked("ANA")}`]],
    [said("Bia", "banana"), [`${time} ${bia}: banana`]],
  ], colored);
  const anonymous = eventLines(said("Bia", "oi Ana"), EMPTY, colored);
  assertEquals(anonymous, [`${time} ${bia}: oi Ana`]);
  if (getColorEnabled()) {
    const [row = ""] = eventLines(said("Bia", "oi Ana"), ANA, colored);
    assert(row.endsWith(": oi \x1b[7m\x1b[1mAna\x1b[22m\x1b[27m"), JSON.stringify(row));
  }
});

const ENDS: Record<string, string> = {
  "1": "22",
  "2": "22",
  "7": "27",
  "31": "39",
  "32": "39",
  "33": "39",
  "35": "39",
};

/** What a row leaves switched on: the codes that would end it. */
function leftOpen(row: string): string[] {
  const open: string[] = [];
  // deno-lint-ignore no-control-regex
  for (const [, code = ""] of row.matchAll(/\x1b\[([\d;]*)m/g)) {
    const end = code.startsWith("38;5;") ? "39" : ENDS[code];
    if (end) open.push(end);
    else assertEquals(code, open.pop(), `closes what is not open: ${JSON.stringify(row)}`);
  }
  return open;
}

Deno.test("eventLines() closes in each row the colours it opened", pure, () => {
  for (const event of [...ENTRIES, ...ANSWERS]) {
    for (const width of [3, 8, 12, 20, 33, 80, undefined]) {
      for (const row of eventLines(event, ANA, colored, width)) {
        assertEquals(leftOpen(row), [], row);
      }
      const hasColor = eventLines(event, ANA, colored, width).join().includes("\x1b");
      assertEquals(hasColor, getColorEnabled() && "seq" in event, event.type);
    }
  }
});

Deno.test(
  "eventLines() says the same with colour and without, and then with no escape",
  pure,
  () => {
    for (const event of [...ENTRIES, ...ANSWERS]) {
      for (const width of [3, 12, 20, 80, undefined]) {
        const lines = eventLines(event, ANA, plain, width);
        assertEquals(lines.join().includes("\x1b"), false);
        assertEquals(eventLines(event, ANA, colored, width).map(stripAnsiCode), lines);
      }
    }
  },
);

Deno.test("noteLines() gives a sentence its time, dimmed, in rows that fit", pure, () => {
  assertEquals(noteLines(7, "Bia e Caio entraram no chat.", plain), [
    "7 Bia e Caio entraram no chat.",
  ]);
  assertEquals(noteLines(7, "Bia e Caio entraram no chat.", plain, 12), [
    "7 Bia e Caio",
    "  entraram",
    "  no chat.",
  ]);
  const rows = noteLines(7, "Bia e Caio entraram no chat.", colored, 20);
  assertEquals(rows, [`${time} ${dim("Bia e Caio")}`, `  ${dim("entraram no chat.")}`]);
  if (getColorEnabled()) assertEquals(rows[1], "  \x1b[2mentraram no chat.\x1b[22m");
});

Deno.test("dayLine() names the day between dashes, dimmed", pure, () => {
  assertEquals(dayLine(7, plain), "── dia 7 ──");
  assertEquals(dayLine(7, colored), dim("── dia 7 ──"));
  if (getColorEnabled()) assertEquals(dayLine(7, colored), "\x1b[2m── dia 7 ──\x1b[22m");
});

Deno.test("asideLine() gives its words dimmed, and no time", pure, () => {
  assertEquals(asideLine("── fim ──", plain), "── fim ──");
  assertEquals(asideLine("── fim ──", colored), dim("── fim ──"));
  if (getColorEnabled()) assertEquals(asideLine("oi", colored), "\x1b[2moi\x1b[22m");
});

/** Texts with the name, and texts without it. */
const MENTIONS: [name: string, yes: string[], no: string[]][] = [
  [
    "Ana",
    ["Ana", "oi Ana", "Ana, oi", "oi, Ana!", "(Ana)", '"Ana"', "Ana?", "um\nAna\ndois", "Ana Ana"],
    ["", "oi", "Anastásia", "Banana", "An", "Anna", "Ana1", "1Ana", "Ana_", "_Ana", "Aná", "A na"],
  ],
  ["Ana", ["@Ana", "oi @ana", "@ANA: oi", "oi ana", "ANA!", "ＡＮＡ"], ["@Anastásia", "@Bia"]],
  ["Ana", ["banana Ana", "Anabela, Ana"], ["Ana\u0301", "Ана"]],
  ["João", ["JOÃO", "joão", "oi joa\u0303o!", "ＪＯÃＯ"], ["Joao", "Joãozinho", "Jo", "ão"]],
  ["joa\u0303o", ["João", "JOÃO"], ["Joao"]],
  ["Straße", ["STRASSE", "strasse", "oi straße."], ["Stra", "Strasser"]],
  ["Ζευς", ["ΖΕΥΣ", "oi Ζευσ!"], ["Ζευ"]],
  ["日本", ["日本", "日本!", "oi 日本"], ["日本語", "日"]],
  ["a.b", ["oi a.b", "a.b.", "A.B!", "@a.b"], ["axb", "a b", "ab", "xa.b", "a.bc"]],
  ["Dr.", ["oi Dr.", "@dr. Ana"], ["Dr", "Drx", "oi dr"]],
  ["...", ["oi ..."], ["abc", "oi .."]],
  ["pc_2", ["pc_2", "@PC_2"], ["pc_22", "pc", "pc-2"]],
  ["Ana-b", ["oi ana-b", "@ANA-B!", "Ana-b."], ["Ana_b", "xAna-b", "Ana-bc", "Ana-b-c"]],
  ["Ana", ["Ana-", "- Ana."], ["Ana-Maria", "Maria-Ana", "Ana.b"]],
  ["क", ["क", "oi क!"], ["क्षमा"]],
];

Deno.test("mentions() finds a name as a word of its own, however it is written", pure, () => {
  for (const [name, yes, no] of MENTIONS) {
    for (const text of yes) assertEquals(mentions(text, name), true, `${name} in ${text}`);
    for (const text of no) assertEquals(mentions(text, name), false, `${name} in ${text}`);
  }
});

Deno.test(
  "eventLines() says which message was rejected, for it is nowhere else any more",
  pure,
  () => {
    const pending = [
      { type: "say" as const, id: 1, text: "oi" },
      { type: "whisper" as const, id: 2, to: "Bia", text: "um\ndois" },
    ];
    const model = { ...ANA, pending };
    const lines = (id: number | undefined, code: "no-such-person" | "repeated") =>
      eventLines({ type: "rejected", ...(id === undefined ? {} : { id }), code }, model, plain);
    assertEquals(lines(1, "no-such-person"), ["Usuário não encontrado.", "✗ oi"]);
    assertEquals(lines(2, "no-such-person"), [
      "Usuário não encontrado.",
      "✗ (privado para Bia) um",
      "dois",
    ]);
    for (const id of [undefined, 3]) assertEquals(lines(id, "no-such-person").length, 1);
    // What was said already is not a message that came to nothing.
    assertEquals(lines(1, "repeated").length, 1);
  },
);
