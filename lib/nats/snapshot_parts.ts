/** A snapshot in parts that NATS takes as messages. */

import { concat } from "../bytes.ts";

/** The size of a part: NATS takes messages of 1 MB, and less where it is told so. */
const PART_BYTES = 400_000;

/** What tells that all parts of a snapshot are written. */
export interface SnapshotHead {
  /** The subject of its parts. */
  subject: string;
  /** The number of its first part. */
  first: number;
  /** The number of its last part: those of other snapshots may be between them. */
  last: number;
  /** How many bytes the parts have together. */
  bytes: number;
}

/** The parts of a snapshot, in order. */
export function partsOf(snapshot: Uint8Array): Uint8Array[] {
  const count = Math.ceil(snapshot.length / PART_BYTES);
  return Array.from(
    { length: count },
    (_, at) => snapshot.subarray(at * PART_BYTES, (at + 1) * PART_BYTES),
  );
}

/** A snapshot of its parts; undefined when they are not all of its bytes. */
export function whole(parts: readonly Uint8Array[], bytes: number): Uint8Array | undefined {
  const snapshot = concat(parts);
  return snapshot.length === bytes ? snapshot : undefined;
}
