/** Moderation: how the host keeps order in a room. */

import { namesOf } from "../chat/delivery.ts";
import type { Session } from "../chat/session.ts";
import { refused } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { failureSentence, type History } from "./history.ts";
import type { RoomContext } from "./room_context.ts";

/** What moderation is made with. */
export interface ModerationOptions {
  /** The room. */
  room: RoomContext;
  /** The connection of a person who has one. */
  connectionOf: (session: Session) => ConnectionControl | undefined;
  /** Tells everybody something. */
  notice: (text: string) => void;
  /** Whether the host takes part in the chat, and reads there what happens. */
  isHostInChat: boolean;
  /** Where it is kept over a restart. @default {nowhere} */
  history?: Pick<History, "isLocked" | "setLocked"> | undefined;
}

/** The order in one room. */
export class Moderation {
  readonly #options: ModerationOptions;
  #isLocked: boolean;

  /**
   * Keeps the order that is on record.
   *
   * @param options The room.
   */
  constructor(options: ModerationOptions) {
    this.#options = options;
    const { room, history } = options;
    this.#isLocked = history?.isLocked ?? false;
    if (this.#isLocked) room.print(room.options.texts.lock.stillLocked);
  }

  /** Whether nobody new is let in, but who has a token of a session. */
  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** Lets nobody new in from now on, or again, and tells everybody. People with a token come back. */
  setLocked(isLocked: boolean): void {
    const { room, notice, history } = this.#options;
    const { texts } = room.options;
    if (this.#isLocked === isLocked) {
      return room.print(isLocked ? texts.lock.isLocked : texts.lock.isUnlocked);
    }
    this.#isLocked = isLocked;
    try {
      history?.setLocked(isLocked);
    } catch (error) {
      room.print(failureSentence(error, texts)); // It holds until the server is closed.
    }
    notice(isLocked ? texts.lock.locked : texts.lock.unlocked);
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
