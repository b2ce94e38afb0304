/** Random messages in the stream of a room: also those that no server should ever publish. */

import type { Batch } from "../../lib/nats/batch.ts";
import type { StreamMessage } from "../../lib/nats/shared_order.ts";
import { batchOf, bootOf, encoded, OTHER_CHARTER } from "./batches.ts";
import { randomCommands } from "./room_commands.ts";

/** How many servers run. The seats of `randomCommands` are at the first three of them. */
const SERVERS = 5;
const GARBAGE = ["", "{", "null", "[]", "{}", '{"server":"server 0","n":1}', "\u0000\uffff"];

/** A server that runs, and the number of its last batch. */
interface Running {
  server: string;
  n: number;
}

/**
 * So many messages of a few servers: batches with commands, some published again or behind one that is
 * missing, first ones with another charter, last ones, of unknown servers, and what is no batch. A
 * server that has ended is started again under another name.
 */
export function randomMessages(
  random: () => number,
  count: number,
): StreamMessage[] {
  const number = (below: number) => Math.floor(random() * below);
  const pick = <T>(all: readonly T[]): T => all[number(all.length)]!;
  const commands = randomCommands(random, 3 * count).map(({ command }) => command);
  let started = 0;
  const start = (): Running => ({ server: `server ${started++}`, n: 0 });
  const running = Array.from({ length: SERVERS }, start);
  const end = (one: Running) => running.splice(running.indexOf(one), 1, start());
  const sent: Uint8Array[] = [];
  let date = 1_000;
  const next = (one: Running, skipped = 0): Batch => {
    const { server } = one;
    const n = one.n += 1 + skipped;
    if (n === 1) return bootOf(server, undefined, random() < 0.5 ? `${server}:4000` : undefined);
    return batchOf(server, n, { commands: commands.splice(0, number(6)) });
  };
  const makers: (() => Batch | Uint8Array)[] = [
    ...Array.from({ length: 30 }, () => () => next(pick(running))),
    () => pick(sent),
    () => pick(sent),
    () => pick(sent.slice(-5)),
    () => {
      const one = pick(running);
      if (one.n === 0) return next(one);
      end(one);
      return next(one, 1 + number(3));
    },
    () => new TextEncoder().encode(pick(GARBAGE)),
    () => batchOf("stranger", number(4), { commands: commands.splice(0, 2) }),
    () => bootOf(`other ${number(3)}`, OTHER_CHARTER),
    () => {
      const one = pick(running);
      end(one);
      return { ...next(one), isLast: true };
    },
  ];
  const gapMs = () => {
    if (random() < 0.1) return -number(5_000);
    return random() < 0.1 ? number(20_000) : number(1_500);
  };
  return Array.from({ length: count }, (_, at) => {
    const made = sent.length === 0 ? next(running[0]!) : pick(makers)();
    const data = made instanceof Uint8Array ? made : encoded(made);
    sent.push(data);
    date = Math.max(1, date + gapMs());
    return { seq: at + 1, date, data };
  });
}
