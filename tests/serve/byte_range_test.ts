import { assertEquals } from "@std/assert";
import { type ByteRange, parseRange } from "../../lib/serve/byte_range.ts";

Deno.test("parseRange() reads the one range of a download", { permissions: "none" }, () => {
  const cases: [field: string | undefined, range: ByteRange | "unsatisfiable" | undefined][] = [
    [undefined, undefined],
    ["bytes=0-", { from: 0, to: 10 }],
    ["bytes=3-", { from: 3, to: 10 }],
    ["bytes=3-3", { from: 3, to: 4 }],
    ["bytes=3-99", { from: 3, to: 10 }],
    ["bytes=9-9", { from: 9, to: 10 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=10-12", "unsatisfiable"],
    ["bytes=-4", { from: 6, to: 10 }],
    ["bytes=-99", { from: 0, to: 10 }],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=5-4", undefined],
    ["bytes=-", undefined],
    ["bytes=0-1,3-4", undefined],
    ["bytes=a-b", undefined],
    ["items=0-1", undefined],
    ["bytes=0-1234567890123456", undefined],
  ];
  for (const [field, range] of cases) assertEquals(parseRange(field, 10), range, field);
  assertEquals(parseRange("bytes=-5", 0), "unsatisfiable");
});
