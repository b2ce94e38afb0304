import { assertEquals, assertStrictEquals } from "@std/assert";
import { bytesOf } from "../support/bytes.ts";
import { Wire, World } from "../support/link_world.ts";

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

Deno.test("Link.send() writes to the next connection what was sent during an old write", {
  permissions: "none",
}, async () => {
  const world = new World();
  const wire = await world.up();
  wire.lingers = true;
  world.link.send(bytesOf("um"));
  const old = await wire.writes.next();
  wire.bring(null);
  await world.event();
  world.link.send(bytesOf("entre duas"));

  const event = world.event();
  (await world.sleeps.next()).wake();
  const next = new Wire();
  (await world.dials.next()).answer(next);
  assertEquals(await event, { type: "up" });
  world.link.send(bytesOf("dois"));
  assertEquals(next.writes.all, []);
  old.take(2);
  const write = await next.writes.next();
  assertStrictEquals(write.text, "dois");
  write.take(4);
  world.link.send(bytesOf("três"));
  assertStrictEquals((await next.writes.next()).text, "três");
  assertEquals([wire, next].map(({ writes }) => writes.all.length), [1, 2]);
});
