/** What must hold whatever breaks, tried with schedules of faults that nobody thought of. */

import { assertEquals } from "@std/assert";
import { runSchedules } from "./torture/torture.ts";

/** So many on a submission; `deno task torture --schedules 5000` for more. */
const SCHEDULES = 200;

Deno.test("nothing said is lost, said twice, or out of order, whatever breaks", async () => {
  const failures: unknown[] = [];
  await runSchedules(SCHEDULES, (_, error) => {
    if (error) failures.push(error);
  });
  assertEquals(failures, [], `${failures.length} of ${SCHEDULES} schedules failed`);
});
