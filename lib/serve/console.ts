/** The operator's console: formats what is printed there, in the words of the original program. */

import { shortenBlanks } from "../blanks.ts";
import type { Texts } from "../i18n/mod.ts";
import type { PeerAddress } from "../net/socket.ts";
import type { Command, Refused } from "../protocol.ts";
import { formatCommand, operatorHelp } from "../slash/operator.ts";
import { shorten } from "../text.ts";
import type { LineEvent } from "./console_burst.ts";

/** How the console is formatted. */
export interface ConsoleOptions {
  /** The language. */
  texts: Texts;
  /** Whether the text of private messages is left out. */
  hidePrivate: boolean;
  /**
   * Whether what people type is left out: a host who takes part in the chat reads public messages
   * there, and with `hidePrivate` no private ones.
   *
   * @default {false}
   */
  isHostInChat?: boolean;
}

/** Formats the lines of the console. */
export class ConsoleFormatter {
  readonly #texts: Texts;
  readonly #hidePrivate: boolean;
  readonly #isHostInChat: boolean;

  /**
   * Makes a formatter.
   *
   * @param options The language, and what is left out.
   */
  constructor({ texts, hidePrivate, isHostInChat = false }: ConsoleOptions) {
    this.#texts = texts;
    this.#hidePrivate = hidePrivate;
    this.#isHostInChat = isHostInChat;
  }

  /** A person joined. */
  connected(who: string, { hostname, port }: PeerAddress): LineEvent {
    return { kind: "joined", who, line: this.#texts.connected(who, hostname, port) };
  }

  /** Whether lines of this type are shown: of people in a chat of the host, private messages only. */
  shows(type: Command["type"] | "rejected"): boolean {
    return !this.#isHostInChat || type === "whisper" && !this.#hidePrivate;
  }

  /** A person sent a command; a message of several lines is printed as several. */
  command(name: string, command: Command): string {
    if (command.type === "whisper" && this.#hidePrivate) {
      return this.#typed(name, oneLine(`@${shorten(command.to)} ${this.#texts.hidden}`));
    }
    return this.#typed(name, formatCommand(command));
  }

  /** How many lines `command` formats of a message. */
  linesOf(message: Command): number {
    if (message.type === "whisper" && this.#hidePrivate) return 1;
    const isLong = "text" in message && message.text.includes("\n");
    return isLong ? message.text.split("\n").length : 1;
  }

  /**
   * A person sent a command that told nobody anything. When private text is left out, so is every
   * word that may belong to a mistyped private message: `@Bia:segredo x`, `/nome Bia segredo`.
   */
  unsaid(who: string, command: Command): LineEvent {
    const mayBePrivate = command.type === "whisper" || command.type === "rename";
    if (mayBePrivate && this.#hidePrivate) return this.rejected(who, "");
    return { kind: "unsaid", who, line: this.command(who, command) };
  }

  /** A person typed a line that was rejected: perhaps a mistyped private message. */
  rejected(who: string, line: string): LineEvent {
    const shown = this.#hidePrivate ? this.#texts.hidden : line;
    return { kind: "unsaid", who, line: this.#typed(who, shown) };
  }

  /** A connection was lost. */
  lost(who: string, { hostname, port }: PeerAddress): LineEvent {
    return { kind: "lost", who, line: this.#texts.connectionLost(who, hostname, port) };
  }

  /**
   * The server ended a connection.
   *
   * @param who The name of its person. @default {the address}
   */
  ended(
    { hostname, port }: PeerAddress,
    { code, value }: Refused,
    who: string = hostname,
  ): LineEvent {
    // A line that could not be parsed may hold a private message.
    const shown = code === "malformed" && this.#hidePrivate ? this.#texts.hidden : value ?? "";
    const { refusals, sanctions } = this.#texts;
    const reason = code === "banned" ? sanctions.triesAgain : oneLine(refusals[code](shown));
    return { kind: "ended", who, code, line: this.#texts.connectionEnded(hostname, port, reason) };
  }

  /**
   * The operator removed a person.
   *
   * @param why What the operator said about it. @default {nothing}
   * @param peer The address, when there was a connection.
   */
  removed(who: string, why = "", peer?: PeerAddress): string {
    const sentence = oneLine(this.#texts.removed(who, why));
    return peer ? this.#texts.connectionEnded(peer.hostname, peer.port, sentence) : sentence;
  }

  /** Nobody has the name that the operator typed. */
  absent(name: string): string {
    return this.#texts.notHere(shorten(name));
  }

  /** The operator's help. */
  help(): string {
    return operatorHelp(this.#texts).join("\n");
  }

  #typed(name: string, typed: string): string {
    const text = shortenBlanks(typed);
    if (!text.includes("\n")) return this.#texts.typed(name, text);
    return text.split("\n").map((line) => this.#texts.typed(name, line)).join("\n");
  }
}

/** A second line could pass for a line of its own. */
function oneLine(text: string): string {
  return shortenBlanks(text.replaceAll("\n", " "));
}
