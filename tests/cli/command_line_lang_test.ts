import { assertEquals } from "@std/assert";
import { JOIN_DEFAULTS, parse, SERVE_DEFAULTS } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

Deno.test("parseCommandLine() uses --lang, else CHAT_LANG, else Portuguese", pure, () => {
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
    assertEquals(parse(["serve", ...argv], env), { ...SERVE_DEFAULTS, lang });
    assertEquals(parse(["join", "h", ...argv], env), { ...JOIN_DEFAULTS, lang });
    assertEquals(parse(["--version", ...argv], env), { command: "version", lang });
    assertEquals(parse(["--help", ...argv], env), { command: "help", lang });
    assertEquals(parse(["join", "--help", ...argv], env), {
      command: "help",
      about: "join",
      lang,
    });
  }
});

Deno.test("parseCommandLine() accepts --lang before the command too", pure, () => {
  for (const before of [["--lang", "en"], ["--lang=en"]]) {
    assertEquals(parse([...before, "serve"]), { ...SERVE_DEFAULTS, lang: "en" });
    assertEquals(parse([...before, "join", "h:1"]), { ...JOIN_DEFAULTS, port: 1, lang: "en" });
    assertEquals(parse([...before, "--version"]), { command: "version", lang: "en" });
  }
});

Deno.test("parseCommandLine() reports errors in the selected language", pure, () => {
  const usage = "Usage: chat serve [options]";
  for (
    const [argv, env, sentence] of [
      [["--foo", "--lang", "en"], {}, "There is no option --foo."],
      [["--lang=en", "x"], {}, 'Extra argument: "x".'],
      [["--keep=7", "--lang=en"], {}, "--keep works only with --history."],
      [
        ["--history"],
        { CHAT_LANG: "en" },
        "--history needs a value: the path of a file, such as chat.db.",
      ],
      [["--port="], { CHAT_LANG: "en" }, "--port needs a value: a whole number from 0 to 65535."],
      [["--lang", "fr"], { CHAT_LANG: "en" }, '--lang: "fr" is not valid; use pt-BR or en.'],
      [
        ["--lang", "en", "--lang", "pt"],
        {},
        '--lang: "en pt" is not valid; use the option only once.',
      ],
    ] as [string[], Record<string, string>, string][]
  ) {
    const wrong = { command: "usage-error", sentence, usage, lang: "en" } as const;
    assertEquals(parse(["serve", ...argv], env), wrong);
  }
});

Deno.test("parseCommandLine() takes TERM=dumb for --simple, and for no colours", pure, () => {
  const simple = { ...JOIN_DEFAULTS, simple: true, color: false };
  assertEquals(parse(["join", "h"], { TERM: "dumb" }), simple);
  assertEquals(parse(["join", "h", "--simple"], { TERM: "dumb" }), simple);
  for (const TERM of ["", "xterm-256color", "dumber"]) {
    assertEquals(parse(["join", "h"], { TERM }), JOIN_DEFAULTS);
  }
  const doctor = { command: "doctor", lang: "pt-BR", port: 9999, color: false } as const;
  assertEquals(parse(["doctor"], { TERM: "dumb" }), doctor);
});

Deno.test("parseCommandLine() honours NO_COLOR when it is not empty", pure, () => {
  for (const [value, color] of [["", true], ["1", false], ["0", false]] as const) {
    assertEquals(parse(["join", "h"], { NO_COLOR: value }), { ...JOIN_DEFAULTS, color });
  }
  assertEquals(parse(["join", "h", "--no-color"], { NO_COLOR: "" }), {
    ...JOIN_DEFAULTS,
    color: false,
  });
});
