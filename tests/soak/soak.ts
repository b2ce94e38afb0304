/**
 * Whether a server is the same after hours: `deno task soak --minutes 10`. Three hundred clients
 * come and go; now and then all are gone, and then the heap, the sockets, the timers and the
 * sessions are those of the beginning. What the heap grows by is printed, and growth is a failure.
 */

import { parseArgs } from "@std/cli/parse-args";
import { textsOf } from "../../lib/i18n/mod.ts";

const CLIENTS = 300;
/** Between two looks at an empty server. */
const TIDE_MS = 20_000;
/** The first looks find what compilers and pools have yet to take. */
const WARM_UP_TIDES = 5;
/** Fewer looks tell no slope. */
const MIN_TIDES = 5;
/** A heap of some 10 MB is never the same twice: less than this a minute is no growth. */
const STEADY_BYTES_PER_MINUTE = 32 * 1024;
const GRACE_MS = 500;

/** What an empty server holds. */
interface Holding {
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
  const served = serve(server.options, server, stop.signal);
  const begun = performance.now();
  const tides: Holding[] = [];
  while (performance.now() - begun < Number(minutes) * 60_000) {
    await tide(server.port);
    const holding = await look(server, (performance.now() - begun) / 60_000);
    tides.push(holding);
    print(JSON.stringify(holding));
  }
  stop.abort();
  await served;
  return judge(tides.slice(WARM_UP_TIDES));
}

/** Everybody comes and goes for a while, and leaves. */
async function tide(port: number): Promise<void> {
  const visitors = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--allow-net=127.0.0.1"],
      ...[new URL("visitors.ts", import.meta.url).pathname, `${port}`, `${CLIENTS}`],
    ],
    stdin: "piped",
  }).spawn();
  await new Promise((resolve) => setTimeout(resolve, TIDE_MS));
  const input = visitors.stdin.getWriter();
  await input.write(new Uint8Array([10]));
  await input.close();
  const { success } = await visitors.status;
  if (!success) throw new Error("the visitors failed");
}

/** Looks at a server that everybody has left, once the last grace time is over. */
async function look(server: Server, minutes: number): Promise<Holding> {
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

function judge(tides: Holding[]): number {
  const [first] = tides;
  if (!first || tides.length < MIN_TIDES) {
    print("too short for a judgement: --minutes 4 at least");
    return 1;
  }
  const slope = slopeOf(tides.map(({ minutes, heapBytes }) => [minutes, heapBytes]));
  print(`the heap grows by ${Math.round(slope)} bytes a minute`);
  const faults = [
    slope > STEADY_BYTES_PER_MINUTE && "the heap grows",
    tides.some(({ people }) => people > 0) && "somebody who left is still there",
    tides.some(({ timers }) => timers > first.timers) && "timers are left",
    tides.some(({ descriptors }) => descriptors > first.descriptors) && "sockets are left",
  ].filter((fault) => fault !== false);
  print(faults.length === 0 ? "all is as it was" : faults.join(", "));
  return faults.length === 0 ? 0 : 1;
}

/** The slope of the line that fits best (least squares). */
function slopeOf(points: [x: number, y: number][]): number {
  const mean = (of: number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const over = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return over / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

/** The operator of the server, who only asks who is there. */
class Server {
  readonly options = {
    host: "127.0.0.1",
    port: 0,
    hidePrivate: false,
    maxPeople: 1024,
    rate: 10,
    recent: 20,
    graceMs: GRACE_MS,
    texts: textsOf("en"),
    joinHints: (port: number) => {
      this.port = port;
      return [];
    },
  };
  port = 0;
  #answer = Promise.withResolvers<number>();
  #question = Promise.withResolvers<void>();

  print(text: string): void {
    const { people } = this.options.texts;
    const [, count] = /^In the chat \((\d+)\)/.exec(text) ?? [];
    if (count !== undefined) this.#answer.resolve(Number(count));
    else if (text === people([])) this.#answer.resolve(0);
  }

  async *lines(): AsyncGenerator<string> {
    for (;;) {
      await this.#question.promise;
      this.#question = Promise.withResolvers();
      yield "/who";
    }
  }

  /** How many are there. */
  async people(): Promise<number> {
    this.#answer = Promise.withResolvers();
    this.#question.resolve();
    return await this.#answer.promise;
  }
}

/** Counts the timers that are running, from now on. */
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
