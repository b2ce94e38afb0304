import { assertEquals } from "@std/assert";
import { choose, JOINED, SERVED } from "../support/options.ts";

const pure = { permissions: "none" } as const;

Deno.test("parseCommandLine() speaks --lang, else CHAT_LANG, else Portuguese", pure, () => {
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

Deno.test("parseCommandLine() takes --lang before the command too", pure, () => {
  for (const before of [["--lang", "en"], ["--lang=en"]]) {
    assertEquals(choose([...before, "serve"]), { ...SERVED, lang: "en" });
    assertEquals(choose([...before, "join", "h:1"]), { ...JOINED, port: 1, lang: "en" });
    assertEquals(choose([...before, "--version"]), { command: "version", lang: "en" });
  }
});

Deno.test("parseCommandLine() complains in the language asked for", pure, () => {
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

Deno.test("parseCommandLine() honours NO_COLOR when it is not empty", pure, () => {
  for (const [value, color] of [["", true], ["1", false], ["0", false]] as const) {
    assertEquals(choose(["join", "h"], { NO_COLOR: value }), { ...JOINED, color });
  }
  assertEquals(choose(["join", "h", "--no-color"], { NO_COLOR: "" }), { ...JOINED, color: false });
});
