/** The password of a room, as its server knows it: stretched, and not the password itself. [edge] */

import { decodeBase64, encodeBase64 } from "../tls/pem.ts";
import { BadShare, ORDER, Spake2 } from "./spake2.ts";
import { SALT_BYTES, stretch } from "./stretch.ts";

/** One guess of a client. */
export interface Guess {
  /** The share of the server. */
  share: Uint8Array;
  /** With what the server proves that it knows the password. */
  confirm: Uint8Array;
  /** With what the client has to prove that it knows it. */
  expected: Uint8Array;
}

/** Knows whether a password is the right one. */
export class PasswordVerifier {
  /** The salt that clients need to stretch the password. */
  readonly salt: Uint8Array;
  readonly #password: bigint;
  #checking: Promise<unknown> = Promise.resolve();

  private constructor(password: bigint, salt: Uint8Array) {
    this.#password = password;
    this.salt = salt;
  }

  /** Makes one of a password, with a salt of its own. */
  static async of(password: string): Promise<PasswordVerifier> {
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
    return new PasswordVerifier(await stretch(password, salt), salt);
  }

  /** Reads one that was kept; undefined when the text is none. */
  static read(text: string): PasswordVerifier | undefined {
    const [salt, password] = text.split(" ");
    const bytes = decodeBase64(salt ?? "");
    if (bytes?.length !== SALT_BYTES || !/^[1-9]\d*$/.test(password ?? "")) return undefined;
    if (BigInt(password!) >= ORDER) return undefined;
    return new PasswordVerifier(BigInt(password!), bytes);
  }

  /** What is kept of it. */
  toString(): string {
    return `${encodeBase64(this.salt)} ${this.#password}`;
  }

  /**
   * Answers a client that guesses.
   *
   * @param share The share of the client.
   * @param context What both see of the connection.
   * @returns Undefined when the share is no point of the curve.
   */
  answer(share: Uint8Array, context: Uint8Array): Guess | undefined {
    const spake2 = new Spake2("server", this.#password);
    try {
      const { own, expected } = spake2.confirm(share, context);
      return { share: spake2.share, confirm: own, expected };
    } catch (error) {
      if (error instanceof BadShare) return undefined;
      throw error;
    }
  }

  /** Whether a password is the right one. One is checked after the other: it takes 32 MB. */
  async check(password: string): Promise<boolean> {
    const checked = this.#checking.then(() => stretch(password, this.salt));
    this.#checking = checked.catch(() => {});
    return await checked === this.#password;
  }
}
