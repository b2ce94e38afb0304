/**
 * The visitors of a soak, in a process of their own: `deno run visitors.ts PORT COUNT`. Each comes,
 * says a few things, and leaves with or without a word, again and again until a line comes in; then
 * all of them leave, and the process ends.
 */

import { TONGUES } from "../bench/tongue.ts";
import { Client } from "../bench/crowd.ts";
import { Changes } from "../support/changes.ts";

/** How long one stays, at the most. */
const STAY_MS = 5_000;
const TONGUE_NAMES = ["line", "structured"] as const;

const [port, count] = Deno.args.map(Number) as [number, number];
let isOver = false;
const over = Promise.withResolvers<void>();
const visitors = Array.from({ length: count }, (_, at) => visit(at));
await Deno.stdin.read(new Uint8Array(1));
isOver = true;
over.resolve();
await Promise.all(visitors);
Deno.exit(0);

async function visit(number: number): Promise<void> {
  const changes = new Changes();
  for (let time = 0; !isOver; time++) {
    const tongue = TONGUES[TONGUE_NAMES[Math.floor(Math.random() * 2)]!];
    const name = `v${number}_${time}`;
    const client = await Client.connect(port, name, changes);
    const reading = client.read();
    try {
      await client.say(tongue.enter(name));
      for (let id = 1; id <= 3 && !isOver; id++) {
        await pause(Math.random() * STAY_MS / 3);
        await client.say(tongue.say(`${name} says ${"x".repeat(Math.random() * 1000)}`, id));
      }
      // Some leave as one should, the others just hang up.
      if (Math.random() < 0.5) {
        await client.say(tongue === TONGUES.line ? "/sair\n" : '{"type":"leave"}\n');
        await Promise.race([reading, pause(1_000)]);
      }
    } catch {
      // The server ended the connection first: the next one is on the way.
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
