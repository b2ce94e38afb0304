import { assertEquals, assertThrows } from "@std/assert";
import { NotUtf8Error } from "../../lib/errors.ts";
import { InputLines } from "../../lib/term/input_lines.ts";
import { bytesOf, latin1, pieces } from "../support/bytes.ts";

const pure = { permissions: "none" } as const;

/** In UTF-16, low byte first or high byte first. */
function utf16(text: string, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) {
    view.setUint16(at * 2, text.charCodeAt(at), isLittleEndian);
  }
  return new Uint8Array(view.buffer);
}

/** The lines of an input in pieces of this size, and the line of its error. */
function read(bytes: Uint8Array, size = bytes.length, isStrict = true) {
  const input = new InputLines(isStrict);
  const lines: string[] = [];
  try {
    for (const piece of pieces(bytes, size)) {
      for (const line of input.receive(piece)) lines.push(line);
    }
    lines.push(...input.end());
    return { lines };
  } catch (error) {
    if (error instanceof NotUtf8Error) return { lines, badLine: error.line };
    throw error;
  }
}

Deno.test(
  "InputLines refuses input that is not UTF-8 at its line, after those before",
  pure,
  () => {
    const cases: [name: string, bytes: Uint8Array, lines: string[], badLine: number][] = [
      ["code page 1252", latin1("Ana\noi\na\xe7\xe3o\nfim\n"), ["Ana", "oi"], 3],
      ["code page 850", latin1("Ana\r\na\x87\xc6o\r\n"), ["Ana"], 2],
      ["UTF-16LE with BOM", utf16("\ufeffAna\nolá\n", true), [], 1],
      ["UTF-16BE with BOM", utf16("\ufeffAna\nolá\n", false), [], 1],
      ["UTF-16LE", utf16("Ana\r\noi\r\n", true), [], 1],
      ["UTF-16BE", utf16("Ana\r\noi\r\n", false), [], 1],
      ["half a character before a newline", latin1("Ana\nn\xc3\n\xa3o\n"), ["Ana"], 2],
      ["half a character at the end", latin1("Ana\nn\xc3"), ["Ana"], 2],
      ["a NUL", bytesOf("Ana\na\0b\n"), ["Ana"], 2],
    ];
    for (const [name, bytes, lines, badLine] of cases) {
      for (const size of [1, 2, 3, bytes.length]) {
        assertEquals(read(bytes, size), { lines, badLine }, `${name}, by ${size}`);
      }
    }
  },
);

Deno.test("InputLines skips a UTF-8 BOM at the start alone", pure, () => {
  const bytes = bytesOf("\ufeffolá\n\ufeffoi\n");
  for (const size of [1, 2, bytes.length]) {
    assertEquals(read(bytes, size), { lines: ["olá", "\ufeffoi"] });
  }
  assertEquals(read(bytesOf("\ufeff")), { lines: [""] });
});

Deno.test("InputLines replaces what is not UTF-8 where that is no error", pure, () => {
  const bytes = latin1("n\xc3\n\xffo\n");
  assertEquals(read(bytes, 1, false), { lines: ["n\ufffd", "\ufffdo"] });
});

Deno.test("InputLines skips a line that is not UTF-8 where that is wanted", pure, () => {
  const bytes = latin1("\xef\xbb\xbfum\na\x87\xc6o\r\ntr\xc3\xaas\na\0\nfim\nn\xc3");
  for (const size of [1, 2, 3, bytes.length]) {
    const skipped: number[] = [];
    const input = new InputLines(true, (line) => void skipped.push(line));
    const lines = pieces(bytes, size).flatMap((piece) => [...input.receive(piece)]);
    lines.push(...input.end());
    assertEquals([lines, skipped], [["um", "três", "fim"], [2, 4, 6]]);
  }
});

Deno.test("InputLines tells the line in its message", pure, () => {
  const input = new InputLines(true);
  const error = assertThrows(() => [...input.receive(latin1("\xff\n"))], NotUtf8Error);
  assertEquals(String(error), "NotUtf8Error: Cannot read line 1 of the input: it is not UTF-8");
});

Deno.test("InputLines takes a long line in small pieces without copying it again", pure, () => {
  const input = new InputLines(true);
  const piece = bytesOf("x".repeat(1024));
  const startedAt = performance.now();
  for (let at = 0; at < 32 * 1024; at++) assertEquals([...input.receive(piece)], []);
  const [line] = [...input.receive(bytesOf("\n"))];
  assertEquals(line!.length, 32 * 1024 * 1024);
  // Copied at each piece, it takes minutes.
  assertEquals(performance.now() - startedAt < 10_000, true);
});
