/** A server in its own process, and its resource usage (Linux, `/proc`). */

import type { Competitor } from "./competitor.ts";

const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux (proc(5)).
const PAGE_BYTES = 4096;

/** How long a server may take to listen, and to end. */
const START_MS = 10_000;

/** The processor time of a process so far, all its threads, in s. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The resident memory of a process, in bytes. */
export async function residentBytes(pid: number): Promise<number> {
  const statm = await Deno.readTextFile(`/proc/${pid}/statm`);
  return Number(statm.split(" ")[1]) * PAGE_BYTES;
}

/** The peak resident memory of a process, in bytes. */
export async function peakBytes(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)![1]) * 1024;
}

/** A running server. */
export class ServerProcess implements AsyncDisposable {
  /** Its process id. */
  readonly pid: number;
  /** From the start of the process to the first accepted connection, in ms. */
  readonly startMs: number;
  readonly #process: Deno.ChildProcess;
  readonly #folder: string;

  private constructor(process: Deno.ChildProcess, folder: string, startMs: number) {
    this.#process = process;
    this.#folder = folder;
    this.pid = process.pid;
    this.startMs = startMs;
  }

  /** Starts a server in a folder of its own, with its output in a file there. */
  static async start({ command, files = {}, name, port }: Competitor): Promise<ServerProcess> {
    const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
    for (const [path, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const words = 'ulimit -n "$(ulimit -Hn)"; exec "$@" >console.log 2>&1';
    const startedAt = performance.now();
    const process = new Deno.Command("sh", {
      args: ["-c", words, "sh", ...command],
      cwd: folder,
      stdin: "null",
    }).spawn();
    let hasEnded = false;
    process.status.then(() => hasEnded = true);
    while (!await accepts(port)) {
      if (!hasEnded && performance.now() - startedAt < START_MS) continue;
      if (!hasEnded) process.kill("SIGKILL");
      const log = await Deno.readTextFile(`${folder}/console.log`);
      throw new Error(`Cannot start ${name}: ${log.slice(-500)}`);
    }
    return new ServerProcess(process, folder, performance.now() - startedAt);
  }

  /** Reads a file in its folder. */
  async read(path: string): Promise<string> {
    return await Deno.readTextFile(`${this.#folder}/${path}`);
  }

  /** Ends it gracefully; kills it after a timeout. */
  async stop(): Promise<void> {
    try {
      this.#process.kill("SIGTERM");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended already.
    }
    const late = setTimeout(() => this.#process.kill("SIGKILL"), START_MS);
    await this.#process.status;
    clearTimeout(late);
  }

  /** Ends it, and removes its folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.#folder, { recursive: true });
  }
}

async function accepts(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1));
    return false;
  }
}
