/** The TLS door, with the system's TLS. */

import { assertEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { Socket } from "../../lib/net/socket.ts";
import { TlsDoor } from "../../lib/serve/tls_door.ts";
import { makeCertificate } from "../../lib/tls/certificate.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";

const CERTIFICATE = await makeCertificate([], Date.now());
const TRUST = { hostname: "chat.invalid", caCerts: [CERTIFICATE.pem] };

/** A door, and the port at which its tunnels arrive. */
function openDoor(): { door: TlsDoor; port: number } {
  const { listenTls } = Deno;
  let port = 0;
  Deno.listenTls = (options) => {
    const listener = listenTls(options);
    assertEquals(listener.addr.hostname, "127.0.0.1");
    port = listener.addr.port;
    return listener;
  };
  try {
    return { door: new TlsDoor(CERTIFICATE, systemClock), port };
  } finally {
    Deno.listenTls = listenTls;
  }
}

Deno.test("TlsDoor closes a stranger at its loopback port, and goes on", async () => {
  const { door, port } = openDoor();
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const errors: unknown[] = [];
  for (let round = 0; round < 3; round++) {
    const stranger = await Deno.connect({ hostname: "127.0.0.1", port })
      .then((conn) => Deno.startTls(conn, TRUST));
    const read = await stranger.read(new Uint8Array(1)).catch(() => null);
    assertEquals(read, null);
    stranger.close();
    const accepting = listener.accept();
    const { addr } = listener;
    const client = Deno.connect({ hostname: addr.hostname, port: addr.port })
      .then((conn) => Deno.startTls(conn, TRUST));
    const outer = new Socket(await accepting, systemClock);
    const hello = (await outer.read())!.slice();
    const tunnel = door.open(outer, hello, (error) => errors.push(error));
    const conn = await client;
    await conn.write(Uint8Array.of(65));
    const inside = (await tunnel.opened)!;
    const buffer = new Uint8Array(8);
    assertEquals([await inside.read(buffer), buffer[0]], [1, 65]);
    conn.close();
    inside.close();
    await tunnel.done;
  }
  door.close();
  assertEquals(errors, []);
});

Deno.test("TlsDoor knows its own connection even when it accepts it before the connect returns", async () => {
  const { connect, listenTls } = Deno;
  const accepted = Promise.withResolvers<void>();
  Deno.listenTls = (options) => {
    const listener = listenTls(options);
    const accept = listener.accept.bind(listener);
    listener.accept = async () => {
      const conn = await accept();
      setTimeout(accepted.resolve); // The door has looked at it by then.
      return conn;
    };
    return listener;
  };
  const door = new TlsDoor(CERTIFICATE, systemClock);
  Deno.listenTls = listenTls;
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const accepting = listener.accept();
  const client = connect({ hostname: "127.0.0.1", port })
    .then((conn) => Deno.startTls(conn, TRUST));
  const outer = new Socket(await accepting, systemClock);
  const hello = (await outer.read())!.slice();
  const errors: unknown[] = [];
  Deno.connect = (async (options: Deno.ConnectOptions) => {
    const conn = await connect(options);
    await accepted.promise;
    return conn;
  }) as typeof Deno.connect;
  const tunnel = door.open(outer, hello, (error) => errors.push(error));
  const [conn, inside] = await Promise.all([client, tunnel.opened]);
  Deno.connect = connect;
  assertEquals([inside?.isEncrypted, errors], [true, []]);
  inside?.close();
  conn.close();
  await tunnel.done;
  door.close();
});

Deno.test("TlsDoor closes a stranger that has the port of a tunnel before it", async () => {
  const { listenTls } = Deno;
  let isClosed = false;
  Deno.listenTls = (options) => {
    const listener = listenTls(options);
    const accept = listener.accept.bind(listener);
    let own: Deno.TlsConn | undefined;
    listener.accept = async () => {
      if (!own) return own = await accept();
      listener.accept = accept;
      const { remoteAddr } = own;
      return { remoteAddr, close: () => void (isClosed = true) } as unknown as Deno.TlsConn;
    };
    return listener;
  };
  const { door } = openDoor();
  Deno.listenTls = listenTls;
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const accepting = listener.accept();
  const client = Deno.connect({ hostname: "127.0.0.1", port })
    .then((conn) => Deno.startTls(conn, TRUST));
  const outer = new Socket(await accepting, systemClock);
  const hello = (await outer.read())!.slice();
  const tunnel = door.open(outer, hello, () => {});
  const conn = await client;
  await conn.handshake();
  const inside = await tunnel.opened;
  await turn();
  assertEquals(isClosed, true);
  inside?.close();
  conn.close();
  await tunnel.done;
  door.close();
});

Deno.test("TlsDoor accepts again at once after a lost connection, and later without descriptors", async () => {
  const errors = [new Deno.errors.ConnectionReset("gone"), new Error("os error 24")];
  let accepts = 0;
  const accept = () => {
    const error = errors[accepts++];
    return error ? Promise.reject(error) : new Promise(() => {});
  };
  const { listenTls } = Deno;
  Deno.listenTls = () => ({ accept }) as unknown as Deno.TlsListener;
  const clock = new FakeClock();
  new TlsDoor(CERTIFICATE, clock);
  Deno.listenTls = listenTls;
  await clock.advance(199);
  assertEquals(accepts, 2);
  await clock.advance(1);
  assertEquals(accepts, 3);
});
