/** What a site answers in a room with a password. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import { saidAnswer } from "../../lib/serve/password_answers.ts";
import { PAGE_FILES } from "../../lib/serve/page_files.ts";
import { encryptionPage, passwordPage } from "../../lib/serve/password_pages.ts";
import { type Offer, Site, type SiteAnswer, type Visitor } from "../../lib/serve/site.ts";
import type { HttpHead } from "../../lib/wire/http.ts";
import { bytesOf, textOf } from "../support/bytes.ts";
import { partsOf, requestFor, UPGRADE } from "../support/http_heads.ts";

const pure = { permissions: "none" } as const;
const texts = ptBr.site.password;

const OFFER: Offer = {
  name: "chat.exe",
  size: 10,
  sha256: undefined,
  version: undefined,
  read: () => Promise.resolve(new Uint8Array()),
};
const site = new Site({
  files: [
    { path: "/", type: "text/html", text: "<p>oi" },
    { path: "/page.js", type: "text/javascript", text: "oi()" },
    { path: "/page.css", type: "text/css", text: "p {}", isPublic: true },
  ],
  offers: [OFFER],
  hostNames: ["notebook"],
  texts: ptBr,
  acceptKey,
});

const INSIDE: Visitor = { isEncrypted: true, access: "password" };
const PLAIN: Visitor = { isEncrypted: false, access: "encryption" };
const WITH_TICKET: Visitor = { isEncrypted: true, access: "page" };
/** Pages, and what is shown to nobody by itself. */
const DOCUMENTS = ["/", "/nada", "/password"];
const FILES = ["/page.js", "/offers.json", "/download/chat.exe", "/download/nada"];

function partsOfAnswer(answer: SiteAnswer) {
  if (answer.type !== "answer") throw new Error(answer.type);
  return partsOf(textOf(answer.bytes));
}

function ask(head: HttpHead, visitor: Visitor) {
  return partsOfAnswer(site.answer(head, visitor));
}

/** A form as browsers send it, with other fields. */
function formOf(body: string, fields: Record<string, unknown> = {}): HttpHead {
  const type = "application/x-www-form-urlencoded";
  const head = requestFor("/password", { "content-type": type, ...fields });
  if ("failure" in head) throw new Error("no request");
  return { ...head, request: { ...head.request, form: bytesOf(body) } };
}

Deno.test("without encryption every page is the way to the encrypted address", pure, () => {
  const links: [host: string, link: string][] = [
    ["127.0.0.1:9999", "https://127.0.0.1:9999/"],
    ["notebook:1", "https://notebook:1/"],
    ["[::1]:9999", "https://[::1]:9999/"],
    ["127.0.0.1", "https://127.0.0.1:80/"],
    ["[::1]", "https://[::1]:80/"],
  ];
  for (const [host, link] of links) {
    for (const path of DOCUMENTS) {
      const { status, fields, body } = ask(requestFor(path, { host }), PLAIN);
      assertEquals([status, body], [403, encryptionPage(ptBr, link)], path);
      assertEquals(fields.get("content-type"), "text/html; charset=utf-8");
      assertEquals(fields.get("cache-control"), "no-store");
    }
    for (const path of FILES) {
      const { status, fields, body } = ask(requestFor(path, { host }), PLAIN);
      assertEquals([status, body], [403, `${texts.only} ${link}\n`], path);
      assertEquals(fields.get("content-type"), "text/plain; charset=utf-8");
    }
  }
  for (const path of ["/", "/page.js"]) {
    const head = ask(requestFor(path, { isHead: true }), PLAIN);
    assertEquals([head.status, head.body], [403, ""]);
    const old = ask(requestFor(path, { host: null }), PLAIN);
    assertEquals([old.status, old.body], [403, `${texts.only}\n`]);
  }
  assertEquals(
    ask(formOf("password=a"), PLAIN).body,
    encryptionPage(ptBr, "https://127.0.0.1:9999/"),
  );
});

Deno.test("without a ticket every page is the question for the password", pure, () => {
  for (const path of DOCUMENTS) {
    const { status, fields, body } = ask(requestFor(path), INSIDE);
    assertEquals([status, body], [200, passwordPage(ptBr)], path);
    assertEquals(fields.get("content-type"), "text/html; charset=utf-8");
    assertEquals(fields.get("cache-control"), "no-store");
    // A browser sends the form with its origin.
    assertEquals(fields.get("referrer-policy"), "same-origin");
  }
  for (const path of FILES) {
    const { status, fields, body } = ask(requestFor(path), INSIDE);
    assertEquals([status, body], [403, `${texts.first}\n`], path);
    assertEquals(fields.get("content-type"), "text/plain; charset=utf-8");
  }
  for (const [path, status] of [["/", 200], ["/page.js", 403]] as const) {
    const head = ask(requestFor(path, { isHead: true }), INSIDE);
    assertEquals([head.status, head.body], [status, ""]);
  }
});

Deno.test("the style of these pages is for everybody, and a foreign name for nobody", pure, () => {
  const open = PAGE_FILES.filter(({ isPublic }) => isPublic).map(({ path }) => path);
  assertEquals(open, ["/page.css", "/icon.svg"]);
  for (const visitor of [INSIDE, PLAIN]) {
    assertEquals(ask(requestFor("/page.css"), visitor).body, "p {}");
    const foreign = ask(requestFor("/", { host: "evil.example" }), visitor);
    assertEquals(foreign.body, `${ptBr.site.foreignHost("evil.example")}\n`);
  }
});

Deno.test("a WebSocket is let in without a ticket: its gate asks for the password", pure, () => {
  for (const visitor of [INSIDE, PLAIN, WITH_TICKET]) {
    assertEquals(site.answer(requestFor("/chat", UPGRADE), visitor).type, "upgrade");
  }
});

Deno.test("a form gives its password", pure, () => {
  const forms: [body: string, password: string][] = [
    ["password=a%C3%A7%C3%A3o-2", "ação-2"],
    ["password=a+b%20c%2B", "a b c+"],
    ["x=y&password=um&password=dois", "um"],
    ["password=", ""],
    ["passwort=x", ""],
    ["", ""],
  ];
  for (const [body, password] of forms) {
    assertEquals(site.answer(formOf(body), INSIDE), { type: "password", password }, body);
  }
  const type = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
  assertEquals(
    site.answer(formOf("password=x", { "content-type": type }), INSIDE).type,
    "password",
  );
  for (const type of [undefined, "", "text/plain", "multipart/form-data; boundary=x"]) {
    const { status, body } = ask(formOf("password=x", { "content-type": type }), INSIDE);
    assertEquals([status, body], [415, `${texts.noForm}\n`], type);
  }
});

Deno.test("a form of another page is refused, whatever it may get", pure, () => {
  for (
    const [visitor, scheme, other] of [
      [INSIDE, "https", "http"],
      [{ isEncrypted: false, access: "password" }, "http", "https"],
    ] as const
  ) {
    const own = { origin: `${scheme}://127.0.0.1:9999` };
    assertEquals(site.answer(formOf("password=x", own), visitor).type, "password");
    const origins = [
      ...["null", "", "http://evil.example", `${other}://127.0.0.1:9999`],
      ...[`${scheme}://127.0.0.1`, `${scheme}://localhost:9999`],
    ];
    for (const origin of origins) {
      const { status, body } = ask(formOf("password=x", { origin }), visitor);
      assertEquals([status, body], [403, `${ptBr.site.foreignOrigin(origin)}\n`]);
    }
  }
  const origin = "https://evil.example";
  assertStrictEquals(ask(formOf("password=x", { origin }), WITH_TICKET).status, 403);
  assertStrictEquals(ask(formOf("password=x", { host: "evil.example" }), INSIDE).status, 403);
  // Only what changes something depends on it.
  assertStrictEquals(ask(requestFor("/", { origin }), WITH_TICKET).body, "<p>oi");
});

Deno.test("who needs no password is sent to the page, and gets the rest as ever", pure, () => {
  for (const head of [formOf("password=x"), requestFor("/password")]) {
    const { status, fields, body } = ask(head, WITH_TICKET);
    assertEquals([status, fields.get("location"), body], [303, "/", ""]);
    assertEquals([fields.get("set-cookie"), fields.get("cache-control")], [undefined, "no-store"]);
  }
  assertEquals(ask(requestFor("/page.js"), WITH_TICKET).body, "oi()");
  assertEquals(site.answer(requestFor("/download/chat.exe"), WITH_TICKET).type, "file");
});

Deno.test(
  "saidAnswer() gives a cookie for the right password, and for others the reason",
  pure,
  () => {
    const right = partsOfAnswer(saidAnswer({ type: "right" }, () => "chat=1", ptBr));
    assertEquals([right.status, right.fields.get("location")], [303, "/"]);
    assertEquals([right.fields.get("set-cookie"), right.fields.get("cache-control")], [
      "chat=1",
      "no-store",
    ]);
    const noCookie = () => {
      throw new Error("a cookie for a wrong password");
    };
    const { refusals } = ptBr;
    const wrong = partsOfAnswer(saidAnswer({ type: "wrong" }, noCookie, ptBr));
    assertEquals([wrong.status, wrong.body], [
      403,
      passwordPage(ptBr, refusals["wrong-password"]("")),
    ]);
    const wait = partsOfAnswer(saidAnswer({ type: "wait", seconds: 8 }, noCookie, ptBr));
    assertEquals([wait.status, wait.fields.get("retry-after")], [429, "8"]);
    assertEquals(wait.body, passwordPage(ptBr, refusals["too-many-guesses"]("8")));
    for (const { fields } of [wrong, wait]) {
      assertEquals(fields.get("content-type"), "text/html; charset=utf-8");
      assertEquals(fields.get("cache-control"), "no-store");
      assertEquals(fields.get("referrer-policy"), "same-origin");
    }
  },
);
