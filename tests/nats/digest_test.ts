/** The digest of a room. */

import { assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import type { Logged } from "../../lib/chat/logged.ts";
import { Digest } from "../../lib/nats/digest.ts";

const pure = { permissions: "none" } as const;

function notice(seq: number, text = "oi"): Logged {
  return { entry: { type: "notice", seq, time: 1_000, text }, by: 0, to: 0 };
}

/** By another implementation. */
async function sha256(...parts: (Uint8Array | string)[]): Promise<Uint8Array> {
  const chunks = parts.map((part) =>
    typeof part === "string" ? new TextEncoder().encode(part) : part
  );
  const bytes = await new Blob(chunks as BlobPart[]).arrayBuffer();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

Deno.test("Digest is chained over the entries of messages, and tells 8 bytes", pure, async () => {
  const digest = new Digest();
  digest.add(1, [notice(1), notice(2)]);
  const first = await sha256(JSON.stringify([notice(1), notice(2)]));
  assertEquals(digest.chain, first);
  digest.add(2, [notice(3, "ã")]);
  const second = await sha256(first, JSON.stringify([notice(3, "ã")]));
  assertEquals(digest.chain, second);
  assertEquals(
    [digest.after(1), digest.after(2)],
    [first, second].map((chain) => {
      return chain.slice(0, 8).toHex();
    }),
  );
});

Deno.test("Digest is the same after a message without entries", pure, () => {
  const digest = new Digest();
  assertEquals([digest.chain.length, digest.after(0)], [0, undefined]);
  digest.add(1, []);
  assertEquals([digest.chain.length, digest.after(1)], [0, ""]);
  digest.add(2, [notice(1)]);
  digest.add(3, []);
  assertEquals(digest.after(3)!.length, 16);
  assertStrictEquals(digest.after(3), digest.after(2));
});

Deno.test("Digest differs for ever after one entry that differs", pure, () => {
  const [one, other] = [new Digest(), new Digest()];
  one.add(1, [notice(1)]);
  other.add(1, [notice(1, "ei")]);
  for (const digest of [one, other]) digest.add(2, [notice(2)]);
  for (const seq of [1, 2]) assertNotEquals(one.after(seq), other.after(seq));
});

Deno.test("Digest goes on from a chain, and knows nothing before it", pure, () => {
  const [one, other] = [new Digest(), new Digest()];
  one.add(1, [notice(1)]);
  const next = new Digest(Uint8Array.from([...one.chain]));
  assertStrictEquals(next.after(1), undefined);
  for (const digest of [one, next]) digest.add(2, [notice(2)]);
  other.add(2, [notice(2)]);
  assertStrictEquals(next.after(2), one.after(2));
  assertNotEquals(next.after(2), other.after(2));
});

Deno.test("Digest knows those after the last 4096 messages", pure, () => {
  const digest = new Digest();
  for (let seq = 1; seq <= 4096; seq++) digest.add(seq, []);
  assertStrictEquals(digest.after(1), "");
  digest.add(4097, []);
  assertEquals([digest.after(1), digest.after(2), digest.after(4098)], [undefined, "", undefined]);
});
