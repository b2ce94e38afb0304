/** The ways a connection ends: what each client receives, in which order, and the time limits. */

import { assert, assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { sendAll, TestRoom } from "../support/test_room.ts";

const address = (port: number): string => `('127.0.0.1', ${port})`;
const GOODBYE = "Você saiu do chat.\nConexão encerrada pelo servidor.\n";

Deno.test("a client that leaves gets its refusal, and the others get the leave", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  await bia.peer.send("/sair\n");
  await bia.peer.ends();
  assertEquals(bia.peer.text, `Bia entrou no chat.\n${GOODBYE}`);
  await ana.peer.receives("Bia saiu do chat.\n");
  assertEquals([room.names, room.printed.slice(2)], [["Ana"], ["Bia >> /sair"]]);
  await bia.peer[Symbol.asyncDispose]();
  await room.settle();
  assertEquals([bia.isClosed(), room.clock.now(), room.printed.length], [true, 0, 3]);
});

Deno.test("a client that leaves before its hello gets its refusal", async () => {
  await using room = new TestRoom();
  const probe = room.connect();
  await probe.peer.sendJson({ type: "leave" });
  await probe.peer.receivesEvent("refused", { code: "left" });
  await probe.peer.ends();
  assertEquals([probe.peer.events.length, room.printed], [1, []]);
});

Deno.test("a peer that does not disconnect is closed 400 ms after the farewell", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await ana.peer.send("/sair\n");
  await ana.peer.ends();
  await room.advance(399);
  assertEquals([ana.isClosed(), ana.server.isClosed], [false, false]);
  await room.advance(1);
  assertEquals([ana.isClosed(), ana.server.isClosed], [true, true]);
});

Deno.test("a client that disconnects without leaving is shown as lost, once", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  await bia.peer[Symbol.asyncDispose]();
  await ana.peer.receives("Bia saiu do chat.\n");
  const cut = await room.line("Caio");
  cut.server.fail(new Deno.errors.ConnectionReset("Connection reset by peer"));
  await ana.peer.receives("Caio saiu do chat.\n");
  const nameless = room.connect();
  await nameless.peer[Symbol.asyncDispose]();
  await room.settle();
  assertEquals(room.printed.filter((text) => !text.startsWith("Conexão com sucesso")), [
    `Conexão perdida com Bia : ${address(bia.peer.address.port)}`,
    `Conexão perdida com Caio : ${address(cut.peer.address.port)}`,
  ]);
  assertEquals([bia.isClosed(), cut.isClosed(), nameless.isClosed()], [true, true, true]);
});

Deno.test("the farewell reaches a peer that is still sending", async () => {
  await using room = new TestRoom();
  const stranger = room.openRaw({ capacity: 4096 });
  // It reads only after it has sent everything: a reset would have lost the response.
  await sendAll(stranger.client, "a".repeat(200_000));
  await stranger.client.closeWrite();
  await room.settle();
  assertEquals([stranger.isClosed(), room.clock.now()], [true, 0]);
  const refusal = "Erro: Linha longa demais: o limite são 16 KiB até o fim da linha.";
  assertEquals(await stranger.client.readAvailable(), `${refusal}\n`);
  const { port } = stranger.client.localAddr;
  assertEquals(room.printed, [`Conexão encerrada com ${address(port)}: ${refusal}`]);
});

Deno.test("a client with a protocol error gets no later entries", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const bia = await room.stalled('{"type":"hello","version":1,"name":"Bia"}\n');
  await sendAll(bia.client, "nada\n");
  await room.advance(100);
  await ana.peer.send("depois\n");
  await room.settle();
  const taken = (await bia.client.readAvailable()).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assertEquals(taken.map(({ type }) => type), ["welcome", "refused"]);
  assertEquals(taken.at(-1).code, "malformed");
  assertEquals(room.names, ["Ana", "(Bia)"]);
  assertEquals(room.printed.filter((text) => text.startsWith("Conexão encerrada")).length, 1);
});

Deno.test("a kicked client gets earlier entries, but not its own leave", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  room.notice("última");
  room.kick("bia");
  await bia.peer.ends();
  const { code, text } = bia.peer.events.at(-1)!;
  assertEquals([code, text], ["kicked", "O anfitrião tirou você do chat."]);
  assertEquals(bia.peer.events.slice(1, -1).map(({ type }) => type), ["joined", "notice"]);
  await ana.peer.receives("Aviso do servidor: última\nBia saiu do chat.\n");
  await room.advance(400);
  assertEquals([bia.isClosed(), room.names], [true, ["Ana"]]);
});

Deno.test("a kicked client gets earlier entries also before its turn to read", async () => {
  await using room = new TestRoom({ maxPeople: 300 });
  const people = await room.lines(130);
  const { peer } = people.at(-1)!;
  room.notice("última");
  room.kick("p129");
  await peer.ends();
  assertEquals(peer.text.split("\n").slice(-3), [
    "Aviso do servidor: última",
    "O anfitrião tirou você do chat.",
    "",
  ]);
});

Deno.test("clients kicked in one turn each get what came before", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  room.notice("um");
  room.kick("Ana");
  room.notice("dois");
  room.kick("Bia");
  await Promise.all([ana.peer.ends(), bia.peer.ends()]);
  const notices = [ana, bia].map(({ peer }) => peer.text.match(/(?<=servidor: ).+/g));
  assertEquals(notices, [["um"], ["um", "dois"]]);
});

Deno.test("people who hang up at once are recorded at once", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history, maxPeople: 100 });
  const people = await room.lines(50);
  history.records.length = 0;
  await Promise.all(people.map(({ peer }) => peer.closeWrite()));
  await Promise.all(people.map(({ peer }) => peer.ends()));
  assertEquals([room.names, history.recorded.filter((text) => text === "left").length], [[], 50]);
  assert(history.records.length <= 10, `${history.records.length} transactions`);
});

Deno.test("a kicked client that reads for 400 ms gets no further", async () => {
  await using room = new TestRoom();
  const stalled = await room.stalled("Surdo\n");
  room.notice("x".repeat(5_000));
  await room.settle();
  room.kick("Surdo");
  room.kick("Surdo");
  await room.advance(200);
  room.notice("tarde");
  await stalled.client.readAvailable(1_000);
  await room.advance(199);
  assertEquals([stalled.isClosed(), stalled.server.isClosed], [false, false]);
  await room.advance(1);
  assertEquals([stalled.isClosed(), stalled.server.isClosed], [true, true]);
  assertEquals((await stalled.client.readAvailable()).includes("tarde"), false);
});

Deno.test("a kicked client that reads everything in time gets the farewell", async () => {
  await using room = new TestRoom();
  const stalled = await room.stalled("Surdo\n");
  room.notice("x".repeat(5_000));
  await room.settle();
  room.kick("Surdo");
  await room.advance(399);
  const taken = await stalled.client.readAvailable();
  assertEquals(taken.split("\n").slice(1), [
    `Aviso do servidor: ${"x".repeat(5_000)}`,
    "O anfitrião tirou você do chat.",
    "",
  ]);
  room.notice("tarde");
  await room.advance(1);
  assertEquals([await stalled.client.readAvailable(), stalled.isClosed()], ["", true]);
});

Deno.test("a connection is replaced by a newer one of the same session, and no other is affected", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const first = await room.structured("Bia");
  const { token } = await first.peer.receivesEvent("welcome");
  const second = await room.structured("Bia", { resume: { token, seen: 2 } });
  await first.peer.receivesEvent("refused", { code: "replaced" });
  await first.peer.ends();
  await room.advance(400);
  assertEquals([first.isClosed(), second.isClosed(), room.names], [true, false, ["Ana", "Bia"]]);
  await room.advance(1_000);
  await second.peer.sendJson({ type: "say", text: "ainda eu" });
  await ana.peer.receives("Bia: ainda eu\n");
  assertEquals(ana.peer.text.match(/Bia (entrou|saiu)/g), ["Bia entrou"]);
  room.kick("Bia");
  await second.peer.receivesEvent("refused", { code: "kicked" });
});

Deno.test("a final refusal closes the connection, any other allows another name", async () => {
  await using room = new TestRoom({ maxPeople: 1 });
  await room.line("Ana");
  const full = room.connect();
  await full.peer.send("ana\n");
  await full.peer.receives("ana");
  assertEquals(full.peer.isEnded, false);
  await full.peer.send("Bia\nCaio\n");
  await full.peer.receives("Erro: O chat está cheio. Tente de novo mais tarde.\n");
  await full.peer.ends();
  assertEquals(full.peer.text.match(/cheio/g)!.length, 1);
  const reason = "Erro: O chat está cheio. Tente de novo mais tarde.";
  const { port } = full.peer.address;
  assertEquals(room.printed.slice(1), [`Conexão encerrada com ${address(port)}: ${reason}`]);
});
