/** People join one after the other; each join is broadcast to all who joined before. */

import { Clients } from "../clients.ts";
import { cpuSeconds, peakBytes, residentBytes } from "../server_process.ts";
import type { DialectName } from "../dialect.ts";

/** The parameters of the workload. */
export interface JoinJob {
  workload: "join";
  port: number;
  pid: number;
  dialect: DialectName;
  people: number;
  /** How long the server idles before its memory is measured again, in s. */
  restSeconds: number;
}

/** The cost of the joins, and of idle connections. */
export interface JoinFigures {
  /** Until every join was received by all, in s. */
  seconds: number;
  cpuSeconds: number;
  /** The server's memory for each connection when all have joined, garbage included, in bytes. */
  joinedBytesPerConnection: number;
  /** The same after the rest, in bytes. */
  idleBytesPerConnection: number;
  /** The server's peak resident memory, in bytes. */
  peakBytes: number;
}

/** Measures the joins. */
export async function join(job: JoinJob): Promise<JoinFigures> {
  const clients = new Clients(job.port, job.dialect);
  const emptyBytes = await residentBytes(job.pid);
  const cpuBefore = await cpuSeconds(job.pid);
  const startedAt = performance.now();
  const joining: Promise<void>[] = [];
  for (let number = 0; number < job.people; number++) {
    const { joined } = await clients.connect(`r${number}`);
    joining.push(joined);
  }
  await Promise.all(joining);
  const [sender] = await clients.join(1, "s", true);
  await clients.barrier(sender!, clients.all.filter((one) => one !== sender), 1);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = await cpuSeconds(job.pid) - cpuBefore;
  const joinedBytes = await residentBytes(job.pid);
  await new Promise((resolve) => setTimeout(resolve, job.restSeconds * 1000));
  const figures = {
    seconds,
    cpuSeconds: cpu,
    joinedBytesPerConnection: (joinedBytes - emptyBytes) / job.people,
    idleBytesPerConnection: (await residentBytes(job.pid) - emptyBytes) / job.people,
    peakBytes: await peakBytes(job.pid),
  };
  clients.close();
  return figures;
}
