/** The datagrams by which a chat is found. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { encodeUtf8 } from "../../lib/bytes.ts";
import {
  type Answer,
  decodeAnswer,
  decodeQuery,
  encodeAnswer,
  encodeQuery,
  isRoomName,
  MAX_GAIN,
  MAX_ROOM_LENGTH,
  QUERY_BYTES,
} from "../../lib/discovery/datagrams.ts";

const pure = { permissions: "none" } as const;
const NONCE = "0123456789abcdef";

const ANSWER: Answer = {
  nonce: NONCE,
  id: "a1".repeat(16),
  room: "Projeto Final ✨",
  port: 9999,
  people: 3,
  hasPassword: true,
  certificate: "b2".repeat(32),
};

/** The bytes of an answer with other fields. */
function withFields(fields: Record<string, unknown>): Uint8Array {
  const text = new TextDecoder().decode(encodeAnswer(ANSWER));
  return encodeUtf8(JSON.stringify({ ...JSON.parse(text), ...fields }));
}

Deno.test("a query has its length, and comes back as its nonce", pure, () => {
  const query = encodeQuery(NONCE);
  assertEquals([query.length, decodeQuery(query)], [QUERY_BYTES, NONCE]);
});

Deno.test("decodeQuery() takes nothing else", pure, () => {
  const padded = (value: unknown) => encodeUtf8(JSON.stringify(value).padEnd(QUERY_BYTES));
  const right = { chat: "find", version: 1, nonce: NONCE };
  assertStrictEquals(decodeQuery(padded(right)), NONCE);
  for (
    const wrong of [
      { ...right, chat: "here" },
      { ...right, version: 2 },
      { ...right, version: "1" },
      { ...right, nonce: undefined },
      { ...right, nonce: 1 },
      { ...right, nonce: NONCE.toUpperCase() },
      { ...right, nonce: `${NONCE}0` },
      { ...right, nonce: NONCE.slice(1) },
      null,
      1,
      [],
      "find",
    ]
  ) assertStrictEquals(decodeQuery(padded(wrong)), undefined, JSON.stringify(wrong));
  assertStrictEquals(decodeQuery(encodeUtf8(JSON.stringify(right))), undefined, "too short");
  assertStrictEquals(
    decodeQuery(encodeUtf8(JSON.stringify(right).padEnd(QUERY_BYTES + 1))),
    undefined,
  );
  assertStrictEquals(decodeQuery(new Uint8Array(QUERY_BYTES).fill(0xff)), undefined);
  assertStrictEquals(decodeQuery(new Uint8Array()), undefined);
});

Deno.test("an answer comes back as it was", pure, () => {
  assertEquals(decodeAnswer(encodeAnswer(ANSWER)), ANSWER);
  const least = { ...ANSWER, port: 1, people: 0, hasPassword: false, room: "a" };
  assertEquals(decodeAnswer(encodeAnswer(least)), least);
  const most = { ...ANSWER, port: 65_535, people: 1_000_000, room: "字".repeat(MAX_ROOM_LENGTH) };
  assertEquals(decodeAnswer(encodeAnswer(most)), most);
  assert(encodeAnswer(most).length <= MAX_GAIN * QUERY_BYTES);
  assertEquals(decodeAnswer(withFields({ more: 1 })), ANSWER, "of a later version");
});

Deno.test("decodeAnswer() takes no other fields", pure, () => {
  const wrong: Record<string, unknown[]> = {
    chat: ["find", undefined],
    version: [0, 2, "1"],
    nonce: ["", NONCE.slice(1), 1, undefined],
    id: ["", "g".repeat(32), "a".repeat(33), undefined],
    room: ["", " ", "a\nb", "a\tb", "\u001b[2J", "a\u202eb", "a".repeat(65), 1, undefined],
    port: [0, 65_536, 1.5, "1", -1, undefined],
    people: [-1, 1_000_001, 0.5, "3", undefined],
    hasPassword: [0, "true", undefined],
    certificate: ["", "a".repeat(63), "A".repeat(64), undefined],
  };
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) {
      assertStrictEquals(
        decodeAnswer(withFields({ [field]: value })),
        undefined,
        `${field} ${value}`,
      );
    }
  }
});

Deno.test("decodeAnswer() takes no long datagram, and no other bytes", pure, () => {
  const full = new TextDecoder().decode(encodeAnswer(ANSWER));
  const longest = MAX_GAIN * QUERY_BYTES;
  assertEquals(decodeAnswer(encodeUtf8(full.padEnd(longest - 2))), ANSWER);
  assertStrictEquals(decodeAnswer(encodeUtf8(full.padEnd(longest + 1))), undefined);
  for (const bytes of [[], [0xff, 0xfe], [0x7b], [0x6e, 0x75, 0x6c, 0x6c]]) {
    assertStrictEquals(decodeAnswer(Uint8Array.from(bytes)), undefined);
  }
});

Deno.test("isRoomName() takes what can be shown as it is", pure, () => {
  for (const name of ["a", "Projeto Final", "café ☕", "日本語", "a".repeat(MAX_ROOM_LENGTH)]) {
    assert(isRoomName(name), name);
  }
  for (const name of ["", "  ", "a\r", "\u0007", "a".repeat(MAX_ROOM_LENGTH + 1), 3, null]) {
    assert(!isRoomName(name), String(name));
  }
});
