import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import { noSite, type Offer, Site, type SiteOptions } from "../../lib/serve/site.ts";
import type { HttpHead } from "../../lib/wire/http.ts";
import { textOf } from "../support/bytes.ts";
import { partsOf, requestFor, UPGRADE } from "../support/http_heads.ts";

const pure = { permissions: "none" as const };

const OFFER: Offer = {
  name: "lição (1).exe",
  size: 10,
  sha256: "abc",
  version: "0.1.0",
  read: () => Promise.resolve(new Uint8Array()),
};

function siteWith(options: Partial<SiteOptions> = {}): Site {
  return new Site({
    files: [{ path: "/", type: "text/html", text: "<p>ã" }],
    offers: [OFFER],
    hostNames: ["notebook"],
    texts: ptBr,
    acceptKey,
    ...options,
  });
}

/** The parts of an answer; `range` and `offer` of a file. */
function ask(head: HttpHead, site = siteWith()) {
  const answer = site.answer(head);
  if (answer.type === "password") throw new Error(answer.type);
  const isFile = answer.type === "file";
  return {
    ...partsOf(textOf(isFile ? answer.head : answer.bytes)),
    type: answer.type,
    range: isFile ? [answer.from, answer.to] : undefined,
    offer: isFile ? answer.offer : undefined,
  };
}

Deno.test("Site.answer() gives the files of the page", pure, () => {
  const { status, fields, body } = ask(requestFor("/"));
  assertEquals([status, body], [200, "<p>ã"]);
  assertEquals(fields.get("content-type"), "text/html; charset=utf-8");
  assertEquals([fields.get("content-length"), fields.get("cache-control")], ["5", "no-store"]);
  const head = ask(requestFor("/", { isHead: true }));
  assertEquals([head.status, head.body, head.fields.get("content-length")], [200, "", "5"]);
});

Deno.test("Site.answer() says what is not there, without its markup", pure, () => {
  const { status, fields, body } = ask(requestFor("/<b>\x1b[1mx"));
  assertEquals(status, 404);
  assertEquals(body, 'Não há nada em "/<b>x". A página do chat fica em /.\n');
  assertEquals(fields.get("content-type"), "text/plain; charset=utf-8");
  const long = ask(requestFor(`/${"x".repeat(5000)}`));
  assertEquals(long.body.length < 200, true);
});

Deno.test("Site.answer() refuses a name that is not the server's, for every path", pure, () => {
  for (const path of ["/", "/chat", "/offers.json", "/download/x", "/nada"]) {
    const { status, body } = ask(requestFor(path, { host: "evil.example:9999", ...UPGRADE }));
    assertEquals(status, 403, path);
    assertEquals(body.includes('"evil.example:9999"') && body.includes("--host-name"), true, body);
  }
  assertEquals(ask(requestFor("/", { host: "NOTEBOOK:1" })).status, 200);
  assertEquals(ask(requestFor("/", { host: null })).status, 200);
});

Deno.test("Site.answer() switches to a WebSocket", pure, () => {
  const host = "26.253.198.232:9999";
  for (const origin of [{}, { origin: `http://${host}` }]) {
    const { type, status, fields } = ask(requestFor("/chat", { host, ...UPGRADE, ...origin }));
    assertEquals([type, status], ["upgrade", 101]);
    assertEquals(fields.get("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assertEquals([fields.get("upgrade"), fields.get("connection")], ["websocket", "Upgrade"]);
  }
});

Deno.test("Site.answer() refuses a WebSocket of another page", pure, () => {
  const host = "26.253.198.232:9999";
  const origins = [
    ...["http://evil.example", "http://26.253.198.232", "http://26.253.198.232:80", "null", ""],
    ...["https://26.253.198.232:9999", `http://${host}.evil.example`, "http://localhost:9999"],
  ];
  for (const origin of origins) {
    const { status, body } = ask(requestFor("/chat", { host, ...UPGRADE, origin }));
    assertEquals(status, 403, origin);
    assertStrictEquals(body, `A página ${origin} não pode entrar neste chat.\n`);
  }
  // A page that came by https opens its WebSocket in it, and no other.
  for (const [scheme, isEncrypted] of [["https", true], ["http", false]] as const) {
    const head = requestFor("/chat", { host, ...UPGRADE, origin: `${scheme}://${host}` });
    const access = "page";
    assertEquals(siteWith().answer(head, { isEncrypted, access }).type, "upgrade");
    assertEquals(siteWith().answer(head, { isEncrypted: !isEncrypted, access }).type, "answer");
  }
  const origin = "http://undefined";
  assertEquals(ask(requestFor("/chat", { host: null, ...UPGRADE, origin })).status, 403);
});

Deno.test(
  "Site.answer() speaks the first subprotocol of IRC that is asked for, at any path",
  pure,
  () => {
    const cases: [path: string, asked: string | undefined, spoken: string | undefined][] = [
      ["/chat", undefined, undefined],
      ["/chat", "chat", undefined],
      ["/chat", "text.ircv3.net", "text.ircv3.net"],
      ["/", "toString,TEXT.ircv3.net, binary.ircv3.net,text.ircv3.net", "binary.ircv3.net"],
      ["/webirc/kiwiirc/", "text.ircv3.net", "text.ircv3.net"],
    ];
    for (const [path, asked, spoken] of cases) {
      const fields = asked === undefined ? {} : { "sec-websocket-protocol": asked };
      const head = requestFor(path, { ...UPGRADE, ...fields });
      const answer = siteWith().answer(head);
      assertEquals(answer.type === "upgrade" ? answer.subprotocol : answer, spoken, path);
      assertEquals(ask(head).fields.get("sec-websocket-protocol"), spoken);
    }
    const foreign = {
      ...UPGRADE,
      "sec-websocket-protocol": "text.ircv3.net",
      origin: "http://other",
    };
    assertEquals(ask(requestFor("/", foreign)).status, 403);
  },
);

Deno.test("Site.answer() refuses what is no upgrade to WebSocket 13", pure, () => {
  const cases: [fields: Record<string, unknown>, status: number][] = [
    [{}, 426],
    [{ ...UPGRADE, upgrade: "h2c" }, 426],
    [{ ...UPGRADE, connection: "keep-alive" }, 426],
    [{ ...UPGRADE, "sec-websocket-version": "8" }, 426],
    [{ ...UPGRADE, isHead: true }, 426],
    [{ ...UPGRADE, "sec-websocket-key": "curta==" }, 400],
    [{ ...UPGRADE, "sec-websocket-key": undefined }, 400],
  ];
  for (const [fields, status] of cases) {
    const answer = ask(requestFor("/chat", fields));
    assertEquals(answer.status, status, JSON.stringify(fields));
    if (status === 426) assertEquals(answer.fields.get("sec-websocket-version"), "13");
  }
});

Deno.test("Site.answer() explains requests that are none", pure, () => {
  for (const failure of [400, 405, 411, 413, 431, 505] as const) {
    const { status, fields, body } = ask({ failure, isHead: false });
    assertEquals([status, body], [failure, `${ptBr.site.failures[failure]}\n`]);
    assertEquals(fields.get("allow"), failure === 405 ? "GET, HEAD" : undefined);
    assertEquals(ask({ failure, isHead: true }).body, "");
  }
});

Deno.test("Site.answer() lists the offers", pure, () => {
  const { fields, body } = ask(requestFor("/offers.json"));
  assertEquals(fields.get("content-type"), "application/json; charset=utf-8");
  assertEquals(JSON.parse(body), [{
    name: "lição (1).exe",
    path: "/download/li%C3%A7%C3%A3o%20(1).exe",
    size: 10,
    sha256: "abc",
    version: "0.1.0",
  }]);
});

Deno.test("Site.answer() gives an offered file, whole or from where it broke off", pure, () => {
  const path = "/download/lição (1).exe";
  const whole = ask(requestFor(path));
  assertEquals([whole.status, whole.range, whole.offer], [200, [0, 10], OFFER]);
  assertEquals(
    Object.fromEntries(whole.fields)["content-disposition"],
    "attachment; filename*=UTF-8''li%C3%A7%C3%A3o%20%281%29.exe",
  );
  assertEquals(
    ["content-length", "accept-ranges", "etag", "cache-control", "content-range"]
      .map((name) => whole.fields.get(name)),
    ["10", "bytes", '"abc"', "no-cache", undefined],
  );
  const cases: [fields: Record<string, unknown>, status: number, range?: number[], of?: string][] =
    [
      [{ range: "bytes=4-" }, 206, [4, 10], "bytes 4-9/10"],
      [{ range: "bytes=4-", "if-range": '"abc"' }, 206, [4, 10], "bytes 4-9/10"],
      [{ range: "bytes=4-", "if-range": '"outro"' }, 200, [0, 10]],
      [{ range: "bytes=10-" }, 416, undefined, "bytes */10"],
      [{ range: "bytes=4-5", isHead: true }, 206, undefined, "bytes 4-5/10"],
    ];
  for (const [fields, status, range, contentRange] of cases) {
    const answer = ask(requestFor(path, fields));
    assertEquals([answer.status, answer.range], [status, range], JSON.stringify(fields));
    assertEquals(answer.fields.get("content-range"), contentRange);
  }
  const unknown = siteWith({ offers: [{ ...OFFER, sha256: undefined }] });
  const changing = ask(requestFor(path, { range: "bytes=4-", "if-range": '"abc"' }), unknown);
  assertEquals([changing.status, changing.fields.get("etag")], [200, undefined]);
});

Deno.test("noSite() explains a port without a page", pure, () => {
  const answer = noSite(requestFor("/"), ptBr);
  if (answer.type !== "answer") throw new Error(answer.type);
  const { status, body } = partsOf(textOf(answer.bytes));
  assertEquals([status, body], [404, `${ptBr.site.off}\n`]);
  for (const head of [requestFor("/", { isHead: true }), { failure: 405, isHead: true } as const]) {
    const answer = noSite(head, ptBr);
    assertEquals(answer.type === "answer" && partsOf(textOf(answer.bytes)).body, "");
  }
});
