/** What a detector makes of reads. */

import { Detector } from "../../lib/wire/detect.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { bytesOf, takeEach } from "./bytes.ts";

/** Goes through what is received as the server does: whoever says a name is let in. */
export function attend(detector: Detector, values: Iterable<Received>): Received[] {
  const received: Received[] = [];
  for (const value of values) {
    received.push(value);
    if (value.type !== "hello") continue;
    detector.encode({ type: "welcome", name: value.name, token: "t", seq: 0, people: [] });
  }
  return received;
}

/** What a detector receives from these reads, one after the other. */
export function feed(detector: Detector, reads: (string | Uint8Array)[]): Received[] {
  const parts = reads.map((read) => typeof read === "string" ? bytesOf(read) : read);
  return takeEach(parts, (bytes) => attend(detector, detector.receive(bytes)));
}

/** The hello of a structured client. */
export const HELLO = '{"type":"hello","version":1,"name":"Ana"}\n';
