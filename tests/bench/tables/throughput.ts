/** Floods: deliveries per second, a receiver that stops reading, the cost of the history. */

import { chat, relay } from "../competitor.ts";
import { quantile } from "../quantile.ts";
import { alternate, load, type MakeCompetitor, measure, MIB, namesOf } from "../run.ts";
import { noRateLimit, type Plan, print } from "../run.ts";
import { ServerProcess } from "../server_process.ts";
import { Table } from "../table.ts";

const FLOODS = [
  { senders: 1, receivers: 10 },
  { senders: 1, receivers: 100 },
  { senders: 1, receivers: 1000 },
  { senders: 1, receivers: 2000 },
  { senders: 10, receivers: 100 },
];
const FLOOD_SECONDS = 2;

/** Deliveries per second, and per second of the server's processor time. */
export async function flood({ competitors, rounds }: Plan): Promise<void> {
  const all = [...competitors, relay];
  for (const { senders, receivers } of FLOODS) {
    const table = new Table(
      `${senders} x ${receivers}, 64-byte texts`,
      ["M deliveries/s", "M per CPU-second"],
      namesOf(all),
    );
    await alternate(all, rounds, async (competitor) => {
      const job = { workload: "flood" as const, senders, receivers, seconds: FLOOD_SECONDS };
      const { deliveriesPerSecond, deliveriesPerCpuSecond } = await measure(competitor, job);
      table.add(competitor.name, [deliveriesPerSecond / 1e6, deliveriesPerCpuSecond / 1e6]);
    });
    print(table.toString());
  }
}

/** A flood in which one receiver stops reading. */
export async function stall({ competitors, rounds }: Plan): Promise<void> {
  const names = namesOf(competitors);
  const table = new Table(
    "1 x 100, and one more who stops reading",
    ["longest silence of the others, ms", "peak MB"],
    names,
  );
  await alternate(competitors, rounds, async (competitor) => {
    const load = { senders: 1, receivers: 100, seconds: 3 * FLOOD_SECONDS, hasStalled: true };
    const { longestGapMs, peakBytes } = await measure(competitor, { workload: "flood", ...load });
    table.add(competitor.name, [longestGapMs, peakBytes / MIB]);
  });
  print(table.toString());
}

/** The cost of writing every entry to disk before it is broadcast. */
export async function history({ rounds }: Plan): Promise<void> {
  const lag = new URL("../lag.ts", import.meta.url).pathname;
  const withLag = (name: string, options: string[]): MakeCompetitor => (port) => ({
    ...chat("structured", port, {
      options: [...noRateLimit, ...options],
      flags: ["--preload", lag],
    }),
    name,
  });
  const competitors = [
    withLag("chat structured", []),
    withLag("chat structured --history", ["--history", "chat.db"]),
  ];
  const table = new Table(
    "1 x 100 with a history",
    ["M deliveries/s", "loop late p99 ms", "loop late max ms"],
    namesOf(competitors),
  );
  await alternate(competitors, rounds, async (competitor) => {
    await using server = await ServerProcess.start(competitor);
    const job = { workload: "flood" as const, senders: 1, receivers: 100, seconds: FLOOD_SECONDS };
    const { deliveriesPerSecond, measured: [from, to] } = await load(competitor, server, job);
    await server.stop();
    const lags: [at: number, lateMs: number][] = JSON.parse(await server.read("lags.json"));
    const late = lags.filter(([at]) => at >= from && at <= to).map(([, lateMs]) => lateMs);
    late.sort((a, b) => a - b);
    table.add(competitor.name, [deliveriesPerSecond / 1e6, quantile(late, 0.99), late.at(-1)!]);
  });
  print(table.toString());
}
