import { assert, assertEquals } from "@std/assert";
import type { CommandLine } from "../../lib/cli/command_line.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { JOIN_DEFAULTS, SERVE_DEFAULTS } from "../support/parsed_options.ts";
import { runMenu } from "../support/test_menu.ts";

const pure = { permissions: "none" } as const;
const { aboutChat, askName, menu: texts, refusals } = textsOf("pt-BR");
const join = (host: string, more: object = {}) => ({ ...JOIN_DEFAULTS, host, ...more });
const refused = { code: 1, sentence: "refused" };
/** The exit code, the commands, and what was shown after the first line. */
const summary = ({ code, ran, shown }: { code: number; ran: CommandLine[]; shown: string[] }) => {
  assertEquals(shown[0], aboutChat);
  return { code, ran, shown: shown.slice(1) };
};

Deno.test(
  "Menu joins the address that is typed, and ends when the conversation ends",
  pure,
  async () => {
    assertEquals(summary(await runMenu(["chat join h:9000", "n"])), {
      code: 0,
      ran: [join("h", { port: 9000 })],
      shown: [texts.choice, `${texts.ask}chat join h:9000`, `${texts.remember}n`],
    });
  },
);

/** The host's own chat. */
const HOSTED: CommandLine = { ...SERVE_DEFAULTS, name: "Ana", hidePrivate: true };

Deno.test("Menu opens a chat at Enter, in which the host takes part", pure, async () => {
  for (const answer of ["", " ", "abrir", "chat serve"]) {
    assertEquals(summary(await runMenu([answer, "Ana"])), {
      code: 0,
      ran: [HOSTED],
      shown: [texts.choice, `${texts.ask}${answer}`, `${askName} Ana`],
    });
  }
  const remembered = await runMenu(["abrir"], { memory: { name: "Ana" } });
  assertEquals(remembered.ran, [HOSTED]);
});

Deno.test(
  "Menu asks the host for a name until there is one, or the host leaves",
  pure,
  async () => {
    const { shown, ran } = await runMenu(["", "", "Ana Maria", "Servidor", "Ana"]);
    assertEquals([ran, shown.slice(3)], [[HOSTED], [
      `${askName} `,
      refusals["name-empty"](""),
      `${askName} Ana Maria`,
      refusals["name-spaces"]("Ana Maria"),
      `${askName} [Ana_Maria] Servidor`,
      refusals["name-reserved"]("Servidor"),
      `${askName} Ana`,
    ]]);
    const mended = await runMenu(["", "Ana Maria", ""]);
    assertEquals(mended.ran, [{ ...HOSTED, name: "Ana_Maria" }]);
    for (const answers of [[""], ["", "/sair"], ["", " /QUIT "]]) {
      const { code, ran } = await runMenu(answers);
      assertEquals([code, ran], [0, []]);
    }
  },
);

Deno.test("Menu asks again after a wrong answer, and says what is wrong", pure, async () => {
  const bad = (given: string) =>
    `Endereço: "${given}" não é um valor válido; use um nome ou endereço, como 26.253.198.232 ou ::1.`;
  for (
    const [answer, sentence] of [
      ["41999", bad("41999")],
      ["9999", bad("9999")],
      ["-x", bad("-x")],
      ["endereço ruim", bad("endereço ruim")],
      ["h:99999", 'Porta: "99999" não é um valor válido; use um número inteiro de 1 a 65535.'],
      ["chat join", "Falta o endereço do servidor."],
      ["chat join h --nome", "A opção --nome não existe."],
    ] as const
  ) {
    assertEquals(summary(await runMenu([answer])), {
      code: 0,
      ran: [],
      shown: [texts.choice, texts.ask + answer, sentence, texts.choice, `${texts.ask}^C`],
    });
  }
});

Deno.test("Menu ends quietly at Ctrl+C at any question, and at /sair", pure, async () => {
  for (const answers of [[], ["/sair"], ["sair"], ["h"], ["h", "/sair"], ["h", "sair"]]) {
    const { code, ran, shown } = await runMenu(answers);
    assertEquals([code, ran], [0, []]);
    assert(/\^C$|sair$/.test(shown.at(-1)!), shown.join("\n"));
  }
  const afterFailure = await runMenu(["h", "n"], { outcomes: [refused] });
  assertEquals([afterFailure.code, afterFailure.ran.length], [0, 1]);
  const closing = await runMenu(["h", "n"], { outcomes: [{ ...refused, joinedAs: "Ana" }] });
  assertEquals([closing.code, closing.shown.at(-1)], [1, `${texts.close}^C`]);
});

Deno.test("Menu offers to try again only where a connection failed", pure, async () => {
  const { shown } = await runMenu(["", "outro", "ajuda"], {
    memory: { address: "h", name: "Ana" },
    outcomes: [refused, refused, { code: 0 }],
  });
  assertEquals(
    shown.filter((text) => text.startsWith("Aperte")).map((text) => text.split("\n")[0]),
    [
      "Aperte só Enter para entrar em h como Ana.",
      "Aperte só Enter para tentar de novo em h.",
      "Aperte só Enter para tentar de novo em outro.",
      "Aperte só Enter para tentar de novo em outro.",
    ],
  );
});

Deno.test("Menu offers the last address after a failure, and Enter takes it", pure, async () => {
  const { code, ran, shown } = await runMenu(["h:9000", "n", "", "outro", ""], {
    outcomes: [refused, refused, refused],
  });
  assertEquals([code, ran], [0, [
    join("h", { port: 9000 }),
    join("h", { port: 9000 }),
    join("outro"),
    join("outro"),
  ]]);
  assertEquals(shown.slice(4), [
    "refused",
    texts.retry("h:9000"),
    texts.ask,
    "refused",
    texts.retry("h:9000"),
    `${texts.ask}outro`,
    "refused",
    texts.retry("outro"),
    texts.ask,
  ]);
  const opened = await runMenu(["h", "n", "abrir", "Ana"], { outcomes: [refused] });
  assertEquals(opened.ran, [join("h"), HOSTED]);
});

Deno.test(
  "Menu waits for Enter when a conversation ends with a sentence to read",
  pure,
  async () => {
    const { code, ran, shown } = await runMenu(["h", "n", ""], {
      outcomes: [{ code: 1, sentence: "removed", joinedAs: "Ana" }],
    });
    assertEquals([code, ran.length, shown.slice(-2)], [1, 1, ["removed", texts.close]]);
  },
);

Deno.test("Menu shows help and asks again, with the address that was offered", pure, async () => {
  const { code, ran, shown } = await runMenu(["h", "n", "chat help join", "chat doctor h", ""], {
    outcomes: [refused, { code: 0 }, { code: 1 }],
  });
  assertEquals([code, ran.map(({ command }) => command)], [0, ["join", "help", "doctor", "join"]]);
  assertEquals(shown.slice(-1), [texts.ask]);
  assertEquals(shown.filter((text) => text === texts.retry("h")).length, 3);
});

Deno.test("Menu shows help at a word for it, and asks again", pure, async () => {
  for (const word of ["ajuda", "?", "--help"]) {
    const { code, ran, shown } = await runMenu([word]);
    assertEquals([code, ran, shown.slice(1)], [0, [{ command: "help", lang: "pt-BR" }], [
      texts.choice,
      texts.ask + word,
      texts.choice,
      `${texts.ask}^C`,
    ]]);
  }
});

Deno.test("Menu offers to join the chat that is already open on this computer", pure, async () => {
  const inUse = { code: 1, sentence: "in use" };
  const world = { outcomes: [inUse], chatHere: "127.0.0.1" };
  for (const answer of ["", "s", " Sim. ", "Y"]) {
    const { code, ran, shown, searched } = await runMenu(["", "Ana", answer], world);
    const joined = join("127.0.0.1", { name: "Ana" });
    assertEquals([code, ran, searched], [0, [HOSTED, joined], [9999]]);
    assertEquals(shown.slice(4), [texts.alreadyOpen + answer]);
  }
  const no = await runMenu(["", "Ana", "não"], world);
  assertEquals([no.code, no.ran.length, no.shown.at(-1)], [0, 1, `${texts.ask}^C`]);
  const left = await runMenu(["", "Ana"], world);
  assertEquals([left.code, left.ran.length, left.shown.at(-1)], [0, 1, `${texts.alreadyOpen}^C`]);
  const foreign = await runMenu(["", "Ana"], { outcomes: [inUse] });
  assertEquals(foreign.shown.slice(4), ["in use", texts.choice, `${texts.ask}^C`]);
});

Deno.test("Menu takes the command that is told for a server of the old program", pure, async () => {
  for (const lang of ["pt-BR", "en"] as const) {
    const { connectFailures, doctor } = textsOf(lang);
    const notOurs = connectFailures["not-ours"]("[::1]", 9000);
    for (const sentence of [notOurs, doctor.foreign("[::1]", 9000)]) {
      const [typed] = /chat join \S+ --plain/.exec(sentence) ?? [];
      const { ran } = await runMenu([typed, "n"], { lang });
      assertEquals(ran, [join("::1", { lang, port: 9000, plain: true })], sentence);
    }
  }
});

Deno.test("Menu takes only yes or no for yes or no", pure, async () => {
  for (
    const odd of [
      "talvez",
      "--help",
      "26.253.198.232",
      "/",
      "-",
      "nsim",
      "?",
      "%s",
      "s/n",
      "-s",
      "!",
      "👍",
      "ss",
    ]
  ) {
    const { shown, ran } = await runMenu(["h", odd, "n"]);
    assertEquals([shown.slice(3), ran.length], [
      [texts.remember + odd, texts.yesOrNo, `${texts.remember}n`],
      1,
    ]);
  }
  for (const no of ["n", "N", "nao", "NÃO", "na\u0303o", "no", "não!", "", " "]) {
    assertEquals((await runMenu(["h", no])).remembered, [], no);
  }
  for (const yes of ["s", "S", "sim", "Sim!", "y", "YES", "'s'"]) {
    assertEquals((await runMenu(["h", yes])).remembered, [{ address: "h" }], yes);
  }
});

Deno.test("Menu's questions fit in 80 columns, and its sentences too", pure, () => {
  for (const lang of ["pt-BR", "en"] as const) {
    const { menu } = textsOf(lang);
    const offer = menu.offer("26.253.198.232:65535", "NotebookTrabalho");
    const all = [menu.ask, menu.remember, menu.alreadyOpen, menu.close, menu.choice, menu.yesOrNo];
    const retry = menu.retry("26.253.198.232:65535");
    for (const line of [...all, menu.filesFirst, ...`${offer}\n${retry}`.split("\n")]) {
      assert(line.length < 80, `${line.length} columns: ${line}`);
    }
    // Room for an answer in the same row.
    assert(menu.ask.length + "chat join 26.253.198.232:65535".length < 80, menu.ask);
  }
});
