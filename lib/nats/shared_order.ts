/**
 * The order of a room on several servers: carries out the messages of its stream, one after the other.
 * Nothing but the messages and their time decides what becomes of the room, so it is the same on every
 * server. Which of the messages are its own, and what became of those, each server keeps for itself.
 */

import type { Logged } from "../chat/logged.ts";
import type { RoomCommand, Stamp } from "../chat/room_command.ts";
import type { Apply } from "../sequencer/sequencer.ts";
import { type Batch, decodeBatch } from "./batch.ts";
import { differenceOf } from "./charter.ts";
import { Digest } from "./digest.ts";
import { NatsFailure } from "./nats_failure.ts";
import { Peers, type PeersSnapshot } from "./peers.ts";
import { StreamTime } from "./stream_time.ts";
import { Verdicts } from "./verdicts.ts";

/** A message of a stream. */
export interface StreamMessage {
  /** Its number, which counts up from 1. */
  readonly seq: number;
  /** When the stream has stored it, in ms since 1970. */
  readonly date: number;
  /** What was published. */
  readonly data: Uint8Array;
}

/** What has to be known to go on behind a message. */
export interface OrderSnapshot extends PeersSnapshot {
  /** The number of the last message that was carried out. */
  readonly seq: number;
  /** Its time. */
  readonly stamp: Stamp;
  /** The digest after it, byte by byte. */
  readonly digest: readonly number[];
}

/** What the messages of a stream do. */
export interface OrderTarget {
  /** Carries out a command. */
  apply: Apply;
  /** The number of the newest entry. */
  last(): number;
  /** The entries after a number. */
  entriesAfter(seq: number): Logged[];
  /** A command has failed: it is passed over, as it is at every other server. */
  onError(error: unknown): void;
}

/** The order of one room, at one server. */
export class SharedOrder {
  /** The servers of the room. */
  readonly peers: Peers;
  readonly #server: string;
  readonly #time: StreamTime;
  readonly #digest: Digest;
  readonly #verdicts: Verdicts;
  readonly #target: OrderTarget;
  #seq: number;
  #ownN = 0;
  #savedSeq = 0;

  /**
   * Goes on behind a message.
   *
   * @param server The name of this server in batches.
   * @param target What the messages do.
   * @param snapshot Behind which message. @default {behind none}
   */
  constructor(server: string, target: OrderTarget, snapshot?: OrderSnapshot) {
    this.#server = server;
    this.#target = target;
    this.#seq = snapshot?.seq ?? 0;
    this.peers = new Peers(snapshot);
    this.#time = new StreamTime(snapshot?.stamp);
    this.#digest = new Digest(snapshot && Uint8Array.from(snapshot.digest));
    this.#verdicts = new Verdicts(server);
  }

  /** What has to be known to go on here. */
  get snapshot(): OrderSnapshot {
    const digest = [...this.#digest.chain];
    return { ...this.peers.snapshot, seq: this.#seq, stamp: this.#time.stamp, digest };
  }

  /** The number of the last message that was carried out. */
  get seq(): number {
    return this.#seq;
  }

  /** The time of the last message. */
  get stamp(): Stamp {
    return this.#time.stamp;
  }

  /** The number of the last batch of this server that was carried out; 0 before the first. */
  get ownN(): number {
    return this.#ownN;
  }

  /** The newest message behind which a server has told of a snapshot; 0 for none. */
  get savedSeq(): number {
    return this.#savedSeq;
  }

  /** The digest after the last message that was carried out, for others to compare. */
  get digest(): { seq: number; value: string } | undefined {
    const value = this.#digest.after(this.#seq);
    return value === undefined ? undefined : { seq: this.#seq, value };
  }

  /**
   * Carries out the next message. One that was carried out before does nothing.
   *
   * @throws {NatsFailure} When this server cannot go on.
   */
  receive({ seq, date, data }: StreamMessage): void {
    if (seq <= this.#seq) return;
    const { apply, last, entriesAfter } = this.#target;
    const before = last();
    this.#seq = seq;
    const stamp = this.#time.advance(date);
    apply({ type: "beat" }, stamp, false);
    for (const server of this.peers.expire(stamp.awakeMs)) {
      apply({ type: "lose-server", server }, stamp, false);
    }
    const batch = decodeBatch(data);
    if (batch) this.#carryOut(batch, stamp);
    this.#digest.add(seq, entriesAfter(before));
    if (batch?.digest) this.#compare(batch.server, batch.digest);
  }

  #carryOut(batch: Batch, stamp: Stamp): void {
    const { apply } = this.#target;
    const { server, n, boot, savedSeq = 0, commands, isLast } = batch;
    const isOwn = server === this.#server;
    const turn = this.peers.take(batch, stamp.awakeMs);
    if (turn === "next") {
      if (isOwn) this.#ownN = n;
      this.#savedSeq = Math.max(this.#savedSeq, savedSeq);
      for (const command of commands) this.#apply(command, stamp, isOwn);
    }
    if (turn === "gap" || isLast) {
      this.peers.close(server);
      apply({ type: "lose-server", server }, stamp, false);
    }
    if (!isOwn || turn === "next" || turn === "seen") return;
    const { charter } = this.peers;
    const difference = boot && charter && differenceOf(boot.charter, charter);
    if (turn === "gap") throw new NatsFailure("batch-lost", String(n));
    if (!difference) throw new NatsFailure("forgotten");
    const { name, here, there } = difference;
    throw new NatsFailure("other-charter", name, here, there);
  }

  /** One that fails on all servers, as a fault of the program would, must not end them all. */
  #apply(command: RoomCommand, stamp: Stamp, isOwn: boolean): void {
    try {
      this.#target.apply(command, stamp, isOwn);
    } catch (error) {
      this.#target.onError(error);
    }
  }

  /** Compares a digest with that of this server. */
  #compare(server: string, { seq, value }: NonNullable<Batch["digest"]>): void {
    const here = this.#digest.after(seq);
    if (here === undefined || server === this.#server) return;
    this.#verdicts.set(server, value === here);
    if (this.#verdicts.isOutvoted(this.peers.living)) {
      throw new NatsFailure("replica-differs", String(seq));
    }
  }
}
