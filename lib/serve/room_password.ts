/** The password of a room: what a connection has to prove, and how often it may guess. */

import type { PasswordVerifier } from "../password/verifier.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import type { Texts } from "../i18n/mod.ts";
import { Guesses } from "./guesses.ts";

/** What knows the right password. */
export type Verifier = Pick<PasswordVerifier, "salt" | "answer" | "check">;

/** What a room's password is made with. */
export interface RoomPasswordOptions {
  /** Knows the password. @default {there is none} */
  verifier?: Verifier | undefined;
  /** The SHA-256 of the certificate that clients see; undefined without TLS. */
  fingerprint?: Uint8Array | undefined;
  /** Whether the password may be said over a connection that is not encrypted. */
  isAllowedInPlain: boolean;
  /** The language of the console. */
  texts: Texts;
  /** Shows a text on the console. */
  print: (text: string) => void;
}

/** The password of one room, which the host may change. */
export class RoomPassword {
  /** Whether the password may be said over a connection that is not encrypted. */
  readonly isAllowedInPlain: boolean;
  /** What both sides see of the connection. */
  readonly context: Uint8Array;
  /** Knows the password; undefined when there is none. */
  verifier: Verifier | undefined;
  readonly #options: RoomPasswordOptions;
  readonly #guesses = new Guesses();

  /**
   * Begins with a password, or without one.
   *
   * @param options The password, and the console.
   */
  constructor(options: RoomPasswordOptions) {
    this.#options = options;
    this.verifier = options.verifier;
    this.isAllowedInPlain = options.isAllowedInPlain;
    this.context = options.fingerprint ?? new Uint8Array();
  }

  /** How long an address has to wait before it may guess, in ms. */
  waitMs(address: string, now: number): number {
    return this.#guesses.waitMs(address, now);
  }

  /** An address guesses, wrong until `onRight`. The operator is told when guesses begin to wait. */
  onGuess(address: string, now: number): void {
    const { texts: { password }, print } = this.#options;
    const isMuch = this.#guesses.add(address, now);
    if (isMuch === "address") print(password.guessing(address, SERVER_LIMITS.guessesPerAddress));
    if (isMuch === "all") print(password.guessingAll(SERVER_LIMITS.guesses));
  }

  /** The last guess of an address was right. */
  onRight(address: string): void {
    this.#guesses.forgive(address);
  }
}
