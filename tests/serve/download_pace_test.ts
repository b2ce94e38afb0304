import { assertEquals } from "@std/assert";
import { DownloadPace } from "../../lib/serve/download_pace.ts";
import { FakeClock } from "../support/fake_clock.ts";

Deno.test("DownloadPace.turn() comes every 2 ms for all together, and is not saved up", {
  permissions: "none",
}, async () => {
  const clock = new FakeClock();
  const pace = new DownloadPace(clock);
  const turns: number[] = [];
  const take = () => pace.turn().then(() => turns.push(clock.now()));
  await clock.advance(10);
  for (let at = 0; at < 4; at++) take();
  await clock.advance(100);
  assertEquals(turns, [10, 12, 14, 16]);
  for (let at = 0; at < 2; at++) take();
  await clock.advance(100);
  assertEquals(turns.slice(4), [110, 112]);
});
