/**
 * Trust in a server: in the certificate that it told. Deno trusts those of its authorities besides; none
 * of the public ones may vouch for the name.
 */

import type { Trust } from "../net/dialer.ts";
import { CERTIFICATE_NAME } from "../tls/certificate.ts";
import { decodeBase64, encodePem } from "../tls/pem.ts";

/**
 * What is trusted of a server that told its certificate.
 *
 * @param certificate The certificate, DER in base64. One that is damaged is trusted in vain.
 */
export function trustOf(certificate: string): Trust {
  const der = decodeBase64(certificate) ?? new Uint8Array();
  return { hostname: CERTIFICATE_NAME, caCerts: [encodePem("CERTIFICATE", der)] };
}
