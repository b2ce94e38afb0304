/** A name that is kept in a room on several servers: for how long, by the clock of all of them. */

import { assertEquals } from "@std/assert";
import { LateSequencer } from "../support/late_sequencer.ts";
import { ask, ELSEWHERE, refusal } from "../support/name_claims_fixture.ts";
import { TestRoom } from "../support/test_room.ts";

Deno.test("another address reads for how long a name is kept, by the clock of all servers", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const entrance = { version: 1, name: "Ana", tokenHash: "h", address: "26.1.1.1" };
  sequencer.applyForeign({ type: "join", seat: "outro/1", entrance });
  const lose = { type: "lose", seat: "outro/1", reason: "lost", defers: true } as const;
  sequencer.applyForeign(lose, { date: 1_000, awakeMs: 500_000 });
  sequencer.awakeMs = 505_500;
  const asked = await ask(room, "Ana", ELSEWHERE);
  await room.settle();
  sequencer.release();
  assertEquals((await refusal(asked)).slice(0, 2), ["name-kept", "Ana 25"]);
  sequencer.awakeMs = 540_000;
  const late = await ask(room, "Ana", ELSEWHERE);
  await room.settle();
  sequencer.release();
  assertEquals(
    (await refusal(late)).slice(0, 2),
    ["name-kept", "Ana 1"],
    "until that is carried out",
  );
});
