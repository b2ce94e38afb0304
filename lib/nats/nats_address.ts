/** Where NATS is. */

/** The nodes of NATS, and who connects to them. */
export interface NatsAddress {
  /** As `nats://host:port` or `tls://host:port`, with `user:password@` or `token@` if needed. */
  servers: readonly string[];
  /** The content of a file of credentials; undefined without one. */
  credentials: Uint8Array | undefined;
  /** The authority that vouches for their certificates, in PEM. @default {those of Mozilla} */
  authority: Uint8Array | undefined;
}

/** A node as people may read it: without what follows `//` before an `@`. */
export function withoutSecrets(server: string): string {
  const { protocol, host } = new URL(server);
  return `${protocol}//${host}`;
}
