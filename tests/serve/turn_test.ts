import { assertEquals } from "@std/assert";
import { inSlices } from "../../lib/serve/turn.ts";

Deno.test("inSlices() decodes 8 KiB at a time, each when what was before it is carried out", {
  permissions: "none",
}, () => {
  const decoded: number[] = [];
  const decode = (slice: Uint8Array) => {
    decoded.push(slice[0]!, slice.length);
    return [decoded.length];
  };
  const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => at >> 13);
  assertEquals([...inSlices(bytesOf(8192), decode)], [2]);
  assertEquals(decoded.splice(0), [0, 8192]);

  const slices = inSlices(bytesOf(2 * 8192 + 1), decode)[Symbol.iterator]();
  assertEquals([slices.next().value, slices.next().value], [2, 4]);
  assertEquals(decoded, [0, 8192, 1, 8192]);
  assertEquals([slices.next().value, slices.next().done], [6, true]);
  assertEquals(decoded.slice(4), [2, 1]);
});
