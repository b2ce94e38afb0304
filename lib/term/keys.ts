/**
 * The key decoder: turns the keypress events of `node:readline` into keys for the editor, which are
 * text, a named key, or a whole bracketed paste. Drops escape sequences that are no keys. Deno's
 * readline does not support bracketed paste: it emits each paste marker as two keypresses.
 */

/** One decoded input event. */
export type Key =
  | { type: "text"; text: string }
  | { type: "press"; name: string }
  | { type: "paste"; text: string }
  /** A cursor position report of the terminal, counted from 1. */
  | { type: "report"; row: number; column: number }
  /** A focus report: the window has got the focus, or lost it. */
  | { type: "focus"; isFocused: boolean };

/** A keypress event of `emitKeypressEvents`. */
export interface Keypress {
  /** The characters or the escape sequence that the terminal sent. */
  sequence?: string;
  /** The name of the key, if readline knows one. */
  name?: string;
  /** Whether Ctrl was held down. */
  ctrl?: boolean;
  /** Whether Alt was held down, or an Escape came before. */
  meta?: boolean;
  /** Whether Shift was held down. */
  shift?: boolean;
}

// The markers of a bracketed paste, without their final `~`.
const PASTE_BEGINS = "\x1b[200";
const PASTE_ENDS = "\x1b[201";
// Focus reports (xterm, DECSET 1004).
const FOCUS_IN = "\x1b[I";
const FOCUS_OUT = "\x1b[O";

/** Decodes the keypress events of one terminal. */
export class KeyDecoder {
  /** A paste marker whose `~` has not arrived. */
  #pasteMarker = "";
  /** The text of an unfinished paste; undefined outside a paste. */
  #pasted?: string;
  /** The beginning of a cursor position report. */
  #report = "";
  /** The kind of an unfinished escape sequence that is no key: a CSI sequence, or a string. */
  #ignored?: "csi" | "string";
  #burstLength = 0;

  /** Ends a burst of keys that arrived together. Drops unfinished reports and escape sequences. */
  endBurst(): void {
    this.#report = "";
    this.#ignored = undefined;
    // Pasted keys arrive in bursts. A Ctrl+C alone was typed: it aborts a paste without an end.
    if (this.#burstLength === 1 && this.#pasted?.endsWith("\x03")) this.#pasted = undefined;
    this.#burstLength = 0;
  }

  /**
   * Decodes a keypress event.
   *
   * @param text The text that the key inserts, if any.
   * @param key The key as readline decoded it.
   * @returns Undefined inside a paste, a report or another escape sequence.
   */
  read(text: string | undefined, key: Keypress): Key | undefined {
    const { sequence = text ?? "" } = key;
    this.#burstLength++;
    if (sequence.startsWith(PASTE_BEGINS) || sequence.startsWith(PASTE_ENDS)) {
      this.#pasteMarker = sequence;
      return sequence.endsWith("~") ? this.#endPasteMarker() : undefined;
    }
    if (this.#pasteMarker !== "") {
      return sequence === "~" ? this.#endPasteMarker() : this.#dropPasteMarker(text, key);
    }
    if (this.#pasted !== undefined) {
      this.#pasted += sequence;
      return undefined;
    }
    if (this.#isReport(sequence)) return this.#endReport();
    if (!this.#ignored && (sequence === FOCUS_IN || sequence === FOCUS_OUT)) {
      return { type: "focus", isFocused: sequence === FOCUS_IN };
    }
    return this.#isIgnored(sequence, key) ? undefined : keyOf(text, key);
  }

  /**
   * Whether a keypress is part of an escape sequence that is no key: a mouse report, a response, a
   * key unknown to readline. Readline emits such a sequence in pieces, all in one burst.
   */
  #isIgnored(sequence: string, { name }: Keypress): boolean {
    const ignored = this.#ignored;
    if (ignored === "csi" && /^[@-~]$/.test(sequence)) this.#ignored = undefined;
    if (ignored === "string" && (sequence === "\x07" || sequence === "\x1b\\")) {
      this.#ignored = undefined;
    }
    if (ignored) return true;
    if (/^[\]P_^X]$/.test(sequence.slice(1)) && sequence.startsWith("\x1b")) {
      this.#ignored = "string";
      return true;
    }
    const isUnknown = name === "undefined" && sequence.startsWith("\x1b[");
    if (isUnknown && !/[@-Z\\^-~]$/.test(sequence.slice(2))) this.#ignored = "csi";
    return isUnknown;
  }

  /**
   * Whether a keypress is part of a cursor position report (CPR; ECMA-48, 8.3.14). Readline does not
   * know it and emits it in pieces.
   */
  #isReport(sequence: string): boolean {
    const begins = sequence.startsWith("\x1b[") && /^\d[\d;]*R?$/.test(sequence.slice(2));
    const continues = this.#report !== "" && /^[\d;]*R?$/.test(sequence);
    this.#report = begins ? sequence : continues ? this.#report + sequence : "";
    return begins || continues;
  }

  #endReport(): Key | undefined {
    if (!this.#report.endsWith("R")) return undefined;
    const [row = 0, column = 0] = (this.#report.match(/\d+/g) ?? []).map(Number);
    this.#report = "";
    return { type: "report", row, column };
  }

  /** Starts a paste, or ends it and returns its text. */
  #endPasteMarker(): Key | undefined {
    const begins = this.#pasteMarker.startsWith(PASTE_BEGINS);
    this.#pasteMarker = "";
    if (begins) {
      this.#pasted = "";
      return undefined;
    }
    const text = this.#pasted ?? "";
    this.#pasted = undefined;
    return { type: "paste", text: text.replace(/\r\n?/g, "\n") };
  }

  /** Drops a paste marker without its `~`, and decodes the key that came in its place. */
  #dropPasteMarker(text: string | undefined, key: Keypress): Key | undefined {
    this.#pasteMarker = "";
    return this.read(text, key);
  }
}

/** Joins adjacent text keys into one: several code points may be one grapheme. */
export function joinText(keys: Key[]): Key[] {
  const joined: Key[] = [];
  for (const key of keys) {
    const last = joined.at(-1);
    if (key.type === "text" && last?.type === "text") last.text += key.text;
    else joined.push({ ...key });
  }
  return joined;
}

/**
 * Detects a paste in a burst of keys, for terminals without bracketed paste (Windows 10's console).
 * A burst of text with an Enter before its last key is a paste. In a burst of one line the Enter at
 * the end was typed.
 */
export function joinBurst(keys: Key[]): Key[] {
  const texts = keys.map((key) =>
    key.type === "text"
      ? key.text
      : key.type === "press" && key.name === "enter"
      ? "\n"
      : key.type === "press" && key.name === "tab"
      ? "\t"
      : undefined
  );
  const isPaste = !texts.includes(undefined) && texts.slice(0, -1).includes("\n");
  return isPaste ? [{ type: "paste", text: texts.join("").replace(/\n$/, "") }] : joinText(keys);
}

function keyOf(
  text: string | undefined,
  { sequence = "", name, ctrl, meta, shift }: Keypress,
): Key {
  if (sequence === "\x1f") return { type: "press", name: "ctrl+_" };
  const isControl = ctrl || meta || /^\p{Cc}/u.test(sequence);
  if (!isControl && text) return { type: "text", text };
  const plain = name === "return" ? "enter" : name ?? "";
  return {
    type: "press",
    name: `${ctrl ? "ctrl+" : ""}${meta ? "alt+" : ""}${
      shift && plain === "tab" ? "shift+" : ""
    }${plain}`,
  };
}
