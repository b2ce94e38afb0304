import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const OUTAGE = `${texts.closedByServer}\n${texts.retrying}`;
const PING = { type: "ping" };

Deno.test("StructuredConversation pings a server that was silent for more than 10 s, once", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.pass(11_999);
  assertEquals(client.asked, []);
  await client.pass(1);
  assertEquals(client.asked, [PING]);
  await client.pass(17_999);
  assertEquals([client.asked, client.ui.sentences], [[PING], [texts.banner]]);
});

Deno.test("StructuredConversation gives up a server that was silent for more than 30 s", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.pass(31_999);
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.pass(1);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
  assertEquals([client.server.isHungUp, client.server.connections[1]!.isEnded], [true, true]);
  await client.pass(250);
  assertEquals(client.server.dialedAt, [0, 0, 32_250]);
});

Deno.test("StructuredConversation pings again 10 s after the last answer", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.pass(13_000);
  await client.tell({ type: "pong" });
  await client.pass(10_999);
  assertEquals(client.asked, [PING]);
  await client.pass(1);
  assertEquals(client.asked, [PING, PING]);
  await client.pass(19_000); // 30 s of silence would be over at 43 s; it is looked every 2 s.
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.pass(1_000);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation does not ping a server that it hears", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  for (let seq = 1; seq <= 5; seq++) {
    await client.pass(9_000);
    await client.tell({ type: "notice", seq, time: 0, text: "oi" });
  }
  assertEquals(client.asked, []);
});

Deno.test("StructuredConversation answers a ping, and shows nothing", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.tell(PING);
  assertEquals(client.asked, [{ type: "pong" }]);
  assertEquals([client.ui.events, client.ui.sentences], [[], [texts.banner]]);
});

Deno.test("StructuredConversation counts the silence of a new connection from its beginning", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.pass(41_000);
  await client.redialed();
  await client.pass(4_000);
  assertEquals([client.asked, client.server.current.isEnded], [[], false]);
});

Deno.test("StructuredConversation does not ping while nothing is connected", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.pass(5_000);
  client.server.dialing = new Error("recusada");
  await client.drop();
  await client.pass(15_000);
  await client.redialed();
  await client.welcome();
  await client.pass(4_000);
  assertEquals(client.asked, []);
});

Deno.test("StructuredConversation pings at once after a suspension", {
  permissions: "none",
}, async () => {
  // A look every 2 s: the machine was asleep when more than 4 s lie between two of them.
  for (const [ms, pings] of [[2_000, []], [2_001, [PING]]] as const) {
    await using client = await TestConversation.entered();
    await client.pass(1_000);
    client.clock.suspend(ms);
    await client.pass(1_000);
    assertEquals(client.asked, pings);
    await client.tell({ type: "pong" });
    await client.pass(8_000);
    assertEquals([client.asked, client.ui.sentences], [pings, [texts.banner]]);
  }
});

Deno.test("StructuredConversation gives up 2 s after a ping that follows a suspension", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  client.clock.suspend(20_000);
  await client.pass(2_000);
  assertEquals(client.asked, [PING]);
  await client.pass(1_999);
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.pass(1);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation is patient again after a suspension that was survived", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  client.clock.suspend(20_000);
  await client.pass(2_000);
  await client.tell({ type: "pong" });
  await client.pass(12_000);
  assertEquals(client.asked, [PING, PING]);
  await client.pass(4_000);
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation dials at once after a suspension while offline", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.pass(60_000);
  const tries = client.server.dialedAt.length;
  const last = client.server.dialedAt.at(-1)!;
  await client.pass(last + 7_500 - client.clock.now()); // That try fails, the next is 7.5 s away.
  assertEquals(client.server.dialedAt.length, tries + 1);
  client.server.dialing = "accept";
  client.clock.suspend(60_000);
  await client.pass(2_000);
  assertEquals(client.server.dialedAt.length, tries + 2);
});
