import { assertEquals } from "@std/assert";
import { parseCommandLine } from "../../lib/cli/parse_command_line.ts";
import {
  ADDRESS,
  assertUsageError,
  FILE,
  NAME,
  parse,
  SERVE_DEFAULTS,
} from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

Deno.test("parseCommandLine() names the option whose value is missing", pure, () => {
  for (const empty of [(name: string) => [name], (name: string) => [`${name}=`], parseWithEmpty]) {
    assertUsageError("serve", [
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
    assertUsageError("join", [
      [["h", ...empty("--port")], "--port precisa de um valor: um número inteiro de 1 a 65535."],
      [["h", ...empty("--name")], `--name precisa de um valor: ${NAME}.`],
      [["h", ...empty("--lang")], "--lang precisa de um valor: pt-BR ou en."],
    ]);
  }
  assertUsageError("serve", [
    [["--port", "--rate", "5"], "--port precisa de um valor: um número inteiro de 0 a 65535."],
    [["--history", "--keep", "5"], `--history precisa de um valor: ${FILE}.`],
  ]);
  assertUsageError("join", [
    [["h", "--name", "--plain"], `--name precisa de um valor: ${NAME}.`],
    [["h", "--name", "--"], `--name precisa de um valor: ${NAME}.`],
  ]);
});

Deno.test("parseCommandLine() names an unknown option", pure, () => {
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
    assertUsageError("serve", [[[given], `A opção ${named} não existe.`]]);
    assertUsageError("join", [[["h", given], `A opção ${named} não existe.`]]);
  }
  assertUsageError("serve", [
    [["--quiet"], "A opção --quiet não existe."],
    [["--plain"], "A opção --plain não existe."],
    [["--foo", "bar"], "A opção --foo não existe."],
  ]);
  assertUsageError("join", [
    [["h", "--host=x"], "A opção --host não existe."],
    [["h", "--hide-private"], "A opção --hide-private não existe."],
    [["h", "--grace=5"], "A opção --grace não existe."],
    [["h", "--history=a"], "A opção --history não existe."],
    [["h", "--keep=5"], "A opção --keep não existe."],
    [["h", "--color"], "A opção --color não existe."],
    [["h", "--no-plain"], "A opção --no-plain não existe."],
  ]);
});

Deno.test("parseCommandLine() hides private messages from a host, unless asked", pure, () => {
  const hidden = (...options: string[]) => {
    const parsed = parse(["serve", ...options]);
    return parsed.command === "serve" && [parsed.name, parsed.hidePrivate];
  };
  assertEquals(hidden(), [undefined, false]);
  assertEquals(hidden("--hide-private"), [undefined, true]);
  assertEquals(hidden("--name", "Ana"), ["Ana", true]);
  assertEquals(hidden("--name", "Ana", "--show-private"), ["Ana", false]);
  assertUsageError("serve", [
    [["--hide-private", "--show-private"], "--hide-private e --show-private se contradizem."],
    [["--show-private"], "--show-private só funciona com --name."],
  ]);
});

Deno.test("parseCommandLine() shows colours at the console, unless told otherwise", pure, () => {
  const color = (env: Record<string, string>) => {
    const parsed = parseCommandLine(["serve"], (name) => env[name]);
    return parsed.command === "serve" && parsed.color;
  };
  assertEquals([color({}), color({ NO_COLOR: "1" }), color({ TERM: "dumb" })], [
    true,
    false,
    false,
  ]);
});

Deno.test("parseCommandLine() searches at join without a host, and keeps the options", pure, () => {
  for (
    const argv of [[], ["--"], ["--port", "9000", "--name", "Ana", "--quiet"], ["--simple"]]
  ) {
    const commandLine = parse(["join", ...argv]);
    const port = argv.includes("9000") ? 9000 : 9999;
    assertEquals(commandLine, {
      ...{ command: "search", lang: "pt-BR", port, simple: argv.includes("--simple"), argv },
      error: {
        command: "usage-error",
        sentence: "Falta o endereço do servidor.",
        usage: "Uso: chat join [ENDEREÇO[:PORTA]] [opções]",
        lang: "pt-BR",
      },
    });
  }
});

Deno.test("parseCommandLine() of find takes a port, and JSON", pure, () => {
  const find = { command: "find", lang: "pt-BR", port: 9999, json: false };
  assertEquals(parse(["find"]), find);
  assertEquals(parse(["find", "--port", "9000", "--json"]), { ...find, port: 9000, json: true });
  assertEquals(parse(["find", "x"]).command, "usage-error");
});

Deno.test("parseCommandLine() of serve takes the name of the room, or hides it", pure, () => {
  assertEquals(parse(["serve", "--room", " Projeto Final "]), {
    ...SERVE_DEFAULTS,
    room: "Projeto Final",
  });
  assertEquals(parse(["serve", "--hidden"]), { ...SERVE_DEFAULTS, hidden: true });
  assertEquals(parse(["serve", "--mdns"]), { ...SERVE_DEFAULTS, mdns: true });
  assertUsageError("serve", [
    [
      ["--room", "a".repeat(65)],
      `--room: "${
        "a".repeat(65)
      }" não é um valor válido; use de 1 a 64 letras, números e outros sinais, com uma letra ou um número.`,
    ],
    [
      ["--room", " "],
      '--room: " " não é um valor válido; use de 1 a 64 letras, números e outros sinais, com uma letra ou um número.',
    ],
    [["--room", "a", "--hidden"], "--room e --hidden se contradizem."],
    [["--mdns", "--hidden"], "--mdns e --hidden se contradizem."],
  ]);
});

Deno.test("parseCommandLine() reads the channel of IRC clients", pure, () => {
  assertEquals(parse(["serve", "--channel", "#aula-1"]), { ...SERVE_DEFAULTS, channel: "#aula-1" });
  for (const channel of ["chat", "#", "#a b", "#a,b", `#${"a".repeat(32)}`, "&chat"]) {
    const sentence =
      `--channel: "${channel}" não é um valor válido; use # e de 1 a 31 letras, números, '_', '-' ou ` +
      "'.', como #chat.";
    assertUsageError("serve", [[["--channel", channel], sentence]]);
  }
});

Deno.test("parseCommandLine() refuses an extra argument, and join without a host", pure, () => {
  assertUsageError("serve", [
    [["9999"], 'Argumento a mais: "9999".'],
    [["--hide-private", "x"], 'Argumento a mais: "x".'],
    [["--", "--port"], 'Argumento a mais: "--port".'],
    [["-"], 'Argumento a mais: "-".'],
    [["007"], 'Argumento a mais: "007".'],
  ]);
  assertUsageError("join", [
    [["--plain"], "Falta o endereço do servidor."],
    [["h", "9999"], 'Argumento a mais: "9999".'],
    [["h", "--name", "Ana", "Maria"], 'Argumento a mais: "Maria".'],
  ]);
});

Deno.test("parseCommandLine() refuses a command that is none, with every usage", pure, () => {
  for (const word of ["x", "", "SERVE", "join ", "26.253.198.232", "toString", "__proto__"]) {
    assertEquals(parse([word]), {
      command: "usage-error",
      sentence: `O comando "${word}" não existe; use serve, join, find, doctor ou forget.`,
      usage: "Uso: chat serve [opções] | chat join [ENDEREÇO[:PORTA]] [opções] | " +
        "chat find [opções] | chat doctor [ENDEREÇO[:PORTA]] [opções] | chat forget [opções]",
      lang: "pt-BR",
    });
  }
  assertEquals(parse(["open", "--lang", "en"]), {
    command: "usage-error",
    sentence: 'There is no command "open"; use serve, join, find, doctor or forget.',
    usage: "Usage: chat serve [options] | chat join [HOST[:PORT]] [options] | " +
      "chat find [options] | chat doctor [HOST[:PORT]] [options] | chat forget [options]",
    lang: "en",
  });
});

Deno.test("parseCommandLine() names an option in place of a command", pure, () => {
  for (const given of ["--foo", "-p", "--port", "--quiet"]) {
    assertEquals(parse([given]), {
      command: "usage-error",
      sentence: `A opção ${given} não existe.`,
      usage: "Uso: chat serve [opções] | chat join [ENDEREÇO[:PORTA]] [opções] | " +
        "chat find [opções] | chat doctor [ENDEREÇO[:PORTA]] [opções] | chat forget [opções]",
      lang: "pt-BR",
    });
  }
});

Deno.test("parseCommandLine() says which command has no help, and what is too much", pure, () => {
  const sentenceOf = (...argv: string[]) => {
    const commandLine = parse(argv);
    return commandLine.command === "usage-error" ? commandLine.sentence : commandLine.command;
  };
  assertEquals(
    sentenceOf("help", "x"),
    'O comando "x" não existe; use serve, join, find, doctor ou forget.',
  );
  assertEquals(sentenceOf("--help", "x"), sentenceOf("help", "x"));
  assertEquals(sentenceOf("help", "menu"), sentenceOf("help", "x").replace("x", "menu"));
  assertEquals(sentenceOf("forget", "x"), 'Argumento a mais: "x".');
  assertEquals(sentenceOf("forget", "--port", "1"), "A opção --port não existe.");
  assertEquals(sentenceOf("serve", "-v"), "A opção -v não existe.");
});

function parseWithEmpty(name: string): string[] {
  return [name, ""];
}
