/**
 * The gate before the hub while the history cannot be written: commands that would add an entry are
 * rejected, and the messages of one connection stay in order.
 */

import { idOf } from "../chat/delivery.ts";
import type { Hub } from "../chat/hub.ts";
import type { PersonCommand } from "../chat/room_command.ts";
import type { Session } from "../chat/session.ts";
import { type Rejected, rejected } from "../protocol.ts";

/** The gate of one connection. */
export class RecordGate {
  /**
   * Ids rejected as `not-recorded`, the lowest first. No higher id is accepted until the lowest of
   * these is resent.
   */
  #deferredIds?: Set<number>;

  /** Whether ids are deferred: what comes next has to be looked at. */
  get isDeferring(): boolean {
    return (this.#deferredIds?.size ?? 0) > 0;
  }

  /**
   * Why a command cannot be submitted to the hub now; undefined when it can.
   *
   * @param canRecord Whether the history can be written.
   */
  check(
    command: PersonCommand,
    session: Session,
    hub: Pick<Hub, "needsRecording">,
    canRecord: boolean,
  ): Rejected | undefined {
    if (canRecord && !this.#deferredIds?.size) return undefined;
    if (!hub.needsRecording(command, session)) return undefined;
    const id = idOf(command);
    if (id === undefined) return canRecord ? undefined : rejected(undefined, "not-recorded");
    const deferredIds = this.#deferredIds ??= new Set();
    // They are deferred in the order of their numbers, so the first is the lowest.
    const [lowest = Infinity] = deferredIds;
    if (canRecord && id <= lowest) {
      deferredIds.delete(id);
      return undefined;
    }
    deferredIds.add(id);
    return rejected(id, "not-recorded");
  }
}
