/**
 * The gate before the `hello` of one connection in a room with a password. A client of ours proves that
 * it knows the password, without saying it: `hello` with a share, `challenge`, `proof`. Other clients
 * say it, over an encrypted connection. Each connection is one guess.
 */

import { decodeBase64, encodeBase64 } from "../tls/pem.ts";
import type { Password } from "../wire/dialect.ts";
import { type Command, type Event, type Hello, type Refused, refused } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { RoomContext } from "./room_context.ts";
import type { Verifier } from "./room_password.ts";
import { hasChosenToken } from "./tokens.ts";

/** What a gate is made with. */
export interface PasswordGateOptions {
  /** The room it leads to. */
  room: RoomContext;
  /** Who wants to come in. */
  connection: ConnectionControl;
  /** Resolves when its socket is closed. */
  closed: Promise<void>;
  /** Sends an event to this connection. */
  send: (event: Event & { type: "challenge" | "refused" }) => void;
}

/** The gate of one connection. */
export class PasswordGate {
  readonly #options: PasswordGateOptions;
  readonly #room: RoomContext;
  readonly #connection: ConnectionControl;
  /** The password that was proved or said. */
  #openedBy: Verifier | undefined;
  #hasGuessed = false;
  /** What waits for the proof, and the proof that is expected. */
  #challenged?: { hello: Hello; expected: Uint8Array; verifier: Verifier } | undefined;

  /**
   * Is closed, if the room has a password.
   *
   * @param options The room, and the connection.
   */
  constructor(options: PasswordGateOptions) {
    this.#options = options;
    this.#room = options.room;
    this.#connection = options.connection;
  }

  /** Whether what comes from this connection needs no password, or no other. */
  get isOpen(): boolean {
    const { verifier } = this.#room.password;
    return verifier === undefined || verifier === this.#openedBy;
  }

  /** Needs no password until it is changed: it was said elsewhere, such as on the page. */
  open(): void {
    this.#openedBy = this.#room.password.verifier;
  }

  /** Whether a `hello` may be carried out now: the password may have changed since it came. */
  admits(hello: Hello): boolean {
    return this.isOpen || this.#comesBack(hello);
  }

  /**
   * Takes a `hello`, or the proof that follows it.
   *
   * @returns The `hello` to look at; undefined when the client has to do something first, or is refused.
   */
  pass(received: Hello | Command & { type: "proof" }): Hello | undefined {
    const next = received.type === "hello" ? this.#demand(received) : this.#prove(received.confirm);
    if (next.type === "hello") return next;
    if (next.type === "refused") this.#refuse(next);
    else this.#options.send(next);
    return undefined;
  }

  /** Takes a password that was said. Resolves when it is checked, and the client told. */
  async say({ password, isQuiet }: Password): Promise<void> {
    const { addresses, options: { texts } } = this.#room;
    addresses.setWaiting(this.#connection, true); // It takes longer than a name.
    const refusal = await this.#check(password);
    addresses.setWaiting(this.#connection, false);
    if (refusal) this.#refuse(refusal);
    else if (!this.#connection.isClosing && !isQuiet) {
      this.#connection.tell(`${texts.password.right}\n`);
    }
  }

  /** What the client has to do before its `hello` is looked at; the `hello` when nothing. */
  #demand(hello: Hello): Hello | Refused | Event & { type: "challenge" } {
    const { password: { verifier, context } } = this.#room;
    if (this.#isHost(hello)) {
      this.#connection.isHost = true;
      this.open();
    }
    if (this.isOpen || !verifier || this.#comesBack(hello)) return hello;
    if (hello.share === undefined) return this.#room.password.refusalFor(this.#connection);
    const refusal = this.#begin();
    if (refusal) return refusal;
    const seconds = this.#room.password.guess(this.#connection.addressKey, this.#room.clock.now());
    if (seconds > 0) return tooManyGuesses(seconds);
    const share = decodeBase64(hello.share);
    const answer = share && verifier.answer(share, context);
    if (!answer) return this.#wrong();
    this.#challenged = { hello, expected: answer.expected, verifier };
    // A client of ours with a wrong password sees that in the challenge, and proves nothing.
    this.#options.closed.then(() => this.#challenged && this.#wrong());
    const [ours, confirm] = [encodeBase64(answer.share), encodeBase64(answer.confirm)];
    return { type: "challenge", share: ours, confirm };
  }

  /** The `hello` that waited for a proof, or why the client does not come in. */
  #prove(confirm: string): Hello | Refused {
    const challenged = this.#challenged;
    this.#challenged = undefined;
    if (!challenged) return refused("hello-first");
    const received = decodeBase64(confirm);
    const isRight = received && isSame(challenged.expected, received);
    const isChanged = challenged.verifier !== this.#room.password.verifier;
    if (!isRight || isChanged) return this.#wrong();
    this.open();
    this.#room.password.onRight(this.#connection.addressKey);
    return challenged.hello;
  }

  /** Why a client does not come in with what it said; undefined when it may say its name. */
  async #check(password: string): Promise<Refused | undefined> {
    if (this.isOpen) return undefined;
    const refusal = this.#begin();
    if (refusal) return refusal;
    const { addressKey } = this.#connection;
    const said = await this.#room.password.say(password, addressKey, this.#room.clock.now());
    if (said.type === "wait") return tooManyGuesses(said.seconds);
    if (said.type === "wrong") return refused("wrong-password");
    this.open();
    return undefined;
  }

  /** Whether a token of ours leads to a session, whose person has said the password. */
  #comesBack(hello: Hello): boolean {
    return !hasChosenToken(hello) && this.#room.hub.isKnown(hello);
  }

  /** Whether this is the client of the host, in this process: nobody else knows its secret. */
  #isHost({ share }: Hello): boolean {
    const { hostSecret } = this.#room.options;
    return hostSecret !== undefined && share === hostSecret;
  }

  /** Refuses a client, which may still prove or say the password if it only lacks that. */
  #refuse(refusal: Refused): void {
    if (refusal.code === "password") return this.#options.send(refusal);
    this.#connection.refuse(refusal);
  }

  /** The guess was wrong. */
  #wrong(): Refused {
    this.#room.password.onWrong(this.#connection.addressKey);
    return refused("wrong-password");
  }

  /** Begins the guess of this connection, or says why it has none. */
  #begin(): Refused | undefined {
    if (!this.#room.password.maySay(this.#connection)) return refused("not-encrypted");
    if (this.#hasGuessed) return refused("wrong-password");
    this.#hasGuessed = true;
    return undefined;
  }
}

function tooManyGuesses(seconds: number): Refused {
  return refused("too-many-guesses", String(seconds));
}

/** Compares two confirmations, in a time that does not depend on where they differ. */
function isSame(expected: Uint8Array, received: Uint8Array): boolean {
  let difference = expected.length ^ received.length;
  expected.forEach((byte, at) => difference |= byte ^ (received[at] ?? 0));
  return difference === 0;
}
