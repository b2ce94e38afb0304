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
    wait: () => Promise.resolve(),
    now: () => 0,
    onProgress: (one) => isRead.push(one),
    onError: () => {},
  });
  outbox.push(new Uint8Array(6));
  outbox.push(new Uint8Array(4));
  await outbox.drained();
  // Two of six fit, none, which is no progress, then one and the last three; four more at once.
  assertEquals(isRead, [false, true, true, false]);
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
      wait: () => Promise.resolve(),
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

Deno.test("Outbox tries a write that took nothing again after 50 ms, as a stall", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.push("abc");
  (await fixture.nextWrite()).accept(0);
  fixture.nowMs += 300;
  const second = await fixture.nextWrite();
  assertEquals([fixture.outbox.stalledMs, fixture.outbox.bytesWritten], [300, 0]);
  second.accept(1);
  (await fixture.nextWrite()).accept(0);
  (await fixture.nextWrite()).acceptAll();
  await fixture.outbox.drained();
  assertEquals(fixture.calls, [
    "write abc",
    "wait 50",
    "write abc",
    "progressed",
    "write bc",
    "wait 50",
    "write bc",
    "progressed",
  ]);
});

Deno.test("Outbox breaks after 100 writes in a row that took nothing", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.push("abc");
  for (let at = 0; at < 99; at++) (await fixture.nextWrite()).accept(0);
  (await fixture.nextWrite()).accept(1); // The next ones are counted anew.
  for (let at = 0; at < 100; at++) (await fixture.nextWrite()).accept(0);
  await fixture.outbox.drained();
  assertEquals(fixture.errors.map(String), [
    "NothingWritten: Cannot write: 100 writes took no bytes",
  ]);
  assertStrictEquals(fixture.calls.filter((call) => call === "wait 50").length, 99 + 99);
});

Deno.test("Outbox.offer() leaves out what is offered while responses pile up", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  const offer = (text: string) => fixture.outbox.offer(new TextEncoder().encode(text));
  offer("em viagem");
  const first = await fixture.nextWrite();
  offer("a");
  fixture.push("b".repeat(CROWDED_BYTES));
  offer("c");
  first.acceptAll();
  (await fixture.nextWrite()).acceptAll();
  (await fixture.nextWrite()).acceptAll();
  offer("d");
  assertEquals(await fixture.drain(), ["d"]);
});
