/**
 * The title of the window: how many messages are unread, who the person is, how many are there, and
 * the server's address.
 */

import type { ConversationTexts } from "../i18n/mod.ts";
import type { Model } from "../view/model.ts";

/** One window's title. */
export class WindowTitle {
  readonly #address: string;
  readonly #texts: ConversationTexts;
  #room = "";
  #unread = 0;
  #shown?: string;

  /**
   * Begins with a title that is not shown.
   *
   * @param address The server's address.
   * @param texts The language.
   */
  constructor(address: string, texts: ConversationTexts) {
    this.#address = address;
    this.#texts = texts;
  }

  /** Who the person is, and how many are there; nothing before the person is in. */
  setRoom({ me, people }: Model): void {
    const isIn = me !== undefined && people.length > 0;
    this.#room = isIn ? `${this.#texts.windowTitle(me, people.length)} · ` : "";
  }

  /** Counts an unread message. */
  addUnread(): void {
    this.#unread++;
  }

  /** All messages are read. */
  markRead(): void {
    this.#unread = 0;
  }

  /** The sequence that shows the title (xterm, OSC 2); empty when it is shown already. */
  update(): string {
    // The unread come first: a taskbar shows the beginning.
    const unread = this.#unread > 0 ? `(${this.#unread}) ` : "";
    const title = unread + this.#room + this.#address;
    if (title === this.#shown) return "";
    this.#shown = title;
    return `\x1b]2;${title}\x07`;
  }
}
