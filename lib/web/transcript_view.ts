/**
 * The transcript on the page. It follows the newest line while the person is at its end, and stays where
 * the person reads otherwise. Lines are only added: below, or older ones above.
 */

import type { TranscriptLine } from "../view/transcript_line.ts";
import { button, element } from "./element.ts";
import { lineElement, type LineElementOptions } from "./line_element.ts";

/** What a transcript is made with. */
export interface TranscriptViewOptions extends LineElementOptions {
  /** Called when older messages are wanted. */
  onOlder: () => void;
  /** Called with the name that was pressed. */
  onName: (name: string) => void;
}

/** So close to an edge the person is at it, in pixels. */
const EDGE_PX = 60;
/** The lines that are kept on the page, while the person is at its end. */
const MAX_LINES = 5000;

/** The transcript. */
export class TranscriptView {
  /** Its element. */
  readonly element: HTMLElement;
  readonly #options: TranscriptViewOptions;
  readonly #log: HTMLElement;
  readonly #lines: HTMLElement;
  readonly #older: HTMLButtonElement;
  readonly #newest: HTMLButtonElement;
  #isAtEnd = true;
  #newCount = 0;

  /**
   * Begins empty, and announces nothing before `announce`.
   *
   * @param options Its labels, and what is called.
   */
  constructor(options: TranscriptViewOptions) {
    this.#options = options;
    const { texts: { transcript: label, older }, onOlder } = options;
    this.#older = button(older, onOlder, { class: "older" });
    this.#lines = element("div", { role: "log", "aria-label": label, "aria-live": "off" });
    this.#log = element("div", {
      class: "log",
      tabindex: "0",
      role: "region",
      "aria-label": label,
    });
    this.#log.append(this.#older, this.#lines);
    this.#newest = button("", () => this.toEnd(), { class: "newest", hidden: "" });
    this.element = element("div", { class: "transcript" }, this.#log, this.#newest);
    this.#log.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    new ResizeObserver(() => this.#follow()).observe(this.#log);
    this.#lines.addEventListener("click", (event) => this.#onClick(event));
  }

  /** Reads new lines out from now on; those before are history. */
  announce(): void {
    this.#lines.setAttribute("aria-live", "polite");
  }

  /**
   * Adds lines at the end.
   *
   * @param messages How many of them are new messages of others.
   */
  append(lines: readonly TranscriptLine[], messages = 0): void {
    this.#lines.append(...lines.map((line) => lineElement(line, this.#options)));
    if (this.#isAtEnd) this.#trim();
    else this.#newCount += messages;
    this.#follow();
    this.#showNewest();
  }

  /** Adds older lines in front. What the person reads stays where it is. */
  prepend(lines: readonly TranscriptLine[]): void {
    const { scrollHeight, scrollTop } = this.#log;
    const first = this.#lines.firstElementChild;
    // The day that the older lines end with may be the one that is marked below them.
    const lastDay = lines.findLast(({ kind }) => kind === "separator")?.text;
    if (first?.classList.contains("separator") && first.textContent === lastDay) first.remove();
    this.#lines.prepend(...lines.map((line) => lineElement(line, this.#options)));
    this.#log.scrollTop = scrollTop + this.#log.scrollHeight - scrollHeight;
  }

  /** There are no older messages. */
  endOlder(sentence: string): void {
    const hadFocus = document.activeElement === this.#older;
    this.#older.replaceWith(element("p", { class: "beginning" }, sentence));
    if (hadFocus) this.#log.focus();
  }

  /** Removes all lines. */
  clear(): void {
    this.#lines.replaceChildren();
  }

  /** Scrolls to the newest line. */
  toEnd(): void {
    this.#isAtEnd = true;
    this.#follow();
    this.#showNewest();
  }

  /** Removes the oldest lines. Older ones than those would leave a gap: they are not offered any more. */
  #trim(): void {
    if (this.#lines.childElementCount <= MAX_LINES) return;
    this.#older.remove();
    while (this.#lines.childElementCount > MAX_LINES) this.#lines.firstElementChild!.remove();
  }

  #follow(): void {
    if (this.#isAtEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }

  #onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < EDGE_PX;
    this.#showNewest();
    if (scrollTop < EDGE_PX && scrollHeight > clientHeight && this.#older.isConnected) {
      this.#options.onOlder();
    }
  }

  #showNewest(): void {
    if (this.#isAtEnd) this.#newCount = 0;
    this.#newest.hidden = this.#isAtEnd;
    const text = this.#options.texts.newest(this.#newCount);
    if (this.#newest.textContent !== text) this.#newest.textContent = text;
  }

  #onClick({ target }: Event): void {
    const name = target instanceof HTMLElement ? target.dataset["name"] : undefined;
    if (name !== undefined) this.#options.onName(name);
  }
}
