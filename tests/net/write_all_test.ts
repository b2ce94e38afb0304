import { assertEquals, assertRejects } from "@std/assert";
import { NothingWritten, writeAll } from "../../lib/net/write_all.ts";
import { bytesOf } from "../support/bytes.ts";

const pure = { permissions: "none" } as const;

/** A connection whose writes take so many bytes, and then all. */
function writerOf(counts: number[]) {
  const calls: string[] = [];
  return {
    calls,
    write: (bytes: Uint8Array) => {
      calls.push(new TextDecoder().decode(bytes));
      return Promise.resolve(counts.shift() ?? bytes.length);
    },
    wait: (ms: number) => {
      calls.push(`wait ${ms}`);
      return Promise.resolve();
    },
  };
}

Deno.test("writeAll() writes the rest after a partial write, without a pause", pure, async () => {
  const writer = writerOf([1, 2]);
  await writeAll(bytesOf("abcdef"), writer);
  assertEquals(writer.calls, ["abcdef", "bcdef", "def"]);
  await writeAll(bytesOf(""), writer);
  assertEquals(writer.calls.length, 3);
});

Deno.test("writeAll() pauses after a write that took nothing", pure, async () => {
  const writer = writerOf([0, 2, 0, 0]);
  await writeAll(bytesOf("abc"), writer);
  assertEquals(writer.calls, ["abc", "wait 50", "abc", "c", "wait 50", "c", "wait 50", "c"]);
});

Deno.test("writeAll() fails after 100 writes in a row that took nothing", pure, async () => {
  const nothing = (count: number) => Array<number>(count).fill(0);
  const writer = writerOf([...nothing(99), 1, ...nothing(100)]);
  const error = await assertRejects(() => writeAll(bytesOf("abc"), writer), NothingWritten);
  assertEquals(String(error), "NothingWritten: Cannot write: 100 writes took no bytes");
  assertEquals(writer.calls.filter((call) => call === "wait 50").length, 99 + 99);
});
