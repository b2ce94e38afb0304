/** Moderation: how the host keeps order in a room. */

import { namesOf } from "../chat/delivery.ts";
import type { Session } from "../chat/session.ts";
import { refused } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";

/** What moderation is made with. */
export interface ModerationOptions {
  /** The room. */
  room: RoomContext;
  /** The connection of a person who has one. */
  connectionOf: (session: Session) => ConnectionControl | undefined;
  /** Whether the host takes part in the chat, and reads there what happens. */
  isHostInChat: boolean;
}

/** The order in one room. */
export class Moderation {
  readonly #options: ModerationOptions;

  /**
   * Does nothing by itself.
   *
   * @param options The room.
   */
  constructor(options: ModerationOptions) {
    this.#options = options;
  }

  /**
   * Removes a person from the room, or prints that there is none with this name.
   *
   * @param text Why, for everybody to read. @default {nothing is said}
   */
  kick(name: string, text?: string): void {
    const { room, connectionOf, isHostInChat } = this.#options;
    const { hub, console, broadcaster, clock, options: { texts } } = room;
    const called = hub.called(name);
    const [session] = called;
    if (!session) return room.print(console.absent(name));
    if (called.length > 1) return room.print(texts.rejections["ambiguous-name"](namesOf(called)));
    const connection = connectionOf(session);
    if (!isHostInChat) room.print(console.removed(session.name, text, connection?.peer));
    if (connection) return connection.closeGracefully(refused("kicked", text), "kicked");
    hub.leave(session, "kicked", clock.date(), text);
    broadcaster.scheduleFlush();
  }
}
