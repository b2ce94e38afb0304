/**
 * The gate for the `hello` of one connection: what depends on its address and on the history is
 * decided here, the rest by the hub.
 */

import type { Admission } from "../chat/admission.ts";
import type { Entrance } from "../chat/room_command.ts";
import { type Hello, isNameRefusal, PROTOCOL_VERSION, type Refused, refused } from "../protocol.ts";
import type { Received } from "../wire/dialect.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";
import { hasChosenToken, TOKENS } from "./tokens.ts";
import { vacate } from "./vacate.ts";

/** A person who was let in, and the token to tell; empty for a client that has no use for one. */
export type Admitted = Admission & { token: string };

/** What a gate is made with. */
export interface HelloGateOptions {
  /** The room it leads to. */
  room: RoomContext;
  /** Where a `hello` comes from. */
  connection: ConnectionControl;
  /** Resolves when its socket is closed. */
  closed: Promise<void>;
  /** Sends a refusal to this connection, which may say another name. */
  send: (refusal: Refused) => void;
}

/** The gate of one connection. */
export class HelloGate {
  readonly #room: RoomContext;
  readonly #connection: ConnectionControl;
  readonly #send: (refusal: Refused) => void;
  readonly #closed: Promise<void>;
  #isProved = false;

  /**
   * Lets nobody in yet.
   *
   * @param options The room, and the connection.
   */
  constructor({ room, connection, send, closed }: HelloGateOptions) {
    this.#room = room;
    this.#connection = connection;
    this.#send = send;
    this.#closed = closed;
  }

  /** Whether what was received is a `hello` of which everybody would be told, for the rate limit. */
  isJoining(received: Received): boolean {
    return received.type === "hello" && !this.#room.addresses.isFull(this.#connection) &&
      this.#needsRecording(received);
  }

  /**
   * Finds out what has to be known before `admit`.
   *
   * @returns A promise when that takes time.
   */
  prepare(hello: Hello): Promise<void> | undefined {
    const { nameClaims, addresses } = this.#room;
    const connection = this.#connection;
    const verified = nameClaims.verifyOwner(hello, connection);
    if (!verified) return undefined;
    addresses.setWaiting(connection, true);
    return verified.then(() => addresses.setWaiting(connection, false));
  }

  /**
   * Lets a person in, or refuses.
   *
   * @param onAdmitted Called when the person is in the room. What is sent next may have to wait.
   * @returns A promise when what the connection sends next has to wait.
   */
  admit(
    hello: Hello,
    onAdmitted: (admitted: Admitted) => Promise<void> | void,
  ): Promise<void> | void {
    // Said once to prove the password: whether there is a place is looked at with the name.
    if (isNameless(hello) && !this.#isProved) {
      this.#isProved = true;
      return this.#send(refused("name-empty", ""));
    }
    const refusal = this.#check(hello);
    if (refusal) return this.#refuse(hello, refusal);
    const { canResume, seat } = this.#connection;
    const token = hasChosenToken(hello)
      ? hello.resume!.token
      : canResume
      ? TOKENS.make()
      : undefined;
    const entrance = this.#entranceOf(hello, token);
    const done = Promise.withResolvers<void>();
    let applied: { waits: Promise<void> | void } | undefined;
    this.#room.submit({ type: "join", seat, entrance }, (outcome) => {
      if (outcome.type === "refused") {
        const waits = this.#mayTakeOver(hello, entrance)
          ? this.admit(hello, onAdmitted)
          : this.#refuse(hello, outcome);
        applied = { waits };
      }
      if (outcome.type === "admitted" && this.#connection.isClosing) {
        vacate(this.#room, this.#connection, "lost");
      } else if (outcome.type === "admitted") {
        this.#printTakenBack(entrance, outcome);
        const isNew = outcome.session.tokenHash === entrance.tokenHash;
        const told = (isNew ? token : hello.resume?.token) ?? "";
        applied = { waits: onAdmitted({ ...outcome, token: told }) };
      }
      done.resolve(applied?.waits);
    });
    return applied ? applied.waits : Promise.race([done.promise, this.#closed]);
  }

  /** Whether the person with the name has lost the connection since the `hello` was submitted. */
  #mayTakeOver(hello: Hello, { takesOver }: Entrance): boolean {
    const owner = this.#room.nameClaims.formerOwner(hello, this.#connection);
    return owner !== undefined && owner.id !== takesOver && !this.#connection.isClosing;
  }

  #refuse({ name }: Hello, refusal: Refused): void {
    const { rateLimits, clock, nameClaims } = this.#room;
    const { addressKey, peer } = this.#connection;
    const explained = nameClaims.explain(refusal);
    rateLimits.onRefused(addressKey, clock.now());
    if (!isNameRefusal(explained.code)) return this.#connection.refuse(explained);
    this.#room.printEvent({ kind: "nameRefused", who: peer.hostname, code: explained.code });
    nameClaims.onRefused(name);
    this.#send(explained);
  }

  /** Why a `hello` is not put in order; undefined when the hub decides. */
  #check(hello: Hello): Refused | undefined {
    const { hub, canRecord, addresses, moderation, options } = this.#room;
    const connection = this.#connection;
    const ban = moderation.banOf(hello, connection.isHost ? undefined : connection.addressKey);
    if (ban) return ban;
    if (this.#isLockedOut(hello)) return refused("locked");
    if (addresses.isFull(connection) && !hub.isConnected(hello)) {
      return refused("address-full", String(options.maxPerAddress));
    }
    const isNews = this.#needsRecording(hello);
    if (!canRecord && isNews) return refused("not-recorded");
    const nameBan = isNews ? moderation.nameBanOf(hello.name) : undefined;
    return nameBan === undefined ? undefined : refused("name-banned", nameBan);
  }

  /** A `hello` as it is put in order: with hashes instead of tokens. */
  #entranceOf(hello: Hello, token: string | undefined): Entrance {
    const { addresses, nameClaims, options } = this.#room;
    const { version, name, resume } = hello;
    const isChosen = hasChosenToken(hello);
    const hashOf = (token: string) => TOKENS.hash(token, isChosen);
    const seen = resume?.seen === undefined ? {} : { seen: resume.seen };
    const takesOver = nameClaims.formerOwner(hello, this.#connection)?.id;
    return {
      version,
      name,
      ...(resume ? { resume: { ...seen, tokenHash: hashOf(resume.token) } } : {}),
      tokenHash: token === undefined ? null : hashOf(token),
      address: this.#connection.peer.hostname, // Not its /64, which many may share.
      keptPlaces: addresses.keptPlaces(this.#connection, options.maxPeople),
      ...(takesOver === undefined ? {} : { takesOver }),
    };
  }

  #printTakenBack({ takesOver, address }: Entrance, { session }: Admission): void {
    if (takesOver === undefined) return;
    this.#room.print(this.#room.options.texts.nameTakenBack(session.name, address));
  }

  /** Whether the room is locked for this newcomer. The host always comes in. */
  #isLockedOut(hello: Hello): boolean {
    const { hub, moderation } = this.#room;
    return moderation.isLocked && !hub.isKnown(hello) && !this.#connection.isHost;
  }

  /** Whether everybody would be told of a `hello`. */
  #needsRecording(hello: Hello): boolean {
    const { hub, nameClaims } = this.#room;
    return hub.needsRecording(hello) ||
      nameClaims.formerOwner(hello, this.#connection) !== undefined;
  }
}

function isNameless({ version, name, share }: Hello): boolean {
  return version === PROTOCOL_VERSION && name === "" && share !== undefined;
}
