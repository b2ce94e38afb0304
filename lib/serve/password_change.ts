/** Changing the password of a room: by the host, while people are in it. */

import type { Replica } from "../chat/replica.ts";
import type { Session } from "../chat/session.ts";
import { refused } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { failureSentence, type History } from "./history.ts";
import type { RoomContext } from "./room_context.ts";
import { NOBODYS, type Verifier } from "./room_password.ts";

/** A password that was made up, and what a server keeps of it. */
export interface MadeUp {
  /** The password, which is shown once. */
  text: string;
  /** Knows it, and is what is kept of it as a text. */
  verifier: Verifier & { toString(): string };
}

/** What a change is made with. */
export interface PasswordChangeOptions {
  /** The room. */
  room: RoomContext;
  /** The connection of a person who has one. */
  connectionOf: (session: Session) => ConnectionControl | undefined;
  /** Tells everybody something. */
  notice: (text: string) => void;
  /** What is kept of the password of the room, as far as a command has set it. */
  replica: Pick<Replica, "password">;
  /** Reads what is kept of a password that another server has set. @default {this one is alone} */
  read?: ((kept: string) => Verifier | undefined) | undefined;
  /** Makes a password up. @default {a server without TLS has none} */
  makeUp?: (() => Promise<MadeUp>) | undefined;
  /** Where it is kept over a restart. @default {nowhere} */
  history?: Pick<History, "password"> | undefined;
}

/** What the host wants of the password. */
export type PasswordOrder = "new" | "empty" | "remove";

/** Changes the password of one room. */
export class PasswordChange {
  readonly #options: PasswordChangeOptions;
  /** What this server was started with; a room on several servers may have another one. */
  readonly #initial: Verifier | undefined;
  /** The last change: the next one waits for it. */
  #last: Promise<unknown> = Promise.resolve();
  /** The password that this server has made up last. */
  #made: MadeUp["verifier"] | undefined;

  /**
   * Changes nothing yet.
   *
   * @param options The room.
   */
  constructor(options: PasswordChangeOptions) {
    this.#options = options;
    this.#initial = options.room.password.verifier;
  }

  /**
   * Makes a new password up, or removes it. Everybody is told; with `empty` everybody but the host has
   * to say the new one.
   *
   * @returns What only the host may read; undefined when there is nothing.
   */
  change(order: PasswordOrder): Promise<string | undefined> {
    const changed = this.#last.then(() => this.#change(order));
    this.#last = changed.catch(() => {});
    return changed;
  }

  async #change(order: PasswordOrder): Promise<string | undefined> {
    const { room, notice, makeUp } = this.#options;
    const { password: texts } = room.options.texts;
    if (order === "remove") {
      if (!room.password.verifier) return texts.none;
      this.#set(undefined);
      notice(texts.removed);
      return undefined;
    }
    if (!makeUp) return texts.needsTls;
    const { text, verifier } = await makeUp();
    const isFirst = room.password.verifier === undefined;
    this.#set(verifier);
    if (order === "empty") {
      notice(isFirst ? texts.setForAll : texts.changedForAll);
      this.#empty();
      return texts.madeUp(text);
    }
    notice(isFirst ? texts.set : texts.changed);
    const inPlain = this.#countInPlain();
    return inPlain === 0 ? texts.madeUp(text) : `${texts.madeUp(text)}\n${texts.inPlain(inPlain)}`;
  }

  /** How many people who stay are on connections over which the password may not be said. */
  #countInPlain(): number {
    const { room, connectionOf } = this.#options;
    const connections = [...room.hub.members()].map(connectionOf);
    return connections.filter((one) => one && !room.password.maySay(one)).length;
  }

  /**
   * On several servers: the password is that of the room, or, if it has none, the one that was given.
   *
   * @param given The password that this server was started with; undefined without one.
   * @returns Whether it is the one of the room.
   */
  async agree(given: string | undefined): Promise<boolean> {
    const { room, replica } = this.#options;
    if (replica.password === null && given === undefined) room.password.verifier = undefined;
    if (given === undefined) return true;
    if (replica.password === null) await this.#setFirst(String(this.#initial));
    return await room.password.verifier?.check(given) ?? false;
  }

  /** Another server may set one at the same time: the first in order holds. */
  #setFirst(kept: string): Promise<void> {
    const { room } = this.#options;
    return new Promise((resolve) => {
      room.submit({ type: "password", kept, isFirst: true }, () => resolve());
    });
  }

  /** The password was set, by this server or another one. */
  onChanged(kept: string | null): void {
    const { room, read, history } = this.#options;
    const isOwn = this.#made !== undefined && String(this.#made) === kept;
    const verifier = isOwn ? this.#made : kept === null ? undefined : read?.(kept) ?? NOBODYS;
    room.password.verifier = verifier;
    try {
      history?.password.write(kept ?? undefined);
    } catch (error) {
      room.print(failureSentence(error, room.options.texts)); // It holds until the server is closed.
    }
  }

  #set(verifier: MadeUp["verifier"] | undefined): void {
    this.#made = verifier;
    this.#options.room.submit({ type: "password", kept: verifier ? String(verifier) : null });
  }

  /** Asks everybody but the host for the password. Their tokens are worth nothing any more. */
  #empty(): void {
    const { room, connectionOf } = this.#options;
    const { hub, options: { texts } } = room;
    room.submit({ type: "forget-former" });
    for (const session of [...hub.members()]) {
      const connection = connectionOf(session);
      if (connection?.isHost) continue;
      const refusal = refused("password");
      room.submit({ type: "remove", session: session.id, refusal, text: texts.password.newForAll });
    }
  }
}
