/** Fuzzes the parsers of untrusted bytes; `deno task fuzz` feeds a million inputs. */

import { fuzzMany } from "./fuzz/fuzz.ts";

Deno.test("generated input makes no parser throw or return an undocumented value", {
  permissions: "none",
}, () => {
  fuzzMany(20_000, 1 + Math.floor(Math.random() * 2 ** 31));
});
