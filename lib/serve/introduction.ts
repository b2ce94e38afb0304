/** What the server says of itself to who asks before a `hello`. */

import { PROTOCOL_VERSION, type Response } from "../protocol.ts";
import { encodeBase64 } from "../tls/pem.ts";
import type { RoomContext } from "./room_context.ts";

/** The pong before a `hello`: version, clock, certificate, and the salt of the password. */
export function introductionOf(
  { options: { tls }, password: { verifier }, clock }: RoomContext,
): Response {
  return {
    type: "pong",
    version: PROTOCOL_VERSION,
    clock: clock.date(),
    ...(tls ? { certificate: encodeBase64(tls.certificate.der) } : {}),
    ...(verifier ? { salt: encodeBase64(verifier.salt) } : {}),
  };
}
