/** The dialer: connects to a server, and classifies the errors of doing so. [edge] */

import { messageOf } from "../errors.ts";
import { DialError, type ServerFailure } from "./dial_error.ts";
import { DialTimeout } from "./link.ts";

/** The kind of a failure to connect. */
export type DialFailure =
  | "refused"
  | "timed-out"
  | "unreachable"
  | "forbidden"
  | "unknown-host"
  | ServerFailure
  | "other";

/**
 * Connects to a server, with TCP_NODELAY and TCP keepalive.
 *
 * @throws {Error} An error for `classifyDialError`.
 */
export async function connect({ host, port }: { host: string; port: number }): Promise<
  Deno.TcpConn
> {
  // No signal is passed: Deno 2.7 leaks it if the connect fails. The caller closes late connections.
  const conn = await Deno.connect({ hostname: host, port });
  conn.setNoDelay(true);
  conn.setKeepAlive(true);
  return conn;
}

/** The server that is trusted. */
export interface Trust {
  /** The name in its certificate. No public authority may vouch for this name. */
  hostname: string;
  /** Its certificate, in PEM. */
  caCerts: [string];
}

/**
 * Connects to a server with TLS.
 *
 * @param signal Ends the wait for a server that does not answer. Deno keeps the connection until the
 *   server closes it.
 * @param trust The name that the certificate of the server has, and the certificate.
 * @throws {DialError} `tls`, if the server has another one, or it is not valid now.
 * @throws {Error} An error for `classifyDialError`.
 */
export async function connectTls(
  address: { host: string; port: number },
  trust: Trust,
  signal: AbortSignal,
): Promise<Deno.TlsConn> {
  const tls = await Deno.startTls(await connect(address), trust);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new DialTimeout());
  signal.addEventListener("abort", onAbort);
  try {
    await Promise.race([tls.handshake(), aborted]);
  } catch (error) {
    tls.close();
    // Every failure of a handshake has this class.
    const isTls = error instanceof Deno.errors.InvalidData;
    throw isTls ? new DialError("tls", messageOf(error), error) : error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
  return tls;
}

/** Classifies an error by its class or code: the error messages of the systems differ. */
export function classifyDialError(error: unknown): DialFailure {
  if (error instanceof DialError) return error.failure;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (error instanceof Deno.errors.ConnectionRefused) return "refused";
  if (error instanceof Deno.errors.TimedOut || error instanceof DialTimeout) return "timed-out";
  if (error instanceof Deno.errors.NetworkUnreachable) return "unreachable";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") return "unreachable";
  if (error instanceof Deno.errors.PermissionDenied) return "forbidden";
  return isUnknownHost(error) ? "unknown-host" : "other";
}

/** Whether an error is a failed name lookup, of a host to connect to or to listen on. */
export function isUnknownHost(error: unknown): boolean {
  // A name that cannot be one, with letters outside ASCII or an empty part, is not looked up. A failed
  // lookup has no error class: this is Rust's message, or one of the codes of Windows.
  return error instanceof URIError ||
    /failed to lookup address|os error 1100[1-4]/.test(messageOf(error));
}
