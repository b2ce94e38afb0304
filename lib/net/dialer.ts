/** How a client gets to a server, and why it does not. [edge] */

import { messageOf } from "../errors.ts";
import { DialTimeout } from "./link.ts";

/** Why a server cannot be reached. */
export type DialFailure =
  | "refused"
  | "timed-out"
  | "unreachable"
  | "forbidden"
  | "unknown-host"
  | "other";

/**
 * Connects to a server.
 *
 * @throws {Error} What `kindOf` tells apart.
 */
export async function connect({ host, port }: { host: string; port: number }): Promise<
  Deno.TcpConn
> {
  // Deno 2.7 leaks the signal of a connect that fails; what comes too late the caller closes.
  const conn = await Deno.connect({ hostname: host, port });
  conn.setNoDelay(true);
  conn.setKeepAlive(true);
  return conn;
}

/** What went wrong, told by its class or code: the texts of the system differ. */
export function classifyDialError(error: unknown): DialFailure {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (error instanceof Deno.errors.ConnectionRefused) return "refused";
  if (error instanceof Deno.errors.TimedOut || error instanceof DialTimeout) return "timed-out";
  if (error instanceof Deno.errors.NetworkUnreachable) return "unreachable";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") return "unreachable";
  if (error instanceof Deno.errors.PermissionDenied) return "forbidden";
  return isUnknownHost(error) ? "unknown-host" : "other";
}

/** Whether a name was not found, to connect to or to listen at. */
export function isUnknownHost(error: unknown): boolean {
  // A failed look-up has no class: the first is Rust's sentence, the others are Windows' numbers.
  return /failed to lookup address|os error 1100[1-4]/.test(messageOf(error));
}
