/**
 * The parser of lines typed to a server of the original, which says to everybody whatever it does not
 * know: a command is carried out here, sent in the server's own form, or refused. Pure.
 */

import type { ConversationTexts } from "../i18n/mod.ts";
import { parseUserInput } from "../slash.ts";
import { safeText } from "../text.ts";
import { EMPTY } from "../view/model.ts";
import type { Parsed } from "./ui.ts";
import { validate } from "./validate.ts";

/** What a line asks for: a text to send, or something that this program does. */
export type PlainLine =
  | { type: "send"; text: string }
  | { type: "help" }
  | { type: "clear" }
  | { type: "leave" }
  | { type: "nothing" };

/** The commands that work with a server of the original, by the key of their help. */
export const PLAIN_COMMANDS: readonly (keyof ConversationTexts["commands"])[] = [
  "whisper",
  "clear",
  "help",
  "leave",
];

/**
 * Parses a line.
 *
 * @param line The line as it was typed.
 * @param texts The language of the complaints.
 */
export function parsePlainLine(line: string, texts: ConversationTexts): Parsed<PlainLine> {
  const input = parseUserInput(line, texts);
  switch (input.type) {
    case "help":
    case "clear":
    case "leave":
    case "nothing":
      return { value: input };
    case "whisper":
      return { value: { type: "send", text: `@${input.to} ${input.text}` } };
    case "say":
    case "invalid": {
      const state = { model: EMPTY, isOnline: true, isFull: false };
      const complaint = validate(input, state, texts);
      if (complaint !== undefined) return { complaint };
      if (input.type === "invalid") break;
      // There is no escape on the wire: these would be private, and leave.
      // The server has no actions: it puts the name before what it says.
      const text = input.action ? `* ${input.text}` : input.text;
      const isReserved = text.startsWith("@") || text.toLowerCase() === "/sair";
      return isReserved
        ? { complaint: texts.oldServer.reserved }
        : { value: { type: "send", text } };
    }
  }
  const [command = ""] = safeText(line).trim().split(/\s/, 1);
  return { complaint: texts.oldServer.withoutCommand(command) };
}
