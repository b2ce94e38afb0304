/** A message of a push consumer of JetStream: one of the stream, or its status. */

import type { StreamListener } from "./stream.ts";

/** A message as NATS delivers it. */
export interface ConsumerMessage {
  /** Of a status: its code, and what it says. */
  readonly headers?: { readonly code: number; get(name: string): string } | undefined;
  /** Where an answer goes; of a message of the stream it tells what that is. */
  readonly reply?: string | undefined;
  /** What was published. */
  readonly data: Uint8Array;
}

/** The code of a message that is not of the stream. */
const STATUS = 100;

/**
 * Passes on a message, or what a status says. A status that waits for an answer gets it: the next
 * messages may come.
 *
 * @param publish Publishes an empty message to a subject.
 */
export function passOn(
  { headers, reply = "", data }: ConsumerMessage,
  listener: StreamListener,
  publish: (subject: string) => void,
): void {
  if (headers?.code !== STATUS) return listener.onMessage({ ...parseReply(reply), data });
  for (const subject of [reply, headers.get("Nats-Consumer-Stalled")]) {
    if (subject !== "") publish(subject);
  }
  const last = headers.get("Nats-Last-Stream");
  if (last !== "") listener.onHeartbeat(Number(last));
}

/**
 * The number and the time of a message, which are in its reply subject (ADR-15 of nats-io):
 * `$JS.ACK.stream.consumer.deliveries.streamSeq.consumerSeq.nanoseconds.pending`. Newer versions of
 * NATS have domain and account before the stream.
 */
function parseReply(reply: string): { seq: number; date: number } {
  const words = reply.split(".");
  const [seq, , nanoseconds] = words.slice(words.length > 9 ? 7 : 5);
  return { seq: Number(seq), date: Number(nanoseconds!.slice(0, -6)) };
}

/**
 * The time of a message that was read by itself, in whole ms since 1970, as every server has it.
 *
 * @param timestamp As RFC 3339 has it, with up to nine digits behind the second.
 */
export function dateOf(timestamp: string): number {
  return Date.parse(timestamp.replace(/(\.\d{3})\d+/, "$1"));
}
