import { assertEquals } from "@std/assert";
import {
  encodeBitString,
  encodeInteger,
  encodeObjectId,
  encodeSequence,
  encodeTime,
  encodeValue,
  TAG,
} from "../../lib/tls/der.ts";

const pure = { permissions: "none" } as const;

function hex(bytes: Uint8Array): string {
  return bytes.toHex();
}

Deno.test("encodeValue() writes lengths of one, two and three bytes", pure, () => {
  assertEquals(
    hex(encodeValue(TAG.octetString, Uint8Array.of(1, 2), Uint8Array.of(3))),
    "0403010203",
  );
  assertEquals(hex(encodeSequence()), "3000");
  const head = (length: number) =>
    hex(encodeValue(TAG.octetString, new Uint8Array(length))).slice(0, -2 * length);
  assertEquals(head(127), "047f");
  assertEquals(head(128), "048180");
  assertEquals(head(255), "0481ff");
  assertEquals(head(256), "04820100");
  assertEquals(head(65_536), "0483010000");
});

Deno.test("encodeInteger() writes the fewest bytes, and none is taken for a sign", pure, () => {
  const cases: [bytes: number[], der: string][] = [
    [[0], "020100"],
    [[0, 0], "020100"],
    [[2], "020102"],
    [[0x7f], "02017f"],
    [[0x80], "02020080"],
    [[0, 0, 0x80, 1], "0203008001"],
    [[0, 1, 0], "02020100"],
  ];
  for (const [bytes, der] of cases) assertEquals(hex(encodeInteger(Uint8Array.from(bytes))), der);
});

Deno.test("encodeObjectId() writes arcs in groups of seven bits", pure, () => {
  // The examples of the OpenSSL documentation and of RFC 5758.
  assertEquals(hex(encodeObjectId("1.2.840.10045.4.3.2")), "06082a8648ce3d040302");
  assertEquals(hex(encodeObjectId("2.5.29.17")), "0603551d11");
  assertEquals(hex(encodeObjectId("2.5.29.128")), "0604551d8100");
  assertEquals(hex(encodeObjectId("1.3.6.1.4.1.311.21.20")), "06092b0601040182371514");
});

Deno.test("encodeBitString() says how many bits are not used", pure, () => {
  assertEquals(hex(encodeBitString(Uint8Array.of(0x80), 7)), "03020780");
  assertEquals(hex(encodeBitString(Uint8Array.of(1, 2))), "0303000102");
});

Deno.test("encodeTime() writes two digits of the year up to 2049, and four from 2050", pure, () => {
  const written = (date: string) => {
    const [tag, length, ...text] = encodeTime(Date.parse(date));
    assertEquals(length, text.length);
    return [tag, String.fromCharCode(...text)];
  };
  assertEquals(written("2026-11-27T08:05:09.999Z"), [TAG.utcTime, "261127080509Z"]);
  assertEquals(written("2049-12-31T23:59:59Z"), [TAG.utcTime, "491231235959Z"]);
  assertEquals(written("2050-01-01T00:00:00Z"), [TAG.generalizedTime, "20500101000000Z"]);
});
