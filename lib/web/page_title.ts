/** The title of the page: how many messages are unread, who the person is, and how many are there. */

import type { Model } from "../view/model.ts";
import type { PageSentences } from "./sentences.ts";

/** The title of the page. */
export class PageTitle {
  readonly #texts: PageSentences;
  #room = "";
  #unread = 0;

  /**
   * Begins with nothing unread.
   *
   * @param texts The language.
   */
  constructor(texts: PageSentences) {
    this.#texts = texts;
  }

  /** Who the person is, and how many are there; nothing before the person is in. */
  setRoom({ me, people }: Model): void {
    this.#room = me === undefined ? "" : `${this.#texts.windowTitle(me, people.length)} · `;
    this.#update();
  }

  /** Counts an unread message. */
  addUnread(): void {
    this.#unread++;
    this.#update();
  }

  /** All messages are read. */
  markRead(): void {
    this.#unread = 0;
    this.#update();
  }

  #update(): void {
    // The unread come first: a tab shows the beginning.
    const unread = this.#unread > 0 ? `(${this.#unread}) ` : "";
    const title = unread + this.#room + this.#texts.page.title;
    if (document.title !== title) document.title = title;
  }
}
