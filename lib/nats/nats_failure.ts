/** Why a server cannot be, or go on as, one of several with NATS. */

import type { Texts } from "../i18n/mod.ts";

/** The kind of a failure. */
export type NatsFailureCode = keyof Texts["natsFailures"];

/** A failure that has a sentence. */
export class NatsFailure extends Error {
  /** The name of the class. */
  override readonly name = "NatsFailure";
  /** The kind. */
  readonly code: NatsFailureCode;
  /** What the sentence needs. */
  readonly details: readonly string[];

  /**
   * Whether it may pass: a node that was frozen takes itself for the leader for a moment, and tells what
   * was; another node may have the right copy.
   */
  get mayPass(): boolean {
    return ["stream-gone", "stream-went-back", "copies-differ"].includes(this.code);
  }

  /**
   * Makes a failure.
   *
   * @param code The kind.
   * @param details What the sentence needs.
   */
  constructor(code: NatsFailureCode, ...details: string[]) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
