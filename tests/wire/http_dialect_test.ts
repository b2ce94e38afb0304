import { assertEquals, assertStrictEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Event, RefusalCode } from "../../lib/protocol.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { HttpDialect } from "../../lib/wire/http_dialect.ts";
import { PeopleList } from "../../lib/wire/people_list.ts";
import { bytesOf, pieces, takeEach, textOf } from "../support/bytes.ts";
import { serverFrames } from "../support/frames.ts";
import { partsOf } from "../support/http_heads.ts";
import { ping, text } from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const HEAD = "GET /chat HTTP/1.1\r\nHost: chat\r\n\r\n";
const HELLO = text('{"type":"hello","version":1,"name":"Ana"}');
const HELLO_RECEIVED: Received = { type: "hello", version: 1, name: "Ana" };
const WELCOME = { type: "welcome" as const, name: "Ana", token: "t", seq: 0, people: [] };

/** Feeds parts, and upgrades at the request if it is wanted, as the server does. */
function feed(dialect: HttpDialect, parts: Uint8Array[], isUpgrade: boolean): Received[] {
  return takeEach(parts, function* (bytes) {
    for (const received of dialect.receive(bytes)) {
      if (received.type === "http" && isUpgrade) dialect.upgrade();
      yield received;
    }
  });
}

/** The types of what was received. */
const typesOf = (received: Received[]) => received.map(({ type }) => type);

Deno.test("HttpDialect.receive() returns the request, or what is wrong with it, once", pure, () => {
  const bytes = bytesOf(HEAD + HEAD);
  for (const size of [bytes.length, 1, 5]) {
    const [received, ...others] = feed(new HttpDialect(ptBr), pieces(bytes, size), false);
    assertEquals(others, []);
    if (received?.type !== "http" || "failure" in received.head) throw new Error("no request");
    assertEquals([received.head.request.path, received.head.request.host], ["/chat", "chat"]);
    const wrong = pieces(bytesOf(`POST / HTTP/1.1\r\nHost: a\r\n\r\n${HEAD}`), size);
    const failure: Received = { type: "http", head: { failure: 405, isHead: false } };
    assertEquals(feed(new HttpDialect(ptBr), wrong, false), [failure]);
  }
});

Deno.test(
  "HttpDialect.receive() hands over a form once its body has come, and no half of it",
  pure,
  () => {
    const head = "POST /password HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";
    for (const size of [200, 1, head.length]) {
      const dialect = new HttpDialect(ptBr);
      assertEquals(feed(dialect, pieces(bytesOf(`${head}password=`), size), false), []);
      assertEquals([...dialect.onIdle(), ...dialect.end()], []);
      const late = partsOf(textOf(dialect.encode({ type: "refused", code: "hello-timeout" })));
      assertEquals([late.status, late.body], [408, `${ptBr.site.tooLate[408]}\n`]);
      const [received, ...others] = feed(dialect, [bytesOf(`a${HEAD}`)], false);
      assertEquals(others, []);
      if (received?.type !== "http" || "failure" in received.head) throw new Error("no request");
      assertEquals(textOf(received.head.request.form!), "password=a");
    }
  },
);

Deno.test("HttpDialect.kind tells a request from a WebSocket", pure, () => {
  const dialect = new HttpDialect(ptBr);
  assertEquals([dialect.kind, dialect.idleTimeoutMs], ["http", 0]);
  feed(dialect, [bytesOf(HEAD)], false);
  assertStrictEquals(dialect.kind, "http");
  dialect.upgrade();
  assertEquals([dialect.kind, dialect.idleTimeoutMs], ["websocket", 0]);
});

Deno.test(
  "HttpDialect.receive() decodes frames behind the head of an upgrade, in one read or in several",
  pure,
  () => {
    const bytes = concat([bytesOf(HEAD), HELLO, ping("oi")]);
    const pong: Received = { type: "response", bytes: Uint8Array.of(0x8a, 2, 0x6f, 0x69) };
    for (const size of [bytes.length, 1, 3, HEAD.length, HEAD.length + 1]) {
      const [http, ...frames] = feed(new HttpDialect(ptBr), pieces(bytes, size), true);
      assertStrictEquals(http?.type, "http");
      assertEquals(frames, [HELLO_RECEIVED, pong], `in reads of ${size}`);
    }
  },
);

Deno.test("HttpDialect.receive() ignores what follows a request that is no upgrade", pure, () => {
  const bytes = concat([bytesOf(HEAD), HELLO, bytesOf(HEAD), HELLO]);
  for (const size of [bytes.length, 1, HEAD.length]) {
    const received = feed(new HttpDialect(ptBr), pieces(bytes, size), false);
    assertEquals(typesOf(received), ["http"]);
  }
});

Deno.test("HttpDialect has nothing to say when no more bytes come", pure, () => {
  const dialect = new HttpDialect(ptBr);
  feed(dialect, [bytesOf(HEAD.slice(0, -1))], false);
  assertEquals([...dialect.onIdle(), ...dialect.end()], []);
  const upgraded = new HttpDialect(ptBr);
  feed(upgraded, [bytesOf(HEAD), HELLO.slice(0, -1)], true);
  assertEquals([...upgraded.onIdle(), ...upgraded.end()], []);
});

Deno.test("HttpDialect.encode() answers 408 or 503 while a head is awaited", pure, () => {
  for (const texts of [ptBr, en]) {
    const codes = Object.keys(texts.refusals) as RefusalCode[];
    for (const code of codes) {
      const dialect = new HttpDialect(texts);
      feed(dialect, [bytesOf(HEAD.slice(0, -1))], false);
      const { status, fields, body } = partsOf(textOf(dialect.encode({ type: "refused", code })));
      const expected = code === "hello-timeout" ? 408 : 503;
      assertEquals([status, body], [expected, `${texts.site.tooLate[expected]}\n`], code);
      assertEquals(fields.get("content-type"), "text/plain; charset=utf-8");
      assertEquals(fields.get("content-length"), String(bytesOf(body).length));
      assertEquals(fields.get("connection"), "close");
      const awaitingHead = new HttpDialect(texts);
      feed(awaitingHead, [bytesOf("HEAD / HTTP/1.1\r\n")], false);
      const head = partsOf(textOf(awaitingHead.encode({ type: "refused", code })));
      assertEquals([head.status, head.body], [expected, ""], code);
    }
  }
});

Deno.test(
  "HttpDialect.encode() writes nothing but a refusal, and nothing behind a request",
  pure,
  () => {
    const events: Event[] = [WELCOME, { type: "ping" }, {
      type: "notice",
      seq: 1,
      time: 2,
      text: "x",
    }];
    const dialect = new HttpDialect(ptBr);
    for (const event of events) assertEquals(dialect.encode(event), new Uint8Array());
    assertEquals(dialect.encodePeople(WELCOME, new PeopleList()), []);
    feed(dialect, [bytesOf(HEAD)], false);
    for (const event of [...events, { type: "refused", code: "server-closing" } as const]) {
      assertEquals(dialect.encode(event), new Uint8Array());
    }
  },
);

Deno.test("HttpDialect encodes frames once it is a WebSocket", pure, () => {
  const dialect = new HttpDialect(en);
  feed(dialect, [bytesOf(HEAD)], true);
  const refusal = dialect.encode({ type: "refused", code: "hello-timeout" });
  const [frame, close] = serverFrames(refusal);
  const json = { type: "refused", code: "hello-timeout", text: en.refusals["hello-timeout"]("") };
  assertStrictEquals(textOf(frame!.payload), JSON.stringify(json));
  assertEquals([...close!.payload], [0x03, 0xf0]);
  const [welcome] = serverFrames(concat(dialect.encodePeople(WELCOME, new PeopleList())));
  assertStrictEquals(textOf(welcome!.payload), JSON.stringify(WELCOME));
});
