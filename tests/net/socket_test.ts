import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { isDisconnect, ReadBudget, Socket } from "../../lib/net/socket.ts";
import { NothingWritten } from "../../lib/net/write_all.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { MemoryConn } from "../support/memory_conn.ts";

const SMALL = 1024;
const MEDIUM = 4 * 1024;
const LARGE = 128 * 1024;

/** A socket over a memory connection, with a fake clock. */
function setup() {
  const clock = new FakeClock();
  const [server, client] = MemoryConn.pair({ now: clock.now });
  return { clock, server, client, socket: new Socket(server, clock) };
}

Deno.test("Socket.read() uses a large buffer for a flood, and a small one after it", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  using peer = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  const socket = new Socket(await accepted, systemClock);
  const sizes = async (bytes: number) => {
    const sent = peer.write(new Uint8Array(bytes));
    const seen: number[] = [];
    for (let missing = bytes; missing > 0;) {
      const read = await socket.read();
      seen.push(read!.buffer.byteLength);
      missing -= read!.length;
    }
    assertStrictEquals(await sent, bytes);
    return [...new Set(seen)];
  };
  assertEquals(await sizes(10), [SMALL]);
  const flood = await sizes(1024 * SMALL);
  assertEquals(flood.slice(0, 2), [SMALL, MEDIUM]);
  const [grown] = await sizes(10);
  assertStrictEquals(grown, flood.at(-1));
  assertEquals(await sizes(10), [SMALL]);
  socket.close();
});

/** The sizes of the reads after which a buffer has its largest size. */
const GROWTH = [SMALL, MEDIUM, 4 * MEDIUM, 16 * MEDIUM].flatMap((size) => [size, size, size]);

Deno.test("Socket.read() uses a larger buffer after three reads in a row that filled it", async () => {
  const [server, client] = MemoryConn.pair({ capacity: 2 * LARGE });
  const socket = new Socket(server, new FakeClock());
  const buffers: ArrayBufferLike[] = [];
  const read = async (sizes: number[]) => {
    for (const bytes of sizes) {
      await client.write(new Uint8Array(bytes));
      const read = await socket.read();
      assertStrictEquals(read!.length, bytes);
      buffers.push(read!.buffer);
    }
    return buffers.slice(-sizes.length).map(({ byteLength }) => byteLength);
  };
  assertEquals(await read([10, 10, SMALL, SMALL, 10]), [SMALL, SMALL, SMALL, SMALL, SMALL]);
  assertEquals(await read(GROWTH), GROWTH);
  // A read that does not fill it begins the count again.
  assertEquals(await read([LARGE, LARGE, LARGE, LARGE, SMALL]), [
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
  ]);
  assertEquals(await read([10, SMALL, SMALL, SMALL - 1, SMALL]), [
    LARGE,
    SMALL,
    SMALL,
    SMALL,
    SMALL,
  ]);
  assertEquals(await read([SMALL, SMALL, SMALL, MEDIUM]), [SMALL, SMALL, MEDIUM, MEDIUM]);
  // Bytes stay valid when the buffer is replaced, and a buffer is kept as long as it is none.
  assertEquals(new Set(buffers).size, 7);
});

Deno.test("Socket.read() uses a smaller buffer the more connections have a large one", async () => {
  const budget = new ReadBudget();
  const peers = Array.from({ length: 300 }, () => {
    const [server, client] = MemoryConn.pair({ capacity: LARGE });
    return { client, socket: new Socket(server, new FakeClock(), budget) };
  });
  /** Floods each, and returns the sizes of the buffers that the next KiB is read into. */
  const sizes = async (some: typeof peers) => {
    const seen = new Set<number>();
    for (const { client, socket } of some) {
      for (const bytes of GROWTH) {
        await client.write(new Uint8Array(bytes));
        for (let missing = bytes; missing > 0;) missing -= (await socket.read())!.length;
      }
      await client.write(new Uint8Array(SMALL));
      seen.add((await socket.read())!.buffer.byteLength);
    }
    return [...seen];
  };
  assertEquals(await sizes(peers.slice(0, 128)), [LARGE]);
  assertEquals(await sizes(peers.slice(128, 256)), [LARGE / 2]);
  assertEquals(await sizes(peers.slice(256, 257)), [LARGE / 4]);
  // A large buffer shrinks to its share; what is closed or quiet has none.
  assertEquals(await sizes(peers.slice(0, 1)), [LARGE / 4]);
  for (const { socket } of peers.slice(1, 130)) socket.close();
  assertStrictEquals(budget.bytes, LARGE);
});

Deno.test("Socket.read() returns the received bytes, and null at the end", async () => {
  const { socket, client } = setup();
  await client.write(new TextEncoder().encode("olá"));
  assertStrictEquals(new TextDecoder().decode((await socket.read())!), "olá");
  await client.closeWrite();
  assertStrictEquals(await socket.read(), null);
});

Deno.test("Socket disables Nagle's algorithm, and enables TCP keepalive", () => {
  const { server } = setup();
  assertEquals(server.settings, [["noDelay", true], ["keepAlive", true]]);
});

Deno.test("Socket accepts a connection that has already closed", async () => {
  const [server] = MemoryConn.pair();
  server.close();
  server.setNoDelay = () => {
    throw new Deno.errors.BadResource("Bad resource ID");
  };
  const socket = new Socket(server, new FakeClock());
  await assertRejects(() => socket.read(), Deno.errors.Interrupted, "operation canceled");
});

Deno.test("Socket.peer is the other side, an IPv4 address as such", () => {
  const cases: [hostname: string, shown: string][] = [
    ["::ffff:10.0.0.7", "10.0.0.7"],
    ["10.0.0.7", "10.0.0.7"],
    ["::1", "::1"],
    ["::ffff:0:1", "::ffff:0:1"],
  ];
  for (const [hostname, shown] of cases) {
    const [server] = MemoryConn.pair({ port: 4321 });
    Object.assign(server.remoteAddr, { hostname });
    assertEquals(new Socket(server, new FakeClock()).peer, { hostname: shown, port: 4321 });
  }
});

Deno.test("Socket.write() returns how many bytes the system accepted", async () => {
  const [server, client] = MemoryConn.pair({ capacity: 4 });
  const socket = new Socket(server, new FakeClock());
  assertStrictEquals(await socket.write(new TextEncoder().encode("cinco")), 4);
  assertStrictEquals(await client.readAvailable(), "cinc");
});

Deno.test("Socket.wait() waits its time, and not beyond the end of the connection", async () => {
  const { socket, clock } = setup();
  const over: string[] = [];
  socket.wait(100).then(() => over.push("100"));
  socket.wait(200).then(() => over.push("200"));
  await clock.advance(99);
  assertEquals(over, []);
  await clock.advance(1);
  assertEquals(over, ["100"]);
  socket.close();
  await clock.advance(0);
  assertEquals([over, clock.pending], [["100", "200"], 0]);
  socket.wait(300).then(() => over.push("300"));
  await clock.advance(0);
  assertEquals([over, clock.pending], [["100", "200", "300"], 0]);
});

Deno.test("Socket.wait() does not wait at all when the connection was closed before", async () => {
  const { socket, clock } = setup();
  socket.close();
  await socket.wait(300);
  assertEquals([clock.now(), clock.pending], [0, 0]);
});

Deno.test("Socket.close() closes the connection once, waits or not", async () => {
  const { socket, server, client } = setup();
  const reading = assertRejects(() => socket.read(), Deno.errors.Interrupted, "canceled");
  socket.close();
  socket.close();
  assertStrictEquals(server.isClosed, true);
  await reading;
  assertStrictEquals(await client.read(new Uint8Array(1)), null);
});

Deno.test("Socket.closeWrite() half-closes, unless the peer has closed", async () => {
  const { socket, server, client } = setup();
  await socket.closeWrite();
  assertStrictEquals(await client.read(new Uint8Array(1)), null);
  await client.write(new Uint8Array(1));
  assertStrictEquals((await socket.read())!.length, 1);

  server.closeWrite = () => Promise.reject(new Deno.errors.NotConnected("not connected"));
  await socket.closeWrite();
  server.closeWrite = () => Promise.reject(new Error("não fecha"));
  await assertRejects(() => socket.closeWrite(), Error, "não fecha");
  socket.close();
  await socket.closeWrite();
});

Deno.test("isDisconnect() distinguishes a disconnected peer from other errors", () => {
  const { errors } = Deno;
  const disconnectErrors = [
    errors.ConnectionReset,
    errors.ConnectionAborted,
    errors.BrokenPipe,
    errors.NotConnected,
    errors.BadResource,
    errors.Interrupted,
    errors.TimedOut,
    errors.NetworkUnreachable,
    NothingWritten,
  ];
  for (const Gone of disconnectErrors) {
    assertStrictEquals(isDisconnect(new Gone("x")), true, Gone.name);
  }
  assertStrictEquals(isDisconnect(Object.assign(new Error("x"), { code: "EHOSTUNREACH" })), true);
  for (const error of [new Error("x"), Object.assign(new Error("x"), { code: "EIO" }), "x"]) {
    assertStrictEquals(isDisconnect(error), false);
  }
});

Deno.test("a read that is closed when it comes takes no share of the budget", async () => {
  const budget = new ReadBudget();
  for (let at = 0; at < 200; at++) {
    const [server, client] = MemoryConn.pair();
    const socket = new Socket(server, new FakeClock(), budget);
    const read = socket.read();
    await client.write(new Uint8Array(SMALL));
    const ended = read.then(() => {}, () => {});
    socket.close();
    await ended;
  }
  assertStrictEquals(budget.bytes, LARGE);
});
