/** What a server tells those who ask for chats on the network. [edge] */

import type { ServeCommandLine } from "../cli/command_line.ts";
import { DEFAULT_PORT } from "../cli/options.ts";
import { isRoomName, MAX_ROOM_LENGTH } from "../discovery/datagrams.ts";
import { Responder } from "../discovery/responder.ts";
import { UDP_SYSTEM, type UdpSystem } from "../discovery/udp.ts";
import type { Certificate } from "../tls/certificate.ts";

/** What is announced. */
export interface AnnounceOptions extends Partial<UdpSystem> {
  /** What was typed. */
  commandLine: Pick<ServeCommandLine, "host" | "hidden" | "room" | "mdns">;
  /** The certificate of the server, by which its room is known again. */
  certificate: Pick<Certificate, "fingerprint">;
  /** The name of a room without another one. @default {that of this computer} */
  computer?: string;
}

/** What of a room is told. */
export type AnnouncedRoom = {
  readonly hub: { readonly size: number };
  readonly password: { readonly verifier: unknown };
};

/**
 * What answers for a room, once its port is known.
 *
 * @returns Begins, and returns what ends it; undefined for a server that is hidden.
 */
export function announceOn(
  { commandLine, certificate, computer = ownName(), ...system }: AnnounceOptions,
): (port: number, room: AnnouncedRoom) => AsyncDisposable | undefined {
  const fingerprint = certificate.fingerprint.toHex();
  const name = commandLine.room ?? roomNameOf(computer);
  return (port, { hub, password }) => {
    if (commandLine.hidden) return undefined;
    const describe = () => ({
      ...{ id: fingerprint.slice(0, 32), room: name, people: hub.size },
      hasPassword: password.verifier !== undefined,
      certificate: fingerprint,
    });
    const options = { ...UDP_SYSTEM, ...system, host: commandLine.host };
    const announced = new AsyncDisposableStack();
    announced.use(new Responder({ ...options, port, wellKnownPort: DEFAULT_PORT, describe }));
    if (commandLine.mdns) {
      const service = import("../discovery/dns_sd.ts").then(({ DnsSd }) =>
        new DnsSd({ ...options, describe: () => ({ ...describe(), port }) })
      );
      announced.defer(async () => await (await service)[Symbol.asyncDispose]());
    }
    return announced;
  };
}

/** The name of this computer, if the program may know it. */
function ownName(): string {
  try {
    return Deno.hostname();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return "";
    throw error;
  }
}

/** A computer may have any name. */
function roomNameOf(computer: string): string {
  const name = computer.slice(0, MAX_ROOM_LENGTH).toWellFormed();
  return isRoomName(name) ? name : "chat";
}
