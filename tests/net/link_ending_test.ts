import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import { DialTimeout } from "../../lib/net/link.ts";
import { bytesOf } from "../support/bytes.ts";
import { down, Wire, World } from "../support/link_world.ts";

Deno.test("Link.close() ends a connection that stands", { permissions: "none" }, async () => {
  const world = new World();
  const wire = await world.up();
  const event = world.event();
  world.link.close();
  assertEquals(await event, { type: "down" });
  assertStrictEquals(await world.event(), undefined);
  assertEquals([wire.isClosed, world.sleeps.all.length], [true, 0]);
});

Deno.test("Link.close() ends a dial, and closes the socket that comes of it", {
  permissions: "none",
}, async () => {
  for (const heedsSignal of [true, false]) {
    const world = new World();
    const event = world.event();
    const dial = await world.dials.next();
    world.link.close();
    assertStrictEquals(dial.signal.aborted, true);
    const late = new Wire();
    if (heedsSignal) dial.fail(dial.signal.reason);
    else dial.answer(late);
    assertEquals(await event, { type: "down" });
    assertStrictEquals(await world.event(), undefined);
    assertStrictEquals(late.isClosed, !heedsSignal);
  }
});

Deno.test("Link.close() ends a wait between two tries", { permissions: "none" }, async () => {
  const world = new World();
  (await world.up()).bring(null);
  await world.event();
  const event = world.event();
  await world.sleeps.next();
  world.link.close();
  assertEquals(await event, { type: "down" });
  assertStrictEquals(await world.event(), undefined);
  assertStrictEquals(world.dials.all.length, 1);
});

Deno.test("Link.close() before the first event leaves nothing to do", {
  permissions: "none",
}, async () => {
  const world = new World();
  world.link.close();
  assertEquals(await world.event(), { type: "down" });
  assertStrictEquals(await world.event(), undefined);
  assertStrictEquals(world.dials.all.length, 0);
});

Deno.test("Link gives up a dial after 10 s, and closes a socket that comes too late", {
  permissions: "none",
}, async () => {
  const world = new World();
  const event = world.event();
  const dial = await world.dials.next();
  const bound = await world.bounds.next();
  assertStrictEquals(bound.ms, 10_000);
  assertStrictEquals(dial.signal.aborted, false);
  bound.wake();
  const { error, retryMs } = await down(event);
  assertInstanceOf(error, DialTimeout);
  assertEquals(String(error), "DialTimeout: no answer within 10000 ms");
  assertStrictEquals(retryMs, undefined);
  assertStrictEquals(dial.signal.aborted, true);

  const late = new Wire();
  dial.answer(late);
  assertStrictEquals(await world.event(), undefined);
  assertStrictEquals(late.isClosed, true);
});

Deno.test("Link stops the clock of a dial that was answered", { permissions: "none" }, async () => {
  const world = new World();
  const wire = await world.up();
  const bound = await world.bounds.next();
  assertStrictEquals(bound.signal.aborted, true);
  bound.wake();
  wire.bring("oi");
  assertEquals(await world.event(), { type: "bytes", bytes: bytesOf("oi") });
  assertStrictEquals(wire.isClosed, false);
});

Deno.test("Link.probe() dials and hangs up again", { permissions: "none" }, async () => {
  const world = new World();
  const wire = new Wire();
  const probed = world.link.probe();
  (await world.dials.next()).answer(wire);
  await probed;
  assertStrictEquals(wire.isClosed, true);

  const failed = assertRejects(() => world.link.probe(), Error, "recusada");
  (await world.dials.next()).fail(new Error("recusada"));
  await failed;
});
