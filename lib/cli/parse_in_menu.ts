/** The command line of a person who types at the menu. */

import type { CommandLine, MenuCommandLine } from "./command_line.ts";
import type { Env } from "./looks.ts";
import { parseCommandLine } from "./parse_command_line.ts";

/**
 * Parses what is typed at the menu, after the program's name: in the menu's language, unless another
 * one is asked for, and with colours or redrawing only where the menu has them.
 */
export function parseInMenu(
  argv: string[],
  { lang, color, simple }: MenuCommandLine,
  env: Env,
): CommandLine {
  const hasLang = argv.some((word) => word.startsWith("--lang"));
  const commandLine = parseCommandLine(hasLang ? argv : ["--lang", lang, ...argv], env);
  switch (commandLine.command) {
    case "serve":
    case "join":
      return {
        ...commandLine,
        color: commandLine.color && color,
        simple: commandLine.simple || simple,
      };
    case "search": // The menu has searched already.
      return commandLine.error;
    case "doctor":
      return { ...commandLine, color: commandLine.color && color };
    default:
      return commandLine;
  }
}
