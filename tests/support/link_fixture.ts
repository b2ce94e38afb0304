/** A `Link` with fake transports, timers and random numbers. */

import { assertEquals } from "@std/assert";
import {
  DIAL_TIMEOUT_MS,
  Link,
  type LinkEvent,
  type LinkRoute,
  type Transport,
} from "../../lib/net/link.ts";
import { bytesOf } from "./bytes.ts";

/** A queue whose `next()` waits for an item. */
export class AsyncQueue<T> {
  readonly all: T[] = [];
  #taken = 0;
  #arrived = Promise.withResolvers<void>();

  push(one: T): void {
    this.all.push(one);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  async next(): Promise<T> {
    while (this.#taken >= this.all.length) await this.#arrived.promise;
    return this.all[this.#taken++]!;
  }
}

/** A transport whose reads and writes the test completes. */
export class FakeTransport implements Transport {
  readonly writes = new AsyncQueue<{ text: string; take: (bytes: number) => void }>();
  isClosed = false;
  /** Whether a write in flight stays pending after `close()`. */
  writesOutlastClose = false;
  readonly #failed = Promise.withResolvers<never>();
  readonly #incoming = new AsyncQueue<Uint8Array | null>();

  constructor() {
    this.#failed.promise.catch(() => {});
  }

  /** Delivers text to the link; null is the end of input. */
  deliver(text: string | null): void {
    this.#incoming.push(text === null ? null : bytesOf(text));
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const bytes = await Promise.race([this.#incoming.next(), this.#failed.promise]);
    if (bytes === null) return null;
    buffer.set(bytes);
    return bytes.length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.writes.push({ text: new TextDecoder().decode(bytes), take: resolve });
    return await (this.writesOutlastClose
      ? promise
      : Promise.race([promise, this.#failed.promise]));
  }

  close(): void {
    this.isClosed = true;
    this.fail(new Error("closed"));
  }

  fail(error: Error): void {
    this.#failed.reject(error);
  }
}

/** A dial that waits for the test's result. */
export interface PendingDial {
  signal: AbortSignal;
  answer: (transport: Transport) => void;
  fail: (error: unknown) => void;
}

/** A timer that waits for the test. */
export interface PendingSleep {
  ms: number;
  signal: AbortSignal;
  wake: () => void;
}

/** A link whose dials and timers the test completes. */
export class LinkFixture {
  readonly link: Link;
  readonly dials = new AsyncQueue<PendingDial>();
  /** The waits between dials, without the dial timeouts. */
  readonly sleeps = new AsyncQueue<PendingSleep>();
  /** The timeouts of the dials. */
  readonly dialTimeouts = new AsyncQueue<PendingSleep>();
  /** The monotonic time. */
  now = 0;
  readonly #events: AsyncGenerator<LinkEvent>;

  constructor(
    { reconnect = true, random = 0, route }: {
      reconnect?: boolean;
      random?: number;
      route?: LinkRoute;
    } = {},
  ) {
    this.link = new Link({
      dial: (signal) => {
        const { promise, resolve, reject } = Promise.withResolvers<Transport>();
        this.dials.push({ signal, answer: resolve, fail: reject });
        return promise;
      },
      sleep: (ms, signal) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve());
        const kind = ms === DIAL_TIMEOUT_MS ? this.dialTimeouts : this.sleeps;
        kind.push({ ms, signal, wake: resolve });
        return promise;
      },
      now: () => this.now,
      random: () => random,
      reconnect,
      route,
    });
    this.#events = this.link.events();
  }

  /** The next event of the link; undefined after the last. */
  async nextEvent(): Promise<LinkEvent | undefined> {
    const { value, done } = await this.#events.next();
    return done ? undefined : value;
  }

  /** Completes the next dial; returns the event that follows. */
  async answerDial(answer: Transport | Error): Promise<LinkEvent | undefined> {
    const event = this.nextEvent();
    const dial = await this.dials.next();
    if (answer instanceof Error) dial.fail(answer);
    else dial.answer(answer);
    return await event;
  }

  /** Completes a dial with a transport; asserts that the link is up. */
  async connect(): Promise<FakeTransport> {
    const wire = new FakeTransport();
    assertEquals(await this.answerDial(wire), { type: "up" });
    return wire;
  }
}

/** Asserts that an event is `down`, and returns it. */
export async function expectDown(
  event: Promise<LinkEvent | undefined>,
): Promise<LinkEvent & { type: "down" }> {
  const happened = await event;
  if (happened?.type === "down") return happened;
  throw new Error(`Cannot see the link go down: got ${happened?.type}`);
}
