/** What an examination found, as lines for a person, and whether a conversation would work. */

import type { Texts } from "../i18n/mod.ts";
import { bracketed } from "../net/host.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import type { Diagnosis } from "./diagnose.ts";

/** What a system tells of itself. */
export interface SystemInfo {
  /** Its network adapters, with the address of each. */
  adapters: { name: string; address: string }[];
  /** The window; nothing when there is none. */
  size?: { columns: number; rows: number };
  /** Whether colours are shown. */
  isColored: boolean;
  /** Whether it is Windows, whose firewall keeps others out until it is told not to. */
  isWindows: boolean;
}

/** How a port is found, as the report needs it. */
export type Findings = Diagnosis<keyof Texts["connectFailures"]>;

/** A VPN's adapter, by the names these programs give theirs. */
const VPN = /vpn|radmin|hamachi|zerotier|tailscale|wireguard|^(tun|tap|wg|utun|ppp|zt)/i;
/** Clocks further apart than this show times that puzzle people. */
const CLOCKS_AGREE_MS = 2_000;

/** Whether a conversation would work. */
export function isFine(found: Findings): boolean {
  return found.type === "chat" && (found.version ?? PROTOCOL_VERSION) === PROTOCOL_VERSION;
}

/** What there is to say of this machine. */
export function reportHere(
  { adapters, size, isColored }: SystemInfo,
  { doctor }: Texts,
): string[] {
  const width = Math.max(0, ...adapters.map(({ name }) => name.length));
  const addresses = adapters.map(({ name, address }) =>
    `  ${name.padEnd(width)}   ${address}${VPN.test(name) ? "   (VPN)" : ""}`
  );
  return [
    ...(adapters.length > 0 ? [doctor.adapters, ...addresses] : [doctor.noAdapters]),
    size ? doctor.window(size.columns, size.rows, isColored) : doctor.noWindow,
    doctor.sample,
  ];
}

/** What there is to say of a port, and who has to act. */
export function reportThere(
  { host, port }: { host: string; port: number },
  found: Findings,
  texts: Texts,
): string[] {
  const { doctor } = texts;
  const where = bracketed(host);
  if (found.type === "unknown-host") {
    return [doctor.failed(texts.connectFailures["unknown-host"](host))];
  }
  const resolved = found.address === host ? [] : [doctor.resolved(host, found.address)];
  if (found.type === "unreachable") {
    const reason = texts.connectFailures[found.why](where, port, found.detail);
    const advice = found.why === "timed-out" ? [doctor.askThere(port)] : [];
    return [...resolved, doctor.failed(reason), ...advice];
  }
  if (found.type === "foreign") return [...resolved, doctor.foreign(where, port)];
  const { version, roundTripMs, aheadMs } = found;
  const versions = `${PROTOCOL_VERSION} ≠ ${version}`;
  return [
    ...resolved,
    version === undefined || version === PROTOCOL_VERSION
      ? doctor.chat(where, port, version)
      : texts.refusals.version(versions),
    doctor.roundTrip(Math.max(1, Math.round(roundTripMs))),
    ...(aheadMs === undefined ? [] : [
      Math.abs(aheadMs) < CLOCKS_AGREE_MS
        ? doctor.clocksAgree
        : doctor.clockOff(Math.round(aheadMs / 1000)),
    ]),
  ];
}

/** What to do on the server's own machine, when Windows runs it, so that others get in. */
export function reportFirewall(port: number, { doctor }: Texts): string[] {
  const rule = `netsh advfirewall firewall add rule name="chat ${port}" dir=in action=allow ` +
    `protocol=TCP localport=${port} profile=any`;
  return [doctor.firewall, `  ${rule}`];
}
