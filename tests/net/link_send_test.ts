import { assertEquals, assertStrictEquals } from "@std/assert";
import { bytesOf } from "../support/bytes.ts";
import { expectDown, FakeTransport, LinkFixture } from "../support/link_fixture.ts";

Deno.test("Link.send() writes in order, and the rest after a partial write", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  for (const text of ["0123456789", "ab", "cd"]) fixture.link.send(bytesOf(text));
  const first = await transport.writes.next();
  assertEquals(transport.writes.all.map(({ text }) => text), ["0123456789"]);
  first.take(4);
  const second = await transport.writes.next();
  second.take(1);
  (await transport.writes.next()).take(5);
  (await transport.writes.next()).take(2);
  (await transport.writes.next()).take(2);
  fixture.link.send(bytesOf("fim"));
  assertEquals(
    transport.writes.all.map(({ text }) => text).slice(0, 5),
    ["0123456789", "456789", "56789", "ab", "cd"],
  );
  assertStrictEquals((await transport.writes.next()).text, "fim");
});

Deno.test("Link.send() drops what is sent while disconnected", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  fixture.link.send(bytesOf("cedo demais"));
  const transport = await fixture.connect();
  fixture.link.send(bytesOf("um"));
  fixture.link.send(bytesOf("dois"));
  await transport.writes.next();
  transport.fail(new Error("reset"));
  await fixture.nextEvent();
  fixture.link.send(bytesOf("entre duas"));

  const event = fixture.nextEvent();
  (await fixture.sleeps.next()).wake();
  const next = new FakeTransport();
  (await fixture.dials.next()).answer(next);
  assertEquals(await event, { type: "up" });
  fixture.link.send(bytesOf("três"));
  const write = await next.writes.next();
  assertStrictEquals(write.text, "três");
  assertEquals(transport.writes.all.map(({ text }) => text), ["um"]);
});

Deno.test("Link.send() writes to the next connection after a write of the old one", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  transport.writesOutlastClose = true;
  fixture.link.send(bytesOf("um"));
  const old = await transport.writes.next();
  transport.deliver(null);
  await fixture.nextEvent();
  fixture.link.send(bytesOf("entre duas"));

  const event = fixture.nextEvent();
  (await fixture.sleeps.next()).wake();
  const next = new FakeTransport();
  (await fixture.dials.next()).answer(next);
  assertEquals(await event, { type: "up" });
  fixture.link.send(bytesOf("dois"));
  assertEquals(next.writes.all, []);
  old.take(2);
  const write = await next.writes.next();
  assertStrictEquals(write.text, "dois");
  write.take(4);
  fixture.link.send(bytesOf("três"));
  assertStrictEquals((await next.writes.next()).text, "três");
  assertEquals([transport, next].map(({ writes }) => writes.all.length), [1, 2]);
});

Deno.test("Link.send() tries a write that took nothing again after 50 ms", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  fixture.link.send(bytesOf("oi"));
  (await transport.writes.next()).take(0);
  const pause = await fixture.sleeps.next();
  assertEquals([pause.ms, transport.writes.all.length], [50, 1]);
  pause.wake();
  const second = await transport.writes.next();
  assertStrictEquals(second.text, "oi");
  second.take(2);
});

Deno.test("Link loses a connection that takes nothing for 5 s, and reconnects", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  const down = expectDown(fixture.nextEvent());
  fixture.link.send(bytesOf("oi"));
  for (let at = 1; at < 100; at++) {
    (await transport.writes.next()).take(0);
    (await fixture.sleeps.next()).wake();
  }
  assertStrictEquals(transport.isClosed, false);
  (await transport.writes.next()).take(0);
  assertEquals((await down).retryMs !== undefined, true);
  assertStrictEquals(transport.isClosed, true);
});
