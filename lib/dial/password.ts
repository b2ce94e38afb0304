/** What proving a password needs. It is loaded only where there is one. */

import { stretch } from "../password/stretch.ts";
import { decodeBase64 } from "../tls/pem.ts";

export { prove } from "./prove.ts";

/**
 * What a password becomes with the salt of a server.
 *
 * @param salt In base64.
 */
export async function stretchFor(password: string, salt: string): Promise<bigint> {
  return await stretch(password, decodeBase64(salt) ?? new Uint8Array());
}
