import { assertEquals } from "@std/assert";
import { emitKeypressEvents } from "node:readline";
import { PassThrough } from "node:stream";
import { joinBurst, joinText, type Key, KeyDecoder, type Keypress } from "../../lib/term/keys.ts";
import { bytesOf, pieces } from "../support/bytes.ts";

const pure = { permissions: "none" } as const;

const ENTER = press("enter");
const PASTE_BEGINS = "\x1b[200~";
const PASTE_ENDS = "\x1b[201~";

function text(text: string): Key {
  return { type: "text", text };
}

function press(name: string): Key {
  return { type: "press", name };
}

function paste(text: string): Key {
  return { type: "paste", text };
}

/** Keypresses as Deno's decoder reports them: the text of a character key, then its fields. */
function decoded(...keys: (string | Keypress)[]): [text: string | undefined, key: Keypress][] {
  return keys.map((key) =>
    typeof key === "string"
      ? [key, { sequence: key, name: /^[a-z]$/.test(key) ? key : undefined }]
      : [key.sequence?.startsWith("\x1b") ? undefined : key.sequence, key]
  );
}

const BEGIN_MARK: (string | Keypress)[] = [{ sequence: "\x1b[200", name: "undefined" }, "~"];
const END_MARK: (string | Keypress)[] = [{ sequence: "\x1b[201", name: "undefined" }, "~"];
const RETURN: Keypress = { sequence: "\r", name: "return" };

function readAll(keypresses: [text: string | undefined, key: Keypress][]): Key[] {
  const keys = new KeyDecoder();
  return keypresses.flatMap(([text, key]) => keys.read(text, key) ?? []);
}

Deno.test("KeyDecoder.read() returns the text of a character key", pure, () => {
  for (const typed of ["a", "A", " ", "~", "ã", "\u0301", "天", "🙂", "\u200d", "👩", "\ufe0f"]) {
    assertEquals(readAll(decoded(typed)), [text(typed)]);
  }
  assertEquals(readAll(decoded({ sequence: "A", name: "a", shift: true })), [text("A")]);
  assertEquals(readAll(decoded({ sequence: " ", name: "space" })), [text(" ")]);
});

Deno.test("KeyDecoder.read() returns the name of other keys", pure, () => {
  const cases: [key: Keypress, name: string][] = [
    [RETURN, "enter"],
    [{ sequence: "\n", name: "enter" }, "enter"],
    [{ sequence: "\x1b\r", name: "return", meta: true }, "alt+enter"],
    [{ sequence: "\x1f" }, "ctrl+_"],
    [{ sequence: "\t", name: "tab" }, "tab"],
    [{ sequence: "\x1b[Z", name: "tab", shift: true }, "shift+tab"],
    [{ sequence: "\x7f", name: "backspace" }, "backspace"],
    [{ sequence: "\b", name: "backspace" }, "backspace"],
    [{ sequence: "\x1b\x7f", name: "backspace", meta: true }, "alt+backspace"],
    [{ sequence: "\x1b[3~", name: "delete" }, "delete"],
    [{ sequence: "\x1b[A", name: "up" }, "up"],
    [{ sequence: "\x1b[1;2D", name: "left", shift: true }, "left"],
    [{ sequence: "\x1b[1;5D", name: "left", ctrl: true }, "ctrl+left"],
    [{ sequence: "\x1b[1;3C", name: "right", meta: true }, "alt+right"],
    [{ sequence: "\x1bb", name: "b", meta: true }, "alt+b"],
    [{ sequence: "\x1bB", name: "b", meta: true, shift: true }, "alt+b"],
    [{ sequence: "\x03", name: "c", ctrl: true }, "ctrl+c"],
    [{ sequence: "\x17", name: "w", ctrl: true }, "ctrl+w"],
    [{ sequence: "\x1b", name: "escape", meta: true }, "alt+escape"],
  ];
  for (const [key, name] of cases) assertEquals(readAll(decoded(key)), [press(name)], name);
});

Deno.test("KeyDecoder.read() returns a bracketed paste as one text", pure, () => {
  const cases: [criterion: string, keys: (string | Keypress)[], text: string][] = [
    ["nothing", [], ""],
    ["words", ["o", "i", { sequence: " ", name: "space" }, "ã", "🙂"], "oi ã🙂"],
    ["newlines come as the Enter key", ["a", RETURN, "b", RETURN], "a\nb\n"],
    ["newlines of Windows", ["a", RETURN, { sequence: "\n", name: "enter" }, "b"], "a\nb"],
    ["newlines of Unix", ["a", { sequence: "\n", name: "enter" }, "b"], "a\nb"],
    ["empty lines", [RETURN, RETURN, RETURN], "\n\n\n"],
    ["tabs", [{ sequence: "\t", name: "tab" }, "a"], "\ta"],
    ["what the mark is made of", ["~", "[", "2", "0", "1", "~"], "~[201~"],
    ["keys that would do something", [{ sequence: "\x03", name: "c", ctrl: true }], "\x03"],
  ];
  for (const [criterion, keys, expected] of cases) {
    const read = readAll(decoded("<", ...BEGIN_MARK, ...keys, ...END_MARK, ">"));
    assertEquals(read, [text("<"), paste(expected), text(">")], criterion);
  }
});

Deno.test("KeyDecoder.read() accepts a paste mark that arrives in one part", pure, () => {
  const read = readAll(
    decoded({ sequence: PASTE_BEGINS, name: "undefined" }, "a", RETURN, "b", {
      sequence: PASTE_ENDS,
      name: "undefined",
    }, "c"),
  );
  assertEquals(read, [paste("a\nb"), text("c")]);
});

Deno.test("KeyDecoder.read() returns several pastes separately", pure, () => {
  const read = readAll(
    decoded(...BEGIN_MARK, "a", ...END_MARK, ...BEGIN_MARK, "b", ...END_MARK, RETURN),
  );
  assertEquals(read, [paste("a"), paste("b"), ENTER]);
});

Deno.test("KeyDecoder.read() waits for the end of a paste", pure, () => {
  const keys = new KeyDecoder();
  for (const [text, key] of decoded(...BEGIN_MARK, "a", RETURN, "b", END_MARK[0]!)) {
    assertEquals(keys.read(text, key), undefined);
  }
  assertEquals(keys.read("~", { sequence: "~" }), paste("a\nb"));
});

Deno.test("KeyDecoder.read() keeps the key after a mark that was none", pure, () => {
  const read = readAll(decoded({ sequence: "\x1b[200", name: "undefined" }, "a", "~", RETURN));
  assertEquals(read, [text("a"), text("~"), ENTER]);
});

/** The keys of bytes in these parts, by the decoder of `node:readline` and `KeyDecoder`. */
async function readBytes(parts: Uint8Array[], keys = new KeyDecoder()): Promise<Key[]> {
  const stream = new PassThrough();
  const read: Key[] = [];
  stream.on("keypress", (text: string | undefined, keypress: Keypress) => {
    const key = keys.read(text, keypress);
    if (key) read.push(key);
  });
  emitKeypressEvents(stream);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  stream.on("end", resolve);
  for (const part of parts) stream.write(part);
  stream.end();
  await ended;
  return read;
}

Deno.test("KeyDecoder.read() returns one paste when its bytes are split anywhere", {
  permissions: "none",
}, async () => {
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
    assertEquals(await readBytes(parts), expected, `cut at ${at}`);
  }
  for (const size of [1, 2, 3, 7]) {
    assertEquals(await readBytes(pieces(whole, size)), expected, `by ${size}`);
  }
});

Deno.test("KeyDecoder.read() names the keys that the editor uses", {
  permissions: "none",
}, async () => {
  const cases: [sequence: string, name: string][] = [
    ["\r", "enter"],
    ["\n", "enter"],
    ["\x1b\r", "alt+enter"],
    ["\t", "tab"],
    ["\x7f", "backspace"],
    ["\b", "backspace"],
    ["\x1b\x7f", "alt+backspace"],
    ["\x1b[3~", "delete"],
    ["\x1f", "ctrl+_"],
    ["\x1b[A", "up"],
    ["\x1b[B", "down"],
    ["\x1b[C", "right"],
    ["\x1b[D", "left"],
    ["\x1bOA", "up"],
    ["\x1b[H", "home"],
    ["\x1b[F", "end"],
    ["\x1bOH", "home"],
    ["\x1bOF", "end"],
    ["\x1b[1~", "home"],
    ["\x1b[4~", "end"],
    ["\x1b[1;5D", "ctrl+left"],
    ["\x1b[1;5C", "ctrl+right"],
    ["\x1b[1;3D", "alt+left"],
    ["\x1b[1;3C", "alt+right"],
    ["\x1bb", "alt+b"],
    ["\x1bf", "alt+f"],
    ["\x1bd", "alt+d"],
    ...[..."abcdefklnpuwy"].map((letter): [string, string] => [
      String.fromCharCode(letter.charCodeAt(0) - 0x60),
      `ctrl+${letter}`,
    ]),
  ];
  for (const [sequence, name] of cases) {
    const bytes = bytesOf(`ã${sequence}b`);
    for (const size of [bytes.length, 1]) {
      const read = await readBytes(pieces(bytes, size));
      assertEquals(read, [text("ã"), press(name), text("b")], JSON.stringify(sequence));
    }
  }
});

Deno.test("KeyDecoder.read() returns a cursor report among keys, split at every byte", {
  permissions: "none",
}, async () => {
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
      ...[..."1;R"].map(text),
      paste("1"),
    ];
    for (let at = 0; at <= whole.length; at++) {
      const keys = new KeyDecoder();
      const parts = [whole.slice(0, at), whole.slice(at)].filter(({ length }) => length > 0);
      assertEquals(await readBytes(parts, keys), expected, `${row};${column} cut at ${at}`);
    }
  }
});

Deno.test("KeyDecoder.read() treats no pasted text as a cursor report", pure, () => {
  const keys = new KeyDecoder();
  const inPaste = decoded(...BEGIN_MARK, "a", { sequence: "\x1b[1", name: "undefined" }, "R");
  for (const [text, key] of inPaste) assertEquals(keys.read(text, key), undefined);
  const rest = decoded({ sequence: "\x1b[1", name: "undefined" }, "R", ...END_MARK);
  assertEquals(rest.flatMap(([text, key]) => keys.read(text, key) ?? []), [
    paste("a\x1b[1R\x1b[1R"),
  ]);
});

Deno.test("KeyDecoder.endBurst() ends what only begins like a cursor report", pure, () => {
  const keys = new KeyDecoder();
  for (const [text, key] of decoded({ sequence: "\x1b[12", name: "undefined" })) {
    assertEquals(keys.read(text, key), undefined);
  }
  keys.endBurst();
  const typed = decoded("1", "2");
  assertEquals(typed.map(([text, key]) => keys.read(text, key)), [text("1"), text("2")]);
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
    ["an answer", [{ type: "report", row: 1, column: 2 }, ENTER, text("a")]],
    ["a marked paste", [paste("a\nb"), ENTER]],
    ["a marked paste between", [text("a"), ENTER, paste("a\nb")]],
  ];
  for (const [criterion, keys] of cases) assertEquals(joinBurst(keys), joinText(keys), criterion);
});

Deno.test("KeyDecoder.endBurst() ends an unfinished paste at a lone Ctrl+C", pure, () => {
  const keys = new KeyDecoder();
  const read = (...presses: Parameters<typeof decoded>) => {
    const read = decoded(...presses).map(([text, key]) => keys.read(text, key));
    keys.endBurst();
    return read;
  };
  read(...BEGIN_MARK, "a", "\x03", "b");
  assertEquals(read("c"), [undefined]);
  assertEquals(read("\x03"), [undefined]);
  assertEquals(read("d"), [text("d")]);
});
