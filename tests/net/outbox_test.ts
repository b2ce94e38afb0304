import { assertEquals, assertStrictEquals } from "@std/assert";
import { bytesOf } from "../support/bytes.ts";
import { turn } from "../support/fake_clock.ts";
import { Setup } from "../support/outbox.ts";

Deno.test("Outbox begins with nothing to send", { permissions: "none" }, async () => {
  const { outbox, told } = new Setup();
  assertStrictEquals(outbox.isBacklogged, false);
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
  setup.open(1);
  setup.outbox.flush();
  assertEquals(await setup.finish(), ["dois\ntrês\n"]);
  assertStrictEquals(setup.cursor, 3);
});

Deno.test("Outbox.flush() sends from cursor to head in one write", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.open(0);
  setup.log.push("a");
  setup.outbox.flush();
  const first = await setup.next();
  assertStrictEquals(setup.cursor, 1);
  // What happens while a write is under way goes out together in the next.
  for (const text of ["b", "c", "d"]) {
    setup.log.push(text);
    setup.outbox.flush();
  }
  first.done();
  assertEquals(await setup.finish(), ["bcd"]);
  assertEquals(setup.told, ["write a", "progressed", "write bcd", "progressed"]);
  assertStrictEquals(setup.cursor, 4);
});

Deno.test("Outbox sends answers before the block that waits", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.open(0);
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
  const blocks = [bytesOf("a"), bytesOf("b")];
  const setup = new Setup(() => blocks.shift());
  setup.open(0);
  setup.outbox.flush();
  const first = await setup.next();
  setup.push("resposta");
  first.done();
  assertEquals(await setup.finish(), ["resposta", "b"]);
});

Deno.test("Outbox.close() reads the log no further, but sends answers", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.open(0);
  setup.log.push("a");
  setup.outbox.flush();
  const first = await setup.next();
  setup.log.push("b");
  setup.outbox.close();
  setup.outbox.flush();
  setup.push("adeus");
  first.done();
  assertEquals(await setup.finish(), ["adeus"]);
  assertStrictEquals(setup.cursor, 1);
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

Deno.test("Outbox.drained() waits again for what is pushed after all was sent", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  for (const text of ["um", "dois"]) {
    setup.push(text);
    let isDrained = false;
    const drained = setup.outbox.drained().then(() => {
      isDrained = true;
    });
    const write = await setup.next();
    await turn(); // Waiting must not keep the event loop busy.
    assertStrictEquals(isDrained, false);
    write.done();
    await drained;
  }
});
