import { assert, assertEquals } from "@std/assert";
import { diagnose, HERE, type Timeouts } from "../../lib/doctor/diagnose.ts";
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
    dialTls: () => Promise.reject(new Error("There is no TLS")),
    classifyDialError: () => "other" as const,
    sleep: clock.sleep,
    now: clock.now,
    date: clock.date,
  });
  await clock.advance(99);
  assertEquals(sent.length, 3);
  await clock.advance(1);
  assertEquals(await found, {
    type: "chat",
    address: "26.1.2.3",
    version: 1,
    roundTripMs: 100,
    hasPassword: false,
  });
  const all = sent[0]!;
  assertEquals(sent, [all, all, all - 3, all - 3]);
  assertEquals(clock.pending, 0);
});

/** The time that a diagnosis takes, in ms, when the dial takes so long and nothing responds. */
async function diagnosisMs(dialMs: number, ...timeouts: [Timeouts?]): Promise<number> {
  const clock = new FakeClock();
  let isDone = false;
  const closed = Promise.withResolvers<null>();
  const found = diagnose({ host: "127.0.0.1", port: 9999 }, {
    lookUp: (host) => Promise.resolve(host),
    dial: async () => {
      await clock.sleep(dialMs);
      return {
        write: (bytes: Uint8Array) => Promise.resolve(bytes.length),
        read: () => closed.promise,
        close: () => closed.resolve(null),
      };
    },
    dialTls: () => Promise.reject(new Error("There is no TLS")),
    classifyDialError: () => "other" as const,
    sleep: clock.sleep,
    now: clock.now,
    date: clock.date,
  }, ...timeouts).then(() => isDone = true);
  while (!isDone) await clock.advance(100);
  await found;
  return clock.now();
}

Deno.test("diagnose() waits for a silent program 5 s, and on this machine at most 1.5 s", {
  permissions: "none",
}, async () => {
  assertEquals(await diagnosisMs(100), 5_100);
  assertEquals(await diagnosisMs(100, HERE), 900);
  assertEquals(await diagnosisMs(20_000, HERE), 500);
  assert(HERE.dialMs + HERE.pongMs <= 1_500);
});
