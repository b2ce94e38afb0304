/** Opens the room of several servers: connects to NATS, and finds where the room is. [edge] */

import process from "node:process";
import type { StreamPosition } from "../sequencer/sequencer.ts";
import type { ReplicaSnapshot } from "../chat/snapshot.ts";
import { type Clock, systemClock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Texts } from "../i18n/mod.ts";
import { charterOf } from "./charter.ts";
import { connectStreams, type RoomStreams } from "./jetstream.ts";
import { withoutSecrets } from "./nats_address.ts";
import { NatsFailure } from "./nats_failure.ts";
import { NatsSequencer, type RoomSnapshot } from "./nats_sequencer.ts";
import { retry } from "./retry.ts";

/** How a room on several servers is opened. */
export interface NatsOptions {
  /** The nodes of NATS, as `nats://host:port` or `tls://host:port`, with `user:password@` if needed. */
  servers: readonly string[];
  /** The path of a file of credentials; undefined without one. */
  credentials?: string | undefined;
  /** The path of a file with the authority of its certificates. @default {those of Mozilla} */
  authority?: string | undefined;
  /** Where people connect to this server. @default {that is not told} */
  address?: string | undefined;
  /** The last message that this server has recorded, and in which stream. @default {none} */
  recorded?: StreamPosition | undefined;
  /** How many people fit. */
  maxPeople: number;
  /** How long the place of a person without a connection is kept, in ms. */
  graceMs: number;
  /** The language of the sentences. */
  texts: Texts;
  /** Shows a sentence. */
  print: (text: string) => void;
  /** Ends the wait for a NATS that does not answer. */
  signal: AbortSignal;
}

/** A room on several servers, of which this one is about to be one. */
export interface NatsRoom {
  /** Puts commands in order. */
  sequencer: NatsSequencer;
  /** Where the replica goes on; undefined for a new room. */
  snapshot: ReplicaSnapshot | undefined;
  /** Identifies the stream. */
  epoch: string;
  /** Resolves with the reason when this server cannot go on. */
  failed: Promise<unknown>;
  /** Shows what happens from now on elsewhere: on the console of the room. */
  showOn(print: (text: string) => void): void;
  /** Closes the connection to NATS. */
  close(): Promise<void>;
}

/** The first wait before the next attempt to find the room, and the longest one. */
const MIN_RETRY_MS = 250;
const MAX_RETRY_MS = 5_000;

/**
 * Finds the room, however long that takes.
 *
 * @returns Undefined when the signal aborts first.
 * @throws {NatsFailure} When it is of no use to try again.
 */
export async function openNats(options: NatsOptions): Promise<NatsRoom | undefined> {
  const { servers, texts, print, signal } = options;
  const credentials = readFile(options.credentials, "bad-credentials");
  const authority = readFile(options.authority, "bad-authority");
  print(texts.natsSearching(servers.map(withoutSecrets).join(", ")));
  let isTold = false;
  const onError = (error: unknown) => {
    // A failure that may pass has its sentence when it does not.
    if (isTold || error instanceof NatsFailure) return;
    print(texts.natsUnavailable(messageOf(error)));
    isTold = true;
  };
  const clock = systemClock;
  return await retry(async () => {
    let streams: RoomStreams | undefined;
    try {
      streams = await connectStreams({ servers, credentials, authority });
      return await openRoom(streams, options, clock);
    } catch (error) {
      await streams?.close();
      throw lastingOf(error);
    }
  }, { minMs: MIN_RETRY_MS, maxMs: MAX_RETRY_MS, clock, signal, onError });
}

/** @throws {NatsFailure} When the file cannot be read. */
function readFile(
  path: string | undefined,
  failure: "bad-credentials" | "bad-authority",
): Uint8Array | undefined {
  try {
    return path === undefined ? undefined : Deno.readFileSync(path);
  } catch {
    throw new NatsFailure(failure, path!);
  }
}

async function openRoom(
  stream: RoomStreams,
  options: NatsOptions,
  clock: Clock,
): Promise<NatsRoom> {
  const { texts, address, recorded } = options;
  let show = options.print;
  const bytes = await stream.read();
  const { firstSeq, lastSeq } = await stream.bounds();
  const snapshot = bytes && JSON.parse(new TextDecoder().decode(bytes)) as RoomSnapshot;
  const carriedOut = snapshot?.order.seq ?? 0;
  const isOfRoom = recorded?.epoch === stream.epoch;
  const seen = Math.max(carriedOut, isOfRoom ? recorded.seq : 0);
  if (lastSeq < seen) throw new NatsFailure("stream-went-back", String(lastSeq), String(seen));
  if (firstSeq > carriedOut + 1) {
    throw new NatsFailure("stream-went-on", String(carriedOut), String(firstSeq));
  }
  if (stream.oldVersion !== undefined) show(texts.natsOld(stream.oldVersion));
  const { promise: failed, resolve: onFailure } = Promise.withResolvers<unknown>();
  const sequencer = new NatsSequencer({
    ...{ stream, snapshots: stream, snapshot, lastSeq, address, clock, onFailure },
    onUnsaved: (error) => show(texts.natsUnsaved(messageOf(error))),
    onError: (error) => show(texts.unexpected(messageOf(error))),
    server: newServerName(),
    charter: charterOf({ ...options, unicode: process.versions.unicode ?? Deno.version.v8 }),
  });
  stream.watch((isConnected) => {
    sequencer.setConnected(isConnected);
    show(isConnected ? texts.natsBack : texts.natsLost);
  });
  return {
    sequencer,
    snapshot: snapshot?.replica,
    epoch: stream.epoch,
    failed,
    showOn: (to) => show = to,
    close: () => stream.close(),
  };
}

/** A name that no other server has, nor this one when it is started again. */
function newServerName(): string {
  return crypto.getRandomValues(new Uint32Array(2)).reduce(
    (name, one) => name + one.toString(36),
    "",
  );
}

/** The failure that an error stands for, when it stays; else the error. */
function lastingOf(error: unknown): unknown {
  const name = error instanceof Error ? error.name : "";
  const isRefusal = name === "AuthorizationError" || name === "UserAuthenticationExpiredError";
  return isRefusal ? new NatsFailure("not-allowed", messageOf(error)) : error;
}
