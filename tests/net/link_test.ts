import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import {
  DIAL_TIMEOUT_MS,
  DialTimeout,
  Link,
  type LinkEvent,
  type Transport,
} from "../../lib/net/link.ts";
import { bytesOf } from "../support/bytes.ts";

/** A list that is waited for: `next()` gives the first thing not taken yet, or waits for it. */
class Arrivals<T> {
  readonly all: T[] = [];
  #taken = 0;
  #arrived = Promise.withResolvers<void>();

  add(one: T): void {
    this.all.push(one);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  async next(): Promise<T> {
    while (this.#taken >= this.all.length) await this.#arrived.promise;
    return this.all[this.#taken++]!;
  }
}

/** A socket that reads and writes what the test says. */
class Wire implements Transport {
  readonly writes = new Arrivals<{ text: string; take: (bytes: number) => void }>();
  isClosed = false;
  readonly #broken = Promise.withResolvers<never>();
  readonly #incoming = new Arrivals<Uint8Array | null>();

  constructor() {
    this.#broken.promise.catch(() => {});
  }

  /** Lets the link read this; null when the other side is done. */
  bring(text: string | null): void {
    this.#incoming.add(text === null ? null : bytesOf(text));
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const bytes = await Promise.race([this.#incoming.next(), this.#broken.promise]);
    if (bytes === null) return null;
    buffer.set(bytes);
    return bytes.length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.writes.add({ text: new TextDecoder().decode(bytes), take: resolve });
    return await Promise.race([promise, this.#broken.promise]);
  }

  close(): void {
    this.isClosed = true;
    this.break(new Error("closed"));
  }

  break(error: Error): void {
    this.#broken.reject(error);
  }
}

interface Dial {
  signal: AbortSignal;
  answer: (transport: Transport) => void;
  fail: (error: unknown) => void;
}

interface Sleep {
  ms: number;
  signal: AbortSignal;
  wake: () => void;
}

/** A link in a world that the test makes go round. */
class World {
  readonly link: Link;
  readonly dials = new Arrivals<Dial>();
  /** The waits between tries, without those that bound a try. */
  readonly sleeps = new Arrivals<Sleep>();
  /** The bounds of the tries. */
  readonly bounds = new Arrivals<Sleep>();
  readonly #events: AsyncGenerator<LinkEvent>;

  constructor({ reconnect = true, random = 0 } = {}) {
    this.link = new Link({
      dial: (signal) => {
        const { promise, resolve, reject } = Promise.withResolvers<Transport>();
        this.dials.add({ signal, answer: resolve, fail: reject });
        return promise;
      },
      sleep: (ms, signal) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve());
        const kind = ms === DIAL_TIMEOUT_MS ? this.bounds : this.sleeps;
        kind.add({ ms, signal, wake: resolve });
        return promise;
      },
      random: () => random,
      reconnect,
    });
    this.#events = this.link.events();
  }

  /** The next thing that happens; undefined when nothing more will. */
  async event(): Promise<LinkEvent | undefined> {
    const { value, done } = await this.#events.next();
    return done ? undefined : value;
  }

  /** The next thing that happens, after this answer to the dialing that makes it happen. */
  async dialed(answer: Transport | Error): Promise<LinkEvent | undefined> {
    const event = this.event();
    const dial = await this.dials.next();
    if (answer instanceof Error) dial.fail(answer);
    else dial.answer(answer);
    return await event;
  }

  /** Goes up, and gives back what it stands on. */
  async up(): Promise<Wire> {
    const wire = new Wire();
    assertEquals(await this.dialed(wire), { type: "up" });
    return wire;
  }
}

/** The event, which has to be that the link is down. */
async function down(event: Promise<LinkEvent | undefined>): Promise<LinkEvent & { type: "down" }> {
  const happened = await event;
  if (happened?.type === "down") return happened;
  throw new Error(`Cannot see the link go down: got ${happened?.type}`);
}

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
