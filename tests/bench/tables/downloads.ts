/** Ordinary chat, alone and while three people download the program. */

import { chat } from "../competitor.ts";
import {
  alternate,
  load,
  type MakeCompetitor,
  MIB,
  namesOf,
  noRateLimit,
  type Plan,
  print,
} from "../run.ts";
import { ServerProcess } from "../server_process.ts";
import { Table } from "../table.ts";

/** About the size of the executable. */
const FILE_BYTES = 100 * MIB;
const DOWNLOADS = 3;
const JOB = { workload: "latency" as const, receivers: 60, rate: 50, seconds: 15 };

/** The delays of messages with and without downloads, on one server after the other. */
export async function downloads({ rounds }: Plan): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/chat.exe`;
    using file = await Deno.create(path);
    await file.truncate(FILE_BYTES);
    const options = [...noRateLimit, "--offer", path];
    const servers: MakeCompetitor[] = [(port) => chat("structured", port, { options })];
    const table = new Table(
      `50 messages/s, ${JOB.receivers} receivers, and ${DOWNLOADS} downloads`,
      ["p50 ms without", "p50 ms with", "p99 ms without", "p99 ms with", "p99 times", "MB/s"],
      namesOf(servers),
    );
    await alternate(servers, rounds, async (competitor) => {
      await using server = await ServerProcess.start(competitor);
      const quiet = await load(competitor, server, JOB);
      const link = `http://127.0.0.1:${competitor.port}/download/chat.exe`;
      const { busy, bytesPerSecond } = await whileDownloading(
        link,
        () => load(competitor, server, JOB),
      );
      table.add(competitor.name, [
        ...[quiet.p50Ms, busy.p50Ms, quiet.p99Ms, busy.p99Ms],
        ...[busy.p99Ms / quiet.p99Ms, bytesPerSecond / 1e6],
      ]);
    });
    print(table.toString());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a job beside the downloads. */
async function whileDownloading<T>(
  link: string,
  run: () => Promise<T>,
): Promise<{ busy: T; bytesPerSecond: number }> {
  const program = new URL("../downloader.ts", import.meta.url).pathname;
  // Who downloads has a processor of their own: here it only takes what the chat and its load leave.
  const process = new Deno.Command("nice", {
    args: [
      ...["-n", "19", Deno.execPath(), "run", "--quiet", "--no-prompt", "--allow-net"],
      ...[program, link, String(DOWNLOADS)],
    ],
    stdout: "piped",
  }).spawn();
  const startedAt = performance.now();
  try {
    const busy = await run();
    const seconds = (performance.now() - startedAt) / 1000;
    process.kill("SIGTERM");
    const { stdout } = await process.output();
    const bytesPerSecond = Number(new TextDecoder().decode(stdout)) / seconds;
    return { busy, bytesPerSecond };
  } catch (error) {
    process.kill("SIGKILL");
    await process.output();
    throw error;
  }
}
