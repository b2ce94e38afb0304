/** Resume tokens: 128 random bits, of which only a hash is kept. [edge] */

import { createHash, createHmac } from "node:crypto";
import type { ResumeTokens } from "../chat/admission.ts";
import type { Hello } from "../protocol.ts";

/** Random tokens in hexadecimal digits. SHA-256 is enough: 128 bits cannot be guessed. */
export const TOKENS: ResumeTokens = {
  make(): string {
    return hex(crypto.getRandomValues(new Uint8Array(16)));
  },
  hash(token: string, isChosen = false): string {
    // One that a client has chosen is another one where a token of ours is asked for.
    const hash = isChosen ? createHmac("sha256", "chosen") : createHash("sha256");
    return hash.update(token).digest("hex");
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
