/** Crowds that flood: every message arrives at every reader, and nobody is dropped. */

import { chat } from "../competitor.ts";
import type { OwnDialect } from "../message_counter.ts";
import { freePort, measure, MIB, noRateLimit, type Plan, print } from "../run.ts";
import { row } from "../table.ts";
import type { CrowdFigures } from "../workloads/crowd.ts";

/** One measured crowd. */
interface Combination {
  /** So many flood all the time; 1000 send a burst. */
  senders: number;
  readers: number;
  dialect: OwnDialect;
  textBytes: number;
  hasHistory: boolean;
}

const SECONDS = 2;
/** How many messages each of the burst's senders has: the rate limit allows them at once. */
const BURST = 20;
const BURST_SENDERS = 1000;

const SENDERS = [1, 2, 5, 6, 8, 10, 16, 100, 600, BURST_SENDERS];
const READERS = [10, 100, 1000];
const DIALECTS: OwnDialect[] = ["line", "structured"];
const TEXT_BYTES = [64, 4096];

/** Every value of each column occurs; `--all` measures all combinations, which takes an hour. */
const USUAL: Combination[] = [
  combination(1, 1000, "line", 64),
  combination(2, 100, "structured", 4096),
  combination(5, 100, "line", 4096, true),
  combination(6, 100, "structured", 64),
  combination(8, 100, "line", 64),
  combination(10, 100, "structured", 64, true),
  combination(10, 1000, "line", 64),
  combination(16, 10, "structured", 4096, true),
  combination(100, 100, "structured", 64),
  combination(600, 10, "line", 64),
  combination(BURST_SENDERS, 10, "structured", 64),
  combination(BURST_SENDERS, 100, "line", 64, true),
];

/** Floods by crowds; a row with a loss makes the benchmark fail. */
export async function crowd({ isComplete }: Plan): Promise<void> {
  print(`\n${row(["crowd, senders x readers", ...COLUMNS, ""])}`);
  print(row(["---", "---", ...COLUMNS.slice(1).map(() => "---:"), "---"]));
  let failures = 0;
  for (const one of isComplete ? all() : USUAL) {
    const { senders, readers, dialect, textBytes, hasHistory } = one;
    const name = `${senders} x ${readers}${senders === BURST_SENDERS ? " burst" : ""}`;
    const kind = `${dialect}${hasHistory ? " --history" : ""}, ${textBytes} bytes`;
    const options = [...noRateLimit, ...(hasHistory ? ["--history", "chat.db"] : [])];
    const load = senders === BURST_SENDERS ? { burst: BURST } : { seconds: SECONDS };
    try {
      const job = { workload: "crowd" as const, senders, readers, textBytes, ...load };
      const figures = await measure(chat(dialect, freePort(), { options }), job);
      const verdict = verdictOf(figures);
      if (verdict !== "") failures++;
      print(row([name, kind, ...cellsOf(figures), verdict]));
    } catch (error) {
      failures++;
      const message = error instanceof Error ? error.message : error;
      print(row([name, kind, ...COLUMNS.slice(1).map(() => ""), `FAILED: ${message}`]));
    }
  }
  if (failures === 0) return;
  print(`\ncrowd: ${failures} rows FAILED`);
  Deno.exitCode = 1;
}

const COLUMNS = [
  "server",
  "messages",
  "M deliveries/s",
  "CPU-s",
  "dropped",
  "missed",
  "peak MB",
  "longest silence of a reader, ms",
];

function cellsOf(figures: CrowdFigures): string[] {
  return [
    `${figures.said}`,
    (figures.deliveriesPerSecond / 1e6).toPrecision(3),
    figures.cpuSeconds.toPrecision(3),
    `${figures.dropped}`,
    `${figures.missed}`,
    (figures.peakBytes / MIB).toFixed(0),
    figures.longestGapMs.toFixed(0),
  ];
}

function verdictOf({ dropped, missed, said, fault }: CrowdFigures): string {
  if (fault !== undefined) return `FAILED: ${fault}`;
  return dropped > 0 || missed > 0 || said === 0 ? "FAILED" : "";
}

function combination(
  senders: number,
  readers: number,
  dialect: OwnDialect,
  textBytes: number,
  hasHistory = false,
): Combination {
  return { senders, readers, dialect, textBytes, hasHistory };
}

function all(): Combination[] {
  return SENDERS.flatMap((senders) =>
    READERS.flatMap((readers) =>
      DIALECTS.flatMap((dialect) =>
        TEXT_BYTES.flatMap((textBytes) => [
          combination(senders, readers, dialect, textBytes),
          combination(senders, readers, dialect, textBytes, true),
        ])
      )
    )
  );
}
