import { assertEquals } from "@std/assert";
import type { Key } from "../../lib/term/keys.ts";
import { FakeKeyboard } from "../support/fake_keyboard.ts";

const pure = { permissions: "none" } as const;

/** Terminal sequences that are not keys, which Node's decoder splits or leaves unnamed. */
const FOREIGN: [criterion: string, sequence: string][] = [
  ["the mouse", "\x1b[<0;12;5M"],
  ["what terminal it is", "\x1b[?62;22c"],
  ["the state of a mode", "\x1b[?2026;2$y"],
  ["a key by its number", "\x1b[97;5u"],
  ["a colour, ended by BEL", "\x1b]11;rgb:0/0/0\x07"],
  ["a colour, ended by ST", "\x1b]11;rgb:0/0/0\x1b\\"],
  ["a device control string with a final character in it", "\x1bP1$r0m\x1b\\"],
  ["an application program command", "\x1b_G@\x1b\\"],
  ["a privacy message", "\x1b^x\x1b\\"],
  ["a start of string", "\x1bXx\x1b\\"],
];

function typed(text: string): Key[] {
  return [{ type: "text", text }];
}

Deno.test(
  "KeyDecoder.read() drops replies of a terminal, and returns the keys around them",
  pure,
  () => {
    for (const [criterion, sequence] of FOREIGN) {
      const keyboard = new FakeKeyboard();
      assertEquals(keyboard.send(sequence), [], criterion);
      assertEquals(keyboard.send(`ã${sequence}b`), typed("ãb"), criterion);
      assertEquals(keyboard.send(`${sequence}${sequence}c@`), typed("c@"), criterion);
      assertEquals(keyboard.send("d"), typed("d"), criterion);
    }
  },
);

Deno.test("KeyDecoder.endBurst() ends an unfinished terminal sequence", pure, () => {
  for (const unfinished of ["\x1b[<0;1", "\x1b]11;rgb", "\x1bP1", "\x1b[120;"]) {
    const keyboard = new FakeKeyboard();
    assertEquals(keyboard.send(unfinished), [], JSON.stringify(unfinished));
    assertEquals(keyboard.send("7ã"), typed("7ã"), JSON.stringify(unfinished));
  }
});

Deno.test(
  "KeyDecoder.read() ends a command at no BEL, and a string at no final character",
  pure,
  () => {
    const keyboard = new FakeKeyboard();
    assertEquals(keyboard.send("\x1b[<0\x07;1Ma"), typed("a"));
    assertEquals(keyboard.send("\x1b]0;Mm~\x07a"), typed("a"));
  },
);

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
  assertEquals(keyboard.send("\x1b]0;\x1b[I\x07a"), typed("a"), "in a control string");
});
