/** One room on several servers, when nodes of NATS and servers fail. */

import { assert, assertEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { sharedServer } from "./support/shared_server.ts";
import type { TestServer } from "./support/test_server.ts";

const ignore = !hasNats;

/** Who is in the room; those without a connection in brackets. */
function namesIn({ room }: TestServer): string[] {
  return room.hub.people().map(({ name, away }) => away ? `(${name})` : name);
}

/** Says a message, and measures how long it takes to be heard, in ms. */
async function timeToHear(author: Peer, id: number, reader: Peer): Promise<number> {
  const saidAt = performance.now();
  await author.sendJson({ type: "say", id, text: `${id}` });
  await reader.receivesEvent("said", { text: `${id}` });
  return performance.now() - saidAt;
}

/** The nodes of the stream of the room: which one leads. */
async function leader(nats: TestNats): Promise<number> {
  const streams = await nats.streams();
  return await nats.leaderOf(streams.find((name) => !name.startsWith("chat-snapshots"))!);
}

Deno.test(
  "a node that leads is killed: nobody is away, and speech goes on",
  { ignore },
  async () => {
    await using nats = await TestNats.start(3);
    await using one = await sharedServer(nats.urls);
    await using other = await sharedServer(nats.urls);
    await using ana = await Peer.structured(one.port, "Ana");
    await using bia = await Peer.structured(other.port, "Bia");
    await timeToHear(ana, 1, bia);
    await nats.signal(await leader(nats), "SIGKILL");
    const ms = await timeToHear(ana, 2, bia);
    console.log("killed", ms);
    assert(ms < 10_000);
    await timeToHear(bia, 3, ana);
    assertEquals([namesIn(one), namesIn(other)], [["Ana", "Bia"], ["Ana", "Bia"]]);
    assertEquals(
      [ana.events, bia.events].map((all) => all.filter(({ type }) => type === "said").length),
      [3, 3],
    );
  },
);

Deno.test("a node that leads is stopped: speech goes on in a second", { ignore }, async () => {
  await using nats = await TestNats.start(3);
  await using one = await sharedServer(nats.urls);
  await using other = await sharedServer(nats.urls);
  await using ana = await Peer.structured(one.port, "Ana");
  await using bia = await Peer.structured(other.port, "Bia");
  await timeToHear(ana, 1, bia);
  await nats.signal(await leader(nats), "SIGTERM");
  const ms = await timeToHear(ana, 2, bia);
  console.log("stopped", ms);
  assertEquals([namesIn(one), namesIn(other)], [["Ana", "Bia"], ["Ana", "Bia"]]);
});

Deno.test(
  "each node is frozen in turn: nobody is away, and all is heard once",
  { ignore },
  async () => {
    await using nats = await TestNats.start(3);
    await using one = await sharedServer(nats.urls);
    await using other = await sharedServer(nats.urls);
    await using ana = await Peer.structured(one.port, "Ana");
    await using bia = await Peer.structured(other.port, "Bia");
    await timeToHear(ana, 1, bia);
    for (const at of [0, 1, 2]) {
      await nats.signal(at, "SIGSTOP");
      const ms = await timeToHear(ana, 2 + at, bia);
      console.log("frozen", at, ms);
      await nats.signal(at, "SIGCONT");
    }
    assertEquals([namesIn(one), namesIn(other)], [["Ana", "Bia"], ["Ana", "Bia"]]);
  },
);
