/** Snapshots of a replica: what goes on from one decides as the original does. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { Replica } from "../../lib/chat/replica.ts";
import type { RoomCommand } from "../../lib/chat/room_command.ts";
import { refused } from "../../lib/protocol.ts";
import { copyOf, OPTIONS, TestReplica } from "../support/test_replica.ts";

const pure = { permissions: "none" } as const;

/** Shorter than the time for which precedence is kept. */
const GRACE_MS = 5_000;
const SMALL = { ...OPTIONS, maxPeople: 2, graceMs: GRACE_MS };

/** A full room of two people; Ana, who came back too late, waits for a place. */
class FullRoom {
  readonly replicas: [Replica, ...Replica[]] = [new Replica(new Log(), SMALL)];
  #ms = 0;
  #lastSeat = 0;

  constructor() {
    for (const name of ["Ana", "Bia"]) this.join(name);
    this.lose(1);
    this.join("Caio");
    assertEquals(this.join("Ana", true), ["refused"]);
  }

  /** From now on everything happens in a copy, too. */
  copy(): void {
    const [original] = this.replicas;
    const snapshot = JSON.parse(JSON.stringify(original.snapshot));
    const copy = Replica.continued(snapshot, new Log({ kept: snapshot.log }), SMALL);
    assertEquals(copy.snapshot, original.snapshot);
    this.replicas.push(copy);
  }

  /** Joins at the next seat, anew or with the token of before. */
  join(name: string, canResume = false): string[] {
    const resume = canResume ? { resume: { tokenHash: name, seen: 0 } } : {};
    const entrance = { version: 1, name, tokenHash: name, address: "26.1.2.3", ...resume };
    return this.#apply({ type: "join", seat: `${++this.#lastSeat}`, entrance });
  }

  /** The connection at a seat is lost, and the grace time ends. */
  lose(seat: number): void {
    this.#apply({ type: "lose", seat: `${seat}`, reason: "lost", defers: true });
    this.#ms += GRACE_MS;
    this.#apply({ type: "beat" });
  }

  leave(seat: number): void {
    this.#apply({ type: "leave", seat: `${seat}`, reason: "left" });
  }

  #apply(command: RoomCommand): string[] {
    const stamp = { date: 1_000 + this.#ms, awakeMs: this.#ms };
    return this.replicas.map((replica) => replica.apply(command, stamp).type);
  }
}

Deno.test("a snapshot keeps the precedence of a person who waits for a place", pure, () => {
  const room = new FullRoom();
  room.leave(3);
  room.copy();
  assertEquals(room.join("Davi"), ["refused", "refused"]);
  assertEquals(room.join("Ana", true), ["admitted", "admitted"]);
});

Deno.test(
  "a snapshot keeps the precedence of a person who is here, and may be gone again",
  pure,
  () => {
    const room = new FullRoom();
    room.leave(3);
    assertEquals(room.join("Ana", true), ["admitted"]);
    room.copy();
    room.lose(5);
    assertEquals(room.join("Davi"), ["refused", "refused"]);
    assertEquals(room.join("Ana", true), ["admitted", "admitted"]);
  },
);

Deno.test("a snapshot forgets the precedence of a person whom the host has removed", pure, () => {
  const room = new FullRoom();
  room.leave(3);
  assertEquals(room.join("Ana", true), ["admitted"]);
  const [replica] = room.replicas;
  assertEquals(replica.snapshot.hub.admission.returning.map(([session]) => session), [1]);
  const refusal = refused("kicked");
  replica.apply({ type: "remove", session: 1, refusal }, { date: 9_000, awakeMs: 8_000 });
  assertEquals(replica.snapshot.hub.admission.returning, []);
  room.copy();
  assertEquals(room.join("Davi"), ["admitted", "admitted"]);
});

Deno.test("Replica.apply() calls onPassword with every password that is set", pure, () => {
  const log = new Log();
  const kept: (string | null)[] = [];
  const onPassword = (one: string | null) => void kept.push(one);
  const room = new TestReplica(log, new Replica(log, { ...OPTIONS, onPassword }));
  assertStrictEquals(room.replica.password, null);
  for (const one of ["um", "dois", "dois", null]) {
    assertEquals(room.apply({ type: "password", kept: one }), { type: "done" });
    assertStrictEquals(room.replica.password, one);
  }
  assertEquals(kept, ["um", "dois", "dois", null]);
});

Deno.test("Replica.apply() sets a first password only where there is none", pure, () => {
  const log = new Log();
  const told: (string | null)[] = [];
  const onPassword = (one: string | null) => void told.push(one);
  const room = new TestReplica(log, new Replica(log, { ...OPTIONS, onPassword }));
  const setFirst = (kept: string) => {
    assertEquals(room.apply({ type: "password", kept, isFirst: true }), { type: "done" });
    return room.replica.password;
  };
  assertEquals([setFirst("um"), setFirst("dois")], ["um", "um"]);
  room.apply({ type: "password", kept: null });
  assertStrictEquals(setFirst("três"), "três");
  assertEquals(told, ["um", null, "três"]);
});

Deno.test("a snapshot has the password, and a copy knows whether there is one", pure, () => {
  for (const kept of [null, "um"]) {
    const room = new TestReplica();
    if (kept !== null) room.apply({ type: "password", kept });
    const copy = copyOf(room);
    assertEquals([room.replica.snapshot.password, copy.replica.password], [kept, kept]);
    copy.apply({ type: "password", kept: "dois", isFirst: true });
    assertStrictEquals(copy.replica.password, kept ?? "dois");
  }
});
