/** A replica of a room and its log, without a server. */

import { Log } from "../../lib/chat/log.ts";
import type { Outcome } from "../../lib/chat/outcome.ts";
import { Replica } from "../../lib/chat/replica.ts";
import type { RoomCommand, Stamp } from "../../lib/chat/room_command.ts";
import type { ReplicaSnapshot } from "../../lib/chat/snapshot.ts";

/** The grace time, in ms. */
export const GRACE_MS = 30_000;
/** The bounds of a small room. */
export const OPTIONS = {
  maxPeople: 4,
  recent: 5,
  graceMs: GRACE_MS,
  tokens: { hash: (token: string) => token },
};
/** When tests begin. */
export const START: Stamp = { date: 1_000, awakeMs: 0 };

/** A replica and its log. */
export class TestReplica {
  readonly log: Log;
  readonly replica: Replica;

  constructor(log = new Log(), replica = new Replica(log, OPTIONS)) {
    this.log = log;
    this.replica = replica;
  }

  apply(command: RoomCommand, stamp = START): Outcome {
    return this.replica.apply(command, stamp);
  }

  join(seat: string, name: string, tokenHash: string | null = name): Outcome {
    return this.apply({
      type: "join",
      seat,
      entrance: { version: 1, name, tokenHash, address: "26.1.2.3" },
    });
  }

  say(seat: string, text: string, id?: number): Outcome {
    const act = { type: "say" as const, text, ...(id === undefined ? {} : { id }) };
    return this.apply({ type: "act", seat, act });
  }

  get names(): string[] {
    return this.replica.hub.people().map(({ name, away }) => away ? `(${name})` : name);
  }

  /** The entries from a number on, without their numbers and times. */
  after(seq: number): unknown[] {
    const seqs = Array.from({ length: this.log.last - seq }, (_, at) => seq + 1 + at);
    return seqs.map((at) => {
      const { seq: _, time: __, ...entry } = this.log.at(at)!.entry;
      return entry;
    });
  }

  /** All that is the same everywhere: not what of the log is still in memory. */
  get state(): unknown {
    const { log, ...shared } = this.replica.snapshot;
    return { ...shared, last: log.last, people: this.replica.hub.people() };
  }
}

/** A replica that goes on where another one is: what it is told comes as text. */
export function copyOf({ replica }: TestReplica): TestReplica {
  const snapshot: ReplicaSnapshot = JSON.parse(JSON.stringify(replica.snapshot));
  const log = new Log({ kept: snapshot.log });
  return new TestReplica(log, Replica.continued(snapshot, log, OPTIONS));
}
