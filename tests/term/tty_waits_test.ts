/** How long a terminal waits for the rest of what was sent. */

import { assertEquals } from "@std/assert";
import type { Key } from "../../lib/term/keys.ts";
import { Terminal } from "../../lib/term/tty.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { FakeSystem } from "../support/fake_system.ts";
import { press, text } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

Deno.test("Terminal.listen() waits for the rest of a sequence, not for ever", pure, async () => {
  const [system, clock, bursts] = [new FakeSystem(), new FakeClock(), [] as Key[][]];
  const terminal = new Terminal({ droppedSentence: String, system, clock });
  const keys = (burst: Key[]) => void bursts.push(burst);
  terminal.listen({ keys, resized: () => {}, resumed: () => {}, ended: () => {} });
  await turn();
  await system.send("\x1b[120;");
  await clock.advance(99);
  await system.send("7R");
  assertEquals(bursts, [[{ type: "report", row: 120, column: 7 }]]);
  await system.send("\x1b[120;");
  await clock.advance(100);
  await system.send("7");
  assertEquals(bursts[1], [text("7")]);
  await system.send("\x1b");
  await clock.advance(500);
  assertEquals(bursts[2], [press("escape")]);
  assertEquals(clock.pending, 0);
});
