import { assertEquals, assertStrictEquals } from "@std/assert";
import type { LinkEvent } from "../../lib/net/link.ts";
import { bytesOf } from "../support/bytes.ts";
import { down, Wire, World } from "../support/link_world.ts";

Deno.test("Link dials only when its events are asked for", { permissions: "none" }, async () => {
  const world = new World();
  assertEquals(world.dials.all.length, 0);
  await world.up();
  assertEquals(world.dials.all.length, 1);
});

Deno.test("Link.events() ends when the first dial fails, without another try", {
  permissions: "none",
}, async () => {
  const world = new World({ reconnect: true });
  const error = new Error("recusada");
  assertEquals(await world.dialed(error), { type: "down", error });
  assertStrictEquals(await world.event(), undefined);
  assertEquals([world.dials.all.length, world.sleeps.all.length], [1, 0]);
});

Deno.test("Link.events() gives the bytes in the order they come", {
  permissions: "none",
}, async () => {
  const world = new World();
  const wire = await world.up();
  const events: (LinkEvent | undefined)[] = [];
  for (const text of ["um", "dois", "três"]) {
    wire.bring(text);
    events.push(await world.event());
  }
  assertEquals(events, [
    { type: "bytes", bytes: bytesOf("um") },
    { type: "bytes", bytes: bytesOf("dois") },
    { type: "bytes", bytes: bytesOf("três") },
  ]);
});

Deno.test("Link.events() ends when the connection is lost and it may not reconnect", {
  permissions: "none",
}, async () => {
  const world = new World({ reconnect: false });
  const wire = await world.up();
  wire.bring(null);
  assertEquals(await world.event(), { type: "down", error: undefined });
  assertStrictEquals(await world.event(), undefined);
  assertStrictEquals(wire.isClosed, true);
  assertStrictEquals(world.dials.all.length, 1);
});

Deno.test("Link.events() tells the error that ended the connection", {
  permissions: "none",
}, async () => {
  const world = new World({ reconnect: false });
  const wire = await world.up();
  const error = new Error("reset");
  wire.break(error);
  assertEquals(await world.event(), { type: "down", error });
  assertStrictEquals(wire.isClosed, true);
});

Deno.test("Link.events() dials again after waits that double, once a connection stood", {
  permissions: "none",
}, async () => {
  const cases: [random: number, waits: number[]][] = [
    [0, [250, 500, 1000, 2000, 4000, 7500, 7500]],
    [0.5, [375, 750, 1500, 3000, 6000, 11250, 11250]],
  ];
  for (const [random, waits] of cases) {
    const world = new World({ random });
    const wire = await world.up();
    wire.bring(null);
    const error = new Error("recusada");
    assertEquals(await world.event(), { type: "down", error: undefined, retryMs: waits[0]! });
    for (const [at, retryMs] of waits.slice(1).entries()) {
      const event = world.event();
      const sleep = await world.sleeps.next();
      assertStrictEquals(sleep.ms, waits[at]);
      assertStrictEquals(world.dials.all.length, at + 1, "nobody dials before the wait is over");
      sleep.wake();
      (await world.dials.next()).fail(error);
      assertEquals(await event, { type: "down", error, retryMs });
    }
  }
});

Deno.test("Link.events() begins with the shortest wait after each connection that settled", {
  permissions: "none",
}, async () => {
  const world = new World();
  const waits: (number | undefined)[] = [];
  const lose = async (answer: Wire | Error, settles: boolean) => {
    const event = world.event();
    if (waits.length > 0) (await world.sleeps.next()).wake();
    const dial = await world.dials.next();
    if (answer instanceof Error) dial.fail(answer);
    else dial.answer(answer);
    let last = await event;
    if (last?.type === "up" && answer instanceof Wire) {
      if (settles) world.link.resetBackoff();
      answer.bring(null);
      last = await world.event();
    }
    waits.push(last?.type === "down" ? last.retryMs : undefined);
  };
  for (const answer of [new Wire(), new Error(), new Error(), new Wire(), new Error()]) {
    await lose(answer, true);
  }
  await lose(new Wire(), false); // Something answered, but it was no good.
  assertEquals(waits, [250, 500, 1000, 250, 500, 1000]);
});

Deno.test("Link.retryNow() dials at once instead of waiting any longer, once", {
  permissions: "none",
}, async () => {
  const world = new World();
  (await world.up()).bring(null);
  assertEquals(await world.event(), { type: "down", error: undefined, retryMs: 250 });
  const event = world.event();
  const sleep = await world.sleeps.next();
  world.link.retryNow();
  assertStrictEquals(sleep.signal.aborted, true);
  (await world.dials.next()).fail(new Error("recusada"));
  assertStrictEquals((await down(event)).retryMs, 500);

  const again = world.event();
  const wait = await world.sleeps.next();
  assertStrictEquals(wait.signal.aborted, false);
  wait.wake();
  (await world.dials.next()).answer(new Wire());
  assertEquals(await again, { type: "up" });
});

Deno.test("Link.retryNow() while a connection stands does not shorten the next wait", {
  permissions: "none",
}, async () => {
  const world = new World();
  let wire = await world.up();
  // The second time round, there was a wait before that connection.
  for (const tries of [1, 2]) {
    world.link.resetBackoff();
    world.link.retryNow();
    wire.bring(null);
    assertEquals(await world.event(), { type: "down", error: undefined, retryMs: 250 });
    const event = world.event();
    const sleep = await world.sleeps.next();
    assertEquals([sleep.signal.aborted, world.dials.all.length], [false, tries]);
    sleep.wake();
    wire = new Wire();
    (await world.dials.next()).answer(wire);
    assertEquals(await event, { type: "up" });
  }
});

Deno.test("Link.reconnect() gives up the connection and dials again", {
  permissions: "none",
}, async () => {
  const world = new World();
  const wire = await world.up();
  const event = world.event();
  world.link.reconnect();
  assertStrictEquals(wire.isClosed, true);
  assertStrictEquals((await down(event)).retryMs, 250);
  const again = world.event();
  (await world.sleeps.next()).wake();
  (await world.dials.next()).answer(new Wire());
  assertEquals(await again, { type: "up" });
});
