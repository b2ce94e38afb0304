/** Hostile and accidental requests of HTTP: each gets one answer, and nobody in the chat notices. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { concat } from "../lib/bytes.ts";
import { ptBr } from "../lib/i18n/pt_br.ts";
import { acceptKey } from "../lib/serve/accept_key.ts";
import { Site } from "../lib/serve/site.ts";
import { bytesOf, latin1 } from "./support/bytes.ts";
import { clientFrame, OPCODES, serverFrames } from "./support/frames.ts";
import { partsOf, UPGRADE } from "./support/http_heads.ts";
import { Peer } from "./support/peer.ts";
import { TestRoom } from "./support/test_room.ts";
import { TestServer } from "./support/test_server.ts";

const MANY = 300;
const HOST = "Host: 127.0.0.1\r\n";
const UPGRADE_FIELDS = Object.entries(UPGRADE).map(([name, value]) => `${name}: ${value}\r\n`)
  .join("");
const CHAT = `GET /chat HTTP/1.1\r\n${HOST}${UPGRADE_FIELDS}\r\n`;
const PAGE = `GET / HTTP/1.1\r\n${HOST}\r\n`;

function site(): Site {
  const files = [{ path: "/", type: "text/html", text: "<p>oi" }];
  return new Site({ files, offers: [], hostNames: [], texts: ptBr, acceptKey });
}

/** Sends bytes, and returns all that comes back until the server ends the connection. */
async function exchange(port: number, parts: Iterable<string | Uint8Array>): Promise<Uint8Array> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  conn.setNoDelay(true);
  const sending = (async () => {
    for (const part of parts) {
      const bytes = typeof part === "string" ? latin1(part) : part;
      for (let done = 0; done < bytes.length;) done += await conn.write(bytes.subarray(done));
    }
  })().catch(() => {}); // The server may close the connection before everything is sent.
  const received: Uint8Array[] = [];
  const buffer = new Uint8Array(64 * 1024);
  for (;;) {
    const length = await conn.read(buffer).catch(() => null);
    if (length === null) break;
    received.push(buffer.slice(0, length));
  }
  await sending;
  return concat(received);
}

/** Bytes as characters, one each. */
const asText = (bytes: Uint8Array) => Array.from(bytes, (b) => String.fromCharCode(b)).join("");

/** Asserts that Ana is alone, and was told of nothing. */
async function assertUndisturbed(ana: Peer, server: TestServer): Promise<void> {
  await ana.send("/quem\n");
  await ana.receives("No chat (1): Ana\n");
  assertEquals(ana.text, "Ana entrou no chat.\nNo chat (1): Ana\n");
  assertEquals(server.console.filter((line) => /inesperado/.test(line)), []);
}

Deno.test("a strange request gets one answer, which says what is wrong, and is told to nobody", async () => {
  const cases: [criterion: string, request: string, status: number][] = [
    ["two requests in one read", PAGE + PAGE, 200],
    [
      "a body that is a request",
      `${PAGE.slice(0, -2)}Content-Length: ${CHAT.length}\r\n\r\n${CHAT}`,
      200,
    ],
    [
      "a length and chunks",
      `${PAGE.slice(0, -2)}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${CHAT}`,
      200,
    ],
    ["two lengths", `${PAGE.slice(0, -2)}Content-Length: 5\r\nContent-Length: 6\r\n\r\nAna\n`, 200],
    ["POST with a name in its body", `POST / HTTP/1.1\r\n${HOST}\r\nBia\noi\n`, 405],
    [
      "no body, though one is announced",
      `POST / HTTP/1.1\r\n${HOST}Content-Length: 9\r\n\r\n`,
      405,
    ],
    ["CONNECT", `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`, 405],
    ["a method of our own", `CHAT / HTTP/1.1\r\n${HOST}\r\n`, 405],
    ["a chunk of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505],
    ["Host twice", `GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`, 400],
    ["Host twice, one foreign", `GET / HTTP/1.1\r\n${HOST}Host: evil.example\r\n\r\n`, 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["a foreign Host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403],
    [
      "a Host that begins as an address",
      "GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n",
      403,
    ],
    ["a Host behind a user", "GET / HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n", 403],
    ["a whole address, foreign", `GET http://evil.example/ HTTP/1.1\r\n${HOST}\r\n`, 403],
    ["a whole address, ours", "GET http://127.0.0.1/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 200],
    ["a blank before the colon", `GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n`, 400],
    ["a folded field", `GET / HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`, 400],
    ["a NUL in a field", `GET / HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`, 400],
    ["a CR in a field", `GET / HTTP/1.1\r\n${HOST}X: a\rSet-Cookie: b\r\n\r\n`, 400],
    ["a head of 8 KiB and more", `GET / HTTP/1.1\r\n${HOST}X: ${"x".repeat(9000)}\r\n\r\n`, 431],
    ["a thousand fields", `GET / HTTP/1.1\r\n${HOST}${"X: y\r\n".repeat(2000)}\r\n`, 431],
    ["a megabyte without an end", `GET /${"x".repeat(1e6)}`, 431],
    ["a megabyte behind the head", PAGE + "Bia\n".repeat(250_000), 200],
    ["a line end in the path", `GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n${HOST}\r\n`, 404],
    ["a path out of the page", `GET /../../etc/passwd HTTP/1.1\r\n${HOST}\r\n`, 404],
    [
      "a WebSocket of another page",
      CHAT.replace("Host", "Origin: http://evil.example\r\nHost"),
      403,
    ],
  ];
  await using server = new TestServer({ site: site() });
  await using ana = await Peer.line(server.port, "Ana");
  for (const [criterion, request, status] of cases) {
    const text = asText(await exchange(server.port, [request]));
    const { status: actual, fields, body } = partsOf(text);
    assertStrictEquals(actual, status, `${criterion}: ${text.slice(0, 60)}`);
    assertStrictEquals(text.split("HTTP/1.1 ").length - 1, 1 + body.split("HTTP/1.1 ").length - 1);
    assertEquals(fields.get("content-length"), String(body.length), criterion);
    assertEquals([fields.get("connection"), fields.has("set-cookie")], ["close", false], criterion);
  }
  await assertUndisturbed(ana, server);
});

Deno.test("a request that comes byte by byte, or before a half-close, gets its answer", async () => {
  await using server = new TestServer({ site: site() });
  await using ana = await Peer.line(server.port, "Ana");
  const drip = [...PAGE].map((character) => bytesOf(character));
  assertStrictEquals(partsOf(asText(await exchange(server.port, drip))).body, "<p>oi");
  await using half = await Peer.connect(server.port);
  await half.send(PAGE);
  await half.closeWrite();
  await half.ends();
  assertStrictEquals(partsOf(half.text).body, "<p>oi");
  await assertUndisturbed(ana, server);
});

Deno.test("bytes that are almost a request join nobody", async () => {
  await using server = new TestServer({ site: site() });
  await using ana = await Peer.line(server.port, "Ana");
  const binary = "Erro: O texto recebido não está em UTF-8.\n";
  for (const request of ["GET /\0 HTTP/1.1\r\n", "GET /\xe3 HTTP/1.1\r\n"]) {
    const answer = new TextDecoder().decode(await exchange(server.port, [`${request}${HOST}\r\n`]));
    assertStrictEquals(answer, binary);
  }
  for (const request of ["get / HTTP/1.1\r\n", " GET / HTTP/1.1\r\n", "GET / HTTP\r\n"]) {
    await using peer = await Peer.connect(server.port);
    await peer.send(`${request}Host: 127.0.0.1\r\nConnection: close\r\n`);
    await peer.until(() => peer.text.split("\n").length === 4, "three refusals");
    for (const line of peer.text.trimEnd().split("\n")) {
      assertStrictEquals(/^Erro: .*espaço/.test(line), true, line);
    }
  }
  await assertUndisturbed(ana, server);
});

Deno.test("what follows an upgrade is frames, also when it is a request", async () => {
  await using server = new TestServer({ site: site() });
  await using ana = await Peer.line(server.port, "Ana");
  const hello = clientFrame(OPCODES.text, '{"type":"hello","version":1,"name":"a b"}');
  const cases: [criterion: string, behind: (string | Uint8Array)[], code: number][] = [
    ["a request", [PAGE], 1002],
    ["a name", ["Bia\noi\n"], 1002],
    ["the structured dialect", ['{"type":"hello","version":1,"name":"Bia"}\n'], 1002],
    ["a refused name, then a request", [hello, PAGE], 1002],
    ["a frame that is not masked", [clientFrame(1, "{}", { mask: null })], 1002],
    ["a text that is too long", [clientFrame(1, "x".repeat(20_000))], 1009],
  ];
  for (const [criterion, behind, code] of cases) {
    for (const parts of [[concat([bytesOf(CHAT), ...behind.map(toBytes)])], [CHAT, ...behind]]) {
      const received = await exchange(server.port, parts);
      const end = asText(received).indexOf("\r\n\r\n") + 4;
      assertStrictEquals(asText(received).split(" ")[1], "101", criterion);
      const last = serverFrames(received.slice(end)).at(-1);
      const bytes = [OPCODES.close, code >> 8, code & 0xff];
      assertEquals([last?.opcode, ...last?.payload ?? []], bytes, criterion);
    }
  }
  await assertUndisturbed(ana, server);
});

const toBytes = (part: string | Uint8Array) => typeof part === "string" ? bytesOf(part) : part;

Deno.test("hundreds of sockets that never finish a head keep nobody out", async () => {
  for (const maxPerAddress of [0, 64]) {
    await using server = new TestServer({ site: site(), maxPerAddress });
    const sockets = await Promise.all(Array.from({ length: MANY }, async (_, at) => {
      const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
      const head = at % 2 === 0 ? "GET / HTTP/1.1\r\nX: y" : CHAT.slice(0, -2);
      await conn.write(bytesOf(head)).catch(() => {}); // It may have given way already.
      return conn;
    }));
    await using ana = await Peer.line(server.port, "Ana");
    const answer = asText(await exchange(server.port, [PAGE]));
    assertStrictEquals(partsOf(answer).body, "<p>oi");
    const hello = clientFrame(OPCODES.text, '{"type":"hello","version":1,"name":"Bia"}');
    await using bia = await Peer.connect(server.port);
    await bia.send(concat([bytesOf(CHAT), hello]));
    await ana.receives("Bia entrou no chat.\n");
    for (const conn of sockets) conn.close();
  }
});

Deno.test("hundreds of heads that are never finished end after 10 seconds, however they drip", async () => {
  await using room = new TestRoom({ site: site() });
  const late = Array.from({ length: MANY }, () => room.connect());
  const upgraded = room.connect();
  await upgraded.peer.send(CHAT);
  for (const { peer } of late) await peer.send("GET / HTTP/1.1\r\nX: ");
  for (let second = 0; second < 9; second++) {
    await room.advance(1_000);
    for (const { peer } of late) await peer.send("y");
  }
  assertEquals(late.filter(({ isClosed }) => isClosed()), []);
  await room.line("Ana");
  await room.advance(1_500);
  await Promise.all(late.map(({ peer }) => peer.ends()));
  for (const { peer } of late) assertStrictEquals(partsOf(peer.text).status, 408);
  await room.advance(500);
  assertEquals(late.filter(({ isClosed }) => !isClosed()), []);
  // A WebSocket has as long as every other client to say its name.
  assertStrictEquals(upgraded.isClosed(), false);
  assertEquals(room.names, ["Ana"]);
  for (const { peer } of [...late, upgraded]) await peer[Symbol.asyncDispose]();
});
