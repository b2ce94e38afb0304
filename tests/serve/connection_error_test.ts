/** Errors in the work for one connection close that connection, and no other. */

import { assertEquals } from "@std/assert";
import { seeded } from "../support/random.ts";
import { TestRoom } from "../support/test_room.ts";

Deno.test("an error in one connection's command closes that connection, and is shown once", async () => {
  await using room = new TestRoom();
  const [ana, mau] = [await room.line("Ana"), await room.line("Mau")];
  room.breakFor("Mau");
  await mau.peer.send("um\ndois\n");
  await mau.peer.ends();
  await mau.closed;
  await ana.peer.receives("Mau saiu do chat.\n");
  await ana.peer.send("/quem\n");
  await ana.peer.receives("No chat (1): Ana\n");
  assertEquals(room.unexpected, ["Erro inesperado: quebrou"]);
});

Deno.test("an error in reading the log for one connection ends that connection alone", async () => {
  await using room = new TestRoom();
  const [mau, ana] = [await room.line("Mau"), await room.line("Ana")];
  room.breakReadingFor("Mau");
  await ana.peer.send("oi\n/quem\n");
  await ana.peer.receives("Mau saiu do chat.\n");
  await ana.peer.send("/quem\n");
  await ana.peer.receives("No chat (1): Ana\n");
  await mau.closed;
  assertEquals(room.unexpected, ["Erro inesperado: ilegível"]);
});

Deno.test("an error in delivering to one connection does not affect the others", async () => {
  await using room = new TestRoom();
  const [mau, ana] = [await room.structured("Mau"), await room.line("Ana")];
  await room.settle();
  room.breakStructured();
  room.notice("oi");
  await ana.peer.receives("Aviso do servidor: oi\n");
  await mau.closed;
  assertEquals([room.unexpected, room.names], [["Erro inesperado: perdido"], ["(Mau)", "Ana"]]);
});

Deno.test("an error in an idle timeout's command closes that connection", async () => {
  await using room = new TestRoom();
  const [ana, mau] = [await room.line("Ana"), await room.unframed("Mau")];
  room.breakFor("Mau");
  await mau.peer.send("x".repeat(512));
  await room.advance(250);
  await mau.closed;
  await ana.peer.receives("Mau saiu do chat.\n");
  assertEquals(room.unexpected, ["Erro inesperado: quebrou"]);
});

Deno.test("an error in closing is shown, and closes all the same", async () => {
  for (const act of ["leave", "break"]) {
    await using room = new TestRoom();
    const mau = await room.line("Mau");
    mau.server.closeWrite = () => Promise.reject(new Error("não fecha"));
    await mau.peer.send(act === "leave" ? "/sair\n" : "x".repeat(20_000));
    await mau.closed;
    assertEquals([room.unexpected, room.names], [["Erro inesperado: não fecha"], []]);
    assertEquals(mau.server.isClosed, true);
  }
});

Deno.test("a write error closes the connection, and is shown when it is unknown", async () => {
  const cases: [error: Error, shown: string[]][] = [
    [new Deno.errors.BrokenPipe("Broken pipe"), []],
    [new Error("cabo mordido"), ["Erro inesperado: cabo mordido"]],
  ];
  for (const [error, shown] of cases) {
    await using room = new TestRoom();
    const [ana, mau] = [await room.line("Ana"), await room.line("Mau")];
    mau.server.write = () => Promise.reject(error);
    room.notice("oi");
    await mau.closed;
    await ana.peer.receives("Mau saiu do chat.\n");
    assertEquals([room.unexpected, mau.server.isClosed], [shown, true]);
  }
});

Deno.test("random bytes in any dialect close at most their own connection", async () => {
  await using room = new TestRoom({ graceMs: 0, maxPeople: 1_000 });
  const ana = await room.line("Ana");
  const beginnings = [
    "",
    "Linha\n",
    "Antigo",
    '{"type":"hello","version":1,"name":"Json"}\n',
    "GET / HTTP/1.1\r\n",
    "\x16\x03\x01",
  ];
  for (let seed = 0; seed < 20; seed++) {
    const random = seeded(seed);
    const strangers = await Promise.all(beginnings.map(async (beginning) => {
      const stranger = room.connect();
      await stranger.peer.send(beginning.replace(/Linha|Antigo|Json/, `$&${seed}`));
      return stranger;
    }));
    await room.advance(300); // Until the timeout for a name without a newline.
    for (const { peer } of strangers) {
      const noise = Uint8Array.from({ length: 3000 }, () => Math.floor(256 * random()));
      for (let at = 0; at < noise.length; at += 700) {
        await peer.send(noise.subarray(at, at + 700)).catch(() => {}); // It has ended already.
      }
      await peer[Symbol.asyncDispose]();
    }
    await room.advance(500);
    assertEquals(strangers.filter(({ isClosed }) => !isClosed()), []);
  }
  await ana.peer.receives("Antigo19 entrou no chat.\n");
  await room.settle();
  assertEquals(ana.peer.text.split(" entrou").length, ana.peer.text.split(" saiu").length + 1);
  assertEquals([room.names, room.unexpected], [["Ana"], []]);
});
