import { assertEquals, assertStrictEquals } from "@std/assert";
import { Setup } from "../support/outbox.ts";

const CROWDED_BYTES = 64 * 1024;

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
