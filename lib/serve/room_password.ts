/**
 * The password of a room: what a connection has to prove, how often it may guess, and which browsers
 * have said it.
 */

import type { ResumeTokens } from "../chat/admission.ts";
import type { Texts } from "../i18n/mod.ts";
import type { PasswordVerifier } from "../password/verifier.ts";
import { type Refused, refused } from "../protocol.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import { Guesses } from "./guesses.ts";
import { Tickets } from "./tickets.ts";

/** What knows the right password. */
export type Verifier = Pick<PasswordVerifier, "salt" | "answer" | "check">;

/** Knows no password at all: in place of one that cannot be read. */
export const NOBODYS: Verifier = {
  salt: new Uint8Array(16),
  answer: () => undefined,
  check: () => Promise.resolve(false),
};

/** What a room's password is made with. */
export interface RoomPasswordOptions {
  /** Knows the password. @default {there is none} */
  verifier?: Verifier | undefined;
  /** The way of TLS clients, with the certificate that they see. @default {there is no TLS} */
  tls?: { readonly certificate: { readonly fingerprint: Uint8Array } } | undefined;
  /** Whether the password may be said over a connection that is not encrypted. @default {false} */
  passwordPlain?: boolean;
  /** Makes and hashes the tickets of browsers. */
  tokens: ResumeTokens;
  /** The language of the console. */
  texts: Texts;
}

/** What comes of a password that was said. */
export type SaidOutcome =
  | { type: "right" | "wrong" }
  /** It was not looked at: too many were wrong. */
  | { type: "wait"; seconds: number };

/** What a browser gets: the page, or first the question for the password, or an encrypted address. */
export type WebAccess = "page" | "password" | "encryption";

/** The password of one room, which the host may change. */
export class RoomPassword {
  /** Whether the password may be said over a connection that is not encrypted. */
  readonly isAllowedInPlain: boolean;
  /** What both sides see of the connection. */
  readonly context: Uint8Array;
  readonly #texts: Texts["password"];
  readonly #print: (text: string) => void;
  readonly #guesses = new Guesses();
  readonly #tickets: Tickets;
  #verifier: Verifier | undefined;

  /**
   * Begins with a password, or without one.
   *
   * @param options The password, and the connection.
   * @param print Shows a text on the console.
   */
  constructor(options: RoomPasswordOptions, print: (text: string) => void) {
    this.#texts = options.texts.password;
    this.#print = print;
    this.#verifier = options.verifier;
    this.isAllowedInPlain = options.passwordPlain ?? false;
    this.#tickets = new Tickets(options.tokens);
    this.context = options.tls?.certificate.fingerprint ?? new Uint8Array();
  }

  /** Knows the password; undefined when there is none. */
  get verifier(): Verifier | undefined {
    return this.#verifier;
  }

  /** Changes the password: browsers have to say the new one. */
  set verifier(verifier: Verifier | undefined) {
    this.#verifier = verifier;
    this.#tickets.voidAll();
  }

  /** Whether the password may be said over a connection. */
  maySay({ isEncrypted }: { isEncrypted: boolean }): boolean {
    return isEncrypted || this.isAllowedInPlain;
  }

  /** What a connection without the password is told: how to say it, or that it may not be said there. */
  refusalFor(connection: { isEncrypted: boolean }): Refused {
    return this.maySay(connection) ? refused("password") : refused("password", "not-encrypted");
  }

  /**
   * An address begins a guess, which counts as wrong until `onRight`.
   *
   * @param address The address as it is counted.
   * @param now In ms.
   * @returns How many seconds it has to wait instead; 0 when it guesses.
   */
  guess(address: string, now: number): number {
    const waitMs = this.#guesses.waitMs(address, now);
    if (waitMs === 0) this.#guesses.add(address, now);
    return Math.ceil(waitMs / 1000);
  }

  /** The last guess of an address was right. */
  onRight(address: string): void {
    this.#guesses.forgive(address);
  }

  /** A guess of an address was wrong. The operator is told once that guesses wait from now on. */
  onWrong(address: string): void {
    const waiting = this.#guesses.confirm(address);
    const { guessesPerAddress, guesses } = SERVER_LIMITS;
    if (waiting.address) this.#print(this.#texts.guessing(address, guessesPerAddress));
    if (waiting.all) this.#print(this.#texts.guessingAll(guesses));
  }

  /** Takes a password that an address says, as one guess. One that is changed meanwhile is wrong. */
  async say(password: string, address: string, now: number): Promise<SaidOutcome> {
    const seconds = this.guess(address, now);
    if (seconds > 0) return { type: "wait", seconds };
    const verifier = this.#verifier;
    const isRight = await verifier?.check(password) ?? true;
    if (!isRight || verifier !== this.#verifier) {
      this.onWrong(address);
      return { type: "wrong" };
    }
    this.onRight(address);
    return { type: "right" };
  }

  /** Gives a ticket to a browser that said the password. */
  giveTicket(now: number): string {
    return this.#tickets.give(now);
  }

  /** Whether a browser has a valid ticket among its cookies. */
  hasTicket(cookie: string | undefined, now: number): boolean {
    return this.#tickets.hasValid(cookie, now);
  }

  /** What a browser gets over a connection. */
  webAccess(
    connection: { isEncrypted: boolean },
    cookie: string | undefined,
    now: number,
  ): WebAccess {
    if (!this.#verifier) return "page";
    if (!this.maySay(connection)) return "encryption";
    return this.hasTicket(cookie, now) ? "page" : "password";
  }
}
