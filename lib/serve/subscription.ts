/** A connection as a reader of the log: in which bytes, and how much at once. */

import type { Block } from "../broadcast/encoded_log.ts";
import type { Subscriber } from "../broadcast/subscriber.ts";
import { concat } from "../bytes.ts";
import type { Session } from "../chat/session.ts";
import type { Outbox } from "../net/outbox.ts";
import type { Event } from "../protocol.ts";
import type { Dialect } from "../wire/dialect.ts";
import { UNFRAMED_READ_BYTES } from "../wire/unframed.ts";
import type { RoomContext } from "./room_context.ts";

/** What a subscription is made with. */
export interface SubscriptionOptions {
  /** The room that is read. */
  room: RoomContext;
  /** The client's dialect. */
  dialect: Dialect;
  /** The writer of the connection. */
  outbox: Outbox;
}

/** The size of one write to a client whose messages have ends. */
const BLOCK_BYTES = 256 * 1024;

/** Subscribes a connection to the log, for this person. It reads nothing before it is opened. */
export function subscribe(options: SubscriptionOptions, reader: Session): Subscriber {
  const { room, dialect, outbox } = options;
  return room.broadcaster.subscribe({
    format: () => dialect.logFormat,
    reader,
    outbox,
    encode: (entry, isOwn) => dialect.encode(entry, isOwn),
    maxBytes: dialect.kind === "unframed" ? UNFRAMED_READ_BYTES : BLOCK_BYTES,
    skip: (cursor) => skip(options, reader, cursor),
  });
}

/** Sends a person all that was said up to now, and what answers it. Resolves then, or when it is closed. */
export async function readAll(
  { room: { broadcaster }, outbox, closed, subscriber }: {
    room: RoomContext;
    outbox: Outbox;
    closed: Promise<void>;
    subscriber: Subscriber;
  },
): Promise<void> {
  if (broadcaster.log.last > broadcaster.log.head) {
    broadcaster.scheduleFlush();
    await Promise.race([broadcaster.recorded(), closed]);
  }
  subscriber.stopAfter(broadcaster.log.last);
  subscriber.deliver();
  await Promise.race([outbox.drained(), closed]);
  subscriber.sendWaiting();
}

/** A reader who reads too slowly is told how many entries are missed, and gets private ones. */
function skip({ room, dialect }: SubscriptionOptions, reader: Session, from: number): Block {
  const { missed, backlog, cursor } = room.hub.catchUp(reader, from);
  const events: Event[] = [{ type: "missed", count: missed }, ...backlog];
  return { bytes: concat(events.map((event) => dialect.encode(event))), cursor };
}
