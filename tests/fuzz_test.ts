/** What strangers send, generated: `deno task fuzz` for a million of it. */

import { fuzzMany } from "./fuzz/fuzz.ts";

Deno.test("no bytes of a stranger do more than is documented", { permissions: "none" }, () => {
  fuzzMany(20_000, 1 + Math.floor(Math.random() * 2 ** 31));
});
