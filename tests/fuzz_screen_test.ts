/** Fuzzes the screen; `deno task fuzz` takes 100,000 steps. */

import { fuzzScreens } from "./fuzz/fuzz_screen.ts";

Deno.test("the screen shows the line and the transcript, whatever happens in whatever order", {
  permissions: "none",
}, async () => {
  await fuzzScreens(2_000, 1 + Math.floor(Math.random() * 2 ** 31));
});
