import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import { DialTimeout } from "../../lib/net/link.ts";
import { bytesOf } from "../support/bytes.ts";
import { expectDown, FakeTransport, LinkFixture } from "../support/link_fixture.ts";

Deno.test("Link.close() closes an open connection", { permissions: "none" }, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  const event = fixture.nextEvent();
  fixture.link.close();
  assertEquals(await event, { type: "down" });
  assertStrictEquals(await fixture.nextEvent(), undefined);
  assertEquals([transport.isClosed, fixture.sleeps.all.length], [true, 0]);
});

Deno.test("Link.close() aborts a dial, and closes a socket that arrives later", {
  permissions: "none",
}, async () => {
  for (const heedsSignal of [true, false]) {
    const fixture = new LinkFixture();
    const event = fixture.nextEvent();
    const dial = await fixture.dials.next();
    fixture.link.close();
    assertStrictEquals(dial.signal.aborted, true);
    const late = new FakeTransport();
    if (heedsSignal) dial.fail(dial.signal.reason);
    else dial.answer(late);
    assertEquals(await event, { type: "down" });
    assertStrictEquals(await fixture.nextEvent(), undefined);
    assertStrictEquals(late.isClosed, !heedsSignal);
  }
});

Deno.test("Link.close() ends a wait between two dials", { permissions: "none" }, async () => {
  const fixture = new LinkFixture();
  (await fixture.connect()).deliver(null);
  await fixture.nextEvent();
  const event = fixture.nextEvent();
  await fixture.sleeps.next();
  fixture.link.close();
  assertEquals(await event, { type: "down" });
  assertStrictEquals(await fixture.nextEvent(), undefined);
  assertStrictEquals(fixture.dials.all.length, 1);
});

Deno.test("Link.close() before the first event leaves nothing to do", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  fixture.link.close();
  assertEquals(await fixture.nextEvent(), { type: "down" });
  assertStrictEquals(await fixture.nextEvent(), undefined);
  assertStrictEquals(fixture.dials.all.length, 0);
});

Deno.test("Link aborts a dial after 10 s, and closes a socket that arrives too late", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const event = fixture.nextEvent();
  const dial = await fixture.dials.next();
  const bound = await fixture.dialTimeouts.next();
  assertStrictEquals(bound.ms, 10_000);
  assertStrictEquals(dial.signal.aborted, false);
  bound.wake();
  const { error, retryMs } = await expectDown(event);
  assertInstanceOf(error, DialTimeout);
  assertEquals(String(error), "DialTimeout");
  assertStrictEquals(retryMs, undefined);
  assertStrictEquals(dial.signal.aborted, true);

  const late = new FakeTransport();
  dial.answer(late);
  assertStrictEquals(await fixture.nextEvent(), undefined);
  assertStrictEquals(late.isClosed, true);
});

Deno.test("Link stops the clock of a dial that was answered", { permissions: "none" }, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  const bound = await fixture.dialTimeouts.next();
  assertStrictEquals(bound.signal.aborted, true);
  bound.wake();
  transport.deliver("oi");
  assertEquals(await fixture.nextEvent(), { type: "bytes", bytes: bytesOf("oi") });
  assertStrictEquals(transport.isClosed, false);
});

Deno.test("Link.probe() dials and disconnect again", { permissions: "none" }, async () => {
  const fixture = new LinkFixture();
  const transport = new FakeTransport();
  const probed = fixture.link.probe();
  (await fixture.dials.next()).answer(transport);
  await probed;
  assertStrictEquals(transport.isClosed, true);

  const failed = assertRejects(() => fixture.link.probe(), Error, "recusada");
  (await fixture.dials.next()).fail(new Error("recusada"));
  await failed;
});
