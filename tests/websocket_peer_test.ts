/** WebSockets of other implementations: npm's `ws`, and Deno's own. */

import { assertEquals, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { WebSocket as NodeWebSocket } from "npm:ws@8.23.0";
import { Peer } from "./support/peer.ts";
import { serverWithSite, WebPeer, type WebSocketLike } from "./support/web_peer.ts";

/** What `ws` has besides. */
interface NodeSocket extends WebSocketLike {
  on(type: "pong" | "ping", listener: (payload: Uint8Array) => void): void;
  ping(payload: string): void;
  pong(payload: string): void;
  send(data: string | Uint8Array, options?: { fin?: boolean; binary?: boolean }): void;
  terminate(): void;
}

const urlOf = (port: number) => `ws://127.0.0.1:${port}/chat`;

/** Connects with `ws`; the options are those of its handshake. */
function connectNode(port: number, options: object = {}): WebPeer<NodeSocket> {
  return new WebPeer<NodeSocket>(new NodeWebSocket(urlOf(port), options));
}

/** Connects with Deno's implementation. */
function connectDeno(port: number): WebPeer<WebSocketLike> {
  return new WebPeer<WebSocketLike>(new WebSocket(urlOf(port)));
}

/** Registers one test for each implementation. */
function testBoth(
  name: string,
  run: (connect: (port: number) => WebPeer<WebSocketLike>) => Promise<void>,
): void {
  Deno.test(`${name}, with ws`, () => run(connectNode));
  Deno.test(`${name}, with Deno's WebSocket`, () => run(connectDeno));
}

testBoth("a WebSocket joins without extensions, and says what others read", async (connect) => {
  await using server = serverWithSite();
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = connect(server.port);
  const { name, people } = await ana.join("Ana");
  assertEquals([name, (people as unknown[]).length], ["Ana", 2]);
  assertStrictEquals(ana.socket.extensions, "");
  const text = "olá, informação 👩‍👩‍👧 日本\nsegunda linha";
  ana.send({ type: "say", id: 1, text });
  await bia.receives("Ana: olá, informação 👩‍👩‍👧 日本\n");
  assertStrictEquals((await ana.receives("said", { from: "Ana" })).text, text);
  for (const length of [1, 125, 126, 4096]) {
    const long = "é".repeat(Math.ceil(length / 2)).slice(0, length);
    await bia.send(`${long}\n`);
    await ana.receives("said", { from: "Bia", text: long });
  }
});

testBoth("a text of 16 KiB is taken, and one of a byte more ends in 1009", async (connect) => {
  await using server = serverWithSite();
  await using ana = connect(server.port);
  await ana.join("Ana");
  const say = (bytes: number) => {
    const [start, end] = ['{"type":"say","text":"oi"', "}"] as const;
    ana.socket.send(start + " ".repeat(bytes - start.length - end.length) + end);
  };
  say(16_384);
  await ana.receives("said", { text: "oi" });
  say(16_385);
  assertStrictEquals(await ana.closes(), 1009);
  const sentence = "Linha longa demais: o limite é de 16 KiB por linha.";
  assertStringIncludes(String((await ana.receives("refused")).text), sentence);
  assertEquals(ana.events.filter(({ type }) => type === "said").length, 1);
});

testBoth("a refused name may be followed by another, and leaving ends in 1000", async (connect) => {
  await using server = serverWithSite();
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = connect(server.port);
  await using second = connect(server.port);
  await second.join("Ana");
  await ana.until(() => ana.isOpen, "the connection");
  ana.send({ type: "hello", version: 1, name: "Ana" });
  assertStrictEquals((await ana.receives("refused")).code, "name-taken");
  await ana.join("Caio");
  await bia.receives("Caio entrou no chat.\n");
  ana.send({ type: "leave" });
  assertStrictEquals(await ana.closes(), 1000);
  await ana.receives("refused", { code: "left" });
  await bia.receives("Caio saiu do chat.\n");
});

testBoth("a command before hello ends in 1008, and a closing server in 1001", async (connect) => {
  const server = serverWithSite();
  await using hasty = connect(server.port);
  await hasty.until(() => hasty.isOpen, "the connection");
  hasty.send({ type: "say", text: "oi" });
  assertStrictEquals(await hasty.closes(), 1008);
  await hasty.receives("refused", { code: "hello-first" });
  await using ana = connect(server.port);
  await ana.join("Ana");
  await server.stop();
  assertStrictEquals(await ana.closes(), 1001);
  await ana.receives("refused", { code: "server-closing" });
});

testBoth("a WebSocket that closes gets its own code back", async (connect) => {
  await using server = serverWithSite();
  for (const [code, reason] of [[1000, ""], [3000, "até já"], [4999, "x".repeat(123)]] as const) {
    await using ana = connect(server.port);
    await ana.join(`Ana_${code}`);
    ana.socket.close(code, reason);
    assertStrictEquals(await ana.closes(), code);
  }
});

testBoth("a WebSocket that closes resumes with what it missed", async (connect) => {
  await using server = serverWithSite();
  await using bia = await Peer.line(server.port, "Bia");
  await using first = connect(server.port);
  const { token, seq } = await first.join("Ana");
  first.socket.close();
  await first.closes();
  await server.shows(/^Conexão perdida com Ana/);
  await bia.send("@Ana espera\noi\n");
  await server.shows("Bia >> oi");
  await using again = connect(server.port);
  const welcome = await again.join("Ana", { resume: { token, seen: seq } });
  assertStrictEquals(welcome.token, token);
  assertStrictEquals((await again.receives("whispered")).text, "espera");
  assertStrictEquals((await again.receives("said")).text, "oi");
});

Deno.test("ws: a WebSocket that is terminated resumes, and nobody is told that it left", async () => {
  await using server = serverWithSite();
  await using bia = await Peer.line(server.port, "Bia");
  await using first = connectNode(server.port);
  const { token, seq } = await first.join("Ana");
  first.socket.terminate();
  assertStrictEquals(await first.closes(), 1006);
  await server.shows(/^Conexão perdida com Ana/);
  await bia.send("um\n");
  await server.shows("Bia >> um");
  await using again = connectNode(server.port);
  await again.join("Ana", { resume: { token, seen: seq } });
  assertStrictEquals((await again.receives("said")).text, "um");
  again.send({ type: "say", id: 1, text: "voltei" });
  await bia.receives("Ana: voltei\n");
  assertEquals(bia.text.includes("saiu"), false);
});

Deno.test("ws: a text in fragments that cut characters, with pings between, is one message", async () => {
  await using server = serverWithSite();
  await using ana = connectNode(server.port);
  await ana.join("Ana");
  const pongs: string[] = [];
  ana.socket.on("pong", (payload) => {
    pongs.push(new TextDecoder().decode(payload));
    ana.changed();
  });
  const text = "ação 👩‍👩‍👧 日本";
  const bytes = new TextEncoder().encode(JSON.stringify({ type: "say", id: 1, text }));
  for (const [at, byte] of bytes.entries()) {
    if (at % 20 === 0) ana.socket.ping(`ping ${at}`);
    ana.socket.pong("que ninguém pediu");
    ana.socket.send(Uint8Array.of(byte), { binary: false, fin: at === bytes.length - 1 });
  }
  await ana.receives("said", { text, from: "Ana" });
  const sent = Array.from({ length: Math.ceil(bytes.length / 20) }, (_, at) => `ping ${at * 20}`);
  await ana.until(() => pongs.length === sent.length, "the pongs");
  assertEquals(pongs, sent);
});

Deno.test("ws: what is not text ends in 1003, not UTF-8 in 1007, not JSON in 1008, and only for its sender", async () => {
  await using server = serverWithSite();
  await using bia = await Peer.line(server.port, "Bia");
  const cases: [
    criterion: string,
    send: (socket: NodeSocket) => void,
    code: string,
    end: number,
  ][] = [
    ["binary", (socket) => socket.send(Uint8Array.of(1, 2, 3)), "binary", 1003],
    ["no UTF-8", (socket) => socket.send(Uint8Array.of(0xff), { binary: false }), "binary", 1007],
    ["no JSON", (socket) => socket.send("oi"), "malformed", 1008],
  ];
  for (const [criterion, send, code, end] of cases) {
    await using stranger = connectNode(server.port);
    await stranger.until(() => stranger.isOpen, "the connection");
    send(stranger.socket);
    assertStrictEquals(await stranger.closes(), end, criterion);
    await stranger.receives("refused", { code });
  }
  await bia.send("/quem\n");
  await bia.receives("No chat (1): Bia\n");
});

Deno.test("ws: a foreign Origin and a foreign Host are answered with 403", async () => {
  await using server = serverWithSite();
  const { port } = server;
  const foreign = [
    { origin: "http://evil.example" },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `http://localhost:${port}` },
    { headers: { Host: "evil.example" } },
    { headers: { Host: `evil.example:${port}` }, origin: `http://evil.example:${port}` },
  ];
  for (const options of foreign) {
    await using stranger = connectNode(port, options);
    assertStrictEquals(await stranger.closes(), 1006, JSON.stringify(options));
    assertStringIncludes(stranger.error, "Unexpected server response: 403");
  }
  const own = [
    { origin: `http://127.0.0.1:${port}` },
    { headers: { Host: `localhost:${port}` }, origin: `http://localhost:${port}` },
  ];
  for (const [at, options] of own.entries()) {
    await using ana = connectNode(port, options);
    await ana.join(`Ana_${at}`);
  }
});

Deno.test("WebSockets, a line client and a JSON client talk with each other", async () => {
  await using server = serverWithSite();
  await using line = await Peer.line(server.port, "Lina");
  await using json = await Peer.structured(server.port, "Jota");
  await using node = connectNode(server.port);
  await node.join("Nina");
  await using deno = connectDeno(server.port);
  await deno.join("Duda");
  await line.receives("Jota entrou no chat.\nNina entrou no chat.\nDuda entrou no chat.\n");
  await line.send("de Lina\n");
  await json.sendJson({ type: "say", id: 1, text: "de Jota" });
  node.send({ type: "say", id: 1, text: "de Nina" });
  deno.send({ type: "say", id: 1, text: "de Duda" });
  for (const from of ["Lina", "Jota", "Nina", "Duda"]) {
    const text = `de ${from}`;
    await json.receivesEvent("said", { from, text });
    for (const web of [node, deno]) await web.receives("said", { from, text });
    // A line client sees its own words on its screen already.
    const isShown = () => from === "Lina" || line.text.includes(`${from}: ${text}\n`);
    await line.until(isShown, text);
  }
  node.send({ type: "whisper", id: 2, to: "Lina", text: "psiu" });
  await line.receives("Nina (privado): psiu\n");
  await line.send("@Duda segredo\n");
  await deno.receives("whispered", { from: "Lina", text: "segredo" });
  node.send({ type: "rename", name: "Nana" });
  await deno.receives("renamed", { from: "Nina", to: "Nana" });
  assertEquals(node.events.some(({ text }) => text === "segredo"), false);
  const seqs = (events: Record<string, unknown>[]) =>
    events.filter(({ type }) => type === "said").map(({ seq, text }) => [seq, text]);
  assertEquals(seqs(node.events), seqs(deno.events));
  assertEquals(seqs(node.events), seqs(json.events));
});
