import { assert, assertEquals } from "@std/assert";
import { UNFRAMED_READ_BYTES, unframedPiece } from "../../lib/wire/unframed.ts";
import { bytesOf } from "../support/bytes.ts";
import { withSeeds } from "../support/random.ts";

const textOf = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** The pieces in order, as a connection writes them. */
function unframedPieces(bytes: Uint8Array): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let done = 0; done < bytes.length;) {
    const { piece, length } = unframedPiece(bytes.subarray(done));
    all.push(piece);
    done += length;
  }
  return all;
}

Deno.test("unframedPiece() leaves out the newline that ends a piece", {
  permissions: "none",
}, () => {
  const cases: [bytes: string, pieces: string[]][] = [
    ["", []],
    ["oi\n", ["oi"]],
    ["um\ndois\n", ["um\ndois"]],
    ["oi", ["oi"]],
    [`${"a".repeat(1023)}\nb\n`, ["a".repeat(1023), "b"]],
    ["a".repeat(1025) + "\n", ["a".repeat(1024), "a"]],
    ["a".repeat(1023) + "ã\n", ["a".repeat(1023), "ã"]],
    ["a".repeat(1021) + "🙂\n", ["a".repeat(1021), "🙂"]],
    ["a".repeat(1020) + "🙂\n", ["a".repeat(1020) + "🙂", ""]],
  ];
  for (const [text, expected] of cases) {
    assertEquals([...unframedPieces(bytesOf(text))].map(textOf), expected);
  }
});

Deno.test("unframedPiece() loses no bytes and splits no character", { permissions: "none" }, () => {
  withSeeds(50, (random) => {
    const letters = ["a", "ã", "ば", "🙂"];
    const text = Array.from(
      { length: random() * 5000 },
      () => letters[Math.floor(random() * letters.length)],
    ).join("");
    const parts = [...unframedPieces(bytesOf(text))];
    assertEquals(parts.map(textOf).join(""), text);
    for (const part of parts.slice(0, -1)) {
      assert(part.length > UNFRAMED_READ_BYTES - 4 && part.length <= UNFRAMED_READ_BYTES);
    }
  });
});
