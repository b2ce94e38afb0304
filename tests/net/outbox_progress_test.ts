import { assertEquals, assertStrictEquals } from "@std/assert";
import { Outbox } from "../../lib/net/outbox.ts";
import { OutboxFixture } from "../support/outbox_fixture.ts";

const CROWDED_BYTES = 64 * 1024;

Deno.test("Outbox.isBacklogged is true beyond 64 KiB of pending responses, not at it", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.push("em viagem");
  const first = await fixture.nextWrite();
  fixture.push("a".repeat(CROWDED_BYTES - 1));
  fixture.push("b");
  assertStrictEquals(fixture.outbox.isBacklogged, false);
  fixture.push("c");
  assertStrictEquals(fixture.outbox.isBacklogged, true);
  first.acceptAll();
  const second = await fixture.nextWrite();
  assertStrictEquals(fixture.outbox.isBacklogged, false);
  second.acceptAll();
  assertEquals(await fixture.drain(), ["b", "c"]);
  assertStrictEquals(fixture.outbox.isBacklogged, false);
});

Deno.test("Outbox.stalledMs counts from the last progress of a write under way", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  const { outbox } = fixture;
  fixture.nowMs = 5000;
  assertStrictEquals(outbox.stalledMs, 0);
  fixture.push("0123456789");
  const write = await fixture.nextWrite();
  assertStrictEquals(outbox.stalledMs, 0);
  fixture.nowMs = 5700;
  assertStrictEquals(outbox.stalledMs, 700);
  write.accept(4);
  const rest = await fixture.nextWrite();
  assertStrictEquals(rest.text, "456789");
  assertStrictEquals(outbox.stalledMs, 0);
  fixture.nowMs = 5900;
  assertStrictEquals(outbox.stalledMs, 200);
  rest.acceptAll();
  await outbox.drained();
  fixture.nowMs = 9000;
  assertStrictEquals(outbox.stalledMs, 0);
  fixture.push("outra");
  assertStrictEquals(outbox.stalledMs, 0);
  await fixture.drain();
});

Deno.test("Outbox.bytesWritten and progressed follow partial progress", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.push("0123456789");
  fixture.push("ab");
  const first = await fixture.nextWrite();
  first.accept(4);
  const rest = await fixture.nextWrite();
  assertStrictEquals(fixture.outbox.bytesWritten, 4);
  rest.acceptAll();
  (await fixture.nextWrite()).acceptAll();
  await fixture.outbox.drained();
  assertStrictEquals(fixture.outbox.bytesWritten, 12);
  assertEquals(fixture.calls, [
    "write 0123456789",
    "progressed",
    "write 456789",
    "progressed",
    "write ab",
    "progressed",
  ]);
});

Deno.test("Outbox.onProgress() tells whether the peer has read, so that there was space again", {
  permissions: "none",
}, async () => {
  const isRead: boolean[] = [];
  const counts = [2, 0, 1, 3, 4];
  const outbox = new Outbox({
    write: () => Promise.resolve(counts.shift()!),
    now: () => 0,
    onProgress: (one) => isRead.push(one),
    onError: () => {},
  });
  outbox.push(new Uint8Array(6));
  outbox.push(new Uint8Array(4));
  await outbox.drained();
  // Two of six fit, none, then one and the last three; the other four at once.
  assertEquals(isRead, [false, false, true, true, false]);
});

Deno.test(
  "Outbox.onProgress() tells that the peer has read, once the systems cannot hold the rest",
  {
    permissions: "none",
  },
  async () => {
    const MIB = 1024 * 1024;
    const isRead: boolean[] = [];
    const outbox = new Outbox({
      write: (bytes) => Promise.resolve(bytes.length),
      now: () => 0,
      onProgress: (one) => isRead.push(one),
      onError: () => {},
    });
    for (const bytes of [8 * MIB, 8 * MIB, 1, 16 * MIB, 1]) {
      outbox.push(new Uint8Array(bytes));
      await outbox.drained();
    }
    assertEquals(isRead, [false, false, true, false, true]);
  },
);
