/** `chat join` at a pseudo-terminal. */

import config from "../../deno.json" with { type: "json" };
import { Pty, type PtyOptions } from "./pty.ts";
import type { TestServer } from "./test_server.ts";

/** A client at a terminal, after its join. Options may follow the name. */
export async function joinAtTerminal(
  server: TestServer,
  name: string,
  options?: PtyOptions,
): Promise<Pty> {
  const [, ...words] = config.tasks.join.command.split(" ");
  const join = [Deno.execPath(), ...words, `127.0.0.1:${server.port}`, "--name", name, "2>&-"]
    .join(" "); // Deno itself clears its progress on the standard error.
  const pty = new Pty(join, options);
  await pty.shows(`${name.split(" ")[0]} entrou no chat.`);
  return pty;
}

/** Whether a row is the prompt of an empty line. */
export function isEmptyLine(row = ""): boolean {
  return /^\S+ \(\d+\) ›\s*$/.test(row);
}
