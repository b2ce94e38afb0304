/**
 * The clients of a soak, in a process of their own: `deno run clients.ts PORT COUNT`. Each
 * connects, sends a few messages and disconnects, with `leave` or without, again and again. A line
 * on the standard input ends all connections and the process.
 */

import { DIALECTS } from "../bench/dialect.ts";
import { Client } from "../bench/clients.ts";
import { Changes } from "../support/changes.ts";

/** The longest session. */
const MAX_SESSION_MS = 5_000;
const DIALECT_NAMES = ["line", "structured"] as const;

const [port, count] = Deno.args.map(Number) as [number, number];
let isOver = false;
const over = Promise.withResolvers<void>();
const clients = Array.from({ length: count }, (_, at) => run(at));
await Deno.stdin.read(new Uint8Array(1));
isOver = true;
over.resolve();
await Promise.all(clients);
Deno.exit(0);

async function run(number: number): Promise<void> {
  const changes = new Changes();
  for (let session = 0; !isOver; session++) {
    const dialect = DIALECTS[DIALECT_NAMES[Math.floor(Math.random() * 2)]!];
    const name = `v${number}_${session}`;
    const client = await Client.connect(port, name, changes);
    const reading = client.read();
    try {
      await client.send(dialect.login(name));
      for (let id = 1; id <= 3 && !isOver; id++) {
        await pause(Math.random() * MAX_SESSION_MS / 3);
        await client.send(dialect.message(`${name} says ${"x".repeat(Math.random() * 1000)}`, id));
      }
      // Half of them leave properly, the others only disconnect.
      if (Math.random() < 0.5) {
        await client.send(dialect === DIALECTS.line ? "/sair\n" : '{"type":"leave"}\n');
        await Promise.race([reading, pause(1_000)]);
      }
    } catch {
      // The server closed the connection first: the next one follows.
    }
    client.isReading = false;
    client.close();
    await reading;
  }
}

async function pause(ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  await Promise.race([over.promise, new Promise((resolve) => timer = setTimeout(resolve, ms))]);
  clearTimeout(timer!);
}
