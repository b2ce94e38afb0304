import { assertEquals } from "@std/assert";
import { CLOSE_CODES } from "../../lib/wire/websocket.ts";
import {
  encodeClose,
  encodePong,
  encodeText,
  textHeader,
} from "../../lib/wire/websocket_frames.ts";
import { bytesOf, textOf } from "../support/bytes.ts";
import { OPCODES, serverFrames } from "../support/frames.ts";

const pure = { permissions: "none" as const };

Deno.test("textHeader() writes a length in as few bytes as possible, without a mask", pure, () => {
  const cases: [length: number, header: number[]][] = [
    [0, [0x81, 0]],
    [1, [0x81, 1]],
    [125, [0x81, 125]],
    [126, [0x81, 126, 0, 126]],
    [127, [0x81, 126, 0, 127]],
    [256, [0x81, 126, 1, 0]],
    [65_535, [0x81, 126, 0xff, 0xff]],
    [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
    [0x01020304, [0x81, 127, 0, 0, 0, 0, 1, 2, 3, 4]],
  ];
  for (const [length, header] of cases) assertEquals([...textHeader(length)], header);
});

Deno.test("encodeText() writes one frame with the text in UTF-8", pure, () => {
  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536]) {
    const text = "a".repeat(length);
    const bytes = encodeText(text);
    const header = textHeader(length);
    assertEquals(bytes.slice(0, header.length), header, `${length} bytes`);
    assertEquals(textOf(bytes.slice(header.length)), text);
  }
  assertEquals(encodeText("ã🙂"), Uint8Array.of(0x81, 6, ...bytesOf("ã🙂")));
  // 63 characters, but 126 bytes.
  assertEquals([...encodeText("ã".repeat(63)).slice(0, 4)], [0x81, 126, 0, 126]);
});

Deno.test("encodePong() returns the payload of the ping", pure, () => {
  for (const payload of [bytesOf(""), bytesOf("Hello"), new Uint8Array(125).fill(0xfe)]) {
    const bytes = encodePong(payload);
    assertEquals([...bytes.slice(0, 2)], [0x8a, payload.length]);
    assertEquals(serverFrames(bytes), [{ opcode: OPCODES.pong, payload }]);
  }
});

Deno.test("encodeClose() writes a code in network order, or none", pure, () => {
  assertEquals([...encodeClose()], [0x88, 0]);
  assertEquals([...encodeClose(1000)], [0x88, 2, 0x03, 0xe8]);
  assertEquals([...encodeClose(4999)], [0x88, 2, 0x13, 0x87]);
  assertEquals(Object.values(CLOSE_CODES), [1000, 1001, 1002, 1003, 1007, 1008, 1009]);
});
