import { assertEquals } from "@std/assert";
import { Heartbeat } from "../../lib/net/heartbeat.ts";

const pure = { permissions: "none" } as const;

/** Pings after 10, dead after 30. */
const heartbeat = () => new Heartbeat({ pingAfterMs: 10, deadAfterMs: 30 });

/** What the checks at these times find. */
function checked(one: Heartbeat, times: number[], hasSlept = false): string[] {
  return times.map((time) => one.check(time, hasSlept));
}

Deno.test("Heartbeat.pongReceived() confirms what each ping was sent after, in order", pure, () => {
  const one = heartbeat();
  assertEquals([one.isAwaitingPong, one.pongReceived()], [false, undefined]);
  for (const seq of [3, 3, 8]) one.pingSent(seq);
  assertEquals([1, 2, 3].map(() => [one.isAwaitingPong, one.pongReceived()]), [
    [true, 3],
    [true, 3],
    [true, 8],
  ]);
  assertEquals([one.isAwaitingPong, one.pongReceived()], [false, undefined]);
  one.pingSent();
  assertEquals(one.pongReceived(), 0);
});

Deno.test(
  "Heartbeat.pingSent() remembers the first 16 pings of a peer that answers none",
  pure,
  () => {
    const one = heartbeat();
    for (let seq = 1; seq <= 1000; seq++) one.pingSent(seq);
    const confirmed = Array.from({ length: 17 }, () => one.pongReceived());
    assertEquals(confirmed, [...Array.from({ length: 16 }, (_, at) => at + 1), undefined]);
  },
);

Deno.test(
  "Heartbeat.check() asks for one ping after 10 of silence, and is dead after 30",
  pure,
  () => {
    const one = heartbeat();
    one.listen(100);
    assertEquals(checked(one, [100, 110, 111, 112, 130]), [
      "alive",
      "alive",
      "ping",
      "alive",
      "alive",
    ]);
    assertEquals(checked(one, [131, 132]), ["dead", "dead"]);
  },
);

Deno.test(
  "Heartbeat.listen() starts the silence anew, and the next one has its own ping",
  pure,
  () => {
    const one = heartbeat();
    one.listen(0);
    assertEquals(checked(one, [11, 30]), ["ping", "alive"]);
    one.listen(30);
    assertEquals(checked(one, [40, 41, 60, 61]), ["alive", "ping", "alive", "dead"]);
  },
);

Deno.test("Heartbeat.stopListening() counts no silence until the peer is heard again", pure, () => {
  const one = heartbeat();
  assertEquals(checked(one, [1000]), ["alive"]);
  one.listen(0);
  one.stopListening();
  assertEquals([...checked(one, [11, 1000]), ...checked(one, [1001], true)], [
    "alive",
    "alive",
    "alive",
  ]);
});

Deno.test(
  "Heartbeat.check() after a suspension pings at once, and waits for one check",
  pure,
  () => {
    const one = heartbeat();
    one.listen(0);
    assertEquals(checked(one, [1], true), ["ping"]);
    assertEquals(checked(one, [2]), ["dead"]);
    one.listen(2);
    assertEquals([...checked(one, [3], true)], ["ping"]);
    one.listen(3);
    assertEquals(checked(one, [4, 13, 14]), ["alive", "alive", "ping"]);
    // A ping that was due before does not stand for the one after the suspension.
    assertEquals([...checked(one, [15], true), ...checked(one, [16])], ["ping", "dead"]);
  },
);
