import { assertEquals, assertStrictEquals } from "@std/assert";
import {
  contentSecurityPolicy,
  encodeHttpAnswer,
  encodeHttpHead,
  type HttpHead,
  HttpReader,
} from "../../lib/wire/http.ts";
import { bytesOf, latin1, pieces, textOf } from "../support/bytes.ts";

const HOST = "Host: 26.253.198.232:9999\r\n";

/** The head that a reader finds in a text that comes in pieces of a size. */
function read(text: string, size = text.length): HttpHead | undefined {
  const reader = new HttpReader();
  let found: HttpHead | undefined;
  for (const piece of pieces(latin1(text), size)) found ??= reader.push(piece);
  return found;
}

function requestOf(head: HttpHead | undefined) {
  if (!head || "failure" in head) throw new Error(`no request: ${JSON.stringify(head)}`);
  const { isHead, path, host, fields } = head.request;
  return { isHead, path, host, fields: Object.fromEntries(fields), rest: textOf(head.rest) };
}

Deno.test("HttpReader.push() reads a head, however its bytes are cut", {
  permissions: "none",
}, () => {
  const text = `GET /a%20b?c=d HTTP/1.1\r\n${HOST}Accept: a\r\nACCEPT:\tb \r\nEmpty:\r\n\r\nrest`;
  const expected = {
    isHead: false,
    path: "/a b",
    host: "26.253.198.232:9999",
    fields: { host: "26.253.198.232:9999", accept: "a, b", empty: "" },
  };
  assertEquals(requestOf(read(text)), { ...expected, rest: "rest" });
  for (const size of [1, 2, 3, 7, 50]) {
    const { rest, ...request } = requestOf(read(text, size));
    assertEquals(request, expected, `in pieces of ${size}`);
    assertEquals("rest".startsWith(rest), true, rest);
  }
});

Deno.test("HttpReader.push() reads each kind of request line", { permissions: "none" }, () => {
  const cases: [line: string, path: string, isHead: boolean, host?: string][] = [
    [`GET / HTTP/1.1\r\n${HOST}`, "/", false],
    [`HEAD / HTTP/1.1\r\n${HOST}`, "/", true],
    [`GET /?x#y HTTP/1.1\r\n${HOST}`, "/", false],
    [`GET /%C3%A3 HTTP/1.1\r\n${HOST}`, "/ã", false],
    [`GET //x/../y HTTP/1.1\r\n${HOST}`, "//x/../y", false],
    ["GET http://Chat.LAN:80/x?y HTTP/1.1\r\nHost: other\r\n", "/x", false, "chat.lan:80"],
    ["GET HTTPS://chat HTTP/1.1\r\nHost: other\r\n", "/", false, "chat"],
    ["GET / HTTP/1.1\r\nhost:\t CHAT \r\n", "/", false, "chat"],
    ["GET / HTTP/1.1\nHost: chat\n", "/", false, "chat"],
  ];
  for (const [line, path, isHead, host = "26.253.198.232:9999"] of cases) {
    const request = requestOf(read(`${line}${line.includes("\r") ? "\r" : ""}\n`));
    assertEquals([request.path, request.isHead, request.host], [path, isHead, host], line);
  }
  assertStrictEquals(requestOf(read("GET / HTTP/1.0\r\n\r\n")).host, undefined);
});

Deno.test("HttpReader.push() says what is wrong with a head", { permissions: "none" }, () => {
  const cases: [head: string, failure: number][] = [
    ["GET / HTTP/1.1\r\n", 400],
    [`GET / HTTP/1.1\r\n${HOST}${HOST}`, 400],
    ["GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: a\r\n folded\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: a\r\n: b\r\n", 400],
    ["GET  / HTTP/1.1\r\nHost: a\r\n", 400],
    ["GET / HTTP/1.1 \r\nHost: a\r\n", 400],
    ["GET / http/1.1\r\nHost: a\r\n", 400],
    ["GET x HTTP/1.1\r\nHost: a\r\n", 400],
    ["GET * HTTP/1.1\r\nHost: a\r\n", 400],
    ["GET /%E3 HTTP/1.1\r\nHost: a\r\n", 400],
    ["GET /%zz HTTP/1.1\r\nHost: a\r\n", 400],
    ["G(T / HTTP/1.1\r\nHost: a\r\n", 400],
    ["POST / HTTP/1.1\r\nHost: a\r\n", 405],
    ["get / HTTP/1.1\r\nHost: a\r\n", 405],
    ["POST /passwords HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n", 405],
    ["PUT /password HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n", 405],
    ["POST /password HTTP/1.1\r\nContent-Length: 1\r\n", 400],
    ["OPTIONS * HTTP/1.1\r\nHost: a\r\n", 405],
    ["HEAD / HTTP/1.1\r\n", 400],
    ["HEADS / HTTP/1.1\r\nHost: a\r\n", 405],
    ["PRI * HTTP/2.0\r\n", 505],
    ["GET / HTTP/0.9\r\nHost: a\r\n", 505],
    [`GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(8200)}\r\n`, 431],
  ];
  for (const [head, failure] of cases) {
    assertEquals(
      read(`${head}\r\n`),
      { failure: failure as 400, isHead: head.startsWith("HEAD ") },
      JSON.stringify(head.slice(0, 60)),
    );
  }
});

Deno.test("HttpReader.push() accepts a head of 8 KiB and no more, finished or not", {
  permissions: "none",
}, () => {
  const start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
  const fill = (size: number) => start + "a".repeat(size - start.length - 4) + "\r\n\r\n";
  for (const size of [1000, 8192, 1]) {
    assertStrictEquals(requestOf(read(fill(8192), size)).path, "/");
    assertEquals(read(fill(8193), size), { failure: 431, isHead: false });
    assertEquals(read("GET /" + "a".repeat(8188), size), { failure: 431, isHead: false });
    assertStrictEquals(read("GET /" + "a".repeat(8187), size), undefined);
    assertEquals(read("HEAD /" + "a".repeat(8187), size), { failure: 431, isHead: true });
  }
});

/** The form of a request for `FORM_PATH` with these fields, or why it is refused. */
function readForm(fields: string, body: string, size?: number) {
  const found = read(`POST /password HTTP/1.1\r\n${HOST}${fields}\r\n${body}`, size);
  if (!found || "failure" in found) return found?.failure;
  const { isHead, path, form } = found.request;
  return { isHead, path, form: form && textOf(form), rest: textOf(found.rest) };
}

Deno.test("HttpReader.push() reads the body of a form, however its bytes are cut", {
  permissions: "none",
}, () => {
  const found = { isHead: false, path: "/password", form: "password=a", rest: "" };
  for (const size of [200, 1, 2, 7, 83]) {
    assertEquals(readForm("Content-Length: 10\r\n", "password=a", size), found, `${size}`);
    assertStrictEquals(readForm("Content-Length: 11\r\n", "password=a", size), undefined);
  }
  assertEquals(readForm("Content-Length: 10\r\n", "password=aGET /"), { ...found, rest: "GET /" });
  assertEquals(readForm("Content-Length: 0\r\n", "x"), { ...found, form: "", rest: "x" });
  // What is no form has no body, whatever it announces.
  const get = read(`GET /password HTTP/1.1\r\n${HOST}Content-Length: 5\r\n\r\nab`);
  assertEquals(get && "request" in get && [get.request.form, textOf(get.rest)], [undefined, "ab"]);
});

Deno.test("HttpReader.push() refuses a body that is too long, or of a length that is not said", {
  permissions: "none",
}, () => {
  const whole = "x".repeat(8192);
  assertEquals(readForm("Content-Length: 8192\r\n", whole), {
    isHead: false,
    path: "/password",
    form: whole,
    rest: "",
  });
  const cases: [fields: string, failure: number][] = [
    ["", 411],
    ["Transfer-Encoding: chunked\r\n", 411],
    ["Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", 411],
    ["Content-Length: 8193\r\n", 413],
    [`Content-Length: ${"9".repeat(400)}\r\n`, 413],
    ["Content-Length: 3\r\nContent-Length: 3\r\n", 400],
    ["Content-Length: -3\r\n", 400],
    ["Content-Length: 3x\r\n", 400],
    ["Content-Length:\r\n", 400],
  ];
  for (const [fields, failure] of cases) {
    assertStrictEquals(readForm(fields, ""), failure, fields);
  }
});

Deno.test("encodeHttpHead() and encodeHttpAnswer() write what every answer has", {
  permissions: "none",
}, () => {
  const common = [
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; " +
    "connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'; " +
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy: same-origin",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
  ];
  assertEquals(textOf(encodeHttpHead(101, { "Connection": "Upgrade" })).split("\r\n"), [
    "HTTP/1.1 101 Switching Protocols",
    ...common,
    "Cache-Control: no-store",
    "Connection: Upgrade",
    "",
    "",
  ]);
  const answer = { status: 404, fields: { "Content-Type": "text/plain" }, body: bytesOf("não") };
  const head = [
    "HTTP/1.1 404 Not Found",
    ...common,
    "Cache-Control: no-store",
    "Connection: close",
    "Content-Type: text/plain",
    "Content-Length: 4",
    "",
    "",
  ].join("\r\n");
  assertEquals(textOf(encodeHttpAnswer(answer, false)), `${head}não`);
  assertEquals(textOf(encodeHttpAnswer(answer, true)), head);
  const reasons: [status: number, reason: string][] = [
    [200, "OK"],
    [206, "Partial Content"],
    [303, "See Other"],
    [403, "Forbidden"],
    [411, "Length Required"],
    [413, "Content Too Large"],
    [415, "Unsupported Media Type"],
    [429, "Too Many Requests"],
  ];
  for (const [status, reason] of reasons) {
    const [line] = textOf(encodeHttpHead(status, {})).split("\r\n");
    assertStrictEquals(line, `HTTP/1.1 ${status} ${reason}`);
  }
});

Deno.test("contentSecurityPolicy() lets a page talk to its own server, and others of the room", {
  permissions: "none",
}, () => {
  const cases: [servers: string[], connect: string][] = [
    [[], "'self'"],
    [["26.1.1.1:9999"], "'self' ws://26.1.1.1:9999 wss://26.1.1.1:9999"],
    [
      ["chat-2.lan_x:1", "[fd00::1]:80"],
      "'self' ws://chat-2.lan_x:1 wss://chat-2.lan_x:1 ws://[fd00::1]:80 wss://[fd00::1]:80",
    ],
    // An address with a sign of the policy, or of more than one address, is left out.
    [["a:1; script-src *", "a b:1", "*:1", "a:1,b:1", "'self'", "a:1/x", "a:1\n", ""], "'self'"],
    [["[fe80::1%eth0]:1", "são.lan:1", "b:2"], "'self' ws://b:2 wss://b:2"],
  ];
  for (const [servers, connect] of cases) {
    assertStrictEquals(
      contentSecurityPolicy(servers),
      "default-src 'none'; script-src 'self'; style-src 'self'; " +
        `connect-src ${connect}; img-src 'self' data: blob:; base-uri 'none'; ` +
        "form-action 'self'; frame-ancestors 'none'",
    );
  }
});
