/** The operator's console: formats what is printed there, in the words of the original program. */

import type { Texts } from "../i18n/mod.ts";
import type { PeerAddress } from "../net/socket.ts";
import type { Command, Refused } from "../protocol.ts";
import { formatCommand, operatorHelp } from "../slash.ts";
import { shortenBlanks } from "../text.ts";

/** How the console is formatted. */
export interface ConsoleOptions {
  /** The language. */
  texts: Texts;
  /** Whether the text of private messages is left out. */
  hidePrivate: boolean;
}

/** Formats the lines of the console. */
export class ConsoleFormatter {
  readonly #texts: Texts;
  readonly #hidePrivate: boolean;

  /**
   * Makes a formatter.
   *
   * @param options The language, and what is left out.
   */
  constructor({ texts, hidePrivate }: ConsoleOptions) {
    this.#texts = texts;
    this.#hidePrivate = hidePrivate;
  }

  /** A person joined. */
  connected(name: string, { hostname, port }: PeerAddress): string {
    return this.#texts.connected(name, hostname, port);
  }

  /** A person sent a command; a message of several lines is printed as several. */
  command(name: string, command: Command): string {
    if (command.type === "whisper" && this.#hidePrivate) {
      return this.#typed(name, oneLine(`@${command.to} ${this.#texts.hidden}`));
    }
    return this.#typed(name, formatCommand(command));
  }

  /** A person typed a line that was rejected: perhaps a mistyped private message. */
  rejected(name: string, line: string): string {
    return this.#typed(name, this.#hidePrivate ? this.#texts.hidden : line);
  }

  /** A connection was lost. */
  lost(name: string, { hostname, port }: PeerAddress): string {
    return this.#texts.connectionLost(name, hostname, port);
  }

  /** The server ended a connection. */
  ended({ hostname, port }: PeerAddress, { code, value }: Refused): string {
    // A line that could not be parsed may hold a private message.
    const shown = code === "malformed" && this.#hidePrivate ? this.#texts.hidden : value ?? "";
    const reason = oneLine(this.#texts.refusals[code](shown));
    return this.#texts.connectionEnded(hostname, port, reason);
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
