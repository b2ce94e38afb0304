/**
 * The line being typed at a screen: its editor, who waits for it, and what is wrong with it. Nothing
 * that arrives changes it.
 */

import { applyKey, type Complete, continued, submitted } from "../term/editor.ts";
import { type EditorState, EMPTY_EDITOR } from "../term/edits.ts";
import type { Key } from "../term/keys.ts";
import { safeText } from "../text.ts";
import { LeaveKeys, type LeaveKeysOptions } from "./leave_keys.ts";
import { LineRequests } from "./line_requests.ts";
import type { Parse } from "./ui.ts";

const LEAVE = "/sair";

/** What it is made with. */
export interface TypedLineOptions extends LeaveKeysOptions {
  /** Completes a word. */
  complete: Complete;
  /** The complaint about a text that does not fit. */
  lineFull: string;
  /** Shows an answer to a question, with the question. */
  onAnswer: (line: string) => void;
  /** Scrolls the transcript away. */
  onClearScreen: () => void;
}

/** The line of one screen. */
export class TypedLine {
  readonly #options: TypedLineOptions;
  readonly #leaveKeys: LeaveKeys;
  readonly #requests = new LineRequests((complaint, lines) => {
    this.#complaint = complaint;
    this.#restore(lines);
  });
  #editor: EditorState = EMPTY_EDITOR;
  #complaint?: string | undefined;

  /**
   * Begins empty.
   *
   * @param options What the keys do besides.
   */
  constructor(options: TypedLineOptions) {
    this.#options = options;
    this.#leaveKeys = new LeaveKeys(options);
  }

  /** The state of the editor. */
  get editor(): EditorState {
    return this.#editor;
  }

  /** What is wrong with the line. */
  get complaint(): string | undefined {
    return this.#complaint;
  }

  /** What the line begins with while a question is asked. */
  get question(): string | undefined {
    return this.#requests.isQuestion ? this.#requests.label : undefined;
  }

  /** Whether to say that one more Ctrl+C leaves: a complaint about leaving says it by itself. */
  get isLeaveHinted(): boolean {
    return this.#leaveKeys.isArmed && this.#complaint === undefined;
  }

  /** Asks a question; the proposal is in the line, unless something else is. */
  ask(question: string, proposal: string, parse: Parse<string>): Promise<string | undefined> {
    // Lines that were typed ahead were meant for the conversation, not for an answer.
    this.#restore(this.#requests.takeBack());
    if (this.#editor.text === "") this.#restore([proposal]);
    return this.#requests.request(`${question} `, true, parse);
  }

  /** The next line, parsed; undefined when there will be none. */
  next<T>(label: string, parse: Parse<T>): Promise<T | undefined> {
    return this.#requests.request(label, false, parse);
  }

  /** There will be no more keys. */
  end(): void {
    this.#requests.end();
  }

  /** Takes out what was typed for the conversation, and will not be sent any more. */
  takeUnsent(): string[] {
    const { isQuestion } = this.#requests;
    return [...this.#requests.takeBack(), ...(isQuestion ? [] : [this.#editor.text])];
  }

  /** A key was pressed. */
  press(key: Key): void {
    this.#complaint = undefined;
    const safe = key.type === "paste" ? { ...key, text: safeText(key.text) } : key;
    const { state, effect } = applyKey(this.#editor, safe, this.#options.complete);
    this.#editor = state;
    if (effect !== "interrupt") this.#leaveKeys.disarm();
    switch (effect) {
      case "submit":
        return this.#submit();
      case "interrupt":
        if (this.#requests.isQuestion || this.#leaveKeys.press()) this.#leave();
        return;
      case "leave":
        return this.#leave();
      case "full":
        this.#complaint = this.#options.lineFull;
        return;
      case "clear-screen":
        return this.#options.onClearScreen();
    }
  }

  #leave(): void {
    if (this.#requests.isQuestion) return this.#requests.end();
    this.#complaint = this.#requests.submit(LEAVE);
    if (this.#complaint !== undefined) this.#leaveKeys.stayArmed();
  }

  #submit(): void {
    const { text } = this.#editor;
    const { isQuestion, label } = this.#requests;
    if (isQuestion) {
      this.#options.onAnswer(label + text);
      this.#editor = EMPTY_EDITOR;
      this.#complaint = this.#requests.submit(text);
      return;
    }
    const longer = continued(this.#editor);
    if (longer) this.#editor = longer;
    if (longer || text.trim() === "") return;
    this.#complaint = this.#requests.submit(text);
    if (this.#complaint === undefined) this.#editor = submitted(this.#editor);
  }

  /** Puts lines that were submitted and cannot be taken before the line being typed. */
  #restore(lines: string[]): void {
    const text = [...lines, this.#editor.text].filter((one) => one !== "").join("\n");
    if (text === this.#editor.text) return;
    this.#editor = { ...this.#editor, text, cursor: text.length, undo: [] };
  }
}
