/**
 * The accept loop: takes connections into the room until the listener is closed. A storm of them
 * leaves turns to others, and a system without descriptors is waited for. [edge]
 */

import { messageOf } from "../errors.ts";
import { isDisconnect } from "../net/socket.ts";
import type { Room } from "./room.ts";

const RETRY_MS = 200;
/**
 * A connection that had to be waited for so long came alone. In a storm they are there at once, and
 * others have their turn between them.
 */
const WAITED_MS = 0.1;
const STORM_TURN = 64;
/** Within this time of a failed accept the next one is not reported. */
const QUIET_MS = 10_000;

/** Accepts connections until the listener is closed. */
export async function acceptAll(listener: Deno.TcpListener, room: Room): Promise<void> {
  let inStorm = 0;
  let failedAt = -Infinity;
  for (;;) {
    try {
      const askedAt = room.clock.now();
      room.accept(await listener.accept());
      const now = room.clock.now();
      if (now - askedAt > WAITED_MS) inStorm = 0;
      else if (++inStorm % STORM_TURN === 0) await room.broadcaster.nextTurn();
    } catch (error) {
      if (error instanceof Deno.errors.BadResource) return;
      if (error instanceof Deno.errors.Interrupted) return;
      // A peer that left before it was accepted; otherwise the system has no more descriptors.
      if (isDisconnect(error)) continue;
      const now = room.clock.now();
      const waitMs = room.addresses.freeDescriptors(room.awakeMs);
      if (waitMs !== undefined) {
        await room.clock.sleep(waitMs); // A descriptor is free in the next turn at the earliest.
        continue;
      }
      const isNew = now - failedAt > QUIET_MS;
      if (isNew) room.print(room.options.texts.acceptPaused(messageOf(error)));
      failedAt = now;
      await room.clock.sleep(RETRY_MS);
    }
  }
}
