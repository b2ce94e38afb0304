/** Delays: ordinary chat, and ordinary chat beside one client that floods. */

import { chat, relay } from "../competitor.ts";
import { alternate, type MakeCompetitor, measure, MIB, namesOf } from "../run.ts";
import { type Plan, print } from "../run.ts";
import { Table } from "../table.ts";

/** From sending to receiving, 50 messages a second. */
export async function latency({ competitors, rounds }: Plan): Promise<void> {
  const all = [...competitors, relay];
  for (const receivers of [100, 1000]) {
    const title = `50 messages/s, ${receivers} receivers`;
    const delays = new Table(title, ["p50 ms", "p99 ms", "max ms"], namesOf(all));
    const cpu = new Table(title, ["CPU us per delivery"], namesOf(all));
    await alternate(all, rounds, async (competitor) => {
      const job = { workload: "latency" as const, receivers, rate: 50, seconds: 5 };
      const { p50Ms, p99Ms, maxMs, cpuUsPerDelivery } = await measure(competitor, job);
      delays.add(competitor.name, [p50Ms, p99Ms, maxMs]);
      cpu.add(competitor.name, [cpuUsPerDelivery]);
    });
    print(delays.toString());
    print(cpu.toString());
  }
}

/** Latency of the others while one client sends 10,000 messages a second against the rate limit. */
export async function flooded({ rounds }: Plan): Promise<void> {
  // Line clients of one address share a rate limit, and 64 people of it join at once.
  const limited: MakeCompetitor[] = [(port) => chat("structured", port)];
  const table = new Table(
    "50 messages/s, 60 receivers, and one who says 10000 messages/s",
    ["p99 ms without", "p99 ms with", "grown MB", "peak MB"],
    namesOf(limited),
  );
  await alternate(limited, rounds, async (competitor) => {
    const job = { workload: "flooded" as const, receivers: 60, seconds: 5 };
    const { quietP99Ms, floodedP99Ms, grownBytes, peakBytes } = await measure(competitor, job);
    table.add(competitor.name, [quietP99Ms, floodedP99Ms, grownBytes / MIB, peakBytes / MIB]);
  });
  print(table.toString());
}
