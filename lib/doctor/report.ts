/** The report of a diagnosis: lines for a person, and whether a conversation would work. */

import { shortenBlanks } from "../blanks.ts";
import type { Found } from "../discovery/find.ts";
import type { Texts } from "../i18n/mod.ts";
import { isVpn } from "../net/addresses.ts";
import { bracketed } from "../net/host.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import type { Chat, Diagnosis } from "./diagnose.ts";

/** The system of a machine, as far as the report shows it. */
export interface SystemInfo {
  /** The network adapters, each with its address. */
  adapters: { name: string; address: string }[];
  /** The size of the terminal; undefined when the output is not a terminal. */
  size?: { columns: number; rows: number };
  /** Whether the terminal shows colours. */
  isColored: boolean;
  /** Whether it is Windows, whose firewall blocks connections until a rule allows them. */
  isWindows: boolean;
}

/** A diagnosis, with the failures that the texts explain. */
export type Findings = Diagnosis<keyof Texts["connectFailures"]>;

/** The report warns above this clock difference: the times shown would confuse people. */
const MAX_CLOCK_DIFFERENCE_MS = 2_000;

/** Whether a conversation would work. */
export function isFine(diagnosis: Findings): boolean {
  return diagnosis.type === "chat" && (diagnosis.version ?? PROTOCOL_VERSION) === PROTOCOL_VERSION;
}

/** Reports on this machine. */
export function reportHere(
  { adapters, size, isColored }: SystemInfo,
  { doctor }: Texts,
): string[] {
  const width = Math.max(0, ...adapters.map(({ name }) => name.length));
  const addresses = adapters.map(({ name, address }) =>
    `  ${name.padEnd(width)}   ${address}${isVpn(name) ? "   (VPN)" : ""}`
  );
  return [
    ...(adapters.length > 0 ? [doctor.adapters, ...addresses] : [doctor.noAdapters]),
    size ? doctor.window(size.columns, size.rows, isColored) : doctor.noWindow,
    doctor.sample,
  ];
}

/** Reports on the server's port, and says what to do. */
export function reportThere(
  { host, port }: { host: string; port: number },
  diagnosis: Findings,
  texts: Texts,
): string[] {
  const { doctor } = texts;
  const shownHost = bracketed(host);
  if (diagnosis.type === "unknown-host") {
    return [doctor.failed(texts.connectFailures["unknown-host"](host))];
  }
  const resolved = diagnosis.address === host ? [] : [doctor.resolved(host, diagnosis.address)];
  if (diagnosis.type === "unreachable") {
    const reason = texts.connectFailures[diagnosis.failure](shownHost, port, diagnosis.detail);
    const advice = diagnosis.failure === "timed-out" ? [doctor.askThere(port)] : [];
    return [...resolved, doctor.failed(reason), ...advice];
  }
  if (diagnosis.type === "foreign") return [...resolved, doctor.foreign(shownHost, port)];
  const { version, roundTripMs, aheadMs } = diagnosis;
  const versions = `${PROTOCOL_VERSION} ≠ ${version}`;
  return [
    ...resolved,
    version === undefined || version === PROTOCOL_VERSION
      ? doctor.chat(shownHost, port, version)
      : texts.refusals.version(versions),
    doctor.roundTrip(Math.max(1, Math.round(roundTripMs))),
    ...encryption(diagnosis, texts),
    ...(aheadMs === undefined ? [] : [
      Math.abs(aheadMs) < MAX_CLOCK_DIFFERENCE_MS
        ? doctor.clocksAgree
        : doctor.clockOff(Math.round(aheadMs / 1000)),
    ]),
  ];
}

/**
 * Reports who answers a search, by each adapter.
 *
 * @param host The server that is diagnosed; undefined for this machine.
 */
export function reportSearch(
  { adapters }: Pick<SystemInfo, "adapters">,
  { rooms, canAsk }: Found,
  host: string | undefined,
  { doctor }: Texts,
): string[] {
  if (!canAsk) return [doctor.cannotSearch];
  const places = rooms.flatMap(({ name, places }) =>
    places.map((place) => ({ ...place, name: shortenBlanks(name) }))
  );
  const lines = adapters.map((adapter) => {
    const here = places.filter((place) => place.adapter === adapter.name);
    const names = here.map(({ name, host }) => `${name} (${host})`).join(", ");
    return doctor.searched(adapter.name, names);
  });
  const isMissing = host !== undefined && !places.some((place) => place.host === host);
  return [...lines, ...(isMissing ? [doctor.notFound(host)] : [])];
}

/** What is encrypted, and what is not. */
function encryption({ isEncrypted, hasPassword }: Chat, { doctor }: Texts): string[] {
  if (isEncrypted === undefined) return [doctor.noEncryption];
  if (!isEncrypted) return [doctor.encryptionFails];
  return [doctor.encrypted, hasPassword ? doctor.password : doctor.notEncrypted];
}

/**
 * Reports the commands that open the firewall of a server on Windows. The first one deletes the block
 * rules that Windows makes for a program when its question is answered with Cancel: a block rule beats
 * every allow rule
 * (https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/rules).
 *
 * @param program The path of the program that listens.
 */
export function reportFirewall(
  { port, program }: { port: number; program: string },
  { doctor }: Texts,
): string[] {
  const firewall = "netsh advfirewall firewall";
  return [
    doctor.firewall,
    `  ${firewall} delete rule name=all dir=in program="${program}"`,
    ...["TCP", "UDP"].map((protocol) =>
      `  ${firewall} add rule name="chat ${port}" dir=in action=allow ` +
      `protocol=${protocol} localport=${port} profile=any`
    ),
    doctor.blockRule,
  ];
}
