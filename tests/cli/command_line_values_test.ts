import { ADDRESS, assertUsageError, FILE } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "parseCommandLine() names the option, the value out of range and the valid range",
  pure,
  () => {
    assertUsageError("serve", [
      [
        ["--port", "65536"],
        '--port: "65536" não é um valor válido; use um número inteiro de 0 a 65535.',
      ],
      [["--port=-1"], '--port: "-1" não é um valor válido; use um número inteiro de 0 a 65535.'],
      [
        ["--max-people", "0"],
        '--max-people: "0" não é um valor válido; use um número inteiro de 1 a 100000.',
      ],
      [
        ["--max-people", "100001"],
        '--max-people: "100001" não é um valor válido; use um número inteiro de 1 a 100000.',
      ],
      [
        ["--rate", "1000001"],
        '--rate: "1000001" não é um valor válido; use um número inteiro de 0 a 1000000.',
      ],
      [
        ["--recent", "1001"],
        '--recent: "1001" não é um valor válido; use um número inteiro de 0 a 1000.',
      ],
      [
        ["--grace", "86401"],
        '--grace: "86401" não é um valor válido; use um número inteiro de 0 a 86400.',
      ],
      [["--grace=-1"], '--grace: "-1" não é um valor válido; use um número inteiro de 0 a 86400.'],
      [
        ["--grace", "-1"],
        '--grace: "-1" não é um valor válido; use um número inteiro de 0 a 86400.',
      ],
      [
        ["--grace", "1.5"],
        '--grace: "1.5" não é um valor válido; use um número inteiro de 0 a 86400.',
      ],
      [
        ["--history=a", "--keep", "0"],
        '--keep: "0" não é um valor válido; use um número inteiro de 1 a 36500.',
      ],
      [
        ["--history=a", "--keep", "36501"],
        '--keep: "36501" não é um valor válido; use um número inteiro de 1 a 36500.',
      ],
      // An invalid value is reported before a missing option.
      [["--keep", "x"], '--keep: "x" não é um valor válido; use um número inteiro de 1 a 36500.'],
      [["--history", ":memory:"], `--history: ":memory:" não é um valor válido; use ${FILE}.`],
      [["--history=:"], `--history: ":" não é um valor válido; use ${FILE}.`],
      [["--history", "a\0b"], `--history: "a\0b" não é um valor válido; use ${FILE}.`],
      [["--lang", "fr"], '--lang: "fr" não é um valor válido; use pt-BR ou en.'],
      [["--host", "a b"], `--host: "a b" não é um valor válido; use ${ADDRESS}.`],
      [["--host", "[]"], `--host: "[]" não é um valor válido; use ${ADDRESS}.`],
      [["--host", "http://h/"], `--host: "http://h/" não é um valor válido; use ${ADDRESS}.`],
      [["--host", "[::1"], `--host: "[::1" não é um valor válido; use ${ADDRESS}.`],
      [["--host", "0.0.0.0:9999"], `--host: "0.0.0.0:9999" não é um valor válido; use ${ADDRESS}.`],
      [["--host", "[::]:9999"], `--host: "[::]:9999" não é um valor válido; use ${ADDRESS}.`],
    ]);
    assertUsageError("join", [
      [
        ["h", "--port", "0"],
        '--port: "0" não é um valor válido; use um número inteiro de 1 a 65535.',
      ],
      [
        ["h", "--port", "65536"],
        '--port: "65536" não é um valor válido; use um número inteiro de 1 a 65535.',
      ],
      [["h", "--lang=de"], '--lang: "de" não é um valor válido; use pt-BR ou en.'],
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
      `--rate: "${given}" não é um valor válido; use um número inteiro de 0 a 1000000.`,
    ]),
  );
});

Deno.test("parseCommandLine() refuses an option given twice", pure, () => {
  assertUsageError("serve", [
    [
      ["--port", "1", "--port", "2"],
      '--port: "1 2" não é um valor válido; use a opção só uma vez.',
    ],
    [
      ["--port=1", "--rate=5", "--port=1"],
      '--port: "1 1" não é um valor válido; use a opção só uma vez.',
    ],
    [
      ["--lang", "pt", "--lang", "pt"],
      '--lang: "pt pt" não é um valor válido; use a opção só uma vez.',
    ],
    [
      ["--history", "a", "--history=b"],
      '--history: "a b" não é um valor válido; use a opção só uma vez.',
    ],
  ]);
  assertUsageError("join", [
    [
      ["h", "--name=A", "--name", "B"],
      '--name: "A B" não é um valor válido; use a opção só uma vez.',
    ],
  ]);
});

Deno.test("parseCommandLine() refuses a switch with a value", pure, () => {
  for (const value of ["true", "false", "1", "x", "", "a=b"]) {
    assertUsageError("serve", [
      [
        [`--hide-private=${value}`],
        `--hide-private: "${value}" não é um valor válido; use a opção sem valor.`,
      ],
    ]);
    for (const name of ["--plain", "--no-reconnect", "--no-color", "--simple"]) {
      assertUsageError("join", [
        [
          ["h", `${name}=${value}`],
          `${name}: "${value}" não é um valor válido; use a opção sem valor.`,
        ],
      ]);
    }
  }
});

Deno.test("parseCommandLine() refuses a value for a switch and for --help", pure, () => {
  for (const word of ["false", "true", "x"]) {
    assertUsageError("serve", [[["--hide-private", word], `Argumento a mais: "${word}".`]]);
    for (const name of ["--plain", "--no-reconnect", "--no-color", "--simple"]) {
      assertUsageError("join", [[["h", name, word], `Argumento a mais: "${word}".`]]);
    }
  }
  for (const value of ["x", "false", ""]) {
    const refused = `--help: "${value}" não é um valor válido; use a opção sem valor.`;
    assertUsageError("serve", [[[`--help=${value}`], refused]]);
    assertUsageError("join", [[["h", `--help=${value}`], refused]]);
  }
});
