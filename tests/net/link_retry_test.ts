import { assertEquals, assertStrictEquals } from "@std/assert";
import { expectDown, FakeTransport, LinkFixture } from "../support/link_fixture.ts";

const pure = { permissions: "none" } as const;

/** A link in its first backoff, of 250 ms from time 0. */
async function waiting(): Promise<LinkFixture> {
  const fixture = new LinkFixture();
  (await fixture.connect()).deliver(null);
  assertStrictEquals((await expectDown(fixture.nextEvent())).retryMs, 250);
  return fixture;
}

/** Calls `retryNow()` at a time; the attempt fails at another. Returns the wait after it. */
async function retriedAt(fixture: LinkFixture, from: number, to = from): Promise<number> {
  const event = fixture.nextEvent();
  await fixture.sleeps.next();
  fixture.now = from;
  assertStrictEquals(fixture.link.retryNow(), true);
  const dial = await fixture.dials.next();
  fixture.now = to;
  dial.fail(new Error("recusada"));
  return (await expectDown(event)).retryMs!;
}

/** Lets the wait end by itself at a time, and the attempt fail. Returns the wait after it. */
async function waitedUntil(fixture: LinkFixture, now: number): Promise<number> {
  const event = fixture.nextEvent();
  const sleep = await fixture.sleeps.next();
  fixture.now = now;
  sleep.wake();
  (await fixture.dials.next()).fail(new Error("recusada"));
  return (await expectDown(event)).retryMs!;
}

Deno.test("Link.retryNow() makes no wait longer, however often it fails", pure, async () => {
  const fixture = await waiting();
  assertStrictEquals(await waitedUntil(fixture, 250), 500);
  const waits: number[] = [];
  for (const now of [260, 300.4, 500, 749]) waits.push(await retriedAt(fixture, now));
  assertEquals(waits, [490, 450, 250, 1], "the rest of the same wait, which ends at 750");
  assertStrictEquals(await waitedUntil(fixture, 750), 1_000);
});

Deno.test("Link.retryNow() starts the same wait anew when it took longer", pure, async () => {
  const fixture = await waiting();
  assertStrictEquals(await waitedUntil(fixture, 250), 500);
  assertStrictEquals(await retriedAt(fixture, 300, 10_300), 500);
  assertStrictEquals(await waitedUntil(fixture, 10_800), 1_000);
});

Deno.test("Link.retryNow() says whether the link was waiting", pure, async () => {
  const fixture = new LinkFixture();
  const transport = await fixture.connect();
  assertStrictEquals(fixture.link.retryNow(), false);
  transport.deliver(null);
  await fixture.nextEvent();
  assertStrictEquals(fixture.link.retryNow(), false, "before the wait");
  const event = fixture.nextEvent();
  await fixture.sleeps.next();
  assertStrictEquals(fixture.link.retryNow(), true);
  assertStrictEquals(fixture.link.retryNow(), false, "twice");
  (await fixture.dials.next()).fail(new Error("recusada"));
  await event;
});

Deno.test("Link.resetBackoff() after an extra attempt counts the next loss", pure, async () => {
  const fixture = await waiting();
  assertStrictEquals(await waitedUntil(fixture, 250), 500);
  const event = fixture.nextEvent();
  await fixture.sleeps.next();
  fixture.link.retryNow();
  const transport = new FakeTransport();
  (await fixture.dials.next()).answer(transport);
  assertEquals(await event, { type: "up" });
  fixture.link.resetBackoff();
  transport.deliver(null);
  assertStrictEquals((await expectDown(fixture.nextEvent())).retryMs, 250);
  assertStrictEquals(await waitedUntil(fixture, 500), 500);
});
