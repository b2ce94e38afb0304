/** The commands of the page as lines. Bundled instead of `wire/json_lines.ts`, which writes events fast. */

import type { Command } from "../protocol.ts";

/** Encodes a command as a JSON line. */
export function encodeLine(command: Command): string {
  return `${JSON.stringify(command)}\n`;
}
