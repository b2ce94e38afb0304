import { assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { WebSocketDecoder } from "../../lib/wire/websocket.ts";
import { bytesOf, pieces, takeEach } from "../support/bytes.ts";
import { clientFrame, OPCODES } from "../support/frames.ts";
import { binary, failed, first, last, next, ping, said, text } from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const NOT_UTF8 = Uint8Array.of(0x6e, 0xe3, 0x6f);
const firstBinary = (payload: string | Uint8Array) =>
  clientFrame(OPCODES.binary, payload, { isFinal: false });

/** What a decoder finds in reads of a size. */
function decode(frames: Uint8Array[], size: number) {
  const decoder = new WebSocketDecoder();
  const bytes = concat(frames);
  return takeEach(pieces(bytes, size), (piece) => decoder.push(piece));
}

Deno.test("WebSocketDecoder.push() decodes binary messages", pure, () => {
  const bin = (content: string | Uint8Array) => {
    return {
      type: "binary" as const,
      bytes: typeof content === "string" ? bytesOf(content) : content,
    };
  };
  const part = { type: "fragment" as const };
  const pinged = { type: "ping" as const, payload: bytesOf("x") };
  const cases: [frames: Uint8Array[], decoded: unknown[]][] = [
    [[binary("é"), text("é"), binary(NOT_UTF8)], [bin("é"), said("é"), bin(NOT_UTF8)]],
    [[binary(), binary("a")], [bin(""), bin("a")]],
    [[firstBinary("a"), ping("x"), next(""), last(NOT_UTF8), text("b")], [
      ...[part, pinged, part],
      ...[bin(concat([bytesOf("a"), NOT_UTF8])), said("b")],
    ]],
    [[first("a"), last("b"), firstBinary("c"), last("d")], [part, said("ab"), part, bin("cd")]],
    [[firstBinary("a"), binary("b")], [part, failed(1002)]],
    [[firstBinary("a".repeat(16_384)), last("b")], [part, failed(1009)]],
  ];
  for (const [frames, decoded] of cases) {
    for (const size of [100_000, 1, 7]) assertEquals(decode(frames, size), decoded);
  }
});

Deno.test("WebSocketDecoder.push() decodes a binary message of many small fragments", pure, () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at);
  const [head, ...others] = pieces(bytes, 1);
  const frames = [firstBinary(head!), ...others.map((one) => next(one)), last()];
  const decoded = decode(frames, 100_000);
  assertEquals(decoded.at(-1), { type: "binary", bytes });
  assertEquals(decoded.length, 1001);
});
