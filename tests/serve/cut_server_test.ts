/** A server that is cut off from the room: what its people and newcomers hear. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { FakeHistory } from "../support/fake_history.ts";
import { LateSequencer } from "../support/late_sequencer.ts";
import { type PeerConnection, TestRoom } from "../support/test_room.ts";

const OTHERS = ["26.2.2.2:9999"];
const CLOSING = textsOf("pt-BR").refusals["server-closing"]("");

/** A room that is also served elsewhere. */
function openRoom(options: ConstructorParameters<typeof TestRoom>[0] = {}) {
  const sequencer = new LateSequencer();
  sequencer.elsewhere = OTHERS;
  return { sequencer, room: new TestRoom({ sequencer, ...options }) };
}

/** A client of ours in the room; further fields are in its hello. */
async function join(
  { room, sequencer }: ReturnType<typeof openRoom>,
  name: string,
  fields = {},
): Promise<PeerConnection> {
  const connected = room.connect();
  await connected.peer.sendJson({ type: "hello", version: 1, name, ...fields });
  await room.settle();
  sequencer.release();
  await connected.peer.receivesEvent("welcome");
  return connected;
}

/** A line client in the room. */
async function joinLine(
  { room, sequencer }: ReturnType<typeof openRoom>,
  name: string,
): Promise<PeerConnection> {
  const connected = room.connect();
  await connected.peer.send(`${name}\n`);
  await room.settle();
  sequencer.release();
  await connected.peer.receives(`${name} entrou no chat.\n`);
  return connected;
}

const typesOf = ({ peer }: PeerConnection) => peer.events.map(({ type }) => type);

Deno.test("a server that is cut off for a second sends clients of ours away, but not its host", async () => {
  const opened = openRoom({ isHostInChat: true, hostSecret: "segredo" });
  const { room, sequencer } = opened;
  await using _ = room;
  const host = await join(opened, "Dona", { share: "segredo" });
  const ana = await join(opened, "Ana");
  const bia = await joinLine(opened, "Bia");
  sequencer.state = "cut";
  await room.advance(1_000);
  assertEquals(typesOf(ana).includes("refused"), false);
  await room.advance(250);
  await ana.peer.receivesEvent("refused", { code: "server-closing" });
  await room.advance(1_000);
  assertEquals([ana.isClosed(), bia.isClosed(), host.isClosed()], [true, false, false]);
  const lost = [{ type: "lose", seat: "este/2", reason: "lost", defers: true }];
  assertEquals(sequencer.submitted, lost, "the session goes on elsewhere");
  sequencer.state = "open";
  sequencer.release();
  await host.peer.receivesEvent("joined", { name: "Bia" });
  assertEquals([room.names, room.unexpected], [["Dona", "(Ana)", "Bia"], []]);
});

Deno.test("a server that is cut off takes nobody in, until it is back", async () => {
  const opened = openRoom();
  const { room, sequencer } = opened;
  await using _ = room;
  await joinLine(opened, "Bia");
  sequencer.state = "cut";
  await room.advance(1_250);
  const { peer, closed } = room.connect();
  await peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await peer.receivesEvent("refused", { code: "server-closing" });
  await room.advance(1_000);
  await closed;
  assertEquals(sequencer.submitted, []);
  sequencer.state = "open";
  await room.advance(250);
  await join(opened, "Ana");
  assertEquals([room.names, room.unexpected], [["Bia", "Ana"], []]);
});

Deno.test("a server whose disk is full sends people to the others", async () => {
  const history = new FakeHistory();
  const opened = openRoom({ history });
  const { room, sequencer } = opened;
  await using _ = room;
  const ana = await join(opened, "Ana");
  history.isFull = true;
  sequencer.applyForeign({ type: "notice", text: "oi" });
  await room.settle();
  await room.advance(1_500);
  await ana.peer.receivesEvent("refused", { code: "server-closing" });
  history.isFull = false;
});

Deno.test("a welcome names the other servers, and later ones are told to clients of ours", async () => {
  const opened = openRoom();
  const { room, sequencer } = opened;
  await using _ = room;
  const ana = await join(opened, "Ana");
  const bia = await joinLine(opened, "Bia");
  assertEquals(ana.peer.events[0]!["servers"], OTHERS);
  const told = () => ana.peer.events.filter(({ type }) => type === "servers");
  await room.settle();
  assertEquals(told(), []);
  const { text } = bia.peer;
  sequencer.elsewhere = ["26.2.2.2:9999", "26.3.3.3:9999"];
  for (const _ of [1, 2]) sequencer.applyForeign({ type: "beat" });
  await room.settle();
  assertEquals(told(), [{ type: "servers", servers: ["26.2.2.2:9999", "26.3.3.3:9999"] }]);
  assertStrictEquals(bia.peer.text, text);
});

Deno.test("a welcome of a room on one server names none", async () => {
  await using room = new TestRoom();
  const ana = await room.structured("Ana");
  await room.line("Bia");
  assertStrictEquals("servers" in ana.peer.events[0]!, false);
  assertEquals(typesOf(ana).includes("servers"), false);
});

Deno.test("what is said waits until it may be submitted, and clients of ours are pinged meanwhile", async () => {
  const opened = openRoom();
  const { room, sequencer } = opened;
  await using _ = room;
  const ana = await join(opened, "Ana");
  const bia = await joinLine(opened, "Bia");
  for (const state of ["waiting", "cut"] as const) {
    sequencer.state = state;
    await bia.peer.send(`${state}\n`);
    await room.settle();
    assertEquals(sequencer.submitted, [], state);
    // What adds no entry does not wait.
    await ana.peer.sendJson({ type: "ping" });
    await ana.peer.receivesEvent("pong");
    sequencer.state = "open";
    await room.settle();
    assertEquals(sequencer.submitted.map(({ type }) => type), ["act"], state);
    sequencer.release();
    await ana.peer.receivesEvent("said", { text: state });
  }
  sequencer.state = "waiting";
  const pings = () => typesOf(ana).filter((type) => type === "ping").length;
  const before = pings();
  await room.advance(2_250);
  assertStrictEquals(pings() - before, 1);
  await room.advance(2_000);
  assertStrictEquals(pings() - before, 2);
  assertEquals(room.unexpected, []);
});

Deno.test("a hello that waits is refused when the server takes nobody in any more", async () => {
  for (const [state, afterMs] of [["waiting", 3_250], ["cut", 1_250]] as const) {
    const opened = openRoom();
    const { room, sequencer } = opened;
    await using _ = room;
    await joinLine(opened, "Bia");
    sequencer.state = state;
    const ana = room.connect();
    const caio = room.connect();
    await ana.peer.sendJson({ type: "hello", version: 1, name: "Ana" });
    await caio.peer.send("Caio\n");
    await room.advance(afterMs - 500);
    assertEquals([ana.peer.text, caio.peer.text, ana.isClosed()], ["", "", false], state);
    await room.advance(500);
    await ana.peer.receivesEvent("refused", { code: "server-closing" });
    await caio.peer.receives(`${CLOSING}\n`);
    await room.advance(1_000);
    await Promise.all([ana.closed, caio.closed]);
    sequencer.state = "open";
    await room.settle();
    assertEquals([sequencer.submitted, room.names], [[], ["Bia"]], state);
    assertEquals(room.unexpected, [], state);
  }
});
