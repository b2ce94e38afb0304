/** DER: the encoding of the values in a certificate (ITU-T X.690, 10). Pure. */

import { concat } from "../bytes.ts";

/** The tags of the values that a certificate has. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The first year that `UTCTime`, with its two digits, cannot name (RFC 5280, 4.1.2.5). */
const FIRST_LONG_YEAR = 2050;

/** Encodes a value: its tag, its length, and its contents one after the other. */
export function encodeValue(tag: number, ...contents: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = concat(contents);
  const { length } = content;
  if (length < 0x80) return concat([Uint8Array.of(tag, length), content]);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return concat([Uint8Array.of(tag, 0x80 + digits.length, ...digits), content]);
}

/** Encodes a sequence of values that are encoded already. */
export function encodeSequence(...values: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return encodeValue(TAG.sequence, ...values);
}

/**
 * Encodes an integer that is not negative.
 *
 * @param bytes Its bytes, the highest first. Zeros before them have no meaning.
 */
export function encodeInteger(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  // The highest bit is the sign.
  return encodeValue(TAG.integer, Uint8Array.of(...(digits[0]! < 0x80 ? [] : [0])), digits);
}

/** Encodes an object identifier such as `1.2.840.10045.4.3.2`: groups of seven bits. */
export function encodeObjectId(id: string): Uint8Array<ArrayBuffer> {
  const [first = 0, second = 0, ...rest] = id.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) {
      groups.unshift(0x80 + high % 128);
    }
    return groups;
  });
  return encodeValue(TAG.objectId, Uint8Array.from(bytes));
}

/** Encodes a bit string of whole bytes, of which the last bits are perhaps not used. */
export function encodeBitString(bytes: Uint8Array, unusedBits = 0): Uint8Array<ArrayBuffer> {
  return encodeValue(TAG.bitString, Uint8Array.of(unusedBits), bytes);
}

/**
 * Encodes a time to the second, as certificates do (RFC 5280, 4.1.2.5).
 *
 * @param date In ms since 1970.
 */
export function encodeTime(date: number): Uint8Array<ArrayBuffer> {
  const iso = new Date(date).toISOString();
  const digits = iso.slice(0, 19).replace(/\D/g, "");
  const isLong = Number(iso.slice(0, 4)) >= FIRST_LONG_YEAR;
  const text = `${isLong ? digits : digits.slice(2)}Z`;
  const tag = isLong ? TAG.generalizedTime : TAG.utcTime;
  return encodeValue(tag, new TextEncoder().encode(text));
}
