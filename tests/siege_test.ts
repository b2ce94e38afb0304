/** Strangers in great numbers, for a bounded time: those inside go on, and nothing is left behind. */

import { assert, assertEquals } from "@std/assert";
import { heldBytes } from "./support/heap.ts";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";
import { TestRoom } from "./support/test_room.ts";

const MIB = 1024 * 1024;
const utf8 = new TextEncoder();

/** How much more this process holds while something is done than before, in bytes. */
async function growth(act: () => Promise<void>): Promise<number> {
  const before = heldBytes();
  await act();
  return heldBytes() - before;
}

Deno.test("a hundred thousand who connect and leave keep nobody out and leave nothing behind", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const grown = await growth(async () => {
    let next = 0;
    const visit = async () => {
      while (next < 100_000) {
        const number = next++;
        const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
        // Some leave in the middle of a name, some as people.
        if (number % 100 < 2) await conn.write(utf8.encode(`n${number}${"\n".repeat(number % 2)}`));
        conn.close();
      }
    };
    await Promise.all(Array.from({ length: 64 }, visit));
  });
  await using bia = await Peer.line(server.port, "Bia");
  await bia.say("e aí?\n");
  await ana.hears("Bia: e aí?\n");
  await ana.until(() => ana.text.split(" saiu do chat.\n").length === 1 + 2000, "all who left");
  await ana.say("/quem\n");
  await ana.hears("No chat (2): Ana, Bia\n");
  assertEquals(server.console.filter((line) => /Erro|Novas conexões/.test(line)), []);
  assert(grown < 8 * MIB, `grown by ${grown} bytes`);
});

Deno.test("a thousand connections that never say a name keep nobody out, and are ended", async () => {
  await using timed = new TestRoom();
  const silent: { peer: Peer; attended: Promise<void> }[] = [];
  while (silent.length < 1000) silent.push(timed.connect());
  // Whoever drips half a name has not said one either.
  for (const { peer } of silent.slice(0, 500)) await peer.say("{");
  const ana = timed.connect();
  await ana.peer.say("Ana\n");
  await ana.peer.hears("Ana entrou no chat.\n");
  await timed.pass(29_000);
  await ana.peer.say("alguém?\n/quem\n");
  await ana.peer.hears("No chat (1): Ana\n");
  assertEquals(silent.filter(({ peer }) => peer.isEnded), []);
  await timed.pass(2_000);
  await Promise.all(silent.map(({ attended }) => attended));
  await Promise.all(silent.map(({ peer }) => peer.ends()));
  await ana.peer.say("/quem\n");
  await ana.peer.hears("No chat (1): Ana\n");
  for (const { peer } of [...silent, ana]) await peer[Symbol.asyncDispose]();
});

Deno.test("lines that drip in byte by byte cost no more than their bytes, and end at the bound", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  const bound = 16 * 1024;
  const starts = [
    "Gota",
    '{"type":"hello","version":1,"name":"Gota"}\n{"type":"say","text":"',
    "Gota\n",
  ];
  const grown = await growth(async () => {
    await Promise.all(starts.map(async (start, at) => {
      await using drip = await Peer.connect(server.port);
      await drip.say(start.replace("Gota", `Gota${at}`));
      // The server may hang up before everything is sent.
      for (let sent = 0; sent <= bound && !drip.isEnded; sent++) {
        await drip.say("x").catch(() => {});
      }
      await drip.ends();
      assert(/line-too-long|Linha longa demais/.test(drip.text), drip.text.slice(-200));
    }));
  });
  assert(grown < 4 * MIB, `grown by ${grown} bytes`);
  await ana.say("ainda aqui?\n/quem\n");
  await ana.hears("No chat (1): Ana\n");
});

Deno.test("readers that never read while megabytes are said hold no copy each", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using loud = await Peer.line(server.port, "Alto");
  const deaf = await Promise.all(Array.from({ length: 50 }, async (_, at) => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await conn.write(utf8.encode(`Surdo${at}\n`));
    await ana.hears(" entrou no chat.\n");
    return conn;
  }));
  const count = 4000; // Of 4 KB, for 50: 800 MB if everybody had a queue.
  const grown = await growth(async () => {
    for (let at = 1; at <= count; at++) await loud.say(`${"x".repeat(4000)} ${at}\n`);
    // Only the last read is looked at: to search all of it again with every read takes seconds.
    await ana.until(() => ana.reads.at(-1)!.endsWith(` ${count}\n`), "the last message");
  });
  const heard = [...ana.text.matchAll(/x (\d+)\n/g)].map(([, number]) => Number(number));
  assertEquals(heard, Array.from({ length: count }, (_, at) => at + 1));
  for (const conn of deaf) conn.close();
  // What Ana heard is held twice here, in the test.
  assert(grown < 120 * MIB, `grown by ${grown} bytes`);
});
