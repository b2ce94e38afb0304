/** Moderation: how the host keeps order in a room. */

import { idOf, namesOf } from "../chat/delivery.ts";
import type { PersonCommand } from "../chat/room_command.ts";
import type { Replica } from "../chat/replica.ts";
import type { Sanction } from "../chat/sanction.ts";
import { knownOf } from "../chat/sanctions.ts";
import type { Session } from "../chat/session.ts";
import { checkName } from "../names.ts";
import { type Hello, type Refused, refused, type Rejected, rejected } from "../protocol.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import { shorten } from "../text.ts";
import { addressKey } from "./address_key.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { failureSentence, type History } from "./history.ts";
import type { RoomContext } from "./room_context.ts";
import { untilWord } from "./until.ts";

/** What moderation is made with. */
export interface ModerationOptions {
  /** The room. */
  room: RoomContext;
  /** What the host decided so far. */
  replica: Pick<Replica, "sanctions" | "isLocked" | "hasNewOrder">;
  /** The connection of a person who has one. */
  connectionOf: (session: Session) => ConnectionControl | undefined;
  /** Tells everybody something. */
  notice: (text: string) => void;
  /** Whether the host takes part in the chat, and reads there what happens. @default {false} */
  isHostInChat?: boolean;
  /** What is kept of a token. */
  hashToken: (token: string, isChosen: boolean) => string;
  /** Where it is kept over a restart. @default {nowhere} */
  history?: Pick<History, "isLocked" | "setLocked" | "sanctions"> | undefined;
}

/** Whom the host bans or mutes, and for how long. */
export interface Order {
  /** The name, as the host typed it. */
  name: string;
  /** For how long. @default {until a pardon} */
  minutes?: number;
  /** Why, for everybody to read. @default {nothing is said} */
  text?: string;
}

/** The order in one room. */
export class Moderation {
  readonly #options: ModerationOptions;

  /**
   * Keeps the order that is on record.
   *
   * @param options The room.
   */
  constructor(options: ModerationOptions) {
    this.#options = options;
    const { room } = options;
    if (this.isLocked) room.print(room.options.texts.lock.stillLocked);
  }

  /** Whether nobody new is let in, but who has a token of a session. */
  get isLocked(): boolean {
    return this.#options.replica.isLocked;
  }

  /** Lets nobody new in from now on, or again, and tells everybody. People with a token come back. */
  setLocked(isLocked: boolean): void {
    const { room, notice } = this.#options;
    const { texts } = room.options;
    if (this.isLocked === isLocked) {
      return room.print(isLocked ? texts.lock.isLocked : texts.lock.isUnlocked);
    }
    room.submit({ type: "lock", isLocked }, () => {
      notice(isLocked ? texts.lock.locked : texts.lock.unlocked);
    });
  }

  /**
   * Removes a person from the room, or prints that there is none with this name.
   *
   * @param text Why, for everybody to read. @default {nothing is said}
   */
  kick(name: string, text?: string): void {
    const called = this.#called(name);
    if (called?.session) this.#remove(called.session, refused("kicked", text), text);
    else if (called) this.#print(this.#options.room.console.absent(name));
  }

  /**
   * Removes a person from the room, and keeps the person's token, the name and names like it out.
   * Where nobody has the name, it is banned alone.
   *
   * @param order With `byAddress` the person's address is kept out, too.
   */
  ban({ name: typed, minutes, text: reason = "", byAddress }: Order & { byAddress?: true }): void {
    const { room: { options: { texts } } } = this.#options;
    const called = this.#called(typed);
    if (!called) return;
    const { session } = called;
    const check = session ? { ok: true as const, name: session.name } : checkName(typed);
    if (!check.ok) return this.#print(texts.rejections[check.code](check.value ?? shorten(typed)));
    const { name } = check;
    const tokenHash = session?.tokenHash ?? null;
    const from = byAddress ? session?.address : undefined;
    const address = from === undefined ? null : addressKey(from);
    const until = this.#until(minutes);
    this.#add({ kind: "ban", name, tokenHash, address, until, reason }, () => {
      const word = this.#word(until);
      if (!session) return this.#print(texts.sanctions.bannedAbsent(name, word));
      const value = `${word} ${reason}`.trim();
      this.#remove(session, refused("banned", value), texts.sanctions.removed(word, reason));
    });
  }

  /** Lets a person only read, whatever the name, and also who comes in under this name or one like it. */
  mute({ name: typed, minutes, text: reason = "" }: Order): void {
    const { room, notice } = this.#options;
    const called = this.#called(typed);
    if (!called) return;
    if (!called.session) return this.#print(room.console.absent(typed));
    const { id: session, name, tokenHash } = called.session;
    const until = this.#until(minutes);
    this.#add({ kind: "mute", name, tokenHash, session, address: null, until, reason }, () => {
      notice(room.options.texts.sanctions.muted(name, this.#word(until), reason));
    });
  }

  /** Lifts the ban and the mute of a name, and tells everybody who here may write again. */
  pardon(typed: string): void {
    const { room } = this.#options;
    const { hub } = room;
    const muted = hub.members().filter((session) => this.#muteOf(session));
    const [one, ...others] = hub.called(typed);
    const session = one && others.length === 0 ? { session: one.id } : {};
    room.submit({ type: "pardon", name: typed, ...session }, (outcome) => {
      if (outcome.type === "pardoned") this.#tellPardon(typed, outcome.lifted, muted);
    });
  }

  /** @param muted Who was muted before. */
  #tellPardon(typed: string, lifted: readonly Sanction[], muted: readonly Session[]): void {
    const { room: { options: { texts: { sanctions } } }, notice } = this.#options;
    const [first] = lifted;
    if (!first) return this.#print(sanctions.notSanctioned(shorten(typed)));
    const freed = muted.filter((session) => !this.#muteOf(session));
    for (const { name } of freed) notice(sanctions.unmuted(name));
    const isTold = freed.length > 0 && lifted.every(({ kind }) => kind === "mute");
    if (!isTold) this.#print(sanctions.pardoned(first.name));
  }

  /** Who is kept out, and who may only read. */
  list(): string {
    const { sanctions: texts } = this.#options.room.options.texts;
    const all = this.#sanctions.current(this.#now);
    if (all.length === 0) return texts.none;
    const lines = all.map(({ kind, name, address, until, reason }) =>
      texts[kind](name, this.#word(until), reason, address !== null)
    );
    return [texts.title, ...lines.map((line) => `  ${line}`)].join("\n");
  }

  /** Records sanctions and lock, if they have changed. */
  record(): void {
    const { room, replica, history } = this.#options;
    if (!replica.hasNewOrder) return;
    replica.hasNewOrder = false;
    try {
      history?.setLocked(replica.isLocked);
      history?.sanctions.replace(replica.sanctions.all);
    } catch (error) {
      room.print(failureSentence(error, room.options.texts)); // It holds until the server is closed.
    }
  }

  /**
   * Why a token or an address is kept out; undefined when it is not.
   *
   * @param address The address as it is counted; undefined for one that is always let in.
   */
  banOf({ resume }: Hello, address: string | undefined): Refused | undefined {
    const tokenHash = resume && this.#options.hashToken(resume.token, resume.seen === undefined);
    const ban = this.#sanctions.find("ban", { tokenHash, address }, this.#now);
    return ban && refused("banned", `${this.#word(ban.until)} ${ban.reason}`.trim());
  }

  /** Why a name is kept out: the banned name, and until when; undefined when it is not. */
  nameBanOf(name: string): string | undefined {
    const ban = this.#sanctions.find("ban", { name: name.trim() }, this.#now);
    return ban && `${ban.name} ${this.#word(ban.until)}`;
  }

  /** Why a person may not do something; undefined when the host has nothing against it. */
  check(command: PersonCommand, session: Session): Rejected | undefined {
    const { hub } = this.#options.room;
    // What was said before the mute, and comes again, gets its entry.
    if (!hub.needsRecording(command, session)) return undefined;
    if (command.type === "rename") {
      const ban = this.nameBanOf(command.name);
      return ban === undefined ? undefined : rejected(undefined, "name-banned", ban);
    }
    const mute = this.#muteOf(session);
    return mute && rejected(idOf(command), "muted", this.#word(mute.until));
  }

  get #sanctions(): Replica["sanctions"] {
    return this.#options.replica.sanctions;
  }

  get #now(): number {
    return this.#options.room.date;
  }

  #print(text: string): void {
    this.#options.room.print(text);
  }

  #until(minutes: number | undefined): number | null {
    return minutes === undefined ? null : this.#now + minutes * 60_000;
  }

  #word(until: number | null): string {
    return untilWord(until, this.#now);
  }

  /** The person with a name, if there is one; undefined, and printed, when several may be meant. */
  #called(name: string): { session: Session | undefined } | undefined {
    const { hub, options: { texts } } = this.#options.room;
    const called = hub.called(name);
    if (called.length <= 1) return { session: called[0] };
    this.#print(texts.rejections["ambiguous-name"](namesOf(called)));
    return undefined;
  }

  /** Removes a person from the room, and says so on the console. */
  #remove(session: Session, refusal: Refused, text: string | undefined): void {
    const { room, connectionOf, isHostInChat } = this.#options;
    const connection = connectionOf(session);
    if (!isHostInChat) room.print(room.console.removed(session.name, text, connection?.peer));
    const why = text === undefined ? {} : { text };
    room.submit({ type: "remove", session: session.id, refusal, ...why });
  }

  #muteOf(session: Session): Sanction | undefined {
    return this.#sanctions.find("mute", knownOf(session), this.#now);
  }

  /**
   * Adds a sanction, or prints that there is no room for it.
   *
   * @param onAdded Called when it is added.
   */
  #add(sanction: Sanction, onAdded: () => void): void {
    const { room } = this.#options;
    const { sanctions } = room.options.texts;
    room.submit({ type: "sanction", sanction }, (outcome) => {
      if (outcome.type !== "sanctioned") return;
      if (outcome.isAdded) onAdded();
      else this.#print(sanctions.tooMany(SERVER_LIMITS.sanctions));
    });
  }
}
