/** How a browser says the password of a room, and what its ticket opens. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import { encryptionPage, passwordPage } from "../../lib/serve/password_pages.ts";
import type { RoomOptions } from "../../lib/serve/room.ts";
import { Site } from "../../lib/serve/site.ts";
import { verifierOf } from "../support/fake_verifier.ts";
import { clientFrame, OPCODES } from "../support/frames.ts";
import { partsOf, UPGRADE } from "../support/http_heads.ts";
import { type ConnectOptions, TestRoom } from "../support/test_room.ts";

const inside: ConnectOptions = { isEncrypted: true };
const HOST = "127.0.0.1:9999";
const { refusals } = ptBr;
const WRONG = passwordPage(ptBr, refusals["wrong-password"](""));

/** A room with a page and the password `ação-2`. */
function roomWithPassword(options: Partial<RoomOptions> = {}): TestRoom {
  const files = [{ path: "/", type: "text/html", text: "<p>oi" }];
  const site = new Site({ files, offers: [], hostNames: [], texts: ptBr, acceptKey });
  return new TestRoom({ site, verifier: verifierOf("ação-2"), ...options });
}

function headOf(line: string, fields: Record<string, string> = {}): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\nHost: ${HOST}\r\n${lines.join("")}\r\n`;
}

function formOf(password: string, fields: Record<string, string> = {}): string {
  const body = String(new URLSearchParams({ password }));
  return headOf("POST /password", {
    "Content-Type": "application/x-www-form-urlencoded",
    "Content-Length": String(body.length),
    ...fields,
  }) + body;
}

/** Sends a request, and reads the answer until its end. */
async function ask(room: TestRoom, request: string, options = inside) {
  const { peer, closed } = room.connect(options);
  await peer.send(request);
  await peer.ends();
  await peer[Symbol.asyncDispose]();
  await closed;
  return partsOf(peer.text);
}

/** Says the right password, and returns the cookie. */
async function ticketOf(room: TestRoom, options = inside): Promise<string> {
  const { status, fields } = await ask(room, formOf("ação-2"), options);
  assertStrictEquals(status, 303);
  return fields.get("set-cookie")!.split(";")[0]!;
}

/** Opens a WebSocket, says `hello`, and returns the type or the code of the first event. */
async function helloBy(room: TestRoom, cookie: string, hello = {}, options = inside) {
  const connected = room.connect(options);
  const { peer } = connected;
  await peer.send(headOf("GET /chat", { ...UPGRADE, "Cookie": cookie }));
  await peer.receives("\r\n\r\n");
  const say = { type: "hello", version: 1, name: "Ana", ...hello };
  await peer.send(clientFrame(OPCODES.text, JSON.stringify(say)));
  const event = () => /"(?:type":"(welcome)|code":"([\w-]+))"/.exec(peer.text);
  await peer.until(() => event() !== null, "an event");
  const [, welcome, code] = event()!;
  return { ...connected, outcome: welcome ?? code };
}

Deno.test("the right password gives a ticket, which opens the page and its WebSocket", async () => {
  await using room = roomWithPassword();
  assertEquals((await ask(room, headOf("GET /"))).body, passwordPage(ptBr));
  const { status, fields, body } = await ask(room, formOf("ação-2"));
  assertEquals([status, fields.get("location"), body], [303, "/", ""]);
  const [, ticket] =
    /^chat-9999=([0-9a-f]{32}); HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200; Secure$/
      .exec(fields.get("set-cookie")!)!;
  const cookie = `a=b; chat-9999=${ticket}; c=d`;
  assertEquals((await ask(room, headOf("GET /", { "Cookie": cookie }))).body, "<p>oi");
  const ana = await helloBy(room, cookie);
  assertEquals([ana.outcome, room.names], ["welcome", ["Ana"]]);
  assertEquals(room.unexpected, []);
  assertEquals(room.printed.filter((line) => line.includes("ação")), []);
});

Deno.test("a WebSocket without a valid ticket proves the password, or comes back with its token", async () => {
  await using room = roomWithPassword();
  assertEquals((await helloBy(room, `chat-9999=${"0".repeat(32)}`)).outcome, "password");
  assertEquals((await helloBy(room, "a=b", {}, {})).outcome, "password");
  const cookie = await ticketOf(room);
  const ana = await helloBy(room, cookie);
  const [, token] = /"token":"(\w+)"/.exec(ana.peer.text)!;
  room.room.password.verifier = verifierOf("nova");
  // The conversation goes on, also after the connection is lost.
  await ana.peer.send(clientFrame(OPCODES.text, '{"type":"say","id":1,"text":"ainda aqui"}'));
  await ana.peer.receives("ainda aqui");
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  assertEquals((await helloBy(room, cookie, { name: "Bia" })).outcome, "password");
  assertEquals((await helloBy(room, cookie, { resume: { token, seen: 1 } })).outcome, "welcome");
  // And a new page asks for the new password.
  assertEquals((await ask(room, headOf("GET /", { "Cookie": cookie }))).body, passwordPage(ptBr));
});

Deno.test("a WebSocket that was opened without a password needs the one that is set meanwhile", async () => {
  await using room = roomWithPassword({ verifier: undefined });
  const { peer } = room.connect(inside);
  await peer.send(headOf("GET /chat", UPGRADE));
  await peer.receives("\r\n\r\n");
  room.room.password.verifier = verifierOf("nova");
  await peer.send(clientFrame(OPCODES.text, '{"type":"hello","version":1,"name":"Ana"}'));
  await peer.receives('"code":"password"');
});

Deno.test("a ticket is valid for 12 hours, and until the password is another", async () => {
  await using room = roomWithPassword();
  const page = async (cookie: string) =>
    (await ask(room, headOf("GET /", { "Cookie": cookie }))).body === "<p>oi";
  const cookie = await ticketOf(room);
  await room.advance(12 * 60 * 60_000 - 1_000);
  assertEquals(await page(cookie), true);
  await room.advance(1_000);
  assertEquals(await page(cookie), false);
  const next = await ticketOf(room);
  assertEquals([await page(next), next === cookie], [true, false]);
  room.room.password.verifier = verifierOf("nova");
  assertEquals(await page(next), false);
  room.room.password.verifier = undefined;
  assertEquals(await page(""), true);
  assertEquals((await ask(room, formOf("nova"))).status, 303);
});

Deno.test("wrong passwords are guesses of their address, as those that are said elsewhere", async () => {
  await using room = roomWithPassword();
  for (let guess = 0; guess < 4; guess++) {
    const { status, fields, body } = await ask(room, formOf("errada-1"));
    assertEquals([status, body, fields.has("set-cookie")], [403, WRONG, false]);
  }
  const line = room.connect(inside);
  await line.peer.send("PASS errada-1\n");
  await room.settle();
  await room.advance(300); // No line of IRC follows.
  await line.peer.ends();
  assertEquals(room.printed.filter((one) => one.includes("errou a senha")), [
    ptBr.password.guessing("127.0.0.1", 5),
  ]);
  const late = await ask(room, formOf("ação-2"));
  assertEquals([late.status, late.fields.get("retry-after")], [429, "1"]);
  assertEquals(late.body, passwordPage(ptBr, refusals["too-many-guesses"]("1")));
  assertEquals(
    (await ask(room, formOf("ação-2"), { ...inside, hostname: "10.0.0.7" })).status,
    303,
  );
  const lateLine = room.connect(inside);
  await lateLine.peer.send("PASS ação-2\n");
  await room.settle();
  await room.advance(300); // No line of IRC follows.
  await lateLine.peer.receives(`${refusals["too-many-guesses"]("1")}\n`);
  await lateLine.peer.ends();
  await room.advance(1_000);
  assertEquals((await ask(room, formOf("ação-2"))).status, 303);
  assertEquals(room.printed.filter((one) => one.includes("errada-1") || one.includes("ação")), []);
});

Deno.test("who prefers another language is asked, and refused, in that", async () => {
  await using room = roomWithPassword();
  const english = { "Accept-Language": "en-US,en;q=0.5" };
  assertEquals((await ask(room, headOf("GET /", english))).body, passwordPage(en));
  const refusal = passwordPage(en, en.refusals["wrong-password"](""));
  assertEquals((await ask(room, formOf("errada", english))).body, refusal);
});

Deno.test("without encryption there is neither page nor form, unless the host allows it", async () => {
  await using room = roomWithPassword();
  const way = encryptionPage(ptBr, `https://${HOST}/`);
  const cookie = await ticketOf(room);
  for (
    const request of [headOf("GET /"), headOf("GET /", { "Cookie": cookie }), formOf("ação-2")]
  ) {
    const { status, body } = await ask(room, request, {});
    assertEquals([status, body], [403, way]);
  }
  await using open = roomWithPassword({ passwordPlain: true });
  assertEquals((await ask(open, headOf("GET /"), {})).body, passwordPage(ptBr));
  const { status, fields } = await ask(open, formOf("ação-2", { "Origin": `http://${HOST}` }), {});
  assertEquals([status, fields.get("set-cookie")!.endsWith("; Max-Age=43200")], [303, true]);
});

Deno.test("only a whole form, of this page and no longer than it may be, is looked at", async () => {
  let checks = 0;
  const { check, ...verifier } = verifierOf("ação-2");
  await using room = roomWithPassword({
    verifier: { ...verifier, check: (said) => (checks++, check(said)) },
  });
  const cases: [status: number, request: string][] = [
    [403, formOf("ação-2", { "Origin": "https://evil.example" })],
    [403, formOf("ação-2", { "Origin": `http://${HOST}` })],
    [403, formOf("ação-2").replace(HOST, "evil.example")],
    [405, formOf("ação-2").replace("/password", "/")],
    [405, formOf("ação-2").replace("POST", "PUT")],
    [411, formOf("ação-2").replace("Content-Length", "X")],
    [413, formOf("ação-2", { "Content-Length": "8193" })],
    [415, formOf("ação-2", { "Content-Type": "text/plain" })],
    [400, formOf("ação-2", { "Content-Length": "x" })],
  ];
  for (const [status, request] of cases) {
    assertEquals((await ask(room, request)).status, status, request);
  }
  // Half a form, and then nothing more, or no more in time.
  const half = room.connect(inside);
  await half.peer.send(formOf("ação-2").slice(0, -1));
  await half.peer.closeWrite();
  await half.closed;
  assertStrictEquals(half.peer.text, "");
  const late = room.connect(inside);
  await late.peer.send(formOf("ação-2").slice(0, -1));
  await room.advance(10_000);
  assertStrictEquals(late.peer.isEnded, false);
  await room.advance(250);
  await late.peer.ends();
  assertEquals(partsOf(late.peer.text).status, 408);
  await late.peer.send("2").catch(() => {});
  await room.settle();
  assertStrictEquals(checks, 0);
  // A form in pieces, with something else behind it, is one guess.
  const { peer } = room.connect(inside);
  for (const byte of formOf("ação-2")) await peer.send(byte);
  await peer.send(formOf("ação-2") + "\x00\xff");
  await peer.ends();
  assertEquals([partsOf(peer.text).status, checks], [303, 1]);
  assertEquals(peer.text.split("HTTP/1.1").length, 2);
});

Deno.test("a check that takes time holds nobody else up, and counts as an answer under way", async () => {
  const answer = Promise.withResolvers<boolean>();
  await using room = roomWithPassword({
    verifier: { ...verifierOf(""), check: () => answer.promise },
    maxPerAddress: 4,
  });
  const slow = room.connect(inside);
  await slow.peer.send(formOf("ação-2"));
  await slow.peer.closeWrite(); // Its answer is waited for.
  await room.settle();
  // Neither the timeout of a request nor newer connections of its address end it.
  for (let other = 0; other < 20; other++) {
    room.openRaw();
    await room.advance(600);
  }
  assertEquals((await ask(room, headOf("GET /"), { ...inside, hostname: "10.0.0.7" })).status, 200);
  assertEquals([slow.peer.isEnded, slow.peer.text], [false, ""]);
  answer.resolve(true);
  await slow.peer.ends();
  assertStrictEquals(partsOf(slow.peer.text).status, 303);
});

Deno.test("a check that fails, or ends behind its connection, ends only that", async () => {
  const answers = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
  const left = [...answers];
  await using room = roomWithPassword({
    verifier: { ...verifierOf(""), check: () => left.shift()!.promise },
  });
  const [broken, gone] = [room.connect(inside), room.connect(inside)];
  for (const { peer } of [broken, gone]) {
    await peer.send(formOf("ação-2"));
    await room.settle();
  }
  answers[0]!.reject(new Error("sem memória"));
  await broken.closed;
  assertEquals(room.unexpected, ["Erro inesperado: sem memória"]);
  const closing = room.close();
  await room.advance(1_000);
  answers[1]!.resolve(true);
  await closing;
  await gone.closed;
  assertEquals([gone.peer.text, room.unexpected.length], ["", 1]);
});
