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
import { encodeBatch } from "./batch.ts";
import { type Charter, type Difference, differenceOf } from "./charter.ts";
import { Follower } from "./follower.ts";
import { Intake } from "./intake.ts";
import { NatsFailure } from "./nats_failure.ts";
import type { Peer } from "./peers.ts";
import { Publisher } from "./publisher.ts";
import { type OrderSnapshot, SharedOrder, type StreamMessage } from "./shared_order.ts";
import { SnapshotWriter } from "./snapshot_writer.ts";
import type { SnapshotStore, Stream } from "./stream.ts";

/** So many ticks of the time end the leases of servers that are not there any more. */
const LEASE_TICKS = 4;
const LEASE_TICK_MS = 2_000;
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
  /** Called with an error that does not end the server. */
  onError: (error: unknown) => void;
  /** Called with the reason when no snapshot could be written. */
  onUnsaved: (error: unknown) => void;
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
  readonly #closing = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  #order?: SharedOrder;
  #intake?: Intake;
  #replica?: Replica;
  #phase: "catching-up" | "starting" | "open" | "closed" = "catching-up";
  #isConnected = true;
  #closed?: Promise<void>;
  #leaseTicks = 0;
  #isTicking = false;
  #opened?: PromiseWithResolvers<void> | undefined;
  /** The addresses of these servers, without this one. */
  #elsewhere: { living: readonly Peer[]; addresses: readonly string[] } = {
    living: [],
    addresses: [],
  };
  readonly #writer: SnapshotWriter;

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
    this.#writer = new SnapshotWriter(options.snapshot?.order.seq ?? 0, {
      make: () => this.#makeSnapshot(),
      write: (snapshot) => options.snapshots.write(snapshot),
      rank: () => this.#order!.peers.living.findIndex((one) => one.server === server),
      onWritten: (seq) => this.#publisher.tellSaved(seq),
      onError: (error) => options.onUnsaved(error),
    });
    this.#follower = new Follower({
      ...{ stream, clock },
      receivedSeq: () => this.#intake?.lastSeq ?? this.position.seq,
      knownSeq: () => this.#publisher.acked.seq,
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

  get date(): number {
    return this.#order?.stamp.date ?? 0;
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
      onError: (error) => this.#options.onError(error),
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
    this.#closing.abort();
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
    const { seq, ownN } = order;
    const { acked } = this.#publisher;
    try {
      if (seq >= acked.seq && ownN < acked.n) {
        throw new NatsFailure("copies-differ", String(acked.seq));
      }
      order.receive(message);
      if (order.ownN > ownN) this.#publisher.onCarriedOut(order.ownN);
      this.#goOn();
      this.#writer.onSaved(order.savedSeq);
      this.#writer.onCarriedOut(message.seq, message.data.length);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What comes next on the way into the room. */
  #goOn(): void {
    if (this.#phase === "catching-up") return this.#takePart();
    if (this.#phase !== "starting" || this.#order!.ownN === 0) return;
    this.#phase = "open";
    this.#ready.resolve();
    this.#onProgress();
  }

  /** Once everything up to the start is carried out, the server says who it is. */
  #takePart(): void {
    const { charter, address, lastSeq } = this.#options;
    const { seq, peers } = this.#order!;
    if (seq < lastSeq) return;
    const difference = peers.charter && differenceOf(charter, peers.charter);
    if (difference) return this.#awaitLeases(difference);
    this.#phase = "starting";
    this.#publisher.start({ charter, ...(address === undefined ? {} : { address }) });
  }

  /**
   * Servers of another charter live, as far as is known. If they have crashed, nobody moves the time in
   * which their leases end: this one does.
   */
  #awaitLeases({ name, here, there }: Difference): void {
    if (this.#leaseTicks === LEASE_TICKS) {
      return this.#fail(new NatsFailure("other-charter", name, here, there));
    }
    if (this.#isTicking) return;
    this.#isTicking = true;
    const { stream, clock } = this.#options;
    const tick = encodeBatch({ server: "", n: 0 }, []);
    const { signal } = this.#closing;
    clock.sleep(LEASE_TICK_MS, signal).then(async () => {
      if (!signal.aborted) await stream.publish(tick);
    }).catch(() => {}).then(() => {
      this.#isTicking = false;
      this.#leaseTicks++;
      if (!signal.aborted) this.#takePart();
    });
  }

  #onProgress(): void {
    if (this.state !== "open") return;
    this.#opened?.resolve();
    this.#opened = undefined;
  }

  #makeSnapshot(): Uint8Array {
    const { snapshot: replica } = this.#replica!;
    const snapshot: RoomSnapshot = { order: this.#order!.snapshot, replica };
    return encodeUtf8(JSON.stringify(snapshot));
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
