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
  /** The way of TLS clients, with the certificate that they see. @default {there is no TLS} */
  tls?: { readonly certificate: { readonly fingerprint: Uint8Array } } | undefined;
  /** Whether the password may be said over a connection that is not encrypted. @default {false} */
  passwordPlain?: boolean;
  /** The language of the console. */
  texts: Texts;
}

/** The password of one room, which the host may change. */
export class RoomPassword {
  /** Whether the password may be said over a connection that is not encrypted. */
  readonly isAllowedInPlain: boolean;
  /** What both sides see of the connection. */
  readonly context: Uint8Array;
  /** Knows the password; undefined when there is none. */
  verifier: Verifier | undefined;
  readonly #texts: Texts["password"];
  readonly #print: (text: string) => void;
  readonly #guesses = new Guesses();

  /**
   * Begins with a password, or without one.
   *
   * @param options The password, and the connection.
   * @param print Shows a text on the console.
   */
  constructor(options: RoomPasswordOptions, print: (text: string) => void) {
    this.#texts = options.texts.password;
    this.#print = print;
    this.verifier = options.verifier;
    this.isAllowedInPlain = options.passwordPlain ?? false;
    this.context = options.tls?.certificate.fingerprint ?? new Uint8Array();
  }

  /** How long an address has to wait before it may guess, in ms. */
  waitMs(address: string, now: number): number {
    return this.#guesses.waitMs(address, now);
  }

  /** An address guesses, wrong until `onRight`. The operator is told when guesses begin to wait. */
  onGuess(address: string, now: number): void {
    const isMuch = this.#guesses.add(address, now);
    const { guessesPerAddress, guesses } = SERVER_LIMITS;
    if (isMuch === "address") this.#print(this.#texts.guessing(address, guessesPerAddress));
    if (isMuch === "all") this.#print(this.#texts.guessingAll(guesses));
  }

  /** The last guess of an address was right. */
  onRight(address: string): void {
    this.#guesses.forgive(address);
  }
}
