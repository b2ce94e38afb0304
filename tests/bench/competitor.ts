/** The measured servers: how each is started, with flood control off. */

import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../support/program.ts";
import type { DialectName } from "./dialect.ts";

/** A server that can be measured. */
export interface Competitor {
  /** Its name in the tables. */
  name: string;
  /** The port it listens on, at 127.0.0.1. */
  port: number;
  /** The dialect of its clients. */
  dialect: DialectName;
  /** The command that starts it. */
  command: string[];
  /** Files it needs in its folder, by name. */
  files?: Record<string, string>;
  /** The command that prints its version. */
  version: string[];
}

/** Our own program, as the task `serve` starts it. */
export function chat(
  dialect: "line" | "structured" | "websocket" | "tls" | "irc",
  port: number,
  { options = [], flags = [], maxPeople = 20_000, maxPerAddress = 0 }: {
    options?: string[];
    flags?: string[];
    maxPeople?: number;
    maxPerAddress?: number;
  } = {},
): Competitor {
  const [, run, ...words] = config.tasks.serve.command.split(" ");
  const main = words.map((word) => word === "main.ts" ? new URL(word, ROOT).pathname : word);
  const listen = ["--host", "127.0.0.1", "--port", `${port}`, "--max-people", `${maxPeople}`];
  listen.push("--max-per-address", `${maxPerAddress}`);
  return {
    name: `chat ${dialect}`,
    port,
    dialect,
    command: [Deno.execPath(), run!, ...flags, ...main, ...listen, ...options],
    version: [Deno.execPath(), "--version"],
  };
}

/** The least that a server on Deno can do: the floor of the runtime, measured in the same run. */
export function relay(port: number): Competitor {
  const program = new URL("relay.ts", import.meta.url).pathname;
  return {
    name: "relay in Deno",
    port,
    dialect: "relay",
    command: [Deno.execPath(), "run", "--quiet", "--no-prompt", "--allow-net", program, `${port}`],
    version: [Deno.execPath(), "--version"],
  };
}

/** A node of NATS with JetStream, with which servers share a room. */
export function jetStream(port: number): Competitor {
  return {
    name: "nats-server -js",
    port,
    dialect: "nats",
    command: ["nats-server", "-a", "127.0.0.1", "-p", `${port}`, "-js", "-sd", "./jetstream"],
    version: ["nats-server", "--version"],
  };
}

/** The other servers, and ours as IRC clients see it, by their names in `--against`. */
export const OTHERS: Record<string, (port: number) => Competitor> = {
  irc: (port) => chat("irc", port, { options: ["--rate", "0", "--channel", "#c"] }),
  inspircd: (port) => ({
    name: "inspircd",
    port,
    dialect: "irc",
    command: ["inspircd", "--runasroot", "--nofork", "--nolog", "--config", "./inspircd.conf"],
    files: { "inspircd.conf": inspircdConf(port) },
    version: ["inspircd", "--version"],
  }),
  ngircd: (port) => ({
    name: "ngircd",
    port,
    dialect: "irc",
    command: ["ngircd", "--nodaemon", "--config", "./ngircd.conf"],
    files: { "ngircd.conf": ngircdConf(port) },
    version: ["ngircd", "--version"],
  }),
  ncat: (port) => ({
    name: "ncat --chat",
    port,
    dialect: "ncat",
    command: ["ncat", "--chat", "-l", "-m", "20000", "127.0.0.1", `${port}`],
    version: ["ncat", "--version"],
  }),
  nats: (port) => ({
    name: "nats-server",
    port,
    dialect: "nats",
    command: ["nats-server", "-c", "./nats.conf"],
    files: { "nats.conf": natsConf(port) },
    version: ["nats-server", "--version"],
  }),
};

const QUEUE_BYTES = 1024 * 1024 * 1024;

function inspircdConf(port: number): string {
  return `
<server name="bench.local" description="bench" network="bench">
<admin name="bench" nick="bench" email="bench@bench.local">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect allow="*" timeout="60" pingfreq="3600" threshold="1000000" commandrate="1000000000"
  fakelag="no" hardsendq="${QUEUE_BYTES}" softsendq="${QUEUE_BYTES}" recvq="1048576"
  localmax="20000" globalmax="20000" limit="20000" resolvehostnames="no" useident="no">
<class name="loud" commands="*" privs="users/flood/no-fakelag users/flood/increased-buffers">
<type name="loud" classes="loud">
<oper name="bench" password="bench" host="*@*" type="loud">
<performance netbuffersize="65534" somaxconn="4096" softlimit="20000" clonesonconnect="no">
<pid file="./inspircd.pid">
`;
}

function ngircdConf(port: number): string {
  return `
[Global]
Name = bench.local
Info = bench
AdminEMail = bench@bench.local
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = bench
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
MaxNickLength = 30
PingTimeout = 36000
PongTimeout = 36000
[Options]
DNS = no
Ident = no
PAM = no
[Channel]
Name = #c
`;
}

function natsConf(port: number): string {
  return `
host: 127.0.0.1
port: ${port}
max_connections: 20000
max_pending: ${QUEUE_BYTES}
write_deadline: "60s"
ping_interval: "1h"
`;
}
