/** `chat doctor`: diagnoses this machine and the port of a server, and says what to do. [edge] */

import { lookup } from "node:dns/promises";
import { systemClock } from "../clock.ts";
import { isIpv4 } from "../discovery/subnets.ts";
import type { Found } from "../discovery/find.ts";
import type { Texts } from "../i18n/mod.ts";
import { trustOf } from "../dial/trust.ts";
import { adaptersOf } from "../net/addresses.ts";
import { classifyDialError, connect, connectTls } from "../net/dialer.ts";
import { diagnose, HERE, type ProbeRuntime } from "./diagnose.ts";
import {
  isFine,
  reportFirewall,
  reportHere,
  reportSearch,
  reportThere,
  type SystemInfo,
} from "./report.ts";

/** What `chat doctor` diagnoses. */
export interface DoctorOptions {
  /** The server's name or address. @default {this machine} */
  host?: string;
  /** The server's TCP port, 1 to 65535. */
  port: number;
  /** The system of this machine. */
  systemInfo: SystemInfo;
  /** Searches the network for chats, at a UDP port. @default {nothing is searched} */
  search?: (port: number) => Promise<Found>;
  /** The language of the report. */
  texts: Texts;
}

const LOOPBACK = "127.0.0.1";

const RUNTIME: ProbeRuntime<ReturnType<typeof classifyDialError>> = {
  lookUp: async (host) => (await lookup(host)).address,
  dial: (host, port) => connect({ host, port }),
  dialTls: (host, port, certificate) =>
    connectTls({ host, port }, trustOf(certificate), new AbortController().signal),
  classifyDialError,
  sleep: systemClock.sleep,
  now: systemClock.now,
  date: systemClock.date,
};

/** The system of this machine, and the terminal. */
export function systemInfoOf(
  { isInteractive, size }: { isInteractive: boolean; size: { columns: number; rows: number } },
  color: boolean,
): SystemInfo {
  return {
    adapters: adaptersOf("0.0.0.0"),
    ...(isInteractive ? { size } : {}),
    isColored: color && isInteractive,
    isWindows: Deno.build.os === "windows",
  };
}

/**
 * The address of this machine at which a server of this chat, of any version, responds at a port;
 * undefined without one. Takes at most about 1.3 s.
 */
export async function findChatHere(port: number): Promise<string | undefined> {
  const hosts = [LOOPBACK, ...adaptersOf("0.0.0.0").map(({ address }) => address)];
  const found = await Promise.all(hosts.map((host) => diagnose({ host, port }, RUNTIME, HERE)));
  return hosts[found.findIndex(({ type }) => type === "chat")];
}

/**
 * Runs the diagnosis, and prints each part of the report when it is known.
 *
 * @param print Prints a text of one or more lines.
 * @returns Whether a conversation would work.
 */
export async function doctor(
  { host: named, port, systemInfo, search, texts }: DoctorOptions,
  print: (text: string) => void,
): Promise<boolean> {
  const host = named ?? LOOPBACK;
  print(reportHere(systemInfo, texts).join("\n"));
  const diagnosis = await diagnose({ host, port }, RUNTIME);
  print(reportThere({ host, port }, diagnosis, texts).join("\n"));
  const isHere = host === LOOPBACK || host === "localhost" || host === "::1";
  if (search && (named === undefined || !isHere) && diagnosis.type !== "unknown-host") {
    // Only who is there, over IPv4, could have answered.
    const isAsked = named !== undefined && diagnosis.type === "chat" && isIpv4(diagnosis.address);
    const address = isAsked ? diagnosis.address : undefined;
    print(reportSearch(systemInfo, await search(port), address, texts).join("\n"));
  }
  const isLocal = isHere || systemInfo.adapters.some(({ address }) => address === host);
  if (isLocal && systemInfo.isWindows) {
    print(reportFirewall({ port, program: Deno.execPath() }, texts).join("\n"));
  }
  const works = isFine(diagnosis);
  print(works ? texts.doctor.fine : texts.doctor.notFine);
  return works;
}
