/** The connections of a room, and how their tunnels are counted. */

import { assertEquals } from "@std/assert";
import { sendAll } from "../support/test_room.ts";
import { TlsTestRoom } from "../support/tls_test_room.ts";

const HERE = "26.1.2.3";
const THERE = "26.4.5.6";
const REPORT_MS = 10_000;
/** How long a connection waits for its peer to close, and what is under way in its tunnel after it. */
const LINGER_MS = 400;
const TUNNEL_CLOSE_MS = 1_000;

Deno.test("a TLS client in its handshake counts for its own address", async () => {
  await using room = new TlsTestRoom({ maxPerAddress: 2 });
  const here = [await room.beginTls(HERE), await room.beginTls(HERE)];
  await room.advance(100);
  const there = [await room.beginTls(THERE), await room.beginTls(THERE)];
  const open = () => [...here, ...there].map(({ isClosed }) => !isClosed());
  assertEquals(open(), [true, true, true, true]);
  here.push(await room.beginTls(HERE));
  assertEquals(open(), [false, true, true, true, true]);
  assertEquals([room.printed, room.unexpected], [[], []]);
});

Deno.test("a person inside TLS counts once, as a person", async () => {
  await using room = new TlsTestRoom({ maxPerAddress: 4 });
  for (const name of ["Ana", "Bia", "Caio"]) {
    const { client } = await room.openTls(HERE);
    await sendAll(client, `${name}\n`);
  }
  // A quarter may stay without a name: one.
  await room.advance(10_000);
  assertEquals(room.names, ["Ana", "Bia", "Caio"]);
});

Deno.test("a room that closes ends the handshakes of TLS clients, too", async () => {
  await using room = new TlsTestRoom();
  const { client, isClosed } = await room.beginTls(HERE);
  await room.close();
  assertEquals([await client.read(new Uint8Array(1)), isClosed()], [null, true]);
});

Deno.test("a TLS client counts as accepted until its tunnel has ended", async () => {
  await using room = new TlsTestRoom();
  const { client, isClosed } = await room.openTls(HERE, { capacity: 16 });
  await sendAll(client, "Ana\n/sair\n"); // It reads nothing.
  await room.advance(LINGER_MS);
  await room.advance(TUNNEL_CLOSE_MS - 1);
  assertEquals([room.names, isClosed()], [[], false]);
  await room.advance(1);
  assertEquals(isClosed(), true);
});

Deno.test("a connection that has ended gives way to nobody", async () => {
  await using room = new TlsTestRoom({ maxPerAddress: 1 });
  for (let at = 0; at < 3; at++) {
    const { client, closed } = room.openRaw();
    client.close();
    await closed;
    await room.advance(REPORT_MS);
  }
  assertEquals(room.printed, []);
});

Deno.test("a TLS client for which there is no descriptor makes room for the next one", async () => {
  await using room = new TlsTestRoom();
  const silent = room.openRaw({ hostname: THERE });
  await room.advance(100);
  room.tlsFailure = new Error("Too many open files (os error 24)");
  const { isClosed } = await room.openTls(HERE);
  await room.settle();
  assertEquals([isClosed(), silent.isClosed(), room.printed], [true, true, []]);
});

Deno.test("the operator reads why there is no TLS for a client, and nobody else is closed", async () => {
  await using room = new TlsTestRoom();
  const silent = room.openRaw({ hostname: THERE });
  await room.advance(100);
  room.tlsFailure = new Error("sem rede");
  const { isClosed } = await room.openTls(HERE);
  assertEquals([isClosed(), silent.isClosed()], [true, false]);
  assertEquals(room.unexpected, ["Erro inesperado: sem rede"]);
});

Deno.test("a tunnel that has ended is forgotten", async () => {
  await using room = new TlsTestRoom();
  const { client, closed } = await room.openTls(HERE);
  client.close();
  await closed;
  const [tunnel] = room.tunnels;
  let discards = 0;
  tunnel!.discard = () => void discards++;
  await room.close();
  assertEquals(discards, 0);
});
