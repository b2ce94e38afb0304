/** The cases 9 and 10 of the Autobahn test suite, within the limit of a message, and their cost. */

import { assert, assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { type FrameFailure, WebSocketDecoder } from "../../lib/wire/websocket.ts";
import { pieces } from "../support/bytes.ts";
import { assertLinear } from "../support/cost.ts";
import { clientFrame, OPCODES } from "../support/frames.ts";
import {
  assertDecodes,
  type Case,
  decode,
  failed,
  first,
  fragments,
  last,
  next,
  ping,
  pinged,
  pong,
  said,
  text,
} from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const MAX_BYTES = 16 * 1024;
const FULL = "*".repeat(MAX_BYTES);

Deno.test(
  "WebSocketDecoder.push() decodes a text of 16 KiB, and fails at one byte more",
  pure,
  () => {
    assertDecodes([
      ["9.1, whole", [text(FULL)], [said(FULL)]],
      ["9.1, one byte more", [text(`${FULL}*`)], [failed(1009)]],
      ["twice", [text(FULL), text(FULL)], [said(FULL), said(FULL)]],
      ["the limit is of bytes", [text("ã".repeat(MAX_BYTES / 2))], [
        said("ã".repeat(MAX_BYTES / 2)),
      ]],
      ["of characters there are fewer", [text("ã".repeat(MAX_BYTES / 2) + "a")], [failed(1009)]],
    ]);
  },
);

Deno.test("WebSocketDecoder.push() counts the bytes of all fragments of a text", pure, () => {
  const sizes = [64, 256, 1024, 4096, MAX_BYTES - 1, MAX_BYTES];
  assertDecodes([
    ...sizes.map((size): Case => [`9.3, ${size}`, fragments(FULL, size), [said(FULL)]]),
    ...sizes.map((size): Case => [`${size}+`, fragments(`${FULL}*`, size), [failed(1009)]]),
    ["10.1.1", fragments(FULL, 1300), [said(FULL)]],
    ["the last is empty", [first(FULL), last()], [said(FULL)]],
    ["pings do not count", [first(FULL), ping("a".repeat(125)), next(), last()], [
      pinged("a".repeat(125)),
      said(FULL),
    ]],
    ["the count begins again", [...fragments(FULL, 999), ...fragments(FULL, 9999)], [
      said(FULL),
      said(FULL),
    ]],
  ]);
});

Deno.test("WebSocketDecoder.push() fails at the header of a frame that is too long", pure, () => {
  const mask = [1, 2, 3, 4];
  const lengths: [name: string, bytes: number[], code?: FrameFailure][] = [
    ["one byte too long", [0xfe, 0x40, 0x01]],
    ["65,535 bytes", [0xfe, 0xff, 0xff]],
    ["one byte too long, in 8 bytes", [0xff, 0, 0, 0, 0, 0, 0, 0x40, 0x01]],
    ["2^32 bytes", [0xff, 0, 0, 0, 1, 0, 0, 0, 0]],
    ["2^32 and 5 bytes", [0xff, 0, 0, 0, 1, 0, 0, 0, 5]],
    ["the most bytes that a length may say", [0xff, 0x7f, ...new Array(7).fill(0xff)]],
    ["2^63 bytes and more", [0xff, 0x80, 0, 0, 0, 0, 0, 0, 5], 1002],
    ["2^64 - 1 bytes", [0xff, ...new Array(8).fill(0xff)], 1002],
  ];
  for (const [name, length, code = 1009] of lengths) {
    for (const parts of [[[0x81, ...length, ...mask]], [[0x81], length, mask]]) {
      const decoded = decode(parts.map((part) => Uint8Array.from(part)));
      assertEquals(decoded, [failed(code)], name);
    }
  }
  const second = [first(FULL), clientFrame(OPCODES.continuation, "a").slice(0, -1)];
  assertEquals(decode(second), [failed(1009)]);
});

Deno.test("WebSocketDecoder.push() fails at the header of a long control frame", pure, () => {
  for (const opcode of [OPCODES.close, OPCODES.ping, OPCODES.pong]) {
    for (const length of [[0xfe, 0, 126], [0xff, 0, 0, 0, 1, 0, 0, 0, 0]]) {
      const header = Uint8Array.of(0x80 | opcode, ...length, 1, 2, 3, 4);
      assertEquals(decode([header]), [failed(1002)]);
    }
  }
});

Deno.test("WebSocketDecoder.push() decodes a thousand texts in one read", pure, () => {
  for (const length of [0, 16, 64, 256, 1024, 4096]) {
    const payload = "*".repeat(length);
    const decoded = decode([concat(new Array(1000).fill(text(payload)))]);
    assertEquals(decoded.length, 1000);
    for (const one of decoded) assertEquals(one, said(payload), `9.7, ${length} bytes`);
  }
});

Deno.test("WebSocketDecoder() takes the limit of its messages", pure, () => {
  const push = (bytes: Uint8Array) => [...new WebSocketDecoder(4).push(bytes)];
  assertEquals(push(text("abcd")), [said("abcd")]);
  assertEquals(push(text("abcde")), [failed(1009)]);
});

Deno.test(
  "WebSocketDecoder.push() gives a value for every frame, so that each can be counted",
  pure,
  () => {
    const frames = [first("a"), ...new Array(500).fill(next()), pong(), last("b"), text("c")];
    const types = [...new WebSocketDecoder().push(concat(frames))].map(({ type }) => type);
    assertEquals(types, [...new Array(501).fill("fragment"), "pong", "text", "text"]);
  },
);

Deno.test("WebSocketDecoder.push() decodes many fragments of no bytes", pure, () => {
  const empty = concat(new Array(10_000).fill(next()));
  assertEquals(decode([first("a"), empty, last("b")]), [said("ab")]);
});

Deno.test(
  "WebSocketDecoder.push() takes linear time, however frames and reads are cut",
  pure,
  () => {
    const inputs: [name: string, make: (size: number) => Uint8Array][] = [
      ["a text", (size) => text("*".repeat(size))],
      ["fragments of 1 byte", (size) => concat(fragments("*".repeat(size / 8), 1))],
      ["fragments that cut characters", (size) => concat(fragments("🙂".repeat(size / 32), 1))],
      ["fragments of no bytes", (size) => concat([first(), ...new Array(size / 8).fill(next())])],
      ["pings within a text", (size) => concat([first(), ...new Array(size / 8).fill(ping("oi"))])],
      ["texts", (size) => concat(new Array(size / 8).fill(text("oi")))],
    ];
    for (const [name, make] of inputs) {
      for (const readBytes of [1, 7, Infinity]) {
        assertLinear(
          `${name}, in reads of ${readBytes}`,
          (size) => {
            const bytes = make(size);
            return readBytes === Infinity ? [bytes] : pieces(bytes, readBytes);
          },
          (parts) => {
            const decoder = new WebSocketDecoder();
            for (const part of parts) for (const { type } of decoder.push(part)) assert(type);
          },
        );
      }
    }
  },
);
