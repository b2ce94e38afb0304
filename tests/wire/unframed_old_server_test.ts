import { assertEquals } from "@std/assert";
import { UnframedDecoder } from "../../lib/wire/unframed.ts";
import { bytesOf, latin1 } from "../support/bytes.ts";

Deno.test("UnframedDecoder.receive() returns the lines of a read", { permissions: "none" }, () => {
  const cases: [criterion: string, reads: Uint8Array[], lines: string[][]][] = [
    ["a read is a line", [bytesOf("Ana: oi"), bytesOf("Bia: olá")], [["Ana: oi"], ["Bia: olá"]]],
    ["newlines part lines", [bytesOf("um\ndois\r\ntrês\n")], [["um", "dois", "três"]]],
    ["a character cut in half waits", [
      bytesOf("Mã").slice(0, 2),
      bytesOf("ãe 🙂").slice(1, 6),
      bytesOf("🙂!").slice(2),
    ], [["M"], ["ãe "], ["🙂!"]]],
    [
      "half a character alone shows nothing",
      [bytesOf("🙂").slice(0, 3), bytesOf("🙂").slice(3)],
      [
        [],
        ["🙂"],
      ],
    ],
    ["what is not UTF-8 is shown as such", [latin1("n\xe3o")], [["n�o"]]],
    ["what is unsafe is taken out", [bytesOf("\x1b[2Joi\x07")], [["oi"]]],
  ];
  for (const [criterion, reads, lines] of cases) {
    const server = new UnframedDecoder();
    assertEquals(reads.map((read) => server.receive(read)), lines, criterion);
  }
});
