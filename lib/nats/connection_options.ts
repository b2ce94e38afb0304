/** How a server connects to NATS, and when it takes a node for dead. */

import type { NatsAddress } from "./nats_address.ts";

/** Two of these may be unanswered: then the node is not there any more. */
const PING_MS = 1_000;
const CONNECT_MS = 1_000;
const RECONNECT_MS = 250;

/** The options of the library, as far as they are plain data. */
export interface PlainOptions {
  /** The nodes, as `host:port`. */
  servers: string[];
  /** How the connection is called in the monitoring of NATS. */
  name: string;
  /** How long connecting may take, in ms. */
  timeout: number;
  /** How often a node is asked whether it is there, in ms. */
  pingInterval: number;
  /** How many of these may be unanswered. */
  maxPingOut: number;
  /** How often it connects again; -1: for ever. */
  maxReconnectAttempts: number;
  /** How long it waits before, in ms. */
  reconnectTimeWait: number;
  /** So much longer at random, in ms. */
  reconnectJitter: number;
  /** Whether it goes on when a node refuses it. */
  ignoreAuthErrorAbort: boolean;
  /** How it is encrypted: with an authority of its own, in PEM, or with those of Mozilla. */
  tls?: { ca?: string };
  /** A token, or a name with a password. */
  token?: string;
  /** The name. */
  user?: string;
  /** The password. */
  pass?: string;
}

/** The options for an address, without its credentials. */
export function plainOptionsOf({ servers, authority }: NatsAddress): PlainOptions {
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
    ...(authority
      ? { tls: { ca: new TextDecoder().decode(authority) } }
      : isTls
      ? { tls: {} }
      : {}),
    ...(user === "" ? {} : pass === "" ? { token: user } : { user, pass }),
  };
}
