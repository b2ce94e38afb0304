/** The cases 7 of the Autobahn test suite: the end of a connection. */

import { clientFrame, OPCODES } from "../support/frames.ts";
import {
  assertDecodes,
  type Case,
  close,
  closed,
  failed,
  first,
  last,
  ping,
  said,
  text,
} from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const NOT_UTF8 = Uint8Array.of(0xce, 0xba, 0xed, 0xa0, 0x80, 0x65);

Deno.test("WebSocketDecoder.push() decodes nothing behind a close", pure, () => {
  assertDecodes([
    ["7.1.1", [text("Hello World!"), close(1000)], [said("Hello World!"), closed(1000)]],
    ["7.1.2", [close(1000), close()], [closed(1000)]],
    ["7.1.3", [close(1000), ping()], [closed(1000)]],
    ["7.1.4", [close(1000), text("Hello World!")], [closed(1000)]],
    ["7.1.5", [first("fragment1"), close(1000), last("fragment2")], [closed(1000)]],
    ["7.1.6", [text("a".repeat(16_384)), close(1000), ping()], [
      said("a".repeat(16_384)),
      closed(1000),
    ]],
  ]);
});

Deno.test(
  "WebSocketDecoder.push() decodes a close with and without a code and a reason",
  pure,
  () => {
    assertDecodes([
      ["7.3.1", [close()], [closed()]],
      ["7.3.2", [clientFrame(OPCODES.close, "a")], [failed(1002)]],
      ["7.3.3", [close(1000)], [closed(1000)]],
      ["7.3.4", [close(1000, "Hello World!")], [closed(1000)]],
      ["7.3.5", [close(1000, "*".repeat(123))], [closed(1000)]],
      ["7.3.6", [close(1000, "*".repeat(124))], [failed(1002)]],
      ["7.5.1", [close(1000, NOT_UTF8)], [failed(1007)]],
      ["half a character", [close(1000, Uint8Array.of(0xc3))], [failed(1007)]],
      ["an invalid code before an invalid reason", [close(999, NOT_UTF8)], [failed(1002)]],
    ]);
  },
);

Deno.test("WebSocketDecoder.push() accepts the codes that a client may send", pure, () => {
  const autobahn = [
    ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011],
    ...[3000, 3999, 4000, 4999],
  ];
  assertDecodes(autobahn.map((code, at): Case => [`7.7.${at + 1}`, [close(code)], [closed(code)]]));
  // Registered at IANA since then.
  assertDecodes([1012, 1013, 1014].map((code): Case => [`${code}`, [close(code)], [closed(code)]]));
});

Deno.test("WebSocketDecoder.push() fails at the codes that no client may send", pure, () => {
  const autobahn = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999];
  assertDecodes(autobahn.map((code, at): Case => [`7.9.${at + 1}`, [close(code)], [failed(1002)]]));
  assertDecodes([
    ["7.13.1", [close(5000)], [failed(1002)]],
    ["7.13.2", [close(65_535)], [failed(1002)]],
    ["the code for a failed TLS handshake", [close(1015)], [failed(1002)]],
  ]);
});
