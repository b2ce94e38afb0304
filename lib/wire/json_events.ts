/** The structured dialect, on the client's side: decodes JSON lines into events. */

import type { Event } from "../protocol.ts";
import { parseJsonLine, readEvent } from "./json_lines.ts";
import { LineDecoder } from "./lines.ts";

/** The longest line is a list of people: 16 MiB hold some 100,000. */
const MAX_SERVER_LINE_BYTES = 16 * 1024 * 1024;

/** Decodes the events that a server sends. */
export class JsonEventDecoder {
  #lines = new LineDecoder(MAX_SERVER_LINE_BYTES);
  #isForeign = false;

  /** Whether a line was not a JSON object, so that the server does not speak this dialect. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  /** Decodes bytes into events. Events of unknown types are ignored. */
  receive(bytes: Uint8Array): Event[] {
    const values = this.#lines.push(bytes).map((line) =>
      line === null ? undefined : parseJsonLine(line)
    );
    const { isOverLimit } = this.#lines;
    this.#isForeign ||= values.includes(undefined) || isOverLimit;
    if (isOverLimit) this.#lines = new LineDecoder(MAX_SERVER_LINE_BYTES);
    return values.map(readEvent).filter((event) => event !== undefined);
  }
}
