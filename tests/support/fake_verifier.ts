/** A verifier that knows a password as it is, and checks it at once. */

import type { Verifier } from "../../lib/serve/room_password.ts";

/** A verifier of a password. */
export function verifierOf(right: string): Verifier {
  return {
    salt: new Uint8Array(16),
    answer: () => undefined,
    check: (password) => Promise.resolve(password === right),
  };
}
