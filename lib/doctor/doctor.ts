/** `chat doctor`: examines this machine and the way to a server, and tells who has to act. [edge] */

import { lookup } from "node:dns/promises";
import { systemClock } from "../clock.ts";
import type { Texts } from "../i18n/mod.ts";
import { classifyDialError, connect } from "../net/dialer.ts";
import { diagnose, type ProbeRuntime } from "./diagnose.ts";
import { isFine, reportFirewall, reportHere, reportThere, type SystemInfo } from "./report.ts";

/** What is to be examined. */
export interface DoctorOptions {
  /** The server's name or address; without it this machine is the server's. */
  host?: string;
  /** The server's TCP port, 1 to 65535. */
  port: number;
  /** What this machine tells of itself. */
  systemInfo: SystemInfo;
  /** The language of the report. */
  texts: Texts;
}

const LOOPBACK = "127.0.0.1";

const RUNTIME: ProbeRuntime<ReturnType<typeof classifyDialError>> = {
  lookUp: async (host) => (await lookup(host)).address,
  dial: (host, port) => connect({ host, port }),
  classifyDialError,
  sleep: systemClock.sleep,
  now: systemClock.now,
  date: systemClock.date,
};

/**
 * Examines, and says what it found as it goes.
 *
 * @param print Shows a text of one or several lines.
 * @returns Whether a conversation would work.
 */
export async function doctor(
  { host = LOOPBACK, port, systemInfo, texts }: DoctorOptions,
  print: (text: string) => void,
): Promise<boolean> {
  print(reportHere(systemInfo, texts).join("\n"));
  const found = await diagnose({ host, port }, RUNTIME);
  print(reportThere({ host, port }, found, texts).join("\n"));
  const isHere = host === LOOPBACK || host === "localhost" || host === "::1" ||
    systemInfo.adapters.some(({ address }) => address === host);
  if (isHere && systemInfo.isWindows) print(reportFirewall(port, texts).join("\n"));
  const works = isFine(found);
  print(works ? texts.doctor.fine : texts.doctor.notFine);
  return works;
}
