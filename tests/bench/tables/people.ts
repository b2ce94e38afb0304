/** People who join: their cost, their delay in a full room, and how soon a server listens. */

import { alternate, measure, MIB, namesOf, OURS, type Plan, print, REST_SECONDS } from "../run.ts";
import { ServerProcess } from "../server_process.ts";
import { Table } from "../table.ts";

/** Time and memory for people who join one after the other. */
export async function join({ competitors, rounds }: Plan): Promise<void> {
  for (const people of [1000, 5000]) {
    const table = new Table(
      `${people} people come one after the other, everybody is told of each`,
      ["s", "CPU-s", "KB per connection", `after ${REST_SECONDS} s idle`, "peak MB"],
      namesOf(competitors),
    );
    await alternate(competitors, rounds, async (competitor) => {
      const job = { workload: "join" as const, people, restSeconds: REST_SECONDS };
      const figures = await measure(competitor, job);
      table.add(competitor.name, [
        figures.seconds,
        figures.cpuSeconds,
        figures.joinedBytesPerConnection / 1000,
        figures.idleBytesPerConnection / 1000,
        figures.peakBytes / MIB,
      ]);
    });
    print(table.toString());
  }
}

/** Join latency of our server in a full, busy room. */
export async function arrivals({ competitors, rounds }: Plan): Promise<void> {
  const ours = competitors.slice(0, OURS.length);
  const table = new Table(
    "newcomers in a room of 10000 in which 100 messages are said per second",
    ["p50 ms", "p99 ms", "processors", "resident MB"],
    namesOf(ours),
  );
  await alternate(ours, rounds, async (competitor) => {
    const room = { people: 10_000, rate: 100, newcomers: 100 };
    const { p50Ms, p99Ms, cpuShare, residentBytes } = await measure(competitor, {
      workload: "arrivals" as const,
      ...room,
    });
    table.add(competitor.name, [p50Ms, p99Ms, cpuShare, residentBytes / MIB]);
  });
  print(table.toString());
}

/** From the start of the process to the first connection. */
export async function start({ competitors, rounds }: Plan): Promise<void> {
  const empty = "an empty Deno program, until its end";
  const [, ...others] = competitors; // Both dialects are the same program.
  const names = [...namesOf(others), empty];
  const table = new Table("from start to listening", ["ms"], names);
  for (let round = 0; round < Math.max(5, rounds); round++) {
    await alternate(others, 1, async (competitor) => {
      await using server = await ServerProcess.start(competitor);
      table.add(competitor.name, [server.startMs]);
    });
    const startedAt = performance.now();
    await new Deno.Command(Deno.execPath(), { args: ["eval", "--no-config", ""] }).output();
    table.add(empty, [performance.now() - startedAt]);
  }
  print(table.toString());
}
