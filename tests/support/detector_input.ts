/** Feeds reads to a `Detector`. */

import { Detector } from "../../lib/wire/detect.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { bytesOf, takeEach } from "./bytes.ts";

/** Collects received values, and welcomes each hello as the server does. */
export function receiveAll(detector: Detector, values: Iterable<Received>): Received[] {
  const received: Received[] = [];
  for (const value of values) {
    received.push(value);
    if (value.type !== "hello") continue;
    detector.encode({ type: "welcome", name: value.name, token: "t", seq: 0, people: [] });
  }
  return received;
}

/** The values that a detector returns for these reads. */
export function feed(detector: Detector, reads: (string | Uint8Array)[]): Received[] {
  const parts = reads.map((read) => typeof read === "string" ? bytesOf(read) : read);
  return takeEach(parts, (bytes) => receiveAll(detector, detector.receive(bytes)));
}

/** The hello of a structured client. */
export const HELLO = '{"type":"hello","version":1,"name":"Ana"}\n';
