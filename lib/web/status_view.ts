/** What is on its way, and whether there is a connection; above the field for messages. */

import type { Clock } from "../clock.ts";
import { outageSentence } from "../join/outage_sentence.ts";
import { pendingSentences } from "../join/pending_sentences.ts";
import type { Outage } from "../join/ui.ts";
import type { Model } from "../view/model.ts";
import { element } from "./element.ts";
import type { PageSentences } from "./sentences.ts";

/** The state of the conversation. */
export class StatusView {
  /** Its elements. */
  readonly elements: HTMLElement[];
  /** Counts no more. */
  readonly close: () => void;
  readonly #texts: PageSentences;
  readonly #clock: Pick<Clock, "now" | "every">;
  readonly #pending = element("ul", { class: "pending" });
  // It is not read out: it changes every second, and the transcript says what happened.
  readonly #line = element("p", { class: "outage" });
  #outage?: Outage | undefined;

  /**
   * Shows nothing.
   *
   * @param texts The language.
   * @param clock Measures the time to the next try.
   */
  constructor(texts: PageSentences, clock: Pick<Clock, "now" | "every">) {
    this.#texts = texts;
    this.#clock = clock;
    this.elements = [this.#pending, this.#line];
    this.close = clock.every(1_000, () => this.#showOutage());
  }

  /** Shows the messages that have not come back, and the outage. */
  show(model: Model, outage: Outage | undefined): void {
    const sentences = pendingSentences(model, this.#texts);
    this.#pending.replaceChildren(...sentences.map((text) => element("li", {}, text)));
    this.#outage = outage;
    this.#showOutage();
  }

  #showOutage(): void {
    const { retryAt = undefined, isServerClosed = false } = this.#outage ?? {};
    const secondsToRetry = retryAt && Math.ceil((retryAt - this.#clock.now()) / 1000);
    this.#line.textContent = outageSentence({ secondsToRetry, isServerClosed }, this.#texts) ?? "";
  }
}
