/** Whatever strangers send, the people who chat hardly notice. */

import { chat } from "../competitor.ts";
import { freePort, measure, noRateLimit, type Plan, print } from "../run.ts";
import { STRANGERS } from "../stranger_kinds.ts";
import { row } from "../table.ts";
import type { StrangersFigures } from "../workloads/strangers.ts";

const SECONDS = 2;
const PEOPLE = 20;
const EVERY_MS = 20;
/** What an echo may take at most, in ms. */
const TARGET_MS = 300;
const MAX_PEOPLE = 1024;

/** The echo beside one stranger and beside ten, for each kind; once, whatever `--rounds` says. */
export async function strangers(_plan: Plan): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const history = ["--history", `${folder}/chat.db`];
  await fill(history);
  const columns = ["p50 ms", "p99 ms", "max ms", "ten: p50 ms", "p99 ms", "max ms"];
  const sent = "MB and connections of the ten";
  const title = `a message every ${EVERY_MS} ms in a room of ${PEOPLE}, and one stranger sends`;
  print(`\n${row([title, ...columns, sent, `target: max ${TARGET_MS} ms`])}`);
  print(row(["---", ...columns.map(() => "---:"), "---:", "---"]));
  let late = 0;
  for (const [kind, { name, hasHistory }] of STRANGERS.entries()) {
    const cells: string[] = [];
    let sentByTen = "";
    const verdicts = new Set<string>();
    for (const count of [1, 10]) {
      const options = hasHistory ? history : [];
      const server = chat("structured", freePort(), {
        options,
        maxPeople: MAX_PEOPLE,
        maxPerAddress: 64,
      });
      const load = { kind, strangers: count, people: PEOPLE, everyMs: EVERY_MS, seconds: SECONDS };
      try {
        const figures = await measure(server, { workload: "strangers", ...load });
        cells.push(...[figures.p50Ms, figures.p99Ms, figures.maxMs].map((ms) => ms.toFixed(1)));
        sentByTen = `${(figures.bytes / 1e6).toFixed(1)}, ${figures.connections}`;
        for (const verdict of verdictsOf(figures)) verdicts.add(verdict);
      } catch (error) {
        cells.push("", "", "");
        verdicts.add(`FAILED: ${error instanceof Error ? error.message : error}`);
      }
    }
    if (verdicts.size > 0) late++;
    print(row([name, ...cells, sentByTen, [...verdicts].join(", ")]));
  }
  await Deno.remove(folder, { recursive: true });
  if (late > 0) print(`\nstrangers: ${late} kinds missed the target`);
}

/** Records many messages, so that it takes time to look for one. */
async function fill(history: string[]): Promise<void> {
  const server = chat("structured", freePort(), { options: [...noRateLimit, ...history] });
  const job = { workload: "flood" as const, senders: 1, receivers: 1, seconds: 1 };
  const { messages } = await measure(server, job);
  print(`The history of \`strangers\` has more than ${messages} messages.`);
}

function verdictsOf({ maxMs, lost, dropped }: StrangersFigures): string[] {
  const verdicts = [];
  if (maxMs > TARGET_MS) verdicts.push("LATE");
  if (lost > 0) verdicts.push(`${lost} echoes LOST`);
  if (dropped > 0) verdicts.push(`${dropped} people DROPPED`);
  return verdicts;
}
