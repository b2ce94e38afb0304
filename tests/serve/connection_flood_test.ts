/** Flood control and the end of input: what was sent is carried out, each thing at its time. */

import { assertEquals } from "@std/assert";
import type { Peer } from "../support/peer.ts";
import { say, TestRoom } from "../support/test_room.ts";

const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `n${at}\n`).join("");

/** When the console showed the words of one. */
const times = (room: TestRoom, name: string): number[] =>
  room.printedAt.filter((_, at) => room.printed[at]!.startsWith(`${name} >> `));

const words = (peer: Peer): string[] =>
  [...peer.text.matchAll(/Alto: (n\d+)/g)].map(([, word]) => word!);

Deno.test("flood control slows a person down, and loses nothing", async () => {
  await using room = new TestRoom({ rate: 5 });
  const [ana, loud] = [await room.line("Ana"), await room.line("Alto")];
  await loud.peer.say(lines(30));
  await room.pass(10_000);
  // The name took one of 20; the last of them is taken on credit. The others come every 200 ms.
  const late = Array.from({ length: 10 }, (_, at) => 200 * (at + 1));
  assertEquals(times(room, "Alto"), [...new Array(20).fill(0), ...late]);
  assertEquals(words(ana.peer), Array.from({ length: 30 }, (_, at) => `n${at}`));
});

Deno.test("flood control counts per person, and a rate of 0 is none", async () => {
  await using room = new TestRoom({ rate: 5 });
  const [ana, loud] = [await room.line("Ana"), await room.line("Alto")];
  await loud.peer.say(lines(100));
  await ana.peer.say("calma\n");
  await loud.peer.hears("Ana: calma\n");
  assertEquals(room.clock.now(), 0);
  await using free = new TestRoom({ rate: 0 });
  const [bia, fast] = [await free.line("Bia"), await free.line("Alto")];
  await fast.peer.say(lines(100));
  await bia.peer.hears("Alto: n99\n");
  assertEquals(free.clock.now(), 0);
});

Deno.test("what was sent before the end of input is carried out at its time", async () => {
  await using room = new TestRoom({ rate: 5 });
  const [ana, loud] = [await room.line("Ana"), await room.line("Alto")];
  await loud.peer.say(`${lines(25)}sem fim de linha`);
  await loud.peer.closeWrite();
  await room.pass(1_399);
  assertEquals(ana.peer.text.includes("saiu"), false);
  await room.pass(1);
  await ana.peer.hears("Alto: n24\nAlto: sem fim de linha\nAlto saiu do chat.\n");
  // What was on credit is waited for, at the end too.
  assertEquals(times(room, "Alto").at(-1), 1_200);
  await room.pass(400);
  assertEquals(loud.isOver(), true);
});

Deno.test("what was typed before the end of input is said", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const pipe = room.connect();
  await pipe.peer.say("Bia\nprimeira\nsem fim de linha");
  await pipe.peer.closeWrite();
  await ana.peer.hears("Bia: primeira\nBia: sem fim de linha\nBia saiu do chat.\n");
  await pipe.peer.ends();
  assertEquals(pipe.peer.text, "Bia entrou no chat.\n");
  assertEquals(room.printed.at(-1)!.startsWith("Conexão perdida com Bia"), true);
});

Deno.test("a structured client that says no more hears what happened so far, and is away", async () => {
  await using room = new TestRoom();
  await room.line("Ana");
  const bia = await room.structured("Bia");
  await bia.peer.say('{"type":"say","text":"um"}\n{"type":"say","text":"dois"}');
  await bia.peer.closeWrite();
  await bia.peer.ends();
  assertEquals(bia.peer.events.slice(2).map(({ text }) => text), ["um", "dois"]);
  assertEquals(room.names, ["Ana", "(Bia)"]);
});

Deno.test("one who says no more has 400 ms to read what happened so far", async () => {
  await using room = new TestRoom();
  const bia = await room.deaf("Bia\n");
  room.notice("x".repeat(5_000));
  await room.settle();
  await bia.client.closeWrite();
  await room.pass(399);
  assertEquals(bia.isOver(), false);
  const heard = `Bia entrou no chat.\nAviso do servidor: ${"x".repeat(5_000)}\n`;
  assertEquals([await bia.client.take(), bia.isOver()], [heard, true]);
});

Deno.test("one who hangs up while their words are still carried out is no ghost", async () => {
  await using room = new TestRoom({ rate: 50 });
  const ana = await room.line("Ana");
  const ghost = room.connect();
  await ghost.peer.say("nome ruim\n".repeat(60));
  await ghost.peer.hears("Erro: O nome não pode conter espaços.");
  await ghost.peer.say("Fantasma\n");
  await ghost.peer[Symbol.asyncDispose]();
  await room.pass(1_500); // Longer than the flood is held.
  assertEquals([room.names, ghost.isOver()], [["Ana"], true]);
  await ana.peer.say("/quem\n");
  await ana.peer.hears("No chat (1): Ana\n");
});

Deno.test("nothing of one who was taken out is carried out any more", async () => {
  await using room = new TestRoom({ rate: 5 });
  const [ana, loud] = [await room.line("Ana"), await room.line("Alto")];
  await loud.peer.say(lines(30));
  await room.pass(300);
  room.kick("Alto");
  await loud.peer.say("ainda\n");
  await room.pass(10_000);
  assertEquals(words(ana.peer).at(-1), "n20");
  assertEquals(times(room, "Alto").length, 21);
  assertEquals(loud.isOver(), true);
});

Deno.test("nothing after a goodbye is carried out", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const bia = await room.deaf("Bia\ntchau\n/sair\nainda\n", { capacity: 4096 });
  await say(bia.client, "mais\n");
  await room.pass(400);
  assertEquals(room.printed.filter((text) => text.startsWith("Bia >>")), [
    "Bia >> tchau",
    "Bia >> /sair",
  ]);
  await ana.peer.hears("Bia: tchau\nBia saiu do chat.\n");
  assertEquals(ana.peer.text.includes("ainda"), false);
});

Deno.test("others have their turn while a long read is carried out", async () => {
  await using room = new TestRoom();
  const [ana, loud] = [await room.line("Ana"), await room.line("Alto")];
  await loud.peer.say("a\n".repeat(512)); // A full read: the next may be 128 KiB long.
  await room.settle();
  const shown = room.printed.length;
  const turn = new Promise((resolve) => setTimeout(resolve)).then(() => room.notice("agora"));
  await loud.peer.say("x\n".repeat(6_000) + "fim\n");
  await ana.peer.hears("Alto: fim\n");
  await turn;
  const at = room.printed.indexOf("Aviso do servidor: agora") - shown;
  assertEquals([at > 0, at % 2_000, at < 6_000], [true, 0, true]);
});

Deno.test("a goodbye on credit is not waited for", async () => {
  await using room = new TestRoom({ rate: 1 });
  const ana = await room.line("Ana");
  await ana.peer.say(`${lines(19)}/sair\n`);
  await ana.peer.ends();
  await ana.peer.closeWrite();
  await room.settle();
  assertEquals([ana.isOver(), room.clock.now()], [true, 0]);
});
