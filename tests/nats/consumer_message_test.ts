/** Messages of a push consumer of JetStream: those of the stream, and statuses. */

import { assertEquals } from "@std/assert";
import { type ConsumerMessage, dateOf, passOn } from "../../lib/nats/consumer_message.ts";

const pure = { permissions: "none" } as const;
const DATA = Uint8Array.of(1, 2, 3);
/** As a number it would be the next ms: a double has 53 bits. */
const NANOSECONDS = "1764240000123999999";
const DATE = 1_764_240_000_123;

/** Passes a message on. Returns what was heard and published. */
function passed(message: Partial<ConsumerMessage>): unknown[] {
  const done: unknown[] = [];
  const listener = {
    onMessage: (one: unknown) => void done.push(one),
    onHeartbeat: (lastSeq: number) => void done.push(["heartbeat", lastSeq]),
  };
  passOn({ data: DATA, ...message }, listener, (subject) => void done.push(["publish", subject]));
  return done;
}

/** The headers of a message with a code. */
function headersOf(code: number, fields: Record<string, string> = {}) {
  return { code, get: (name: string) => fields[name] ?? "" };
}

Deno.test("passOn() finds number and time in a reply subject of nine words", pure, () => {
  const reply = `$JS.ACK.chat.consumer.1.42.7.${NANOSECONDS}.0`;
  assertEquals(passed({ reply }), [{ seq: 42, date: DATE, data: DATA }]);
});

Deno.test("passOn() finds number and time behind domain and account", pure, () => {
  for (const rest of ["", ".token", ".token.more"]) {
    const reply = `$JS.ACK.hub.ACCOUNT.chat.consumer.1.42.7.${NANOSECONDS}.0${rest}`;
    assertEquals(passed({ reply }), [{ seq: 42, date: DATE, data: DATA }], reply);
  }
});

Deno.test("passOn() takes a message with headers for one of the stream", pure, () => {
  const reply = `$JS.ACK.chat.consumer.1.42.7.${NANOSECONDS}.0`;
  const headers = headersOf(0, { "Nats-Last-Stream": "9", "Nats-Consumer-Stalled": "go" });
  assertEquals(passed({ reply, headers }), [{ seq: 42, date: DATE, data: DATA }]);
});

Deno.test("passOn() answers a status that waits, at its reply subject or as it says", pure, () => {
  assertEquals(passed({ reply: "flow.1", headers: headersOf(100) }), [["publish", "flow.1"]]);
  const headers = headersOf(100, { "Nats-Consumer-Stalled": "flow.2" });
  assertEquals(passed({ headers }), [["publish", "flow.2"]]);
  assertEquals(passed({ reply: "flow.1", headers }), [
    ["publish", "flow.1"],
    ["publish", "flow.2"],
  ]);
});

Deno.test("passOn() tells the number in a heartbeat, and none of a status without it", pure, () => {
  const fields = { "Nats-Last-Stream": "42", "Nats-Last-Consumer": "7" };
  assertEquals(passed({ headers: headersOf(100, fields) }), [["heartbeat", 42]]);
  const stalled = headersOf(100, { ...fields, "Nats-Consumer-Stalled": "flow.2" });
  assertEquals(passed({ headers: stalled }), [["publish", "flow.2"], ["heartbeat", 42]]);
  assertEquals(passed({ headers: headersOf(100, { "Nats-Last-Stream": "0" }) }), [
    ["heartbeat", 0],
  ]);
  assertEquals(passed({ headers: headersOf(100) }), []);
  assertEquals(passed({ reply: "", headers: headersOf(100) }), []);
});

Deno.test("dateOf() has the same ms as the reply subject, whatever digits there are", pure, () => {
  const [second, date] = ["2025-11-27T10:40:00", DATE - 123];
  for (
    const [fraction, ms] of [
      [".123999999", 123],
      [".1239", 123],
      [".123", 123],
      [".12", 120],
      [".1", 100],
      [".000999999", 0],
      ["", 0],
    ] as const
  ) assertEquals(dateOf(`${second}${fraction}Z`), date + ms, fraction);
});
