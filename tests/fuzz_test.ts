/** Fuzzes the parsers of untrusted bytes; `deno task fuzz` feeds a million inputs. */

import { assert } from "@std/assert";
import { fuzzMany } from "./fuzz/fuzz.ts";

Deno.test("generated input makes no parser throw or return an undocumented value", {
  permissions: "none",
}, () => {
  const counts = fuzzMany(20_000, 1 + Math.floor(Math.random() * 2 ** 31));
  // Else the inputs would no longer be what they are meant to be.
  const isMeant = counts.answered > 5_000 && counts.withFrames > 2_000 && counts.withPassword > 80;
  assert(isMeant, JSON.stringify(counts));
});
