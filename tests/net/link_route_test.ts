/** A link to a room on several servers: another one is dialed at once, and all of them after a wait. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Route } from "../../lib/net/route.ts";
import { expectDown, FakeTransport, LinkFixture } from "../support/link_fixture.ts";

const pure = { permissions: "none" } as const;

/** A connected link, and the servers to which it leads. */
async function connected(...others: string[]) {
  const route = new Route({ host: "a", port: 1 });
  route.learn(others);
  const fixture = new LinkFixture({ route });
  return { route, fixture, transport: await fixture.connect() };
}

/** A link that has lost the first of two servers and is at the second, "b", by `next`. */
async function movedOn() {
  const { route, fixture, transport } = await connected("b:1");
  transport.deliver(null);
  assertStrictEquals((await expectDown(fixture.nextEvent())).retryMs, 0);
  const event = fixture.nextEvent();
  (await fixture.sleeps.next()).wake();
  const next = new FakeTransport();
  (await fixture.dials.next()).answer(next);
  assertEquals([await event, route.current.host], [{ type: "up" }, "b"]);
  return { route, fixture, next };
}

/** The wait that follows when the next attempt fails. */
async function failed(fixture: LinkFixture): Promise<number> {
  const event = fixture.nextEvent();
  (await fixture.sleeps.next()).wake();
  (await fixture.dials.next()).fail(new Error("recusada"));
  return (await expectDown(event)).retryMs!;
}

Deno.test(
  "Link dials another server of the route at once, and all again after a wait",
  pure,
  async () => {
    const { route, fixture, transport } = await connected("b:1", "c:1");
    transport.deliver(null);
    assertStrictEquals((await expectDown(fixture.nextEvent())).retryMs, 0);
    assertStrictEquals(route.current.host, "b");
    const waits: number[] = [];
    for (let at = 0; at < 8; at++) waits.push(await failed(fixture));
    assertEquals(waits, [0, 250, 0, 0, 500, 0, 0, 1_000]);
  },
);

Deno.test("Link.resetBackoff() makes the other servers of the route untried", pure, async () => {
  const { route, fixture, next } = await movedOn();
  fixture.link.resetBackoff();
  next.deliver(null);
  assertStrictEquals((await expectDown(fixture.nextEvent())).retryMs, 0);
  assertStrictEquals(route.current.host, "a");
  assertStrictEquals(await failed(fixture), 250, "both were tried");
});

Deno.test("Link dials no server again that does not let the person in", pure, async () => {
  const { fixture, next } = await movedOn();
  next.deliver(null);
  assertStrictEquals((await expectDown(fixture.nextEvent())).retryMs, 250);
});

Deno.test("Link waits after each loss while the route has one server", pure, async () => {
  const { fixture, transport } = await connected();
  transport.deliver(null);
  assertStrictEquals((await expectDown(fixture.nextEvent())).retryMs, 250);
  assertEquals([await failed(fixture), await failed(fixture)], [500, 1_000]);
});

Deno.test("Link.reconnect() leaves a server for another one of the route", pure, async () => {
  const { route, fixture, transport } = await connected("b:1");
  const event = fixture.nextEvent();
  fixture.link.reconnect();
  assertStrictEquals((await expectDown(event)).retryMs, 0);
  assertEquals([transport.isClosed, route.current.host], [true, "b"]);
});

Deno.test("Link.retryNow() is no loss of a server: the route stays where it is", pure, async () => {
  const { route, fixture, transport } = await connected();
  transport.deliver(null);
  await fixture.nextEvent();
  route.learn(["b:1"]);
  const event = fixture.nextEvent();
  await fixture.sleeps.next();
  assertEquals([fixture.link.retryNow(), route.current.host], [true, "a"]);
  (await fixture.dials.next()).fail(new Error("recusada"));
  assertEquals([(await expectDown(event)).retryMs, route.current.host], [0, "b"]);
});

Deno.test(
  "Link.retryNow() makes no later wait longer, however many servers are out of reach",
  pure,
  async () => {
    const { fixture, transport } = await connected("b:1");
    transport.deliver(null);
    await expectDown(fixture.nextEvent());
    /** The wait that follows when an attempt that a key makes fails. */
    const failedAtOnce = async () => {
      const event = fixture.nextEvent();
      await fixture.sleeps.next();
      fixture.link.retryNow();
      (await fixture.dials.next()).fail(new Error("recusada"));
      return (await expectDown(event)).retryMs!;
    };
    const waits = [await failed(fixture)];
    for (let at = 0; at < 4; at++) waits.push(await failedAtOnce(), await failed(fixture));
    assertEquals(waits, [250, 0, 250, 0, 250, 0, 250, 0, 250]);
  },
);
