/**
 * The other servers of a room, for the people who are connected to this one: they learn where those
 * are, and are sent there when this server is cut off from the room.
 */

import { type Refused, refused } from "../protocol.ts";
import type { Submissions } from "../sequencer/submissions.ts";
import type { Members } from "./members.ts";

/** A server that is cut off, or whose disk is full, for so long sends its people to the others. */
const CUT_MS = 1_000;
/** Newcomers do not wait longer for an acknowledgement of NATS: their clients give up after 10 s. */
const NEWCOMER_MS = 3_000;
/** While nothing is accepted, people hear of this server so often: it is not frozen. */
const PING_MS = 2_000;

/** What a server does about the others with. */
export interface OtherServersOptions {
  /** The way to the room. */
  submissions: Pick<Submissions, "state" | "elsewhere" | "servers">;
  /** The people who are connected to this server. */
  members: Pick<Members, "tellServers" | "ping">;
  /** Whether the archive of this server can be written, if it has one. */
  canRecord: () => boolean;
  /** Closes the connections of clients that can go elsewhere. */
  sendAway: (refusal: Refused) => void;
}

/** The other servers of one room. */
export class OtherServers {
  readonly #options: OtherServersOptions;
  #told: readonly string[];
  #isCut = false;
  #outSince?: number | undefined;
  #waitingSince?: number | undefined;
  #pingedAt = -Infinity;
  /** Resolves when nobody is taken in any more. */
  #untilCut = Promise.withResolvers<void>();

  /**
   * Nobody is connected who could be told of them.
   *
   * @param options The room.
   */
  constructor(options: OtherServersOptions) {
    this.#options = options;
    this.#told = options.submissions.elsewhere;
  }

  /** Where the same room is served, too, as `host:port`. */
  get elsewhere(): readonly string[] {
    return this.#options.submissions.elsewhere;
  }

  /** Where it is or was served lately, here too if that is told. */
  get servers(): readonly string[] {
    return this.#options.submissions.servers;
  }

  /** Whether this server takes nobody in: it is cut off, cannot record, or waits for too long. */
  get isCut(): boolean {
    return this.#isCut && (this.#isOut || this.#options.submissions.state === "waiting");
  }

  /** Resolves with a wait, or when this server takes nobody in any more. */
  unlessCut(wait: Promise<void>): Promise<void> {
    if (this.#options.submissions.state === "open") return wait;
    return this.isCut ? Promise.resolve() : Promise.race([wait, this.#untilCut.promise]);
  }

  /** Something was carried out: another server may have come, or gone. */
  onApplied(): void {
    const { submissions: { elsewhere }, members } = this.#options;
    if (elsewhere === this.#told) return;
    this.#told = elsewhere;
    members.tellServers(elsewhere);
  }

  /**
   * Time has passed.
   *
   * @param now Monotonic time in ms.
   */
  sweep(now: number): void {
    const { submissions: { state, elsewhere }, members, sendAway } = this.#options;
    this.#outSince = this.#isOut ? this.#outSince ?? now : undefined;
    const outMs = now - (this.#outSince ?? now);
    if (outMs >= CUT_MS && elsewhere.length > 0) sendAway(refused("server-closing"));
    this.#waitingSince = state === "waiting" ? this.#waitingSince ?? now : undefined;
    const waitingMs = now - (this.#waitingSince ?? now);
    this.#setCut(outMs >= CUT_MS || waitingMs >= NEWCOMER_MS);
    if (waitingMs < PING_MS || now - this.#pingedAt < PING_MS) return;
    this.#pingedAt = now;
    members.ping();
  }

  /** Whether this server is out of touch with the room, or cannot record what it hears. */
  get #isOut(): boolean {
    const { submissions: { state, elsewhere }, canRecord } = this.#options;
    // A server that is alone rejects what cannot be recorded; one of several leaves it to the others.
    return state === "cut" || !canRecord() && elsewhere.length > 0;
  }

  #setCut(isCut: boolean): void {
    this.#isCut = isCut;
    if (!isCut) return;
    this.#untilCut.resolve();
    this.#untilCut = Promise.withResolvers();
  }
}
