import { assertEquals, assertMatch } from "@std/assert";
import { formatAddress } from "../lib/net/addresses.ts";
import {
  type CommandLine,
  type CommandName,
  helpText,
  type JoinCommandLine,
  parseOptions,
  type ServeCommandLine,
} from "../lib/options.ts";

const pure = { permissions: "none" } as const;

const SERVE_USAGE = "Uso: chat serve [opções]";
const JOIN_USAGE = "Uso: chat join ENDEREÇO[:PORTA] [opções]";
const ADDRESS = "um nome ou endereço, como 26.253.198.232 ou ::1";
const NAME = "de 1 a 32 letras, números, '_', '-' ou '.'";
const FILE = "o caminho de um arquivo, como chat.db";

const SERVED: ServeCommandLine = {
  command: "serve",
  lang: "pt-BR",
  host: "0.0.0.0",
  port: 9999,
  hidePrivate: false,
  maxPeople: 1024,
  rate: 10,
  recent: 20,
  graceMs: 30_000,
};

const JOINED: JoinCommandLine = {
  command: "join",
  lang: "pt-BR",
  host: "h",
  port: 9999,
  plain: false,
  reconnect: true,
  color: true,
  quiet: false,
};

/** The choice of a command line, in an environment that holds only this. */
function choose(argv: string[], env: Record<string, string> = {}): CommandLine {
  return parseOptions(argv, (name) => Object.hasOwn(env, name) ? env[name] : undefined);
}

function assertServed(cases: [argv: string[], differs: Partial<ServeCommandLine>][]): void {
  for (const [argv, differs] of cases) {
    assertEquals(choose(["serve", ...argv]), { ...SERVED, ...differs }, argv.join(" "));
  }
}

function assertJoined(cases: [argv: string[], differs: Partial<JoinCommandLine>][]): void {
  for (const [argv, differs] of cases) {
    assertEquals(choose(["join", ...argv]), { ...JOINED, ...differs }, argv.join(" "));
  }
}

function assertWrong(command: CommandName, cases: [argv: string[], sentence: string][]): void {
  const usage = command === "serve" ? SERVE_USAGE : JOIN_USAGE;
  for (const [argv, sentence] of cases) {
    const wrong = { command: "usage-error", sentence, usage, lang: "pt-BR" } as const;
    assertEquals(choose([command, ...argv]), wrong, argv.join(" "));
  }
}

Deno.test("parseOptions() serves with the defaults when nothing is said", pure, () => {
  assertServed([[[], {}]]);
});

Deno.test("parseOptions() reads every option of serve, up to its bounds", pure, () => {
  assertServed([
    [["--host", "26.253.198.232"], { host: "26.253.198.232" }],
    [["--host=::"], { host: "::" }],
    [["--host", "[::1]"], { host: "::1" }],
    [["--host", "fe80::1%eth0"], { host: "fe80::1%eth0" }],
    [["--port", "0"], { port: 0 }],
    [["--port=65535"], { port: 65535 }],
    [["--port", "00080"], { port: 80 }],
    [["--hide-private"], { hidePrivate: true }],
    [["--max-people", "1"], { maxPeople: 1 }],
    [["--max-people=100000"], { maxPeople: 100_000 }],
    [["--rate", "0"], { rate: 0 }],
    [["--rate", "1000000"], { rate: 1_000_000 }],
    [["--recent", "0"], { recent: 0 }],
    [["--recent", "1000"], { recent: 1000 }],
    [["--grace", "0"], { graceMs: 0 }],
    [["--grace=86400"], { graceMs: 86_400_000 }],
    [["--history", "chat.db"], { history: "chat.db" }],
    [["--history=/var/conversa de casa/João.db"], { history: "/var/conversa de casa/João.db" }],
    [["--history", "C:\\chat.db"], { history: "C:\\chat.db" }],
    [["--history=--x"], { history: "--x" }],
    [["--history", "007"], { history: "007" }],
    [["--history=a", "--keep", "1"], { history: "a", keepDays: 1 }],
    [["--keep=36500", "--history", "a"], { history: "a", keepDays: 36_500 }],
    [["--lang", "en"], { lang: "en" }],
    [["--lang=PT_br.UTF-8"], { lang: "pt-BR" }],
    [
      ["--rate", "5", "--hide-private", "--port=1", "--host", "h", "--recent", "2", "--lang=en"],
      { rate: 5, hidePrivate: true, port: 1, host: "h", recent: 2, lang: "en" },
    ],
  ]);
});

Deno.test("parseOptions() joins with the defaults when only the host is said", pure, () => {
  assertJoined([[["h"], {}], [["--", "h"], {}]]);
});

Deno.test("parseOptions() reads every option of join, before the host and after it", pure, () => {
  for (
    const [option, differs] of [
      [["--port", "1"], { port: 1 }],
      [["--port=65535"], { port: 65535 }],
      [["--name", "Notebook_Mãe"], { name: "Notebook_Mãe" }],
      [["--plain"], { plain: true }],
      [["--no-reconnect"], { reconnect: false }],
      [["--no-color"], { color: false }],
      [["--lang", "en"], { lang: "en" }],
      [
        ["--plain", "--name=Ana", "--no-color", "--no-reconnect"],
        { plain: true, name: "Ana", color: false, reconnect: false },
      ],
    ] as [string[], Partial<JoinCommandLine>][]
  ) {
    assertJoined([[[...option, "h"], differs], [["h", ...option], differs]]);
  }
});

Deno.test("parseOptions() reads host:port, and IPv6 in brackets or bare", pure, () => {
  assertJoined([
    [["26.253.198.232:1234"], { host: "26.253.198.232", port: 1234 }],
    [["notebook.local:1"], { host: "notebook.local", port: 1 }],
    [["h:65535"], { port: 65535 }],
    [["h:00080"], { port: 80 }],
    [["[::1]:1234"], { host: "::1", port: 1234 }],
    [["[::1]"], { host: "::1" }],
    [["::1"], { host: "::1" }],
    [["::"], { host: "::" }],
    [["2001:db8::9999"], { host: "2001:db8::9999" }],
    [["::ffff:26.253.198.232"], { host: "::ffff:26.253.198.232" }],
    [["fe80::1%eth0"], { host: "fe80::1%eth0" }],
    [["[fe80::1%eth0]:5"], { host: "fe80::1%eth0", port: 5 }],
    [["::1", "--port", "80"], { host: "::1", port: 80 }],
    [["[::1]", "--port=80"], { host: "::1", port: 80 }],
    [["[26.1.2.3]:80"], { host: "26.1.2.3", port: 80 }],
    [["münchen.de"], { host: "münchen.de" }],
    [["007"], { host: "007" }],
    [["0x10"], { host: "0x10" }],
    [["x".repeat(253)], { host: "x".repeat(253) }],
  ]);
});

Deno.test("parseOptions() reads the addresses that formatAddress() writes", pure, () => {
  for (const host of ["26.253.198.232", "2001:db8::1", "::1", "fe80::1%12"]) {
    for (const port of [1, 9998, 9999, 65535]) {
      assertJoined([[[formatAddress(host, port, 9999)], { host, port }]]);
    }
  }
});

Deno.test("parseOptions() takes names that look like something else", pure, () => {
  assertJoined([
    [["h", "--name", "007"], { name: "007" }],
    [["h", "--name", "1e3"], { name: "1e3" }],
    [["h", "--name", "true"], { name: "true" }],
    [["h", "--name", "h"], { name: "h" }],
    [["h", "--name", "__proto__"], { name: "__proto__" }],
    [["h", "--name", "constructor"], { name: "constructor" }],
    [["h", "--name=-x"], { name: "-x" }],
    [["h", "--name=--"], { name: "--" }],
    [["h", "--name", " Ana "], { name: "Ana" }],
    [["h", "--name", "Joa\u0303o"], { name: "João" }],
    [["h", "--name", "日本"], { name: "日本" }],
    [["h", "--name", "x".repeat(32)], { name: "x".repeat(32) }],
  ]);
});

Deno.test("parseOptions() refuses a name that cannot be one", pure, () => {
  assertWrong(
    "join",
    ["Ana Maria", "@ana", "a=b", "=", "\u3164", "👩", "x".repeat(33), " "].map((name) => [
      ["h", "--name", name],
      `--name não aceita "${name}"; use ${NAME}.`,
    ]),
  );
});

Deno.test("parseOptions() names the option whose value is missing", pure, () => {
  for (const empty of [(name: string) => [name], (name: string) => [`${name}=`], withEmpty]) {
    assertWrong("serve", [
      [empty("--host"), `--host precisa de um valor: ${ADDRESS}.`],
      [empty("--port"), "--port precisa de um valor: um número inteiro de 0 a 65535."],
      [empty("--max-people"), "--max-people precisa de um valor: um número inteiro de 1 a 100000."],
      [empty("--rate"), "--rate precisa de um valor: um número inteiro de 0 a 1000000."],
      [empty("--recent"), "--recent precisa de um valor: um número inteiro de 0 a 1000."],
      [empty("--grace"), "--grace precisa de um valor: um número inteiro de 0 a 86400."],
      [empty("--history"), `--history precisa de um valor: ${FILE}.`],
      [empty("--keep"), "--keep precisa de um valor: um número inteiro de 1 a 36500."],
      [empty("--lang"), "--lang precisa de um valor: pt-BR ou en."],
    ]);
    assertWrong("join", [
      [["h", ...empty("--port")], "--port precisa de um valor: um número inteiro de 1 a 65535."],
      [["h", ...empty("--name")], `--name precisa de um valor: ${NAME}.`],
      [["h", ...empty("--lang")], "--lang precisa de um valor: pt-BR ou en."],
    ]);
  }
  assertWrong("serve", [
    [["--port", "--rate", "5"], "--port precisa de um valor: um número inteiro de 0 a 65535."],
    [["--history", "--keep", "5"], `--history precisa de um valor: ${FILE}.`],
  ]);
  assertWrong("join", [
    [["h", "--name", "--plain"], `--name precisa de um valor: ${NAME}.`],
    [["h", "--name", "--"], `--name precisa de um valor: ${NAME}.`],
  ]);
});

Deno.test("parseOptions() names option, value out of range and what is allowed", pure, () => {
  assertWrong("serve", [
    [["--port", "65536"], '--port não aceita "65536"; use um número inteiro de 0 a 65535.'],
    [["--port=-1"], '--port não aceita "-1"; use um número inteiro de 0 a 65535.'],
    [
      ["--max-people", "0"],
      '--max-people não aceita "0"; use um número inteiro de 1 a 100000.',
    ],
    [
      ["--max-people", "100001"],
      '--max-people não aceita "100001"; use um número inteiro de 1 a 100000.',
    ],
    [["--rate", "1000001"], '--rate não aceita "1000001"; use um número inteiro de 0 a 1000000.'],
    [["--recent", "1001"], '--recent não aceita "1001"; use um número inteiro de 0 a 1000.'],
    [["--grace", "86401"], '--grace não aceita "86401"; use um número inteiro de 0 a 86400.'],
    [["--grace=-1"], '--grace não aceita "-1"; use um número inteiro de 0 a 86400.'],
    [["--grace", "-1"], '--grace não aceita "-1"; use um número inteiro de 0 a 86400.'],
    [["--grace", "1.5"], '--grace não aceita "1.5"; use um número inteiro de 0 a 86400.'],
    [
      ["--history=a", "--keep", "0"],
      '--keep não aceita "0"; use um número inteiro de 1 a 36500.',
    ],
    [
      ["--history=a", "--keep", "36501"],
      '--keep não aceita "36501"; use um número inteiro de 1 a 36500.',
    ],
    // What is wrong with the value is told before what is missing beside it.
    [["--keep", "x"], '--keep não aceita "x"; use um número inteiro de 1 a 36500.'],
    [["--history", ":memory:"], `--history não aceita ":memory:"; use ${FILE}.`],
    [["--history=:"], `--history não aceita ":"; use ${FILE}.`],
    [["--history", "a\0b"], `--history não aceita "a\0b"; use ${FILE}.`],
    [["--lang", "fr"], '--lang não aceita "fr"; use pt-BR ou en.'],
    [["--host", "a b"], `--host não aceita "a b"; use ${ADDRESS}.`],
    [["--host", "[]"], `--host não aceita "[]"; use ${ADDRESS}.`],
    [["--host", "http://h/"], `--host não aceita "http://h/"; use ${ADDRESS}.`],
    [["--host", "[::1"], `--host não aceita "[::1"; use ${ADDRESS}.`],
    [["--host", "0.0.0.0:9999"], `--host não aceita "0.0.0.0:9999"; use ${ADDRESS}.`],
    [["--host", "[::]:9999"], `--host não aceita "[::]:9999"; use ${ADDRESS}.`],
  ]);
  assertWrong("join", [
    [["h", "--port", "0"], '--port não aceita "0"; use um número inteiro de 1 a 65535.'],
    [["h", "--port", "65536"], '--port não aceita "65536"; use um número inteiro de 1 a 65535.'],
    [["h", "--lang=de"], '--lang não aceita "de"; use pt-BR ou en.'],
  ]);
});

Deno.test("parseOptions() takes only digits for a number", pure, () => {
  assertWrong(
    "serve",
    [
      "x",
      "1e3",
      "0x10",
      "1.0",
      "+5",
      " 5",
      "5 ",
      "1_000",
      "1,000",
      "٩",
      "９",
      "Infinity",
      "NaN",
      "9".repeat(30),
    ].map((given) => [
      ["--rate", given],
      `--rate não aceita "${given}"; use um número inteiro de 0 a 1000000.`,
    ]),
  );
});

Deno.test("parseOptions() refuses a bad host or a bad port behind it", pure, () => {
  assertWrong(
    "join",
    ["", "0", "65536", "-1", "abc", "1e3", "80 ", "9".repeat(30)].flatMap((port) =>
      ["h", "[::1]"].map((host): [string[], string] => [
        [`${host}:${port}`],
        `A porta não aceita "${port}"; use um número inteiro de 1 a 65535.`,
      ])
    ),
  );
  assertWrong(
    "join",
    [
      "",
      " ",
      ":80",
      "[]",
      "[]:80",
      "[::1]x",
      "[::1",
      "::1]",
      "[[::1]]",
      "http://h:80/",
      "h/",
      "ana@h",
      "h\x1b[31m",
      "h\n",
      "x".repeat(254),
      "1.2.3.4:80:90",
      "h:80:90",
    ].map((where) => [[where], `O endereço não aceita "${where}"; use ${ADDRESS}.`]),
  );
});

Deno.test("parseOptions() refuses two ports that differ", pure, () => {
  assertWrong("join", [
    [["h:1", "--port", "2"], '--port não aceita "2"; use 1.'],
    [["--port=2", "[::1]:1"], '--port não aceita "2"; use 1.'],
    [["h:1", "--port", "9999"], '--port não aceita "9999"; use 1.'],
  ]);
  assertJoined([[["h:1", "--port", "1"], { port: 1 }], [["h:01", "--port", "1"], { port: 1 }]]);
});

Deno.test("parseOptions() refuses an option given twice", pure, () => {
  assertWrong("serve", [
    [["--port", "1", "--port", "2"], '--port não aceita "1 2"; use a opção uma vez só.'],
    [["--port=1", "--rate=5", "--port=1"], '--port não aceita "1 1"; use a opção uma vez só.'],
    [["--lang", "pt", "--lang", "pt"], '--lang não aceita "pt pt"; use a opção uma vez só.'],
    [["--history", "a", "--history=b"], '--history não aceita "a b"; use a opção uma vez só.'],
  ]);
  assertWrong("join", [
    [["h", "--name=A", "--name", "B"], '--name não aceita "A B"; use a opção uma vez só.'],
  ]);
});

Deno.test("parseOptions() refuses a switch with a value", pure, () => {
  for (const value of ["true", "false", "1", "x", "", "a=b"]) {
    assertWrong("serve", [
      [
        [`--hide-private=${value}`],
        `--hide-private não aceita "${value}"; use a opção sem valor.`,
      ],
    ]);
    for (const name of ["--plain", "--no-reconnect", "--no-color"]) {
      assertWrong("join", [
        [["h", `${name}=${value}`], `${name} não aceita "${value}"; use a opção sem valor.`],
      ]);
    }
  }
});

Deno.test("parseOptions() refuses a word behind a switch, and a value for --help", pure, () => {
  for (const word of ["false", "true", "x"]) {
    assertWrong("serve", [[["--hide-private", word], `"${word}" está sobrando.`]]);
    for (const name of ["--plain", "--no-reconnect", "--no-color"]) {
      assertWrong("join", [[["h", name, word], `"${word}" está sobrando.`]]);
    }
  }
  for (const value of ["x", "false", ""]) {
    const refused = `--help não aceita "${value}"; use a opção sem valor.`;
    assertWrong("serve", [[[`--help=${value}`], refused]]);
    assertWrong("join", [[["h", `--help=${value}`], refused]]);
  }
});

Deno.test("parseOptions() names an option it does not know", pure, () => {
  for (
    const [given, named] of [
      ["--foo", "--foo"],
      ["--foo=bar", "--foo"],
      ["--foo=a=b", "--foo"],
      ["--Port", "--Port"],
      ["--ports", "--ports"],
      ["-p", "-p"],
      ["-abc", "-abc"],
      ["--toString", "--toString"],
      ["--__proto__=x", "--__proto__"],
      ["--constructor", "--constructor"],
      ["--port.x=1", "--port.x"],
      ["--no-help", "--no-help"],
      ["--version", "--version"],
    ] as const
  ) {
    assertWrong("serve", [[[given], `A opção ${named} não existe.`]]);
    assertWrong("join", [[["h", given], `A opção ${named} não existe.`]]);
  }
  assertWrong("serve", [
    [["--name=Ana"], "A opção --name não existe."],
    [["--plain"], "A opção --plain não existe."],
    [["--foo", "bar"], "A opção --foo não existe."],
  ]);
  assertWrong("join", [
    [["h", "--host=x"], "A opção --host não existe."],
    [["h", "--hide-private"], "A opção --hide-private não existe."],
    [["h", "--grace=5"], "A opção --grace não existe."],
    [["h", "--history=a"], "A opção --history não existe."],
    [["h", "--keep=5"], "A opção --keep não existe."],
    [["h", "--color"], "A opção --color não existe."],
    [["h", "--no-plain"], "A opção --no-plain não existe."],
  ]);
});

Deno.test("parseOptions() refuses a word too many, and join without a host", pure, () => {
  assertWrong("serve", [
    [["9999"], '"9999" está sobrando.'],
    [["--hide-private", "x"], '"x" está sobrando.'],
    [["--", "--port"], '"--port" está sobrando.'],
    [["-"], '"-" está sobrando.'],
    [["007"], '"007" está sobrando.'],
  ]);
  assertWrong("join", [
    [[], "Falta o endereço do servidor."],
    [["--plain"], "Falta o endereço do servidor."],
    [["--"], "Falta o endereço do servidor."],
    [["h", "9999"], '"9999" está sobrando.'],
    [["h", "--name", "Ana", "Maria"], '"Maria" está sobrando.'],
  ]);
});

Deno.test("parseOptions() speaks --lang, else CHAT_LANG, else Portuguese", pure, () => {
  for (
    const [argv, CHAT_LANG, lang] of [
      [[], undefined, "pt-BR"],
      [[], "", "pt-BR"],
      [[], "fr", "pt-BR"],
      [[], "en", "en"],
      [[], "en_US.UTF-8", "en"],
      [[], "PT", "pt-BR"],
      [["--lang", "pt"], "en", "pt-BR"],
      [["--lang=en"], "pt-BR", "en"],
      [["--lang", "EN-gb"], undefined, "en"],
    ] as const
  ) {
    const env: Record<string, string> = CHAT_LANG === undefined ? {} : { CHAT_LANG };
    assertEquals(choose(["serve", ...argv], env), { ...SERVED, lang });
    assertEquals(choose(["join", "h", ...argv], env), { ...JOINED, lang });
    assertEquals(choose(["--version", ...argv], env), { command: "version", lang });
    assertEquals(choose(["--help", ...argv], env), { command: "help", lang });
    assertEquals(choose(["join", "--help", ...argv], env), {
      command: "help",
      about: "join",
      lang,
    });
  }
});

Deno.test("parseOptions() takes --lang before the command too", pure, () => {
  for (const before of [["--lang", "en"], ["--lang=en"]]) {
    assertEquals(choose([...before, "serve"]), { ...SERVED, lang: "en" });
    assertEquals(choose([...before, "join", "h:1"]), { ...JOINED, port: 1, lang: "en" });
    assertEquals(choose([...before, "--version"]), { command: "version", lang: "en" });
  }
});

Deno.test("parseOptions() complains in the language asked for", pure, () => {
  const usage = "Usage: chat serve [options]";
  for (
    const [argv, env, sentence] of [
      [["--foo", "--lang", "en"], {}, "There is no option --foo."],
      [["--lang=en", "x"], {}, '"x" is one too many.'],
      [["--keep=7", "--lang=en"], {}, "--keep is of use only with --history."],
      [
        ["--history"],
        { CHAT_LANG: "en" },
        "--history needs a value: the path of a file, such as chat.db.",
      ],
      [["--port="], { CHAT_LANG: "en" }, "--port needs a value: a whole number from 0 to 65535."],
      [["--lang", "fr"], { CHAT_LANG: "en" }, '--lang does not take "fr"; use pt-BR or en.'],
      [
        ["--lang", "en", "--lang", "pt"],
        {},
        '--lang does not take "en pt"; use the option only once.',
      ],
    ] as [string[], Record<string, string>, string][]
  ) {
    const wrong = { command: "usage-error", sentence, usage, lang: "en" } as const;
    assertEquals(choose(["serve", ...argv], env), wrong);
  }
});

Deno.test("parseOptions() honours NO_COLOR when it is not empty", pure, () => {
  for (const [value, color] of [["", true], ["1", false], ["0", false]] as const) {
    assertEquals(choose(["join", "h"], { NO_COLOR: value }), { ...JOINED, color });
  }
  assertEquals(choose(["join", "h", "--no-color"], { NO_COLOR: "" }), { ...JOINED, color: false });
});

Deno.test("parseOptions() gives help and version, whatever else is there", pure, () => {
  const lang = "pt-BR";
  for (
    const [argv, choice] of [
      [[], { command: "menu", lang }],
      [["doctor", "--help"], { command: "help", about: "doctor", lang }],
      [["--help"], { command: "help", lang }],
      [["--version"], { command: "version", lang }],
      [["--version", "serve"], { command: "version", lang }],
      [["--help", "join"], { command: "help", lang }],
      [["serve", "--help"], { command: "help", about: "serve", lang }],
      [["serve", "--port", "1", "--help"], { command: "help", about: "serve", lang }],
      [["serve", "--foo", "--help"], { command: "help", about: "serve", lang }],
      [["join", "--help"], { command: "help", about: "join", lang }],
      [["join", "h", "x", "--help"], { command: "help", about: "join", lang }],
    ] as [string[], CommandLine][]
  ) {
    assertEquals(choose(argv), choice);
  }
});

Deno.test("parseOptions() refuses a command that is none, with every usage", pure, () => {
  for (const word of ["x", "", "SERVE", "join ", "26.253.198.232", "toString", "__proto__"]) {
    assertEquals(choose([word]), {
      command: "usage-error",
      sentence: `O comando "${word}" não existe; use serve, join ou doctor.`,
      usage: "Uso: chat serve [opções] | chat join ENDEREÇO[:PORTA] [opções] | " +
        "chat doctor [ENDEREÇO[:PORTA]] [opções]",
      lang: "pt-BR",
    });
  }
  assertEquals(choose(["open", "--lang", "en"]), {
    command: "usage-error",
    sentence: 'There is no command "open"; use serve, join or doctor.',
    usage: "Usage: chat serve [options] | chat join HOST[:PORT] [options] | " +
      "chat doctor [HOST[:PORT]] [options]",
    lang: "en",
  });
});

Deno.test("parseOptions() names an option where a command should stand", pure, () => {
  for (const given of ["--foo", "-p"]) {
    assertEquals(choose([given]), {
      command: "usage-error",
      sentence: `A opção ${given} não existe.`,
      usage: "Uso: chat serve [opções] | chat join ENDEREÇO[:PORTA] [opções] | " +
        "chat doctor [ENDEREÇO[:PORTA]] [opções]",
      lang: "pt-BR",
    });
  }
});

Deno.test("parseOptions() understands doctor, with an address and without", pure, () => {
  const choice = { command: "doctor", lang: "pt-BR", port: 9999, color: true } as const;
  assertEquals(choose(["doctor"]), choice);
  assertEquals(choose(["doctor", "--port", "7"]), { ...choice, port: 7 });
  assertEquals(choose(["doctor", "h:7", "--no-color"]), {
    ...choice,
    host: "h",
    port: 7,
    color: false,
  });
  for (const argv of [["a", "b"], ["h:0"], ["h h"], ["h:7", "--port", "8"], ["--name", "Ana"]]) {
    assertEquals(choose(["doctor", ...argv]).command, "usage-error", argv.join(" "));
  }
});

Deno.test("helpText() tells the commands", pure, () => {
  assertEquals(
    helpText(undefined, "pt-BR"),
    `chat: uma conversa em grupo na rede local ou na VPN

  chat serve [opções]                       abre o chat neste computador
  chat join ENDEREÇO[:PORTA] [opções]       entra no chat que está aberto em outro computador
  chat doctor [ENDEREÇO[:PORTA]] [opções]   diz por que uma conversa não funciona, e quem pode resolver
  chat --version                            mostra a versão

Mais: chat serve --help, chat join --help, chat doctor --help`,
  );
});

Deno.test("helpText() tells the options of serve with their defaults", pure, () => {
  assertEquals(
    helpText("serve", "pt-BR"),
    `Uso: chat serve [opções]
abre o chat neste computador

Opções:
  --host IP           o endereço deste computador onde esperar [0.0.0.0]
  --port N            a porta TCP [9999]
  --hide-private      não mostra na tela do servidor o texto das mensagens privadas
  --max-people N      quantas pessoas cabem [1024]
  --rate N            mensagens por segundo de cada pessoa; 0 não limita [10]
  --recent N          quantas mensagens recentes quem chega recebe [20]
  --grace N           segundos em que o lugar de quem perdeu a conexão fica guardado [30]
  --history ARQUIVO   o arquivo onde a conversa é gravada; sem ele nada é gravado
  --keep N            dias que o histórico guarda; sem ela, todos
  --lang pt-BR|en     a língua: pt-BR ou en [pt-BR]
  --help              mostra esta ajuda`,
  );
});

Deno.test("helpText() names only options that parseOptions() takes", pure, () => {
  const values: Record<string, string> = {
    IP: "h",
    N: "7",
    ARQUIVO: "chat.db",
    FILE: "chat.db",
    NOME: "Ana",
    NAME: "Ana",
    "pt-BR|en": "en",
  };
  for (const lang of ["pt-BR", "en"] as const) {
    for (const command of ["serve", "join"] as const) {
      const rows = helpText(command, lang).split("\n").filter((row) => row.startsWith("  --"));
      assertEquals(rows.length, command === "serve" ? 11 : 8);
      for (const row of rows) {
        const [option = "", placeholder] = row.trim().split(/ {2,}/)[0]!.split(" ");
        assertMatch(option, /^--[a-z-]+$/);
        const value = placeholder === undefined ? [] : [values[placeholder]!];
        const needed = option === "--keep" ? ["--history", "chat.db"] : [];
        const where = command === "join" ? ["h"] : [];
        const argv = [command, ...where, ...needed, option, ...value];
        const expected = option === "--help" ? "help" : command;
        assertEquals(choose(argv).command, expected, argv.join(" "));
      }
    }
  }
});

function withEmpty(name: string): string[] {
  return [name, ""];
}

Deno.test("parseOptions() takes a grace time, a history and how much of it to keep", pure, () => {
  const read = (...argv: string[]) => parseOptions(["serve", ...argv], () => undefined);
  assertEquals(read("--grace", "0"), { ...SERVED, graceMs: 0 });
  assertEquals(read("--history", "C:\\x\\chat.db", "--keep", "30"), {
    ...SERVED,
    history: "C:\\x\\chat.db",
    keepDays: 30,
  });
});

Deno.test(
  "parseOptions() refuses a history that is no file, and to keep what is not kept",
  pure,
  () => {
    const sentence = (...argv: string[]) => {
      const choice = parseOptions(["serve", ...argv], () => undefined);
      return choice.command === "usage-error" ? choice.sentence : choice.command;
    };
    const file = "o caminho de um arquivo, como chat.db";
    assertEquals(
      sentence("--history", ":memory:"),
      `--history não aceita ":memory:"; use ${file}.`,
    );
    assertEquals(sentence("--history"), `--history precisa de um valor: ${file}.`);
    assertEquals(sentence("--keep", "7"), "--keep só serve com --history.");
    assertEquals(
      sentence("--history", "a", "--keep", "0"),
      '--keep não aceita "0"; use um número inteiro de 1 a 36500.',
    );
    assertEquals(
      sentence("--grace", "86401"),
      '--grace não aceita "86401"; use um número inteiro de 0 a 86400.',
    );
  },
);
