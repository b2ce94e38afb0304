/** The clients of one measurement: connected, let in, and told whatever happens. */

import { Changes } from "../support/changes.ts";
import { textOf, type Tongue, type TongueName, TONGUES } from "./tongue.ts";

/** How long anything may take that is waited for, in ms. */
const PATIENCE_MS = 60_000;

/** So much of what was heard is looked at again together with what comes next. */
const TAIL_CHARACTERS = 500;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What those read into who only count: the bytes are all the same, and nobody looks at them. */
const SCRATCH = new Uint8Array(256 * 1024);

/** One connection of a load generator. */
export class Client {
  /** How many bytes it heard since it began to count. */
  bytes = 0;
  /** When it last heard something, in ms. */
  heardAt = 0;
  /** The longest time between two things it heard since it began to count, in ms. */
  longestGapMs = 0;
  /** Whether the server closed the connection. */
  isLost = false;
  /** Told whatever comes. */
  hear: (bytes: Uint8Array) => void = () => {};
  /** Whether it reads on; while it does not, the system's buffers fill. */
  isReading = true;
  readonly name: string;
  readonly #conn: Deno.TcpConn;
  readonly #changes: Changes;
  #buffer: Uint8Array = new Uint8Array(4 * 1024);

  private constructor(conn: Deno.TcpConn, name: string, changes: Changes) {
    conn.setNoDelay(true);
    this.#conn = conn;
    this.#changes = changes;
    this.name = name;
  }

  /** Connects. */
  static async connect(port: number, name: string, changes: Changes): Promise<Client> {
    return new Client(await Deno.connect({ hostname: "127.0.0.1", port }), name, changes);
  }

  /** Reads until the end of the connection. */
  async read(): Promise<void> {
    try {
      while (this.isReading) {
        const buffer = this.#buffer;
        const length = await this.#conn.read(buffer);
        if (length === null) break;
        this.hear(buffer.subarray(0, length));
      }
    } catch {
      // Closed at one end or the other: whoever waits for what does not come says so.
    }
    this.isLost = this.isReading;
    this.#changes.notify();
  }

  /** Only counts from now on. */
  count(): void {
    this.#buffer = SCRATCH;
    this.heardAt = performance.now();
    this.hear = ({ length }) => {
      const now = performance.now();
      this.bytes += length;
      this.longestGapMs = Math.max(this.longestGapMs, now - this.heardAt);
      this.heardAt = now;
    };
  }

  /** Reads with a buffer of its own of this size, and counts nothing by itself. */
  listen(bufferBytes: number, hear: (bytes: Uint8Array) => void): void {
    this.#buffer = new Uint8Array(bufferBytes);
    this.hear = hear;
  }

  /** Sends all of it. */
  async say(words: string | Uint8Array): Promise<void> {
    const bytes = typeof words === "string" ? encoder.encode(words) : words;
    for (let done = 0; done < bytes.length;) done += await this.#conn.write(bytes.subarray(done));
  }

  /** Goes away. */
  close(): void {
    try {
      this.#conn.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }
}

/** Everybody who is connected to one server. */
export class Crowd {
  /** How they speak. */
  readonly tongue: Tongue;
  /** Told when something worth a look happened. */
  readonly changes = new Changes();
  /** Everybody. */
  readonly clients: Client[] = [];
  readonly #port: number;

  /** Begins with nobody. */
  constructor(port: number, tongue: TongueName) {
    this.#port = port;
    this.tongue = TONGUES[tongue];
  }

  /** Lets so many in; when this resolves they are. */
  async enter(count: number, prefix: string, isMute = false): Promise<Client[]> {
    const entered: Client[] = [];
    const { abreast } = this.tongue;
    for (let from = 0; from < count; from += abreast) {
      const some = Array.from({ length: Math.min(abreast, count - from) }, (_, at) => from + at);
      entered.push(
        ...await Promise.all(some.map((number) => this.enterOne(`${prefix}${number}`, isMute))),
      );
    }
    return entered;
  }

  /** Lets one in. */
  async enterOne(name: string, isMute = false): Promise<Client> {
    const { client, isIn } = await this.begin(name, isMute);
    await isIn;
    return client;
  }

  /** Connects one and says who it is; `isIn` resolves when it was told that it is in. */
  async begin(name: string, isMute = false): Promise<{ client: Client; isIn: Promise<void> }> {
    const { tongue } = this;
    const client = await Client.connect(this.#port, name, this.changes);
    this.clients.push(client);
    const { promise: isIn, resolve } = Promise.withResolvers<void>();
    let { afterwards } = tongue;
    let heard = "";
    client.hear = (bytes) => {
      heard += decoder.decode(bytes);
      if (afterwards?.heard.test(heard)) {
        client.say(isMute ? afterwards.sayMute : afterwards.say);
        afterwards = undefined;
      }
      if (tongue.isIn(heard, name)) {
        client.hear = () => {};
        resolve();
      }
      heard = heard.slice(-TAIL_CHARACTERS);
    };
    client.read();
    await client.say((isMute ? tongue.enterMute ?? tongue.enter : tongue.enter)(name));
    return { client, isIn };
  }

  /**
   * One says something, and everybody else has heard it, and all that was before it, when this
   * resolves: nothing is on its way to them.
   */
  async hush(sender: Client, receivers: Client[], id: number): Promise<void> {
    const marker = textOf(0, 0);
    const { tailBytes, settleMs = 0 } = this.tongue;
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    let missing = receivers.length;
    for (const receiver of receivers) {
      let heard = "";
      receiver.listen(16 * 1024, (bytes) => {
        heard = heard.slice(-200) + decoder.decode(bytes);
        const at = heard.indexOf(marker);
        if (at === -1 || heard.length < at + marker.length + tailBytes + 1) return;
        receiver.hear = () => {};
        missing--;
        this.changes.notify();
      });
    }
    await sender.say(this.tongue.say(marker, id));
    await this.until(() => missing === 0, () => `${missing} of ${receivers.length} to hear all`);
  }

  /** Waits until something is so, and fails when it takes too long or somebody is thrown out. */
  async until(isSo: () => boolean, what: () => string): Promise<void> {
    await this.changes.until(
      () => {
        const lost = this.clients.filter(({ isLost }) => isLost).length;
        if (lost > 0) {
          throw new Error(`The server closed ${lost} connections; waited for ${what()}`);
        }
        return isSo();
      },
      what,
      PATIENCE_MS,
    );
  }

  /** Closes every connection. */
  leave(): void {
    for (const client of this.clients) {
      client.isReading = false;
      client.close();
    }
  }
}
