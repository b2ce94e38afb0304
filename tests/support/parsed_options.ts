/** Parsed command lines, and the defaults to compare them with. */

import { assertEquals } from "@std/assert";
import type { CommandLine, JoinCommandLine, ServeCommandLine } from "../../lib/cli/command_line.ts";
import type { CommandName } from "../../lib/cli/options.ts";
import { parseCommandLine } from "../../lib/cli/parse_command_line.ts";

const SERVE_USAGE = "Uso: chat serve [opções]";
const JOIN_USAGE = "Uso: chat join [ENDEREÇO[:PORTA]] [opções]";

/** The description of a valid address. */
export const ADDRESS = "um nome ou endereço, como 26.253.198.232 ou ::1";

/** The description of a valid name. */
export const NAME = "de 1 a 32 letras, números, '_', '-' ou '.', com uma letra ou um número";

/** The description of a valid file. */
export const FILE = "o caminho de um arquivo, como chat.db";

/** The options of `serve` without arguments. */
export const SERVE_DEFAULTS: ServeCommandLine = {
  command: "serve",
  lang: "pt-BR",
  host: "0.0.0.0",
  port: 9999,
  channel: "#chat",
  hidden: false,
  mdns: false,
  hidePrivate: false,
  color: true,
  simple: false,
  maxPeople: 1024,
  maxPerAddress: 64,
  rate: 10,
  recent: 20,
  graceMs: 30_000,
  password: false,
  passwordPlain: false,
  page: true,
  qr: true,
  hostNames: [],
  offers: [],
};

/** The options of `join h`. */
export const JOIN_DEFAULTS: JoinCommandLine = {
  command: "join",
  lang: "pt-BR",
  host: "h",
  port: 9999,
  plain: false,
  reconnect: true,
  color: true,
  simple: false,
  quiet: false,
  remember: false,
};

/** Parses a command line, with only these environment variables. */
export function parse(argv: string[], env: Record<string, string> = {}): CommandLine {
  return parseCommandLine(argv, (name) => Object.hasOwn(env, name) ? env[name] : undefined);
}

/** Asserts that these arguments are usage errors with these sentences. */
export function assertUsageError(
  command: CommandName,
  cases: [argv: string[], sentence: string][],
): void {
  const usage = command === "serve" ? SERVE_USAGE : JOIN_USAGE;
  for (const [argv, sentence] of cases) {
    const wrong = { command: "usage-error", sentence, usage, lang: "pt-BR" } as const;
    assertEquals(parse([command, ...argv]), wrong, argv.join(" "));
  }
}
