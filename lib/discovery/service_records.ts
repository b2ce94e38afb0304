/** A room as a service of DNS-SD (RFC 6763): which records answer a question. Pure. */

import type { Answer } from "./datagrams.ts";

/** The type of the service: a chat of this kind, over TCP. */
export const SERVICE_TYPE = "_chat-room._tcp.local";
/** Where all types of services are listed (RFC 6763, 9). */
const ALL_TYPES = "_services._dns-sd._udp.local";
/** How long a record may be remembered, in s (RFC 6762, 10). */
const TTL_S = 120;
/** A part of a name has at most so many bytes (RFC 1035, 2.3.4). */
const MAX_LABEL_BYTES = 63;

/** A record, as the library takes it. */
export type ServiceRecord =
  | { name: string; type: "PTR" | "A"; ttl: number; data: string }
  | { name: string; type: "SRV"; ttl: number; data: { port: number; target: string } }
  | { name: string; type: "TXT"; ttl: number; data: string[] };

/** What answers a question: the records, and those that are asked for next. */
export interface ServiceAnswer {
  /** The answer itself. */
  answers: ServiceRecord[];
  /** What else is needed to connect. */
  additionals: ServiceRecord[];
}

/** What is told of a room. */
export type ServiceRoom = Omit<Answer, "nonce">;

/** The name of a room as one part of a DNS name. */
export function labelOf(room: string): string {
  let label = room.replaceAll(".", "-");
  while (new TextEncoder().encode(label).length > MAX_LABEL_BYTES) {
    label = [...label].slice(0, -1).join("");
  }
  return label;
}

/**
 * All records of a room.
 *
 * @param address The IPv4 address of this machine in the network where they are told.
 * @param ttl How long they may be remembered, in s; 0 takes them back. @default {120}
 */
export function recordsOf(room: ServiceRoom, address: string, ttl = TTL_S): ServiceRecord[] {
  const instance = `${labelOf(room.room)}.${SERVICE_TYPE}`;
  const target = `chat-${room.id.slice(0, 12)}.local`;
  const { room: name, people, hasPassword, id, certificate } = room;
  const told = { version: 1, room: name, people, password: hasPassword ? 1 : 0, id, certificate };
  const data = Object.entries(told).map(([key, value]) => `${key}=${value}`);
  return [
    { name: ALL_TYPES, type: "PTR", ttl, data: SERVICE_TYPE },
    { name: SERVICE_TYPE, type: "PTR", ttl, data: instance },
    { name: instance, type: "SRV", ttl, data: { port: room.port, target } },
    { name: instance, type: "TXT", ttl, data },
    { name: target, type: "A", ttl, data: address },
  ];
}

/** What answers a question; undefined when it is for others. */
export function answerTo(
  question: { name: string; type: string },
  room: ServiceRoom,
  address: string,
): ServiceAnswer | undefined {
  const records = recordsOf(room, address);
  const isAsked = (record: ServiceRecord) =>
    record.name.toLowerCase() === question.name.toLowerCase() &&
    (question.type === record.type || question.type === "ANY");
  const answers = records.filter(isAsked);
  if (answers.length === 0) return undefined;
  const additionals = records.filter((one) => !isAsked(one) && one.name !== ALL_TYPES);
  return { answers, additionals };
}
