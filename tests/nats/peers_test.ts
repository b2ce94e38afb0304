/** The servers of a room: their batches, their leases and their charter. */

import { assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { LEASE_MS, Peers } from "../../lib/nats/peers.ts";
import { batchOf, bootOf, CHARTER, OTHER_CHARTER } from "../support/batches.ts";

const pure = { permissions: "none" } as const;
const HOUR_MS = 60 * 60_000;

/** Peers of which these servers have started, in this order. */
function peersWith(...servers: string[]): Peers {
  const peers = new Peers();
  for (const server of servers) assertStrictEquals(peers.take(bootOf(server), 0), "next");
  return peers;
}

const namesOf = (peers: Peers) => peers.living.map(({ server }) => server);

Deno.test("Peers.take() knows a server from its first batch, with a boot, on", pure, () => {
  const peers = new Peers();
  const { boot } = bootOf("a");
  assertStrictEquals(peers.take(batchOf("a", 1), 0), "unknown");
  assertStrictEquals(peers.take(batchOf("a", 2, { boot: boot! }), 0), "unknown");
  assertStrictEquals(peers.take(batchOf("a", 0, { boot: boot! }), 0), "unknown");
  assertEquals(peers.snapshot, { charter: null, peers: [] });
  assertStrictEquals(peers.take(bootOf("a", CHARTER, "26.1.2.3:4000"), 7), "next");
  assertStrictEquals(peers.take(bootOf("b"), 8), "next");
  const told = { server: "a", address: "26.1.2.3:4000", n: 1, heardMs: 7, isLiving: true };
  const untold = { server: "b", n: 1, heardMs: 8, isLiving: true };
  assertEquals(peers.snapshot, { charter: CHARTER, peers: [told, untold] });
  assertEquals(peers.living, [told, untold]);
});

Deno.test("Peers.take() tells the next batch, one seen before, and one behind a gap", pure, () => {
  const peers = peersWith("a", "b");
  const take = (...numbers: number[]) => numbers.map((n) => peers.take(batchOf("a", n), 5));
  assertEquals(take(2, 2, 1, 0), ["next", "seen", "seen", "seen"]);
  assertEquals(take(4, 5, 3, 4), ["gap", "gap", "next", "next"]);
  assertEquals(peers.snapshot.peers.map(({ n, heardMs }) => [n, heardMs]), [[4, 5], [1, 0]]);
  assertStrictEquals(peers.take(bootOf("a"), 5), "seen");
});

Deno.test("Peers.take() ignores a first batch with another charter than the living", pure, () => {
  const peers = peersWith("a");
  const { snapshot } = peers;
  assertStrictEquals(peers.take(bootOf("b", OTHER_CHARTER), 0), "other-charter");
  assertEquals([peers.snapshot, peers.charter], [snapshot, CHARTER]);
  assertStrictEquals(peers.take(batchOf("b", 2), 0), "unknown");
});

Deno.test("Peers.take() takes the charter of the first server after all others", pure, () => {
  const peers = peersWith("a");
  peers.expire(LEASE_MS + 1);
  assertStrictEquals(peers.charter, undefined);
  assertEquals(peers.snapshot.charter, CHARTER);
  assertStrictEquals(peers.take(bootOf("b", OTHER_CHARTER), LEASE_MS + 1), "next");
  assertEquals([peers.charter, peers.snapshot.charter], [OTHER_CHARTER, OTHER_CHARTER]);
  assertStrictEquals(peers.take(bootOf("c"), LEASE_MS + 1), "other-charter");
});

Deno.test("Peers.charter is that of the living; undefined before the first", pure, () => {
  const peers = new Peers();
  assertStrictEquals(peers.charter, undefined);
  peers.take(bootOf("a"), 0);
  assertEquals(peers.charter, CHARTER);
  peers.close("a");
  assertStrictEquals(peers.charter, undefined);
});

Deno.test("Peers.expire() loses, once, servers of which nothing was heard for 5 s", pure, () => {
  assertStrictEquals(LEASE_MS, 5_000);
  const peers = peersWith("a", "b", "c");
  peers.take(batchOf("b", 2), 1);
  assertEquals([peers.expire(5_000), namesOf(peers)], [[], ["a", "b", "c"]]);
  assertEquals([peers.expire(5_001), namesOf(peers)], [["a", "c"], ["b"]]);
  assertEquals([peers.expire(5_001), namesOf(peers)], [[], ["b"]]);
  assertEquals([peers.expire(5_002), namesOf(peers)], [["b"], []]);
  assertEquals(peers.snapshot.peers.map(({ isLiving }) => isLiving), [false, false, false]);
});

Deno.test("Peers.expire() counts from the last batch that was the next one", pure, () => {
  const peers = peersWith("a", "b", "c");
  peers.take(batchOf("a", 1), 4_000);
  peers.take(batchOf("b", 3), 4_000);
  peers.take(batchOf("c", 2), 4_000);
  assertEquals(peers.expire(5_001), ["a", "b"]);
});

Deno.test("a server that was lost goes on with its next batch, in its old place", pure, () => {
  const peers = peersWith("a", "b", "c");
  peers.take(batchOf("b", 2), 3_000);
  peers.expire(5_001);
  assertStrictEquals(peers.take(batchOf("c", 1), 6_000), "seen");
  assertStrictEquals(peers.take(batchOf("a", 3), 6_000), "gap");
  assertEquals(namesOf(peers), ["b"]);
  assertStrictEquals(peers.take(batchOf("a", 2), 6_000), "next");
  assertEquals(namesOf(peers), ["a", "b"]);
  assertEquals(peers.expire(11_000), ["b"]);
  assertEquals(peers.expire(11_001), ["a"]);
});

Deno.test("a server that was lost is forgotten an hour after it was heard of", pure, () => {
  const peers = peersWith("a", "b");
  peers.take(batchOf("b", 2), 1);
  peers.expire(LEASE_MS + 2);
  assertEquals(peers.expire(HOUR_MS), []);
  assertEquals(peers.snapshot.peers.map(({ server }) => server), ["a", "b"]);
  assertEquals(peers.expire(HOUR_MS + 1), []);
  assertEquals(peers.snapshot.peers.map(({ server }) => server), ["b"]);
  assertStrictEquals(peers.take(batchOf("a", 2), HOUR_MS + 1), "unknown");
  assertStrictEquals(peers.take(batchOf("b", 3), HOUR_MS + 1), "next");
});

Deno.test("a server that is closed does not come back: all of it was seen", pure, () => {
  const peers = peersWith("a", "b");
  peers.take(batchOf("a", 2), 0);
  peers.close("a");
  assertEquals(namesOf(peers), ["b"]);
  const batches = [bootOf("a"), batchOf("a", 2), batchOf("a", 3), batchOf("a", 9)];
  const take = (one: Peers) => batches.map((batch) => one.take(batch, 0));
  const continued = new Peers(JSON.parse(JSON.stringify(peers.snapshot)));
  for (const one of [peers, continued]) {
    assertEquals(take(one), ["seen", "seen", "seen", "seen"]);
    assertEquals([namesOf(one), one.expire(LEASE_MS)], [["b"], []]);
  }
});

Deno.test("a server that was closed is forgotten an hour after it was heard of", pure, () => {
  const peers = peersWith("a", "b");
  peers.take(batchOf("b", 2), 1);
  peers.close("a");
  peers.expire(HOUR_MS);
  assertEquals(peers.snapshot.peers.map(({ server }) => server), ["a", "b"]);
  peers.expire(HOUR_MS + 1);
  assertEquals(peers.snapshot.peers.map(({ server }) => server), ["b"]);
  assertStrictEquals(peers.take(batchOf("a", 2), HOUR_MS + 1), "unknown");
});

Deno.test("Peers.close() does nothing for a server that is not known", pure, () => {
  const peers = peersWith("a");
  const { snapshot } = peers;
  peers.close("b");
  assertEquals(peers.snapshot, snapshot);
  assertStrictEquals(peers.take(bootOf("b"), 0), "next");
});

Deno.test("a lost server does not come back into a room with another charter", pure, () => {
  const peers = peersWith("a");
  peers.expire(LEASE_MS + 1);
  peers.take(bootOf("b", OTHER_CHARTER), LEASE_MS + 1);
  assertStrictEquals(peers.take(batchOf("a", 2), LEASE_MS + 2), "unknown");
  assertEquals(namesOf(peers), ["b"]);
  assertEquals(peers.snapshot.peers.map(({ server }) => server), ["b"]);
});

Deno.test("Peers.living is the same object until other servers live", pure, () => {
  const peers = peersWith("a", "b");
  let { living } = peers;
  const isSame = () => {
    const before = living;
    living = peers.living;
    return living === before;
  };
  peers.take(batchOf("a", 2), 3_000);
  peers.take(batchOf("a", 2), 3_000);
  peers.expire(4_000);
  peers.close("c");
  assertStrictEquals(isSame(), true);
  const changes = [
    () => peers.expire(5_001),
    () => peers.take(batchOf("b", 2), 5_001),
    () => peers.take(bootOf("c"), 5_001),
    () => peers.close("c"),
  ];
  for (const change of changes) {
    change();
    assertStrictEquals(isSame(), false, String(change));
  }
});

Deno.test("Peers goes on from a snapshot, which stays as it is", pure, () => {
  const peers = peersWith("a", "b", "c");
  peers.take(batchOf("b", 2), 3_000);
  peers.take(batchOf("c", 2), 3_000);
  peers.expire(LEASE_MS + 1);
  const { snapshot } = peers;
  const text = JSON.stringify(snapshot);
  const next = new Peers(JSON.parse(text));
  assertEquals([next.snapshot, next.living], [peers.snapshot, peers.snapshot.peers.slice(1)]);
  assertEquals(next.charter, CHARTER);
  assertNotStrictEquals(next.living, peers.living);
  for (const one of [peers, next]) {
    assertStrictEquals(one.take(batchOf("b", 3), 6_000), "next");
    assertEquals(one.expire(8_001), ["c"]);
    assertEquals(namesOf(one), ["b"]);
  }
  assertEquals(next.snapshot, peers.snapshot);
  assertStrictEquals(JSON.stringify(snapshot), text);
});

Deno.test(
  "a first batch that is published again does not start a closed server, when all are gone",
  pure,
  () => {
    const peers = new Peers();
    peers.take(bootOf("a"), 0);
    peers.close("a");
    peers.take(bootOf("b"), 0);
    assertStrictEquals(peers.take(bootOf("a"), 0), "seen");
    assertEquals(peers.living.map(({ server }) => server), ["b"]);
  },
);

Deno.test(
  "a lost server comes back among others with its charter, when all were gone",
  pure,
  () => {
    const peers = new Peers();
    peers.take(bootOf("a"), 0);
    peers.expire(LEASE_MS + 1);
    peers.take(bootOf("b"), LEASE_MS + 1);
    assertStrictEquals(peers.take(batchOf("a", 2), LEASE_MS + 2), "next");
    assertEquals(peers.living.map(({ server }) => server), ["a", "b"]);
  },
);
