/**
 * The menu: the program without a command, as a double click starts it. It asks where to go until the
 * person is in or does not want to, and no wrong answer and no failure ends it.
 */

import type { CommandLine, JoinCommandLine } from "../cli/command_line.ts";
import { needsFiles } from "../cli/needs_files.ts";
import type { FoundRoom } from "../discovery/found_rooms.ts";
import type { Texts } from "../i18n/mod.ts";
import { proposeName } from "../join/name_proposal.ts";
import { checkName } from "../names.ts";
import { safeText, shorten } from "../text.ts";
import { isLeave, isLeaveWord, readAnswer } from "./answer.ts";
import type { MenuTerminal } from "./menu_terminal.ts";
import { askRoom, joinFound, type RoomQuestionOptions } from "./room_question.ts";

/** How a command ended. */
export interface MenuOutcome {
  /** The exit code; 0 is normal. */
  code: number;
  /** The sentence that says why it is not 0. */
  sentence?: string;
  /** The name under which the person was in the chat; undefined when they never were in one. */
  joinedAs?: string | undefined;
}

/** What is remembered on this computer. */
export interface MenuMemory {
  /** The address of the last time. */
  readonly address: string | undefined;
  /** The person's name. */
  readonly name: string | undefined;
  /** Whether something is remembered. */
  readonly isOn: boolean;
  /** Whether it can be changed without a permission for files. */
  readonly isOpen: boolean;
  /** Remembers an address, and a name if there is one. Returns whether it could, and the sentence. */
  remember(settings: { address: string; name?: string }): { ok: boolean; sentence: string };
}

/** What the menu is made with. */
export interface MenuOptions {
  /** The language. */
  texts: Texts;
  /** Parses the words after the program's name, in the language of the menu. */
  parse: (argv: string[]) => CommandLine;
  /** Whether the program has the permission for files. */
  hasFiles: () => boolean;
  /** Gives it up: called before a command that connects, unless that command needs files. */
  dropFiles: () => void;
  /** Carries a command out. One that needs files gives up the permission when they are open. */
  run: (commandLine: CommandLine) => Promise<MenuOutcome>;
  /** The address of this computer at which a chat of ours has this port; undefined without one. */
  findChat: (port: number) => Promise<string | undefined>;
  /** Formats the address of a server. */
  formatAddress: (target: { host: string; port: number }) => string;
  /** Searches the network for chats. */
  rooms: Omit<RoomQuestionOptions, "texts" | "taken">;
  /** What is remembered. */
  memory: MenuMemory;
}

/** The questions before a person is in a chat. */
export class Menu {
  readonly #terminal: MenuTerminal;
  readonly #options: MenuOptions;
  /** The address that Enter takes. */
  #offered: string | undefined;
  /** The address of the last connection that failed. */
  #failed: string | undefined;
  #hasAskedToRemember = false;

  /**
   * Shows nothing until `run`.
   *
   * @param terminal The terminal of the person.
   * @param options What the menu is made with.
   */
  constructor(terminal: MenuTerminal, options: MenuOptions) {
    this.#terminal = terminal;
    this.#options = options;
    this.#offered = options.memory.address;
  }

  /**
   * Asks and carries out, until the person was in a chat or wants no more.
   *
   * @returns The exit code.
   */
  async run(): Promise<number> {
    const { texts } = this.#options;
    this.#terminal.print(texts.aboutChat);
    for (;;) {
      const commandLine = await this.#askCommand();
      if (commandLine === undefined) return 0;
      if (commandLine.command === "join" && !await this.#remember(commandLine)) return 0;
      const code = await this.#carryOut(commandLine);
      if (code !== undefined) return code;
    }
  }

  /** Carries a command out. Returns the exit code; undefined when the menu asks again. */
  async #carryOut(commandLine: CommandLine): Promise<number | undefined> {
    const { texts, run, parse, findChat, formatAddress } = this.#options;
    const named = this.#withName(commandLine);
    this.#dropFiles(named);
    const { code, sentence, joinedAs } = await run(named);
    const { command } = commandLine;
    if (command === "forget") this.#offered = undefined;
    if (code === 0 && (command === "serve" || command === "join")) return 0;
    if (command === "join") this.#failed = formatAddress(commandLine);
    const address = command === "serve" ? await findChat(commandLine.port) : undefined;
    if (command === "serve" && address !== undefined) {
      const wantsIn = await this.#askYesOrNo(texts.menu.alreadyOpen, true);
      if (wantsIn === undefined) return 0;
      const name = commandLine.name === undefined ? [] : ["--name", commandLine.name];
      return wantsIn ? await this.#carryOut(parse(["join", address, ...name])) : undefined;
    }
    if (sentence !== undefined) this.#terminal.print(sentence);
    if (joinedAs === undefined) return undefined;
    await this.#terminal.ask(texts.menu.close);
    return code;
  }

  /** Asks until the answer is a command; undefined when the person wants none. */
  async #askCommand(): Promise<CommandLine | undefined> {
    const { texts, parse, rooms, formatAddress } = this.#options;
    for (;;) {
      const offered = this.#offered;
      this.#terminal.print(this.#choice());
      // The address that is offered stays what Enter means, unless that chat is among those found.
      const isOffered = (room: FoundRoom) =>
        offered === undefined || room.places.some((place) => formatAddress(place) === offered);
      const taken = (found: readonly FoundRoom[]) => found.find(isOffered);
      // Where an address is offered, it is said already how to open a chat.
      const hint = offered === undefined ? { hint: texts.menu.openInstead } : {};
      const question = { ...rooms, texts, taken, ...hint };
      const { text, room } = await askRoom(this.#terminal, texts.menu.ask, question);
      if (room) return joinFound(room, parse(["join", formatAddress(room.places[0]!)]));
      const answer = text === undefined ? { type: "leave" as const } : readAnswer(text);
      switch (answer.type) {
        case "leave":
          return undefined;
        case "bad-address":
          this.#terminal.print(
            texts.badValue(texts.labels.host, answer.given, texts.allowed.address),
          );
          continue;
      }
      const isEmpty = answer.type === "empty";
      const enter = offered === undefined ? ["serve"] : ["join", offered];
      const argv = answer.type === "empty" ? enter : answer.argv;
      if (argv.join() === "serve") return await this.#openHere();
      const commandLine = parse(argv);
      if (commandLine.command === "usage-error") {
        this.#terminal.print(commandLine.sentence);
        if (isEmpty) this.#offered = undefined; // What was remembered is not an address.
      } else if (this.#lacksFiles(commandLine)) this.#terminal.print(texts.menu.filesFirst);
      else return commandLine;
    }
  }

  /** What Enter does, and what else can be typed. */
  #choice(): string {
    const { texts: { menu }, memory } = this.#options;
    const offered = this.#offered;
    if (offered === undefined) return menu.choice;
    return offered === this.#failed ? menu.retry(offered) : menu.offer(offered, memory.name ?? "");
  }

  /**
   * The command for Enter: open a chat on this computer, and take part in it. A refused name is
   * proposed mended, which Enter takes. Undefined when the person leaves at the question for a name.
   */
  async #openHere(): Promise<CommandLine | undefined> {
    const { texts, parse, memory } = this.#options;
    let name = memory.name;
    for (let proposal = "";;) {
      const question = proposal === "" ? texts.askName : `${texts.askName} [${proposal}]`;
      const answer = name ?? await this.#terminal.ask(`${question} `);
      if (answer === undefined || isLeave(answer)) return undefined;
      const typed = answer.trim() === "" ? proposal : answer;
      const checked = checkName(typed);
      if (checked.ok) return parse(["serve", "--name", checked.name]);
      this.#terminal.print(texts.refusals[checked.code](checked.value ?? shorten(safeText(typed))));
      name = undefined;
      const mended = proposeName(typed);
      proposal = checkName(mended).ok ? mended : "";
    }
  }

  /** Whether a command needs files, whose permission has been given up. */
  #lacksFiles(commandLine: CommandLine): boolean {
    const { memory, hasFiles } = this.#options;
    return !hasFiles() && needsFiles(memory.isOpen ? this.#withName(commandLine) : commandLine);
  }

  /** Gives up the permission for files, unless the command gives it up when its files are open. */
  #dropFiles(commandLine: CommandLine): void {
    const { command } = commandLine;
    const connects = command === "join" || command === "serve" || command === "doctor";
    if (connects && !needsFiles(commandLine)) this.#options.dropFiles();
  }

  /**
   * Offers a server again, and remembers it if the person wants that, which is asked once.
   *
   * @returns False when the person leaves.
   */
  async #remember(target: JoinCommandLine): Promise<boolean> {
    const { memory, texts, formatAddress, hasFiles } = this.#options;
    this.#offered = formatAddress(target);
    if (!hasFiles() && !memory.isOpen) return true;
    let isWanted: boolean | undefined = memory.isOn || target.remember;
    const isNews = !memory.isOn;
    if (!isWanted && !this.#hasAskedToRemember) {
      this.#hasAskedToRemember = true;
      isWanted = await this.#askYesOrNo(texts.menu.remember, false);
      if (isWanted === undefined) return false;
    }
    if (!isWanted) return true;
    const { ok, sentence } = memory.remember({
      // That of the last time stays until the person is in at the new one.
      address: memory.address ?? this.#offered,
      ...(target.name === undefined ? {} : { name: target.name }),
    });
    if (isNews || !ok) this.#terminal.print(sentence);
    return true;
  }

  /** A person whose name is remembered is not asked for it. The menu has remembered already. */
  #withName(commandLine: CommandLine): CommandLine {
    if (commandLine.command !== "join") return commandLine;
    const { name } = this.#options.memory;
    return { ...(name === undefined ? {} : { name }), ...commandLine, remember: false };
  }

  /** Asks until the answer is yes or no; undefined when the person leaves. */
  async #askYesOrNo(question: string, byDefault: boolean): Promise<boolean | undefined> {
    for (;;) {
      const answer = await this.#terminal.ask(question);
      if (answer === undefined) return undefined;
      const word = answer.replace(/["'“”‘’().,!]/g, "").trim().normalize("NFC").toLowerCase();
      if (answer.trim() === "") return byDefault;
      if (/^(?:s|sim|y|yes)$/.test(word)) return true;
      if (/^(?:n|não|nao|no)$/.test(word)) return false;
      if (isLeaveWord(word)) return undefined;
      this.#terminal.print(this.#options.texts.menu.yesOrNo);
    }
  }
}
