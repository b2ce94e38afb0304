/** The menu with a terminal, the network and the files of this computer. [edge] */

import type { CommandLine, MenuCommandLine } from "../cli/command_line.ts";
import type { Env } from "../cli/looks.ts";
import { DEFAULT_PORT } from "../cli/options.ts";
import { parseInMenu } from "../cli/parse_in_menu.ts";
import { findChatHere } from "../doctor/doctor.ts";
import { textsOf } from "../i18n/mod.ts";
import { formatAddress } from "../net/addresses.ts";
import { Menu, type MenuMemory, type MenuOutcome } from "./menu.ts";
import { MenuWindow, type WindowTerminal } from "./window.ts";

/** What the menu runs with. */
export interface RunMenuOptions {
  /** The terminal of the person. */
  terminal: WindowTerminal;
  /** What is remembered; `read` returns what is wrong with it. */
  memory: MenuMemory & { read(): string | undefined };
  /** Carries a command out. */
  run: (commandLine: CommandLine) => Promise<MenuOutcome>;
  /** Looks up a variable of the environment. */
  env: Env;
  /** Gives up the permission for files. */
  dropFiles: () => void;
  /** Resolves when all is shown. */
  flushed: () => Promise<void>;
}

/**
 * Asks where to go, until the person was in a chat or wants no more.
 *
 * @returns The exit code.
 */
export async function runMenu(
  commandLine: MenuCommandLine,
  { terminal, memory, run, env, dropFiles, flushed }: RunMenuOptions,
): Promise<number> {
  const window = new MenuWindow(terminal, commandLine);
  const complaint = memory.read();
  if (complaint !== undefined) window.print(complaint);
  const menu = new Menu(window, {
    ...{ texts: textsOf(commandLine.lang), memory, run, dropFiles },
    hasFiles: () => Deno.permissions.querySync({ name: "write" }).state === "granted",
    parse: (argv) => parseInMenu(argv, commandLine, env),
    findChat: async (port) => {
      const host = await findChatHere(port);
      return host === undefined ? undefined : formatAddress(host, port, DEFAULT_PORT);
    },
    formatAddress: ({ host, port }) => formatAddress(host, port, DEFAULT_PORT),
  });
  return await menu.run().finally(flushed);
}
