/** Replicas: the same commands give the same room. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Outcome } from "../../lib/chat/outcome.ts";
import { Replica } from "../../lib/chat/replica.ts";
import type { RoomCommand } from "../../lib/chat/room_command.ts";
import { refused } from "../../lib/protocol.ts";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";
import { withSeeds } from "../support/random.ts";
import { randomCommands } from "../support/room_commands.ts";
import { copyOf, GRACE_MS, OPTIONS, START, TestReplica } from "../support/test_replica.ts";

const pure = { permissions: "none" } as const;
/** What of an outcome is the same everywhere. */
function sharedPart(outcome: Outcome): unknown {
  // Whether a message that is said again is still found depends on what a server keeps.
  if (outcome.type === "acted" && outcome.isAgain) return { ...outcome, rejection: undefined };
  if (outcome.type === "run-split") return outcome.acted.map(sharedPart);
  if (outcome.type !== "admitted") return outcome;
  return [outcome.session.id, outcome.isResumed, outcome.welcome.name, outcome.welcome.people];
}

Deno.test(
  "replicas agree, whatever they keep and publish, and however commands reach them",
  pure,
  () => {
    withSeeds(100, (random) => {
      const [one, other] = [new TestReplica(), new TestReplica(new Log({ maxEntries: 20 }))];
      for (const { command, stamp } of randomCommands(random, 200)) {
        const outcome = one.apply(command, stamp);
        const copied = JSON.parse(JSON.stringify({ command, stamp }));
        const otherOutcome = other.apply(copied.command, copied.stamp);
        // One server records at once, the other one now and then.
        one.log.publish();
        if (random() < 0.1) other.log.publish();
        assertEquals(sharedPart(otherOutcome), sharedPart(outcome), JSON.stringify(command));
        assertEquals(other.state, one.state, JSON.stringify(command));
        assertEquals(other.log.at(other.log.last), one.log.at(one.log.last));
      }
    });
  },
);

Deno.test("a replica that goes on where another one is stays equal to it", pure, () => {
  withSeeds(60, (random) => {
    const one = new TestReplica(new Log({ maxEntries: 50 }));
    let other = new TestReplica();
    for (const { command, stamp } of randomCommands(random, 300)) {
      const outcome = sharedPart(one.apply(command, stamp));
      assertEquals(sharedPart(other.apply(command, stamp)), outcome, JSON.stringify(command));
      for (const { log } of [one, other]) log.publish();
      assertEquals(other.state, one.state, JSON.stringify(command));
      if (random() < 0.8) continue;
      other = copyOf(one);
      assertEquals(other.replica.snapshot, one.replica.snapshot);
      assertEquals(other.log.recent(5), one.log.recent(5));
      assertEquals([other.log.head, other.replica.hub.changed.size], [one.log.last, 0]);
    }
  });
});

Deno.test("a snapshot stays as it is when the replica goes on", pure, () => {
  const room = new TestReplica();
  for (const [seat, name] of [["1", "Ana"], ["2", "Bia"]] as const) room.join(seat, name);
  room.apply({ type: "act", seat: "2", act: { type: "whisper", to: "Ana", text: "psiu" } });
  const { snapshot } = room.replica;
  const before = JSON.stringify(snapshot);
  room.apply({ type: "ack", seat: "1", seq: 3 });
  room.apply({ type: "leave", seat: "2", reason: "left" });
  assertStrictEquals(JSON.stringify(snapshot), before);
});

Deno.test(
  "Replica.apply() carries out what a person does at a seat, and says what came of it",
  pure,
  () => {
    const room = new TestReplica();
    assertStrictEquals(room.join("1", "Ana").type, "admitted");
    assertEquals(room.join("2", "Ana", "b"), { type: "refused", code: "name-taken", value: "Ana" });
    const acted = { type: "acted", name: "Ana", rejection: undefined };
    assertEquals(room.say("1", "oi", 1), { ...acted, isLogged: true, isAgain: false });
    assertEquals(room.say("1", "oi", 1), { ...acted, isLogged: false, isAgain: true });
    const rejection = { type: "rejected" as const, id: 2, code: "empty" as const };
    assertEquals(room.say("1", " ", 2), { ...acted, rejection, isLogged: false, isAgain: false });
    const act = { type: "rename" as const, name: "Ane" };
    const renamed = room.apply({ type: "act", seat: "1", act });
    assertEquals(renamed, { ...acted, isLogged: true, isAgain: false });
    assertEquals(room.names, ["Ane"]);
  },
);

Deno.test("Replica.apply() does nothing for a seat that nobody has, or has any more", pure, () => {
  const room = new TestReplica();
  const commands = (seat: string): RoomCommand[] => [
    { type: "act", seat, act: { type: "say", text: "oi" } },
    { type: "ack", seat, seq: 9 },
    { type: "lose", seat, reason: "lost", defers: true },
    { type: "leave", seat, reason: "left" },
  ];
  room.join("1", "Ana");
  room.join("2", "Bia");
  room.apply({ type: "leave", seat: "2", reason: "left" });
  // Ana comes back at another seat, before the first one is lost.
  const resume = { tokenHash: "Ana", seen: 1 };
  const entrance = { version: 1, name: "Ana", tokenHash: "c", address: "26.1.2.3", resume };
  room.apply({ type: "join", seat: "3", entrance });
  const { state } = room;
  for (const seat of ["1", "2", "4"]) {
    for (const command of commands(seat)) {
      assertEquals(room.apply(command), { type: "done" });
      assertEquals(room.state, state, JSON.stringify(command));
    }
  }
  assertStrictEquals(room.say("3", "aqui").type, "acted");
});

Deno.test("Replica.apply() loses everybody who is at a server that is lost", pure, () => {
  const log = new Log();
  const unseated: string[] = [];
  const onUnseated = ({ name }: { name: string }, { code }: { code: string }) => {
    unseated.push(`${name} ${code}`);
  };
  const room = new TestReplica(log, new Replica(log, { ...OPTIONS, onUnseated }));
  room.join("a/1", "Ana");
  room.join("a/2", "Netcat", null);
  room.join("ab/1", "Bia");
  const act = { type: "whisper" as const, to: "Ana", text: "psiu" };
  room.apply({ type: "act", seat: "ab/1", act });
  room.apply({ type: "lose-server", server: "a" }, { date: 2_000, awakeMs: 10 });
  assertEquals(room.names, ["(Ana)", "Bia"]);
  assertEquals(unseated, ["Ana server-closing", "Netcat server-closing"]);
  const delayed = { type: "delayed", to: "Ana", of: 4, text: "psiu" };
  assertEquals(room.after(4), [delayed, { type: "left", name: "Netcat", reason: "lost" }]);
  room.apply({ type: "beat" }, { date: 3_000, awakeMs: GRACE_MS + 10 });
  assertEquals(room.names, ["Bia"]);
});

Deno.test("Replica.apply() lets one person in at a seat", pure, () => {
  const room = new TestReplica();
  room.join("1", "Ana");
  assertEquals(room.join("1", "Bia"), { type: "done" });
  assertEquals(room.names, ["Ana"]);
});

Deno.test("Replica.apply() keeps a lost place for the grace time, as beats count it", pure, () => {
  const room = new TestReplica();
  for (const [seat, name] of [["1", "Ana"], ["2", "Bia"]] as const) room.join(seat, name);
  const whisper = { type: "whisper" as const, to: "Ana", text: "psiu" };
  room.apply({ type: "act", seat: "2", act: whisper });
  room.apply({ type: "lose", seat: "1", reason: "slow", defers: true }, { ...START, awakeMs: 5 });
  assertEquals(room.names, ["(Ana)", "Bia"]);
  assertEquals(room.after(3), [{ type: "delayed", to: "Ana", of: 3, text: "psiu" }]);
  const beat = (awakeMs: number) => room.apply({ type: "beat" }, { date: 9_000, awakeMs });
  beat(GRACE_MS + 4);
  assertEquals(room.names, ["(Ana)", "Bia"]);
  beat(GRACE_MS + 5);
  assertEquals([room.names, room.log.at(5)!.entry], [["Bia"], {
    ...{ type: "left", seq: 5, time: 9_000, name: "Ana", reason: "slow" },
  }]);
});

Deno.test("Replica.apply() tells authors nothing while that cannot be recorded", pure, () => {
  const room = new TestReplica();
  for (const [seat, name] of [["1", "Ana"], ["2", "Bia"]] as const) room.join(seat, name);
  room.apply({ type: "act", seat: "2", act: { type: "whisper", to: "Ana", text: "psiu" } });
  room.apply({ type: "lose", seat: "1", reason: "lost", defers: false });
  assertEquals([room.names, room.after(3)], [["(Ana)", "Bia"], []]);
});

Deno.test("Replica.apply() removes a session, connected or not, and nobody twice", pure, () => {
  const room = new TestReplica();
  for (const [seat, name] of [["1", "Ana"], ["2", "Bia"]] as const) room.join(seat, name);
  room.apply({ type: "lose", seat: "2", reason: "lost", defers: true });
  const remove = { type: "remove", refusal: refused("kicked"), text: "fora" } as const;
  for (const session of [1, 2, 2, 9]) room.apply({ ...remove, session });
  assertEquals(room.after(2), [
    { type: "left", name: "Ana", reason: "kicked", text: "fora" },
    { type: "left", name: "Bia", reason: "kicked", text: "fora" },
  ]);
  assertEquals(room.say("1", "ainda aqui?"), { type: "done" });
});

Deno.test("Replica.apply() tells a notice, and forgets the tokens of those who left", pure, () => {
  const room = new TestReplica();
  room.join("1", "Ana");
  room.apply({ type: "lose", seat: "1", reason: "lost", defers: true });
  room.apply({ type: "beat" }, { date: 1_000, awakeMs: GRACE_MS });
  room.apply({ type: "notice", text: "pausa" });
  assertEquals(room.after(2), [{ type: "notice", text: "pausa" }]);
  const hello = {
    type: "hello" as const,
    version: 1,
    name: "Ana",
    resume: { token: "Ana", seen: 1 },
  };
  assertEquals(room.replica.hub.isKnown(hello), true);
  room.apply({ type: "forget-former" });
  assertEquals(room.replica.hub.isKnown(hello), false);
});

Deno.test(
  "Replica.apply() sanctions, pardons and locks, and forgets with a beat what is over",
  pure,
  () => {
    const room = new TestReplica();
    const { replica } = room;
    const ban = {
      ...{ kind: "ban" as const, name: "Ana", tokenHash: null, address: null },
      ...{ until: 2_000, reason: "" },
    };
    const isNews = () => {
      const { hasNewOrder } = replica;
      replica.hasNewOrder = false;
      return hasNewOrder;
    };
    const sanctioned = room.apply({ type: "sanction", sanction: ban });
    assertEquals([sanctioned, isNews()], [{ type: "sanctioned", isAdded: true }, true]);
    const bia = { ...ban, name: "Bia", until: null };
    room.apply({ type: "sanction", sanction: bia });
    assertEquals(replica.sanctions.all, [ban, bia]);
    isNews();
    room.apply({ type: "beat" }, { date: 1_999, awakeMs: 0 });
    assertEquals([replica.sanctions.all.length, isNews()], [2, false]);
    room.apply({ type: "beat" }, { date: 2_000, awakeMs: 0 });
    assertEquals([replica.sanctions.all, isNews()], [[bia], true]);
    const pardon = (name: string) => [room.apply({ type: "pardon", name }), isNews()];
    assertEquals(pardon("Ana"), [{ type: "pardoned", lifted: [] }, false]);
    assertEquals(pardon("bia"), [{ type: "pardoned", lifted: [bia] }, true]);
    for (const isLocked of [true, false]) {
      room.apply({ type: "lock", isLocked });
      assertEquals([replica.isLocked, isNews()], [isLocked, true]);
    }
  },
);

Deno.test("Replica.apply() lifts the mute of a session, whatever its name was", pure, () => {
  const room = new TestReplica();
  room.join("1", "Ana");
  const mute = { kind: "mute" as const, name: "Zoe", tokenHash: null, session: 1 };
  const sanction = { ...mute, address: null, until: null, reason: "" };
  room.apply({ type: "sanction", sanction });
  const lifted = { type: "pardoned", lifted: [sanction] };
  assertEquals(room.apply({ type: "pardon", name: "Ana", session: 1 }), lifted);
});

Deno.test("Replica.apply() has no room for a sanction among those that are not over", pure, () => {
  const room = new TestReplica();
  const ban = { kind: "ban" as const, tokenHash: null, address: null, until: 2_000, reason: "" };
  const add = (name: string, date: number) => {
    return room.apply({ type: "sanction", sanction: { ...ban, name } }, { date, awakeMs: 0 });
  };
  for (let at = 0; at < SERVER_LIMITS.sanctions; at++) add(`nome${at}`, 1_000);
  assertEquals(add("demais", 1_999), { type: "sanctioned", isAdded: false });
  assertEquals(add("demais", 2_000), { type: "sanctioned", isAdded: true });
});

Deno.test("a replica without a grace time gives up a place at once", pure, () => {
  const log = new Log();
  const replica = new Replica(log, { ...OPTIONS, graceMs: 0 });
  const entrance = { version: 1, name: "Ana", tokenHash: "a", address: "26.1.2.3" };
  replica.apply({ type: "join", seat: "1", entrance }, START);
  replica.apply({ type: "lose", seat: "1", reason: "lost", defers: true }, START);
  assertEquals([replica.hub.size, log.last], [0, 2]);
});
