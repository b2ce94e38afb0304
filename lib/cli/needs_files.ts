/** Which commands need files. */

import type { CommandLine } from "./command_line.ts";

/** An option of `join` that needs files. */
const FILE_OPTION = /^--(?:log|remember|password-file)(?:=|$)/;

/** Whether a command needs files: a history, a log, files on offer, passwords, or what is remembered. */
export function needsFiles(commandLine: CommandLine): boolean {
  switch (commandLine.command) {
    case "menu":
    case "forget":
      return true;
    case "search":
      return commandLine.argv.some((word) => FILE_OPTION.test(word));
    case "join":
      return commandLine.remember || commandLine.log !== undefined ||
        commandLine.passwordFile !== undefined;
    case "serve":
      return commandLine.history !== undefined || commandLine.offers.length > 0 ||
        commandLine.passwordFile !== undefined || commandLine.natsCredentials !== undefined ||
        commandLine.natsAuthority !== undefined;
    default:
      return false;
  }
}

/** Whether a command writes files: one that only offers some has nothing to write. */
export function writesFiles(commandLine: CommandLine): boolean {
  if (commandLine.command === "serve") return commandLine.history !== undefined;
  return needsFiles(commandLine);
}
