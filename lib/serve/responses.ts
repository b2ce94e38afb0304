/** The responses to one connection: what concerns it alone, in its dialect, ahead of the log. */

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
    const { dialect, outbox, people } = this.#options;
    if (!("people" in event)) return outbox.push(dialect.encode(event));
    for (const bytes of dialect.encodePeople(event, people)) outbox.push(bytes);
  }

  /** Sends what is encoded already. */
  sendBytes(bytes: Uint8Array): void {
    this.#options.outbox.push(bytes);
  }
}
