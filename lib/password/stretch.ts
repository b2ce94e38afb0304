/**
 * Stretching: what a password becomes before it is used. Scrypt takes 32 MB and about 0.2 s, so that
 * who reads what a server keeps cannot try many passwords on it (RFC 7914).
 */

import { scryptAsync } from "@noble/hashes/scrypt.js";
import { encodeUtf8 } from "../bytes.ts";
import { scalarOf } from "./spake2.ts";

/** The size of a salt, in bytes. */
export const SALT_BYTES = 16;

/** 8 bytes more than the order of the curve has (RFC 9382, 3.2). */
const COST = { N: 2 ** 15, r: 8, p: 1, dkLen: 40 };

/**
 * Makes of a password a number for `Spake2`. Others have their turn meanwhile.
 *
 * @param password As it was typed: accents may come composed or not, and blanks around it do not
 * count, which an `echo` before `>` leaves.
 * @param salt The server's, `SALT_BYTES` long.
 */
export async function stretch(password: string, salt: Uint8Array): Promise<bigint> {
  return scalarOf(await scryptAsync(encodeUtf8(password.trim().normalize("NFC")), salt, COST));
}
