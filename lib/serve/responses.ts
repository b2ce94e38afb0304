/** The responses to one connection: what concerns it alone, in its dialect, ahead of the log. */

import { encodeUtf8 } from "../bytes.ts";
import type { Outbox } from "../net/outbox.ts";
import type { Response } from "../protocol.ts";
import type { Dialect } from "../wire/dialect.ts";
import type { PeopleList } from "../wire/people_list.ts";

/** Where responses go. */
export interface ResponsesOptions {
  /** The client's dialect. */
  dialect: Dialect;
  /** The writer of the connection. */
  outbox: Outbox;
  /** The list of everybody, as structured clients receive it. */
  people: PeopleList;
}

/** Sends what concerns one connection alone. */
export class Responses {
  readonly #options: ResponsesOptions;

  /**
   * Sends nothing yet.
   *
   * @param options The connection's dialect and writer.
   */
  constructor(options: ResponsesOptions) {
    this.#options = options;
  }

  /** Sends an event. */
  send(event: Response): void {
    const { dialect, outbox } = this.#options;
    const isList = dialect.kind === "structured" && "people" in event;
    if (!isList) return this.sendText(dialect.encode(event));
    const text = dialect.encode({ ...event, people: [] });
    for (const bytes of this.#options.people.fill(text, event.people)) outbox.push(bytes);
  }

  /** Sends a text that is encoded already. */
  sendText(text: string): void {
    this.#options.outbox.push(encodeUtf8(text));
  }
}
