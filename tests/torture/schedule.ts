/**
 * One schedule of faults: six clients chat through proxies that inject faults, while the server is
 * killed and restarted. The seed determines all of it. At the end all clients must have seen the
 * same entries in the same order, and every message exactly once.
 */

import { DatabaseSync } from "node:sqlite";
import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import { seeded } from "../support/random.ts";
import { Program } from "../support/program.ts";
import { FaultProxy } from "./fault_proxy.ts";
import { Client } from "./client.ts";

const CLIENTS = 6;
const STEPS = 120;
const STEP_MS = 8;

/** A message that was typed. */
interface Message {
  from: string;
  to?: string;
  text: string;
}

/** The state of a schedule. */
interface Scenario {
  server: Server;
  proxies: FaultProxy[];
  clients: Client[];
  messages: Message[];
}

/** Runs the schedule of a seed. Rejects with the seed when a message is lost or repeated. */
export async function runSchedule(seed: number): Promise<void> {
  const folder = await Deno.makeTempDir();
  const random = seeded(seed);
  // In half of the schedules a session ends as soon as its connection is lost.
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
  await using stack = new AsyncDisposableStack();
  const proxies = Array.from({ length: CLIENTS }, () => stack.use(new FaultProxy(server.port)));
  server.onPortChange = (port) => proxies.forEach((proxy) => proxy.target = port);
  // Clients have seeds of their own: how often they draw depends on the timing.
  const clients = proxies.map(({ port }, at) => {
    // Half of them use TLS.
    const kind = at % 2 === 0 ? "encrypted" : "plain";
    return new Client(`p${at}`, port, seeded(seed + at), kind);
  });
  const scenario: Scenario = { server, proxies, clients, messages: [] };
  try {
    for (const client of clients) {
      await client.until(() => firstJoined(client) > 0, () => "to join");
    }
    for (const client of clients) client.speedUp();
    for (let step = 0; step < STEPS; step++) await runStep(scenario, random);
    await server.start();
    for (const proxy of proxies) proxy.heal();
    for (const proxy of proxies) proxy.cut(); // Half-open ones would be noticed after 30 s.
    for (const client of clients) client.type("fim");
    const states = () => clients.map(state).join("; ");
    for (const client of clients) await client.until(() => hasSeenAll(client), states);
    verify(scenario, server.graceSeconds === 0);
  } finally {
    await Promise.all(clients.map((client) => client.leave()));
    await server.kill();
  }
  server.checkIntegrity();
}

/** Runs one random step: mostly a message, sometimes a fault. */
async function runStep(
  { server, proxies, clients, messages }: Scenario,
  random: () => number,
): Promise<void> {
  const upTo = (limit: number) => Math.floor(random() * limit);
  const [index, other, kind, amount] = [upTo(CLIENTS), upTo(CLIENTS - 1), random(), random()];
  const client = clients[index]!;
  const proxy = proxies[index]!;
  const text = `${client.name} diz ${messages.length}`;
  if (kind < 0.45) {
    client.type(text);
    messages.push({ from: client.name, text });
  } else if (kind < 0.62) {
    const to = clients[(index + 1 + other) % CLIENTS]!.name;
    client.type(`@${to} ${text}`);
    messages.push({ from: client.name, to, text });
  } else if (kind < 0.7) proxy.cut();
  else if (kind < 0.75) proxy.inject({ cutAfterBytes: Math.floor(amount * 2000) });
  else if (kind < 0.8) proxy.inject({ isFrozen: true });
  else if (kind < 0.85) proxy.heal();
  else if (kind < 0.89) proxy.halfOpen(amount < 0.5 ? "client" : "server");
  else if (kind < 0.93) proxy.inject({ pieceBytes: 1 + Math.floor(amount * 20) });
  else if (kind < 0.96) proxy.inject({ delayMs: Math.floor(amount * 10) });
  else if (server.isRunning) await server.kill();
  else await server.start();
  await new Promise((resolve) => setTimeout(resolve, random() * STEP_MS));
}

/** Asserts that all clients saw the same entries, and their own messages once and in order. */
function verify({ clients, messages }: Scenario, hasNoGrace: boolean): void {
  const since = Math.max(...clients.map(firstJoined));
  const first = publicEntries(clients[0]!, since);
  for (const client of clients) {
    assertEquals(publicEntries(client, since), first, `${client.name} saw other entries than p0`);
    const seqs = client.events.flatMap((event) => "seq" in event ? [event.seq] : []);
    assert(seqs.every((seq, at) => at === 0 || seq > seqs[at - 1]!), `${client.name} saw ${seqs}`);
    assertEquals(eventsOf(client, "missed"), [], `${client.name} got "missed"`);
    const said = eventsOf(client, "said").filter(({ from }) => from === client.name);
    const mine = messages.filter(({ from, to }) => from === client.name && to === undefined);
    assertEquals(said.map(({ text }) => text), [...mine.map(({ text }) => text), "fim"]);
  }
  for (const message of messages) {
    if (message.to) verifyPrivateMessage(message, clients, hasNoGrace);
  }
}

/** Asserts that only its two people saw a private message, or that its author got an error. */
function verifyPrivateMessage(
  { from, to, text }: Message,
  clients: Client[],
  hasNoGrace: boolean,
): void {
  const author = clients.find(({ name }) => name === from)!;
  const received = (client: Client) =>
    eventsOf(client, "whispered").filter((message) => message.text === text).length;
  const isReported =
    eventsOf(author, "undelivered").filter((event) => event.text === text).length === 1;
  const wasRefused = author.refusedLines.includes(`@${to} ${text}`) || received(author) === 0;
  assert(hasNoGrace || !wasRefused && !isReported, `${text} to ${to} was lost`);
  for (const client of clients) {
    const count = received(client);
    if (client === author) {
      assertEquals(count, wasRefused ? 0 : 1, `${from} saw ${text} ${count} times`);
    } else if (client.name !== to || wasRefused) {
      assertEquals(count, 0, `${client.name} saw ${text}`);
    } else assert(count === 1 || isReported && count === 0, `${to} saw ${text} ${count} times`);
  }
}

function firstJoined(client: Client): number {
  return eventsOf(client, "joined").find(({ name }) => name === client.name)?.seq ?? 0;
}

function publicEntries({ events }: Client, since: number): string[] {
  const types = ["joined", "left", "renamed", "said", "notice"];
  return events.filter((event) => types.includes(event.type) && "seq" in event && event.seq > since)
    .map((event) => JSON.stringify(event));
}

function hasSeenAll(client: Client): boolean {
  return client.pending === 0 &&
    eventsOf(client, "said").filter(({ text }) => text === "fim").length === CLIENTS;
}

function state(client: Client): string {
  const { name, pending, ended, sentences } = client;
  const fins = eventsOf(client, "said").filter(({ text }) => text === "fim").map(({ from }) =>
    from
  );
  const end = ended === undefined ? "" : `, ended ${JSON.stringify(ended)}`;
  return `${name} saw the end of ${fins}, ${pending} pending, told ${sentences.at(-1)}${end}`;
}

/** The events of one type that a client showed. */
function eventsOf<T extends Event["type"]>({ events }: Client, type: T): (Event & { type: T })[] {
  return events.filter((event): event is Event & { type: T } => event.type === type);
}

/** The server in a process of its own; restarts keep its history. */
class Server {
  /** The grace time, in s. */
  readonly graceSeconds: number;
  /** Called with the new port after a restart, and with undefined before it is killed. */
  onPortChange: (port: number | undefined) => void = () => {};
  /** The port it listens on, or listened on last. */
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
    const limits = ["--rate", "0", "--max-per-address", "0", "--grace", `${this.graceSeconds}`];
    const listen = ["--host", "127.0.0.1", "--port", "0", "--history", this.#history];
    this.#program = new Program("serve", ...listen, ...limits);
    this.port = await this.#program.port();
    this.onPortChange(this.port);
  }

  /** Kills it, as a crash does. */
  async kill(): Promise<void> {
    this.onPortChange(undefined);
    await this.#program?.kill();
    this.#program = undefined;
  }

  /** Asserts that SQLite's integrity check passes. */
  checkIntegrity(): void {
    const db = new DatabaseSync(this.#history);
    const found = db.prepare("PRAGMA integrity_check").all();
    db.close();
    assertEquals(found.map((row) => row["integrity_check"]), ["ok"]);
  }
}
