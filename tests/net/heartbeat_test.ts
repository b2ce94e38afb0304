import { assertEquals } from "@std/assert";
import { Heartbeat } from "../../lib/net/heartbeat.ts";

const pure = { permissions: "none" } as const;

Deno.test("Heartbeat.pongReceived() tells what each ping came behind, in their order", pure, () => {
  const receipts = new Heartbeat();
  assertEquals([receipts.isAwaitingPong, receipts.pongReceived()], [false, undefined]);
  for (const cursor of [3, 3, 8]) receipts.pingSent(cursor);
  assertEquals([1, 2, 3].map(() => [receipts.isAwaitingPong, receipts.pongReceived()]), [
    [true, 3],
    [true, 3],
    [true, 8],
  ]);
  assertEquals([receipts.isAwaitingPong, receipts.pongReceived()], [false, undefined]);
});

Deno.test(
  "Heartbeat.pingSent() remembers 16 pings of one who answers none, the first ones",
  pure,
  () => {
    const receipts = new Heartbeat();
    for (let cursor = 1; cursor <= 1000; cursor++) receipts.pingSent(cursor);
    const answers = Array.from({ length: 17 }, () => receipts.pongReceived());
    assertEquals(answers.slice(-2), [16, undefined]);
  },
);
