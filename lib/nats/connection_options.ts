/** How a server connects to NATS, and when it takes a node for dead. */

import { type ConnectionOptions, credsAuthenticator } from "@nats-io/transport-node";
import type { NatsAddress } from "./nats_address.ts";

/** Two of these may be unanswered: then the node is not there any more. */
const PING_MS = 1_000;
const CONNECT_MS = 1_000;
const RECONNECT_MS = 250;

/** The options of the library for an address. */
export function connectionOptions(
  { servers, credentials, authority }: NatsAddress,
): ConnectionOptions {
  const urls = servers.map((server) => new URL(server));
  const { username, password } = urls.find((url) => url.username !== "") ?? urls[0]!;
  const isTls = urls.some(({ protocol }) => protocol === "tls:");
  const user = decodeURIComponent(username);
  const pass = decodeURIComponent(password);
  return {
    servers: urls.map(({ host }) => host),
    name: "chat",
    timeout: CONNECT_MS,
    pingInterval: PING_MS,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_MS,
    reconnectJitter: RECONNECT_MS,
    ignoreAuthErrorAbort: true,
    // A frozen node takes connections, and answers none: the one tried longest ago comes first.
    reconnectToServer: (nodes) => nodes.toSorted((a, b) => a.lastConnect - b.lastConnect)[0]!,
    ...(authority
      ? { tls: { ca: new TextDecoder().decode(authority) } }
      : isTls
      ? { tls: {} }
      : {}),
    ...(credentials ? { authenticator: credsAuthenticator(credentials) } : {}),
    ...(user === "" ? {} : pass === "" ? { token: user } : { user, pass }),
  };
}
