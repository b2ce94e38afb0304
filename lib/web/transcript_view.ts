/**
 * The transcript on the page. It follows the newest line while the person is at its end, and stays where
 * the person reads otherwise. Lines are only added: below, or older ones above.
 */

import type { TranscriptLine } from "../view/transcript_line.ts";
import { button, element, setText } from "./element.ts";
import { lineElement, type LineElementOptions } from "./line_element.ts";

/** What a transcript is made with. */
export interface TranscriptViewOptions extends LineElementOptions {
  /** Calls back before the page is drawn next. Returns what cancels it. */
  nextFrame: (call: () => void) => () => void;
  /** Called when the person has gone to the end by the button. */
  onNewest: () => void;
  /** Called when older messages are wanted. */
  onOlder: () => void;
  /** Called with the name that was pressed. */
  onName: (name: string) => void;
}

/** So close to an edge the person is at it, in pixels. */
const EDGE_PX = 60;
/** A position is a fraction of a pixel, which a browser may round. */
const ROUNDING_PX = 2;
/** The browser scrolls without waiting for the page. */
const PASSIVE = { passive: true };
const UP_KEY = /^(?:ArrowUp|PageUp|Home)$/;
/** The lines that are kept on the page, while the person is at its end. */
const MAX_LINES = 5000;
const MAX_QUEUED = 500;

/** The transcript. */
export class TranscriptView {
  /** Its element. */
  readonly element: HTMLElement;
  readonly #options: TranscriptViewOptions;
  readonly #log: HTMLElement;
  /** Before it are lines that older ones do not go with; it is gone when there are no older ones. */
  #older: HTMLElement;
  readonly #status = element("p", { class: "unseen", role: "status" });
  readonly #newest: HTMLButtonElement;
  /** Lines that are not on the page yet, and the call that puts them there. */
  #queue: TranscriptLine[] = [];
  #cancelFlush?: (() => void) | undefined;
  #isAnnouncing = false;
  #isAtEnd = true;
  /** Whether a finger is on it: it moves by the finger alone. */
  #isHeld = false;
  /** The position that was looked at last. */
  #lastTop = 0;
  #newCount = 0;

  /**
   * Begins empty, and announces nothing before `announce`.
   *
   * @param options Its labels, and what is called.
   */
  constructor(options: TranscriptViewOptions) {
    this.#options = options;
    const { texts: { transcript: label }, onNewest } = options;
    this.#older = this.#makeOlder();
    this.#log = element("div", {
      class: "log",
      tabindex: "0",
      role: "log",
      "aria-label": label,
      "aria-live": "off",
    });
    this.#log.append(this.#older);
    const goToEnd = () => {
      this.toEnd();
      onNewest();
    };
    this.#newest = button("", goToEnd, { class: "newest", hidden: "" });
    const parts = [this.#log, this.#newest, this.#status];
    this.element = element("div", { class: "transcript" }, ...parts);
    this.#log.addEventListener("scroll", () => this.#onScroll());
    this.#log.addEventListener("wheel", (event) => {
      if (event.deltaY < -ROUNDING_PX) this.#stopFollowing(event);
    }, PASSIVE);
    this.#log.addEventListener("keydown", (event) => {
      if (UP_KEY.test(event.key)) this.#stopFollowing(event);
    });
    for (const type of ["touchstart", "touchend", "touchcancel"] as const) {
      this.#log.addEventListener(type, ({ touches }) => {
        this.#isHeld = touches.length > 0;
        this.follow();
      }, PASSIVE);
    }
    new ResizeObserver(() => this.follow()).observe(this.#log);
    this.#log.addEventListener("click", (event) => this.#onClick(event));
  }

  /** Reads new lines out from now on; those before are history. */
  announce(): void {
    if (this.#isAnnouncing) return;
    this.#isAnnouncing = true;
    this.#flush();
    this.#goLive();
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

  /**
   * Adds older lines in front. What the person reads stays where it is.
   *
   * @param sentence What a screen reader says in their place.
   */
  prepend(lines: readonly TranscriptLine[], sentence: string): void {
    this.#flush();
    const { scrollHeight, scrollTop } = this.#log;
    const first = this.#older.nextElementSibling;
    // The day that the older lines end with may be the one that is marked below them.
    const lastDay = lines.findLast(({ kind }) => kind === "separator")?.text;
    if (first?.classList.contains("separator") && first.textContent === lastDay) first.remove();
    this.#log.setAttribute("aria-live", "off");
    this.#older.after(...lines.map((line) => lineElement(line, this.#options)));
    this.#goLive();
    this.#status.textContent = sentence;
    this.#scrollTo(scrollTop + this.#log.scrollHeight - scrollHeight);
  }

  /** Scrolls to the oldest line of this session. */
  toOlder(): void {
    this.#isAtEnd = false;
    this.#older.scrollIntoView();
    this.#showNewest();
  }

  /** Another session begins: its older messages go behind what is shown now. */
  beginSession(): void {
    this.#flush();
    this.#older.remove();
    this.#older = this.#makeOlder();
    this.#log.append(this.#older);
  }

  /** There are no older messages. */
  endOlder(sentence: string): void {
    const hadFocus = document.activeElement === this.#older;
    const end = element("p", { class: "beginning" }, sentence);
    this.#older.replaceWith(end);
    this.#older = end;
    if (hadFocus) this.#log.focus();
  }

  /** Removes all lines. */
  clear(): void {
    this.#queue = [];
    this.#log.replaceChildren(this.#older);
  }

  /** Keeps the newest line in view, where it is: what is below has another height. */
  follow(): void {
    if (this.#isAtEnd && !this.#isHeld) this.#scrollTo(this.#log.scrollHeight);
  }

  /** Scrolls to the newest line. */
  toEnd(): void {
    this.#flush();
    this.#isAtEnd = true;
    this.follow();
    this.#showNewest();
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#queue.length === 0) return;
    // A person who has just scrolled is not carried away: the event of it comes later.
    this.#look();
    this.#log.append(...this.#queue.map((line) => lineElement(line, this.#options)));
    this.#queue = [];
    if (this.#isAtEnd) this.#trim();
    this.follow();
    this.#showNewest();
  }

  /** The person begins to scroll up: a new line that came before the scrolling would undo it. */
  #stopFollowing({ ctrlKey, shiftKey, altKey }: WheelEvent | KeyboardEvent): void {
    const scrolls = !ctrlKey && !shiftKey && !altKey && this.#log.scrollTop > 0;
    if (scrolls) this.#isAtEnd = false;
  }

  /** Finds out whether the person is at the end. A window that becomes smaller moves nobody. */
  #look(): void {
    const { scrollTop } = this.#log;
    const moved = scrollTop - this.#lastTop;
    // Lines that became shorter move the page up, too, and leave it at the end.
    if (moved < -ROUNDING_PX) this.#isAtEnd = this.#distance < ROUNDING_PX;
    else if (moved <= 0) return;
    else if (this.#distance < EDGE_PX) this.#isAtEnd = true;
    this.#lastTop = scrollTop;
  }

  /** How far it is to the end. */
  get #distance(): number {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** Removes the oldest lines. Older ones than those would leave a gap: they are not offered any more. */
  #trim(): void {
    if (this.#log.childElementCount <= MAX_LINES) return;
    this.endOlder("");
    this.#log.prepend(this.#older);
    while (this.#log.childElementCount > MAX_LINES) this.#older.nextElementSibling!.remove();
  }

  #makeOlder(): HTMLElement {
    const { texts, onOlder } = this.#options;
    return button(texts.older, onOlder, { class: "older" });
  }

  /** A browser looks at what is new after it has drawn it. */
  #goLive(): void {
    const { nextFrame } = this.#options;
    if (!this.#isAnnouncing) return;
    nextFrame(() => nextFrame(() => this.#log.setAttribute("aria-live", "polite")));
  }

  #scrollTo(top: number): void {
    this.#log.scrollTop = top;
    this.#lastTop = this.#log.scrollTop;
  }

  #onScroll(): void {
    this.#look();
    this.#showNewest();
    // Who follows the end of a few lines wants no older ones.
    const isAtTop = this.#log.scrollTop < EDGE_PX && !this.#isAtEnd;
    if (isAtTop && this.#log.firstElementChild?.matches("button")) this.#options.onOlder();
  }

  #showNewest(): void {
    if (this.#isAtEnd) this.#newCount = 0;
    this.#newest.hidden = this.#isAtEnd;
    setText(this.#newest, this.#options.texts.newest(this.#newCount));
  }

  #onClick({ target }: Event): void {
    const name = target instanceof HTMLElement ? target.dataset["name"] : undefined;
    if (name !== undefined) this.#options.onName(name);
  }
}
