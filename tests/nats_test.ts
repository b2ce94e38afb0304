/** One room on several servers, with a real NATS. */

import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { TOKENS } from "../lib/serve/tokens.ts";
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

Deno.test("a server that would carry out commands otherwise is refused, and told in what", {
  ignore,
}, async () => {
  await using nats = await TestNats.start();
  const one = await sharedServer(nats.urls, { maxPeople: 10 });
  const start = () => sharedServer(nats.urls, { maxPeople: 11 });
  const error = await assertRejects(start, Error);
  assertStrictEquals(
    error.message,
    "Erro: Este servidor não combina com os outros da sala: --max-people é 11 aqui, e 10 lá. " +
      "Use as mesmas opções e o mesmo programa em todos.",
  );
  await one.stop();
  await using other = await start(); // Nobody is there whom it would not suit.
  assertStrictEquals(other.room.options.maxPeople, 11);
});

Deno.test(
  "one token, one name and one id at two servers at once are one each",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    await using one = await sharedServer(nats.urls);
    await using other = await sharedServer(nats.urls);
    await using ana = await Peer.structured(one.port, "Ana");
    const { token } = await ana.receivesEvent("welcome");
    const hello = { type: "hello", version: 1, name: "Ana", resume: { token, seen: 1 } };
    const peers = await Promise.all([one, other].map(({ port }) => Peer.connect(port)));
    await using stack = new AsyncDisposableStack();
    for (const peer of peers) stack.use(peer);
    await Promise.all(peers.map(async (peer) => {
      await peer.sendJson(hello);
      await peer.sendJson({ type: "say", id: 1, text: "uma vez" });
    }));
    await ana.receivesEvent("refused", { code: "replaced" });
    const names = await Promise.all([one, other].map(({ port }) => Peer.connect(port)));
    for (const peer of names) stack.use(peer);
    await Promise.all(
      names.map((peer) => peer.sendJson({ type: "hello", version: 1, name: "Bia" })),
    );
    const answers = () => names.map((peer) => peer.events[0]?.["type"]);
    for (const peer of names) await peer.until(() => peer.events.length > 0, "an answer");
    assertEquals(answers().sort(), ["refused", "welcome"]);
    // The connection that was not replaced is told what it has said.
    const isTold = () => peers.some(({ events }) => events.some(({ type }) => type === "said"));
    for (let tries = 0; !isTold() && tries < 500; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { broadcaster: { log }, hub } = other.room;
    const said = log.after(0).filter(({ entry }) => entry.type === "said");
    assertEquals([said.length, hub.people().map(({ name }) => name)], [1, ["Ana", "Bia"]]);
  },
);

Deno.test(
  "a server that starts into a full room resumes anybody",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    const bounds = { maxPeople: 5_000 };
    await using one = await sharedServer(nats.urls, bounds);
    const { room } = one;
    const seats = Array.from({ length: 5_000 }, () => room.newSeat());
    const text = "x".repeat(600);
    const done = Promise.withResolvers<void>();
    seats.forEach((seat, at) => {
      const entrance = {
        version: 1,
        name: `p${at}`,
        tokenHash: TOKENS.hash(`${at}`),
        address: "26.1.2.3",
      };
      room.submit({ type: "join", seat, entrance });
    });
    for (let at = 0; at < 20_000; at++) {
      const act = { type: "say" as const, text };
      room.submit(
        { type: "act", seat: seats[at % 5_000]!, act },
        at === 19_999 ? () => done.resolve() : undefined,
      );
    }
    await done.promise;
    await using other = await sharedServer(nats.urls, bounds);
    await using ana = await Peer.connect(other.port);
    const resume = { token: "77", seen: room.broadcaster.log.last };
    await ana.sendJson({ type: "hello", version: 1, name: "p77", resume });
    const { token } = await ana.receivesEvent("welcome", { name: "p77" });
    assertStrictEquals(token, "77");
    assertEquals(other.room.hub.size, 5_000);
  },
);
