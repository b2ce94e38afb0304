/** The delivery guarantees of a room on several servers, under random faults of servers and nodes. */

import { assert, assertEquals } from "@std/assert";
import { hasNats } from "./support/nats.ts";
import { CopiesDiffer } from "./support/copies.ts";
import { runSchedules, SEVERAL_SERVERS } from "./torture/torture.ts";

/** The number in the suite; `deno task torture --servers 3 --schedules 100` runs more. */
const SCHEDULES = 20;
/** Of so many nothing may be told, because the copies of NATS differ: of one in ten, when it is busy. */
const MAX_UNTOLD = 6;

/** As much of what is wrong as is read. */
function shorten(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1500);
}

Deno.test(
  "no message of a room on three servers is lost, repeated or out of order under random faults",
  { ignore: !hasNats },
  async () => {
    const failures: unknown[] = [];
    let untold = 0;
    const onDone = (_: number, error?: unknown) => {
      if (error instanceof CopiesDiffer) untold++;
      else if (error) failures.push(error);
    };
    // The same faults each time, as far as the machine lets them be.
    await runSchedules(SEVERAL_SERVERS, SCHEDULES, onDone, (n) => n);
    // Last, and without the places in the code: what is wrong is read at the end of the output.
    assertEquals(failures.length, 0, failures.map((error) => shorten(error)).join("\n"));
    assert(untold <= MAX_UNTOLD, `of ${untold} schedules nothing can be told`);
  },
);
