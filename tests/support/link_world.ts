/** A link whose sockets, waits and chance are the test. */

import { assertEquals } from "@std/assert";
import { DIAL_TIMEOUT_MS, Link, type LinkEvent, type Transport } from "../../lib/net/link.ts";
import { bytesOf } from "./bytes.ts";

/** A list that is waited for: `next()` gives the first thing not taken yet, or waits for it. */
export class Arrivals<T> {
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
export class Wire implements Transport {
  readonly writes = new Arrivals<{ text: string; take: (bytes: number) => void }>();
  isClosed = false;
  /** Whether a write under way outlasts the connection. */
  lingers = false;
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
    return await (this.lingers ? promise : Promise.race([promise, this.#broken.promise]));
  }

  close(): void {
    this.isClosed = true;
    this.break(new Error("closed"));
  }

  break(error: Error): void {
    this.#broken.reject(error);
  }
}

/** A dial, which the test answers. */
export interface Dial {
  signal: AbortSignal;
  answer: (transport: Transport) => void;
  fail: (error: unknown) => void;
}

/** A wait, which the test ends. */
export interface Sleep {
  ms: number;
  signal: AbortSignal;
  wake: () => void;
}

/** A link in a world that the test makes go round. */
export class World {
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
export async function down(
  event: Promise<LinkEvent | undefined>,
): Promise<LinkEvent & { type: "down" }> {
  const happened = await event;
  if (happened?.type === "down") return happened;
  throw new Error(`Cannot see the link go down: got ${happened?.type}`);
}
