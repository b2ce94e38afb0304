/** Random messages in the stream of a room: also those that no server should ever publish. */

import { type Batch, encodeBatch } from "../../lib/nats/batch.ts";
import type { StreamMessage } from "../../lib/nats/shared_order.ts";
import { batchOf, bootOf, OTHER_CHARTER } from "./batches.ts";
import { randomCommands } from "./room_commands.ts";

/** The seats of `randomCommands` are at the first three. */
const SERVERS = Array.from({ length: 5 }, (_, at) => `server ${at}`);
const GARBAGE = ["", "{", "null", "[]", "{}", '{"server":"server 0","n":1}', "\u0000\uffff"];

/**
 * So many messages of a few servers: batches with commands, some published again or behind one that is
 * missing, first ones with another charter, last ones, of unknown servers, and what is no batch.
 */
export function randomMessages(
  random: () => number,
  count: number,
): StreamMessage[] {
  const number = (below: number) => Math.floor(random() * below);
  const pick = <T>(all: readonly T[]): T => all[number(all.length)]!;
  const commands = randomCommands(random, 3 * count).map(({ command }) => command);
  const published = new Map<string, number>();
  const sent: Uint8Array[] = [];
  let date = 1_000;
  /** The next batch of a server: the first one, if it is to be started again. */
  const next = (server: string, skipped = 0): Batch => {
    const n = (published.get(server) ?? 0) + 1 + skipped;
    published.set(server, n);
    if (n === 1) return bootOf(server, undefined, random() < 0.5 ? `${server}:4000` : undefined);
    return batchOf(server, n, { commands: commands.splice(0, number(6)) });
  };
  const makers: (() => Batch | Uint8Array)[] = [
    ...Array.from({ length: 30 }, () => () => next(pick(SERVERS))),
    () => pick(sent),
    () => pick(sent),
    () => pick(sent.slice(-5)),
    () => {
      const server = pick(SERVERS);
      if (!published.has(server)) return next(server);
      const batch = next(server, 1 + number(3));
      published.delete(server);
      return batch;
    },
    () => new TextEncoder().encode(pick(GARBAGE)),
    () => batchOf("stranger", number(4), { commands: commands.splice(0, 2) }),
    () => bootOf(`other ${number(3)}`, OTHER_CHARTER),
    () => {
      const server = pick(SERVERS);
      const batch = next(server);
      published.delete(server);
      return { ...batch, isLast: true };
    },
  ];
  const gapMs = () => {
    if (random() < 0.1) return -number(5_000);
    return random() < 0.1 ? number(20_000) : number(1_500);
  };
  return Array.from({ length: count }, (_, at) => {
    const made = sent.length === 0 ? next(SERVERS[0]!) : pick(makers)();
    const data = made instanceof Uint8Array ? made : encodeBatch(made);
    sent.push(data);
    date = Math.max(1, date + gapMs());
    return { seq: at + 1, date, data };
  });
}
