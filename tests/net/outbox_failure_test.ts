import { assertEquals, assertStrictEquals } from "@std/assert";
import { Outbox } from "../../lib/net/outbox.ts";
import { bytesOf } from "../support/bytes.ts";
import { Setup } from "../support/outbox.ts";

const CROWDED_BYTES = 64 * 1024;

Deno.test("Outbox tells once that sending failed, and sends nothing from then on", {
  permissions: "none",
}, async () => {
  const setup = new Setup();
  setup.open(0);
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
  assertStrictEquals(setup.cursor, 0);
});

Deno.test("Outbox breaks when the log cannot be read, at once or between two writes", {
  permissions: "none",
}, async () => {
  for (const failing of [0, 1]) {
    const error = new Error("ilegível");
    let reads = 0;
    const setup = new Setup(() => {
      if (reads++ === failing) throw error;
      return bytesOf("a");
    });
    setup.open(0);
    setup.outbox.flush();
    assertEquals(await setup.finish(), failing === 0 ? [] : ["a"]);
    assertEquals(setup.errors, [error]);
  }
});

Deno.test("Outbox breaks when reporting progress fails", { permissions: "none" }, async () => {
  const error = new Error("contagem");
  const errors: unknown[] = [];
  const outbox = new Outbox({
    write: (bytes) => Promise.resolve(bytes.length),
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
