/** The answer to the key of a WebSocket (RFC 6455, 4.2.2): it shows that the server speaks it. [edge] */

import { createHash } from "node:crypto";

const SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** The value of `Sec-WebSocket-Accept` for a `Sec-WebSocket-Key`. */
export function acceptKey(key: string): string {
  return createHash("sha1").update(key + SUFFIX).digest("base64");
}
