/** Bytes: UTF-8 encoding and concatenation. */

const encoder = new TextEncoder();

/** A text in UTF-8; half a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/**
 * Writes a text in UTF-8 into existing bytes, as far as it fits.
 *
 * @returns How many UTF-16 units were read, and how many bytes written.
 */
export function encodeUtf8Into(text: string, bytes: Uint8Array): { read: number; written: number } {
  return encoder.encodeInto(text, bytes);
}

/** Several pieces as one. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
