/**
 * The servers of a room, as its stream tells them: which of them live, and which of their batches is
 * the next. The same on every server.
 */

import type { Batch } from "./batch.ts";
import { type Charter, differenceOf } from "./charter.ts";

/** A server of which nothing was heard for so long, by the awake clock, is lost. */
export const LEASE_MS = 5_000;
/** A server that was lost, and comes back within so long by the awake clock, goes on. */
const REMEMBERED_MS = 60 * 60_000;

/** One server, from its start to its end. */
export interface Peer {
  /** Its name in batches and seats. */
  readonly server: string;
  /** Where its people connect to; undefined when that was not told. */
  readonly address?: string;
  /** The number of its last batch. */
  readonly n: number;
  /** When something was last heard of it, by the awake clock. */
  readonly heardMs: number;
  /** Whether its people are connected, as far as is known. */
  readonly isLiving: boolean;
}

/** What of the servers has to be known to go on. */
export interface PeersSnapshot {
  /** The charter of the room; null before a server has started. */
  readonly charter: Charter | null;
  /** In the order in which they started. */
  readonly peers: readonly Peer[];
}

/**
 * What a batch is: the next one of its server; one that was published again; one behind another that
 * is missing; of a server that is not known, or not any more; or of one with another charter.
 */
export type Turn = "next" | "seen" | "gap" | "unknown" | "other-charter";

/** The servers of one room. */
export class Peers {
  #charter: Charter | null;
  /** In the order in which they started. */
  readonly #peers: Map<string, Peer>;
  #living: readonly Peer[];

  /**
   * Goes on from what was known.
   *
   * @param snapshot What was known. @default {no server has started}
   */
  constructor({ charter, peers }: PeersSnapshot = { charter: null, peers: [] }) {
    this.#charter = charter;
    this.#peers = new Map(peers.map((peer) => [peer.server, peer]));
    this.#living = peers.filter(({ isLiving }) => isLiving);
  }

  /** What has to be known to go on. */
  get snapshot(): PeersSnapshot {
    return { charter: this.#charter, peers: [...this.#peers.values()] };
  }

  /** The charter by which the living servers carry out commands; undefined when there are none. */
  get charter(): Charter | undefined {
    return this.#living.length > 0 ? this.#charter ?? undefined : undefined;
  }

  /** Those that live, in the order in which they started. */
  get living(): readonly Peer[] {
    return this.#living;
  }

  /**
   * Time has passed.
   *
   * @param awakeMs The awake clock.
   * @returns The servers that are lost.
   */
  expire(awakeMs: number): string[] {
    const lost: string[] = [];
    for (const peer of this.#peers.values()) {
      const silentMs = awakeMs - peer.heardMs;
      if (silentMs > REMEMBERED_MS) this.#peers.delete(peer.server);
      else if (peer.isLiving && silentMs > LEASE_MS) {
        lost.push(peer.server);
        this.#peers.set(peer.server, { ...peer, isLiving: false });
      }
    }
    if (lost.length > 0) this.#onChanged();
    return lost;
  }

  /** A batch has come: something is heard of its server, unless it is not the next one. */
  take({ server, n, boot }: Batch, awakeMs: number): Turn {
    const peer = this.#peers.get(server);
    if (!peer) {
      if (!boot || n !== 1) return "unknown";
      if (this.charter && differenceOf(boot.charter, this.charter)) return "other-charter";
      const isOther = this.#charter !== null && differenceOf(boot.charter, this.#charter);
      if (isOther) this.#peers.clear(); // Nobody lives who had the former one.
      this.#charter = boot.charter;
      const { address } = boot;
      const at = address === undefined ? {} : { address };
      this.#peers.set(server, { server, ...at, n, heardMs: awakeMs, isLiving: true });
      this.#onChanged();
      return "next";
    }
    if (n <= peer.n) return "seen";
    if (n > peer.n + 1) return "gap";
    this.#peers.set(server, { ...peer, n, heardMs: awakeMs, isLiving: true });
    if (!peer.isLiving) this.#onChanged();
    return "next";
  }

  /** A server is closed, or cannot go on: whatever comes of it was seen. */
  close(server: string): void {
    const peer = this.#peers.get(server);
    if (!peer) return;
    this.#peers.set(server, { ...peer, n: Number.MAX_SAFE_INTEGER, isLiving: false });
    this.#onChanged();
  }

  #onChanged(): void {
    this.#living = [...this.#peers.values()].filter(({ isLiving }) => isLiving);
  }
}
