import { assertEquals, assertStrictEquals } from "@std/assert";
import { bytesOf } from "../support/bytes.ts";
import { turn } from "../support/fake_clock.ts";
import { OutboxFixture } from "../support/outbox_fixture.ts";

Deno.test("Outbox starts with nothing to send", { permissions: "none" }, async () => {
  const { outbox, calls } = new OutboxFixture();
  assertStrictEquals(outbox.isBacklogged, false);
  assertEquals([outbox.stalledMs, outbox.bytesWritten], [0, 0]);
  outbox.flush();
  outbox.push(new Uint8Array());
  await outbox.drained();
  assertEquals(calls, []);
});

Deno.test("Outbox.push() sends at once, one write at a time, in order", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  for (const text of ["um", "dois", "três"]) fixture.push(text);
  const first = await fixture.nextWrite();
  assertEquals(fixture.calls, ["write um"]);
  fixture.outbox.flush();
  assertEquals(fixture.calls, ["write um"]);
  first.acceptAll();
  assertEquals(await fixture.drain(), ["dois", "três"]);
  assertStrictEquals(fixture.maxConcurrentWrites, 1);
});

Deno.test("Outbox.flush() reads nothing of the log until it is open", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.log.push("um\n", "dois\n", "três\n");
  fixture.outbox.flush();
  fixture.push("resposta");
  assertEquals(await fixture.drain(), ["resposta"]);
  fixture.open(1);
  fixture.outbox.flush();
  assertEquals(await fixture.drain(), ["dois\ntrês\n"]);
  assertStrictEquals(fixture.cursor, 3);
});

Deno.test("Outbox.flush() sends from cursor to head in one write", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.open(0);
  fixture.log.push("a");
  fixture.outbox.flush();
  const first = await fixture.nextWrite();
  assertStrictEquals(fixture.cursor, 1);
  // Entries that arrive during a write are sent together in the next.
  for (const text of ["b", "c", "d"]) {
    fixture.log.push(text);
    fixture.outbox.flush();
  }
  first.acceptAll();
  assertEquals(await fixture.drain(), ["bcd"]);
  assertEquals(fixture.calls, ["write a", "progressed", "write bcd", "progressed"]);
  assertStrictEquals(fixture.cursor, 4);
});

Deno.test("Outbox sends answers before the block that waits", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.open(0);
  fixture.log.push("a");
  fixture.outbox.flush();
  const first = await fixture.nextWrite();
  fixture.log.push("b");
  fixture.outbox.flush();
  fixture.push("1");
  fixture.push("2");
  first.acceptAll();
  assertEquals(await fixture.drain(), ["1", "2", "b"]);
});

Deno.test("Outbox sends an answer pushed while a block is written next", {
  permissions: "none",
}, async () => {
  const blocks = [bytesOf("a"), bytesOf("b")];
  const fixture = new OutboxFixture(() => blocks.shift());
  fixture.open(0);
  fixture.outbox.flush();
  const first = await fixture.nextWrite();
  fixture.push("resposta");
  first.acceptAll();
  assertEquals(await fixture.drain(), ["resposta", "b"]);
});

Deno.test("Outbox.close() reads the log no further, but sends answers", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.open(0);
  fixture.log.push("a");
  fixture.outbox.flush();
  const first = await fixture.nextWrite();
  fixture.log.push("b");
  fixture.outbox.close();
  fixture.outbox.flush();
  fixture.push("adeus");
  first.acceptAll();
  assertEquals(await fixture.drain(), ["adeus"]);
  assertStrictEquals(fixture.cursor, 1);
});

Deno.test("Outbox.drained() waits for responses pushed meanwhile", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.push("um");
  const first = await fixture.nextWrite();
  let isDrained = false;
  const drained = fixture.outbox.drained().then(() => {
    isDrained = true;
  });
  fixture.push("dois");
  first.acceptAll();
  const second = await fixture.nextWrite();
  assertStrictEquals(isDrained, false);
  second.acceptAll();
  await drained;
  fixture.push("três");
  assertEquals(await fixture.drain(), ["três"]);
});

Deno.test("Outbox.drained() waits again for a response pushed after the drain", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  for (const text of ["um", "dois"]) {
    fixture.push(text);
    let isDrained = false;
    const drained = fixture.outbox.drained().then(() => {
      isDrained = true;
    });
    const write = await fixture.nextWrite();
    await turn(); // The wait must not block the event loop.
    assertStrictEquals(isDrained, false);
    write.acceptAll();
    await drained;
  }
});
