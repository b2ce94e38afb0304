/** For which readers senders wait, and for how long. */

import { assertEquals } from "@std/assert";
import { MAX_ENTRIES, microtasks, setup } from "../support/backpressure_fixture.ts";

const pure = { permissions: "none" } as const;
const KIB = 1024;

/** A full log, a reader that reads nothing of it, and a sender that waits. */
function stalledSetup() {
  const one = setup();
  const reader = one.add(0);
  one.log.last = MAX_ENTRIES;
  one.send("a");
  /** Looks at the readers after one has taken some bytes; returns whether the sender went on. */
  const look = async (now: number, taken = 0) => {
    reader.bytesWritten += taken;
    one.backpressure.recheck(now);
    await microtasks();
    return one.order.length > 0;
  };
  return { ...one, reader, look };
}

Deno.test("Backpressure lets senders wait for a reader that takes nothing", pure, async () => {
  const { look, send, order } = stalledSetup();
  for (const now of [1_000, 1_250, 1_500, 1_749]) assertEquals(await look(now), false);
  assertEquals(await look(1_750), true);
  // Nobody waits a second time, however long it takes until the next one comes.
  await look(9_000);
  assertEquals([send("b"), order], [true, ["a", "b"]]);
  // It reads again, fast enough for two seconds: senders wait for it again.
  await look(10_000, 64 * KIB);
  assertEquals(send("c"), true);
  await look(11_000, 64 * KIB);
  assertEquals(send("d"), false);
});

Deno.test("Backpressure counts the wait from the last byte that a reader took", pure, async () => {
  const { look } = stalledSetup();
  assertEquals([await look(1_000), await look(1_700), await look(1_740, 1)], [false, false, false]);
  assertEquals([await look(2_489), await look(2_490)], [false, true]);
});

Deno.test("Backpressure counts only the time in which senders wait", pure, async () => {
  const { look, log, reader, backpressure, order, send } = stalledSetup();
  await look(1_000);
  await look(1_500);
  reader.cursor = 1;
  backpressure.onProgress(reader);
  await microtasks();
  assertEquals(order, ["a"]);
  // Nobody waits for a second; then the next one does.
  await look(1_600);
  await look(2_600);
  assertEquals([log.last, send("b")], [MAX_ENTRIES + 1, false]);
  for (const now of [3_000, 3_250, 3_749]) await look(now);
  assertEquals(order, ["a"]);
  await look(3_750);
  assertEquals(order, ["a", "b"]);
});

Deno.test(
  "Backpressure waits for a reader that takes 128 KiB in two seconds, for no slower one",
  pure,
  async () => {
    const { look, send } = stalledSetup();
    for (const now of [1_000, 1_500, 2_000, 2_500]) await look(now, 32 * KIB);
    assertEquals(await look(3_000, 32 * KIB), false);
    for (const now of [3_500, 4_000, 4_500]) await look(now, 32 * KIB);
    assertEquals(await look(4_999, 32 * KIB - 1), false);
    assertEquals(await look(5_000), true);
    for (const now of [5_500, 6_000, 6_500]) await look(now, 32 * KIB);
    assertEquals(send("b"), true);
    await look(7_000, 32 * KIB);
    assertEquals(send("c"), false);
  },
);

Deno.test("Backpressure looks only at readers that are more than half behind", pure, async () => {
  for (const [weight, most] of [[1, MAX_ENTRIES / 2], [1024 * KIB, 3]] as const) {
    for (const behind of [most, most + 1]) {
      const { log, add, backpressure, order, send } = setup({ weight });
      const [reader, holder] = [add(0), add(0)];
      log.last = 2 * most;
      send("a");
      holder.isFollowing = true;
      // It takes nothing while it is behind by half, or a little more; then it alone holds them up.
      reader.cursor = 2 * most - behind;
      for (const now of [0, 750]) {
        holder.bytesWritten++;
        backpressure.recheck(now);
      }
      reader.cursor = 0;
      holder.cursor = log.last;
      backpressure.recheck(750);
      await microtasks();
      assertEquals(order.length > 0, behind > most, `${behind} behind`);
    }
  }
});

Deno.test("Backpressure forgets a reader that is closed", pure, async () => {
  const { reader, readers, backpressure, order, look, send } = stalledSetup();
  for (const now of [1_000, 1_750]) await look(now);
  readers.length = 0;
  reader.isFollowing = false;
  backpressure.recheck(2_000);
  reader.isFollowing = true;
  readers.push(reader);
  backpressure.recheck(2_250);
  assertEquals([send("b"), order], [false, ["a"]]);
});

Deno.test(
  "Backpressure does not wait again for a stalled reader that was run over meanwhile",
  pure,
  async () => {
    const { log, reader, backpressure, look, send } = stalledSetup();
    for (const now of [1_000, 1_250, 1_500, 1_750]) await look(now);
    assertEquals(send("while it is stalled"), true);
    // The log forgets what it was not sent: it reads on from the oldest entry in memory.
    log.last = 15_000;
    log.firstInMemory = 5_001;
    await look(3_000);
    reader.cursor = 5_000;
    backpressure.onProgress(reader);
    await look(3_250, 1);
    assertEquals(send("when it has read one block"), true);
  },
);

Deno.test("Backpressure judges no reader by a pause of its own", pure, async () => {
  const { look } = stalledSetup();
  // Of a long pause the room's clock counts half a second: no socket was polled in it.
  for (const now of [1_000, 1_500]) assertEquals(await look(now), false);
  assertEquals(await look(1_740), false);
});
