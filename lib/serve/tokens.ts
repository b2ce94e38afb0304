/** Resume tokens: 128 random bits, of which only a hash is kept. [edge] */

import { createHash } from "node:crypto";
import type { ResumeTokens } from "../chat/admission.ts";
import type { Hello } from "../protocol.ts";

/** Random tokens in hexadecimal digits. SHA-256 is enough: 128 bits cannot be guessed. */
export const TOKENS: ResumeTokens = {
  make(): string {
    return hex(crypto.getRandomValues(new Uint8Array(16)));
  },
  hash(token: string): string {
    return createHash("sha256").update(token).digest("hex");
  },
};

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whether the client has chosen the token of its session: it may be guessed, so it is never taken for
 * the password of the room.
 */
export function hasChosenToken({ resume }: Hello): boolean {
  return resume !== undefined && resume.seen === undefined;
}
