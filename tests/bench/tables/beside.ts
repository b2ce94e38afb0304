/** WebSockets, or TLS, beside structured clients of the same server: throughput, and memory. */

import { chat } from "../competitor.ts";
import {
  alternate,
  type MakeCompetitor,
  measure,
  namesOf,
  noRateLimit,
  type Plan,
  print,
  REST_SECONDS,
} from "../run.ts";
import { Table } from "../table.ts";

const READERS = [100, 1000];
const PEOPLE = { websocket: [1000, 5000], tls: [1000] };
/** How many receive ordinary chat, 50 messages a second. */
const CHATTERS = [10, 100];
const FLOOD_SECONDS = 2;

/** WebSockets: readers of a flood, and idle connections. */
export const websocket = (plan: Plan): Promise<void> => besideStructured("websocket", plan);
/** TLS: readers of a flood, and idle connections. */
export const tls = (plan: Plan): Promise<void> => besideStructured("tls", plan);

async function besideStructured(dialect: "websocket" | "tls", { rounds }: Plan): Promise<void> {
  const both: MakeCompetitor[] = [
    (port) => chat("structured", port, { options: noRateLimit }),
    (port) => chat(dialect, port, { options: noRateLimit }),
  ];
  for (const receivers of READERS) {
    const table = new Table(
      `1 x ${receivers}, 64-byte texts`,
      ["M per CPU-second", "M deliveries/s"],
      namesOf(both),
    );
    await alternate(both, rounds, async (competitor) => {
      const job = { workload: "flood" as const, senders: 1, receivers, seconds: FLOOD_SECONDS };
      const { deliveriesPerSecond, deliveriesPerCpuSecond } = await measure(competitor, job);
      table.add(competitor.name, [deliveriesPerCpuSecond / 1e6, deliveriesPerSecond / 1e6]);
    });
    print(table.toString());
  }
  for (const receivers of CHATTERS) {
    const table = new Table(
      `1 x ${receivers}, 50 messages/s`,
      ["p50 ms", "p99 ms", "max ms", "µs of CPU per delivery"],
      namesOf(both),
    );
    await alternate(both, rounds, async (competitor) => {
      const job = { workload: "latency" as const, receivers, rate: 50, seconds: 5 };
      const { p50Ms, p99Ms, maxMs, cpuUsPerDelivery } = await measure(competitor, job);
      table.add(competitor.name, [p50Ms, p99Ms, maxMs, cpuUsPerDelivery]);
    });
    print(table.toString());
  }
  for (const people of PEOPLE[dialect]) {
    const table = new Table(
      `${people} people join`,
      [`KB per connection after ${REST_SECONDS} s idle`, "KB when they have joined", "CPU-s"],
      namesOf(both),
    );
    await alternate(both, rounds, async (competitor) => {
      const job = { workload: "join" as const, people, restSeconds: REST_SECONDS };
      const figures = await measure(competitor, job);
      table.add(competitor.name, [
        figures.idleBytesPerConnection / 1000,
        figures.joinedBytesPerConnection / 1000,
        figures.cpuSeconds,
      ]);
    });
    print(table.toString());
  }
}
