/** The recorder of a server that is one of several: its archive has every entry once. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { LateSequencer } from "../support/late_sequencer.ts";
import { TestReplica } from "../support/test_replica.ts";
import { TestRoom } from "../support/test_room.ts";

const EPOCH = "corrente";

/** A sequencer that has carried out so many messages of its stream. */
function sequencerAt(seq: number): LateSequencer {
  const sequencer = new LateSequencer();
  sequencer.position = { epoch: EPOCH, seq };
  return sequencer;
}

/** A replica in which Ana has said so many texts. */
function replicaOf(count: number): TestReplica {
  const replica = new TestReplica();
  replica.join("outro/1", "Ana");
  for (let id = 1; id <= count; id++) replica.say("outro/1", `texto ${id}`, id);
  return replica;
}

Deno.test("an archive records what it lacks of a room on several servers, and where that is", async () => {
  const others = replicaOf(3);
  const history = new FakeHistory();
  history.record(others.log.after(0).slice(0, 2), []);
  const sequencer = sequencerAt(5);
  await using room = new TestRoom({ history, sequencer, snapshot: others.replica.snapshot });
  sequencer.position = { epoch: EPOCH, seq: 6 };
  sequencer.applyForeign({ type: "beat" });
  await room.settle();
  assertEquals(history.recorded, ["joined", "texto 1", "texto 2", "texto 3"]);
  assertEquals(history.positions, [undefined, { epoch: EPOCH, seq: 6 }]);
  assertEquals(history.recordOf("Ana")?.lastId, 3);
  sequencer.position = { epoch: EPOCH, seq: 9 };
  sequencer.applyForeign({ type: "notice", text: "oi" });
  await room.settle();
  assertEquals(history.recorded.slice(4), ["oi"]);
  assertEquals(history.positions.at(-1), { epoch: EPOCH, seq: 9 });
});

Deno.test("an archive that is ahead of the room records nothing twice", async () => {
  const others = replicaOf(1);
  const { snapshot } = others.replica;
  others.say("outro/1", "já gravado", 2);
  const history = new FakeHistory();
  history.record(others.log.after(0), []);
  const sequencer = sequencerAt(5);
  await using room = new TestRoom({ history, sequencer, snapshot });
  const say = (id: number, text: string) => {
    sequencer.applyForeign({ type: "act", seat: "outro/1", act: { type: "say", id, text } });
  };
  say(2, "já gravado");
  await room.settle();
  say(3, "novo");
  await room.settle();
  assertEquals(history.recorded, ["joined", "texto 1", "já gravado", "novo"]);
});

Deno.test("an archive records what it lacks though nobody has a session", async () => {
  const others = new TestReplica();
  for (const text of ["um", "dois"]) others.apply({ type: "notice", text });
  const history = new FakeHistory();
  const sequencer = sequencerAt(5);
  await using room = new TestRoom({ history, sequencer, snapshot: others.replica.snapshot });
  sequencer.applyForeign({ type: "beat" });
  await room.settle();
  assertEquals(history.recorded, ["um", "dois"]);
});

Deno.test("a server that is alone records no place in a stream", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  await room.line("Ana");
  await room.settle();
  assertEquals(history.positions, [undefined]);
  assertEquals(history.begun, []);
});

Deno.test("sanctions and lock of a room on several servers are recorded anew", async () => {
  const others = replicaOf(0);
  others.apply({ type: "lock", isLocked: true });
  const ban = { kind: "ban" as const, tokenHash: null, address: null, until: null, reason: "" };
  others.apply({ type: "sanction", sanction: { ...ban, name: "Caio" } });
  const history = new FakeHistory();
  history.sanctions.replace([{ ...ban, name: "outra pessoa" }]);
  const sequencer = sequencerAt(5);
  await using room = new TestRoom({ history, sequencer, snapshot: others.replica.snapshot });
  sequencer.applyForeign({ type: "beat" });
  await room.settle();
  assertEquals([history.sanctions.all(), history.isLocked], [[{ ...ban, name: "Caio" }], true]);
});
