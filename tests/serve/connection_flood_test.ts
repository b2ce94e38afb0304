/** The rate limit and the end of input: commands are executed, each in its time. */

import { assertEquals } from "@std/assert";
import { MAX_RUN } from "../../lib/protocol/run.ts";
import { turn } from "../support/fake_clock.ts";
import type { Peer } from "../support/peer.ts";
import { sendAll, TestRoom } from "../support/test_room.ts";

const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `n${at}\n`).join("");

/** The times at which the console showed a person's messages. */
const times = (room: TestRoom, name: string): number[] =>
  room.printedAt.filter((_, at) => room.printed[at]!.startsWith(`${name} >> `));

const messagesOf = (peer: Peer): string[] =>
  [...peer.text.matchAll(/Alto: (n\d+)/g)].map(([, word]) => word!);

Deno.test("flood control slows a person down, and loses nothing", async () => {
  await using room = new TestRoom({ rate: 5 });
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  await sender.peer.send(lines(30));
  await room.advance(10_000);
  // Twenty at once, the others every 200 ms. The name costs nothing.
  const late = Array.from({ length: 10 }, (_, at) => 200 * (at + 1));
  assertEquals(times(room, "Alto"), [...new Array(20).fill(0), ...late]);
  assertEquals(messagesOf(ana.peer), Array.from({ length: 30 }, (_, at) => `n${at}`));
});

Deno.test("flood control counts per address, and a rate of 0 is none", async () => {
  await using room = new TestRoom({ rate: 5 });
  const ana = await room.line("Ana", { hostname: "192.0.2.1" });
  const sender = await room.line("Alto");
  await sender.peer.send(lines(100));
  await ana.peer.send("calma\n");
  await sender.peer.receives("Ana: calma\n");
  assertEquals(room.clock.now(), 0);
  await using free = new TestRoom({ rate: 0 });
  const [bia, fast] = [await free.line("Bia"), await free.line("Alto")];
  await fast.peer.send(lines(100));
  await bia.peer.receives("Alto: n99\n");
  assertEquals(free.clock.now(), 0);
});

Deno.test("commands sent before the end of input are executed in their turn", async () => {
  await using room = new TestRoom({ rate: 5 });
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  await sender.peer.send(`${lines(25)}sem fim de linha`);
  await sender.peer.closeWrite();
  await room.advance(1_199);
  assertEquals(ana.peer.text.includes("saiu"), false);
  await room.advance(1);
  await ana.peer.receives("Alto: n24\nAlto: sem fim de linha\nAlto saiu do chat.\n");
  assertEquals(times(room, "Alto").at(-1), 1_200);
  await room.advance(400);
  assertEquals(sender.isClosed(), true);
});

Deno.test("lines sent before the end of input are broadcast", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const pipe = room.connect();
  await pipe.peer.send("Bia\nprimeira\nsem fim de linha");
  await pipe.peer.closeWrite();
  await ana.peer.receives("Bia: primeira\nBia: sem fim de linha\nBia saiu do chat.\n");
  await pipe.peer.ends();
  assertEquals(pipe.peer.text, "Bia entrou no chat.\n");
  assertEquals(room.printed.at(-1)!.startsWith("Conexão perdida com Bia"), true);
});

Deno.test("a half-closed structured client gets earlier entries, and is away", async () => {
  await using room = new TestRoom();
  await room.line("Ana");
  const bia = await room.structured("Bia");
  await bia.peer.send('{"type":"say","text":"um"}\n{"type":"say","text":"dois"}');
  await bia.peer.closeWrite();
  await bia.peer.ends();
  assertEquals(bia.peer.events.slice(2).map(({ text }) => text), ["um", "dois"]);
  assertEquals(room.names, ["Ana", "(Bia)"]);
});

Deno.test("a half-closed client has 400 ms to read earlier entries", async () => {
  await using room = new TestRoom();
  const bia = await room.stalled("Bia\n");
  room.notice("x".repeat(5_000));
  await room.settle();
  await bia.client.closeWrite();
  await room.advance(399);
  assertEquals(bia.isClosed(), false);
  const received = `Bia entrou no chat.\nAviso do servidor: ${"x".repeat(5_000)}\n`;
  assertEquals([await bia.client.readAvailable(), bia.isClosed()], [received, true]);
});

Deno.test("a client that disconnects while its commands are executed leaves no session behind", async () => {
  await using room = new TestRoom({ rate: 50 });
  const ana = await room.line("Ana");
  const client = room.connect();
  await client.peer.send("nome ruim\n".repeat(60));
  await client.peer.receives("Erro: O nome não pode conter espaços.");
  await client.peer.send("Fantasma\n");
  await client.peer[Symbol.asyncDispose]();
  await room.advance(1_500); // Longer than the rate limit delays the flood.
  assertEquals([room.names, client.isClosed()], [["Ana"], true]);
  await ana.peer.send("/quem\n");
  await ana.peer.receives("No chat (1): Ana\n");
});

Deno.test("no command of a kicked client is executed any more", async () => {
  await using room = new TestRoom({ rate: 5 });
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  await sender.peer.send(lines(30));
  await room.advance(300);
  room.kick("Alto");
  await sender.peer.send("ainda\n");
  await room.advance(10_000);
  assertEquals(messagesOf(ana.peer).at(-1), "n20");
  assertEquals(times(room, "Alto").length, 21);
  assertEquals(sender.isClosed(), true);
});

Deno.test("nothing after a goodbye is carried out", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const bia = await room.stalled("Bia\ntchau\n/sair\nainda\n", { capacity: 4096 });
  await sendAll(bia.client, "mais\n");
  await room.advance(400);
  assertEquals(room.printed.filter((text) => text.startsWith("Bia >>")), [
    "Bia >> tchau",
    "Bia >> /sair",
  ]);
  await ana.peer.receives("Bia: tchau\nBia saiu do chat.\n");
  assertEquals(ana.peer.text.includes("ainda"), false);
});

Deno.test("others have their turn after 2 ms of a long read", async () => {
  // One by one, and in runs: a look at the clock for each, and one for the turn.
  for (const [line, lookMs, most] of [["//x", 0.1, 20], ["x", 0.5, 4 * MAX_RUN]] as const) {
    await using room = new TestRoom();
    const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
    room.clock.lookMs = lookMs;
    const sent = sender.peer.send(`${line}\n`.repeat(6_000) + "fim\n");
    await room.prints(`Alto >> ${line}`);
    room.notice("agora");
    await ana.peer.receives("Alto: fim\n");
    await sent;
    room.clock.lookMs = 0;
    const before = room.printed.slice(0, room.printed.indexOf("Aviso do servidor: agora"));
    const count = before.filter((one) => one === `Alto >> ${line}`).length;
    assertEquals([count > 0, count <= most], [true, true], `${count} times ${line} before`);
  }
});

Deno.test("a long read waits for its turn, a short one does not", async () => {
  await using room = new TestRoom();
  const [ana, long, short] = [await room.line("Ana"), await room.line("L"), await room.line("C")];
  await long.peer.send(`${"-".repeat(1023)}\n`.repeat(3)); // Full reads: the next may be longer.
  await ana.peer.until(() => ana.peer.text.split("-\n").length === 4, "the full reads");
  const sent = [long.peer.send("longo\n".repeat(200)), short.peer.send("curto\n")];
  await ana.peer.receives("L: longo\n");
  await Promise.all(sent);
  const order = room.printed.filter((text) => /curto|longo/.test(text));
  assertEquals(order[0], "C >> curto");
});

Deno.test("what a refused client still sends is read in turns", async () => {
  await using room = new TestRoom();
  const stranger = room.connect();
  await stranger.peer.send("\0");
  await stranger.peer.receives("Erro: ");
  let isSent = false;
  stranger.peer.send("x".repeat(1024 * 1024)).then(() => isSent = true);
  let turns = 0;
  for (; !isSent; turns++) await turn(); // The clock stands still, so the connection is not closed.
  assertEquals([turns >= 16, stranger.isClosed()], [true, false], `${turns} turns`);
});

Deno.test("the first command of a short read does not wait, however long a pause was", async () => {
  await using room = new TestRoom();
  const [ana, long, short] = [await room.line("Ana"), await room.line("L"), await room.line("C")];
  await long.peer.send(`${"-".repeat(1023)}\n`.repeat(3));
  await ana.peer.until(() => ana.peer.text.split("-\n").length === 4, "the full reads");
  room.clock.lookMs = 0.5;
  const sent = [long.peer.send("longo\n".repeat(200)), short.peer.send("curto\n")];
  await ana.peer.receives("L: longo\n");
  room.clock.lookMs = 0;
  await Promise.all(sent);
  assertEquals(room.printed.find((text) => /curto|longo/.test(text)), "C >> curto");
});

Deno.test("of many short reads each has a quarter of a millisecond at once", async () => {
  await using room = new TestRoom({ maxPeople: 20 });
  const ana = await room.line("Ana");
  const senders = [];
  for (let at = 0; at < 10; at++) senders.push(await room.line(`s${at}`));
  room.printed.length = 0;
  room.clock.lookMs = 0.1;
  const sent = senders.map(({ peer }) => peer.send("//x\n".repeat(400)));
  await room.prints("s9 >> //x");
  const before = room.printed.indexOf("s9 >> //x");
  room.clock.lookMs = 0;
  await ana.peer.receives("s9: /x\n");
  await Promise.all(sent);
  assertEquals([before >= 9, before <= 27], [true, true], `${before} commands before`);
});

Deno.test("a goodbye needs no token", async () => {
  await using room = new TestRoom({ rate: 1 });
  const ana = await room.line("Ana");
  await ana.peer.send(`${lines(20)}/sair\n`);
  await ana.peer.ends();
  await ana.peer.closeWrite();
  await room.settle();
  assertEquals([ana.isClosed(), room.clock.now()], [true, 0]);
});

Deno.test("blank lines take their tokens, and do nothing else", async () => {
  await using room = new TestRoom({ rate: 5 });
  const ana = await room.line("Ana", { hostname: "192.0.2.1" });
  const bia = await room.structured("Bia");
  const printed = room.printed.length;
  await ana.peer.send("\n".repeat(19) + " \n \nagora\n");
  await bia.peer.send("\n".repeat(21) + '{"type":"ping"}\n');
  await room.advance(399);
  assertEquals([room.printed.length, bia.peer.events.at(-1)?.["type"]], [printed, "joined"]);
  await room.advance(1);
  assertEquals(times(room, "Ana"), [400]);
  await room.settle();
  assertEquals(bia.peer.events.at(-1)?.["type"], "pong");
});
