/** The tunnel of a TLS client, with connections in memory: what TLS itself does is not tested here. */

import { assertEquals } from "@std/assert";
import { type Conn, ReadBudget, Socket } from "../../lib/net/socket.ts";
import { TlsTunnel } from "../../lib/serve/tls_tunnel.ts";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";
import { bytesOf } from "../support/bytes.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { MemoryConn } from "../support/memory_conn.ts";

const pure = { permissions: "none" } as const;
const HELLO = "\x16hello";

/** A connection in memory with a handshake that the test completes. */
type FarEnd = MemoryConn & { handshake(): Promise<void> };

/** A tunnel between two connections in memory. */
class Fixture {
  readonly clock = new FakeClock();
  readonly errors: unknown[] = [];
  /** The client's end, and the accepted end. */
  readonly client: MemoryConn;
  readonly outer: MemoryConn;
  /** The loopback connection: the tunnel's end, and the end of TLS. */
  readonly near: MemoryConn;
  readonly far: MemoryConn;
  readonly accepted = Promise.withResolvers<FarEnd>();
  readonly handshake = Promise.withResolvers<void>();
  readonly tunnel: TlsTunnel;

  constructor(capacity = 64 * 1024, failure?: Error) {
    [this.outer, this.client] = MemoryConn.pair({ hostname: "26.1.2.3", port: 1234, capacity });
    [this.far, this.near] = MemoryConn.pair({ capacity: 16 * 1024 * 1024 });
    this.handshake.promise.catch(() => {}); // Nobody waits for the one of a late connection.
    this.tunnel = new TlsTunnel({
      outer: new Socket(this.outer, this.clock),
      clientHello: bytesOf(HELLO),
      connect: () =>
        failure ? Promise.reject(failure) : Promise.resolve({
          near: this.near,
          far: this.accepted.promise as unknown as Promise<Deno.TlsConn>,
        }),
      clock: this.clock,
      budget: new ReadBudget(),
      onError: (error) => this.errors.push(error),
    });
  }

  /** Accepts the loopback connection, and completes the handshake. */
  async open(): Promise<Conn> {
    this.accept();
    this.handshake.resolve();
    return (await this.tunnel.opened)!;
  }

  accept(): void {
    this.accepted.resolve(Object.assign(this.far, { handshake: () => this.handshake.promise }));
  }

  async settle(): Promise<void> {
    await this.clock.advance(0);
    await this.clock.advance(0);
  }
}

Deno.test(
  "TlsTunnel carries bytes in both directions, the first ones of the client too",
  pure,
  async () => {
    const fixture = new Fixture();
    const conn = await fixture.open();
    assertEquals(conn.remoteAddr, { hostname: "26.1.2.3", port: 1234 });
    assertEquals(conn.isEncrypted, true);
    await fixture.client.write(bytesOf(" mundo"));
    await fixture.settle();
    const buffer = new Uint8Array(100);
    assertEquals(await conn.read(buffer), HELLO.length);
    assertEquals(await conn.read(buffer), 6);
    assertEquals(await conn.write(bytesOf("resposta")), 8);
    assertEquals(await fixture.client.readAvailable(), "resposta");
    for (const socket of [fixture.outer, fixture.near]) {
      assertEquals(socket.settings, [["noDelay", true], ["keepAlive", true]]);
    }
    assertEquals([fixture.errors, fixture.clock.pending], [[], 0]);
  },
);

Deno.test("TlsTunnel ends in both directions, each in its time", pure, async () => {
  const fixture = new Fixture();
  const conn = await fixture.open();
  await conn.write(bytesOf("até logo"));
  await conn.closeWrite();
  assertEquals(await fixture.client.readAvailable(), "até logo");
  assertEquals(await fixture.client.read(new Uint8Array(8)), null);
  assertEquals(fixture.outer.isClosed, false);
  await fixture.client.write(bytesOf("tchau"));
  await fixture.client.closeWrite();
  const buffer = new Uint8Array(100);
  await conn.read(buffer);
  assertEquals(await conn.read(buffer), 5);
  assertEquals(await conn.read(buffer), null);
  await fixture.tunnel.done;
  assertEquals([fixture.outer.isClosed, fixture.near.isClosed], [true, true]);
  assertEquals(fixture.errors, []);
});

Deno.test(
  "TlsTunnel passes on the end of what a client sends before its own end",
  pure,
  async () => {
    const fixture = new Fixture();
    const conn = await fixture.open();
    await fixture.client.closeWrite();
    const buffer = new Uint8Array(100);
    assertEquals([await conn.read(buffer), await conn.read(buffer)], [HELLO.length, null]);
    await conn.write(bytesOf("até logo"));
    assertEquals(await fixture.client.readAvailable(), "até logo");
    await conn.closeWrite();
    await fixture.tunnel.done;
    assertEquals([fixture.outer.isClosed, fixture.errors], [true, []]);
    conn.close();
  },
);

Deno.test("TlsTunnel closes a client whose handshake takes 10 s", pure, async () => {
  for (const isAccepted of [false, true]) {
    const fixture = new Fixture();
    if (isAccepted) fixture.accept();
    await fixture.clock.advance(SERVER_LIMITS.tlsHandshakeMs - 1);
    assertEquals(fixture.outer.isClosed, false);
    await fixture.clock.advance(1);
    fixture.accept(); // A connection that comes too late is closed, too.
    fixture.handshake.reject(new Deno.errors.UnexpectedEof("gone"));
    assertEquals(await fixture.tunnel.opened, undefined);
    await fixture.tunnel.done;
    assertEquals([fixture.outer.isClosed, fixture.near.isClosed], [true, true]);
    assertEquals([fixture.far.isClosed, fixture.errors, fixture.clock.pending], [true, [], 0]);
  }
});

Deno.test(
  "TlsTunnel closes a client whose handshake fails, and reports only what is no disconnect",
  pure,
  async () => {
    const unexpected = new Error("What is this?");
    for (const error of [new Deno.errors.InvalidData("bad record"), unexpected]) {
      const fixture = new Fixture();
      fixture.accept();
      fixture.handshake.reject(error);
      assertEquals(await fixture.tunnel.opened, undefined);
      await fixture.tunnel.done;
      assertEquals([fixture.outer.isClosed, fixture.near.isClosed], [true, true]);
      assertEquals([fixture.far.isClosed, fixture.clock.pending], [true, 0]);
      assertEquals(fixture.errors, error === unexpected ? [unexpected] : []);
    }
  },
);

Deno.test("TlsTunnel closes a client when there is no loopback connection", pure, async () => {
  const failure = new Error("Too many open files");
  const fixture = new Fixture(1024, failure);
  assertEquals(await fixture.tunnel.opened, undefined);
  await fixture.tunnel.done;
  assertEquals([fixture.outer.isClosed, fixture.errors, fixture.clock.pending], [
    true,
    [failure],
    0,
  ]);
});

Deno.test(
  "TlsTunnel that breaks is closed, and reports only what is no disconnect",
  pure,
  async () => {
    const unexpected = new Error("What is this?");
    for (const error of [new Deno.errors.ConnectionReset("gone"), unexpected]) {
      const fixture = new Fixture();
      const conn = await fixture.open();
      fixture.near.fail(error);
      await fixture.tunnel.done;
      assertEquals([fixture.outer.isClosed, fixture.near.isClosed], [true, true]);
      assertEquals(fixture.errors, error === unexpected ? [unexpected] : []);
      conn.close();
    }
  },
);

Deno.test(
  "TlsTunnel has no more under way to a client that does not read than its window",
  pure,
  async () => {
    const fixture = new Fixture(1024);
    const conn = await fixture.open();
    let written = 0;
    const writing = (async () => {
      for (;;) written += await conn.write(new Uint8Array(64 * 1024)).then((count) => count);
    })().catch(() => {});
    for (let at = 0; at < 20; at++) await fixture.clock.advance(5);
    const max = SERVER_LIMITS.tunnelBytes;
    assertEquals(written <= max && written > max / 2, true, `${written} of ${max}`);
    // It goes on as the client reads on.
    await fixture.client.readAvailable(max);
    for (let at = 0; at < 20; at++) await fixture.clock.advance(5);
    assertEquals(written > max, true, `${written}`);
    fixture.tunnel.discard();
    conn.close();
    await writing;
  },
);

Deno.test(
  "TlsTunnel has no more under way from a client that is not read than its window",
  pure,
  async () => {
    const fixture = new Fixture();
    const conn = await fixture.open();
    const buffer = new Uint8Array(64 * 1024);
    await conn.read(buffer);
    let sent = 0;
    const sending = (async () => {
      for (;;) sent += await fixture.client.write(new Uint8Array(16 * 1024)).then((count) => count);
    })().catch(() => {});
    for (let at = 0; at < 20; at++) await fixture.clock.advance(5);
    const max = SERVER_LIMITS.tunnelBytes + 4 * 64 * 1024; // With the buffers of the connection.
    assertEquals(sent <= max, true, `${sent} of ${max}`);
    const before = sent;
    for (let read = 0; read < SERVER_LIMITS.tunnelBytes;) read += (await conn.read(buffer))!;
    for (let at = 0; at < 20; at++) await fixture.clock.advance(5);
    assertEquals(sent > before, true, `${sent}`);
    fixture.tunnel.discard();
    conn.close();
    await sending;
  },
);

Deno.test("TlsTunnel is not held up by what TLS adds to many short messages", pure, async () => {
  const fixture = new Fixture();
  const conn = await fixture.open();
  const count = SERVER_LIMITS.tunnelBytes / 16;
  (async () => {
    for (let at = 0; at < count; at++) await conn.write(bytesOf("a"));
  })().catch(() => {});
  let read = 0;
  for (let at = 0; at < 20; at++) {
    read += (await fixture.client.readAvailable()).length;
    await fixture.clock.advance(5);
  }
  assertEquals(read, count);
  fixture.tunnel.discard();
  conn.close();
});

Deno.test("TlsTunnel is not held up by what TLS takes for itself", pure, async () => {
  const fixture = new Fixture();
  const conn = await fixture.open();
  await fixture.client.write(new Uint8Array(60 * 1024));
  await fixture.client.write(new Uint8Array(60 * 1024));
  await fixture.far.readAvailable();
  const reading = conn.read(new Uint8Array(100));
  await fixture.client.write(bytesOf("mundo"));
  await fixture.clock.advance(5);
  await fixture.settle();
  fixture.tunnel.discard();
  assertEquals(await reading, 5);
  conn.close();
});

Deno.test(
  "TlsTunnel lets what is under way leave for a second when the inside is closed",
  pure,
  async () => {
    const fixture = new Fixture(1024);
    const conn = await fixture.open();
    await fixture.settle();
    await conn.read(new Uint8Array(100)); // What is not read would be a reset.
    await conn.write(new Uint8Array(10 * 1024));
    await fixture.settle();
    conn.close();
    await fixture.clock.advance(999);
    assertEquals(fixture.outer.isClosed, false);
    for (let read = 0; read < 10 * 1024;) read += (await fixture.client.readAvailable()).length;
    await fixture.settle();
    assertEquals(await fixture.client.read(new Uint8Array(8)), null);
    await fixture.clock.advance(1);
    await fixture.tunnel.done;
    assertEquals([fixture.outer.isClosed, fixture.errors, fixture.clock.pending], [true, [], 0]);
  },
);
