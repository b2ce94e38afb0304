/** Which commands need files. */

import type { CommandLine } from "./command_line.ts";

/** Whether a command needs files: a history, a log, or what is remembered. */
export function needsFiles(commandLine: CommandLine): boolean {
  switch (commandLine.command) {
    case "menu":
    case "forget":
      return true;
    case "join":
      return commandLine.remember || commandLine.log !== undefined;
    case "serve":
      return commandLine.history !== undefined;
    default:
      return false;
  }
}
