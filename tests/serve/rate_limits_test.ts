/** Which bucket pays for what: the rate limit belongs to the person, not to the connection. */

import { assertEquals } from "@std/assert";
import { RateLimits } from "../../lib/serve/rate_limits.ts";
import { Session } from "../../lib/chat/session.ts";
import type { PeerConnection } from "../support/test_room.ts";
import { TestRoom } from "../support/test_room.ts";

const pure = { permissions: "none" } as const;
const says = (count: number) => '{"type":"say","text":"x"}\n'.repeat(count);
const elsewhere = { hostname: "192.0.2.1" };

/** How many messages of all people were said so far. */
const saidIn = (room: TestRoom) => room.printed.filter((line) => line.includes(" >> ")).length;

/** The resume token of a structured client. */
function tokenOf({ peer }: PeerConnection): string {
  return peer.events.find(({ type }) => type === "welcome")!.token as string;
}

/** Hangs up. A connection that waits for a token does not know of it yet. */
async function cut(room: TestRoom, { peer }: PeerConnection): Promise<void> {
  await peer[Symbol.asyncDispose]();
  await room.settle();
}

Deno.test("a person who reconnects for every burst has one rate limit", async () => {
  await using room = new TestRoom({ rate: 10 });
  const first = await room.structured("Ana");
  const resume = { token: tokenOf(first), seen: 0 };
  await cut(room, first);
  for (let turn = 0; turn < 50; turn++) {
    const again = await room.structured("Ana", { resume });
    await again.peer.send(says(20));
    await room.advance(100);
    await cut(room, again);
  }
  assertEquals(saidIn(room), 20 + 50);
});

Deno.test("a client that joins under a new name for every burst has the limit of its address", async () => {
  await using room = new TestRoom({ rate: 10, maxPeople: 100, graceMs: 0 });
  for (let turn = 0; turn < 50; turn++) {
    const next = await room.structured(`p${turn}`);
    await next.peer.send(says(20));
    await room.advance(50);
    await cut(room, next);
  }
  // A burst, what the address is given in 2.5 s, and one message of each before its end is known.
  assertEquals(saidIn(room) <= 20 + 25 + 50, true, `${saidIn(room)} messages of 1000`);
});

Deno.test("a person earns nothing while away", async () => {
  await using room = new TestRoom({ rate: 10 });
  const ana = await room.structured("Ana");
  await ana.peer.send(says(20));
  await room.settle();
  assertEquals(saidIn(room), 20);
  await cut(room, ana);
  await room.advance(5_000);
  const again = await room.structured("Ana", { resume: { token: tokenOf(ana), seen: 0 } });
  await again.peer.send(says(20));
  await room.advance(99);
  assertEquals(saidIn(room), 20);
  await room.advance(1);
  assertEquals(saidIn(room), 21);
});

Deno.test("clients without a token share the limit of their address", async () => {
  await using room = new TestRoom({ rate: 10 });
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  await ana.peer.send("x\n".repeat(20));
  await room.settle();
  await bia.peer.send("x\n");
  await room.advance(99);
  assertEquals(saidIn(room), 20);
  await room.advance(1);
  assertEquals(saidIn(room), 21);
  const caio = await room.line("Caio", elsewhere);
  await caio.peer.send("x\n".repeat(20));
  await room.settle();
  assertEquals(saidIn(room), 41);
});

Deno.test("a line client that joins again has no new burst", async () => {
  await using room = new TestRoom({ rate: 10, maxPeople: 100 });
  for (let turn = 0; turn < 20; turn++) {
    const next = await room.line(`p${turn}`);
    await next.peer.send("x\n".repeat(20));
    await room.advance(50);
    await cut(room, next);
  }
  assertEquals(saidIn(room) <= 20 + 10, true, `${saidIn(room)} messages of 400`);
});

Deno.test("many people of one address come back at once", async () => {
  await using room = new TestRoom({ rate: 1, maxPeople: 100 });
  for (let at = 0; at < 60; at++) await room.structured(`p${at}`);
  assertEquals([room.hub.size, room.clock.now()], [60, 0]);
});

Deno.test("refused names of all connections of one address cost its tokens", async () => {
  await using room = new TestRoom({ rate: 10 });
  const many = Array.from({ length: 30 }, () => room.connect());
  for (const { peer } of many) await peer.send("nome ruim\n".repeat(3));
  await room.settle();
  const answers = () => many.map(({ peer }) => peer.text.split("\n").length - 1);
  const sum = () => answers().reduce((total, count) => total + count, 0);
  // The last one is a debt: that a name is refused is known afterwards.
  assertEquals(sum(), 21);
  await room.advance(1_000);
  assertEquals(sum(), 31);
  // Another address is not concerned, and a good name of this one waits for its turn only.
  const bia = await room.line("Bia", elsewhere);
  await bia.peer.send("oi\n");
  await room.settle();
  assertEquals(saidIn(room), 1);
});

Deno.test("pings before hello are limited as HTTP requests are", async () => {
  await using room = new TestRoom({ rate: 10 });
  const probe = room.connect();
  await probe.peer.send('{"type":"ping"}\n'.repeat(600));
  const answered = (count: number) =>
    probe.peer.until(() => probe.peer.events.length >= count, `${count} pongs`);
  await answered(512);
  await room.advance(500);
  await answered(562);
  await room.settle();
  assertEquals(probe.peer.events.length, 562);
});

Deno.test("a connection that waits for a token holds none for a person who resumed", async () => {
  await using room = new TestRoom({ rate: 1 });
  const old = await room.structured("Ana");
  await old.peer.send(says(60));
  await room.settle();
  const again = await room.structured("Ana", { resume: { token: tokenOf(old), seen: 0 } });
  await again.peer.send('{"type":"say","text":"novo"}\n');
  await room.advance(1_000);
  await again.peer.receivesEvent("said", { text: "novo" });
  await room.advance(10_000);
  assertEquals([saidIn(room), old.isClosed()], [21, true]);
});

Deno.test("of one address 64 people join at once, then one in a second", async () => {
  await using room = new TestRoom({ rate: 10, maxPeople: 200, graceMs: 0 });
  const joined = () => room.events.filter(({ kind }) => kind === "joined").length;
  for (const kind of ["line", "structured"] as const) {
    for (let at = 0; at < 32; at++) await cut(room, await room[kind](`${kind}${at}`));
  }
  const waiting = [room.connect(), room.connect()];
  for (const [at, { peer }] of waiting.entries()) await peer.send(`depois${at}\n`);
  await room.advance(999);
  assertEquals(joined(), 64);
  // Another address is not concerned, nor is a person who resumes a session.
  await room.line("Bia", elsewhere);
  assertEquals(joined(), 65);
  await room.advance(1);
  assertEquals(joined(), 66);
  await room.advance(1_000);
  assertEquals(joined(), 67);
});

Deno.test("a person who resumes does not wait for the joins of the address", async () => {
  await using room = new TestRoom({ rate: 10, maxPeople: 200 });
  const ana = await room.structured("Ana");
  const resume = { token: tokenOf(ana), seen: 0 };
  for (let at = 0; at < 63; at++) await cut(room, await room.line(`p${at}`));
  await cut(room, ana);
  const again = room.connect();
  await again.peer.sendJson({ type: "hello", version: 1, name: "Ana", resume });
  await room.settle();
  assertEquals(again.peer.events[0]?.type, "welcome");
  // A token that nobody has does not help.
  const stranger = room.connect();
  const unknown = { token: "0", seen: 0 };
  await stranger.peer.sendJson({ type: "hello", version: 1, name: "Zé", resume: unknown });
  await room.settle();
  assertEquals(stranger.peer.events, []);
});

Deno.test("RateLimits keeps the buckets of 4096 addresses, those that were used last", pure, () => {
  const limits = new RateLimits(1);
  const tokens = (address: string) => {
    const payer = { address, session: undefined };
    let count = 0;
    while (limits.take(payer, { type: "who" }, 0) === 0) count++;
    return count;
  };
  assertEquals([tokens("first"), tokens("second")], [20, 20]);
  for (let at = 2; at < 4096; at++) limits.onRefused(`${at}`, 0);
  assertEquals(tokens("first"), 0);
  limits.onRefused("one more", 0);
  assertEquals([tokens("first"), tokens("second")], [0, 20]);
});

Deno.test("RateLimits.take() asks nothing of anybody when the rate is 0", pure, () => {
  const limits = new RateLimits(0);
  const session = new Session(1, "Ana", { tokenHash: "t", since: 0, joinedAfterSeq: 0 });
  limits.onJoined("a", session, 0);
  for (let count = 0; count < 100; count++) {
    limits.onRefused("a", 0);
    assertEquals(limits.take({ address: "a", session }, { type: "who" }, 0), 0);
    assertEquals(limits.take({ address: "a", session: undefined }, { type: "who" }, 0), 0);
  }
});

Deno.test("RateLimits.takeRun() takes the tokens of all its messages, or none", pure, () => {
  const run = { type: "run" as const, count: 15, text: Array(15).fill("x").join("\n") };
  const payer = { address: "26.1.2.3", session: undefined };
  const limits = new RateLimits(10);
  assertEquals([limits.takeRun(payer, run, 0), limits.takeRun(payer, run, 0)], [true, false]);
  assertEquals([limits.take(payer, run, 0), limits.take(payer, { type: "who" }, 0)], [0, 0]);
  assertEquals([limits.takeRun(payer, run, 1_099), limits.takeRun(payer, run, 1_100)], [
    false,
    true,
  ]);
  assertEquals(new RateLimits(0).takeRun(payer, { ...run, count: 256 }, 0), true);
});
