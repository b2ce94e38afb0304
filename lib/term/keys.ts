/**
 * Keys as `node:readline` decodes them become what an editor understands: text, a key by its name,
 * or a whole paste. Deno's decoder knows no bracketed paste: it gives the mark in two parts.
 */

/** What a person did at the keyboard. */
export type Key =
  | { type: "text"; text: string }
  | { type: "press"; name: string }
  | { type: "paste"; text: string }
  /** Where the terminal says its cursor is, from 1. */
  | { type: "report"; row: number; column: number };

/** A key of `emitKeypressEvents`. */
export interface Keypress {
  /** What the terminal sent. */
  sequence?: string;
  /** Its name, if it has one. */
  name?: string;
  /** Whether Ctrl was held. */
  ctrl?: boolean;
  /** Whether Alt was held, or Escape came before. */
  meta?: boolean;
  /** Whether Shift was held. */
  shift?: boolean;
}

const PASTE_BEGINS = "\x1b[200";
const PASTE_ENDS = "\x1b[201";

/** The keys of one keyboard. */
export class KeyDecoder {
  #mark = "";
  #pasted?: string;
  #report = "";
  #foreign?: "command" | "string";
  #burstLength = 0;

  /** No more keys came together with those before: what began like a report was none. */
  endBurst(): void {
    this.#report = "";
    this.#foreign = undefined;
    // Nothing of a paste comes alone: somebody waits for one that never ends.
    if (this.#burstLength === 1 && this.#pasted?.endsWith("\x03")) this.#pasted = undefined;
    this.#burstLength = 0;
  }

  /**
   * What a keypress means; undefined while a paste is not over.
   *
   * @param text The characters it gives, if any.
   * @param key How it was decoded.
   */
  read(text: string | undefined, key: Keypress): Key | undefined {
    const { sequence = text ?? "" } = key;
    this.#burstLength++;
    if (sequence.startsWith(PASTE_BEGINS) || sequence.startsWith(PASTE_ENDS)) {
      this.#mark = sequence;
      return sequence.endsWith("~") ? this.#marked() : undefined;
    }
    if (this.#mark !== "") return sequence === "~" ? this.#marked() : this.#unmarked(text, key);
    if (this.#pasted !== undefined) {
      this.#pasted += sequence;
      return undefined;
    }
    if (this.#isReport(sequence)) return this.#reported();
    return this.#isForeign(sequence, key) ? undefined : keyOf(text, key);
  }

  /**
   * Whether this belongs to something the terminal says that is no key: the mouse, an answer, a key
   * the decoder does not know. It gives such a thing in pieces too, all in one burst.
   */
  #isForeign(sequence: string, { name }: Keypress): boolean {
    const wasForeign = this.#foreign;
    if (wasForeign === "command" && /^[@-~]$/.test(sequence)) this.#foreign = undefined;
    if (wasForeign === "string" && (sequence === "\x07" || sequence === "\x1b\\")) {
      this.#foreign = undefined;
    }
    if (wasForeign) return true;
    if (/^[\]P_^X]$/.test(sequence.slice(1)) && sequence.startsWith("\x1b")) {
      this.#foreign = "string";
      return true;
    }
    const isUnknown = name === "undefined" && sequence.startsWith("\x1b[");
    if (isUnknown && !/[@-Z\\^-~]$/.test(sequence.slice(2))) this.#foreign = "command";
    return isUnknown;
  }

  /**
   * Whether this belongs to the terminal's answer to where its cursor is (ECMA-48, 8.3.14). The
   * decoder knows no such key and gives it in pieces.
   */
  #isReport(sequence: string): boolean {
    const begins = sequence.startsWith("\x1b[") && /^\d[\d;]*R?$/.test(sequence.slice(2));
    const goesOn = this.#report !== "" && /^[\d;]*R?$/.test(sequence);
    this.#report = begins ? sequence : goesOn ? this.#report + sequence : "";
    return begins || goesOn;
  }

  #reported(): Key | undefined {
    if (!this.#report.endsWith("R")) return undefined;
    const [row = 0, column = 0] = (this.#report.match(/\d+/g) ?? []).map(Number);
    this.#report = "";
    return { type: "report", row, column };
  }

  #marked(): Key | undefined {
    const begins = this.#mark.startsWith(PASTE_BEGINS);
    this.#mark = "";
    if (begins) {
      this.#pasted = "";
      return undefined;
    }
    const text = this.#pasted ?? "";
    this.#pasted = undefined;
    return { type: "paste", text: text.replace(/\r\n?/g, "\n") };
  }

  #unmarked(text: string | undefined, key: Keypress): Key | undefined {
    this.#mark = "";
    return this.read(text, key);
  }
}

/** Characters that came together as one text: several may make one letter. */
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
 * What a burst of keys means where the terminal marks no paste (Windows 10's console): a newline
 * in the middle of it was not typed. At the end of a burst of one line it was.
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
