/** The limits of one address: connections with a person and without, and places. */

import { assertEquals } from "@std/assert";
import { AddressLimits } from "../../lib/serve/address_limits.ts";
import { TestRoom } from "../support/test_room.ts";

const pure = { permissions: "none" } as const;
const elsewhere = { hostname: "192.0.2.1" };

/** Connections that are discarded in this order. */
class Connections {
  readonly discarded: number[] = [];
  readonly limits: AddressLimits;

  constructor(maxPerAddress: number) {
    this.limits = new AddressLimits(maxPerAddress);
  }

  open(id: number, address: string, now = 0): { discard(): void } {
    const connection = { discard: () => void this.discarded.push(id) };
    this.limits.add(connection, address, now);
    return connection;
  }
}

Deno.test(
  "AddressLimits discards the oldest of an address beyond a quarter, after a second",
  pure,
  () => {
    const all = new Connections(8);
    for (let id = 1; id <= 5; id++) all.open(id, "a", id * 100);
    all.open(6, "b");
    all.limits.sweep(1_099);
    assertEquals(all.discarded, []);
    all.limits.sweep(1_100);
    assertEquals(all.discarded, [1]);
    all.limits.sweep(10_000);
    assertEquals(all.discarded, [1, 2, 3]);
    assertEquals([all.limits.takeDiscarded(), all.limits.takeDiscarded()], [3, 0]);
  },
);

Deno.test(
  "AddressLimits discards what is beyond the number with a name, after 100 ms",
  pure,
  () => {
    const all = new Connections(3);
    for (let id = 1; id <= 3; id++) all.open(id, "a");
    all.open(4, "b", 500);
    all.open(5, "a", 99);
    assertEquals(all.discarded, []);
    all.open(6, "a", 100);
    all.open(7, "a", 100);
    assertEquals(all.discarded, [1, 2]);
  },
);

Deno.test("of many who say their names at once, each gets in or is told why not", async () => {
  await using room = new TestRoom({ maxPerAddress: 64, maxPeople: 200, rate: 10 });
  const all = Array.from({ length: 130 }, () => room.connect());
  for (const [at, { peer }] of all.entries()) await peer.send(`p${at}\n`);
  const told = (text: string) => all.filter(({ peer }) => peer.text.includes(text)).length;
  const refused = () => told("já atingiu o limite de pessoas no chat (64)");
  await room.settle();
  // A refusal costs a token, of which there are twenty at once; the last one is a debt.
  assertEquals([told(" entrou no chat."), refused()], [64, 21]);
  await room.advance(5_000);
  assertEquals([told(" entrou no chat."), refused()], [64, 66]);
});

Deno.test("AddressLimits allows one connection without a name at least", pure, () => {
  for (const [maxPerAddress, nameless] of [[1, 1], [4, 1], [5, 2], [64, 16]] as const) {
    const all = new Connections(maxPerAddress);
    for (let id = 0; id < maxPerAddress; id++) all.open(id, "a");
    all.limits.sweep(1_000);
    assertEquals(maxPerAddress - all.discarded.length, nameless);
  }
});

Deno.test("AddressLimits keeps 1024 connections without a name of all addresses", pure, () => {
  const all = new Connections(64);
  for (let id = 1; id <= 1026; id++) all.open(id, `${id}`);
  assertEquals(all.discarded, [1, 2]);
});

Deno.test("AddressLimits sets no limit when the number is 0", pure, () => {
  const all = new Connections(0);
  for (let id = 0; id < 3_000; id++) all.limits.onJoined(all.open(id, "a"));
  const last = all.open(3_000, "a");
  for (let id = 0; id < 3_000; id++) all.open(id, "a");
  all.limits.sweep(10_000);
  assertEquals([all.discarded, all.limits.isFull(last)], [[], false]);
  assertEquals(all.limits.keptPlaces(last, 1000), 0);
});

Deno.test("AddressLimits keeps a tenth of the places from an address with a person", pure, () => {
  const all = new Connections(64);
  const [first, second, third] = [all.open(1, "a"), all.open(2, "a"), all.open(3, "b")];
  assertEquals(all.limits.keptPlaces(first, 1024), 0);
  all.limits.onJoined(first);
  assertEquals([second, third].map((one) => all.limits.keptPlaces(one, 1024)), [102, 0]);
  assertEquals(all.limits.keptPlaces(second, 9), 0);
  all.limits.onLeft(first);
  assertEquals(all.limits.keptPlaces(second, 1024), 0);
});

Deno.test(
  "AddressLimits frees the oldest connections without a person, four at a time",
  pure,
  () => {
    const all = new Connections(0);
    const people = [1, 2].map((id) => all.open(id, "a"));
    for (const one of people) all.limits.onJoined(one);
    for (let id = 3; id <= 7; id++) all.open(id, `${id}`);
    all.limits.onLeft(people[1]!); // It is closing.
    assertEquals([all.limits.freeDescriptors(19), all.discarded], [20, []]);
    assertEquals([all.limits.freeDescriptors(20), all.discarded], [0, [3, 4, 5, 6]]);
    all.open(8, "a", 10);
    assertEquals([all.limits.freeDescriptors(20), all.discarded.slice(4)], [0, [7, 2]]);
    assertEquals([all.limits.freeDescriptors(20), all.discarded.length], [20, 6]);
    assertEquals([all.limits.freeDescriptors(30), all.discarded.slice(6)], [0, [8]]);
    assertEquals([all.limits.freeDescriptors(30), all.discarded.length], [undefined, 7]);
  },
);

Deno.test("AddressLimits forgets closed connections", pure, () => {
  const all = new Connections(2);
  const [first, second] = [all.open(1, "a"), all.open(2, "a")];
  all.limits.onJoined(first);
  all.limits.onJoined(second);
  const third = all.open(3, "a");
  assertEquals(all.limits.isFull(third), true);
  all.limits.remove(first);
  assertEquals(all.limits.isFull(third), false);
  all.limits.remove(second);
  all.limits.remove(third);
  const again = all.open(4, "a");
  assertEquals([all.limits.keptPlaces(again, 1000), all.limits.freeDescriptors(20)], [0, 0]);
  assertEquals([all.discarded, all.limits.freeDescriptors(20)], [[4], undefined]);
});

Deno.test("one person too many of an address is refused, until one leaves", async () => {
  await using room = new TestRoom({ maxPerAddress: 2 });
  const ana = await room.structured("Ana");
  await room.line("Bia");
  const late = room.connect();
  await late.peer.send("Caio\n");
  const sentence = "Erro: Este endereço já atingiu o limite de pessoas no chat (2). " +
    "O anfitrião pode aumentar o limite com --max-per-address.";
  await late.peer.receives(`${sentence}\n`);
  const structured = room.connect();
  await structured.peer.sendJson({ type: "hello", version: 1, name: "Caio" });
  await structured.peer.receivesEvent("refused", { code: "address-full", value: "2" });
  await room.line("Davi", elsewhere);
  await ana.peer.sendJson({ type: "leave" });
  await ana.peer.ends();
  await room.line("Caio");
  assertEquals(room.names, ["Bia", "Davi", "Caio"]);
});

Deno.test("a person takes over the own session from a full address", async () => {
  await using room = new TestRoom({ maxPerAddress: 1 });
  const ana = await room.structured("Ana");
  const { token } = ana.peer.events[0]!;
  for (let count = 0; count < 3; count++) {
    const again = await room.structured("Ana", { resume: { token, seen: 0 } });
    assertEquals(again.peer.events[0]!.token, token);
  }
  await room.structured("Ana", { resume: { token, seen: 0 } }, elsewhere);
  // The address is free again.
  await room.line("Bia");
  assertEquals(room.names, ["Ana", "Bia"]);
});

Deno.test("silent connections of an address end, the oldest first, and nobody else's", async () => {
  await using room = new TestRoom({ maxPerAddress: 8 });
  const ana = await room.line("Ana");
  const other = room.connect(elsewhere);
  const silent = Array.from({ length: 5 }, () => room.connect());
  await room.advance(999);
  assertEquals(silent.map(({ isClosed }) => isClosed()), [false, false, false, false, false]);
  await room.advance(1);
  assertEquals(silent.map(({ isClosed }) => isClosed()), [true, true, true, false, false]);
  assertEquals([other, ana].map(({ isClosed }) => isClosed()), [false, false]);
  assertEquals(silent.map(({ peer }) => peer.text), ["", "", "", "", ""]);
  assertEquals(room.printed.slice(1), ["3 conexões sem nome deram lugar a outras."]);
});

Deno.test("silent connections that end are summed up once in ten seconds", async () => {
  await using room = new TestRoom({ maxPerAddress: 1 });
  for (let count = 0; count < 100; count++) {
    room.connect();
    await room.advance(125);
  }
  assertEquals(room.printed, [
    "Uma conexão sem nome deu lugar a outra.",
    "80 conexões sem nome deram lugar a outras.",
  ]);
});

Deno.test("a whole class of one address joins at once", async () => {
  await using room = new TestRoom({ maxPerAddress: 9, maxPeople: 20 });
  const all = Array.from({ length: 9 }, () => room.connect());
  await room.advance(100);
  for (const [at, { peer }] of all.entries()) await peer.send(`p${at}\n`);
  await room.advance(1_000);
  assertEquals(room.hub.size, 9);
});

Deno.test("the last places are kept for other addresses", async () => {
  await using room = new TestRoom({ maxPerAddress: 64, maxPeople: 10 });
  for (let at = 0; at < 9; at++) await room.line(`p${at}`);
  const tenth = room.connect();
  await tenth.peer.send("p9\n");
  await tenth.peer.receives("Erro: O chat está cheio.");
  await room.line("Ana", elsewhere);
  assertEquals(room.hub.size, 10);
});

Deno.test("AddressLimits discards no connection whose name waits for room", pure, () => {
  const all = new Connections(8);
  const waiting = [1, 2, 3].map((id) => all.open(id, "a"));
  for (const one of waiting) all.limits.setWaiting(one, true);
  for (const id of [4, 5]) all.open(id, "a");
  all.limits.sweep(1_000);
  assertEquals(all.discarded, []);
  all.open(6, "a");
  all.limits.sweep(1_000);
  assertEquals(all.discarded, [4]);
  all.limits.setWaiting(waiting[1]!, false);
  all.limits.sweep(2_000);
  assertEquals(all.discarded, [4, 2]);
  // All together they are no more than may have a name.
  for (const id of [7, 8, 9, 10]) all.open(id, "a", 2_000);
  assertEquals(all.discarded, [4, 2]);
  all.open(11, "a", 2_000);
  assertEquals(all.discarded, [4, 2, 5]);
  all.limits.remove(waiting[0]!);
  all.limits.setWaiting(waiting[0]!, false);
});

Deno.test(
  "AddressLimits lets twice as many wait as may have a name, and discards the oldest then",
  pure,
  () => {
    const all = new Connections(4);
    for (let id = 1; id <= 8; id++) all.limits.setWaiting(all.open(id, "a"), true);
    assertEquals(all.discarded, []);
    all.limits.setWaiting(all.open(9, "a", 50), true);
    assertEquals(all.discarded, [1]);
    all.open(10, "a", 60);
    assertEquals(all.discarded, [1, 2]);
    all.open(11, "a", 1_000); // The one that waits for nothing gives way first.
    assertEquals(all.discarded, [1, 2, 10]);
  },
);

Deno.test("newcomers of one address that wait for room are not discarded meanwhile", async () => {
  await using room = new TestRoom({ maxPerAddress: 8, maxPeople: 100 });
  const hasRoom = Promise.withResolvers<void>();
  room.room.broadcaster.admit = () => hasRoom.promise;
  const all = Array.from({ length: 6 }, () => room.connect());
  for (const { peer } of all.slice(1)) {
    await peer.send(`{"type":"hello","version":1,"name":"Ana"}\n`);
  }
  await room.advance(1_250);
  assertEquals(all.map(({ isClosed }) => isClosed()), new Array(6).fill(false));
  hasRoom.resolve();
  await room.settle();
  assertEquals([room.names, all.map(({ isClosed }) => isClosed())], [
    ["Ana"],
    new Array(6).fill(false),
  ]);
  // Those whose name was refused wait for nothing.
  await room.advance(250);
  assertEquals(all.map(({ isClosed }) => isClosed()), [true, false, true, true, false, false]);
});
