import { assertEquals } from "@std/assert";
import { joinBurst, joinText, type Key, KeyDecoder, mayGoOn } from "../../lib/term/keys.ts";
import { bytesOf, pieces } from "../support/bytes.ts";
import { FakeKeyboard } from "../support/fake_keyboard.ts";
import { ENTER, paste, PASTE_BEGINS, PASTE_ENDS, press, text } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

const focus: Key = { type: "focus", isFocused: true };

/** The keys of a text that arrives in one chunk. */
function keysOf(sequences: string): Key[] {
  return new FakeKeyboard().send(sequences);
}

/** The keys of bytes in these parts. */
function readBytes(parts: Uint8Array[]): Key[] {
  const keys = new KeyDecoder({ isWindows: false });
  return joinText([...parts.flatMap((part) => keys.read(part)), ...keys.expire()]);
}

Deno.test("KeyDecoder.read() returns a bracketed paste as one text", pure, () => {
  const cases: [criterion: string, pasted: string, text: string][] = [
    ["nothing", "", ""],
    ["words", "oi ã🙂", "oi ã🙂"],
    ["newlines come as the Enter key", "a\rb\r", "a\nb\n"],
    ["newlines of Windows", "a\r\nb", "a\nb"],
    ["newlines of Unix", "a\nb", "a\nb"],
    ["empty lines", "\r\r\r", "\n\n\n"],
    ["tabs", "\ta", "\ta"],
    ["what the mark is made of", "~[201~", "~[201~"],
    ["keys that would do something", "a\x03b", "a\x03b"],
    ["sequences", "a\x1b[Db\x1b[1R", "a\x1b[Db\x1b[1R"],
    ["a second mark at its beginning", "a\x1b[200~b", "ab"],
    ["a mark of its end in the text", "a\x1b[201~b\rc", "ab\nc"],
    ["two of them", "a\x1b[201~\x1b[201~\r", "a\n"],
  ];
  for (const [criterion, pasted, expected] of cases) {
    const read = keysOf(`<${PASTE_BEGINS}${pasted}${PASTE_ENDS}>`);
    assertEquals(read, [text("<"), paste(expected), text(">")], criterion);
  }
});

Deno.test("KeyDecoder.read() returns several pastes separately", pure, () => {
  const both = `${PASTE_BEGINS}a${PASTE_ENDS}${PASTE_BEGINS}b${PASTE_ENDS}\r`;
  assertEquals(readBytes([bytesOf(both)]), [paste("a"), paste("b"), ENTER]);
});

Deno.test("KeyDecoder.read() sends no half of a paste with a mark of its end in it", pure, () => {
  const keyboard = new FakeKeyboard();
  assertEquals(keyboard.send(`${PASTE_BEGINS}a${PASTE_ENDS}\r`), []);
  assertEquals(keyboard.send(`b\rc${PASTE_ENDS}`), [paste("a\nb\nc")]);
  // What is typed behind a paste is delayed by the doubt.
  assertEquals(keyboard.send(`${PASTE_BEGINS}a${PASTE_ENDS}b\r`), []);
  assertEquals(keyboard.waitMs, 100);
  assertEquals(keyboard.expire(), [paste("a"), text("b"), ENTER]);
  assertEquals(keyboard.send(`${PASTE_BEGINS}a${PASTE_ENDS}`), [paste("a")]);
  const long = `${PASTE_BEGINS}a${PASTE_ENDS}${"x\r".repeat(3_000)}`;
  assertEquals(keyboard.send(long).length > 3_000, true);
});

Deno.test("KeyDecoder.expire() gives the keyboard back with what came of a paste", pure, () => {
  const keyboard = new FakeKeyboard();
  assertEquals(keyboard.send(`${PASTE_BEGINS}a\rã`), []);
  assertEquals(keyboard.send("b\x1b[20"), []);
  assertEquals(keyboard.waitMs, 1_000);
  assertEquals(keyboard.expire(), [paste("a\nãb\x1b[20")]);
  assertEquals([keyboard.waitMs, keyboard.send("c\r")], [undefined, [text("c"), ENTER]]);
});

Deno.test("KeyDecoder.read() ends an unfinished paste at a lone Ctrl+C", pure, () => {
  const keyboard = new FakeKeyboard();
  assertEquals(keyboard.send(`${PASTE_BEGINS}a\x03b`), []);
  assertEquals(keyboard.send("\x03"), [paste("a\x03b")]);
  assertEquals(keyboard.send("d"), [text("d")]);
});

Deno.test("KeyDecoder.read() keeps no more of a paste than could be typed", pure, () => {
  const keyboard = new FakeKeyboard();
  keyboard.send(PASTE_BEGINS);
  for (let n = 0; n < 100; n++) keyboard.send("x".repeat(10_000));
  const [pasted] = keyboard.send(`x${PASTE_ENDS}`);
  const { length } = pasted?.type === "paste" ? pasted.text : "";
  assertEquals([length > 64 * 1024, length < 300_000], [true, true], `${length}`);
  assertEquals(keyboard.send("d"), [text("d")]);
});

Deno.test("KeyDecoder.read() returns one paste when its bytes are split anywhere", pure, () => {
  const pasted = "não é só\rinformação\r\n\r🙂👩‍💻🇧🇷 e\u0301~\n天[201~";
  const whole = bytesOf(`é${PASTE_BEGINS}${pasted}${PASTE_ENDS}\x1b[D🙂\r`);
  const expected = [
    text("é"),
    paste("não é só\ninformação\n\n🙂👩‍💻🇧🇷 e\u0301~\n天[201~"),
    press("left"),
    text("🙂"),
    ENTER,
  ];
  for (let at = 0; at <= whole.length; at++) {
    const parts = [whole.slice(0, at), whole.slice(at)].filter(({ length }) => length > 0);
    assertEquals(readBytes(parts), expected, `cut at ${at}`);
  }
  for (const size of [1, 2, 3, 7]) {
    assertEquals(readBytes(pieces(whole, size)), expected, `by ${size}`);
  }
});

Deno.test("joinText() joins characters of one burst into one text", pure, () => {
  const parts = [..."👩‍💻"].map(text);
  assertEquals(joinText([...parts, ENTER, text("a")]), [text("👩‍💻"), ENTER, text("a")]);
});

Deno.test("joinBurst() returns a burst with a newline in its middle as one paste", pure, () => {
  const cases: [criterion: string, keys: Key[], joined: Key[]][] = [
    ["two lines", [text("a"), ENTER, text("b")], [paste("a\nb")]],
    ["the newline at its end is not part", [text("a"), ENTER, text("b"), ENTER], [paste("a\nb")]],
    ["but only one", [text("a"), ENTER, text("b"), ENTER, ENTER], [paste("a\nb\n")]],
    ["an empty line between", [text("a"), ENTER, ENTER, text("ã")], [paste("a\n\nã")]],
    ["a tab", [text("a"), ENTER, press("tab"), text("b")], [paste("a\n\tb")]],
    ["a newline first", [ENTER, text("🙂"), text("!")], [paste("\n🙂!")]],
    ["newlines of Unix", [text("a"), press("ctrl+j"), text("b")], [paste("a\nb")]],
    ["newlines of Windows", [text("a"), ENTER, press("ctrl+j"), text("b")], [paste("a\nb")]],
    ["a report before it", [focus, text("a"), ENTER, text("b")], [focus, paste("a\nb")]],
    ["many lines", [text("a"), ENTER, text("b"), ENTER, text("c")], [paste("a\nb\nc")]],
  ];
  for (const [criterion, keys, joined] of cases) assertEquals(joinBurst(keys), joined, criterion);
});

Deno.test("joinBurst() does not change single keys", pure, () => {
  const cases: [criterion: string, keys: Key[]][] = [
    ["nothing", []],
    ["one key", [text("a")]],
    ["Enter", [ENTER]],
    ["one line", [text("o"), text("i")]],
    ["one line and Enter", [text("o"), text("i"), ENTER]],
    ["editing", [press("left"), press("backspace"), text("a")]],
    ["editing, then Enter, then more", [press("up"), ENTER, text("a")]],
    ["a marked paste", [paste("a\nb"), ENTER]],
    ["a marked paste between", [text("a"), ENTER, paste("a\nb")]],
  ];
  for (const [criterion, keys] of cases) assertEquals(joinBurst(keys), joinText(keys), criterion);
});

Deno.test("mayGoOn() is true for what may be part of a paste", pure, () => {
  const cases: [keys: Key[], mayGoOn: boolean][] = [
    [[], false],
    [[text("a")], false],
    [[ENTER], false],
    [[text("não")], false],
    [[text("a"), ENTER], true],
    [[ENTER, text("a")], true],
    [[text("a".repeat(512))], true],
    [[text("a".repeat(511))], false],
    [[paste("a\nb")], false],
    [[press("left"), press("left")], false],
  ];
  for (const [keys, expected] of cases) assertEquals(mayGoOn(keys), expected, `${keys.length}`);
});
