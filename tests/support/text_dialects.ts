/** Feeds bytes to the plain text dialects. */

import { assertEquals } from "@std/assert";
import { saysOf } from "../../lib/protocol/run.ts";
import type { Dialect, Received } from "../../lib/wire/dialect.ts";
import { takeEach } from "./bytes.ts";

/** Collects received values, and welcomes each hello as the server does. */
export function receiveAll(dialect: Dialect, values: Iterable<Received>): Received[] {
  const received: Received[] = [];
  for (const value of values) {
    received.push(value);
    if (value.type === "hello") welcome(dialect, value.name);
  }
  return received;
}

/** Sends a dialect its welcome. */
export function welcome(dialect: Dialect, name: string): void {
  const event = { type: "welcome" as const, name, token: "t", seq: 0, people: [] };
  assertEquals(dialect.encode(event), new Uint8Array());
}

/** The values that a dialect returns for these parts, with the messages of runs one by one. */
export function feed(dialect: Dialect, parts: Uint8Array[]): Received[] {
  const received = takeEach(parts, (bytes) => receiveAll(dialect, dialect.receive(bytes)));
  return received.flatMap((one) => one.type === "run" ? saysOf(one) : [one]);
}

/** A dialect after the welcome of Ana. */
export function welcomed<T extends Dialect>(dialect: T): T {
  welcome(dialect, "Ana");
  return dialect;
}
