import { assertEquals } from "@std/assert";
import { formatAddress } from "../../lib/net/addresses.ts";
import type { JoinCommandLine } from "../../lib/cli/command_line.ts";
import {
  ADDRESS,
  assertUsageError,
  JOIN_DEFAULTS,
  NAME,
  parse,
} from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

function assertJoinOptions(cases: [argv: string[], differs: Partial<JoinCommandLine>][]): void {
  for (const [argv, differs] of cases) {
    assertEquals(parse(["join", ...argv]), { ...JOIN_DEFAULTS, ...differs }, argv.join(" "));
  }
}

Deno.test("parseCommandLine() joins with the defaults when only the host is given", pure, () => {
  assertJoinOptions([[["h"], {}], [["--", "h"], {}]]);
});

Deno.test(
  "parseCommandLine() reads every option of join, before the host and after it",
  pure,
  () => {
    for (
      const [option, differs] of [
        [["--port", "1"], { port: 1 }],
        [["--port=65535"], { port: 65535 }],
        [["--name", "Notebook_Mãe"], { name: "Notebook_Mãe" }],
        [["--log", "conversa.txt"], { log: "conversa.txt" }],
        [["--plain"], { plain: true }],
        [["--no-reconnect"], { reconnect: false }],
        [["--remember"], { remember: true }],
        [["--no-color"], { color: false }],
        [["--quiet"], { quiet: true }],
        [["--simple"], { simple: true }],
        [["--simple", "--no-color"], { simple: true, color: false }],
        [["--lang", "en"], { lang: "en" }],
        [
          ["--plain", "--name=Ana", "--no-color", "--no-reconnect"],
          { plain: true, name: "Ana", color: false, reconnect: false },
        ],
      ] as [string[], Partial<JoinCommandLine>][]
    ) {
      assertJoinOptions([[[...option, "h"], differs], [["h", ...option], differs]]);
    }
  },
);

Deno.test("parseCommandLine() reads host:port, and IPv6 in brackets or bare", pure, () => {
  assertJoinOptions([
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
    [["007.local"], { host: "007.local" }],
    [["0x10"], { host: "0x10" }],
    [["x".repeat(253)], { host: "x".repeat(253) }],
  ]);
});

Deno.test("parseCommandLine() reads the addresses that formatAddress() writes", pure, () => {
  for (const host of ["26.253.198.232", "2001:db8::1", "::1", "fe80::1%12"]) {
    for (const port of [1, 9998, 9999, 65535]) {
      assertJoinOptions([[[formatAddress(host, port, 9999)], { host, port }]]);
    }
  }
});

Deno.test("parseCommandLine() accepts names that look like something else", pure, () => {
  assertJoinOptions([
    [["h", "--name", "007"], { name: "007" }],
    // The server says what is wrong with it.
    [["h", "--name", " Servidor "], { name: "Servidor" }],
    [["h", "--name", "1e3"], { name: "1e3" }],
    [["h", "--name", "true"], { name: "true" }],
    [["h", "--name", "h"], { name: "h" }],
    [["h", "--name", "__proto__"], { name: "__proto__" }],
    [["h", "--name", "constructor"], { name: "constructor" }],
    [["h", "--name=-x"], { name: "-x" }],
    [["h", "--name=--x"], { name: "--x" }],
    [["h", "--name", " Ana "], { name: "Ana" }],
    [["h", "--name", "Joa\u0303o"], { name: "João" }],
    [["h", "--name", "日本"], { name: "日本" }],
    [["h", "--name", "x".repeat(32)], { name: "x".repeat(32) }],
  ]);
});

Deno.test("parseCommandLine() refuses an invalid name", pure, () => {
  assertUsageError(
    "join",
    ["...", "Ana Maria", "@ana", "a=b", "=", "\u3164", "👩", "x".repeat(33), " "].map((name) => [
      ["h", "--name", name],
      `--name: "${name}" não é um valor válido; use ${NAME}.`,
    ]),
  );
});

Deno.test("parseCommandLine() refuses a bad host or a bad port behind it", pure, () => {
  assertUsageError(
    "join",
    ["", "0", "65536", "-1", "abc", "1e3", "80 ", "9".repeat(30)].flatMap((port) =>
      ["h", "[::1]"].map((host): [string[], string] => [
        [`${host}:${port}`],
        `Porta: "${port}" não é um valor válido; use um número inteiro de 1 a 65535.`,
      ])
    ),
  );
  assertUsageError(
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
      "007",
      "9999",
      "999.1.1.1",
      "26.1",
      "41999",
    ].map((where) => [[where], `Endereço: "${where}" não é um valor válido; use ${ADDRESS}.`]),
  );
});

Deno.test("parseCommandLine() refuses two ports that differ", pure, () => {
  assertUsageError("join", [
    [["h:1", "--port", "2"], '--port: "2" não é um valor válido; use 1.'],
    [["--port=2", "[::1]:1"], '--port: "2" não é um valor válido; use 1.'],
    [["h:1", "--port", "9999"], '--port: "9999" não é um valor válido; use 1.'],
  ]);
  assertJoinOptions([[["h:1", "--port", "1"], { port: 1 }], [["h:01", "--port", "1"], {
    port: 1,
  }]]);
});
