/** The cases 1 to 5 of the Autobahn test suite: framing. */

import { assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { WebSocketDecoder } from "../../lib/wire/websocket.ts";
import { bytesOf } from "../support/bytes.ts";
import { clientFrame, OPCODES } from "../support/frames.ts";
import {
  assertDecodes,
  binary,
  type Case,
  close,
  failed,
  first,
  fragments,
  last,
  next,
  ping,
  pinged,
  pong,
  PONGED,
  said,
  text,
} from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const HELLO = "Hello, world!";

/** A binary message that was decoded. */
const inBinary = (text: string) => ({ type: "binary" as const, bytes: bytesOf(text) });
/** A text of so many bytes. */
const stars = (length: number) => "*".repeat(length);

Deno.test("WebSocketDecoder.push() decodes texts of every kind of length", pure, () => {
  assertDecodes([
    ["1.1.1", [text()], [said("")]],
    ["1.1.2", [text(stars(125))], [said(stars(125))]],
    ["1.1.3", [text(stars(126))], [said(stars(126))]],
    ["1.1.4", [text(stars(127))], [said(stars(127))]],
    ["1.1.5", [text(stars(128))], [said(stars(128))]],
    ["1.1.6", [text(stars(65_535))], [failed(1009)]],
    ["1.1.7", [text(stars(65_536))], [failed(1009)]],
  ]);
});

Deno.test("WebSocketDecoder.push() decodes messages that are not text", pure, () => {
  assertDecodes([
    ["1.2.1", [binary()], [inBinary("")]],
    ["1.2.2", [binary(stars(125))], [inBinary(stars(125))]],
    ["1.2.3", [binary(stars(126))], [inBinary(stars(126))]],
    ["1.2.4", [binary(stars(127))], [inBinary(stars(127))]],
    ["1.2.5", [binary(stars(128))], [inBinary(stars(128))]],
    ["1.2.6", [binary(stars(65_535))], [failed(1009)]],
    ["1.2.7", [binary(stars(65_536))], [failed(1009)]],
    ["a fragment", [clientFrame(OPCODES.binary, "a", { isFinal: false })], [failed(1002)]],
  ]);
});

Deno.test("WebSocketDecoder.push() decodes pings and pongs", pure, () => {
  const noise = Uint8Array.of(0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff);
  const full = new Uint8Array(125).fill(0xfe);
  const ten = Array.from({ length: 10 }, (_, at) => `payload-${at}`);
  assertDecodes([
    ["2.1", [ping()], [pinged()]],
    ["2.2", [ping(HELLO)], [pinged(HELLO)]],
    ["2.3", [ping(noise)], [pinged(noise)]],
    ["2.4", [ping(full)], [pinged(full)]],
    ["2.5", [ping(new Uint8Array(126).fill(0xfe))], [failed(1002)]],
    ["2.7", [pong()], [PONGED]],
    ["2.8", [pong("unsolicited pong payload")], [PONGED]],
    ["2.9", [pong("unsolicited pong payload"), ping("ping")], [PONGED, pinged("ping")]],
    ["2.10", ten.map((one) => ping(one)), ten.map((one) => pinged(one))],
    ["a long pong", [pong(stars(126))], [failed(1002)]],
  ]);
});

Deno.test("WebSocketDecoder.push() fails at a reserved bit", pure, () => {
  const reserved = (bits: number, opcode = OPCODES.text, payload = HELLO) =>
    clientFrame(opcode, payload, { reserved: bits });
  assertDecodes([
    ["3.1", [reserved(1)], [failed(1002)]],
    ["3.2", [text(HELLO), reserved(2), ping()], [said(HELLO), failed(1002)]],
    ["3.3", [text(HELLO), reserved(3), ping()], [said(HELLO), failed(1002)]],
    ["3.4", [text(HELLO), reserved(4), ping()], [said(HELLO), failed(1002)]],
    ["3.5", [reserved(5, OPCODES.binary)], [failed(1002)]],
    ["3.6", [reserved(6, OPCODES.ping)], [failed(1002)]],
    ["3.7", [reserved(7, OPCODES.close, "")], [failed(1002)]],
    ["a fragment", [first("a"), reserved(4, OPCODES.continuation)], [failed(1002)]],
  ]);
});

Deno.test("WebSocketDecoder.push() fails at a reserved opcode", pure, () => {
  const unknown = (opcode: number, payload = "") => clientFrame(opcode, payload);
  const behindText = (opcode: number, payload?: string): [Uint8Array[], Case[2]] => [
    [text(HELLO), unknown(opcode, payload), ping()],
    [said(HELLO), failed(1002)],
  ];
  assertDecodes([
    ["4.1.1", [unknown(3)], [failed(1002)]],
    ["4.1.2", [unknown(4, "reserved opcode payload")], [failed(1002)]],
    ["4.1.3", ...behindText(5)],
    ["4.1.4", ...behindText(6, HELLO)],
    ["4.1.5", ...behindText(7, HELLO)],
    ["4.2.1", [unknown(11)], [failed(1002)]],
    ["4.2.2", [unknown(12, "reserved opcode payload")], [failed(1002)]],
    ["4.2.3", ...behindText(13)],
    ["4.2.4", ...behindText(14, HELLO)],
    ["4.2.5", ...behindText(15, HELLO)],
    ["within a message", [first("a"), unknown(3), last("b")], [failed(1002)]],
  ]);
});

Deno.test(
  "WebSocketDecoder.push() joins the fragments of a text, with control frames between",
  pure,
  () => {
    const [one, two, three, four, five] = [1, 2, 3, 4, 5].map((at) => `fragment${at}`);
    const pings = ["pongme 1!", "pongme 2!"] as const;
    assertDecodes([
      ["5.3", [first(one), last(two)], [said("fragment1fragment2")]],
      ["5.6", [first(one), ping("ping payload"), last(two)], [
        pinged("ping payload"),
        said("fragment1fragment2"),
      ]],
      [
        "5.19",
        [
          ...[first(one), next(two), ping(pings[0])],
          ...[next(three), next(four), ping(pings[1]), last(five)],
        ],
        [pinged(pings[0]), pinged(pings[1]), said("fragment1fragment2fragment3fragment4fragment5")],
      ],
      ["a pong between", [first("a"), pong("x"), last("b")], [PONGED, said("ab")]],
      ["two messages", [...fragments("abcde", 2), ...fragments("fg", 1)], [
        said("abcde"),
        said("fg"),
      ]],
    ]);
  },
);

Deno.test(
  "WebSocketDecoder.push() fails at fragments in a wrong order, and at those of control frames",
  pure,
  () => {
    const apart = { isFinal: false };
    assertDecodes([
      ["5.1", [clientFrame(OPCODES.ping, "fragment1", apart), last("fragment2")], [failed(1002)]],
      ["5.2", [clientFrame(OPCODES.pong, "fragment1", apart), last("fragment2")], [failed(1002)]],
      ["a close", [clientFrame(OPCODES.close, "", apart), last()], [failed(1002)]],
      ["5.9", [last("non-continuation payload"), text(HELLO)], [failed(1002)]],
      ["5.12", [next("non-continuation payload"), text(HELLO)], [failed(1002)]],
      ["5.15", [first("1"), last("2"), next("3"), text("4")], [said("12"), failed(1002)]],
      ["5.16", [next("1"), first("2"), last("3")], [failed(1002)]],
      ["5.17", [last("1"), first("2"), last("3")], [failed(1002)]],
      ["5.18", [first("1"), text("2")], [failed(1002)]],
      ["a second first", [first("1"), first("2")], [failed(1002)]],
      ["a binary message within", [first("1"), binary("2")], [failed(1002)]],
      ["after a text of no bytes", [first(), text()], [failed(1002)]],
    ]);
  },
);

Deno.test("WebSocketDecoder.push() unmasks each frame with its own mask", pure, () => {
  const masks = [[0, 0, 0, 0], [1, 2, 3, 4], [0xff, 0, 0xff, 0], [0x80, 0xfe, 0x7f, 0x01]];
  assertDecodes(masks.flatMap((mask): Case[] =>
    Array.from({ length: 10 }, (_, length) => {
      const payload = "0123456789".slice(0, length);
      const frames = [clientFrame(OPCODES.text, payload, { mask }), text("ã🙂")];
      return [`${mask}, ${length} bytes`, frames, [said(payload), said("ã🙂")]];
    })
  ));
});

Deno.test("WebSocketDecoder.push() fails at a frame that is not masked", pure, () => {
  const bare = { mask: null };
  const frames: [name: string, frame: Uint8Array][] = [
    ...Object.entries(OPCODES).map(([name, opcode]): [string, Uint8Array] => [
      name,
      clientFrame(opcode, "", bare),
    ]),
    ["a text of 2 bytes", clientFrame(OPCODES.text, "oi", bare)],
    ["a text of 126 bytes", clientFrame(OPCODES.text, stars(126), bare)],
    ["a text of 65,536 bytes", clientFrame(OPCODES.text, stars(65_536), bare)],
  ];
  assertDecodes(frames.map(([name, frame]) => [name, [frame], [failed(1002)]]));
  assertDecodes([
    ["behind a text", [text("oi"), frames[1]![1]], [said("oi"), failed(1002)]],
    ["the second fragment", [first("oi"), clientFrame(0, "x", bare)], [failed(1002)]],
  ]);
});

Deno.test("WebSocketDecoder.push() reads lengths in 2 and in 8 bytes", pure, () => {
  const cases: Case[] = [];
  for (const lengthBytes of [2, 8]) {
    for (const length of [0, 1, 125, 126, 127, 255, 256, 257, 4096, 16_384]) {
      const frame = clientFrame(OPCODES.text, stars(length), { lengthBytes });
      cases.push([`${length} in ${lengthBytes} bytes`, [frame], [said(stars(length))]]);
    }
  }
  assertDecodes(cases);
});

Deno.test(
  "WebSocketDecoder.push() decodes nothing of a read behind a close or a failure",
  pure,
  () => {
    for (const end of [close(1000), close(), last("1"), text(Uint8Array.of(0xff))]) {
      const decoder = new WebSocketDecoder();
      const [only, ...others] = decoder.push(concat([end, text("a"), ping()]));
      assertEquals(["close", "failed"].includes(only!.type), true);
      assertEquals(others, []);
      for (const bytes of [text("a"), ping(), close(), bytesOf("GET / HTTP/1.1")]) {
        assertEquals([...decoder.push(bytes)], []);
      }
    }
  },
);

Deno.test(
  "WebSocketDecoder.push() returns what was decoded before a read ends in a frame",
  pure,
  () => {
    const decoder = new WebSocketDecoder();
    const bytes = concat([text("um"), ping("x"), text("dois")]);
    assertEquals([...decoder.push(bytes.slice(0, -1))], [said("um"), pinged("x")]);
    assertEquals([...decoder.push(new Uint8Array())], []);
    assertEquals([...decoder.push(bytes.slice(-1))], [said("dois")]);
  },
);
