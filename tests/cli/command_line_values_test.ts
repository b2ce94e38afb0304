import { ADDRESS, assertUsageError, FILE } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "parseCommandLine() names the option, the value out of range and the valid range",
  pure,
  () => {
    assertUsageError("serve", [
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
      // An invalid value is reported before a missing option.
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
    assertUsageError("join", [
      [["h", "--port", "0"], '--port não aceita "0"; use um número inteiro de 1 a 65535.'],
      [["h", "--port", "65536"], '--port não aceita "65536"; use um número inteiro de 1 a 65535.'],
      [["h", "--lang=de"], '--lang não aceita "de"; use pt-BR ou en.'],
    ]);
  },
);

Deno.test("parseCommandLine() accepts only digits for a number", pure, () => {
  assertUsageError(
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

Deno.test("parseCommandLine() refuses an option given twice", pure, () => {
  assertUsageError("serve", [
    [["--port", "1", "--port", "2"], '--port não aceita "1 2"; use a opção uma vez só.'],
    [["--port=1", "--rate=5", "--port=1"], '--port não aceita "1 1"; use a opção uma vez só.'],
    [["--lang", "pt", "--lang", "pt"], '--lang não aceita "pt pt"; use a opção uma vez só.'],
    [["--history", "a", "--history=b"], '--history não aceita "a b"; use a opção uma vez só.'],
  ]);
  assertUsageError("join", [
    [["h", "--name=A", "--name", "B"], '--name não aceita "A B"; use a opção uma vez só.'],
  ]);
});

Deno.test("parseCommandLine() refuses a switch with a value", pure, () => {
  for (const value of ["true", "false", "1", "x", "", "a=b"]) {
    assertUsageError("serve", [
      [
        [`--hide-private=${value}`],
        `--hide-private não aceita "${value}"; use a opção sem valor.`,
      ],
    ]);
    for (const name of ["--plain", "--no-reconnect", "--no-color", "--simple"]) {
      assertUsageError("join", [
        [["h", `${name}=${value}`], `${name} não aceita "${value}"; use a opção sem valor.`],
      ]);
    }
  }
});

Deno.test("parseCommandLine() refuses a value for a switch and for --help", pure, () => {
  for (const word of ["false", "true", "x"]) {
    assertUsageError("serve", [[["--hide-private", word], `"${word}" está sobrando.`]]);
    for (const name of ["--plain", "--no-reconnect", "--no-color", "--simple"]) {
      assertUsageError("join", [[["h", name, word], `"${word}" está sobrando.`]]);
    }
  }
  for (const value of ["x", "false", ""]) {
    const refused = `--help não aceita "${value}"; use a opção sem valor.`;
    assertUsageError("serve", [[[`--help=${value}`], refused]]);
    assertUsageError("join", [[["h", `--help=${value}`], refused]]);
  }
});
