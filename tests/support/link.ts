/** A link whose dialing, waiting and reading a test answers. */

import { assertEquals } from "@std/assert";
import { DIAL_TIMEOUT_MS, Link, type LinkEvent, type Transport } from "../../lib/net/link.ts";
import { bytesOf } from "./bytes.ts";

/** A list that is waited for: `next()` gives the first thing not taken yet, or waits for it. */
class Arrivals<T> {
  /** Everything that came, taken or not. */
  readonly all: T[] = [];
  #taken = 0;
  #arrived = Promise.withResolvers<void>();

  /** One more comes. */
  add(one: T): void {
    this.all.push(one);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  /** The first thing not taken yet, as soon as it is there. */
  async next(): Promise<T> {
    while (this.#taken >= this.all.length) await this.#arrived.promise;
    return this.all[this.#taken++]!;
  }
}

/** A socket that reads and writes what the test says. */
export class Wire implements Transport {
  /** What is written; `take` ends the write after so many bytes. */
  readonly writes = new Arrivals<{ text: string; take: (bytes: number) => void }>();
  /** Whether the link closed it. */
  isClosed = false;
  readonly #broken = Promise.withResolvers<never>();
  readonly #incoming = new Arrivals<Uint8Array | null>();

  /** Makes one that is open. */
  constructor() {
    this.#broken.promise.catch(() => {});
  }

  /** Lets the link read this; null when the other side is done. */
  bring(text: string | null): void {
    this.#incoming.add(text === null ? null : bytesOf(text));
  }

  /** Reads what the test brings. */
  async read(buffer: Uint8Array): Promise<number | null> {
    const bytes = await Promise.race([this.#incoming.next(), this.#broken.promise]);
    if (bytes === null) return null;
    buffer.set(bytes);
    return bytes.length;
  }

  /** Writes as much as the test takes. */
  async write(bytes: Uint8Array): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.writes.add({ text: new TextDecoder().decode(bytes), take: resolve });
    return await Promise.race([promise, this.#broken.promise]);
  }

  /** Closes it, which ends reads and writes with an error. */
  close(): void {
    this.isClosed = true;
    this.break(new Error("closed"));
  }

  /** Breaks the connection: reads and writes end with this error. */
  break(error: Error): void {
    this.#broken.reject(error);
  }
}

/** A dial under way, which the test lets end as it likes. */
interface Dial {
  signal: AbortSignal;
  answer: (transport: Transport) => void;
  fail: (error: unknown) => void;
}

/** A wait under way, which the test ends. */
interface Sleep {
  ms: number;
  signal: AbortSignal;
  wake: () => void;
}

/** A link in a world that the test makes go round. */
export class World {
  /** The link. */
  readonly link: Link;
  /** The dials, in their order. */
  readonly dials = new Arrivals<Dial>();
  /** The waits between tries, without those that bound a try. */
  readonly sleeps = new Arrivals<Sleep>();
  /** The bounds of the tries. */
  readonly bounds = new Arrivals<Sleep>();
  readonly #events: AsyncGenerator<LinkEvent>;

  /** Makes a link that has not dialed yet. */
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
