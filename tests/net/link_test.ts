import { assertEquals, assertStrictEquals } from "@std/assert";
import type { LinkEvent } from "../../lib/net/link.ts";
import { bytesOf } from "../support/bytes.ts";
import { Wire, World } from "../support/link.ts";

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

Deno.test("Link.send() writes one after the other, the rest after a partial write", {
  permissions: "none",
}, async () => {
  const world = new World();
  const wire = await world.up();
  for (const text of ["0123456789", "ab", "cd"]) world.link.send(bytesOf(text));
  const first = await wire.writes.next();
  assertEquals(wire.writes.all.map(({ text }) => text), ["0123456789"]);
  first.take(4);
  const second = await wire.writes.next();
  second.take(1);
  (await wire.writes.next()).take(5);
  (await wire.writes.next()).take(2);
  (await wire.writes.next()).take(2);
  world.link.send(bytesOf("fim"));
  assertEquals(
    wire.writes.all.map(({ text }) => text).slice(0, 5),
    ["0123456789", "456789", "56789", "ab", "cd"],
  );
  assertStrictEquals((await wire.writes.next()).text, "fim");
});

Deno.test("Link.send() loses what is sent while no connection stands", {
  permissions: "none",
}, async () => {
  const world = new World();
  world.link.send(bytesOf("cedo demais"));
  const wire = await world.up();
  world.link.send(bytesOf("um"));
  world.link.send(bytesOf("dois"));
  await wire.writes.next();
  wire.break(new Error("reset"));
  await world.event();
  world.link.send(bytesOf("entre duas"));

  const event = world.event();
  (await world.sleeps.next()).wake();
  const next = new Wire();
  (await world.dials.next()).answer(next);
  assertEquals(await event, { type: "up" });
  world.link.send(bytesOf("três"));
  const write = await next.writes.next();
  assertStrictEquals(write.text, "três");
  assertEquals(wire.writes.all.map(({ text }) => text), ["um"]);
});
