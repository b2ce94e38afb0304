/** The range of a file that a download asks for (RFC 9110, 14.1.2). */

/** A part of a file, from the first byte to the one after the last. */
export interface ByteRange {
  /** The position of the first. */
  from: number;
  /** The position after the last. */
  to: number;
}

/**
 * Parses a `Range` field.
 *
 * @param size The size of the file.
 * @returns The range; undefined for the whole file, also when there is more than one range, which a
 * server may ignore.
 */
export function parseRange(
  field: string | undefined,
  size: number,
): ByteRange | "unsatisfiable" | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(field ?? "") ?? [];
  if (first === undefined || last === undefined || first + last === "") return undefined;
  if (first === "") {
    const count = Math.min(Number(last), size);
    return count === 0 ? "unsatisfiable" : { from: size - count, to: size };
  }
  const from = Number(first);
  const to = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < from) return undefined; // It is no range.
  return from >= size ? "unsatisfiable" : { from, to };
}
