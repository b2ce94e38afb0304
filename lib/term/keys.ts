/**
 * The key decoder: turns the input of a terminal into keys for the editor, which are text, a named
 * key, a whole bracketed paste, or a report. Knows the sequences of xterm, of modifyOtherKeys, and of
 * CSI u (fixterms, kitty); drops all others. Pure: who calls it measures the time.
 */

import { InputParser, type Token } from "./input_parser.ts";

/** One decoded input event. */
export type Key =
  | { type: "text"; text: string }
  | { type: "press"; name: string }
  | { type: "paste"; text: string }
  /** A cursor position report of the terminal, counted from 1. */
  | { type: "report"; row: number; column: number }
  /** A focus report: the window has got the focus, or lost it. */
  | { type: "focus"; isFocused: boolean };

/** What kind of terminal the input is from. */
export interface KeyDecoderOptions {
  /** Whether this is Windows. Its consoles send what AltGr types as Escape and the character. */
  isWindows: boolean;
}

/** The letters that Alt makes a key of, and AltGr does not type. */
const ALT_KEYS = /^[bdf]$/i;

/** The keys of control sequences, by their final character. */
const FINALS: Record<string, string> = {
  "A": "up",
  "B": "down",
  "C": "right",
  "D": "left",
  "F": "end",
  "H": "home",
  "M": "enter",
  "Z": "shift+tab",
};

/** The keys of control sequences that end in `~`, by their first number. */
const NUMBERED: Record<number, string> = {
  1: "home",
  3: "delete",
  4: "end",
  7: "home",
  8: "end",
};

/** The keys that are sent by their number, as in CSI u, and those of the keypad of kitty. */
const BY_CODE: Record<number, string> = {
  8: "backspace",
  9: "tab",
  13: "enter",
  27: "escape",
  127: "backspace",
  57414: "enter",
  57417: "left",
  57418: "right",
  57419: "up",
  57420: "down",
  57423: "home",
  57424: "end",
  57426: "delete",
};

const SHIFT = 1;
const ALT = 2;
const CTRL = 4;
/** Super, Hyper and Meta: no key of the editor has them. */
const OTHER_MODIFIERS = 8 | 16 | 32;
/** The event of a key that is let go. */
const RELEASE = 3;

/** Decodes the input of one terminal. */
export class KeyDecoder {
  readonly #options: KeyDecoderOptions;
  readonly #parser: InputParser;
  /** What Backspace sends, 0x7f or 0x08: the first of the two. The other is Ctrl+Backspace. */
  #backspace?: number;

  /**
   * Begins with nothing read.
   *
   * @param options What kind of terminal it is.
   */
  constructor(options: KeyDecoderOptions) {
    this.#options = options;
    this.#parser = new InputParser(!options.isWindows);
  }

  /**
   * After so many ms without input, `expire` is to be called, for what is unfinished. Undefined when
   * nothing is.
   */
  get waitMs(): number | undefined {
    return this.#parser.waitMs;
  }

  /** Decodes bytes: the keys that they finish. */
  read(bytes: Uint8Array): Key[] {
    return this.#parser.read(bytes).flatMap((token) => this.#keysOf(token));
  }

  /** Ends what is unfinished: a sequence is dropped, a paste is what has come of it. */
  expire(): Key[] {
    return this.#parser.expire().flatMap((token) => this.#keysOf(token));
  }

  #keysOf(token: Token): Key[] {
    switch (token.type) {
      case "paste":
        return [{ type: "paste", text: token.text.replace(/\r\n?/g, "\n") }];
      case "text":
        return this.#keysOfText(token);
      case "control":
        return [press(this.#controlName(token.code), token.isAlt ? ALT : 0)];
      case "sequence":
        return keysOfSequence(token);
    }
  }

  #keysOfText({ text, isAlt }: Token & { type: "text" }): Key[] {
    const [first = ""] = text;
    if (!isAlt || this.#options.isWindows && !ALT_KEYS.test(first)) return [{ type: "text", text }];
    const rest = text.slice(first.length);
    const pressed = press(first.toLowerCase(), ALT);
    return rest === "" ? [pressed] : [pressed, { type: "text", text: rest }];
  }

  #controlName(code: number): string {
    switch (code) {
      case 0x08:
        return (this.#backspace ??= code) === code ? "backspace" : "ctrl+backspace";
      case 0x09:
        return "tab";
      case 0x0d:
        return "enter";
      case 0x1b:
        return "escape";
      case 0x7f:
        // Where Backspace is 0x08, this may be the key Delete of an old terminal.
        return (this.#backspace ??= code) === code || !this.#options.isWindows
          ? "backspace"
          : "ctrl+backspace";
      default:
        return `ctrl+${String.fromCharCode(code + 0x40).toLowerCase()}`;
    }
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

/** A longer text was not typed. */
const LONG_BURST = 512;

/** Whether a burst of keys may be the beginning of a paste, of which more is about to come. */
export function mayGoOn(burst: readonly Key[]): boolean {
  const hasEnter = burst.some((key) => key.type === "press" && key.name === "enter");
  const isLong = burst.some((key) => key.type === "text" && key.text.length >= LONG_BURST);
  return isLong || hasEnter && burst.length > 1;
}

/**
 * Detects a paste in a burst of keys, for terminals without bracketed paste: the consoles of Windows
 * 10 and of Linux, old programs. A burst of text with an Enter before its last key is a paste. In a
 * burst of one line the Enter at the end was typed.
 */
export function joinBurst(burst: Key[]): Key[] {
  // A window that gets the focus by the click that pastes reports it with the paste.
  const reports = burst.filter(isReport);
  const keys = burst.filter((key) => !isReport(key));
  const typed = keys.map((key) => key.type === "text" ? key.text : PASTED[nameOf(key)]);
  const isPaste = !typed.includes(undefined) && typed.slice(0, -1).some(isNewline);
  if (!isPaste) return joinText(burst);
  const text = typed.join("").replace(/\r\n?/g, "\n");
  return [...reports, { type: "paste", text: text.replace(/\n$/, "") }];
}

function isReport({ type }: Key): boolean {
  return type === "report" || type === "focus";
}

/** The keys as which a paste comes. */
const PASTED: Record<string, string> = { "enter": "\r", "ctrl+j": "\n", "tab": "\t" };

function nameOf(key: Key): string {
  return key.type === "press" ? key.name : "";
}

function isNewline(typed: string | undefined): boolean {
  return typed === "\r" || typed === "\n";
}

function keysOfSequence({ final, isSs3, isAlt, parameters }: Token & { type: "sequence" }): Key[] {
  const [[first = 0] = [], [second = 0] = []] = parameters;
  if (!isSs3) {
    if (final === "R" && parameters.length === 2) {
      return [{ type: "report", row: first, column: second }];
    }
    if (final === "I" || final === "O") return [{ type: "focus", isFocused: final === "I" }];
    if (final === "u" || final === "~" && first === 27) return keysByCode(final, parameters);
  }
  const name = final === "~" && !isSs3 ? NUMBERED[first] : FINALS[final];
  // The numbers are the modifiers alone, or behind a 1 or the number of the key.
  const modifiers = isSs3 && parameters.length === 1 ? first : second;
  const isKnown = name !== undefined && (isSs3 || final !== "M") && !isReleased(parameters[1]);
  return isKnown ? pressed(name, modifiersOf(modifiers) | (isAlt ? ALT : 0)) : [];
}

/** A key that is sent by its number: `CSI code;modifiers u`, or `CSI 27;modifiers;code ~`. */
function keysByCode(final: string, parameters: number[][]): Key[] {
  const code = final === "u" ? parameters[0]?.[0] ?? 0 : parameters[2]?.[0] ?? 0;
  const modifiers = modifiersOf(parameters[1]?.[0] ?? 0);
  if (isReleased(parameters[1])) return [];
  const name = BY_CODE[code];
  if (name !== undefined) return pressed(name, modifiers);
  // Numbers of the private use area are keys without a character.
  const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xe000 && code <= 0xf8ff) &&
    !(code >= 0xd800 && code <= 0xdfff);
  if (!isCharacter || (modifiers & OTHER_MODIFIERS) !== 0) return [];
  const character = String.fromCodePoint(code);
  if ((modifiers & (CTRL | ALT)) !== 0) return pressed(character.toLowerCase(), modifiers);
  const text = (modifiers & SHIFT) === 0 ? character : character.toUpperCase();
  return [{ type: "text", text }];
}

function isReleased(modifiers: number[] | undefined): boolean {
  return modifiers?.[1] === RELEASE;
}

/** The modifiers of a number: it is one more than their bits, and 0 when it is left out. */
function modifiersOf(number: number): number {
  return Math.max(0, number - 1);
}

function pressed(name: string, modifiers: number): Key[] {
  return (modifiers & OTHER_MODIFIERS) === 0 ? [press(name, modifiers)] : [];
}

function press(name: string, modifiers: number): Key {
  const ctrl = modifiers & CTRL ? "ctrl+" : "";
  const alt = modifiers & ALT ? "alt+" : "";
  const isShifted = (modifiers & SHIFT) !== 0 && ctrl + alt === "" &&
    (name === "tab" || name === "enter");
  return { type: "press", name: `${ctrl}${alt}${isShifted ? "shift+" : ""}${name}` };
}
