import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Block, Outbox } from "../../lib/net/outbox.ts";
import { bytesOf } from "../support/bytes.ts";

const CROWDED_BYTES = 64 * 1024;

/** A write under way, which the test lets end as it likes. */
interface Write {
  text: string;
  took: (bytes: number) => void;
  /** Takes all of it. */
  done: () => void;
  fail: (error: unknown) => void;
}

/** An outbox between a log that is a list of texts and a wire that does what it is told. */
class Setup {
  readonly outbox: Outbox;
  /** The log: entry `n` is at `n - 1`. All that lies behind a cursor is one block. */
  readonly log: string[] = [];
  /** Everything that happened, in order. */
  readonly told: string[] = [];
  readonly errors: unknown[] = [];
  nowMs = 1000;
  /** How many writes are under way at once, at the most. */
  mostWrites = 0;
  #writes = 0;
  #waiting: Write[] = [];
  #arrived = Promise.withResolvers<void>();

  constructor(read?: (cursor: number) => Block | undefined) {
    this.outbox = new Outbox({
      write: (bytes) => this.#write(new TextDecoder().decode(bytes), bytes.length),
      read: read ?? ((cursor) => this.#read(cursor)),
      now: () => this.nowMs,
      onProgress: () => this.told.push("progressed"),
      onError: (error) => {
        this.told.push("broke");
        this.errors.push(error);
      },
    });
  }

  /** The next write, as soon as it begins. */
  async next(): Promise<Write> {
    for (;;) {
      const write = this.#waiting.shift();
      if (write) return write;
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
  }

  /** Lets every write end at once, until nothing is left to send; gives back what was written. */
  async finish(): Promise<string[]> {
    const texts: string[] = [];
    let isDrained = false;
    const drained = this.outbox.drained().then(() => {
      isDrained = true;
      this.#arrived.resolve();
    });
    while (!isDrained) {
      for (const write of this.#waiting.splice(0)) {
        texts.push(write.text);
        write.done();
      }
      this.#arrived = Promise.withResolvers();
      if (!isDrained) await Promise.race([this.#arrived.promise, drained]);
    }
    return texts;
  }

  push(text: string): void {
    this.outbox.push(bytesOf(text));
  }

  async #write(text: string, length: number): Promise<number> {
    this.mostWrites = Math.max(this.mostWrites, ++this.#writes);
    this.told.push(`write ${text}`);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#waiting.push({ text, took: resolve, done: () => resolve(length), fail: reject });
    this.#arrived.resolve();
    try {
      return await promise;
    } finally {
      this.#writes--;
    }
  }

  #read(cursor: number): Block | undefined {
    if (cursor >= this.log.length) return undefined;
    return { bytes: bytesOf(this.log.slice(cursor).join("")), cursor: this.log.length };
  }
}

Deno.test("Outbox begins with nothing to send", { permissions: "none" }, async () => {
  const { outbox, told } = new Setup();
  assertEquals([outbox.cursor, outbox.isOpen, outbox.isBacklogged], [0, false, false]);
  assertEquals([outbox.stalledMs, outbox.bytesWritten], [0, 0]);
  outbox.flush();
  outbox.push(new Uint8Array());
  await outbox.drained();
  assertEquals(told, []);
});

Deno.test("Outbox.push() sends at once, one write at a time, in order", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  for (const text of ["um", "dois", "três"]) setup.push(text);
  const first = await setup.next();
  assertEquals(setup.told, ["write um"]);
  setup.outbox.flush();
  assertEquals(setup.told, ["write um"]);
  first.done();
  assertEquals(await setup.finish(), ["dois", "três"]);
  assertStrictEquals(setup.mostWrites, 1);
});

Deno.test("Outbox.flush() reads nothing of the log until it is open", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.log.push("um\n", "dois\n", "três\n");
  setup.outbox.flush();
  setup.push("resposta");
  assertEquals(await setup.finish(), ["resposta"]);
  setup.outbox.open(1);
  assertEquals([setup.outbox.isOpen, setup.outbox.cursor], [true, 1]);
  setup.outbox.flush();
  assertEquals(await setup.finish(), ["dois\ntrês\n"]);
  assertStrictEquals(setup.outbox.cursor, 3);
});

Deno.test("Outbox.flush() sends from cursor to head in one write", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.outbox.open(0);
  setup.log.push("a");
  setup.outbox.flush();
  const first = await setup.next();
  assertStrictEquals(setup.outbox.cursor, 1);
  // What happens while a write is under way goes out together in the next.
  for (const text of ["b", "c", "d"]) {
    setup.log.push(text);
    setup.outbox.flush();
  }
  first.done();
  assertEquals(await setup.finish(), ["bcd"]);
  assertEquals(setup.told, ["write a", "progressed", "write bcd", "progressed"]);
  assertStrictEquals(setup.outbox.cursor, 4);
});

Deno.test("Outbox sends answers before the block that waits", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.outbox.open(0);
  setup.log.push("a");
  setup.outbox.flush();
  const first = await setup.next();
  setup.log.push("b");
  setup.outbox.flush();
  setup.push("1");
  setup.push("2");
  first.done();
  assertEquals(await setup.finish(), ["1", "2", "b"]);
});

Deno.test("Outbox sends an answer pushed while a block is written next", {
  permissions: "none",
}, async () => {
  const blocks: Record<number, Block> = {
    0: { bytes: bytesOf("a"), cursor: 3 },
    3: { bytes: bytesOf("b"), cursor: 4 },
  };
  const setup = new Setup((cursor) => blocks[cursor]);
  setup.outbox.open(0);
  setup.outbox.flush();
  const first = await setup.next();
  setup.push("resposta");
  first.done();
  assertEquals(await setup.finish(), ["resposta", "b"]);
  assertStrictEquals(setup.outbox.cursor, 4);
});

Deno.test("Outbox goes on past blocks that hold nothing for it", {
  permissions: "none",
}, async () => {
  const blocks: Record<number, Block> = {
    0: { bytes: new Uint8Array(), cursor: 5 },
    5: { bytes: new Uint8Array(), cursor: 6 },
    6: { bytes: bytesOf("a"), cursor: 7 },
    7: { bytes: new Uint8Array(), cursor: 9 },
  };
  const setup = new Setup((cursor) => blocks[cursor]);
  setup.outbox.open(0);
  setup.outbox.flush();
  assertEquals(await setup.finish(), ["a"]);
  assertStrictEquals(setup.outbox.cursor, 9);
});

Deno.test("Outbox.close() reads the log no further, but sends answers", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.outbox.open(0);
  setup.log.push("a");
  setup.outbox.flush();
  const first = await setup.next();
  setup.log.push("b");
  setup.outbox.close();
  assertStrictEquals(setup.outbox.isOpen, false);
  setup.outbox.flush();
  setup.push("adeus");
  first.done();
  assertEquals(await setup.finish(), ["adeus"]);
  assertStrictEquals(setup.outbox.cursor, 1);
});

Deno.test("Outbox.isBacklogged is past 64 KiB of answers that wait, not at it", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.push("em viagem");
  const first = await setup.next();
  setup.push("a".repeat(CROWDED_BYTES - 1));
  setup.push("b");
  assertStrictEquals(setup.outbox.isBacklogged, false);
  setup.push("c");
  assertStrictEquals(setup.outbox.isBacklogged, true);
  first.done();
  const second = await setup.next();
  assertStrictEquals(setup.outbox.isBacklogged, false);
  second.done();
  assertEquals(await setup.finish(), ["b", "c"]);
  assertStrictEquals(setup.outbox.isBacklogged, false);
});

Deno.test("Outbox.stalledMs counts from the last progress of a write under way", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  const { outbox } = setup;
  setup.nowMs = 5000;
  assertStrictEquals(outbox.stalledMs, 0);
  setup.push("0123456789");
  const write = await setup.next();
  assertStrictEquals(outbox.stalledMs, 0);
  setup.nowMs = 5700;
  assertStrictEquals(outbox.stalledMs, 700);
  write.took(4);
  const rest = await setup.next();
  assertStrictEquals(rest.text, "456789");
  assertStrictEquals(outbox.stalledMs, 0);
  setup.nowMs = 5900;
  assertStrictEquals(outbox.stalledMs, 200);
  rest.done();
  await outbox.drained();
  setup.nowMs = 9000;
  assertStrictEquals(outbox.stalledMs, 0);
  setup.push("outra");
  assertStrictEquals(outbox.stalledMs, 0);
  await setup.finish();
});

Deno.test("Outbox.bytesWritten and progressed follow partial progress", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.push("0123456789");
  setup.push("ab");
  const first = await setup.next();
  first.took(4);
  const rest = await setup.next();
  assertStrictEquals(setup.outbox.bytesWritten, 4);
  rest.done();
  (await setup.next()).done();
  await setup.outbox.drained();
  assertStrictEquals(setup.outbox.bytesWritten, 12);
  assertEquals(setup.told, [
    "write 0123456789",
    "progressed",
    "write 456789",
    "progressed",
    "write ab",
    "progressed",
  ]);
});

Deno.test("Outbox tells once that sending failed, and sends nothing from then on", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.outbox.open(0);
  setup.log.push("a");
  setup.push("um");
  setup.push("b".repeat(CROWDED_BYTES + 1));
  assertStrictEquals(setup.outbox.isBacklogged, true);
  const error = new Error("quebrou");
  (await setup.next()).fail(error);
  await setup.outbox.drained();
  assertEquals(setup.told, ["write um", "broke"]);
  assertStrictEquals(setup.errors[0], error);
  assertEquals([setup.outbox.isBacklogged, setup.outbox.stalledMs], [false, 0]);

  setup.push("c".repeat(CROWDED_BYTES + 1));
  assertStrictEquals(setup.outbox.isBacklogged, false);
  setup.outbox.flush();
  await setup.outbox.drained();
  assertEquals(setup.told, ["write um", "broke"]);
  assertStrictEquals(setup.outbox.cursor, 0);
});

Deno.test("Outbox breaks when the log cannot be read, at once or between two writes", {
  permissions: "none",
}, async () => {
  for (const failing of [0, 1]) {
    const error = new Error("ilegível");
    const setup = new Setup((cursor) => {
      if (cursor === failing) throw error;
      return { bytes: bytesOf("a"), cursor: cursor + 1 };
    });
    setup.outbox.open(0);
    setup.outbox.flush();
    assertEquals(await setup.finish(), failing === 0 ? [] : ["a"]);
    assertEquals(setup.errors, [error]);
  }
});

Deno.test("Outbox.drained() waits for what is pushed meanwhile", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.push("um");
  const first = await setup.next();
  let isDrained = false;
  const drained = setup.outbox.drained().then(() => {
    isDrained = true;
  });
  setup.push("dois");
  first.done();
  const second = await setup.next();
  assertStrictEquals(isDrained, false);
  second.done();
  await drained;
  setup.push("três");
  assertEquals(await setup.finish(), ["três"]);
});
