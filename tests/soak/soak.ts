/**
 * Searches for leaks in a server that runs for hours: `deno task soak --minutes 10`. In each cycle
 * 300 clients connect, disconnect and reconnect, until all are gone. Then the heap, sockets, timers
 * and sessions have to be as before. Prints the growth of the heap; growth is a failure.
 */

import { parseArgs } from "@std/cli/parse-args";
import { textsOf } from "../../lib/i18n/mod.ts";
import { LineConsole } from "../../lib/operator/line_console.ts";

const CLIENTS = 300;
/** The time between two samples of the empty server. */
const CYCLE_MS = 20_000;
/** The first samples are ignored: compilers and pools still grow. */
const WARM_UP_CYCLES = 5;
/** The minimum number of samples for a slope. */
const MIN_CYCLES = 5;
/** The heap of about 10 MB varies between samples: less than this a minute is no growth. */
const STEADY_BYTES_PER_MINUTE = 32 * 1024;
const GRACE_MS = 500;

/** The resources of a server without clients. */
interface Resources {
  minutes: number;
  heapBytes: number;
  descriptors: number;
  timers: number;
  people: number;
}

const timers = countTimers();
const { serve } = await import("../../server.ts");

async function main(argv: string[]): Promise<number> {
  const { minutes, _: extra, ...unknown } = parseArgs(argv, {
    string: ["minutes"],
    default: { minutes: "10" },
  });
  const wrong = [...extra, ...Object.keys(unknown)][0] ??
    (/^[1-9]\d{0,2}$/.test(minutes) ? undefined : minutes);
  if (wrong !== undefined) {
    print(`"${wrong}" will not do: --minutes from 1 to 999`);
    return 2;
  }
  const stop = new AbortController();
  const server = new Server();
  const ended = serve(server.options, () => new LineConsole(server, textsOf("pt-BR")), stop.signal);
  const startedAt = performance.now();
  const samples: Resources[] = [];
  while (performance.now() - startedAt < Number(minutes) * 60_000) {
    await runCycle(server.port);
    const sample = await takeSample(server, (performance.now() - startedAt) / 60_000);
    samples.push(sample);
    print(JSON.stringify(sample));
  }
  stop.abort();
  await ended;
  return evaluate(samples.slice(WARM_UP_CYCLES));
}

/** Runs 300 clients for a while, until all have left. */
async function runCycle(port: number): Promise<void> {
  const clients = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--allow-net=127.0.0.1"],
      ...[new URL("clients.ts", import.meta.url).pathname, `${port}`, `${CLIENTS}`],
    ],
    stdin: "piped",
  }).spawn();
  await new Promise((resolve) => setTimeout(resolve, CYCLE_MS));
  const input = clients.stdin.getWriter();
  await input.write(new Uint8Array([10]));
  await input.close();
  const { success } = await clients.status;
  if (!success) throw new Error("the clients failed");
}

/** Measures the server without clients, after the last grace time. */
async function takeSample(server: Server, minutes: number): Promise<Resources> {
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS + 2_000));
  (globalThis as unknown as { gc: () => void }).gc();
  return {
    minutes: Math.round(minutes * 100) / 100,
    heapBytes: Deno.memoryUsage().heapUsed,
    descriptors: [...Deno.readDirSync("/proc/self/fd")].length,
    timers: timers(),
    people: await server.people(),
  };
}

function evaluate(samples: Resources[]): number {
  const [first] = samples;
  if (!first || samples.length < MIN_CYCLES) {
    print("too short for a judgement: --minutes 4 at least");
    return 1;
  }
  const slope = slopeOf(samples.map(({ minutes, heapBytes }) => [minutes, heapBytes]));
  print(`the heap grows by ${Math.round(slope)} bytes a minute`);
  const faults = [
    slope > STEADY_BYTES_PER_MINUTE && "the heap grows",
    samples.some(({ people }) => people > 0) && "somebody who left is still there",
    samples.some(({ timers }) => timers > first.timers) && "timers are left",
    samples.some(({ descriptors }) => descriptors > first.descriptors) && "sockets are left",
  ].filter((fault) => fault !== false);
  print(faults.length === 0 ? "all is as it was" : faults.join(", "));
  return faults.length === 0 ? 0 : 1;
}

/** The slope of the line that fits best (least squares). */
function slopeOf(points: [x: number, y: number][]): number {
  const mean = (of: number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const over = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return over / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

/** The options and the console of the server; the operator only types `/who`. */
class Server {
  readonly options = {
    host: "127.0.0.1",
    port: 0,
    hidePrivate: false,
    maxPeople: 1024,
    rate: 10,
    maxPerAddress: 0,
    recent: 20,
    graceMs: GRACE_MS,
    texts: textsOf("en"),
    invitation: (port: number) => {
      this.port = port;
      return { greeting: () => [], again: () => "" };
    },
    hints: [],
  };
  port = 0;
  #count = Promise.withResolvers<number>();
  #requested = Promise.withResolvers<void>();

  print(text: string): void {
    const { people } = this.options.texts;
    const [, count] = /^In the chat \((\d+)\)/.exec(text) ?? [];
    if (count !== undefined) this.#count.resolve(Number(count));
    else if (text === people([])) this.#count.resolve(0);
  }

  async *lines(): AsyncGenerator<string> {
    for (;;) {
      await this.#requested.promise;
      this.#requested = Promise.withResolvers();
      yield "/who";
    }
  }

  /** How many people are in the room. */
  async people(): Promise<number> {
    this.#count = Promise.withResolvers();
    this.#requested.resolve();
    return await this.#count.promise;
  }
}

/** Counts the running timers from now on. */
function countTimers(): () => number {
  const running = new Set<unknown>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const { setInterval: begin, clearInterval: end } = globalThis;
  Object.assign(globalThis, {
    setTimeout: (call: () => void, ms?: number) => {
      const id = set(() => {
        running.delete(id);
        call();
      }, ms);
      running.add(id);
      return id;
    },
    clearTimeout: (id: number) => {
      running.delete(id);
      clear(id);
    },
    setInterval: (call: () => void, ms?: number) => {
      const id = begin(call, ms);
      running.add(id);
      return id;
    },
    clearInterval: (id: number) => {
      running.delete(id);
      end(id);
    },
  });
  return () => running.size;
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

Deno.exit(await main(Deno.args));
