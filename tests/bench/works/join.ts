/** Everybody comes: one connects after the other, and each is told of all who come after. */

import { Crowd } from "../crowd.ts";
import { cpuSeconds, peakBytes, residentBytes } from "../measured.ts";
import type { TongueName } from "../tongue.ts";

/** How many come. */
export interface JoinJob {
  work: "join";
  port: number;
  pid: number;
  tongue: TongueName;
  people: number;
  /** How long nothing happens before the server's memory is looked at, in s. */
  restSeconds: number;
}

/** What their coming cost, and their being there. */
export interface JoinFigures {
  /** Until everybody was told of everybody, in s. */
  seconds: number;
  cpuSeconds: number;
  /** What each of them takes of the server's memory while nothing happens, in bytes. */
  bytesPerConnection: number;
  /** The most memory the server ever held, in bytes. */
  peakBytes: number;
}

/** Measures a room that fills. */
export async function join(job: JoinJob): Promise<JoinFigures> {
  const crowd = new Crowd(job.port, job.tongue);
  const emptyBytes = await residentBytes(job.pid);
  const cpuBefore = await cpuSeconds(job.pid);
  const begun = performance.now();
  const entering: Promise<void>[] = [];
  for (let number = 0; number < job.people; number++) {
    const { isIn } = await crowd.begin(`r${number}`);
    entering.push(isIn);
  }
  await Promise.all(entering);
  const [sender] = await crowd.enter(1, "s", true);
  await crowd.hush(sender!, crowd.clients.filter((one) => one !== sender), 1);
  const seconds = (performance.now() - begun) / 1000;
  const cpu = await cpuSeconds(job.pid) - cpuBefore;
  await new Promise((resolve) => setTimeout(resolve, job.restSeconds * 1000));
  const figures = {
    seconds,
    cpuSeconds: cpu,
    bytesPerConnection: (await residentBytes(job.pid) - emptyBytes) / job.people,
    peakBytes: await peakBytes(job.pid),
  };
  crowd.leave();
  return figures;
}
