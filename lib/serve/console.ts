/** The server's console: what is printed there, in the original's words, and what is typed there. */

import type { Texts } from "../i18n/mod.ts";
import type { Command, Refused } from "../protocol.ts";
import {
  formatCommand,
  type OperatorCommand,
  operatorHelp,
  parseOperatorCommand,
} from "../slash.ts";

/** The other end of a connection. */
export interface Peer {
  /** Its address. */
  hostname: string;
  /** Its TCP port. */
  port: number;
}

/** What a console may show. */
export interface ConsoleOptions {
  /** The language. */
  texts: Texts;
  /** Leaves the text of private messages out. */
  hidePrivate: boolean;
}

/** The sentences of the console. */
export class ConsoleFormatter {
  readonly #texts: Texts;
  readonly #hidePrivate: boolean;

  /**
   * Makes a console that shows nothing by itself.
   *
   * @param options What it may show.
   */
  constructor({ texts, hidePrivate }: ConsoleOptions) {
    this.#texts = texts;
    this.#hidePrivate = hidePrivate;
  }

  /** Somebody is in. */
  connected(name: string, { hostname, port }: Peer): string {
    return this.#texts.connected(name, hostname, port);
  }

  /** Somebody asked for this; a message of several lines is printed as several. */
  command(name: string, command: Command): string {
    if (command.type === "whisper" && this.#hidePrivate) {
      return this.#typed(name, oneLine(`@${command.to} ${this.#texts.hidden}`));
    }
    return this.#typed(name, formatCommand(command));
  }

  /** Somebody typed this, and it came to nothing: a private message, perhaps, that was mistyped. */
  rejected(name: string, line: string): string {
    return this.#typed(name, this.#hidePrivate ? this.#texts.hidden : line);
  }

  /** Somebody is gone without a word. */
  lost(name: string, { hostname, port }: Peer): string {
    return this.#texts.connectionLost(name, hostname, port);
  }

  /** The server ended a connection. */
  ended({ hostname, port }: Peer, { code, value }: Refused): string {
    // What could not be read may be what was not to be shown.
    const shown = code === "malformed" && this.#hidePrivate ? this.#texts.hidden : value ?? "";
    const reason = oneLine(this.#texts.refusals[code](shown));
    return this.#texts.connectionEnded(hostname, port, reason);
  }

  /** What the operator typed. */
  read(line: string): OperatorCommand {
    return parseOperatorCommand(line, this.#texts);
  }

  /** The lines of the operator's help. */
  help(): string {
    return operatorHelp(this.#texts).join("\n");
  }

  #typed(name: string, text: string): string {
    if (!text.includes("\n")) return this.#texts.typed(name, text);
    return text.split("\n").map((line) => this.#texts.typed(name, line)).join("\n");
  }
}

/** Nobody writes a second line on the console that could pass for somebody else's. */
function oneLine(text: string): string {
  return text.replaceAll("\n", " ");
}
