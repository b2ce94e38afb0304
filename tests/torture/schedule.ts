/**
 * One schedule of faults: six people talk through relays that misbehave, while the server is killed
 * and started again. All of it follows from a seed. At the end everybody who stayed must have seen
 * the same, and each message must be where it belongs, once and in order.
 */

import { DatabaseSync } from "node:sqlite";
import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import { seeded } from "../support/random.ts";
import { Program } from "../support/program.ts";
import { FaultProxy } from "./fault_proxy.ts";
import { Person } from "./person.ts";

const PEOPLE = 6;
const STEPS = 120;
const STEP_MS = 8;

/** What was typed, and by whom. */
interface Typed {
  from: string;
  to?: string;
  text: string;
}

/** What a schedule works on. */
interface Scene {
  server: Server;
  ways: FaultProxy[];
  people: Person[];
  typed: Typed[];
}

/** Runs the schedule of a seed. Rejects, naming the seed, when something was lost, doubled or moved. */
export async function runSchedule(seed: number): Promise<void> {
  const folder = await Deno.makeTempDir();
  const random = seeded(seed);
  // Half the time, whoever loses the connection loses their place at once, and comes back to it.
  const graceSeconds = random() < 0.5 ? 0 : 60;
  try {
    await run(new Server(`${folder}/chat.db`, graceSeconds), random, seed);
  } catch (cause) {
    throw new Error(`seed ${seed}, grace ${graceSeconds} s: ${cause}`, { cause });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function run(server: Server, random: () => number, seed: number): Promise<void> {
  await server.start();
  await using relays = new AsyncDisposableStack();
  const ways = Array.from({ length: PEOPLE }, () => relays.use(new FaultProxy(server.port)));
  server.moved = (port) => ways.forEach((way) => way.target = port);
  // Chance is drawn from its own seed where it depends on time how often it is drawn.
  const people = ways.map(({ port }, at) => new Person(`p${at}`, port, seeded(seed + at)));
  const scene: Scene = { server, ways, people, typed: [] };
  try {
    for (const person of people) await person.until(() => firstJoined(person) > 0, () => "to join");
    for (const person of people) person.hurry();
    for (let step = 0; step < STEPS; step++) await act(scene, random);
    await server.start();
    for (const way of ways) way.heal();
    for (const way of ways) way.cut(); // What is half open they would notice after 30 s only.
    for (const person of people) person.type("fim");
    const states = () => people.map(state).join("; ");
    for (const person of people) await person.until(() => hasSeenAll(person), states);
    judge(scene, server.graceSeconds === 0);
  } finally {
    await Promise.all(people.map((person) => person.leave()));
    await server.kill();
  }
  server.inspect();
}

/** Something happens: mostly somebody speaks, sometimes something breaks. */
async function act({ server, ways, people, typed }: Scene, random: () => number): Promise<void> {
  const upTo = (limit: number) => Math.floor(random() * limit);
  const [who, other, kind, amount] = [upTo(PEOPLE), upTo(PEOPLE - 1), random(), random()];
  const person = people[who]!;
  const way = ways[who]!;
  const text = `${person.name} diz ${typed.length}`;
  if (kind < 0.45) {
    person.type(text);
    typed.push({ from: person.name, text });
  } else if (kind < 0.62) {
    const to = people[(who + 1 + other) % PEOPLE]!.name;
    person.type(`@${to} ${text}`);
    typed.push({ from: person.name, to, text });
  } else if (kind < 0.7) way.cut();
  else if (kind < 0.75) way.suffer({ cutAfterBytes: Math.floor(amount * 2000) });
  else if (kind < 0.8) way.suffer({ isFrozen: true });
  else if (kind < 0.85) way.heal();
  else if (kind < 0.89) way.halfOpen(amount < 0.5 ? "client" : "server");
  else if (kind < 0.93) way.suffer({ pieceBytes: 1 + Math.floor(amount * 20) });
  else if (kind < 0.96) way.suffer({ delayMs: Math.floor(amount * 10) });
  else if (server.isRunning) await server.kill();
  else await server.start();
  await new Promise((resolve) => setTimeout(resolve, random() * STEP_MS));
}

/** Everybody who stayed saw the same; each message is where it belongs, once and in order. */
function judge({ people, typed }: Scene, isGraceless: boolean): void {
  const since = Math.max(...people.map(firstJoined));
  const first = publicEntries(people[0]!, since);
  for (const person of people) {
    assertEquals(publicEntries(person, since), first, `${person.name} saw something else than p0`);
    const seqs = person.events.flatMap((event) => "seq" in event ? [event.seq] : []);
    assert(seqs.every((seq, at) => at === 0 || seq > seqs[at - 1]!), `${person.name} saw ${seqs}`);
    assertEquals(told(person, "missed"), [], `${person.name} was told of something missed`);
    const said = told(person, "said").filter(({ from }) => from === person.name);
    const mine = typed.filter(({ from, to }) => from === person.name && to === undefined);
    assertEquals(said.map(({ text }) => text), [...mine.map(({ text }) => text), "fim"]);
  }
  for (const whisper of typed) if (whisper.to) judgeWhisper(whisper, people, isGraceless);
}

/** A private message reached its two people and no one else, or its author was told. */
function judgeWhisper({ from, to, text }: Typed, people: Person[], isGraceless: boolean): void {
  const author = people.find(({ name }) => name === from)!;
  const heard = (person: Person) =>
    told(person, "whispered").filter((whisper) => whisper.text === text).length;
  const isTold = told(author, "undelivered").filter((one) => one.text === text).length === 1;
  const wasRefused = author.refusedLines.includes(`@${to} ${text}`) || heard(author) === 0;
  assert(isGraceless || !wasRefused && !isTold, `${text} to ${to} came to nothing`);
  for (const person of people) {
    const count = heard(person);
    if (person === author) {
      assertEquals(count, wasRefused ? 0 : 1, `${from} saw ${text} ${count} times`);
    } else if (person.name !== to || wasRefused) {
      assertEquals(count, 0, `${person.name} saw ${text}`);
    } else assert(count === 1 || isTold && count === 0, `${to} saw ${text} ${count} times`);
  }
}

function firstJoined(person: Person): number {
  return told(person, "joined").find(({ name }) => name === person.name)?.seq ?? 0;
}

function publicEntries({ events }: Person, since: number): string[] {
  const types = ["joined", "left", "renamed", "said", "notice"];
  return events.filter((event) => types.includes(event.type) && "seq" in event && event.seq > since)
    .map((event) => JSON.stringify(event));
}

function hasSeenAll(person: Person): boolean {
  return person.pending === 0 &&
    told(person, "said").filter(({ text }) => text === "fim").length === PEOPLE;
}

function state(person: Person): string {
  const { name, pending, ended, sentences } = person;
  const fins = told(person, "said").filter(({ text }) => text === "fim").map(({ from }) => from);
  const end = ended === undefined ? "" : `, ended ${JSON.stringify(ended)}`;
  return `${name} saw the end of ${fins}, ${pending} pending, told ${sentences.at(-1)}${end}`;
}

/** What a person was shown of one type. */
function told<T extends Event["type"]>({ events }: Person, type: T): (Event & { type: T })[] {
  return events.filter((event): event is Event & { type: T } => event.type === type);
}

/** The server in a process of its own, with one history through all its lives. */
class Server {
  /** In s. */
  readonly graceSeconds: number;
  /** Told the port when it is another one. */
  moved: (port: number) => void = () => {};
  /** Where it listens, or did. */
  port = 0;
  readonly #history: string;
  #program?: Program;

  constructor(history: string, graceSeconds: number) {
    this.#history = history;
    this.graceSeconds = graceSeconds;
  }

  get isRunning(): boolean {
    return this.#program !== undefined;
  }

  async start(): Promise<void> {
    if (this.#program) return;
    const limits = ["--rate", "0", "--grace", `${this.graceSeconds}`];
    const place = ["--host", "127.0.0.1", "--port", "0", "--history", this.#history];
    this.#program = new Program("serve", ...place, ...limits);
    this.port = await this.#program.port();
    this.moved(this.port);
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    await this.#program?.kill();
    this.#program = undefined;
  }

  /** Whether SQLite finds nothing wrong with what is left. */
  inspect(): void {
    const db = new DatabaseSync(this.#history);
    const found = db.prepare("PRAGMA integrity_check").all();
    db.close();
    assertEquals(found.map((row) => row["integrity_check"]), ["ok"]);
  }
}
