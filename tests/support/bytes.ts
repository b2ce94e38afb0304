/** Bytes as a socket delivers them: any encoding, split anywhere. */

/** Encodes a text in UTF-8. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Decodes UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Encodes each character up to U+00FF as one byte, for invalid UTF-8. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** Splits bytes into pieces of this size. */
export function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, n) => bytes.slice(n * size, (n + 1) * size));
}

/** Feeds pieces to a parser in one reused buffer, as a socket's read loop does. */
export function takeEach<T>(
  parts: Uint8Array[],
  take: (bytes: Uint8Array) => Iterable<T>,
): T[] {
  const buffer = new Uint8Array(Math.max(0, ...parts.map(({ length }) => length)));
  return parts.flatMap((part) => {
    buffer.fill(0xff);
    buffer.set(part);
    return [...take(buffer.subarray(0, part.length))];
  });
}
