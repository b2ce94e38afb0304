/** What is on its way, and whether there is a connection; above the field for messages. */

import { pendingSentences } from "../join/pending_sentences.ts";
import type { Outage } from "../join/ui.ts";
import type { Model } from "../view/model.ts";
import { element } from "./element.ts";
import type { PageSentences } from "./sentences.ts";

/** The state of the conversation. */
export class StatusView {
  /** Its elements. */
  readonly elements: HTMLElement[];
  readonly #texts: PageSentences;
  readonly #pending = element("ul", { class: "pending" });
  readonly #outage = element("p", { class: "outage", role: "status" });

  /**
   * Shows nothing.
   *
   * @param texts The language.
   */
  constructor(texts: PageSentences) {
    this.#texts = texts;
    this.elements = [this.#pending, this.#outage];
  }

  /** Shows the messages that have not come back, and the outage. */
  show(model: Model, outage: Outage | undefined): void {
    const sentences = pendingSentences(model, this.#texts);
    this.#pending.replaceChildren(...sentences.map((text) => element("li", {}, text)));
    const { serverIsClosed, tryingNow } = this.#texts;
    const text = outage === undefined ? "" : outage.isServerClosed ? serverIsClosed : tryingNow;
    // It is read out when it changes.
    if (this.#outage.textContent !== text) this.#outage.textContent = text;
  }
}
