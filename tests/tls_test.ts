/** TLS at a real server: which clients can use it, and what is seen on the way. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { makeCertificate } from "../lib/tls/certificate.ts";
import { hasOpenssl } from "./support/openssl.ts";
import { Peer } from "./support/peer.ts";
import { Relay } from "./support/relay.ts";
import { TestClient } from "./support/test_client.ts";
import { CERTIFICATE, TestServer } from "./support/test_server.ts";

const TRUST = { hostname: "chat.invalid", caCerts: [CERTIFICATE.pem] };
const utf8 = new TextEncoder();

async function openTls(port: number, options: Partial<Deno.StartTlsOptions> = {}) {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  return await Deno.startTls(conn, { ...TRUST, ...options });
}

Deno.test("every dialect is spoken inside TLS, beside clients without it", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.encrypted(server.port);
  await bia.send("Bia\n");
  await ana.receives("Bia entrou no chat.\n");
  await using caio = await Peer.encrypted(server.port);
  await caio.sendJson({ type: "hello", version: 1, name: "Caio" });
  await caio.receivesEvent("joined", { name: "Caio" });
  await using pai = await Peer.encrypted(server.port);
  await pai.send("Pai");
  await pai.receives("Pai entrou no chat.");
  await caio.sendJson({ type: "whisper", id: 1, to: "Bia", text: "segredo" });
  await bia.receives("Caio (privado): segredo\n");
  await bia.send("oi\n/sair\n");
  await caio.receivesEvent("said", { from: "Bia", text: "oi" });
  await pai.receives("Bia: oi");
  await bia.receives("Conexão encerrada pelo servidor.\n");
  await bia.ends();
  await ana.receives("Bia saiu do chat.\n");
  assertEquals(ana.text.includes("segredo"), false);
  // The address of the client, not that of the loopback connection.
  const { port } = caio.address;
  await server.shows(`Conexão com sucesso com Caio : ('127.0.0.1', ${port})`);
});

Deno.test("a page request is answered inside TLS", async () => {
  await using server = new TestServer();
  const client = Deno.createHttpClient({ caCerts: [CERTIFICATE.pem] });
  const response = await fetch(`https://127.0.0.1:${server.port}/`, { client });
  assertEquals(response.status, 404);
  assertMatch(await response.text(), /^Aqui funciona um chat, sem página\./);
  client.close();
});

Deno.test("OpenSSL talks with TLS 1.2 and 1.3, and is offered no HTTP/2", {
  ignore: !hasOpenssl,
}, async () => {
  for (const version of ["-tls1_2", "-tls1_3"]) {
    await using server = new TestServer();
    await using ana = await Peer.line(server.port, "Ana");
    const connect = ["-connect", `127.0.0.1:${server.port}`, "-alpn", "h2,http/1.1", version];
    const child = new Deno.Command("openssl", {
      args: ["s_client", ...connect, "-nocommands"],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(utf8.encode("Bia\n"));
    await ana.receives("Bia entrou no chat.\n");
    await writer.write(utf8.encode("olá\n"));
    await ana.receives("Bia: olá\n");
    await writer.close();
    await ana.receives("Bia saiu do chat.\n");
    const shown = new TextDecoder().decode((await child.output()).stdout);
    assertMatch(shown, version === "-tls1_2" ? /New, TLSv1\.2/ : /New, TLSv1\.3/);
    assertMatch(shown, /No ALPN negotiated/);
    assertMatch(shown, /subject=CN = chat\.invalid/);
  }
});

Deno.test("nobody on the way reads what our clients say: not a name, not a text, not a token", async () => {
  await using server = new TestServer();
  await using relay = new Relay(server.port);
  await using client = new TestClient(relay.port, { name: "Fulaninho" });
  await using bia = await Peer.structured(server.port, "Bia");
  await client.shows("Fulaninho entrou no chat.");
  client.type("um texto que ninguém lê");
  await bia.receivesEvent("said", { from: "Fulaninho" });
  client.type("@Bia outro só para você");
  await bia.receivesEvent("whispered", { from: "Fulaninho" });
  await bia.sendJson({ type: "say", id: 1, text: "resposta que também não" });
  await client.shows("Bia: resposta que também não");
  const { text } = relay;
  assert(text.includes('{"type":"ping"}'), "the relay saw the question");
  for (const secret of ["Fulaninho", "um texto", "outro", "resposta", "hello", "token", "joined"]) {
    assertEquals(text.includes(secret), false, secret);
  }
});

Deno.test("a server without TLS is joined in plain, and refuses a TLS client in its protocol", async () => {
  await using server = new TestServer({ certificate: undefined });
  await using client = new TestClient(server.port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  await using stranger = await Peer.connect(server.port);
  const { port } = stranger.address;
  const hello = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03];
  await stranger.send(Uint8Array.from(hello));
  await stranger.receives("\x15\x03\x01\x00\x02\x02\x28");
  await stranger.ends();
  const reason = "Conexão TLS recusada: ela já estava dentro de outra, ou este chat não usa TLS.";
  await server.shows(`Conexão encerrada com ('127.0.0.1', ${port}): ${reason}`);
});

Deno.test("TLS inside TLS is refused", async () => {
  await using server = new TestServer();
  await using stranger = await Peer.encrypted(server.port);
  await stranger.send(Uint8Array.of(0x16, 3, 1));
  await stranger.receives("\x15\x03\x01\x00\x02\x02\x28");
  await stranger.ends();
});

Deno.test("bytes that only begin like TLS end their own connection, with no line on the console", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using stranger = await Peer.connect(server.port);
  await stranger.send(Uint8Array.of(0x16, ...new Uint8Array(200).fill(0xff)));
  await stranger.ends();
  // A client that does not trust the certificate.
  const other = await makeCertificate([], Date.now());
  const failed = await openTls(server.port, { caCerts: [other.pem] })
    .then((conn) => conn.handshake().finally(() => conn.close())).catch((error) => error);
  assert(failed instanceof Deno.errors.InvalidData, String(failed));
  await ana.send("/quem\n");
  await ana.receives("No chat (1): Ana\n");
  assertEquals(server.console.length, 3, server.console.join("\n"));
});

Deno.test("a client that ends TLS without a word leaves, and its session can resume", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const conn = await openTls(server.port);
  await conn.write(utf8.encode('{"type":"hello","version":1,"name":"Bia"}\n'));
  await ana.receives("Bia entrou no chat.\n");
  conn.close();
  await server.shows(/^Conexão perdida com Bia/);
  await ana.send("/quem\n");
  await ana.receives("Bia (sem conexão)");
});

Deno.test("a client that stops reading inside TLS is disconnected, as one without it", async () => {
  await using server = new TestServer();
  const stuck = await openTls(server.port);
  await stuck.write(utf8.encode('{"type":"hello","version":1,"name":"Preso"}\n'));
  await server.shows(/Preso/);
  const sender = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const drained = sender.readable.pipeTo(new WritableStream()).catch(() => {});
  await sender.write(utf8.encode('{"type":"hello","version":1,"name":"Ana"}\n'));
  // More than the buffers of the system take: about 20 MB.
  const line = utf8.encode(`{"type":"say","text":"${"x".repeat(4000)}"}\n`.repeat(10));
  let isStopped = false;
  const flood = (async () => {
    for (let count = 0; count < 2000 && !isStopped; count++) {
      for (let done = 0; done < line.length;) done += await sender.write(line.subarray(done));
    }
  })();
  await server.shows(/parou de ler/);
  isStopped = true;
  await flood;
  stuck.close();
  sender.close();
  await drained;
});
