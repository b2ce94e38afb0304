/**
 * Claims of names. A name is kept for a person who lost the connection; the same address takes it
 * back at once, as after a crash or a closed window. No other address ever does, and a person whose
 * connection is alive never loses the name.
 */

import type { ReadonlyHub } from "../chat/replica.ts";
import type { Session } from "../chat/session.ts";
import type { Clock } from "../clock.ts";
import type { Texts } from "../i18n/mod.ts";
import { type Hello, LIMITS, PROTOCOL_VERSION, type Refused, type Rejected } from "../protocol.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { NameProbe } from "./name_probe.ts";
import { hasChosenToken } from "./tokens.ts";

/** What the claims are made with. */
export interface NameClaimsOptions {
  /** Who is in the room. */
  hub: ReadonlyHub;
  /** Waits. */
  clock: Clock;
  /** Milliseconds run, without the time in which nobody could be served. */
  awakeMs: () => number;
  /** The clock by which grace times end, in ms: on several servers it is that of all of them. */
  graceClockMs: () => number;
  /** The connection of a person who has one. */
  connectionOf: (session: Session) => ConnectionControl | undefined;
  /** The server's language. */
  texts: Texts;
  /** Shows a text to the operator. */
  print: (text: string) => void;
}

/** The names of one room. */
export class NameClaims {
  readonly #options: NameClaimsOptions;
  readonly #probe = new NameProbe();

  /**
   * Knows no address but those of the sessions.
   *
   * @param options The room whose names these are.
   */
  constructor(options: NameClaimsOptions) {
    this.#options = options;
  }

  /** The person who is away, and whose name this newcomer may take over. */
  formerOwner(hello: Hello, asker: ConnectionControl): Session | undefined {
    const owner = this.#ownerAt(hello, asker);
    return owner?.presence === "away" ? owner : undefined;
  }

  /**
   * When the name belongs to a person of the same address, finds out whether that person's connection
   * is dead, and closes it then.
   *
   * @returns A promise that resolves when that is known; undefined when there is nothing to find out.
   */
  verifyOwner(hello: Hello, asker: ConnectionControl): Promise<void> | undefined {
    const { clock, awakeMs, connectionOf } = this.#options;
    const owner = this.#ownerAt(hello, asker);
    const connection = owner && connectionOf(owner);
    if (!connection?.answersPings) return undefined;
    // Without a token only a name that was silent for long is in doubt.
    if (!connection.canResume && connection.silentMs < LIMITS.pingAfterMs) return undefined;
    return this.#probe.isSilent(connection, clock, awakeMs).then((isSilent) => {
      if (isSilent && !asker.isClosing) connection.lose();
    });
  }

  /** A name was refused: a silent client without pings that has it is sent a line. */
  onRefused(name: string): void {
    const { hub, texts, awakeMs, connectionOf, print } = this.#options;
    const session = hub.find(name.trim());
    const connection = session && connectionOf(session);
    if (!connection || !this.#probe.isDue(connection, awakeMs())) return;
    const minutes = Math.floor(connection.silentMs / 60_000);
    connection.tell(`${texts.notice(texts.nameWanted(session.name))}\n`);
    print(texts.nameWantedBySilent(session.name, connection.peer.hostname, minutes));
  }

  /** The same refusal or rejection; of a name that is kept, with the seconds for which it is. */
  explain<T extends Refused | Rejected>(response: T): T {
    const { code, value = "" } = response;
    const owner = code === "name-taken" ? this.#options.hub.find(value) : undefined;
    if (owner?.presence !== "away") return response;
    const leftMs = owner.graceEndsAt - this.#options.graceClockMs();
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    return { ...response, code: "name-kept", value: `${value} ${seconds}` };
  }

  /**
   * The person with the name of a `hello`, if last connected from the same address. A client with a
   * token of ours tries again by itself: it takes no name from a person. With one of its own it needs
   * none when it takes its session back.
   */
  #ownerAt(hello: Hello, { peer }: ConnectionControl): Session | undefined {
    const { version, name, resume } = hello;
    const hasToken = resume && (!hasChosenToken(hello) || this.#options.hub.isKnown(hello));
    if (version !== PROTOCOL_VERSION || hasToken) return undefined;
    const owner = this.#options.hub.find(name.trim());
    return owner && owner.address === peer.hostname ? owner : undefined;
  }
}
