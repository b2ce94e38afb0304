/** A connection that has a person, and is over. */

import type { LeaveReason } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";

/**
 * The person behind a connection leaves, or is away: who lost it and has a token may come back.
 *
 * @param text Why the person leaves. @default {nothing was said}
 */
export function vacate(
  room: Pick<RoomContext, "submit" | "canRecord">,
  { seat, canResume }: Pick<ConnectionControl, "seat" | "canResume">,
  reason: LeaveReason,
  text = "",
): void {
  if (canResume && (reason === "lost" || reason === "slow")) {
    room.submit({ type: "lose", seat, reason, defers: room.canRecord });
  } else room.submit({ type: "leave", seat, reason, ...(text === "" ? {} : { text }) });
}
