import { assertEquals } from "@std/assert";
import { Receipts } from "../../lib/net/receipts.ts";

const pure = { permissions: "none" as const };

Deno.test(
  "Receipts.pongReceived() confirms everything sent before its ping, in order",
  pure,
  () => {
    const receipts = new Receipts();
    assertEquals([receipts.isAwaitingPong, receipts.pongReceived()], [false, undefined]);
    for (const seq of [3, 3, 8]) receipts.pingSent(seq);
    assertEquals([1, 2, 3].map(() => [receipts.isAwaitingPong, receipts.pongReceived()]), [
      [true, 3],
      [true, 3],
      [true, 8],
    ]);
    assertEquals([receipts.isAwaitingPong, receipts.pongReceived()], [false, undefined]);
    receipts.pingSent();
    assertEquals(receipts.pongReceived(), 0);
  },
);

Deno.test(
  "Receipts.pingSent() remembers the first 16 pings of a peer that answers none",
  pure,
  () => {
    const receipts = new Receipts();
    for (let seq = 1; seq <= 1000; seq++) receipts.pingSent(seq);
    const confirmed = Array.from({ length: 17 }, () => receipts.pongReceived());
    assertEquals(confirmed, [...Array.from({ length: 16 }, (_, at) => at + 1), undefined]);
  },
);

Deno.test("Receipts.pongReceived() confirms nothing by the pongs of forgotten pings", pure, () => {
  const receipts = new Receipts();
  for (let seq = 1; seq <= 20; seq++) receipts.pingSent(seq);
  const pongs = (count: number) => Array.from({ length: count }, () => receipts.pongReceived());
  assertEquals(pongs(16), Array.from({ length: 16 }, (_, at) => at + 1));
  receipts.pingSent(100);
  assertEquals([receipts.isAwaitingPong, pongs(4)], [true, Array(4).fill(undefined)]);
  // The pong of the ping before which 100 was sent comes only now.
  assertEquals([receipts.isAwaitingPong, pongs(1)], [true, [undefined]]);
  assertEquals(receipts.isAwaitingPong, false);
  receipts.pingSent(200);
  assertEquals(pongs(2), [200, undefined]);
});
