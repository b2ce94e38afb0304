/** One room on several servers, with a real NATS. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { sharedServer } from "./support/shared_server.ts";

const ignore = !hasNats;

Deno.test("people at two servers are in one room", { ignore }, async () => {
  await using nats = await TestNats.start();
  await using one = await sharedServer(nats.urls);
  await using other = await sharedServer(nats.urls);
  await using ana = await Peer.structured(one.port, "Ana");
  await using bia = await Peer.line(other.port, "Bia");
  await ana.receivesEvent("joined", { name: "Bia" });
  await bia.send("@Ana psiu\n");
  await ana.receivesEvent("whispered", { from: "Bia", text: "psiu" });
  await ana.sendJson({ type: "say", id: 1, text: "oi" });
  await bia.receives("Ana: oi\n");
  await ana.receivesEvent("said", { id: 1 });
  await using caio = await Peer.connect(one.port);
  await caio.sendJson({ type: "hello", version: 1, name: "Bia" });
  await caio.receivesEvent("refused", { code: "name-taken" });
});

Deno.test(
  "a server that starts later knows who is there and what was said",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    await using one = await sharedServer(nats.urls);
    await using ana = await Peer.structured(one.port, "Ana");
    await ana.sendJson({ type: "say", id: 1, text: "oi" });
    await ana.receivesEvent("said", { id: 1 });
    await using other = await sharedServer(nats.urls);
    await using bia = await Peer.structured(other.port, "Bia");
    assertEquals(bia.events.map(({ type }) => type), ["welcome", "said", "joined"]);
    assertStrictEquals((bia.events[0]!["people"] as unknown[]).length, 2);
    await other.stop();
    await one.room.broadcaster.recorded();
    assertEquals(one.room.hub.people().map(({ name, away }) => [name, away]), [
      ["Ana", false],
      ["Bia", true],
    ]);
  },
);
