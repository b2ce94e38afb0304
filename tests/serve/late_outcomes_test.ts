/** A room whose commands are carried out later, as on several servers. */

import { assertEquals } from "@std/assert";
import { refused } from "../../lib/protocol.ts";
import { TOKENS } from "../../lib/serve/tokens.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { LateSequencer } from "../support/late_sequencer.ts";
import { type PeerConnection, TestRoom } from "../support/test_room.ts";

const typesOf = (events: readonly Record<string, unknown>[]) => events.map(({ type }) => type);

Deno.test("a person is welcomed when the join is carried out, and what was sent meanwhile follows", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const { peer } = room.connect();
  await peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await peer.sendJson({ type: "say", id: 1, text: "um" });
  await room.settle();
  assertEquals([sequencer.submitted.map(({ type }) => type), peer.text], [["join"], ""]);
  sequencer.release();
  await peer.receivesEvent("joined", { name: "Ana" });
  await peer.sendJson({ type: "say", id: 2, text: "dois" });
  await peer.sendJson({ type: "say", id: 3, text: " " });
  await room.settle();
  assertEquals(sequencer.submitted.map(({ type }) => type), ["act", "act", "act"]);
  assertEquals(typesOf(peer.events), ["welcome", "joined"]);
  sequencer.release();
  await peer.receivesEvent("rejected", { id: 3, code: "empty" });
  await peer.receivesEvent("said", { text: "dois" });
  const said = peer.events.filter(({ type }) => type === "said").map(({ text }) => text);
  assertEquals(said, ["um", "dois"]);
  assertEquals(room.unexpected, []);
});

Deno.test("a name that is taken meanwhile is refused when the join is carried out", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const { peer } = room.connect();
  await peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await room.settle();
  const entrance = { version: 1, name: "Ana", tokenHash: "h", address: "26.1.2.3" };
  sequencer.applyForeign({ type: "join", seat: "outro", entrance });
  sequencer.release();
  await peer.receivesEvent("refused", { code: "name-taken", value: "Ana" });
  await peer.sendJson({ type: "hello", version: 1, name: "Bia" });
  await room.settle();
  sequencer.release();
  await peer.receivesEvent("joined", { name: "Bia" });
  assertEquals(room.names, ["Ana", "Bia"]);
});

/** A person who is in the room at this server. */
async function join(
  room: TestRoom,
  sequencer: LateSequencer,
  name: string,
): Promise<PeerConnection & { token: string }> {
  const connected = room.connect();
  await connected.peer.sendJson({ type: "hello", version: 1, name });
  await room.settle();
  sequencer.release();
  const { token } = await connected.peer.receivesEvent("welcome");
  return { ...connected, token: token as string };
}

Deno.test("who comes back at another server is replaced at this one", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const ana = await join(room, sequencer, "Ana");
  const resume = { tokenHash: TOKENS.hash(ana.token), seen: 1 };
  const entrance = { version: 1, name: "Ana", tokenHash: "outro", address: "26.1.2.3", resume };
  sequencer.applyForeign({ type: "join", seat: "outro", entrance });
  await ana.peer.receivesEvent("refused", { code: "replaced" });
  await room.advance(1_000);
  await ana.closed;
  assertEquals([sequencer.submitted, room.names, room.unexpected], [[], ["Ana"], []]);
});

Deno.test("who is removed at another server is told why, and is read about by the others", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const ana = await join(room, sequencer, "Ana");
  const bia = await join(room, sequencer, "Bia");
  const refusal = refused("banned", "até amanhã");
  sequencer.applyForeign({ type: "remove", session: 1, refusal, text: "fora" });
  await ana.peer.receivesEvent("refused", { code: "banned", value: "até amanhã" });
  await bia.peer.receivesEvent("left", { name: "Ana", reason: "kicked", text: "fora" });
  await room.advance(1_000);
  await ana.closed;
  assertEquals(typesOf(ana.peer.events).filter((type) => type === "left"), []);
  assertEquals([sequencer.submitted, room.names, room.unexpected], [[], ["Bia"], []]);
});

Deno.test("who is asked for the new password at another server is told how it may be said here", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const ana = await join(room, sequencer, "Ana");
  sequencer.applyForeign({ type: "remove", session: 1, refusal: refused("password") });
  await ana.peer.receivesEvent("refused", { code: "password", value: "not-encrypted" });
});

Deno.test("a person whose connection went to another server pays there, and the address is free", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer, maxPerAddress: 1 });
  const ana = await join(room, sequencer, "Ana");
  const entrance = { version: 1, name: "Ana", tokenHash: "outro", address: "26.1.2.3" };
  const resume = { tokenHash: TOKENS.hash(ana.token), seen: 1 };
  sequencer.applyForeign({ type: "join", seat: "outro", entrance: { ...entrance, resume } });
  await join(room, sequencer, "Bia");
  assertEquals(room.names, ["Ana", "Bia"]);
});

/** Two clients that want to join: one with a token, and one without. */
async function askBoth(room: TestRoom): Promise<[PeerConnection, PeerConnection]> {
  const [ana, bia] = [room.connect(), room.connect()];
  await ana.peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await bia.peer.send("Bia\n");
  return [ana, bia];
}

Deno.test("who hangs up before the join is carried out is away, or has left", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const [ana, bia] = await askBoth(room);
  await room.settle();
  for (const { peer } of [ana, bia]) await peer[Symbol.asyncDispose]();
  await room.settle();
  sequencer.release();
  await Promise.all([ana.closed, bia.closed]);
  sequencer.release();
  assertEquals([room.names, room.unexpected], [["(Ana)"], []]);
});

Deno.test("a name that has come is not late, however long it waits for the order", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const [ana, bia] = await askBoth(room);
  await room.advance(41_000);
  assertEquals([ana.isClosed(), bia.isClosed(), bia.peer.text], [false, false, ""]);
  sequencer.release();
  await bia.peer.receives("Bia entrou no chat.");
  assertEquals([room.names, room.unexpected], [["Ana", "Bia"], []]);
});

Deno.test("a room that is closed waits for nobody whose message cannot be submitted", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const ana = await join(room, sequencer, "Ana");
  sequencer.state = "waiting";
  await ana.peer.sendJson({ type: "say", id: 1, text: "espera" });
  await room.settle();
  const closed = room.close();
  await room.advance(1_000);
  await closed;
  assertEquals([sequencer.submitted, room.unexpected], [[], []]);
});

Deno.test("a name whose person is lost while a hello waits for the order is taken back", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const entrance = { version: 1, name: "Ana", tokenHash: "outro", address: "26.1.2.3" };
  sequencer.applyForeign({ type: "join", seat: "outro/1", entrance });
  const { peer } = room.connect({ hostname: "26.1.2.3" });
  await peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await room.settle();
  sequencer.applyForeign({ type: "lose-server", server: "outro" });
  sequencer.release();
  await room.settle();
  sequencer.release();
  await peer.receivesEvent("welcome", { name: "Ana" });
  assertEquals([room.names, room.unexpected], [["Ana"], []]);
});

Deno.test("an IRC client does what follows a NICK under the name that the room has given it", async () => {
  const sequencer = new LateSequencer();
  await using room = new TestRoom({ sequencer });
  const clients: IrcPeer[] = [];
  for (const name of ["Ana", "Bia"]) {
    const client = new IrcPeer(room);
    await client.ask(`NICK ${name}`, "USER u 0 * :U");
    sequencer.release();
    await client.ask("JOIN #chat");
    clients.push(client);
  }
  const [ana, bia] = clients as [IrcPeer, IrcPeer];
  for (const one of clients) await one.news();
  for (const [wanted, is] of [["Bia", "Ana"], ["Mal", "Mal"]] as const) {
    await ana.ask(`NICK ${wanted}`, "PRIVMSG Bia :\x01PING\x01", "AWAY :volto");
    assertEquals(await bia.news(), [], "nothing before it is decided");
    sequencer.release();
    await room.settle();
    const told = (await bia.news()).filter((line) => line.includes("PING"));
    assertEquals(told, [`:${is}!chat@chat.server PRIVMSG Bia :\x01PING\x01`]);
    assertEquals((await ana.news())[0]?.split(" ")[1], wanted === is ? "NICK" : "433");
  }
  await ana.ask("NICK Outra", "PING x");
  await ana.peer[Symbol.asyncDispose]();
  await room.settle();
  sequencer.release();
  assertEquals(room.unexpected, []);
});
