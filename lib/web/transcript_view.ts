/**
 * The transcript on the page. It follows the newest line while the person is at its end, and stays where
 * the person reads otherwise. Lines are only added: below, or older ones above.
 */

import type { TranscriptLine } from "../view/transcript_line.ts";
import { button, element } from "./element.ts";
import { lineElement, type LineElementOptions } from "./line_element.ts";

/** What a transcript is made with. */
export interface TranscriptViewOptions extends LineElementOptions {
  /** Calls back before the page is drawn next. Returns what cancels it. */
  nextFrame: (call: () => void) => () => void;
  /** Called when older messages are wanted. */
  onOlder: () => void;
  /** Called with the name that was pressed. */
  onName: (name: string) => void;
}

/** So close to an edge the person is at it, in pixels. */
const EDGE_PX = 60;
/** The lines that are kept on the page, while the person is at its end. */
const MAX_LINES = 5000;
const MAX_QUEUED = 500;

/** The transcript. */
export class TranscriptView {
  /** Its element. */
  readonly element: HTMLElement;
  readonly #options: TranscriptViewOptions;
  readonly #log: HTMLElement;
  readonly #lines: HTMLElement;
  readonly #older: HTMLButtonElement;
  readonly #newest: HTMLButtonElement;
  /** Lines that are not on the page yet, and the call that puts them there. */
  #queue: TranscriptLine[] = [];
  #cancelFlush?: (() => void) | undefined;
  #isAnnouncing = false;
  #isAtEnd = true;
  /** Where the page itself scrolled to last. */
  #followedTo = 0;
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
    if (this.#isAnnouncing) return;
    this.#isAnnouncing = true;
    this.#flush();
    const { nextFrame } = this.#options;
    // A browser looks at what is new after it has drawn it.
    nextFrame(() => nextFrame(() => this.#lines.setAttribute("aria-live", "polite")));
  }

  /**
   * Adds lines at the end, all of one frame at once.
   *
   * @param messages How many of them are new messages of others.
   */
  append(lines: readonly TranscriptLine[], messages = 0): void {
    this.#queue.push(...lines);
    this.#newCount += messages;
    // A page that is not drawn for long does not pile them up.
    if (this.#queue.length > MAX_QUEUED) this.#flush();
    else this.#cancelFlush ??= this.#options.nextFrame(() => this.#flush());
  }

  /** Adds older lines in front. What the person reads stays where it is. */
  prepend(lines: readonly TranscriptLine[]): void {
    this.#flush();
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
    this.#queue = [];
    this.#lines.replaceChildren();
  }

  /** Scrolls to the newest line. */
  toEnd(): void {
    this.#isAtEnd = true;
    this.#flush();
    this.#follow();
    this.#showNewest();
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#queue.length === 0) return;
    // A person who has just scrolled is not carried away: the event of it comes later.
    this.#look();
    this.#lines.append(...this.#queue.map((line) => lineElement(line, this.#options)));
    this.#queue = [];
    if (this.#isAtEnd) this.#trim();
    this.#follow();
    this.#showNewest();
  }

  /** Finds out whether the person is at the end. A window that becomes smaller moves nobody. */
  #look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    if (scrollHeight - scrollTop - clientHeight < EDGE_PX) this.#isAtEnd = true;
    else if (scrollTop < this.#followedTo) this.#isAtEnd = false;
  }

  /** Removes the oldest lines. Older ones than those would leave a gap: they are not offered any more. */
  #trim(): void {
    if (this.#lines.childElementCount <= MAX_LINES) return;
    this.#older.remove();
    while (this.#lines.childElementCount > MAX_LINES) this.#lines.firstElementChild!.remove();
  }

  #follow(): void {
    if (!this.#isAtEnd) return;
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#followedTo = this.#log.scrollTop;
  }

  #onScroll(): void {
    this.#look();
    this.#showNewest();
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
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
