/** Crowds that flood a real server: every message arrives at everybody, and nobody is dropped. */

import { assertEquals } from "@std/assert";
import { TestServer } from "./support/test_server.ts";

/** Ends the text of every message, and is in no other byte that the server sends. */
const MARK = "\x60";
const MARK_BYTE = MARK.charCodeAt(0);

/** A client that counts the messages it receives. */
class Counter implements AsyncDisposable {
  readonly #conn: Deno.TcpConn;
  readonly #reading: Promise<void>;
  count = 0;
  hasEnded = false;
  #expected = Infinity;
  readonly #reached = Promise.withResolvers<void>();
  readonly #welcomed = Promise.withResolvers<void>();

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    this.#reading = this.#read();
  }

  static async join(port: number, name: string): Promise<Counter> {
    const counter = new Counter(await Deno.connect({ hostname: "127.0.0.1", port }));
    await counter.send({ type: "hello", version: 1, name });
    await counter.#welcomed.promise;
    return counter;
  }

  async send(...commands: Record<string, unknown>[]): Promise<void> {
    const text = commands.map((one) => `${JSON.stringify(one)}\n`).join("");
    const bytes = new TextEncoder().encode(text);
    for (let done = 0; done < bytes.length;) done += await this.#conn.write(bytes.subarray(done));
  }

  /** Resolves when it has received so many messages, or the connection ended. */
  async received(count: number): Promise<void> {
    this.#expected = count;
    if (this.count < count && !this.hasEnded) await this.#reached.promise;
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    for (let length; (length = await this.#conn.read(buffer).catch(() => null)) !== null;) {
      this.#welcomed.resolve();
      for (let at = 0; at < length; at++) if (buffer[at] === MARK_BYTE) this.count++;
      if (this.count >= this.#expected) this.#reached.resolve();
    }
    this.hasEnded = true;
    this.#reached.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#conn.close();
    await this.#reading;
  }
}

/** Lets each sender send so many messages at once, and returns what each person received. */
async function crowd(
  { senders, readers, messages, bytes }: Record<
    "senders" | "readers" | "messages" | "bytes",
    number
  >,
  options: ConstructorParameters<typeof TestServer>[0],
): Promise<{ counts: number[]; ended: number; lines: string[] }> {
  await using server = new TestServer({ maxPeople: 500, ...options });
  await using people = new AsyncDisposableStack();
  const joined = await Promise.all(
    Array.from({ length: senders + readers }, (_, at) => Counter.join(server.port, `p${at}`)),
  );
  for (const one of joined) people.use(one);
  const text = "x".repeat(bytes - 1) + MARK;
  await Promise.all(
    joined.slice(0, senders).map((sender) =>
      sender.send(
        ...Array.from({ length: messages }, (_, at) => ({ type: "say", id: at + 1, text })),
      )
    ),
  );
  await Promise.all(joined.map((one) => one.received(senders * messages)));
  return {
    counts: [...new Set(joined.map(({ count }) => count))],
    ended: joined.filter(({ hasEnded }) => hasEnded).length,
    lines: server.console.filter((line) => /encerrada|perdida/.test(line)),
  };
}

Deno.test("ten people who flood without a rate limit lose nothing and nobody", async () => {
  const load = { senders: 10, readers: 40, messages: 4_000, bytes: 64 };
  const { counts, ended, lines } = await crowd(load, { rate: 0 });
  assertEquals([counts, ended, lines], [[40_000], 0, []]);
});

Deno.test("forty people who paste 20 messages of 4 KB at once lose nothing and nobody", async () => {
  const load = { senders: 40, readers: 20, messages: 20, bytes: 4096 };
  const { counts, ended, lines } = await crowd(load, { rate: 10, maxPerAddress: 64 });
  assertEquals([counts, ended, lines], [[800], 0, []]);
});
