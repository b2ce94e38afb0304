/** Snapshots in parts. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { partsOf, whole } from "../../lib/nats/snapshot_parts.ts";

const pure = { permissions: "none" } as const;

function bytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => at * 7 + (at >> 8));
}

Deno.test("partsOf() gives parts of 400,000 bytes, and one of what is left", pure, () => {
  const lengths = [0, 1, 400_000, 400_001, 800_000, 1_000_000];
  assertEquals(lengths.map((length) => partsOf(bytes(length)).map((part) => part.length)), [
    ...[[], [1], [400_000], [400_000, 1], [400_000, 400_000]],
    [400_000, 400_000, 200_000],
  ]);
});

Deno.test("whole() gives the snapshot of all its parts", pure, () => {
  for (const length of [0, 1, 400_000, 1_000_000]) {
    const snapshot = bytes(length);
    assertEquals(whole(partsOf(snapshot), length), snapshot);
  }
});

Deno.test("whole() gives nothing when parts are missing, or are too many", pure, () => {
  const parts = partsOf(bytes(1_000_000));
  for (const at of [0, 1, 2]) {
    assertStrictEquals(whole(parts.toSpliced(at, 1), 1_000_000), undefined);
  }
  assertStrictEquals(whole([], 1), undefined);
  assertStrictEquals(whole([...parts, bytes(1)], 1_000_000), undefined);
});
