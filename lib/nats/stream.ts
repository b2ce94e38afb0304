/** The stream of a room, as a sequencer uses it; `jetstream.ts` is the one of NATS. */

import type { StreamMessage } from "./shared_order.ts";

/** What is heard of a stream that is followed. */
export interface StreamListener {
  /** The next message. */
  onMessage(message: StreamMessage): void;
  /**
   * The stream has nothing more for now.
   *
   * @param lastSeq The number of the last message that was sent to this server.
   */
  onHeartbeat(lastSeq: number): void;
}

/** What a stream has. */
export interface StreamBounds {
  /** The number of the oldest message that is kept. */
  firstSeq: number;
  /** The number of the newest message; 0 when there never was one. */
  lastSeq: number;
}

/** The stream of a room. */
export interface Stream {
  /** Identifies it: no other stream has this name, before or after. */
  readonly epoch: string;
  /**
   * Publishes a message.
   *
   * @returns Its number. Rejects when that is not known in time: it may be in the stream, or not.
   */
  publish(data: Uint8Array): Promise<number>;
  /**
   * What the stream has.
   *
   * @throws {NatsFailure} When the stream is gone.
   */
  bounds(): Promise<StreamBounds>;
  /**
   * One message, read by itself: any copy of the stream tells it, without a leader. Rejects when none
   * answers in time.
   *
   * @returns Undefined when the copy does not have it.
   */
  message(seq: number): Promise<StreamMessage | undefined>;
  /**
   * Listens to the messages from a number on. Rejects when that cannot be begun now.
   *
   * @returns Stops it.
   */
  follow(from: number, listener: StreamListener): Promise<() => void>;
}

/** Where snapshots of a room are kept. */
export interface SnapshotStore {
  /** Writes a snapshot, whole or not at all. Rejects when it cannot. */
  write(snapshot: Uint8Array): Promise<void>;
  /** The newest snapshot that is whole; undefined when there is none. */
  read(): Promise<Uint8Array | undefined>;
}
