/** The menu with a terminal, the network and the files of this computer. [edge] */

import type { CommandLine, MenuCommandLine, SearchCommandLine } from "../cli/command_line.ts";
import type { Env } from "../cli/looks.ts";
import { DEFAULT_PORT } from "../cli/options.ts";
import { parseCommandLine } from "../cli/parse_command_line.ts";
import { parseInMenu } from "../cli/parse_in_menu.ts";
import { findChatHere } from "../doctor/doctor.ts";
import { Finder } from "../discovery/finder.ts";
import { UDP_SYSTEM } from "../discovery/udp.ts";
import { textsOf } from "../i18n/mod.ts";
import { formatAddress } from "../net/addresses.ts";
import { parseHostPort } from "../net/host.ts";
import { chooseRoom } from "./choose_room.ts";
import { Menu, type MenuMemory, type MenuOutcome } from "./menu.ts";
import type { RoomQuestionOptions } from "./room_question.ts";
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
    formatAddress: addressOf,
    rooms: roomsAt(DEFAULT_PORT, memory.address),
  });
  return await menu.run().finally(flushed);
}

/**
 * Asks which chat to join, where no address was given.
 *
 * @returns The command; undefined when the person leaves.
 */
export async function runChoice(
  { lang, port, simple, argv }: SearchCommandLine,
  terminal: WindowTerminal,
  env: Env,
): Promise<CommandLine | undefined> {
  const texts = textsOf(lang);
  const window = new MenuWindow(terminal, { simple });
  const parse = (words: string[]) =>
    parseCommandLine(words[0] === "join" ? [...words, ...argv] : words, env);
  const options = { texts, parse, formatAddress: addressOf, rooms: roomsAt(port) };
  return await chooseRoom(window, options);
}

/** Searches at a port, and asks the server of the last time, too. */
function roomsAt(port: number, remembered = ""): Omit<RoomQuestionOptions, "texts" | "taken"> {
  const known = [parseHostPort(remembered) ?? { host: remembered, port: DEFAULT_PORT }];
  return {
    search: (onChange) => new Finder({ ...UDP_SYSTEM, port, known, onChange }),
    clock: UDP_SYSTEM.clock,
    defaultPort: DEFAULT_PORT,
  };
}

function addressOf({ host, port }: { host: string; port: number }): string {
  return formatAddress(host, port, DEFAULT_PORT);
}
