import { assertEquals } from "@std/assert";
import { joinText, type Key, KeyDecoder } from "../../lib/term/keys.ts";
import { bytesOf, latin1, pieces } from "../support/bytes.ts";
import { FakeKeyboard } from "../support/fake_keyboard.ts";
import { ENTER, paste, PASTE_BEGINS, PASTE_ENDS, press, text } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

/** The keys of a text that arrives in one chunk. */
function keysOf(sequences: string, isWindows = false): Key[] {
  return new FakeKeyboard({ isWindows }).send(sequences);
}

/** The keys of bytes in these parts. */
function readBytes(parts: Uint8Array[]): Key[] {
  const keys = new KeyDecoder({ isWindows: false });
  return joinText(parts.flatMap((part) => keys.read(part)));
}

Deno.test("KeyDecoder.read() returns the text of character keys", pure, () => {
  for (const typed of ["a", "A", " ", "~", "ã", "\u0301", "天", "🙂", "\u200d", "👩", "\ufe0f"]) {
    assertEquals(keysOf(typed), [text(typed)]);
  }
});

Deno.test("KeyDecoder.read() replaces bytes that are not UTF-8", pure, () => {
  assertEquals(new FakeKeyboard().sendBytes(latin1("a\xe3o\xff")), [text("a\ufffdo\ufffd")]);
});

/** The keys of the editor, in each way in which a terminal may send them. */
const NAMED: [sequence: string, name: string][] = [
  ["\r", "enter"],
  ["\n", "ctrl+j"],
  ["\x1b\r", "alt+enter"],
  ["\x1bOM", "enter"],
  ["\x1b[13u", "enter"],
  ["\x1b[13;2u", "shift+enter"],
  ["\x1b[13;3u", "alt+enter"],
  ["\x1b[13;5u", "ctrl+enter"],
  ["\x1b[13;6u", "ctrl+enter"],
  ["\x1b[57414;2u", "shift+enter"],
  ["\x1b[27;2;13~", "shift+enter"],
  ["\x1b[27;5;13~", "ctrl+enter"],
  ["\t", "tab"],
  ["\x1b[Z", "shift+tab"],
  ["\x1b[9;2u", "shift+tab"],
  ["\x1b[27;2;9~", "shift+tab"],
  ["\x7f", "backspace"],
  ["\b", "backspace"],
  ["\x1b\x7f", "alt+backspace"],
  ["\x1b[127;5u", "ctrl+backspace"],
  ["\x1b[27;5;127~", "ctrl+backspace"],
  ["\x1b[27;5;8~", "ctrl+backspace"],
  ["\x1b[3~", "delete"],
  ["\x1b[3;5~", "ctrl+delete"],
  ["\x1b[3;2~", "delete"],
  ["\x1f", "ctrl+_"],
  ["\x1b[95;5u", "ctrl+_"],
  ["\x1b[A", "up"],
  ["\x1b[B", "down"],
  ["\x1b[C", "right"],
  ["\x1b[D", "left"],
  ["\x1bOA", "up"],
  ["\x1bO5D", "ctrl+left"],
  ["\x1bO1;5D", "ctrl+left"],
  ["\x1b[1;2D", "left"],
  ["\x1b[H", "home"],
  ["\x1b[F", "end"],
  ["\x1bOH", "home"],
  ["\x1bOF", "end"],
  ["\x1b[1~", "home"],
  ["\x1b[4~", "end"],
  ["\x1b[7~", "home"],
  ["\x1b[8~", "end"],
  ["\x1b[1;5D", "ctrl+left"],
  ["\x1b[1;5C", "ctrl+right"],
  ["\x1b[1;3D", "alt+left"],
  ["\x1b[1;3C", "alt+right"],
  ["\x1b[1;7C", "ctrl+alt+right"],
  ["\x1b[1;65D", "left"],
  ["\x1b[1;5:1D", "ctrl+left"],
  ["\x1b[1;5:2D", "ctrl+left"],
  ["\x1b\x1b[D", "alt+left"],
  ["\x1bb", "alt+b"],
  ["\x1bB", "alt+b"],
  ["\x1bf", "alt+f"],
  ["\x1bd", "alt+d"],
  ["\x1b[98;3u", "alt+b"],
  ["\x1bã", "alt+ã"],
  ...[..."abcdefghklnopqrstuvwxyz"].filter((letter) => letter !== "h").flatMap(
    (letter): [string, string][] => [
      [String.fromCharCode(letter.charCodeAt(0) - 0x60), `ctrl+${letter}`],
      [`\x1b[${letter.charCodeAt(0)};5u`, `ctrl+${letter}`],
      [`\x1b[27;5;${letter.charCodeAt(0)}~`, `ctrl+${letter}`],
    ],
  ),
];

Deno.test("KeyDecoder.read() names the keys that the editor uses", pure, () => {
  for (const [sequence, name] of NAMED) {
    const bytes = bytesOf(`ã${sequence}B`);
    for (const size of [bytes.length, 1]) {
      const read = readBytes(pieces(bytes, size));
      assertEquals(read, [text("ã"), press(name), text("B")], JSON.stringify(sequence));
    }
  }
});

Deno.test("KeyDecoder.read() returns the characters of keys sent by number", pure, () => {
  const cases: [sequence: string, keys: Key[]][] = [
    ["\x1b[97u", [text("a")]],
    ["\x1b[97;2u", [text("A")]],
    ["\x1b[227u", [text("ã")]],
    ["\x1b[128578u", [text("🙂")]],
    ["\x1b[27;2;65~", [text("A")]],
    ["\x1b[97;1:3u", []],
    ["\x1b[97;9u", []],
    ["\x1b[13;9u", []],
    ["\x1b[13;1:3u", []],
    ["\x1b[1;5:3D", []],
    ["\x1b[57358u", []],
    ["\x1b[55296u", []],
    ["\x1b[1114112u", []],
    ["\x1b[5u", []],
    ["\x1b[u", []],
  ];
  for (const [sequence, keys] of cases) {
    assertEquals(keysOf(sequence), keys, JSON.stringify(sequence));
  }
});

Deno.test(
  "KeyDecoder takes the first of U+0008 and DEL for Backspace, the other with Ctrl",
  pure,
  () => {
    const [plain, ctrl] = [press("backspace"), press("ctrl+backspace")];
    for (const isWindows of [false, true]) {
      const modern = new FakeKeyboard({ isWindows });
      assertEquals(modern.send("\x7f\b\x7f"), [plain, ctrl, plain]);
      const legacy = new FakeKeyboard({ isWindows });
      assertEquals(legacy.send("\b\b"), [plain, plain]);
      assertEquals(legacy.send("\x7f\b"), [isWindows ? ctrl : plain, plain]);
    }
  },
);

Deno.test("KeyDecoder takes what AltGr types on Windows for text", pure, () => {
  for (const character of ["@", "€", "{", "}", "~", "ª", "°", "|", "ß", "e"]) {
    const sequence = `\x1b${character}`;
    const keyboard = new FakeKeyboard({ isWindows: true });
    assertEquals([...keyboard.send(sequence), ...keyboard.expire()], [text(character)], character);
    assertEquals(keysOf(`a${sequence}b`, true), keysOf(`a${character}b`), character);
  }
  for (const character of ["[", "]", "\\", "/", "(", "#", "O", "P", "^", "_"]) {
    const keyboard = new FakeKeyboard({ isWindows: true });
    const keys = [...keyboard.send(`a\x1b${character}`), ...keyboard.expire()];
    assertEquals(joinText(keys), [text(`a${character}`)], character);
  }
  for (const letter of "bfd") {
    assertEquals(keysOf(`\x1b${letter}`, true), [press(`alt+${letter}`)]);
  }
  assertEquals(keysOf("\x1b\r\x1b\x7f", true), [press("alt+enter"), press("alt+backspace")]);
});

Deno.test("KeyDecoder on Windows loses nothing behind what AltGr types", pure, () => {
  assertEquals(keysOf("v\x1b] = 1\rb\r", true), [text("v] = 1"), ENTER, text("b"), ENTER]);
  assertEquals(keysOf("\x1b]\x7f", true), [text("]"), press("backspace")]);
  assertEquals(keysOf("a\x1b[\r", true), [text("a["), ENTER]);
  assertEquals(keysOf("\x1bPerfeito\r", true), [text("Perfeito"), ENTER]);
  assertEquals(keysOf("\x1b(a)", true), [text("(a)")]);
});

Deno.test("KeyDecoder.expire() takes a single Escape for a key", pure, () => {
  const keyboard = new FakeKeyboard();
  assertEquals(keyboard.send("a\x1b"), [text("a")]);
  assertEquals(keyboard.waitMs, 500);
  assertEquals(keyboard.expire(), [press("escape")]);
  assertEquals([keyboard.waitMs, keyboard.send("\r")], [undefined, [ENTER]]);
  assertEquals([...keyboard.send("\x1b"), ...keyboard.send("\r")], [press("alt+enter")]);
});

Deno.test("KeyDecoder.read() returns a cursor report among keys, split at every byte", pure, () => {
  const cases: [answer: string, row: number, column: number][] = [
    ["\x1b[1;1R", 1, 1],
    ["\x1b[12;40R", 12, 40],
    ["\x1b[120;132R", 120, 132],
  ];
  for (const [answer, row, column] of cases) {
    const whole = bytesOf(`ã\x1b[D${answer}1;R${PASTE_BEGINS}1${PASTE_ENDS}`);
    const expected: Key[] = [
      text("ã"),
      press("left"),
      { type: "report", row, column },
      text("1;R"),
      paste("1"),
    ];
    for (let at = 0; at <= whole.length; at++) {
      const parts = [whole.slice(0, at), whole.slice(at)].filter(({ length }) => length > 0);
      assertEquals(readBytes(parts), expected, `${row};${column} cut at ${at}`);
    }
  }
});
