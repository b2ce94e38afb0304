/**
 * Floods of unknown clients for a bounded time: other clients continue, and no resources leak.
 */

import { assert, assertEquals } from "@std/assert";
import { usedHeapBytes } from "./support/heap_size.ts";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";
import { TestRoom } from "./support/test_room.ts";

const MIB = 1024 * 1024;
const utf8 = new TextEncoder();

/** The growth of this process's heap while something runs, in bytes. */
async function heapGrowth(act: () => Promise<void>): Promise<number> {
  const before = usedHeapBytes();
  await act();
  return usedHeapBytes() - before;
}

Deno.test("a hundred thousand clients that connect and disconnect block no other and leave nothing behind", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const grown = await heapGrowth(async () => {
    let next = 0;
    const visit = async () => {
      while (next < 100_000) {
        const number = next++;
        const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
        // Some disconnect in the middle of a name, some after their join.
        if (number % 100 < 2) await conn.write(utf8.encode(`n${number}${"\n".repeat(number % 2)}`));
        conn.close();
      }
    };
    await Promise.all(Array.from({ length: 64 }, visit));
  });
  await using bia = await Peer.line(server.port, "Bia");
  await bia.send("e aí?\n");
  await ana.receives("Bia: e aí?\n");
  await ana.until(() => ana.text.split(" saiu do chat.\n").length === 1 + 2000, "all who left");
  await ana.send("/quem\n");
  await ana.receives("No chat (2): Ana, Bia\n");
  assertEquals(server.console.filter((line) => /Erro|Novas conexões/.test(line)), []);
  assert(grown < 8 * MIB, `grown by ${grown} bytes`);
});

Deno.test("a thousand connections without a hello block no other client, and are closed", async () => {
  await using room = new TestRoom();
  const connections: { peer: Peer; closed: Promise<void> }[] = [];
  while (connections.length < 1000) connections.push(room.connect());
  // Half a name is no name.
  for (const { peer } of connections.slice(0, 500)) await peer.send("{");
  const ana = room.connect();
  await ana.peer.send("Ana\n");
  await ana.peer.receives("Ana entrou no chat.\n");
  await room.advance(29_000);
  await ana.peer.send("alguém?\n/quem\n");
  await ana.peer.receives("No chat (1): Ana\n");
  assertEquals(connections.filter(({ peer }) => peer.isEnded), []);
  await room.advance(2_000);
  await Promise.all(connections.map(({ closed }) => closed));
  await Promise.all(connections.map(({ peer }) => peer.ends()));
  await ana.peer.send("/quem\n");
  await ana.peer.receives("No chat (1): Ana\n");
  for (const { peer } of [...connections, ana]) await peer[Symbol.asyncDispose]();
});

Deno.test("ten thousand half TLS handshakes or heads of one address keep nobody out", async () => {
  const beginnings = [Uint8Array.of(0x16, 3, 1, 2, 0, 1), utf8.encode("GET / HTTP/1.1\r\nHost: ")];
  for (const beginning of beginnings) {
    await using server = new TestServer({ maxPerAddress: 64 });
    await using ana = await Peer.line(server.port, "Ana");
    const open: Deno.Conn[] = [];
    let next = 0;
    const besiege = async () => {
      while (next++ < 10_000) {
        const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
        await conn.write(beginning).catch(() => {}); // It may have given way already.
        if (open.push(conn) > 300) open.shift()!.close();
      }
    };
    await Promise.all(Array.from({ length: 16 }, besiege));
    await using bia = await Peer.encrypted(server.port);
    await bia.send("Bia\n");
    await bia.receives("Bia entrou no chat.\n");
    await using caio = await Peer.line(server.port, "Caio");
    await caio.send("/quem\n");
    await caio.receives("No chat (3): Ana, Bia, Caio\n");
    await ana.receives("Caio entrou no chat.\n");
    for (const conn of open) conn.close();
    assertEquals(server.console.filter((line) => /Erro/.test(line)), []);
  }
});

Deno.test("lines that arrive byte by byte cost no more than their bytes, and end at the limit", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  const bound = 16 * 1024;
  const starts = [
    "Gota",
    '{"type":"hello","version":1,"name":"Gota"}\n{"type":"say","text":"',
    "Gota\n",
  ];
  const grown = await heapGrowth(async () => {
    await Promise.all(starts.map(async (start, at) => {
      await using drip = await Peer.connect(server.port);
      await drip.send(start.replace("Gota", `Gota${at}`));
      // The server may close the connection before everything is sent.
      for (let sent = 0; sent <= bound && !drip.isEnded; sent++) {
        await drip.send("x").catch(() => {});
      }
      await drip.ends();
      assert(/line-too-long|Linha longa demais/.test(drip.text), drip.text.slice(-200));
    }));
  });
  assert(grown < 4 * MIB, `grown by ${grown} bytes`);
  await ana.send("ainda aqui?\n/quem\n");
  await ana.receives("No chat (1): Ana\n");
});

Deno.test("readers that never read while megabytes are broadcast hold no copy each", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using sender = await Peer.line(server.port, "Alto");
  const stalled = await Promise.all(Array.from({ length: 50 }, async (_, at) => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await conn.write(utf8.encode(`Surdo${at}\n`));
    await ana.receives(" entrou no chat.\n");
    return conn;
  }));
  const count = 4000; // Messages of 4 KB for 50 readers: 800 MB if each had a queue of its own.
  const grown = await heapGrowth(async () => {
    for (let at = 1; at <= count; at++) await sender.send(`${"x".repeat(4000)} ${at}\n`);
    // Looks through each read once: searching the whole text after every read takes seconds.
    let looked = 0;
    let isLast = false;
    await ana.until(() => {
      for (; looked < ana.reads.length && !isLast; looked++) {
        const before = ana.reads[looked - 1]?.slice(-10) ?? "";
        isLast = `${before}${ana.reads[looked]}`.includes(` ${count}\n`);
      }
      return isLast;
    }, "the last message");
  });
  const received = [...ana.text.matchAll(/x (\d+)\n/g)].map(([, number]) => Number(number));
  assertEquals(received, Array.from({ length: count }, (_, at) => at + 1));
  for (const conn of stalled) conn.close();
  // The test itself holds Ana's text twice.
  assert(grown < 120 * MIB, `grown by ${grown} bytes`);
});
