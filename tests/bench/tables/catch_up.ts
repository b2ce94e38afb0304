/** People who come back to many entries: the others hardly notice. */

import { chat } from "../competitor.ts";
import { alternate, type MakeCompetitor, measure, noRateLimit, type Plan, print } from "../run.ts";
import { Table } from "../table.ts";

const RETURNING = 30;
const ENTRIES = 40_000;
const OTHERS = 20;
const EVERY_MS = 10;
/** What 99 of 100 echoes may take at most, in ms. */
const TARGET_MS = 30;
/** How long places are kept, in s: longer than it takes to say all entries. */
const GRACE_SECONDS = 300;

/** The echo of the others while people read what they missed from disk. */
export async function catchUp({ rounds }: Plan): Promise<void> {
  const options = [...noRateLimit, "--history", "chat.db", "--grace", `${GRACE_SECONDS}`];
  const make: MakeCompetitor = (port) => chat("structured", port, { options });
  const { name } = make(0);
  const table = new Table(
    `${RETURNING} people come back to ${ENTRIES} entries on disk`,
    ["p50 ms", `p99 ms (target: ${TARGET_MS})`, "max ms", "s until all have them"],
    [name],
  );
  await alternate([make], rounds, async (competitor) => {
    const load = { returning: RETURNING, entries: ENTRIES, others: OTHERS, everyMs: EVERY_MS };
    const figures = await measure(competitor, { workload: "catchUp", ...load });
    const { p50Ms, p99Ms, maxMs, seconds, whole, lost, fault } = figures;
    table.add(name, [p50Ms, p99Ms, maxMs, seconds]);
    if (whole === RETURNING && lost === 0) return;
    Deno.exitCode = 1;
    print(`FAILED: ${whole} of ${RETURNING} have every entry, ${lost} echoes lost: ${fault}`);
  });
  print(table.toString());
}
