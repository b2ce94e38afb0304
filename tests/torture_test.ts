/** The delivery guarantees under random schedules of faults. */

import { assertEquals } from "@std/assert";
import { ONE_SERVER, runSchedules } from "./torture/torture.ts";

/** The number in the suite; `deno task torture --schedules 5000` runs more. */
const SCHEDULES = 200;

Deno.test("no message is lost, repeated or out of order under random faults", async () => {
  const failures: unknown[] = [];
  await runSchedules(ONE_SERVER, SCHEDULES, (_, error) => {
    if (error) failures.push(error);
  });
  assertEquals(failures, [], `${failures.length} of ${SCHEDULES} schedules failed`);
});
