/** What command lines choose, compared with the defaults. */

import { assertEquals } from "@std/assert";
import {
  type CommandLine,
  type JoinCommandLine,
  parseCommandLine,
  type ServeCommandLine,
} from "../../lib/cli/command_line.ts";
import type { CommandName } from "../../lib/cli/options.ts";

const SERVE_USAGE = "Uso: chat serve [opções]";
const JOIN_USAGE = "Uso: chat join ENDEREÇO[:PORTA] [opções]";

/** What is allowed as an address. */
export const ADDRESS = "um nome ou endereço, como 26.253.198.232 ou ::1";

/** What is allowed as a name. */
export const NAME = "de 1 a 32 letras, números, '_', '-' ou '.'";

/** What is allowed as a file. */
export const FILE = "o caminho de um arquivo, como chat.db";

/** What `serve` alone chooses. */
export const SERVED: ServeCommandLine = {
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

/** What `join h` chooses. */
export const JOINED: JoinCommandLine = {
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
export function choose(argv: string[], env: Record<string, string> = {}): CommandLine {
  return parseCommandLine(argv, (name) => Object.hasOwn(env, name) ? env[name] : undefined);
}

/** Asserts that these arguments are refused, and in which sentence. */
export function assertWrong(
  command: CommandName,
  cases: [argv: string[], sentence: string][],
): void {
  const usage = command === "serve" ? SERVE_USAGE : JOIN_USAGE;
  for (const [argv, sentence] of cases) {
    const wrong = { command: "usage-error", sentence, usage, lang: "pt-BR" } as const;
    assertEquals(choose([command, ...argv]), wrong, argv.join(" "));
  }
}
