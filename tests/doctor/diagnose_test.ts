import { assertEquals } from "@std/assert";
import { diagnose } from "../../lib/doctor/diagnose.ts";
import { bytesOf } from "../support/bytes.ts";
import { FakeClock } from "../support/fake_clock.ts";

Deno.test("diagnose() sends its ping also where a write takes nothing at first", {
  permissions: "none",
}, async () => {
  const clock = new FakeClock();
  const counts = [0, 3, 0];
  const sent: number[] = [];
  const hasSent = Promise.withResolvers<void>();
  const found = diagnose({ host: "26.1.2.3", port: 9999 }, {
    lookUp: (host) => Promise.resolve(host),
    dial: () =>
      Promise.resolve({
        write: (bytes: Uint8Array) => {
          sent.push(bytes.length);
          const count = counts.shift() ?? bytes.length;
          if (count === bytes.length) hasSent.resolve();
          return Promise.resolve(count);
        },
        read: async (buffer: Uint8Array) => {
          await hasSent.promise;
          return buffer.set(bytesOf('{"type":"pong","version":1}\n')), 28;
        },
        close: () => {},
      }),
    classifyDialError: () => "other" as const,
    sleep: clock.sleep,
    now: clock.now,
    date: clock.date,
  });
  await clock.advance(99);
  assertEquals(sent.length, 3);
  await clock.advance(1);
  assertEquals(await found, { type: "chat", address: "26.1.2.3", version: 1, roundTripMs: 100 });
  const all = sent[0]!;
  assertEquals(sent, [all, all, all - 3, all - 3]);
  assertEquals(clock.pending, 0);
});
