/** `chat join` without an address: the person chooses among the chats on the network. */

import type { CommandLine } from "../cli/command_line.ts";
import type { Texts } from "../i18n/mod.ts";
import { isLeaveWord } from "./answer.ts";
import type { MenuTerminal } from "./menu_terminal.ts";
import { askRoom, chosenRoom, joinFound, type RoomQuestionOptions } from "./room_question.ts";

/** What the choice is made with. */
export interface ChooseRoomOptions {
  /** The language. */
  texts: Texts;
  /** Joins the chat at an address. */
  joinAt: (address: string) => CommandLine;
  /** Formats the address of a server. */
  formatAddress: (target: { host: string; port: number }) => string;
  /** Searches the network for chats. */
  rooms: Omit<RoomQuestionOptions, "texts">;
}

/**
 * Asks until the answer is a chat, or something else, which is taken for an address.
 *
 * @returns The command; undefined when the person leaves.
 */
export async function chooseRoom(
  terminal: MenuTerminal,
  { texts, joinAt, formatAddress, rooms }: ChooseRoomOptions,
): Promise<CommandLine | undefined> {
  terminal.print(texts.searching);
  for (;;) {
    const answer = await askRoom(terminal, texts.askRoom, { ...rooms, texts });
    const room = chosenRoom(answer);
    if (room) return joinFound(room, joinAt(formatAddress(room.places[0]!)));
    if (answer.text === undefined || isLeaveWord(answer.text)) return undefined;
    if (answer.text.trim() !== "") return joinAt(answer.text.trim());
    terminal.print(texts.noneFound);
  }
}
