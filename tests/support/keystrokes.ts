/** Keys of a keyboard, as the DevTools protocol describes them. */

/** A key that goes down and up. */
export interface Keystroke {
  /** What `KeyboardEvent.key` says. */
  key: string;
  /** What `KeyboardEvent.code` says. */
  code: string;
  windowsVirtualKeyCode: number;
  /** The character that the key types, if it types one. */
  text?: string;
}

/** A key that is held while another one is pressed. */
export interface Modifier {
  keystroke: Keystroke;
  /** Its bit in the `modifiers` of an event. */
  bit: number;
}

const MODIFIERS: Record<string, Modifier> = {
  Alt: modifier("Alt", 18, 1),
  Ctrl: modifier("Control", 17, 2),
  Meta: modifier("Meta", 91, 4),
  Shift: modifier("Shift", 16, 8),
};

/** The keys with a name, and their codes on Windows. */
const NAMED: Record<string, number> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Escape: 27,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Insert: 45,
  Delete: 46,
  ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`F${n + 1}`, 112 + n])),
};

/**
 * Parses the name of a key, such as `Enter`, `a`, `Shift+Tab` or `Ctrl+Shift+Enter`.
 *
 * @throws {TypeError} If there is no such key.
 */
export function parseKey(name: string): { modifiers: Modifier[]; keystroke: Keystroke } {
  const words = name.split(/\+(?=.)/);
  const key = words.pop()!;
  const modifiers = words.map((word) => MODIFIERS[word]);
  const keystroke = NAMED[key] === undefined ? characterKey(key) : namedKey(key, NAMED[key]);
  if (keystroke === undefined || modifiers.includes(undefined)) {
    throw new TypeError(`There is no key "${name}"`);
  }
  return { modifiers: modifiers as Modifier[], keystroke };
}

/** The key that types a character; undefined if the text is not one UTF-16 unit. */
export function characterKey(text: string): Keystroke | undefined {
  if (text.length !== 1) return undefined;
  const upper = text.toUpperCase();
  const letter = /^[A-Z]$/.test(upper) ? `Key${upper}` : undefined;
  const digit = /^\d$/.test(text) ? `Digit${text}` : undefined;
  const code = letter ?? digit ?? (text === " " ? "Space" : "");
  return { key: text, code, windowsVirtualKeyCode: code === "" ? 0 : upper.charCodeAt(0), text };
}

function modifier(key: string, windowsVirtualKeyCode: number, bit: number): Modifier {
  return { keystroke: { key, code: `${key}Left`, windowsVirtualKeyCode }, bit };
}

function namedKey(key: string, windowsVirtualKeyCode: number): Keystroke {
  const stroke = { key, code: key, windowsVirtualKeyCode };
  return key === "Enter" ? { ...stroke, text: "\r" } : stroke;
}
