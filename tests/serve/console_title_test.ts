import { assertEquals } from "@std/assert";
import { ConsoleTitle } from "../../lib/serve/console_title.ts";
import { FakeClock } from "../support/fake_clock.ts";

Deno.test("ConsoleTitle shows how many people there are", {
  permissions: "none",
}, async () => {
  const clock = new FakeClock();
  const written: string[] = [];
  let people = 0;
  {
    using _title = new ConsoleTitle({
      address: "26.253.198.232:9999",
      count: () => people,
      clock,
      write: (sequence) => written.push(sequence),
    });
    const first = "\x1b]2;chat: 26.253.198.232:9999 (0)\x07";
    assertEquals(written.splice(0), [first]);
    people = 3;
    await clock.advance(999);
    assertEquals(written, []);
    await clock.advance(1);
    assertEquals(written.splice(0), ["\x1b]2;chat: 26.253.198.232:9999 (3)\x07"]);
    await clock.advance(10_000);
    assertEquals(written, []);
  }
  assertEquals([written, clock.pending], [[], 0]);
});
