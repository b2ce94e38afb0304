import { assertEquals } from "@std/assert";
import { Receipts } from "../../lib/serve/receipts.ts";

const pure = { permissions: "none" } as const;

Deno.test("Receipts.answer() tells what each ping came behind, in their order", pure, () => {
  const receipts = new Receipts();
  assertEquals([receipts.isAwaited, receipts.answer()], [false, undefined]);
  for (const cursor of [3, 3, 8]) receipts.ask(cursor);
  assertEquals([1, 2, 3].map(() => [receipts.isAwaited, receipts.answer()]), [
    [true, 3],
    [true, 3],
    [true, 8],
  ]);
  assertEquals([receipts.isAwaited, receipts.answer()], [false, undefined]);
});

Deno.test("Receipts.ask() remembers 16 pings of one who answers none, the first ones", pure, () => {
  const receipts = new Receipts();
  for (let cursor = 1; cursor <= 1000; cursor++) receipts.ask(cursor);
  const answers = Array.from({ length: 17 }, () => receipts.answer());
  assertEquals(answers.slice(-2), [16, undefined]);
});
