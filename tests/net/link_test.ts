import { assertEquals, assertStrictEquals } from "@std/assert";
import type { LinkEvent } from "../../lib/net/link.ts";
import { bytesOf } from "../support/bytes.ts";
import { expectDown, FakeTransport, LinkFixture } from "../support/link_fixture.ts";

Deno.test("Link dials only when its events are read", { permissions: "none" }, async () => {
  const fixture = new LinkFixture();
  assertEquals(fixture.dials.all.length, 0);
  await fixture.connect();
  assertEquals(fixture.dials.all.length, 1);
});

Deno.test("Link.events() ends when the first dial fails, without another try", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture({ reconnect: true });
  const error = new Error("recusada");
  assertEquals(await fixture.answerDial(error), { type: "down", error });
  assertStrictEquals(await fixture.nextEvent(), undefined);
  assertEquals([fixture.dials.all.length, fixture.sleeps.all.length], [1, 0]);
});

Deno.test("Link.events() yields the bytes in order", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  const events: (LinkEvent | undefined)[] = [];
  for (const text of ["um", "dois", "três"]) {
    transport.deliver(text);
    events.push(await fixture.nextEvent());
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
  const fixture = new LinkFixture({ reconnect: false });
  const transport = await fixture.connect();
  transport.deliver(null);
  assertEquals(await fixture.nextEvent(), { type: "down", error: undefined });
  assertStrictEquals(await fixture.nextEvent(), undefined);
  assertStrictEquals(transport.isClosed, true);
  assertStrictEquals(fixture.dials.all.length, 1);
});

Deno.test("Link.events() reports the error that ended the connection", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture({ reconnect: false });
  const transport = await fixture.connect();
  const error = new Error("reset");
  transport.fail(error);
  assertEquals(await fixture.nextEvent(), { type: "down", error });
  assertStrictEquals(transport.isClosed, true);
});

Deno.test("Link.events() dials again after waits that double, once a connection stood", {
  permissions: "none",
}, async () => {
  const cases: [random: number, waits: number[]][] = [
    [0, [250, 500, 1000, 2000, 4000, 7500, 7500]],
    [0.5, [375, 750, 1500, 3000, 6000, 11250, 11250]],
  ];
  for (const [random, waits] of cases) {
    const fixture = new LinkFixture({ random });
    const transport = await fixture.connect();
    transport.deliver(null);
    const error = new Error("recusada");
    assertEquals(await fixture.nextEvent(), { type: "down", error: undefined, retryMs: waits[0]! });
    for (const [at, retryMs] of waits.slice(1).entries()) {
      const event = fixture.nextEvent();
      const sleep = await fixture.sleeps.next();
      assertStrictEquals(sleep.ms, waits[at]);
      assertStrictEquals(fixture.dials.all.length, at + 1, "no dial before the wait is over");
      sleep.wake();
      (await fixture.dials.next()).fail(error);
      assertEquals(await event, { type: "down", error, retryMs });
    }
  }
});

Deno.test("Link.events() starts with the shortest backoff after each stable connection", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const waits: (number | undefined)[] = [];
  const lose = async (answer: FakeTransport | Error, settles: boolean) => {
    const event = fixture.nextEvent();
    if (waits.length > 0) (await fixture.sleeps.next()).wake();
    const dial = await fixture.dials.next();
    if (answer instanceof Error) dial.fail(answer);
    else dial.answer(answer);
    let last = await event;
    if (last?.type === "up" && answer instanceof FakeTransport) {
      if (settles) fixture.link.resetBackoff();
      answer.deliver(null);
      last = await fixture.nextEvent();
    }
    waits.push(last?.type === "down" ? last.retryMs : undefined);
  };
  for (
    const answer of [
      new FakeTransport(),
      new Error(),
      new Error(),
      new FakeTransport(),
      new Error(),
    ]
  ) {
    await lose(answer, true);
  }
  await lose(new FakeTransport(), false); // A server answered, but the connection was not stable.
  assertEquals(waits, [250, 500, 1000, 250, 500, 1000]);
});

Deno.test("Link.retryNow() dials at once instead of waiting any longer, once", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  (await fixture.connect()).deliver(null);
  assertEquals(await fixture.nextEvent(), { type: "down", error: undefined, retryMs: 250 });
  const event = fixture.nextEvent();
  const sleep = await fixture.sleeps.next();
  fixture.link.retryNow();
  assertStrictEquals(sleep.signal.aborted, true);
  (await fixture.dials.next()).fail(new Error("recusada"));
  assertStrictEquals((await expectDown(event)).retryMs, 250);

  const again = fixture.nextEvent();
  const wait = await fixture.sleeps.next();
  assertStrictEquals(wait.signal.aborted, false);
  wait.wake();
  (await fixture.dials.next()).answer(new FakeTransport());
  assertEquals(await again, { type: "up" });
});

Deno.test("Link.retryNow() while a connection stands does not shorten the next wait", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  let transport = await fixture.connect();
  // In the second pass, a backoff preceded that connection.
  for (const tries of [1, 2]) {
    fixture.link.resetBackoff();
    fixture.link.retryNow();
    transport.deliver(null);
    assertEquals(await fixture.nextEvent(), { type: "down", error: undefined, retryMs: 250 });
    const event = fixture.nextEvent();
    const sleep = await fixture.sleeps.next();
    assertEquals([sleep.signal.aborted, fixture.dials.all.length], [false, tries]);
    sleep.wake();
    transport = new FakeTransport();
    (await fixture.dials.next()).answer(transport);
    assertEquals(await event, { type: "up" });
  }
});

Deno.test("Link.reconnect() drops the connection and dials again", {
  permissions: "none",
}, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  const event = fixture.nextEvent();
  fixture.link.reconnect();
  assertStrictEquals(transport.isClosed, true);
  assertStrictEquals((await expectDown(event)).retryMs, 250);
  const again = fixture.nextEvent();
  (await fixture.sleeps.next()).wake();
  (await fixture.dials.next()).answer(new FakeTransport());
  assertEquals(await again, { type: "up" });
});
