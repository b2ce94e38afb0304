/** Clients of the plain text dialects at the server. */

import { assertEquals } from "@std/assert";
import type { Dialect, Received } from "../../lib/wire/dialect.ts";
import { takeEach } from "./bytes.ts";

/** Goes through what is received as the server does: whoever says a name is let in. */
export function attend(dialect: Dialect, values: Iterable<Received>): Received[] {
  const received: Received[] = [];
  for (const value of values) {
    received.push(value);
    if (value.type === "hello") letIn(dialect, value.name);
  }
  return received;
}

/** Welcomes the person of a dialect. */
export function letIn(dialect: Dialect, name: string): void {
  assertEquals(dialect.encode({ type: "welcome", name, token: "t", seq: 0, people: [] }), "");
}

/** What a dialect receives from these parts, one after the other. */
export function feed(dialect: Dialect, parts: Uint8Array[]): Received[] {
  return takeEach(parts, (bytes) => attend(dialect, dialect.receive(bytes)));
}

/** A dialect whose person, Ana, is in. */
export function inside<T extends Dialect>(dialect: T): T {
  letIn(dialect, "Ana");
  return dialect;
}
