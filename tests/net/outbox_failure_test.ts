import { assertEquals, assertStrictEquals } from "@std/assert";
import { Outbox } from "../../lib/net/outbox.ts";
import { bytesOf } from "../support/bytes.ts";
import { OutboxFixture } from "../support/outbox_fixture.ts";

const CROWDED_BYTES = 64 * 1024;

Deno.test("Outbox reports a failed write once, and sends nothing afterwards", {
  permissions: "none",
}, async () => {
  const fixture = new OutboxFixture();
  fixture.open(0);
  fixture.log.push("a");
  fixture.push("um");
  fixture.push("b".repeat(CROWDED_BYTES + 1));
  assertStrictEquals(fixture.outbox.isBacklogged, true);
  const error = new Error("quebrou");
  (await fixture.nextWrite()).fail(error);
  await fixture.outbox.drained();
  assertEquals(fixture.calls, ["write um", "broke"]);
  assertStrictEquals(fixture.errors[0], error);
  assertEquals([fixture.outbox.isBacklogged, fixture.outbox.stalledMs], [false, 0]);

  fixture.push("c".repeat(CROWDED_BYTES + 1));
  assertStrictEquals(fixture.outbox.isBacklogged, false);
  fixture.outbox.flush();
  await fixture.outbox.drained();
  assertEquals(fixture.calls, ["write um", "broke"]);
  assertStrictEquals(fixture.cursor, 0);
});

Deno.test("Outbox breaks when the log cannot be read, at once or between two writes", {
  permissions: "none",
}, async () => {
  for (const failing of [0, 1]) {
    const error = new Error("ilegível");
    let reads = 0;
    const fixture = new OutboxFixture(() => {
      if (reads++ === failing) throw error;
      return bytesOf("a");
    });
    fixture.open(0);
    fixture.outbox.flush();
    assertEquals(await fixture.drain(), failing === 0 ? [] : ["a"]);
    assertEquals(fixture.errors, [error]);
  }
});

Deno.test("Outbox breaks when reporting progress fails", { permissions: "none" }, async () => {
  const error = new Error("contagem");
  const errors: unknown[] = [];
  const outbox = new Outbox({
    write: (bytes) => Promise.resolve(bytes.length),
    wait: () => Promise.resolve(),
    now: () => 0,
    onProgress: () => {
      throw error;
    },
    onError: (reason) => errors.push(reason),
  });
  outbox.push(bytesOf("um"));
  await outbox.drained();
  assertEquals(errors, [error]);
});
