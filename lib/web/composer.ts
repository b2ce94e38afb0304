/**
 * The composer: where a message is typed. Enter sends it and Shift+Enter adds a line; Tab completes what
 * is suggested, and moves on when nothing is; a line that is not carried out stays, with the reason.
 */

import { encodeUtf8 } from "../bytes.ts";
import type { PageTexts } from "../i18n/pt_br/page.ts";
import type { Completion } from "../view/complete.ts";
import { button, element, setText } from "./element.ts";

/** What a composer is made with. */
export interface ComposerOptions {
  /** Its labels. */
  texts: PageTexts;
  /** What is said of a text that no message can have, with its size in bytes. */
  tooLong: (bytes: string) => string;
  /** Where what is typed is kept over a reload. */
  draft: { draft: string };
  /** Completes the word at the cursor. */
  complete: (text: string, cursor: number) => Completion;
  /** To whom a line goes, in words; undefined when it goes to everybody. */
  recipientOf: (text: string) => string | undefined;
  /** Submits a line. Returns what is wrong with it; undefined when it is taken. */
  submit: (line: string) => string | undefined;
  /** Called at every key. */
  onActivity: () => void;
}

/** No more suggestions than this are offered. */
const MAX_SUGGESTIONS = 8;
/** The lines that can be recalled. */
const MAX_RECALLED = 50;
/** What is typed is bounded, as it is at a terminal. */
const MAX_UNITS = 65_536;

/** The field for messages. */
export class Composer {
  /** Its element. */
  readonly element: HTMLElement;
  readonly #options: ComposerOptions;
  readonly #field: HTMLTextAreaElement;
  readonly #recipient = element("p", { class: "recipient", id: "recipient" });
  readonly #complaint = element("p", { class: "complaint", id: "complaint", role: "alert" });
  readonly #suggestions: HTMLElement;
  /** Tells people who do not see the suggestions that there are some. */
  readonly #status = element("p", { class: "unseen", role: "status" });
  readonly #sent: string[] = [];
  #recalled = 0;
  /** Whether the suggestions were dismissed until the next change. */
  #isDismissed = false;
  /** What was in the field before the last change. */
  #before = "";

  /**
   * Begins with what was typed before a reload.
   *
   * @param options Its labels, and what is called.
   */
  constructor(options: ComposerOptions) {
    this.#options = options;
    const { texts } = options;
    this.#field = element("textarea", {
      id: "message",
      rows: "1",
      placeholder: texts.messageLabel,
      enterkeyhint: "send",
      autocomplete: "off",
      "aria-describedby": "recipient complaint",
    });
    this.#suggestions = element("div", {
      class: "suggestions",
      role: "group",
      "aria-label": texts.suggestions,
      hidden: "",
    });
    const form = element(
      "form",
      { class: "composer" },
      this.#suggestions,
      this.#complaint,
      this.#recipient,
      element("label", { for: "message", class: "unseen" }, texts.messageLabel),
      element(
        "div",
        { class: "field" },
        this.#field,
        element("button", { type: "submit" }, texts.send),
      ),
      this.#status,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener("keydown", (event) => this.#onKey(event));
    this.#field.addEventListener("input", () => this.#onInput());
    addEventListener("resize", () => this.#fitHeight());
    this.element = form;
    this.#field.value = options.draft.draft;
    this.#onInput();
  }

  /** What is in the field. */
  get text(): string {
    return this.#field.value;
  }

  /** Puts a text into the field, with the cursor at its end. What was typed is kept behind it. */
  put(text: string): void {
    const { value } = this.#field;
    this.#set(value === "" ? text : `${text}\n${value}`);
  }

  /** Begins a private message; what is typed already becomes its text, unless it is a command. */
  address(name: string): void {
    const { value } = this.#field;
    const { length } = value;
    const [called = ""] = /^@\S*\s*/.exec(value) ?? [];
    if (value.startsWith("/")) this.#replace(` ${name}`, value.trimEnd().length, length);
    else this.#replace(`@${name} `, 0, called.length);
    this.#goToEnd();
  }

  /** Puts the line that was sent last back into an empty field: it was refused. */
  takeBack(): void {
    const line = this.#sent.at(-1);
    if (this.#field.value === "" && line !== undefined) this.#set(line);
  }

  /** Shows what is wrong with a line that was taken before. */
  complain(complaint: string): void {
    this.#complaint.textContent = complaint;
  }

  /** Puts the cursor into the field. */
  focus(): void {
    this.#fitHeight();
    this.#field.focus();
  }

  #set(text: string): void {
    this.#field.value = text;
    this.#goToEnd();
    this.#field.focus();
    this.#onInput();
  }

  /** Puts the cursor behind the text; a position behind it is its end. */
  #goToEnd(): void {
    this.#field.selectionStart = 2 * MAX_UNITS;
  }

  /** Replaces a part of the text, which can be undone, and puts the cursor behind it. */
  #replace(text: string, from: number, to: number): void {
    this.#field.focus();
    this.#field.setSelectionRange(from, to);
    // It is deprecated, and the only way to change a text so that the browser can undo it.
    document.execCommand("insertText", false, text);
  }

  #submit(): void {
    const line = this.#field.value;
    this.#options.onActivity();
    const complaint = this.#options.submit(line);
    this.#complaint.textContent = complaint ?? "";
    if (complaint !== undefined) return this.#field.focus();
    if (line.trim() !== "") this.#sent.push(line);
    if (this.#sent.length > MAX_RECALLED) this.#sent.shift();
    this.#recalled = this.#sent.length;
    this.#set("");
  }

  #onKey(event: KeyboardEvent): void {
    this.#options.onActivity();
    // Safari ends a composition before the Enter that ends it, which has this code then.
    if (event.isComposing || event.keyCode === 229) return;
    const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
    const isPlain = !shiftKey && !ctrlKey && !altKey && !metaKey;
    if (key === "Enter" && !shiftKey && !altKey) this.#handle(event, () => this.#submit());
    else if (key === "Tab" && isPlain) {
      const [first] = this.#isDismissed ? [] : this.#completion().choices;
      if (first !== undefined) this.#handle(event, () => this.#choose(first));
    } else if (key === "Escape" && !this.#suggestions.hidden) {
      this.#handle(event, () => this.#dismiss());
    } else if (key === "ArrowUp" && isPlain && this.#isRecalling()) {
      this.#handle(event, () => this.#recall(-1));
    } else if (key === "ArrowDown" && isPlain && this.#isRecalling()) {
      this.#handle(event, () => this.#recall(1));
    }
  }

  #handle(event: Event, act: () => void): void {
    event.preventDefault();
    act();
  }

  /** Whether the arrows go through what was sent: in an empty field, and behind a line of that. */
  #isRecalling(): boolean {
    const { value, selectionStart } = this.#field;
    return value === (this.#sent[this.#recalled] ?? "") && selectionStart === value.length;
  }

  /** Goes to the line that was sent before, or after, the one that is shown. */
  #recall(step: number): void {
    const index = this.#recalled + step;
    if (index < 0 || index > this.#sent.length) return;
    this.#recalled = index;
    this.#set(this.#sent[index] ?? "");
  }

  #dismiss(): void {
    this.#isDismissed = true;
    this.#showSuggestions([]);
  }

  #onInput(): void {
    const given = this.#field.value;
    const isTooLong = given.length > MAX_UNITS;
    if (isTooLong) this.#field.value = this.#before;
    const { value } = this.#field;
    this.#before = this.#options.draft.draft = value;
    const { tooLong, recipientOf } = this.#options;
    this.#complaint.textContent = isTooLong ? tooLong(String(encodeUtf8(given).length)) : "";
    this.#recipient.textContent = recipientOf(value) ?? "";
    this.#isDismissed = false;
    this.#showSuggestions(this.#completion().choices);
    this.#fitHeight();
  }

  /** As high as its text, which may wrap; the style sheet bounds it. */
  #fitHeight(): void {
    const { style } = this.#field;
    // Else the transcript would grow for a moment, and lose its place.
    this.element.style.minHeight = `${this.element.offsetHeight}px`;
    style.height = "auto";
    const { offsetHeight, clientHeight, scrollHeight } = this.#field;
    if (scrollHeight > 0) style.height = `${scrollHeight + offsetHeight - clientHeight}px`;
    this.element.style.minHeight = "";
  }

  #completion(): Completion {
    const { value, selectionStart } = this.#field;
    const completion = this.#options.complete(value, selectionStart);
    const word = value.slice(completion.from, completion.to);
    return { ...completion, choices: completion.choices.filter((one) => one !== word) };
  }

  #showSuggestions(choices: readonly string[]): void {
    const shown = choices.slice(0, MAX_SUGGESTIONS);
    const buttons = shown.map((choice) => button(choice, () => this.#choose(choice)));
    this.#suggestions.replaceChildren(...buttons);
    this.#suggestions.hidden = shown.length === 0;
    setText(this.#status, shown.length === 0 ? "" : this.#options.texts.suggested(shown.length));
  }

  #choose(choice: string): void {
    const { from, to } = this.#completion();
    const isSpaced = this.#field.value[to] === " ";
    this.#replace(isSpaced ? choice : `${choice} `, from, to);
  }
}
