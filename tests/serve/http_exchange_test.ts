import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import type { RoomOptions } from "../../lib/serve/room.ts";
import { type Offer, Site } from "../../lib/serve/site.ts";
import { bytesOf, textOf } from "../support/bytes.ts";
import { clientFrame, OPCODES, serverFrames } from "../support/frames.ts";
import { partsOf, UPGRADE } from "../support/http_heads.ts";
import { LateSequencer } from "../support/late_sequencer.ts";
import type { MemoryConn } from "../support/memory_conn.ts";
import { type TestConnection, TestRoom } from "../support/test_room.ts";

const SIZE = 300_000;
const FILE = Uint8Array.from({ length: SIZE }, (_, at) => at % 251);

/** A room with a page, which offers a file of 300,000 bytes. */
function roomWithPage(read?: Offer["read"], options: Partial<RoomOptions> = {}): TestRoom {
  const offer: Offer = {
    name: "chat.exe",
    size: SIZE,
    sha256: undefined,
    version: undefined,
    read: read ?? ((from, max) => Promise.resolve(FILE.slice(from, from + max))),
  };
  const files = [{ path: "/", type: "text/html", text: "<p>oi" }];
  return new TestRoom({
    site: new Site({ files, offers: [offer], hostNames: [], texts: ptBr, acceptKey }),
    ...options,
  });
}

function headOf(path: string, fields: Record<string, string> = {}): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:9999\r\n${lines.join("")}\r\n`;
}

/** Reads what the server sends until it ends the stream, or until a condition is true. */
async function readAll(
  client: MemoryConn,
  isEnough: (bytes: Uint8Array) => boolean = () => false,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const buffer = new Uint8Array(8192);
  while (!isEnough(concat(parts))) {
    const length = await client.read(buffer);
    if (length === null) break;
    parts.push(buffer.slice(0, length));
  }
  return concat(parts);
}

/** Lets time pass, as downloads need it, until a promise resolves. */
async function whileTimePasses<T>(room: TestRoom, promise: Promise<T>): Promise<T> {
  let isDone = false;
  const ended = promise.finally(() => isDone = true);
  for (let at = 0; at < 1000 && !isDone; at++) await room.advance(1);
  return await ended;
}

/** Opens a WebSocket, and returns how to send to it and how to read its frames. */
async function openWebSocket(room: TestRoom, opened: TestConnection = room.openRaw()) {
  await opened.client.write(bytesOf(headOf("/chat", UPGRADE)));
  const received = await readAll(opened.client, (bytes) => textOf(bytes).endsWith("\r\n\r\n"));
  assertStrictEquals(partsOf(textOf(received)).status, 101);
  return {
    ...opened,
    send: (command: object) =>
      opened.client.write(clientFrame(OPCODES.text, JSON.stringify(command))),
    frames: async (count: number) =>
      serverFrames(
        await readAll(opened.client, (bytes) => serverFrames(bytes).length >= count),
      ),
    events: async (count: number) =>
      serverFrames(
        await readAll(opened.client, (bytes) => serverFrames(bytes).length >= count),
      ).map(({ payload }) => JSON.parse(textOf(payload))),
  };
}

Deno.test("a request gets its answer, and the connection ends without a word on the console", async () => {
  await using room = roomWithPage();
  const { client, closed } = room.openRaw();
  await client.write(bytesOf(headOf("/") + headOf("/")));
  const { status, body } = partsOf(textOf(await readAll(client)));
  assertEquals([status, body], [200, "<p>oi"]);
  client.close();
  await closed;
  assertEquals(room.printed, []);
});

Deno.test("a page of another server of the room talks to this one, also of one that has gone", async () => {
  const sequencer = new LateSequencer();
  sequencer.servers = ["26.2.2.2:9999"];
  await using room = roomWithPage(undefined, { sequencer });
  const page = room.openRaw();
  await page.client.write(bytesOf(headOf("/")));
  const { fields } = partsOf(textOf(await readAll(page.client)));
  const policy = fields.get("content-security-policy") ?? "";
  assert(policy.includes("connect-src 'self' ws://26.2.2.2:9999 wss://26.2.2.2:9999;"), policy);
  for (const [origin, status] of [["26.2.2.2:9999", 101], ["26.3.3.3:9999", 403]] as const) {
    const { client } = room.openRaw();
    await client.write(bytesOf(headOf("/chat", { ...UPGRADE, origin: `http://${origin}` })));
    const isHead = (bytes: Uint8Array) => textOf(bytes).includes("\r\n\r\n");
    assertStrictEquals(partsOf(textOf(await readAll(client, isHead))).status, status, origin);
  }
});

Deno.test("a head has 10 seconds, and no name is waited for while an answer is read", async () => {
  await using room = roomWithPage();
  const late = room.openRaw();
  await late.client.write(bytesOf("GET / HTTP/1.1\r\nHost: 127"));
  await room.advance(10_000);
  assertStrictEquals(late.isClosed(), false);
  await room.advance(250);
  const { status, body } = partsOf(textOf(await readAll(late.client)));
  assertEquals([status, body], [408, "O pedido não chegou inteiro em 10 segundos.\n"]);
  const slow = room.openRaw({ capacity: 1000 });
  await slow.client.write(bytesOf(headOf("/download/chat.exe")));
  for (let second = 0; second < 60; second++) {
    await room.advance(1_000);
    await slow.client.read(new Uint8Array(1000));
  }
  assertStrictEquals(slow.isClosed(), false);
});

Deno.test("a download that is not read for 30 seconds ends", async () => {
  await using room = roomWithPage();
  const { client, isClosed } = room.openRaw({ capacity: 1000 });
  await client.write(bytesOf(headOf("/download/chat.exe")));
  await room.settle();
  await room.advance(30_000);
  assertStrictEquals(isClosed(), false);
  await room.advance(500);
  assertStrictEquals(isClosed(), true);
});

Deno.test("a download gets its file, whole and from the middle", async () => {
  await using room = roomWithPage();
  for (const [fields, from] of [[{}, 0], [{ range: "bytes=299000-" }, 299_000]] as const) {
    const { client } = room.openRaw();
    await client.write(bytesOf(headOf("/download/chat.exe", fields)));
    const bytes = await whileTimePasses(room, readAll(client));
    assertEquals(bytes.slice(bytes.length - (SIZE - from)), FILE.slice(from));
    const head = textOf(bytes.slice(0, bytes.length - (SIZE - from)));
    assertEquals(partsOf(head).fields.get("content-length"), String(SIZE - from));
    client.close();
  }
});

Deno.test("two downloads together take a piece of 64 KiB every 2 ms", async () => {
  await using room = roomWithPage();
  const startedAt = room.clock.now();
  const downloads = [room.openRaw(), room.openRaw()].map(async ({ client }) => {
    await client.write(bytesOf(headOf("/download/chat.exe")));
    await readAll(client);
    client.close();
  });
  await whileTimePasses(room, Promise.all(downloads));
  const pieces = 2 * Math.ceil(SIZE / (64 * 1024));
  const tookMs = room.clock.now() - startedAt;
  assert(tookMs >= 2 * (pieces - 1) && tookMs < 4 * pieces, `${tookMs} ms`);
});

Deno.test("a file that cannot be read to its end ends the download, and the operator reads why", async () => {
  await using room = roomWithPage((from) =>
    Promise.resolve(FILE.slice(from, from + (from ? 0 : 9)))
  );
  const { client, closed } = room.openRaw();
  await client.write(bytesOf(headOf("/download/chat.exe")));
  await whileTimePasses(room, closed);
  assertEquals(room.printed, ['Erro inesperado: Cannot read "chat.exe": it has shrunk']);
});

Deno.test("a WebSocket joins, says something, and is told what others say", async () => {
  await using room = roomWithPage();
  const bia = await room.line("Bia");
  const ana = await openWebSocket(room);
  await ana.send({ type: "hello", version: 1, name: "Ana" });
  const [welcome, joined] = await ana.events(2);
  assertEquals([welcome.type, welcome.people.length, joined.name], ["welcome", 2, "Ana"]);
  await ana.send({ type: "say", id: 1, text: "olá ã" });
  await bia.peer.receives("Ana: olá ã\n");
  const [said] = await ana.events(1);
  assertEquals([said.from, said.id, said.text], ["Ana", 1, "olá ã"]);
  await bia.peer.send(`${"é".repeat(2000)}\n@Ana psiu\n`);
  const [long, whispered] = await ana.events(2);
  assertEquals([long.text, whispered.type], ["é".repeat(2000), "whispered"]);
});

Deno.test("a WebSocket that closes is away, and resumes with what it missed", async () => {
  await using room = roomWithPage();
  const bia = await room.line("Bia");
  const first = await openWebSocket(room);
  await first.send({ type: "hello", version: 1, name: "Ana" });
  const [{ token, seq }] = await first.events(2);
  await first.client.write(clientFrame(OPCODES.close, Uint8Array.of(0x03, 0xe9)));
  const [close] = await first.frames(1);
  assertEquals([close?.opcode, [...close?.payload ?? []]], [OPCODES.close, [0x03, 0xe9]]);
  first.client.close();
  await first.closed;
  assertEquals(room.names, ["Bia", "(Ana)"]);
  await bia.peer.send("@Ana espera\n");
  await room.settle();
  const again = await openWebSocket(room);
  await again.send({ type: "hello", version: 1, name: "Ana", resume: { token, seen: seq + 1 } });
  const [welcome, whispered] = await again.events(2);
  assertEquals([welcome.token, whispered.text], [token, "espera"]);
});

Deno.test("a WebSocket gets pongs, and a close frame behind the last refusal", async () => {
  await using room = roomWithPage();
  const { client, frames, send } = await openWebSocket(room);
  await client.write(clientFrame(OPCODES.ping, "oi"));
  await client.write(clientFrame(OPCODES.pong, "nada"));
  const [pong] = await frames(1);
  assertEquals([pong?.opcode, textOf(pong!.payload)], [OPCODES.pong, "oi"]);
  await send({ type: "hello", version: 1, name: "a b" });
  const [refused] = await frames(1);
  assertEquals(JSON.parse(textOf(refused!.payload)).code, "name-spaces");
  await send({ type: "hello", version: 1, name: "Ana" });
  await frames(2);
  await send({ type: "leave" });
  const [left, close] = await frames(2);
  assertEquals(JSON.parse(textOf(left!.payload)).code, "left");
  assertEquals([close?.opcode, [...close!.payload]], [OPCODES.close, [0x03, 0xe8]]);
});

Deno.test("a WebSocket without a name ends after 30 seconds, with a close frame", async () => {
  await using room = roomWithPage();
  const { frames } = await openWebSocket(room);
  await room.advance(30_250);
  const [ping, refused, close] = await frames(3);
  assertEquals(textOf(ping!.payload), '{"type":"ping"}');
  assertEquals(JSON.parse(textOf(refused!.payload)).code, "hello-timeout");
  assertEquals([...close!.payload], [0x03, 0xf0]);
});

Deno.test("an empty file is a download of no bytes", async () => {
  const offer: Offer = {
    name: "vazio.txt",
    size: 0,
    sha256: undefined,
    version: undefined,
    read: () => Promise.reject(new Error("nothing to read")),
  };
  await using room = new TestRoom({
    site: new Site({ files: [], offers: [offer], hostNames: [], texts: ptBr, acceptKey }),
  });
  const { client, closed } = room.openRaw();
  await client.write(bytesOf(headOf("/download/vazio.txt")));
  const { status, fields, body } = partsOf(textOf(await readAll(client)));
  assertEquals([status, fields.get("content-length"), body], [200, "0", ""]);
  client.close();
  await closed;
  assertEquals(room.printed, []);
});

Deno.test("a download goes on while the page is opened from the same address", async () => {
  await using room = roomWithPage(undefined, { maxPerAddress: 4 });
  const download = room.openRaw({ capacity: 1000 });
  await download.client.write(bytesOf(headOf("/download/chat.exe")));
  await room.settle();
  for (let page = 0; page < 20; page++) {
    room.openRaw();
    await room.advance(150);
  }
  assertStrictEquals(download.isClosed(), false);
  assertEquals(room.room.addresses.takeDiscarded() > 0, true);
});

Deno.test("a request that waits for its turn has come in time", async () => {
  await using room = roomWithPage(undefined, { rate: 1 });
  const all = Array.from({ length: 650 }, () => room.openRaw());
  for (const { client } of all) await client.write(bytesOf(headOf("/")));
  await room.advance(9_000);
  await room.advance(9_000);
  const answers = await Promise.all(all.map(({ client }) => readAll(client)));
  const statuses = answers.map((bytes) => partsOf(textOf(bytes)).status);
  assertEquals(statuses, new Array(650).fill(200));
});
