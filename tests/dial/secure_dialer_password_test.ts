/** A dialer with a password: when it proves, when a token is enough, and when it gives up. */

import { assertEquals, assertRejects } from "@std/assert";
import { SecureDialer } from "../../lib/dial/secure_dialer.ts";
import { DialError } from "../../lib/net/dial_error.ts";
import type { Transport } from "../../lib/net/link.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import { fingerprintOf } from "../../lib/tls/certificate.ts";
import { decodeBase64, encodeBase64 } from "../../lib/tls/pem.ts";
import { FakeTransport } from "../support/link_fixture.ts";

const verifier = await PasswordVerifier.of("certa");
const salt = encodeBase64(verifier.salt);
const OURS = btoa("our certificate");
const THEIRS = btoa("another certificate");

/** A server that answers at once: with a pong, and to a proof as the server with a certificate does. */
class Server {
  /** What the next pong says. */
  pong: { certificate?: string; salt?: string } = { certificate: OURS, salt };
  /** The lines that came over TLS. */
  readonly lines: string[] = [];
  readonly dialer = new SecureDialer({
    now: () => 0,
    date: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve) => signal?.addEventListener("abort", () => resolve())),
    connect: () => Promise.resolve(this.#plain()),
    connectTls: () => Promise.resolve(this.#encrypted()),
  });
  /** The certificate of the server that answers the proof. */
  certificate = OURS;

  dial(): Promise<Transport> {
    return this.dialer.dial(new AbortController().signal);
  }

  #plain(): Transport {
    return answering(() => [{ type: "pong", version: 1, ...this.pong }]);
  }

  #encrypted(): Transport {
    let expected = "";
    return answering(async (line) => {
      this.lines.push(line);
      const command = JSON.parse(line);
      if (command.type === "proof") {
        const code = command.confirm === expected ? "name-empty" : "wrong-password";
        return [{ type: "refused", code }];
      }
      const context = await fingerprintOf(decodeBase64(this.certificate)!);
      const guess = verifier.answer(decodeBase64(command.share)!, context);
      if (!guess) return [{ type: "refused", code: "name-empty" }]; // It is the host's secret.
      expected = encodeBase64(guess.expected);
      const [share, confirm] = [encodeBase64(guess.share), encodeBase64(guess.confirm)];
      return [{ type: "challenge", share, confirm }];
    });
  }
}

/** A connection whose other side answers each line. */
function answering(answer: (line: string) => object[] | Promise<object[]>): Transport {
  const transport = new FakeTransport();
  (async () => {
    for (;;) {
      const { text, take } = await transport.writes.next();
      take(new TextEncoder().encode(text).length);
      for (const event of await answer(text)) transport.deliver(`${JSON.stringify(event)}\n`);
    }
  })();
  return transport;
}

async function failureOf(dialed: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => dialed, DialError)).failure;
}

Deno.test("SecureDialer proves the password on every connection, until a token leads back", async () => {
  const server = new Server();
  server.dialer.password = "certa";
  await server.dial();
  await server.dial();
  assertEquals(server.lines.length, 4); // Two of `hello`, two of `proof`.
  server.dialer.onJoined();
  await server.dial();
  assertEquals(server.lines.length, 4);
});

Deno.test("SecureDialer proves again to a server with another certificate, token or not", async () => {
  const server = new Server();
  server.dialer.password = "certa";
  await server.dial();
  server.dialer.onJoined();
  server.lines.length = 0;
  // Somebody in the middle tells another certificate, and passes the proof on to the server.
  server.pong = { certificate: THEIRS, salt };
  assertEquals(await failureOf(server.dial()), "wrong-password");
  assertEquals(server.lines.map((line) => JSON.parse(line).type), ["hello"]);
  assertEquals(JSON.parse(server.lines[0]!).name, "");
  assertEquals(server.dialer.refused.aborted, true);
  // Without a salt it is no better.
  server.pong = { certificate: THEIRS };
  assertEquals(await failureOf(server.dial()), "no-password");
});

Deno.test("SecureDialer leads back to a server whose password the host has changed or removed", async () => {
  const server = new Server();
  server.dialer.password = "certa";
  await server.dial();
  server.dialer.onJoined();
  server.pong = { certificate: OURS };
  await server.dial();
  server.pong = { certificate: OURS, salt: encodeBase64(new Uint8Array(16)) };
  await server.dial();
  assertEquals(server.dialer.refused.aborted, false);
  // So does one that needed no password when it was joined.
  const open = new Server();
  open.pong = { certificate: OURS };
  await open.dial();
  open.dialer.onJoined();
  open.pong = { certificate: OURS, salt };
  await open.dial();
  assertEquals(open.lines, []);
});

Deno.test("SecureDialer reports a wrong password, and gives up only what it was in", async () => {
  const server = new Server();
  assertEquals(await failureOf(server.dial()), "password");
  server.dialer.password = "errada";
  assertEquals(await failureOf(server.dial()), "wrong-password");
  assertEquals(server.lines.map((line) => JSON.parse(line).type), ["hello"]);
  assertEquals(server.dialer.refused.aborted, false);
  server.dialer.password = "certa";
  await server.dial();
  server.pong = { certificate: OURS };
  assertEquals(await failureOf(server.dial()), "no-password");
  assertEquals(server.dialer.refused.aborted, true);
  // So is one that needs a password only when it is another.
  const open = new Server();
  open.pong = { certificate: OURS };
  await open.dial();
  open.dialer.onJoined();
  open.pong = { certificate: THEIRS, salt };
  assertEquals(await failureOf(open.dial()), "password");
  assertEquals(open.dialer.refused.aborted, true);
});

Deno.test("SecureDialer says the secret of the host to its own server, and proves nothing", async () => {
  const server = new Server();
  server.dialer.hostSecret = encodeBase64(new Uint8Array(32));
  const dialed = server.dial();
  await dialed.catch(() => {});
  assertEquals(server.lines.map((line) => JSON.parse(line)), [
    { type: "hello", version: 1, name: "", share: server.dialer.hostSecret },
  ]);
});
