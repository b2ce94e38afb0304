import { assertEquals, assertStrictEquals } from "@std/assert";
import { Wire, World } from "../support/link.ts";

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
