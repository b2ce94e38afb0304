import { assertEquals } from "@std/assert";
import { Heartbeat } from "../../lib/net/heartbeat.ts";

const pure = { permissions: "none" } as const;

/** Requests a ping after 10, is dead after 30. */
const heartbeat = () => new Heartbeat({ pingAfterMs: 10, deadAfterMs: 30 });

/** The results of the checks at these times. */
function checkResults(monitor: Heartbeat, times: number[], answerWithinMs?: number): string[] {
  return times.map((time) => monitor.check(time, answerWithinMs));
}

Deno.test(
  "Heartbeat.check() requests one ping after 10 s of silence, and reports a dead peer after 30 s",
  pure,
  () => {
    const monitor = heartbeat();
    monitor.listen(100);
    assertEquals(checkResults(monitor, [100, 110, 111, 112, 130]), [
      "alive",
      "alive",
      "ping",
      "alive",
      "alive",
    ]);
    assertEquals(checkResults(monitor, [131, 132]), ["dead", "dead"]);
  },
);

Deno.test("Heartbeat.listen() restarts the idle time, with a ping of its own", pure, () => {
  const monitor = heartbeat();
  monitor.listen(0);
  assertEquals(checkResults(monitor, [11, 30]), ["ping", "alive"]);
  monitor.listen(30);
  assertEquals(checkResults(monitor, [40, 41, 60, 61]), ["alive", "ping", "alive", "dead"]);
});

Deno.test(
  "Heartbeat.heard() restarts the idle time only while the connection is read",
  pure,
  () => {
    const monitor = heartbeat();
    monitor.listen(0);
    monitor.heard(25);
    assertEquals([monitor.check(55), monitor.check(56)], ["ping", "dead"]);
    monitor.stopListening();
    monitor.heard(60);
    assertEquals(monitor.check(1_000), "alive");
  },
);

Deno.test("Heartbeat.stopListening() pauses the idle time until listen()", pure, () => {
  const monitor = heartbeat();
  assertEquals(checkResults(monitor, [1000]), ["alive"]);
  monitor.listen(0);
  monitor.stopListening();
  assertEquals([...checkResults(monitor, [11, 1000]), ...checkResults(monitor, [1001], 0)], [
    "alive",
    "alive",
    "alive",
  ]);
});

Deno.test(
  "Heartbeat.check() after a suspension pings at once, and does not wait as long as usual",
  pure,
  () => {
    const monitor = heartbeat();
    monitor.listen(0);
    assertEquals(checkResults(monitor, [1], 0), ["ping"]);
    assertEquals(checkResults(monitor, [2]), ["dead"]);
    monitor.listen(2);
    assertEquals([...checkResults(monitor, [3], 0)], ["ping"]);
    monitor.listen(3);
    assertEquals(checkResults(monitor, [4, 13, 14]), ["alive", "alive", "ping"]);
    assertEquals(checkResults(monitor, [15], 4), ["ping"]);
    assertEquals(checkResults(monitor, [19, 20]), ["alive", "dead"]);
    monitor.listen(14);
    // A ping requested before does not replace the one after the suspension.
    assertEquals([...checkResults(monitor, [15], 0), ...checkResults(monitor, [16])], [
      "ping",
      "dead",
    ]);
  },
);

Deno.test("Heartbeat.check() does not take its own pause for the silence of the peer", pure, () => {
  const monitor = heartbeat();
  monitor.listen(0);
  assertEquals(checkResults(monitor, [1_000, 2_000], 0), ["ping", "ping"]);
  monitor.listen(2_000);
  // The clock was set back: silence counts from then.
  assertEquals(checkResults(monitor, [100], 0), ["ping"]);
  monitor.listen(101);
  assertEquals(checkResults(monitor, [111, 112, 131, 132]), ["alive", "ping", "alive", "dead"]);
});

Deno.test("Heartbeat.silentMs() is 0 while the connection is not being read", pure, () => {
  const monitor = heartbeat();
  assertEquals(monitor.silentMs(5), 0);
  monitor.listen(5);
  assertEquals(monitor.silentMs(12), 7);
  monitor.stopListening();
  assertEquals(monitor.silentMs(12), 0);
});

Deno.test(
  "Heartbeat.untilHeard() resolves at once while the connection is not being read",
  pure,
  async () => {
    const monitor = heartbeat();
    /** Whether the peer counts as heard already. */
    const isHeard = async (): Promise<boolean> => {
      let heard = false;
      monitor.untilHeard().then(() => heard = true);
      await Promise.resolve();
      return heard;
    };
    assertEquals(await isHeard(), true);
    monitor.listen(5);
    assertEquals(await isHeard(), false);
    monitor.stopListening();
    assertEquals(await isHeard(), true);
  },
);
