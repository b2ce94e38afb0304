/** Sending a command before the conversation has the connection. */

import { encodeUtf8 } from "../bytes.ts";
import type { Transport } from "../net/link.ts";
import { writeAll } from "../net/write_all.ts";
import { type Command, type Hello, PROTOCOL_VERSION } from "../protocol.ts";
import { encodeLine } from "../wire/json_lines.ts";

/** A `hello` whose name is not known yet: it is refused with `name-empty` where a proof was right. */
export const NAMELESS: Hello = { type: "hello", version: PROTOCOL_VERSION, name: "" };

/**
 * Sends one command.
 *
 * @param sleep Resolves after so many ms.
 * @throws The error of the connection.
 */
export async function sendCommand(
  transport: Transport,
  command: Command,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  await writeAll(encodeUtf8(encodeLine(command)), {
    write: (bytes) => transport.write(bytes),
    wait: (ms) => sleep(ms),
  });
}
