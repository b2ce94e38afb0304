/**
 * The parser of a terminal's input: splits bytes into characters, control characters, escape
 * sequences and pastes, however they are cut. A state machine of the grammar of ECMA-48, as in Paul
 * Williams' parser (vt100.net/emu/dec_ansi_parser). What it does not know it passes over, whole.
 * Pure: who calls it measures the time.
 */

/** A part of the input. */
export type Token =
  /** Characters, of which the first may have come with Alt. */
  | { type: "text"; text: string; isAlt: boolean }
  /** A control character, perhaps with Alt. */
  | { type: "control"; code: number; isAlt: boolean }
  /** A control sequence, or a single shift 3 (`isSs3`): `final` with numbers. */
  | {
    type: "sequence";
    final: string;
    isSs3: boolean;
    /** Whether it came after one more Escape: so some terminals send Alt. */
    isAlt: boolean;
    /** The numbers, each with its parts: `1;5:3` is `[[1], [5, 3]]`. A missing one is 0. */
    parameters: number[][];
  }
  /** The text of a bracketed paste, as it came. */
  | { type: "paste"; text: string };

type State = "ground" | "escape" | "intermediate" | "csi" | "ss3" | "string" | "paste";

/** What an Escape and one more character begin. */
const SEQUENCES: { introducer: RegExp; state: State }[] = [
  { introducer: /\[/, state: "csi" },
  { introducer: /O/, state: "ss3" },
  { introducer: /[\]PX^_]/, state: "string" },
  { introducer: /[ -/]/, state: "intermediate" },
];

const ESCAPE = 0x1b;
const PASTE_BEGINS = "200";
const PASTE_BEGINS_AGAIN = "\x1b[200~";
const PASTE_ENDS = "\x1b[201~";
// deno-lint-ignore no-control-regex
const PASTE_MARK = /\x1b\[20[01]~/;
// deno-lint-ignore no-control-regex
const UNFINISHED_MARK = /\x1b(?:\[(?:2(?:0[01]?)?)?)?$/;
/** More was not typed behind a paste. */
const MAX_HELD_BYTES = 4096;
/** Any longer one cannot be typed into a line. */
const MAX_PASTE_BYTES = 256 * 1024;
const MAX_PARAMETER_UNITS = 256;

const SEQUENCE_WAIT_MS = 100;
/** Who has no Alt key presses Escape, and then another key. */
const ESCAPE_WAIT_MS = 500;
const PASTE_WAIT_MS = 1_000;

/** The parser of one terminal's input. */
export class InputParser {
  #state: State = "ground";
  /** Whether the sequence or the character that is being parsed came after an Escape. */
  #isAlt = false;
  /** The character after the Escape, while nothing has come after it. */
  #introducer = "";
  /** Whether the Escape may end a string. */
  #isInString = false;
  /** The parameters and intermediates of a sequence. */
  #parameters = "";
  /** So many bytes that follow a sequence belong to it. */
  #skipped = 0;
  /** What has come of a paste, and of what may be the mark at its end. */
  #pasted = "";
  /** Whether lines follow the mark at its end: perhaps the mark is one in the text. */
  #isHeld = false;
  #decoder = new TextDecoder();
  #tokens: Token[] = [];
  readonly #hasStrings: boolean;

  /**
   * Begins with nothing read.
   *
   * @param hasStrings Whether the terminal answers with strings. Consoles of Windows do not, and send
   * Escape before what AltGr types.
   */
  constructor(hasStrings: boolean) {
    this.#hasStrings = hasStrings;
  }

  /**
   * After so many ms without input, `expire` is to be called: what has come is unfinished, and the
   * rest of it will not come any more. Undefined when nothing is unfinished.
   */
  get waitMs(): number | undefined {
    switch (this.#state) {
      case "ground":
        return this.#skipped > 0 ? SEQUENCE_WAIT_MS : undefined;
      case "escape":
        return ESCAPE_WAIT_MS;
      case "paste":
        return this.#isHeld ? SEQUENCE_WAIT_MS : PASTE_WAIT_MS;
      default:
        return SEQUENCE_WAIT_MS;
    }
  }

  /** Parses bytes. */
  read(bytes: Uint8Array): Token[] {
    // One character for each byte: what is text is decoded when it is known to be text.
    let rest = binaryOf(bytes);
    while (rest !== "") {
      rest = this.#state === "paste" ? this.#readPaste(rest) : this.#readOne(rest);
    }
    return this.#takeTokens();
  }

  /**
   * Ends what is unfinished: a single Escape is a key, and so is Alt with what begins a sequence; a
   * paste is what has come of it.
   */
  expire(): Token[] {
    if (this.#state === "paste") {
      const [pasted = "", ...typed] = this.#pasted.split(PASTE_ENDS);
      this.#endPaste(pasted);
      for (let rest = typed.join(""); rest !== "";) rest = this.#readOne(rest);
    } else if (this.#state === "escape") this.#control(ESCAPE);
    else if (this.#introducer !== "") this.#altText(this.#introducer);
    this.#toGround();
    return this.#takeTokens();
  }

  #takeTokens(): Token[] {
    const tokens = this.#tokens;
    this.#tokens = [];
    return tokens;
  }

  /** Reads a run of text, or one byte. Returns the rest. */
  #readOne(input: string): string {
    const code = input.charCodeAt(0);
    if (this.#skipped > 0 && code >= 0x20) {
      this.#skipped--;
      return input.slice(1);
    }
    this.#skipped = 0;
    // deno-lint-ignore no-control-regex
    const text = this.#state === "ground" ? /^[^\x00-\x1f\x7f]*/.exec(input)![0] : "";
    if (text === "") this.#readByte(code, input[0]!);
    else this.#text(text);
    return input.slice(Math.max(1, text.length));
  }

  #readByte(code: number, byte: string): void {
    if (code === ESCAPE) return this.#beginEscape();
    if (this.#state === "ground") return this.#control(code);
    if (code === 0x18 || code === 0x1a) return this.#toGround(); // CAN and SUB end a sequence.
    if (this.#state === "escape") return this.#readEscaped(code, byte);
    if ((code < 0x20 || code === 0x7f) && this.#state !== "string") {
      if (this.#introducer !== "") { // Alt and a character, and then another key.
        this.#altText(this.#introducer);
        this.#toGround();
      }
      if (this.#state !== "csi") this.#toGround(); // Within a control sequence it is carried out.
      return this.#control(code);
    }
    this.#introducer = "";
    switch (this.#state) {
      case "intermediate":
        if (code >= 0x30) this.#toGround();
        return;
      case "string": // xterm ends its answers with BEL. An Escape begins ST, the other end.
        if (code === 0x07) this.#toGround();
        return;
      case "ss3":
        if (/[\d;]/.test(byte)) this.#parameters += byte;
        else this.#endSequence(byte, true);
        return;
      default:
        return this.#readCsi(code, byte);
    }
  }

  #beginEscape(): void {
    const before = this.#state;
    this.#toGround();
    this.#state = "escape";
    this.#isAlt = before === "escape"; // Some terminals send Alt as one more Escape.
    this.#isInString = before === "string";
  }

  /** The character after an Escape. */
  #readEscaped(code: number, byte: string): void {
    const begun = SEQUENCES.find(({ introducer }) => introducer.test(byte));
    if (begun && (this.#hasStrings || begun.state === "csi" || begun.state === "ss3")) {
      this.#state = begun.state;
      this.#introducer = byte;
      return;
    }
    const isEndOfString = this.#isInString && byte === "\\";
    this.#toGround();
    if (isEndOfString) return;
    if (code >= 0x20 && code !== 0x7f) return this.#altText(byte);
    this.#isAlt = true;
    this.#control(code);
  }

  #readCsi(code: number, byte: string): void {
    if (code > 0x7f) { // No part of a sequence.
      this.#toGround();
      this.#text(byte);
    } else if (code < 0x40) {
      if (this.#parameters.length <= MAX_PARAMETER_UNITS) this.#parameters += byte;
    } else this.#endSequence(byte, false);
  }

  #endSequence(final: string, isSs3: boolean): void {
    const parameters = this.#parameters;
    const isAlt = this.#isAlt;
    this.#toGround();
    if (final === "~" && parameters === PASTE_BEGINS) {
      this.#state = "paste";
      return;
    }
    if (!isSs3 && parameters === "") {
      if (final === "M") this.#skipped = 3; // A report of the mouse (X10): button and place.
      if (final === "[") this.#skipped = 1; // A function key of the Linux console.
    }
    // Others are private, or have intermediates: answers to questions that nobody asked.
    if (!/^[\d;:]*$/.test(parameters)) return;
    const numbers = parameters.split(";").map((part) => part.split(":").map(Number));
    this.#tokens.push({ type: "sequence", final, isSs3, isAlt, parameters: numbers });
  }

  #toGround(): void {
    this.#state = "ground";
    this.#isAlt = false;
    this.#introducer = "";
    this.#parameters = "";
    this.#skipped = 0;
    this.#pasted = "";
    this.#isHeld = false;
  }

  /** Reads what belongs to a paste. Returns what comes after it. */
  #readPaste(input: string): string {
    // Ctrl+C alone was typed: it gives the keyboard back.
    if (input === "\x03") {
      this.#endPaste(this.#pasted);
      return "";
    }
    const text = this.#pasted + input;
    const from = this.#isHeld ? 0 : Math.max(0, this.#pasted.length - PASTE_ENDS.length);
    const end = text.indexOf(PASTE_ENDS, from);
    if (end === -1) {
      const unfinished = UNFINISHED_MARK.exec(text.slice(-PASTE_ENDS.length))?.[0] ?? "";
      this.#pasted = text.slice(0, Math.min(MAX_PASTE_BYTES, text.length - unfinished.length)) +
        unfinished;
      return "";
    }
    const rest = text.slice(end + PASTE_ENDS.length);
    const mark = PASTE_MARK.exec(rest)?.[0];
    // A mark within the text: half of it would be typed, and sent.
    this.#isHeld = mark === undefined && /[\r\n]/.test(rest) && rest.length < MAX_HELD_BYTES;
    if (this.#isHeld) this.#pasted = text;
    else if (mark === PASTE_ENDS) this.#pasted = text.slice(0, end);
    else this.#endPaste(text.slice(0, end));
    return this.#isHeld ? "" : rest;
  }

  #endPaste(pasted: string): void {
    this.#toGround();
    const text = new TextDecoder().decode(bytesOf(pasted)).replaceAll(PASTE_BEGINS_AGAIN, "");
    this.#tokens.push({ type: "paste", text });
  }

  #control(code: number): void {
    this.#tokens.push({ type: "control", code, isAlt: this.#isAlt });
    this.#isAlt = false;
  }

  /** Adds the characters of some bytes: the last one may be unfinished, and goes on later. */
  #text(bytes: string): void {
    const text = this.#decoder.decode(bytesOf(bytes), { stream: true });
    if (text === "") return;
    this.#tokens.push({ type: "text", text, isAlt: this.#isAlt });
    this.#isAlt = false;
  }

  /** Adds the character of a key that was pressed with Alt. */
  #altText(bytes: string): void {
    this.#isAlt = true;
    this.#text(bytes);
  }
}

/** One character for each byte. */
function binaryOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function bytesOf(binary: string): Uint8Array {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
