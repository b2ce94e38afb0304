/**
 * The sequencer of a room on several servers: what is submitted goes into the stream in batches, and
 * what comes back in it, of whichever server, is carried out.
 */

import type { Replica } from "../chat/replica.ts";
import type { RoomCommand } from "../chat/room_command.ts";
import type { ReplicaSnapshot } from "../chat/snapshot.ts";
import type { Clock } from "../clock.ts";
import { encodeUtf8 } from "../bytes.ts";
import type {
  Admit,
  Apply,
  Sequencer,
  SequencerState,
  StreamPosition,
} from "../sequencer/sequencer.ts";
import { type Charter, differenceOf } from "./charter.ts";
import { Follower } from "./follower.ts";
import { Intake } from "./intake.ts";
import { NatsFailure } from "./nats_failure.ts";
import type { Peer } from "./peers.ts";
import { Publisher } from "./publisher.ts";
import { type OrderSnapshot, SharedOrder, type StreamMessage } from "./shared_order.ts";
import type { SnapshotStore, Stream } from "./stream.ts";

/** A snapshot is written after so many messages, or bytes of them. */
const SNAPSHOT_MESSAGES = 1_000;
const SNAPSHOT_BYTES = 8 * 1024 * 1024;
/** How long the last batch may take. */
const CLOSE_MS = 1_000;

/** What a server needs to go on where another one was. */
export interface RoomSnapshot {
  /** The order, and behind which message. */
  order: OrderSnapshot;
  /** The room. */
  replica: ReplicaSnapshot;
}

/** What a sequencer is made with. */
export interface NatsSequencerOptions {
  /** The name of this server: no other one has it, before or after. */
  server: string;
  /** By what this server carries out commands. */
  charter: Charter;
  /** Where its people connect to. @default {that is not told} */
  address?: string | undefined;
  /** The stream of the room. */
  stream: Stream;
  /** Where snapshots are written. */
  snapshots: SnapshotStore;
  /** Where the replica goes on. @default {at the beginning of the stream} */
  snapshot?: RoomSnapshot | undefined;
  /** The last message of the stream: the server takes part once it has carried it out. */
  lastSeq: number;
  /** Measures time, and waits. */
  clock: Clock;
  /** Called once when the server cannot go on. */
  onFailure: (failure: unknown) => void;
}

/** The sequencer of one server. */
export class NatsSequencer implements Sequencer {
  readonly server: string;
  /** Resolves when this server takes part in the room. */
  readonly ready: Promise<void>;
  readonly #options: NatsSequencerOptions;
  readonly #publisher: Publisher;
  readonly #follower: Follower;
  readonly #ready = Promise.withResolvers<void>();
  #order?: SharedOrder;
  #intake?: Intake;
  #replica?: Replica;
  #phase: "catching-up" | "starting" | "open" | "closed" = "catching-up";
  #isConnected = true;
  #closed?: Promise<void>;
  #opened?: PromiseWithResolvers<void> | undefined;
  /** The addresses of these servers, without this one. */
  #elsewhere: { living: readonly Peer[]; addresses: readonly string[] } = {
    living: [],
    addresses: [],
  };
  /** What came since the last snapshot. */
  #unsaved = { messages: 0, bytes: 0 };

  /**
   * Does nothing before `start`.
   *
   * @param options The server, and the stream.
   */
  constructor(options: NatsSequencerOptions) {
    const { server, stream, clock } = options;
    this.#options = options;
    this.server = server;
    this.ready = this.#ready.promise;
    this.#publisher = new Publisher({
      ...{ server, clock },
      publish: (data) => stream.publish(data),
      digest: () => this.#order?.digest,
      onProgress: () => this.#onProgress(),
    });
    this.#follower = new Follower({
      ...{ stream, clock },
      receivedSeq: () => this.#intake?.lastSeq ?? this.position.seq,
      knownSeq: () => this.#publisher.ackedSeq,
      onMessage: (message) => this.#intake!.add(message),
      onFailure: (failure) => this.#fail(failure),
    });
  }

  get state(): SequencerState {
    if (!this.#isConnected || this.#phase !== "open") return "cut";
    return this.#publisher.isWaiting ? "waiting" : "open";
  }

  get position(): StreamPosition {
    const { stream: { epoch }, snapshot } = this.#options;
    return { epoch, seq: this.#order?.seq ?? snapshot?.order.seq ?? 0 };
  }

  get awakeMs(): number {
    return this.#order?.stamp.awakeMs ?? 0;
  }

  opened(): Promise<void> {
    return (this.#opened ??= Promise.withResolvers()).promise;
  }

  start(apply: Apply, replica: Replica, admit: Admit): void {
    const { snapshot } = this.#options;
    this.#intake = new Intake({
      admit,
      carryOut: (message) => this.#carryOut(message),
      onFull: () => this.#follower.pause(),
      onDrained: () => this.#follower.restart(),
    });
    this.#replica = replica;
    this.#order = new SharedOrder(this.server, {
      apply,
      last: () => replica.lastSeq,
      entriesAfter: (seq) => replica.entriesAfter(seq),
    }, snapshot?.order);
    this.#follower.start();
    this.#takePart();
  }

  submit(command: RoomCommand): void {
    this.#publisher.submit(command);
  }

  /** The time is that of the stream. */
  beat(): void {}

  close(): Promise<void> {
    return this.#closed ??= this.#close();
  }

  get elsewhere(): readonly string[] {
    const { living } = this.#order!.peers;
    if (living === this.#elsewhere.living) return this.#elsewhere.addresses;
    const told = new Set(living.map(({ address }) => address));
    for (const here of [undefined, this.#options.address]) told.delete(here);
    const addresses = [...told] as string[];
    const { addresses: before } = this.#elsewhere;
    const isSame = addresses.join() === before.join();
    this.#elsewhere = { living, addresses: isSame ? before : addresses };
    return this.#elsewhere.addresses;
  }

  get servers(): readonly string[] {
    const { peers } = this.#order!.peers.snapshot;
    const told = peers.flatMap(({ address }) => address === undefined ? [] : [address]);
    return [...new Set(told)];
  }

  /** The connection to NATS is lost, or there again. */
  setConnected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    if (!isConnected || !this.#order) return;
    this.#follower.restart();
    this.#onProgress();
  }

  #carryOut(message: StreamMessage): void {
    const order = this.#order!;
    const { ownN } = order;
    try {
      order.receive(message);
    } catch (error) {
      return this.#fail(error);
    }
    if (order.ownN > ownN) this.#publisher.onCarriedOut(order.ownN);
    if (this.#phase === "catching-up") this.#takePart();
    else if (this.#phase === "starting" && order.ownN > 0) {
      this.#phase = "open";
      this.#ready.resolve();
      this.#onProgress();
    }
    this.#save(message);
  }

  /** Once everything up to the start is carried out, the server says who it is. */
  #takePart(): void {
    const { charter, address, lastSeq } = this.#options;
    const { seq, peers } = this.#order!;
    if (seq < lastSeq) return;
    const difference = peers.charter && differenceOf(charter, peers.charter);
    if (difference) {
      const { name, here, there } = difference;
      return this.#fail(new NatsFailure("other-charter", name, here, there));
    }
    this.#phase = "starting";
    this.#publisher.start({ charter, ...(address === undefined ? {} : { address }) });
  }

  #onProgress(): void {
    if (this.state !== "open") return;
    this.#opened?.resolve();
    this.#opened = undefined;
  }

  /** The oldest server writes a snapshot now and then. */
  #save({ data }: StreamMessage): void {
    const unsaved = this.#unsaved;
    unsaved.messages++;
    unsaved.bytes += data.length;
    if (unsaved.messages < SNAPSHOT_MESSAGES && unsaved.bytes < SNAPSHOT_BYTES) return;
    const order = this.#order!;
    if (order.peers.living[0]?.server !== this.server) return;
    this.#unsaved = { messages: 0, bytes: 0 };
    const snapshot: RoomSnapshot = { order: order.snapshot, replica: this.#replica!.snapshot };
    this.#options.snapshots.write(encodeUtf8(JSON.stringify(snapshot)))
      .catch(() => {}); // The next one may succeed; until then more messages are read at a start.
  }

  /** Nothing more is carried out; what was submitted, and that this server is closed, is published. */
  async #close(): Promise<void> {
    await this.#publisher.close(this.#phase === "open" ? CLOSE_MS : 0);
    this.#intake?.close();
    await this.#follower.close();
  }

  #fail(failure: unknown): void {
    if (this.#closed) return;
    this.close();
    this.#intake?.close();
    this.#follower.close();
    this.#phase = "closed";
    this.#options.onFailure(failure);
  }
}
