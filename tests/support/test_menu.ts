/** A menu whose person, commands and memory are the test's. */

import type { CommandLine, MenuCommandLine } from "../../lib/cli/command_line.ts";
import { needsFiles } from "../../lib/cli/needs_files.ts";
import type { FoundRoom } from "../../lib/discovery/found_rooms.ts";
import { parseInMenu } from "../../lib/cli/parse_in_menu.ts";
import { type Lang, textsOf } from "../../lib/i18n/mod.ts";
import { Menu, type MenuOutcome } from "../../lib/menu/menu.ts";

/** What a person does at a question: types a line, or ends it with Ctrl+C. */
export type Typed = string | undefined;

/** What a menu did. */
export interface MenuRun {
  /** The exit code. */
  code: number;
  /** What was shown: sentences, and questions with their answers. */
  shown: string[];
  /** The commands that were carried out. */
  ran: CommandLine[];
  /** What was remembered, in its order. */
  remembered: object[];
  /** What was carried out without the permission for files, and with it. */
  permissions: string[];
  /** The ports that were looked at for a chat. */
  searched: number[];
}

/** The world of a menu. */
export interface MenuWorld {
  /** How the commands end, in their order; the others end well. */
  outcomes?: MenuOutcome[];
  /** What was remembered before. */
  memory?: { address?: string; name?: string };
  /** Why nothing can be remembered. */
  memoryFailure?: string;
  /** Whether no log can be opened. */
  isLogWrong?: boolean;
  /** Where a chat is open on this computer. */
  chatHere?: string;
  /** Whether the person answers before anything could be read. */
  isHasty?: boolean;
  /** The chats that are found at each question. */
  rooms?: FoundRoom[];
  lang?: Lang;
}

/** Runs a menu to its end; after these answers the person presses Ctrl+C. */
export async function runMenu(answers: Typed[], world: MenuWorld = {}): Promise<MenuRun> {
  const { outcomes = [], memory, memoryFailure, isLogWrong = false, chatHere } = world;
  const { rooms = [], lang = "pt-BR" } = world;
  const commandLine: MenuCommandLine = { command: "menu", lang, color: true, simple: false };
  const left = [...answers];
  let looks = 0;
  const results = [...outcomes];
  const run: Omit<MenuRun, "code"> = {
    shown: [],
    ran: [],
    remembered: [],
    searched: [],
    permissions: [],
  };
  let settings: { address?: string; name?: string } = memory ?? {};
  let isOn = memory !== undefined;
  let isOpen = false;
  let hasFiles = true;
  const menu = new Menu({
    print: (text) => void run.shown.push(text),
    ask: async (question, aside) => {
      aside?.((text) => run.shown.push(text) > 0);
      await Promise.resolve();
      const answer = left.shift();
      run.shown.push(question + (answer ?? "^C"));
      return answer;
    },
  }, {
    texts: textsOf(lang),
    rooms: {
      search: (onChange) => {
        for (const _ of rooms) queueMicrotask(onChange);
        return { rooms, [Symbol.asyncDispose]: () => Promise.resolve() };
      },
      clock: {
        now: () => world.isHasty ? 0 : ++looks * 1_000,
        after: (ms, call) => {
          if (ms < 1_000) call();
          return () => {};
        },
      },
      defaultPort: 9999,
    },
    parse: (argv) => parseInMenu(argv, commandLine, () => undefined),
    hasFiles: () => hasFiles,
    dropFiles: () => void (hasFiles = false),
    run: (commandLine) => {
      run.permissions.push(`${commandLine.command} ${hasFiles ? "with" : "without"} files`);
      run.ran.push(commandLine);
      // As `main.ts` does: a command that needs files gives the permission up when they are open.
      if (commandLine.command === "join" && needsFiles(commandLine)) {
        hasFiles = hasFiles && isLogWrong;
      }
      if (commandLine.command === "forget") settings = {};
      if (commandLine.command === "forget") isOn = false;
      return Promise.resolve(results.shift() ?? { code: 0 });
    },
    findChat: (port) => {
      run.searched.push(port);
      return Promise.resolve(chatHere);
    },
    formatAddress: ({ host, port }) => port === 9999 ? host : `${host}:${port}`,
    memory: {
      get address() {
        return settings.address;
      },
      get name() {
        return settings.name;
      },
      get isOn() {
        return isOn;
      },
      get isOpen() {
        return isOpen;
      },
      remember: (next) => {
        if (memoryFailure !== undefined) return { ok: false, sentence: memoryFailure };
        run.remembered.push(next);
        settings = { ...settings, ...next };
        isOn = isOpen = true;
        return { ok: true, sentence: "remembered" };
      },
    },
  });
  return { code: await menu.run(), ...run };
}
