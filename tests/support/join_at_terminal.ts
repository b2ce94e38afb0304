/** `chat join` at a pseudo-terminal. */

import config from "../../deno.json" with { type: "json" };
import { Pty, type PtyOptions } from "./pty.ts";
import type { TestServer } from "./test_server.ts";

/** Options of the client and its terminal. */
export interface JoinAtTerminalOptions extends PtyOptions {
  /** More words of the command line. */
  args?: string[];
  /** A shell command that runs before. */
  before?: string;
}

/** A client at a terminal, after its join. */
export async function joinAtTerminal(
  server: TestServer,
  name: string,
  { args = [], before = "true", ...options }: JoinAtTerminalOptions = {},
): Promise<Pty> {
  const [, ...words] = config.tasks.join.command.split(" ");
  const address = `127.0.0.1:${server.port}`;
  const join = [Deno.execPath(), ...words, address, "--name", name, ...args, "2>&-"]
    .join(" "); // Deno itself clears its progress on the standard error.
  const pty = new Pty(`${before}; ${join}`, options);
  await pty.shows(`${name.split(" ")[0]} entrou no chat.`);
  return pty;
}

/** Whether a row is the prompt of an empty line. */
export function isEmptyLine(row = ""): boolean {
  return /^🔒 \S+ \(\d+\) ›\s*$/.test(row);
}
