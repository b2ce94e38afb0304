/**
 * One schedule of faults on several servers: clients talk in one room on three servers and three nodes
 * of NATS, which are killed, stopped and frozen. The seed determines all of it. At the end every client
 * must have been told the same, and every message exactly once.
 */

import { assertEquals } from "@std/assert";
import { TestNats } from "../support/nats.ts";
import { freePorts } from "../support/free_ports.ts";
import { seeded } from "../support/random.ts";
import { ChatServer } from "./chat_server.ts";
import { CopiesDiffer, differenceOfCopies } from "../support/copies.ts";
import { keepEvidence } from "./evidence.ts";
import { type Fault, Machine } from "./machines.ts";
import { problemsOf } from "./room_checker.ts";
import { RoomClient } from "./room_client.ts";

/** How many servers, and how many nodes. */
export const SERVERS = 3;
const MEMBERS = 6;
const STEPS = 90;
const STEP_MS = 240;
/** So long a place is kept: longer than a schedule takes, so nobody may be called gone. */
const GRACE_S = 120;
/** A machine is frozen, or gone, for at most so long: some longer than the lease of a server, 5 s. */
const MAX_FAULT_MS = 7_000;
/** How long all servers may take to be back, once all nodes are; and all clients, after that. */
const RECOVERY_MS = 60_000;
/** How long the lists of people may take to be the same. */
const SETTLE_MS = 10_000;

const FAULTS: readonly Fault[] = ["kill", "stop", "freeze"];

/** The state of a schedule. */
export class RoomSchedule implements AsyncDisposable {
  /** The nodes of NATS. */
  readonly nats: TestNats;
  /** The chat servers. */
  readonly servers: readonly ChatServer[];
  /** Clients that are in the room from beginning to end. */
  members: readonly RoomClient[] = [];
  /** Clients that come and leave. */
  readonly guests: RoomClient[] = [];
  /** What happened to the machines. */
  readonly trace: string[] = [];
  readonly #seed: number;
  readonly #random: () => number;
  readonly #serverMachines: readonly Machine[];
  readonly #nodeMachines: readonly Machine[];
  #texts = 0;

  private constructor(nats: TestNats, seed: number, random: () => number, folder: string) {
    const note = (what: string) => {
      this.trace.push(`${new Date().toISOString().slice(11, 23)} ${what}`);
    };
    const options = ["--nats", nats.urls.join(), "--grace", `${GRACE_S}`];
    this.nats = nats;
    this.#seed = seed;
    this.#random = random;
    this.servers = freePorts(SERVERS).map((port, at) => {
      const history = random() < 0.5 ? [] : ["--history", `${folder}/${at}.db`];
      return new ChatServer(port, [...options, ...history]);
    });
    this.#serverMachines = this.servers.map((server, at) => Machine.ofServer(server, at, note));
    this.#nodeMachines = nats.urls.map((_, at) => Machine.ofNode(nats, at, note));
  }

  /** Starts nodes and servers, and lets the members join. */
  static async start(seed: number, folder: string): Promise<RoomSchedule> {
    const schedule = new RoomSchedule(await TestNats.start(3), seed, seeded(seed), folder);
    try {
      await schedule.#join();
    } catch (error) {
      await schedule[Symbol.asyncDispose]();
      throw error;
    }
    return schedule;
  }

  /** Runs the steps, and lets everything recover. */
  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      for (const machine of this.#machines) await machine.recoverIfDue();
      await this.#runStep();
      await new Promise((resolve) => setTimeout(resolve, this.#random() * STEP_MS));
    }
    for (const machine of this.#machines) await machine.recover();
    for (const server of this.servers) await server.listens(RECOVERY_MS);
    for (const member of this.members) member.post({ text: `${member.journal.name}: fim` });
    const isDone = (member: RoomClient) => member.pending === 0 && endsSeenBy(member) === MEMBERS;
    for (const member of this.members) {
      const state = () => `${member.pending} pending, ${endsSeenBy(member)} ends seen`;
      await member.until(() => isDone(member), state, RECOVERY_MS);
    }
    for (const guest of this.guests) guest.leave();
    for (const guest of this.guests) await guest.until(() => guest.hasEnded, () => "to leave");
  }

  /** What is wrong. */
  async problems(): Promise<string[]> {
    const observers = this.servers.map(({ port }, at) => this.#client(`o${at}`, port));
    this.guests.push(...observers);
    const here = await this.#differencesAmong(observers);
    const [members, guests] = [this.members, this.guests].map((all) =>
      all.map(({ journal }) => journal)
    );
    const ended = this.servers.flatMap(({ problems }) => problems);
    return [...ended, ...here, ...problemsOf({ members: members!, guests: guests! })];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of [...this.members, ...this.guests]) await client.close();
    for (const server of this.servers) await server.kill();
    await this.nats[Symbol.asyncDispose]();
  }

  get #machines(): Machine[] {
    return [...this.#serverMachines, ...this.#nodeMachines];
  }

  async #join(): Promise<void> {
    for (const server of this.servers) server.start();
    for (const server of this.servers) await server.listens(RECOVERY_MS);
    this.members = Array.from(
      { length: MEMBERS },
      (_, at) => this.#client(`p${at}`, this.servers[at % SERVERS]!.port),
    );
    for (const member of this.members) await member.until(() => member.isIn, () => "to join");
  }

  /** Clients have seeds of their own: how often they draw depends on the timing. */
  #client(name: string, port: number): RoomClient {
    const at = this.members.length + this.guests.length;
    return new RoomClient(name, port, seeded(this.#seed + 1000 + at));
  }

  /** One random step: mostly a message, sometimes a fault, or a guest. */
  async #runStep(): Promise<void> {
    const upTo = (limit: number) => Math.floor(this.#random() * limit);
    const [by, other, kind] = [upTo(MEMBERS), upTo(MEMBERS - 1), this.#random()];
    const fault = { kind: FAULTS[upTo(3)]!, at: upTo(3), ms: this.#random() ** 2 * MAX_FAULT_MS };
    const author = this.members[by]!;
    const text = `${author.journal.name}: ${++this.#texts}`;
    if (kind < 0.4) author.post({ text });
    else if (kind < 0.66) {
      author.post({ text, to: this.members[(by + 1 + other) % MEMBERS]!.journal.name });
    } else if (kind < 0.7) this.#whisperGuest(author, text);
    else if (kind < 0.75) this.#comeOrLeave(fault.at);
    else if (kind < 0.89) await this.#injure(this.#serverMachines[fault.at]!, fault);
    else if (this.#nodeMachines.every(({ isUp }) => isUp)) {
      await this.#injure(this.#nodeMachines[fault.at]!, fault); // Never more than a minority.
    }
  }

  async #injure(machine: Machine, { kind, ms }: { kind: Fault; ms: number }): Promise<void> {
    if (machine.isUp) await machine.suffer(kind, ms % 2 < 1 ? "SIGTERM" : "SIGINT", ms);
  }

  #whisperGuest(author: RoomClient, text: string): void {
    const guest = this.guests.at(-1)?.journal.name;
    if (guest !== undefined) author.post({ text, to: guest });
  }

  /** A guest comes; from the second on, the one before leaves. */
  #comeOrLeave(at: number): void {
    const last = this.guests.at(-1);
    last?.leave();
    this.guests.push(this.#client(`g${this.guests.length}`, this.servers[at]!.port));
  }

  /** Whether all servers tell the same people, and the same messages. */
  async #differencesAmong(observers: RoomClient[]): Promise<string[]> {
    for (const observer of observers) await observer.until(() => observer.isIn, () => "to join");
    const ports = observers.map(({ port }) => port);
    if (ports.join() !== this.servers.map(({ port }) => port).join()) {
      return [`observers are at ${ports}`];
    }
    const deadline = Date.now() + SETTLE_MS;
    for (;;) {
      try {
        await this.#compare(observers);
        return [];
      } catch (error) {
        if (Date.now() > deadline) return [`servers differ: ${error}`];
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async #compare(observers: RoomClient[]): Promise<void> {
    const [first, ...others] = await Promise.all(observers.map(async (observer) => {
      const { people } = await observer.ask("people");
      return { people, said: await saidAt(observer) };
    }));
    for (const other of others) assertEquals(other, first);
    const here = first!.people.filter(({ away }) => !away).map(({ name }) => name).sort();
    const wanted = [...observers, ...this.members].map(({ journal }) => journal.name).sort();
    assertEquals(here, wanted, "people who are here");
    const told = this.members[0]!.journal.entries.filter(({ type }) => type === "said");
    assertEquals(first!.said, told, "what was said");
  }
}

/**
 * Runs the schedule of a seed. Rejects with the seed, and with what is wrong.
 *
 * @throws {CopiesDiffer} When something is wrong, and the copies of NATS differ.
 */
export async function runRoomSchedule(seed: number): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await using schedule = await RoomSchedule.start(seed, folder);
    let problems: string[];
    try {
      await schedule.run();
      problems = await schedule.problems();
    } catch (error) {
      problems = [String(error), ...await schedule.problems().catch((also) => [String(also)])];
    }
    if (problems.length === 0) return;
    const path = await keepEvidence(schedule, seed, problems);
    const told = `seed ${seed}, evidence in ${path}:\n${problems.join("\n")}`;
    const difference = await differenceOfCopies(schedule.nats).catch(() => undefined);
    throw difference === undefined ? new Error(told) : new CopiesDiffer(`${difference}\n${told}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Everything that was said, as a server tells it page by page. */
async function saidAt(client: RoomClient): Promise<unknown[]> {
  const said: unknown[] = [];
  let before: number | undefined;
  do {
    const { entries } = await client.ask("past", before);
    said.unshift(...entries);
    before = entries[0]?.seq;
  } while (before !== undefined);
  return said;
}

/** How many members a client has heard the last message of. */
function endsSeenBy({ journal: { entries } }: RoomClient): number {
  return entries.filter((entry) => entry.type === "said" && entry.text.endsWith(": fim")).length;
}
