import { assertEquals, assertRejects } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { FileSource } from "../../lib/serve/file_source.ts";
import type { Offer } from "../../lib/serve/site.ts";

const BYTES = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251);
const pure = { permissions: "none" as const };

/** An offer whose reads are recorded. */
function offer(read?: Offer["read"]) {
  const reads: [number, number][] = [];
  const offer: Offer = {
    name: "a.exe",
    size: BYTES.length,
    sha256: undefined,
    version: undefined,
    read: (position, maxBytes) => {
      reads.push([position, maxBytes]);
      return read?.(position, maxBytes) ??
        Promise.resolve(BYTES.slice(position, position + maxBytes));
    },
  };
  return { offer, reads };
}

/** Takes everything from a source, as an outbox does. */
async function takeAll(offered: Offer, from: number, to: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const source = new FileSource({
    offer: offered,
    from,
    to,
    turn: () => Promise.resolve(),
    onReady: () => {
      for (let bytes = source.next(); bytes; bytes = source.next()) parts.push(bytes);
    },
  });
  await source.done;
  return concat(parts);
}

Deno.test("FileSource gives a part of a file in pieces of 64 KiB", pure, async () => {
  const { offer: offered, reads } = offer();
  assertEquals(await takeAll(offered, 1000, 150_000), BYTES.slice(1000, 150_000));
  assertEquals(reads, [[1000, 65_536], [66_536, 65_536], [132_072, 17_928]]);
});

Deno.test("FileSource gives what reads bring, also if it is less", pure, async () => {
  const { offer: offered } = offer((position) =>
    Promise.resolve(BYTES.slice(position, Math.min(position + 999, 10_000)))
  );
  assertEquals(await takeAll(offered, 0, 10_000), BYTES.slice(0, 10_000));
});

Deno.test("FileSource reads one piece ahead, after its turn, and no more", pure, async () => {
  const { offer: offered, reads } = offer();
  let give = () => {};
  const turn = () => new Promise<void>((resolve) => give = resolve);
  let ready = 0;
  const source = new FileSource({
    offer: offered,
    from: 0,
    to: 200_000,
    turn,
    onReady: () => ready++,
  });
  const settle = async () => {
    for (let at = 0; at < 10; at++) await Promise.resolve();
  };
  await settle();
  assertEquals([reads.length, source.next()], [0, undefined]);
  give();
  await settle();
  assertEquals([reads.length, ready], [1, 1]);
  assertEquals(source.next()?.length, 65_536);
  await settle();
  assertEquals([reads.length, source.next()], [1, undefined]);
});

Deno.test("FileSource.done rejects when the file has shrunk, or cannot be read", pure, async () => {
  const shrunk = offer((position) => Promise.resolve(BYTES.slice(position, 70_000)));
  await assertRejects(
    () => takeAll(shrunk.offer, 0, 200_000),
    RangeError,
    '"a.exe": it has shrunk',
  );
  const broken = offer(() => Promise.reject(new Error("quebrou")));
  await assertRejects(() => takeAll(broken.offer, 0, 10), Error, "quebrou");
});
