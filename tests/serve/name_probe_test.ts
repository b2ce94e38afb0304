/** A name asked for again while a silent client without pings has it: that client is sent a line. */

import { assertEquals } from "@std/assert";
import { TestRoom } from "../support/test_room.ts";

const WANTED = 'Aviso do servidor: Outra pessoa quis usar o seu nome, "Ana".';
const TAKEN = 'Erro: O nome "Ana" já está em uso. Escolha outro.\n';

function forOperator(minutes: number): string {
  return `Outra pessoa quis usar o nome "Ana". Quem está com ele, em 127.0.0.1, não envia nada há ` +
    `${minutes} min. Se a conexão caiu, digite /expulsar Ana para liberar o nome.`;
}

/** A newcomer asks for this name, and is refused. */
async function ask(room: TestRoom, name = "Ana"): Promise<void> {
  const { peer } = room.connect({ hostname: "127.0.0.2" });
  await peer.send(`${name}\n`);
  await peer.receives("já está em uso. Escolha outro.\n");
  await peer[Symbol.asyncDispose]();
}

Deno.test("a line client silent for a minute is told that its name was asked for, the operator too", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await room.advance(59_750);
  await ask(room);
  assertEquals(ana.peer.text, "Ana entrou no chat.\n");
  await room.advance(250);
  await ask(room, "ANA"); // Letter case makes no difference.
  await ana.peer.receives(`${WANTED}\n`);
  assertEquals(room.printed.slice(1), [forOperator(1)]);
  assertEquals(room.hub.find("Ana")?.presence, "here");
});

Deno.test("the old program is told in a write of its own, without a newline", async () => {
  await using room = new TestRoom();
  const ana = await room.unframed("Ana");
  await room.advance(180_000);
  await ask(room);
  await room.settle();
  assertEquals(ana.server.texts, ["Ana entrou no chat.", WANTED]);
  assertEquals(room.printed.at(-1), forOperator(3));
});

Deno.test("a client that sends something, or that answers pings, is not told", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  for (let count = 0; count < 5; count++) {
    await room.advance(25_000);
    await ana.peer.send("oi\n");
    await bia.peer.sendJson({ type: "ping" });
    await room.settle();
  }
  room.printed.length = 0;
  await ask(room);
  await ask(room, "Bia");
  await room.settle();
  assertEquals([ana.peer.text.includes("Outra pessoa"), room.printed], [false, []]);
  assertEquals(bia.peer.text.includes("Outra pessoa"), false);
});

Deno.test("a client is told once in five minutes, however often its name is asked for", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await room.advance(60_000);
  for (let count = 0; count < 3; count++) await ask(room);
  await room.advance(299_750);
  await ask(room);
  assertEquals(ana.peer.text, `Ana entrou no chat.\n${WANTED}\n`);
  await room.advance(250);
  await ask(room);
  await room.settle();
  assertEquals(ana.peer.text, `Ana entrou no chat.\n${WANTED}\n${WANTED}\n`);
});

Deno.test("a person who is here under another name may ask with /nome", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await room.advance(60_000);
  const back = await room.line("Ana2");
  await back.peer.send("/nome Ana\n");
  await back.peer.receives(TAKEN);
  await ana.peer.receives(`${WANTED}\n`);
  await back.peer.send("/nome a b\n/nome Ana3\n");
  await back.peer.receives("Ana2 agora se chama Ana3.\n");
  assertEquals(room.printed.filter((line) => line.includes("Outra pessoa")).length, 1);
});

Deno.test("when the system gives up the line, the name is free", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await room.advance(60_000);
  await ask(room);
  ana.server.fail(new Deno.errors.TimedOut("Connection timed out (os error 110)"));
  await ana.closed;
  await room.line("Ana");
  assertEquals(room.printed.slice(2), [
    "Conexão perdida com Ana : ('127.0.0.1', 50001)",
    "Conexão com sucesso com Ana : ('127.0.0.1', 50003)",
  ]);
});

Deno.test("a name with blanks around it is the same name", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await room.advance(60_000);
  const { peer } = room.connect({ hostname: "127.0.0.2" });
  await peer.sendJson({ type: "hello", version: 1, name: " Ana " });
  await peer.receivesEvent("refused", { code: "name-taken" });
  await ana.peer.receives(`${WANTED}\n`);
  await room.advance(300_000);
  const bia = await room.structured("Bia");
  await bia.peer.sendJson({ type: "rename", name: "\tAna" });
  await bia.peer.receivesEvent("rejected", { code: "name-taken" });
  await ana.peer.receives(`${WANTED}\n`);
});

Deno.test("a rename to the name of a silent client tells it, too; one that succeeds tells nobody", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await room.advance(60_000);
  const bia = await room.structured("Bia", {}, { hostname: "127.0.0.2" });
  await bia.peer.sendJson({ type: "rename", name: "Ana" });
  await ana.peer.receives(`${WANTED}\n`);
  const dora = await room.line("Dora");
  await room.advance(60_000);
  await dora.peer.send("/nome Dorinha\n");
  await dora.peer.receives("Dora agora se chama Dorinha.\n");
  await room.settle();
  assertEquals(dora.peer.text.includes("Outra pessoa"), false);
});
