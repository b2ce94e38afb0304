/** The time of sanctions is that of the room, also where the clock of this server is wrong. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { LateSequencer } from "../support/late_sequencer.ts";
import { TestRoom } from "../support/test_room.ts";

const { sanctions, refusals } = textsOf("pt-BR");
/** Noon in the server's time zone. */
const NOON = new Date(2026, 10, 27, 12).getTime();
const MINUTE = 60_000;
const CLOCKS = [NOON - 24 * 60 * MINUTE, NOON + 24 * 60 * MINUTE];

/** A room in which it is noon, whatever the clock of this server says. */
function openRoom(date: number) {
  const sequencer = new LateSequencer();
  sequencer.date = NOON;
  const room = new TestRoom({ sequencer, date });
  const release = () => sequencer.release({ date: sequencer.date, awakeMs: 0 });
  return { sequencer, room, release };
}

Deno.test("the end of a sanction is counted from the time of the room", async () => {
  for (const date of CLOCKS) {
    const { sequencer, room, release } = openRoom(date);
    await using _ = room;
    const { moderation } = room.room;
    const entrance = { version: 1, name: "Ana", tokenHash: "t", address: "26.1.2.3" };
    sequencer.applyForeign({ type: "join", seat: "outro/1", entrance });
    moderation.ban({ name: "Bia", minutes: 5 });
    moderation.mute({ name: "Ana", minutes: 125 });
    moderation.ban({ name: "Caio" });
    const untils = sequencer.submitted.flatMap((command) =>
      command.type === "sanction" ? [command.sanction.until] : []
    );
    assertEquals(untils, [NOON + 5 * MINUTE, NOON + 125 * MINUTE, null]);
    release();
    release(); // The notice of the mute.
    assertEquals(room.printed, [
      sanctions.bannedAbsent("Bia", "12:05"),
      `Aviso do servidor: ${sanctions.muted("Ana", "14:05", "")}`,
      sanctions.bannedAbsent("Caio", "-"),
    ]);
  }
});

Deno.test("a sanction ends by the time of the room", async () => {
  for (const date of CLOCKS) {
    const { sequencer, room, release } = openRoom(date);
    await using _ = room;
    const { moderation } = room.room;
    moderation.ban({ name: "Bia", minutes: 5 });
    release();
    const list = () => moderation.list().split("\n").slice(1);
    sequencer.date = NOON + 5 * MINUTE - 1;
    assertEquals(list(), [`  ${sanctions.ban("Bia", "12:05", "", false)}`]);
    assertStrictEquals(moderation.nameBanOf("Bia"), "Bia 12:05");
    const { peer } = room.connect();
    await peer.send("Bia\n");
    await peer.receives(`${refusals["name-banned"]("Bia 12:05")}\n`);
    sequencer.date = NOON + 5 * MINUTE;
    assertEquals([moderation.list(), moderation.nameBanOf("Bia")], [sanctions.none, undefined]);
    await peer.send("Bia\n");
    await room.settle();
    release();
    await peer.receives("Bia entrou no chat.\n");
  }
});
