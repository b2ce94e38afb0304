/** Servers of one room as programs of their own, which can be killed and frozen. */

import { freePorts } from "./free_ports.ts";
import { Program } from "./program.ts";

/** A server in its own process, and where it listens. */
export interface SharedProgram extends AsyncDisposable {
  program: Program;
  port: number;
}

/** Starts a server that tells where it is; resolves when it takes part in the room. */
export async function sharedProgram(
  urls: string[],
  { args = [], port = freePorts(1)[0]! }: { args?: string[]; port?: number } = {},
): Promise<SharedProgram> {
  const at = `127.0.0.1:${port}`;
  const program = new Program(
    "serve",
    ...["--host", "127.0.0.1", "--port", String(port), "--nats", urls.join(","), "--at", at],
    ...["--no-qr", "--rate", "0", ...args],
  );
  await program.port();
  return { program, port, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}
