import { assertEquals } from "@std/assert";
import type { ServeCommandLine } from "../../lib/cli/command_line.ts";
import { parseCommandLine } from "../../lib/cli/parse_command_line.ts";
import { assertUsageError, FILE, parse, SERVE_DEFAULTS } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

function assertServeOptions(cases: [argv: string[], differs: Partial<ServeCommandLine>][]): void {
  for (const [argv, differs] of cases) {
    assertEquals(parse(["serve", ...argv]), { ...SERVE_DEFAULTS, ...differs }, argv.join(" "));
  }
}

Deno.test("parseCommandLine() serves with the defaults without options", pure, () => {
  assertServeOptions([[[], {}]]);
});

Deno.test("parseCommandLine() reads every option of serve, up to its bounds", pure, () => {
  assertServeOptions([
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
    [["--max-per-address", "0"], { maxPerAddress: 0 }],
    [["--max-per-address", "100000"], { maxPerAddress: 100_000 }],
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
    [["--no-page"], { page: false }],
    [["--no-qr"], { qr: false }],
    [["--no-page", "--no-qr"], { page: false, qr: false }],
    [["--host-name", "chat.local"], { hostNames: ["chat.local"] }],
    [["--host-name=Chat-2.LOCAL", "--host-name", "pc"], { hostNames: ["chat-2.local", "pc"] }],
    [["--host-name", "x".repeat(253)], { hostNames: ["x".repeat(253)] }],
    [["--offer", "chat.zip"], { offers: ["chat.zip"] }],
    [["--offer=a b.pdf", "--offer", "C:\\a.txt"], { offers: ["a b.pdf", "C:\\a.txt"] }],
    [["--lang", "en"], { lang: "en" }],
    [["--lang=PT_br.UTF-8"], { lang: "pt-BR" }],
    [
      ["--rate", "5", "--hide-private", "--port=1", "--host", "h", "--recent", "2", "--lang=en"],
      { rate: 5, hidePrivate: true, port: 1, host: "h", recent: 2, lang: "en" },
    ],
  ]);
});

Deno.test("parseCommandLine() reads a grace time, a history and its retention", pure, () => {
  const read = (...argv: string[]) => parseCommandLine(["serve", ...argv], () => undefined);
  assertEquals(read("--grace", "0"), { ...SERVE_DEFAULTS, graceMs: 0 });
  assertEquals(read("--history", "C:\\x\\chat.db", "--keep", "30"), {
    ...SERVE_DEFAULTS,
    history: "C:\\x\\chat.db",
    keepDays: 30,
  });
});

Deno.test(
  "parseCommandLine() refuses an invalid history path, and retention without a history",
  pure,
  () => {
    const sentence = (...argv: string[]) => {
      const choice = parseCommandLine(["serve", ...argv], () => undefined);
      return choice.command === "usage-error" ? choice.sentence : choice.command;
    };
    const file = "o caminho de um arquivo, como chat.db";
    assertEquals(
      sentence("--history", ":memory:"),
      `--history: ":memory:" não é um valor válido; use ${file}.`,
    );
    assertEquals(sentence("--history"), `--history precisa de um valor: ${file}.`);
    assertEquals(sentence("--keep", "7"), "--keep só funciona com --history.");
    assertEquals(
      sentence("--history", "a", "--keep", "0"),
      '--keep: "0" não é um valor válido; use um número inteiro de 1 a 36500.',
    );
    assertEquals(
      sentence("--grace", "86401"),
      '--grace: "86401" não é um valor válido; use um número inteiro de 0 a 86400.',
    );
  },
);

Deno.test("parseCommandLine() refuses a DNS name that no browser says", pure, () => {
  const allowed = "de 1 a 253 letras sem acento, números, '-' ou '.', como chat.local";
  for (
    const name of ["a_b", "são.local", "a b", "chat.local:9999", "http://a", "*", "x".repeat(254)]
  ) {
    assertUsageError("serve", [
      [["--host-name", name], `--host-name: "${name}" não é um valor válido; use ${allowed}.`],
      [
        ["--host-name", "pc", "--host-name", name],
        `--host-name: "${name}" não é um valor válido; use ${allowed}.`,
      ],
    ]);
  }
  assertUsageError("serve", [
    [["--host-name"], `--host-name precisa de um valor: ${allowed}.`],
    [["--host-name", "pc", "--host-name="], `--host-name precisa de um valor: ${allowed}.`],
  ]);
});

Deno.test(
  "parseCommandLine() refuses an offer that is no path, and both without a page",
  pure,
  () => {
    assertUsageError("serve", [
      [["--offer", ":"], `--offer: ":" não é um valor válido; use ${FILE}.`],
      [["--offer"], `--offer precisa de um valor: ${FILE}.`],
      [["--no-page", "--offer", "a"], "--offer e --no-page se contradizem."],
      [["--host-name", "a", "--no-page"], "--host-name e --no-page se contradizem."],
    ]);
  },
);
