/** One room on several servers, when nodes of NATS fail. */

import { assert, assertEquals } from "@std/assert";
import { withSameCopies } from "./support/copies.ts";
import { hasNats, TestNats } from "./support/nats.ts";
import { sharedServer } from "./support/shared_server.ts";
import { TestClient } from "./support/test_client.ts";
import type { TestServer } from "./support/test_server.ts";

const ignore = !hasNats;
/** An idle machine needs up to 8 s to elect another leader; this one may be busy. */
const BUSY_MS = 25_000;
/** Nodes that were not told wait at least so long until they elect another leader. */
const ELECTION_MS = 4_000;
/** The ordered consumer of the library takes at least so long when its node dies. */
const ORDERED_CONSUMER_MS = 12_000;

/** Three nodes, two servers, and a person at each. */
interface Place extends AsyncDisposable {
  nats: TestNats;
  servers: [TestServer, TestServer];
  people: [ana: TestClient, bia: TestClient];
}

async function place(shared?: TestNats): Promise<Place> {
  const stack = new AsyncDisposableStack();
  const nats = shared ?? stack.use(await TestNats.start(3));
  const join = async (name: string) => {
    const server = await sharedServer(nats.urls);
    stack.defer(async () => assertEquals(await server.stop(), { type: "closed" }));
    const client = stack.use(new TestClient(server.port, { name }));
    await client.shows(`${name} entrou no chat.`);
    return [server, client] as const;
  };
  const [one, ana] = await join("Ana");
  const [other, bia] = await join("Bia");
  const dispose = () => stack.disposeAsync();
  return { nats, servers: [one, other], people: [ana, bia], [Symbol.asyncDispose]: dispose };
}

/** Who is in the room at each server; those without a connection in brackets. */
function namesIn({ servers }: Place): string[][] {
  return servers.map(({ room }) =>
    room.hub.people().map(({ name, away }) => away ? `(${name})` : name)
  );
}

/** Ana says a text, and Bia hears it. Returns how long that takes, in ms. */
async function timeToHear({ people: [ana, bia] }: Place, text: string): Promise<number> {
  const saidAt = performance.now();
  ana.type(text);
  await bia.shows(`Ana: ${text}\n`);
  return performance.now() - saidAt;
}

/** The stream of the room. */
async function streamIn({ nats }: Place): Promise<string> {
  const streams = await nats.streams();
  return streams.find((name) => !name.startsWith("chat-snapshots"))!;
}

/** The node that leads it. */
async function leaderIn(room: Place): Promise<number> {
  return await room.nats.leaderOf(await streamIn(room));
}

/** A node that does not lead it; if possible, one by which a server follows it. */
async function otherNodeIn(room: Place): Promise<number> {
  const leader = await leaderIn(room);
  const following = await room.nats.consumerNodesOf(await streamIn(room));
  return [...following, 0, 1].find((node) => node !== leader)!;
}

/** How often Bia was shown each text. */
function timesHeard({ people: [, { shown }] }: Place, texts: string[]): number[] {
  return texts.map((text) => shown.split(`Ana: ${text}\n`).length - 1);
}

const BOTH = [["Ana", "Bia"], ["Ana", "Bia"]];

Deno.test("the node that leads is killed: speech goes on, and nobody is away", {
  ignore,
}, async () => {
  await using room = await place();
  await timeToHear(room, "antes");
  await room.nats.signal(await leaderIn(room), "SIGKILL");
  assert(await timeToHear(room, "depois") < BUSY_MS);
  assertEquals([timesHeard(room, ["antes", "depois"]), namesIn(room)], [[1, 1], BOTH]);
});

Deno.test(
  "the node that leads is stopped: speech goes on without an election that waits",
  { ignore },
  async () => {
    await using room = await place();
    await timeToHear(room, "antes");
    await room.nats.signal(await leaderIn(room), "SIGTERM");
    assert(await timeToHear(room, "depois") < ELECTION_MS);
    assertEquals([timesHeard(room, ["antes", "depois"]), namesIn(room)], [[1, 1], BOTH]);
  },
);

Deno.test("a node by which servers follow dies for good: they follow by another one", {
  ignore,
}, async () => {
  await using room = await place();
  await timeToHear(room, "antes");
  await room.nats.signal(await otherNodeIn(room), "SIGKILL");
  assert(await timeToHear(room, "depois") < ORDERED_CONSUMER_MS);
  assertEquals([timesHeard(room, ["antes", "depois"]), namesIn(room)], [[1, 1], BOTH]);
});

Deno.test(
  "every node is stopped for good and started again, one after the other",
  { ignore },
  async () => {
    await using room = await place();
    for (const at of [0, 1, 2]) {
      await room.nats.signal(at, "SIGKILL");
      await timeToHear(room, `sem ${at}`);
      room.nats.run(at);
      await room.nats.untilReady();
      await timeToHear(room, `com ${at}`);
    }
    const texts = [0, 1, 2].flatMap((at) => [`sem ${at}`, `com ${at}`]);
    assertEquals(timesHeard(room, texts), [1, 1, 1, 1, 1, 1]);
  },
);

const frozenInTurn = async (nats: TestNats) => {
  await using room = await place(nats);
  for (const at of [0, 1, 2]) {
    await room.nats.signal(at, "SIGSTOP");
    await timeToHear(room, `sem ${at}`);
    await room.nats.signal(at, "SIGCONT");
    await room.nats.untilReady();
    await timeToHear(room, `com ${at}`);
  }
  const texts = [0, 1, 2].flatMap((at) => [`sem ${at}`, `com ${at}`]);
  assertEquals(timesHeard(room, texts), [1, 1, 1, 1, 1, 1]);
};

Deno.test("every node is frozen in turn: all is heard once", { ignore }, async () => {
  await withSameCopies(frozenInTurn);
});

Deno.test(
  "without a majority of the nodes nothing is said, and nothing is lost",
  { ignore },
  async () => {
    await using room = await place();
    await timeToHear(room, "antes");
    for (const at of [0, 1]) await room.nats.signal(at, "SIGKILL");
    const [ana] = room.people;
    ana.type("espera");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    assertEquals(timesHeard(room, ["antes", "espera"]), [1, 0]);
    for (const at of [0, 1]) room.nats.run(at);
    await timeToHear(room, "depois");
    assertEquals(timesHeard(room, ["antes", "espera", "depois"]), [1, 1, 1]);
  },
);
