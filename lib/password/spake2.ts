/**
 * SPAKE2 (RFC 9382, P256-SHA256-HKDF-HMAC): two sides prove to each other that they know the same
 * password. Who listens learns nothing to try passwords on, and who takes part in it one guess. [edge]
 */

import { p256 } from "@noble/curves/nist.js";
import { bytesToNumberBE, equalBytes, numberToBytesBE } from "@noble/curves/utils.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, encodeUtf8 } from "../bytes.ts";

/** The side that speaks first (A), or the one that answers (B). */
export type Side = "client" | "server";

/** What each side proves with that it has the same key. */
export interface Confirmations {
  /** What this side sends. */
  own: Uint8Array;
  /** What the other side has to send. */
  expected: Uint8Array;
}

/** The names of the two sides. */
export interface Identities {
  /** Of the client, A. */
  client: string;
  /** Of the server, B. */
  server: string;
}

/** A share that is no point of the curve. */
export class BadShare extends Error {
  /** The name of the class. */
  override readonly name = "BadShare";
}

const { Point } = p256;
/** The number of points of the curve: what a password becomes is below it. */
export const ORDER: bigint = Point.Fn.ORDER;
// The points of RFC 9382, 4: nobody knows their discrete logarithm.
const M = Point.fromHex("02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f");
const N = Point.fromHex("03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49");
const SCALAR_BYTES = 32;
const KEY_BYTES = 16;
const OUR_NAMES: Identities = { client: "chat client", server: "chat server" };

/** One side of one exchange. */
export class Spake2 {
  /** What this side sends: a point, not compressed, 65 bytes. */
  readonly share: Uint8Array;
  readonly #side: Side;
  readonly #password: bigint;
  readonly #secret: bigint;
  readonly #identities: Identities;

  /**
   * Begins an exchange.
   *
   * @param side Which side this is.
   * @param password What the password became, 1 up to `ORDER` - 1.
   * @param secret A random number, 1 up to `ORDER` - 1. @default {a new one}
   * @param identities The names of the sides. @default {those of this chat}
   */
  constructor(
    side: Side,
    password: bigint,
    secret = randomScalar(),
    identities: Identities = OUR_NAMES,
  ) {
    this.#side = side;
    this.#password = password;
    this.#secret = secret;
    this.#identities = identities;
    const blind = (side === "client" ? M : N).multiply(password);
    this.share = Point.BASE.multiply(secret).add(blind).toBytes(false);
  }

  /**
   * Finds out what to prove with.
   *
   * @param share What the other side sent.
   * @param context What both sides see of the connection, such as the certificate.
   * @throws {BadShare} When the share is no point of the curve, or has no key.
   */
  confirm(share: Uint8Array, context: Uint8Array): Confirmations {
    const isClient = this.#side === "client";
    let key: Uint8Array;
    try {
      const blind = (isClient ? N : M).multiply(this.#password);
      key = Point.fromBytes(share).subtract(blind).multiply(this.#secret).toBytes(false);
    } catch (cause) {
      throw new BadShare("not a point of the curve", { cause });
    }
    const [first, second] = isClient ? [this.share, share] : [share, this.share];
    const { client, server } = this.#identities;
    const transcript = concat(
      [
        ...[encodeUtf8(client), encodeUtf8(server), first, second, key],
        numberToBytesBE(this.#password, SCALAR_BYTES),
      ].flatMap((part) => [lengthOf(part), part]),
    );
    const confirmationKey = sha256(transcript).subarray(KEY_BYTES);
    const info = concat([encodeUtf8("ConfirmationKeys"), context]);
    const keys = expand(sha256, extract(sha256, confirmationKey), info, 2 * KEY_BYTES);
    const [ofClient, ofServer] = [keys.subarray(0, KEY_BYTES), keys.subarray(KEY_BYTES)]
      .map((key) => hmac(sha256, key, transcript)) as [Uint8Array, Uint8Array];
    return isClient ? { own: ofClient, expected: ofServer } : { own: ofServer, expected: ofClient };
  }
}

/** Compares two confirmations, in a time that does not depend on where they differ. */
export function isConfirmed(expected: Uint8Array, received: Uint8Array): boolean {
  return equalBytes(expected, received);
}

/** A random number from 1 up to `ORDER` - 1, of 64 bits more than it needs: it has no bias. */
function randomScalar(): bigint {
  const bytes = crypto.getRandomValues(new Uint8Array(SCALAR_BYTES + 8));
  return scalarOf(bytes);
}

/** Makes a number from 1 up to `ORDER` - 1 of at least 40 bytes. */
export function scalarOf(bytes: Uint8Array): bigint {
  return bytesToNumberBE(bytes) % (ORDER - 1n) + 1n;
}

/** The length of a part of the transcript: 8 bytes, the lowest first (RFC 9382, 3.3). */
function lengthOf({ length }: Uint8Array): Uint8Array {
  return numberToBytesBE(length, 8).reverse();
}
