/** Sending a command before the conversation has the connection. */

import { encodeUtf8 } from "../bytes.ts";
import type { Transport } from "../net/link.ts";
import { writeAll } from "../net/write_all.ts";
import type { Command } from "../protocol.ts";
import { encodeLine } from "../wire/json_lines.ts";

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
