/** The TLS door, with the system's TLS. */

import { assertEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { Socket } from "../../lib/net/socket.ts";
import { TlsDoor } from "../../lib/serve/tls_door.ts";
import { makeCertificate } from "../../lib/tls/certificate.ts";

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
