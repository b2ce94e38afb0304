/** Why a server cannot listen. [edge] */

import { messageOf } from "../errors.ts";
import type { Texts } from "../i18n/mod.ts";
import { isUnknownHost } from "../net/dialer.ts";

/** The sentence for an error of `Deno.listen`. */
export function listenFailure(error: unknown, host: string, port: number, texts: Texts): string {
  const { listenFailures } = texts;
  if (error instanceof Deno.errors.AddrInUse) return listenFailures["in-use"](host, port);
  if (error instanceof Deno.errors.PermissionDenied) {
    return listenFailures["not-allowed"](host, port);
  }
  if (error instanceof Deno.errors.AddrNotAvailable) return listenFailures["not-here"](host);
  if (isUnknownHost(error)) return listenFailures["unknown-host"](host);
  return listenFailures["other"](host, port, messageOf(error));
}
