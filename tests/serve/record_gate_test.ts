import { assertEquals } from "@std/assert";
import type { PersonCommand } from "../../lib/chat/room_command.ts";
import type { Session } from "../../lib/chat/session.ts";
import { rejected } from "../../lib/protocol.ts";
import { RecordGate } from "../../lib/serve/record_gate.ts";

const pure = { permissions: "none" } as const;
const session = {} as Session;

/** A hub in which every command needs recording, or none does. */
const hub = (needsRecording: boolean) => ({ needsRecording: () => needsRecording });

const say = (id?: number): PersonCommand => ({
  type: "say",
  ...(id === undefined ? {} : { id }),
  text: "oi",
});

const notRecorded = (id?: number) => rejected(id, "not-recorded");

/** What a gate says to commands, one after the other. */
function check(gate: RecordGate, canRecord: boolean, ...ids: (number | undefined)[]) {
  return ids.map((id) => gate.check(say(id), session, hub(true), canRecord));
}

Deno.test("RecordGate.check() lets everything pass while the history can be written", pure, () => {
  assertEquals(check(new RecordGate(), true, 1, undefined, 3), [undefined, undefined, undefined]);
});

Deno.test("RecordGate.check() lets pass what needs no recording, at any time", pure, () => {
  const gate = new RecordGate();
  assertEquals(gate.check({ type: "who" }, session, hub(false), false), undefined);
  check(gate, false, 5);
  assertEquals(gate.check(say(7), session, hub(false), true), undefined);
});

Deno.test("RecordGate.check() rejects what needs recording while that fails", pure, () => {
  const gate = new RecordGate();
  assertEquals(check(gate, false, 1, undefined, 2), [
    notRecorded(1),
    notRecorded(),
    notRecorded(2),
  ]);
  const rename = { type: "rename", name: "Ane" } as const;
  assertEquals(gate.check(rename, session, hub(true), false), notRecorded());
  assertEquals(gate.check(rename, session, hub(true), true), undefined);
});

Deno.test("RecordGate.check() accepts no id above the lowest deferred one", pure, () => {
  const gate = new RecordGate();
  check(gate, false, 4, 5);
  assertEquals(check(gate, true, 5, 6), [notRecorded(5), notRecorded(6)]);
  assertEquals(check(gate, true, undefined, 3), [undefined, undefined]);
  assertEquals(check(gate, true, 4, 5, 6, 7), [undefined, undefined, undefined, undefined]);
});

Deno.test("RecordGate.isDeferring until every id that was deferred has passed", pure, () => {
  const gate = new RecordGate();
  assertEquals(gate.isDeferring, false);
  check(gate, false, 1, 2);
  assertEquals(gate.isDeferring, true);
  check(gate, true, 1);
  assertEquals(gate.isDeferring, true);
  check(gate, true, 2);
  assertEquals(gate.isDeferring, false);
});
