/** `chat join` without an address: the person chooses among the chats on the network. */

import type { CommandLine } from "../cli/command_line.ts";
import type { Texts } from "../i18n/mod.ts";
import { readAnswer } from "./answer.ts";
import type { MenuTerminal } from "./menu_terminal.ts";
import { askRoom, joinFound, type RoomQuestionOptions } from "./room_question.ts";

/** What the choice is made with. */
export interface ChooseRoomOptions {
  /** The language. */
  texts: Texts;
  /** Parses the words after the program's name, with the options that were typed before. */
  parse: (argv: string[]) => CommandLine;
  /** Formats the address of a server. */
  formatAddress: (target: { host: string; port: number }) => string;
  /** Searches the network for chats. */
  rooms: Omit<RoomQuestionOptions, "texts" | "taken">;
}

/**
 * Asks until the answer is a chat, an address, or another command.
 *
 * @returns The command; undefined when the person leaves.
 */
export async function chooseRoom(
  terminal: MenuTerminal,
  { texts, parse, formatAddress, rooms }: ChooseRoomOptions,
): Promise<CommandLine | undefined> {
  terminal.print(texts.searching);
  let isTold = false;
  for (;;) {
    const question = { ...rooms, texts, ...(isTold ? {} : { none: texts.noneFound }) };
    const { text, room } = await askRoom(terminal, texts.askRoom, question);
    isTold = true;
    if (room) return joinFound(room, parse(["join", formatAddress(room.places[0]!)]));
    const answer = text === undefined ? { type: "leave" as const } : readAnswer(text);
    if (answer.type === "leave") return undefined;
    if (answer.type === "empty") terminal.print(texts.noneFound);
    else if (answer.type === "bad-address") {
      const { labels, allowed } = texts;
      terminal.print(texts.badValue(labels.host, answer.given, allowed.address));
    } else {
      const commandLine = parse(answer.argv);
      const wrong = commandLine.command === "search" ? commandLine.error : commandLine;
      if (wrong.command !== "usage-error") return commandLine;
      terminal.print(wrong.sentence);
    }
  }
}
