import { assertEquals } from "@std/assert";
import { TestConversation, texts } from "../support/test_conversation.ts";

const OUTAGE = `${texts.closedByServer}\n${texts.retrying}`;
const PING = { type: "ping" };

Deno.test("StructuredConversation pings a server that was silent for more than 10 s, once", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.advance(11_999);
  assertEquals(client.sentAfterHello, []);
  await client.advance(1);
  assertEquals(client.sentAfterHello, [PING]);
  await client.advance(17_999);
  assertEquals([client.sentAfterHello, client.ui.sentences], [[PING], [texts.banner]]);
});

Deno.test("StructuredConversation drops a server that was silent for more than 30 s", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.advance(31_999);
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.advance(1);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
  assertEquals([client.server.isDisconnected, client.server.connections[1]!.isEnded], [true, true]);
  await client.advance(250);
  assertEquals(client.server.dialedAt, [0, 0, 32_250]);
});

Deno.test("StructuredConversation pings again 10 s after the last answer", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.advance(13_000);
  await client.receive({ type: "pong" });
  await client.advance(10_999);
  assertEquals(client.sentAfterHello, [PING]);
  await client.advance(1);
  assertEquals(client.sentAfterHello, [PING, PING]);
  await client.advance(19_000); // 30 s of silence end at 43 s; the check runs every 2 s.
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.advance(1_000);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation does not ping a server that sends data", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  for (let seq = 1; seq <= 5; seq++) {
    await client.advance(9_000);
    await client.receive({ type: "notice", seq, time: 0, text: "oi" });
  }
  assertEquals(client.sentAfterHello, []);
});

Deno.test("StructuredConversation answers a ping, and shows nothing", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.receive(PING);
  assertEquals(client.sentAfterHello, [{ type: "pong" }]);
  assertEquals([client.ui.events, client.ui.sentences], [[], [texts.banner]]);
});

Deno.test("StructuredConversation starts the idle time of a new connection at its beginning", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.advance(41_000);
  await client.redialed();
  await client.advance(4_000);
  assertEquals([client.sentAfterHello, client.server.current.isEnded], [[], false]);
});

Deno.test("StructuredConversation does not ping while it is disconnected", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.advance(5_000);
  client.server.dialResult = new Error("recusada");
  await client.drop();
  await client.advance(15_000);
  await client.redialed();
  await client.welcome();
  await client.advance(4_000);
  assertEquals(client.sentAfterHello, []);
});

Deno.test("StructuredConversation pings at once after a suspension", {
  permissions: "none",
}, async () => {
  // The check runs every 2 s: more than 4 s between two checks mean a suspension.
  for (const [ms, pings] of [[2_000, []], [2_001, [PING]]] as const) {
    await using client = await TestConversation.entered();
    await client.advance(1_000);
    client.clock.suspend(ms);
    await client.advance(1_000);
    assertEquals(client.sentAfterHello, pings);
    await client.receive({ type: "pong" });
    await client.advance(8_000);
    assertEquals([client.sentAfterHello, client.ui.sentences], [pings, [texts.banner]]);
  }
});

Deno.test("StructuredConversation drops the server 2 s after a ping that follows a suspension", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  client.clock.suspend(20_000);
  await client.advance(2_000);
  assertEquals(client.sentAfterHello, [PING]);
  await client.advance(1_999);
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.advance(1);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation keeps a connection that survived a long suspension", {
  permissions: "none",
}, async () => {
  for (const stopsMonotonicTime of [false, true]) {
    await using client = await TestConversation.entered();
    if (stopsMonotonicTime) client.clock.setDate(client.clock.date() + 60_000);
    else client.clock.suspend(60_000);
    await client.advance(2_000);
    assertEquals(client.sentAfterHello, [PING]);
    await client.receive({ type: "pong" });
    await client.advance(8_000);
    assertEquals(client.ui.sentences, [texts.banner]);
  }
});

Deno.test("StructuredConversation is patient again after a suspension that was survived", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  client.clock.suspend(20_000);
  await client.advance(2_000);
  await client.receive({ type: "pong" });
  await client.advance(12_000);
  assertEquals(client.sentAfterHello, [PING, PING]);
  await client.advance(4_000);
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation dials at once after a suspension while offline", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  await client.advance(60_000);
  const tries = client.server.dialedAt.length;
  const last = client.server.dialedAt.at(-1)!;
  await client.advance(last + 7_500 - client.clock.now()); // That dial fails, the next is 7.5 s later.
  assertEquals(client.server.dialedAt.length, tries + 1);
  client.server.dialResult = "accept";
  client.clock.suspend(60_000);
  await client.advance(2_000);
  assertEquals(client.server.dialedAt.length, tries + 2);
});

Deno.test("StructuredConversation notices a frozen link though the clock is set back", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  await client.advance(1_000);
  client.clock.setDate(client.clock.date() - 600_000);
  await client.advance(30_999);
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.advance(1);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation keeps a slow link though the clock is set forward", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.entered();
  client.clock.setDate(client.clock.date() + 60_000);
  await client.advance(2_000);
  assertEquals(client.sentAfterHello, [PING]);
  await client.advance(9_000);
  await client.receive({ type: "pong" });
  await client.advance(9_000);
  assertEquals(client.ui.sentences, [texts.banner]);
});

Deno.test("StructuredConversation drops the server 12 s after the clock jumped, if it is dead", {
  permissions: "none",
}, async () => {
  // Where suspension stops the monotonic time, it looks like a clock that is set.
  await using client = await TestConversation.entered();
  client.clock.setDate(client.clock.date() + 60_000);
  await client.advance(13_999);
  assertEquals(client.ui.sentences, [texts.banner]);
  await client.advance(1);
  assertEquals(client.ui.sentences, [texts.banner, OUTAGE]);
});

Deno.test("StructuredConversation shows the time to the next try though the clock is set", {
  permissions: "none",
}, async () => {
  await using client = await TestConversation.offline();
  client.clock.setDate(client.clock.date() - 600_000);
  await client.advance(250);
  assertEquals(client.ui.outage!.retryAt - client.clock.now(), 500);
});
