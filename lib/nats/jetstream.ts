/** The stream and the snapshots of a room in NATS JetStream. [edge] */

import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstream,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from "@nats-io/jetstream";
import {
  connect,
  createInbox,
  credsAuthenticator,
  nanos,
  type NatsConnection,
} from "@nats-io/transport-node";
import { encodeUtf8 } from "../bytes.ts";
import { plainOptionsOf } from "./connection_options.ts";
import { dateOf, passOn } from "./consumer_message.ts";
import type { NatsAddress } from "./nats_address.ts";
import { NatsFailure } from "./nats_failure.ts";
import { mayDiffer } from "./nats_version.ts";
import { partsOf, type SnapshotHead, whole } from "./snapshot_parts.ts";
import type { StreamMessage } from "./shared_order.ts";
import type { SnapshotStore, Stream, StreamBounds, StreamListener } from "./stream.ts";

/** The stream and the snapshots of one room, and the connection to them. */
export interface RoomStreams extends Stream, SnapshotStore {
  /** The version of a node in a cluster whose copies may come to differ; undefined otherwise. */
  readonly oldVersion: string | undefined;
  /** Tells when the connection is lost, and when it is there again. */
  watch(onChange: (isConnected: boolean) => void): void;
  /** Closes the connection. */
  close(): Promise<void>;
}

/** Where the batches of all servers are published. */
const BATCHES = "chat.batches";
/** Where snapshots are: their parts, and what tells that all of them are written. */
const SNAPSHOTS = "chat.snapshots";
/** The stream keeps so many bytes: many times what is between two snapshots. */
const STREAM_BYTES = 128 * 1024 * 1024;
/** So many bytes of snapshots: several of the largest. */
const SNAPSHOT_BYTES = 256 * 1024 * 1024;
/** How long one request may take. While a cluster has no leader, none is answered. */
const REQUEST_MS = 1_000;
const SNAPSHOT_MS = 10_000;
/** How long one message may take: whichever copy of the stream is asked, has it or not. */
const READ_MS = 300;
/** A consumer is heard of so often, and deleted so long after nobody listens. */
const HEARTBEAT_MS = 1_000;
const INACTIVE_MS = 10_000;
/** After so long without an acknowledgement another node is asked. */
const OTHER_NODE_MS = 8_000;
/** The largest message: a part of a snapshot, or a batch. NATS takes 1 MB unless told otherwise. */
const PAYLOAD_BYTES = 512 * 1024;
/** The error of a JetStream that is alone, and asked for replicas. */
const NOT_CLUSTERED = 10_074;

/**
 * Connects to NATS, and finds the stream of the room, or makes it. Rejects when NATS does not answer.
 *
 * @throws {NatsFailure} When it is without JetStream.
 */
export async function connectStreams(address: NatsAddress): Promise<RoomStreams> {
  const { credentials } = address;
  const nc = await connect({
    ...plainOptionsOf(address),
    ...(credentials ? { authenticator: credsAuthenticator(credentials) } : {}),
    // A frozen node takes connections, and answers none: the one tried longest ago comes first.
    reconnectToServer: (nodes) => nodes.toSorted((a, b) => a.lastConnect - b.lastConnect)[0]!,
  });
  try {
    const { jetstream, max_payload = 0 } = nc.info ?? {};
    if (jetstream !== true) throw new NatsFailure("no-jetstream");
    if (max_payload < PAYLOAD_BYTES) throw new NatsFailure("small-payload", String(max_payload));
    return await openStream(nc);
  } catch (error) {
    await nc.close();
    throw error;
  }
}

async function openStream(nc: NatsConnection): Promise<RoomStreams> {
  const jsm = await jetstreamManager(nc, { timeout: REQUEST_MS });
  const info = await findStream(jsm) ?? await makeStream(jsm, nc);
  const { name, num_replicas: replicas } = info.config;
  const epoch = name.replace(/^chat-/, "");
  await makeSnapshotStream(jsm, epoch, replicas);
  const reading = await jetstreamManager(nc, { timeout: READ_MS, checkAPI: false });
  return new JetStreamRoom(nc, { jsm, reading, epoch, replicas });
}

async function findStream(jsm: JetStreamManager): Promise<StreamInfo | undefined> {
  const names: string[] = [];
  for await (const name of jsm.streams.names(BATCHES)) names.push(name);
  const [first] = names.sort(); // Two at once, made by two servers: both take the older one.
  return first === undefined ? undefined : await jsm.streams.info(first);
}

async function makeStream(jsm: JetStreamManager, nc: NatsConnection): Promise<StreamInfo> {
  const random = crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
  const name = `chat-${Date.now().toString(36)}-${random}`;
  const config = { name, subjects: [BATCHES], max_bytes: STREAM_BYTES };
  await addStream(jsm, config, replicasOf(nc));
  const found = await findStream(jsm);
  if (!found) throw new Error("the stream is not there yet");
  if (found.config.name !== name) await jsm.streams.delete(name);
  return found;
}

async function makeSnapshotStream(
  jsm: JetStreamManager,
  epoch: string,
  replicas: number,
): Promise<void> {
  const subjects = [`${SNAPSHOTS}.${epoch}.>`];
  const name = `chat-snapshots-${epoch}`;
  await addStream(jsm, { name, subjects, max_bytes: SNAPSHOT_BYTES }, replicas);
}

async function addStream(
  jsm: JetStreamManager,
  config: { name: string; subjects: string[]; max_bytes: number },
  replicas: number,
): Promise<void> {
  const add = (num_replicas: number) =>
    jsm.streams.add({
      ...config,
      num_replicas,
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
    });
  try {
    await add(replicas);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== NOT_CLUSTERED) throw error;
    await add(1);
  }
}

/** In a cluster every batch is on three nodes. */
function replicasOf({ info }: NatsConnection): number {
  return info?.cluster === undefined ? 1 : 3;
}

class JetStreamRoom implements RoomStreams {
  readonly epoch: string;
  readonly oldVersion: string | undefined;
  readonly #nc: NatsConnection;
  readonly #js: JetStreamClient;
  readonly #jsm: JetStreamManager;
  readonly #reading: JetStreamManager;
  #ackedAt = performance.now();

  constructor(nc: NatsConnection, { jsm, reading, epoch, replicas }: {
    jsm: JetStreamManager;
    reading: JetStreamManager;
    epoch: string;
    replicas: number;
  }) {
    this.#nc = nc;
    this.#js = jetstream(nc, { timeout: REQUEST_MS });
    this.#jsm = jsm;
    this.#reading = reading;
    this.epoch = epoch;
    const { version = "" } = nc.info ?? {};
    this.oldVersion = replicas > 1 && mayDiffer(version) ? version : undefined;
  }

  async watch(onChange: (isConnected: boolean) => void): Promise<void> {
    for await (const { type } of this.#nc.status()) {
      if (type === "disconnect") onChange(false);
      if (type === "reconnect") onChange(true);
    }
  }

  close(): Promise<void> {
    return this.#nc.close();
  }

  async publish(data: Uint8Array): Promise<number> {
    const expect = { streamName: this.#name };
    try {
      const { seq } = await this.#js.publish(BATCHES, data, {
        ...{ timeout: REQUEST_MS, retries: 0, expect },
      });
      this.#ackedAt = performance.now();
      return seq;
    } catch (error) {
      this.#tryOtherNode();
      throw error;
    }
  }

  async bounds(): Promise<StreamBounds> {
    const { state: { first_seq, last_seq } } = await this.#info();
    return { firstSeq: first_seq, lastSeq: last_seq };
  }

  async message(seq: number): Promise<StreamMessage | undefined> {
    const found = await this.#reading.streams.getMessage(this.#name, { seq });
    return found ? { seq, date: dateOf(found.timestamp), data: found.data } : undefined;
  }

  async follow(from: number, listener: StreamListener): Promise<() => void> {
    const inbox = createInbox();
    const subscription = this.#nc.subscribe(inbox, {
      callback: (error, message) => {
        if (!error) passOn(message, listener, (subject) => this.#nc.publish(subject));
      },
    });
    try {
      await this.#jsm.consumers.add(this.#name, {
        deliver_subject: inbox,
        deliver_policy: DeliverPolicy.StartSequence,
        opt_start_seq: from,
        ack_policy: AckPolicy.None,
        idle_heartbeat: nanos(HEARTBEAT_MS),
        flow_control: true,
        inactive_threshold: nanos(INACTIVE_MS),
        mem_storage: true,
        num_replicas: 1,
      });
    } catch (error) {
      subscription.unsubscribe();
      throw error;
    }
    return () => subscription.unsubscribe();
  }

  async write(snapshot: Uint8Array): Promise<void> {
    const random = crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
    const subject = `${this.#snapshots}.part.${random}`;
    const seqs: number[] = [];
    const options = { timeout: SNAPSHOT_MS };
    for (const part of partsOf(snapshot)) {
      seqs.push((await this.#js.publish(subject, part, options)).seq);
    }
    const head: SnapshotHead = {
      subject,
      first: seqs[0]!,
      last: seqs.at(-1)!,
      bytes: snapshot.length,
    };
    await this.#js.publish(`${this.#snapshots}.head`, encodeUtf8(JSON.stringify(head)), options);
  }

  async read(): Promise<Uint8Array | undefined> {
    const name = `chat-snapshots-${this.epoch}`;
    const subjectOfHead = `${this.#snapshots}.head`;
    const head = await this.#jsm.streams.getMessage(name, { last_by_subj: subjectOfHead });
    if (!head) return undefined;
    const { streams } = await jetstreamManager(this.#nc, { timeout: SNAPSHOT_MS });
    const get = streams.getMessage.bind(streams, name);
    const { subject, first, last, bytes } = head.json<SnapshotHead>();
    const seqs = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const parts = await Promise.all(seqs.map((seq) => get({ seq })));
    const own = parts.flatMap((part) => part?.subject === subject ? [part.data] : []);
    return whole(own, bytes);
  }

  get #name(): string {
    return `chat-${this.epoch}`;
  }

  get #snapshots(): string {
    return `${SNAPSHOTS}.${this.epoch}`;
  }

  async #info(): Promise<StreamInfo> {
    try {
      return await this.#jsm.streams.info(this.#name);
    } catch (error) {
      const isGone = error instanceof JetStreamApiError && error.status === 404;
      throw isGone ? new NatsFailure("stream-gone", this.#name) : error;
    }
  }

  /** A node that answers pings, and is not in touch with the others, takes nothing. */
  #tryOtherNode(): void {
    const now = performance.now();
    if (now - this.#ackedAt < OTHER_NODE_MS || this.#nc.isClosed()) return;
    this.#ackedAt = now;
    this.#nc.reconnect().catch(() => {}); // It is reconnecting already.
  }
}
