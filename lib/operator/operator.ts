/** The operator: what the commands do that are typed at the server's console or in the host's window. */

import type { Texts } from "../i18n/mod.ts";
import { nearestCommand } from "../naming/nearest.ts";
import type { Room } from "../serve/room.ts";
import type { HostCommand, OperatorCommand } from "../slash/meaning.ts";
import { operatorWords, parseOperatorCommand } from "../slash/operator.ts";
import type { Invitation } from "./invitation.ts";

/** What an operator is made with. */
export interface OperatorOptions {
  /** The room. */
  room: Room;
  /** What is passed on to others: how to join. */
  invitation: Pick<Invitation, "again">;
  /** Shows the operator what is longer than a line. @default {the room's console} */
  show?: (text: string) => void;
  /** Closes the chat. */
  close: () => void;
}

/** The operator of one server. */
export class Operator {
  readonly #options: OperatorOptions;

  /**
   * Does nothing until a command comes.
   *
   * @param options The room.
   */
  constructor(options: OperatorOptions) {
    this.#options = options;
  }

  /** Carries out a command typed at the console. */
  execute(command: OperatorCommand): void {
    const { room } = this.#options;
    switch (command.type) {
      case "who":
        return room.print(room.options.texts.people(room.hub.people()));
      case "help":
        return room.print(room.console.help());
      case "nothing":
      case "invalid":
        return;
      default:
        return this.command(command);
    }
  }

  /** Carries out a command that the host has, too. */
  command(command: HostCommand): void {
    const { room, invitation, show = (text) => room.print(text), close } = this.#options;
    switch (command.type) {
      case "notice":
        return room.notice(command.text);
      case "kick":
        return room.moderation.kick(command.name, command.text);
      case "ban":
        return room.moderation.ban(command);
      case "mute":
        return room.moderation.mute(command);
      case "pardon":
        return room.moderation.pardon(command.name);
      case "bans":
        return show(room.moderation.list());
      case "lock":
        return room.moderation.setLocked(command.isLocked);
      case "password":
        room.passwordChange.change(command.order).then((text) => text === undefined || show(text))
          .catch((error) => room.printError(error));
        return;
      case "prune":
        return room.prune();
      case "invite":
        return show(`${invitation.again(command.adapter)}${this.#passwordHint()}`);
      case "shut-down":
        return close();
    }
  }

  /** What belongs to an invitation to a room with a password. */
  #passwordHint(): string {
    const { password, options: { texts } } = this.#options.room;
    return password.verifier ? `\n${texts.password.invite}` : "";
  }
}

/** Parses a line typed at the console: a command, or the sentence that says what is wrong with it. */
export function parseTyped(
  line: string,
  texts: Texts,
): { value: OperatorCommand } | { complaint: string } {
  const command = parseOperatorCommand(line, texts);
  if (command.type !== "invalid") return { value: command };
  const { code, value } = command;
  if (code !== "unknown-command") return { complaint: texts.rejections[code](value) };
  const near = nearestCommand(value, operatorWords(texts));
  const sentence = texts.unknownOrder(value);
  return { complaint: near === undefined ? sentence : `${sentence} ${texts.didYouMean(near)}` };
}
