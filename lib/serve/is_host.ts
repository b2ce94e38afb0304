/** Whether a connection may be the one of the host. */

import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";

/** Whether this may be the host, who takes part in the chat from this computer. */
export function isHost(
  { options: { isHostInChat, hostAddress } }: Pick<RoomContext, "options">,
  { peer }: Pick<ConnectionControl, "peer">,
): boolean {
  return isHostInChat === true && peer.hostname === hostAddress;
}
