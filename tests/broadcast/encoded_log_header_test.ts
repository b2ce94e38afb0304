import { assertEquals } from "@std/assert";
import { EncodedLog } from "../../lib/broadcast/encoded_log.ts";
import { EntryTexts } from "../../lib/broadcast/entry_texts.ts";
import { concat } from "../../lib/bytes.ts";
import { encodeText, textHeader } from "../../lib/wire/websocket_frames.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" as const };

const CHUNK_BYTES = 256 * 1024;

/** The frames of texts; one that readers do not share is none. */
function framesOf(texts: readonly string[]): Uint8Array {
  return concat(texts.map((text) => text === "" ? new Uint8Array() : encodeText(text)));
}

const MIXED = [
  ...["oi", "", "não", "🙂", "a".repeat(125), "b".repeat(126), "ã".repeat(62), "ã".repeat(63)],
  ...["", "half \ud800 a pair", "c".repeat(65_535), "ã".repeat(40_000), "", "fim"],
];

Deno.test(
  "EncodedLog.append() writes the header of each text, whatever its length in UTF-8",
  pure,
  () => {
    const together = new EncodedLog(0, textHeader);
    together.append(EntryTexts.of(MIXED));
    const apart = new EncodedLog(0, textHeader);
    for (const text of MIXED) apart.append(EntryTexts.of([text]));
    for (const encoded of [together, apart, EncodedLog.of(0, MIXED, textHeader)]) {
      for (const [at, text] of MIXED.entries()) {
        const { bytes, cursor } = encoded.slice(at, at + 1);
        assertEquals([bytes, cursor], [framesOf([text]), at + 1], `entry ${at + 1}`);
      }
      const short = encoded.slice(0, 10);
      assertEquals(short.bytes, framesOf(MIXED.slice(0, short.cursor)));
      assertEquals(encoded.bytesAfter(0), framesOf(MIXED).length);
    }
  },
);

Deno.test("EncodedLog.append() writes headers also when all texts are ASCII", pure, () => {
  const texts = Array.from({ length: 300 }, (_, at) => "x".repeat(at));
  const encoded = new EncodedLog(0, textHeader);
  encoded.append(EntryTexts.of(texts));
  assertEquals(encoded.slice(0, 300).bytes, framesOf(texts));
});

Deno.test(
  "EncodedLog.append() begins a new piece where a text does not fit with its header",
  pure,
  () => {
    const body = "a".repeat(CHUNK_BYTES / 8 - 4);
    for (const last of [body, `${body}a`]) {
      const texts = [...new Array(7).fill(body), last, "b"];
      for (const isTogether of [true, false]) {
        const encoded = new EncodedLog(0, textHeader);
        if (isTogether) encoded.append(EntryTexts.of(texts));
        else for (const text of texts) encoded.append(EntryTexts.of([text]));
        assertEquals(encoded.slice(0, 9).cursor, last === body ? 8 : 7);
        assertEquals(encoded.slice(7, 9).bytes.slice(0, 4), textHeader(last.length));
        assertEquals(encoded.bytesAfter(0), framesOf(texts).length);
      }
    }
    const long = "ã".repeat(CHUNK_BYTES);
    const encoded = new EncodedLog(0, textHeader);
    encoded.append(EntryTexts.of([long]));
    assertEquals(encoded.slice(0, 1).bytes, framesOf([long]));
  },
);

Deno.test("EncodedLog.of() takes no more space than its texts with their headers", pure, () => {
  const { bytes } = EncodedLog.of(0, MIXED, textHeader).slice(0, MIXED.length);
  assertEquals(bytes.buffer.byteLength, framesOf(MIXED).length);
});

Deno.test("EncodedLog with headers keeps random texts, appended in any groups", pure, () => {
  withSeeds(60, (random) => {
    const below = (bound: number) => Math.floor(random() * bound);
    const texts = Array.from(
      { length: 1 + below(40) },
      () => ["", "a", "ã", "🙂"][below(4)]!.repeat(random() < 0.1 ? below(40_000) : below(200)),
    );
    const encoded = new EncodedLog(0, textHeader);
    for (let at = 0; at < texts.length;) {
      const next = at + 1 + below(10);
      encoded.append(EntryTexts.of(texts.slice(at, next)));
      at = next;
    }
    const pieces: Uint8Array[] = [];
    for (let cursor = 0; cursor < texts.length;) {
      const block = encoded.slice(cursor, texts.length);
      pieces.push(block.bytes);
      cursor = block.cursor;
    }
    assertEquals(concat(pieces), framesOf(texts));
  });
});
