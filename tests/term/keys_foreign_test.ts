import { assertEquals } from "@std/assert";
import { joinText, type Key, KeyDecoder } from "../../lib/term/keys.ts";
import { latin1, pieces } from "../support/bytes.ts";
import { FakeKeyboard } from "../support/fake_keyboard.ts";

const pure = { permissions: "none" } as const;

/** Terminal sequences that are no keys of the editor, a character for each byte. */
const FOREIGN: [criterion: string, sequence: string][] = [
  ["the mouse (SGR)", "\x1b[<0;12;5M"],
  ["the mouse (urxvt)", "\x1b[32;12;5M"],
  ["the mouse (X10)", '\x1b[M !"'],
  ["the mouse (X10), far right", "\x1b[M \xff\xe1"],
  ["what terminal it is", "\x1b[?62;22c"],
  ["the state of a mode", "\x1b[?2026;2$y"],
  ["a key without a character", "\x1b[57358u"],
  ["a key of the keypad by its number", "\x1b[57428u"],
  ["the size of the window", "\x1b[8;24;80t"],
  ["a function key", "\x1b[15~"],
  ["a function key with modifiers", "\x1b[15;5~"],
  ["a function key of many numbers", "\x1b[1;2;3;4;5P"],
  ["a function key of the Linux console", "\x1b[[A"],
  ["a function key of an application keypad", "\x1bOP"],
  ["one of a keypad", "\x1bOp"],
  ["a long number", "\x1b[1234567890z"],
  ["private parameters", "\x1b[>1;4000;21c"],
  ["intermediates", "\x1b[1 !q"],
  ["a very long sequence", `\x1b[${"1;".repeat(1000)}m`],
  ["the choice of a character set", "\x1b(B"],
  ["a colour, ended by BEL", "\x1b]11;rgb:0/0/0\x07"],
  ["a colour, ended by ST", "\x1b]11;rgb:0/0/0\x1b\\"],
  ["a device control string with a final character in it", "\x1bP1$r0m\x1b\\"],
  ["an application program command", "\x1b_G@\x1b\\"],
  ["a privacy message", "\x1b^x\x1b\\"],
  ["a start of string", "\x1bXx\x1b\\"],
  ["a cancelled sequence", "\x1b[1;2\x18"],
  ["a substituted string", "\x1b]0;abc\x1a"],
  ["an answer with text in UTF-8", "\x1b]0;n\xc3\xa3o\x1b\\"],
];

function typed(text: string): Key[] {
  return [{ type: "text", text }];
}

Deno.test("KeyDecoder passes over what is no key, whole, however it is cut", pure, () => {
  for (const [criterion, sequence] of FOREIGN) {
    const whole = latin1(`\xc3\xa3${sequence}b@`);
    for (let at = 0; at <= Math.min(60, whole.length); at++) {
      const keys = new KeyDecoder({ isWindows: false });
      const read = [whole.slice(0, at), whole.slice(at)].flatMap((part) => keys.read(part));
      assertEquals(joinText(read), typed("ãb@"), `${criterion}, cut at ${at}`);
    }
    const keys = new KeyDecoder({ isWindows: false });
    const read = pieces(whole, 1).flatMap((part) => keys.read(part));
    assertEquals(joinText(read), typed("ãb@"), `${criterion}, byte by byte`);
    assertEquals(keys.waitMs, undefined, criterion);
  }
});

Deno.test("KeyDecoder.expire() drops an unfinished sequence", pure, () => {
  for (
    const unfinished of ["\x1b[<0;1", "\x1b]11;rgb", "\x1bP1", "\x1b[120;", "\x1b[M", "\x1bO1"]
  ) {
    const keyboard = new FakeKeyboard();
    assertEquals(keyboard.send(unfinished), [], JSON.stringify(unfinished));
    assertEquals(keyboard.waitMs, 100, JSON.stringify(unfinished));
    assertEquals(keyboard.expire(), [], JSON.stringify(unfinished));
    assertEquals(keyboard.send("7ã"), typed("7ã"), JSON.stringify(unfinished));
  }
});

Deno.test("KeyDecoder.expire() takes what only begins a sequence for a key with Alt", pure, () => {
  for (const character of ["[", "O", "]", "P", "(", "/"]) {
    const keyboard = new FakeKeyboard();
    assertEquals(keyboard.send(`\x1b${character}`), []);
    const name = `alt+${character.toLowerCase()}`;
    assertEquals(keyboard.expire(), [{ type: "press", name }]);
    assertEquals(keyboard.send("a"), typed("a"));
  }
});

Deno.test("KeyDecoder carries out a control character within a sequence", pure, () => {
  const keyboard = new FakeKeyboard();
  const name = (name: string): Key => ({ type: "press", name });
  assertEquals(keyboard.send("\x1b[<0\x07;1Ma"), [name("ctrl+g"), ...typed("a")]);
  assertEquals(keyboard.send("\x1b[1\r;5Da"), [name("enter"), name("ctrl+left"), ...typed("a")]);
  assertEquals(keyboard.send("\x1bO\ra"), [name("alt+o"), name("enter"), ...typed("a")]);
  assertEquals(keyboard.send("\x1b]0;Mm~\r\x07a"), typed("a"), "a string has none");
  assertEquals(keyboard.send("\x1b[1ãb"), typed("ãb"), "a character ends a sequence");
  assertEquals(keyboard.send("\x1b[M\ra"), [name("enter"), ...typed("a")]);
});

Deno.test("KeyDecoder begins anew at an Escape, wherever it comes", pure, () => {
  const left: Key = { type: "press", name: "left" };
  for (const before of ["\x1b[1;2", "\x1b]0;a", "\x1bP1", "\x1bO", "\x1b(", "\x1b[M a"]) {
    const keyboard = new FakeKeyboard();
    assertEquals(keyboard.send(`${before}\x1b[Da`), [left, ...typed("a")], JSON.stringify(before));
  }
  const keyboard = new FakeKeyboard();
  assertEquals(keyboard.send("a\x1b\\b"), [
    ...typed("a"),
    { type: "press", name: "alt+\\" },
    ...typed("b"),
  ]);
});

Deno.test("KeyDecoder.read() returns focus reports, and the keys around them", pure, () => {
  const focus = (isFocused: boolean): Key => ({ type: "focus", isFocused });
  const keyboard = new FakeKeyboard();
  assertEquals(keyboard.send("\x1b[I"), [focus(true)]);
  assertEquals(keyboard.send("a\x1b[Ob\x1b[I\x1b[O"), [
    ...[...typed("a"), focus(false), ...typed("b")],
    ...[focus(true), focus(false)],
  ]);
  assertEquals(keyboard.send("\x1b[200~a\x1b[Ib\x1b[201~"), [
    { type: "paste", text: "a\x1b[Ib" },
  ]);
});
