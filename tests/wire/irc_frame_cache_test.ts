import { assertEquals } from "@std/assert";
import { FrameCache } from "../../lib/wire/irc_frame_cache.ts";

const KIB = 1024;

Deno.test("FrameCache.of() encodes an entry once, and forgets the oldest beyond 1 MiB", {
  permissions: "none",
}, () => {
  const cache = new FrameCache();
  const encoded: string[] = [];
  const get = (key: string, kib = 256) =>
    cache.of(key, () => {
      encoded.push(key);
      return new Uint8Array(kib * KIB);
    });
  for (const key of ["a", "b", "a", "c", "d", "a"]) assertEquals(get(key).length, 256 * KIB);
  assertEquals(encoded, ["a", "b", "c", "d"]);
  get("e", 1);
  assertEquals(encoded.splice(0), ["a", "b", "c", "d", "e"]);
  for (const key of ["b", "c", "d", "e", "a"]) get(key);
  assertEquals(encoded.splice(0), ["a"]);
  get("large", 2000);
  get("large", 2000);
  assertEquals(encoded, ["large", "large"]);
});
