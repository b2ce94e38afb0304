/**
 * Proving the password of a room on a new connection, before the conversation begins. The server
 * proves that it knows it, too, and sees the same certificate: so nobody is in the middle.
 */

import { isConfirmed, Spake2 } from "../password/spake2.ts";
import { DialError } from "../net/dial_error.ts";
import type { Transport } from "../net/link.ts";
import { decodeBase64, encodeBase64 } from "../tls/pem.ts";
import { EventReader } from "./event_reader.ts";
import { NAMELESS, sendCommand } from "./send_command.ts";

/** What is proved. */
export interface Claim {
  /** What the password became. */
  password: bigint;
  /** The SHA-256 of the certificate that this side sees. */
  fingerprint: Uint8Array;
  /** Resolves after so many ms. */
  sleep: (ms: number) => Promise<void>;
}

/**
 * Proves the password. The connection may say `hello` then.
 *
 * @throws {DialError} `wrong-password` when the server knows another one, or sees another certificate;
 *   `too-many-guesses`; `not-ours`.
 * @throws The error of the connection.
 */
export async function prove(transport: Transport, claim: Claim): Promise<void> {
  const { password, fingerprint, sleep } = claim;
  const reader = new EventReader(transport);
  const spake2 = new Spake2("client", password);
  const share = encodeBase64(spake2.share);
  await sendCommand(transport, { ...NAMELESS, share }, sleep);
  const challenge = await reader.next("challenge", "refused");
  if (challenge?.type === "refused") throw failureOf(challenge.code, challenge.value);
  const theirs = decodeBase64(challenge?.share ?? "");
  const confirmed = decodeBase64(challenge?.confirm ?? "");
  if (!theirs || !confirmed) throw new DialError("not-ours");
  const confirmations = confirm(spake2, theirs, fingerprint);
  if (!isConfirmed(confirmations.expected, confirmed)) throw new DialError("wrong-password");
  await sendCommand(transport, { type: "proof", confirm: encodeBase64(confirmations.own) }, sleep);
  const refused = await reader.next("refused");
  if (refused?.code !== "name-empty") throw failureOf(refused?.code, refused?.value);
}

function confirm(spake2: Spake2, share: Uint8Array, fingerprint: Uint8Array) {
  try {
    return spake2.confirm(share, fingerprint);
  } catch (cause) {
    throw new DialError("not-ours", "", cause);
  }
}

function failureOf(code: string | undefined, value = ""): DialError {
  if (code === "too-many-guesses") return new DialError("too-many-guesses", value);
  return new DialError(code === "wrong-password" ? "wrong-password" : "not-ours");
}
