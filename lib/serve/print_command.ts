/** What the operator reads of the commands of a person. */

import type { Command } from "../protocol.ts";
import { type Run, saysOf } from "../protocol/run.ts";
import type { RoomContext } from "./room_context.ts";

/**
 * Prints a command that was carried out or rejected. Of commands that told nobody anything the
 * operator sees a few, and their sum.
 *
 * @param who The name of the person, as it was before.
 * @param isLogged Whether the command added an entry to the log.
 */
export function printCommand(
  room: Pick<RoomContext, "console" | "print" | "printEvent">,
  who: string,
  command: Command,
  isLogged: boolean,
): void {
  if (command.type === "ping" || command.type === "pong") return;
  const { console } = room;
  if (!console.shows(command.type)) return;
  if (isLogged) room.print(() => console.command(who, command), console.linesOf(command));
  else room.printEvent(console.unsaid(who, command));
}

/** Prints the messages of a run that was said. */
export function printRun(
  room: Pick<RoomContext, "console" | "print">,
  who: string,
  run: Run,
): void {
  const { console } = room;
  if (!console.shows("say")) return;
  room.print(() => saysOf(run).map((say) => console.command(who, say)), run.count);
}
