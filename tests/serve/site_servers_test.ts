/** The site of a room on several servers: its pages go on at another one, and no other page does. */

import { assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import { Site, type Visitor } from "../../lib/serve/site.ts";
import { textOf } from "../support/bytes.ts";
import { partsOf, requestFor, UPGRADE } from "../support/http_heads.ts";

const pure = { permissions: "none" as const };
const HOST = "26.1.1.1:9999";
const SERVERS = [HOST, "26.2.2.2:9999", "[fd00::1]:8888"];

const site = new Site({
  files: [
    { path: "/", type: "text/html", text: "<p>oi" },
    { path: "/page.js", type: "text/javascript", text: "" },
  ],
  offers: [{
    ...{ name: "chat.zip", size: 2, sha256: "abc", version: undefined },
    read: () => Promise.resolve(new Uint8Array()),
  }],
  ...{ hostNames: [], texts: ptBr, acceptKey },
});

/** The answer to a request of a page of this origin. */
function ask(path: string, origin: string, visitor: Partial<Visitor> = {}, fields = {}) {
  const head = requestFor(path, { host: HOST, origin, ...fields });
  const answer = site.answer(head, {
    ...{ isEncrypted: false, access: "page", servers: SERVERS },
    ...visitor,
  });
  if (answer.type === "password") return { ...answer, status: 0, body: "" };
  return { type: answer.type, ...partsOf(textOf("bytes" in answer ? answer.bytes : answer.head)) };
}

/** Whether a page of this origin gets a WebSocket. */
const upgrades = (origin: string, visitor?: Partial<Visitor>) =>
  ask("/chat", origin, visitor, UPGRADE).type === "upgrade";

Deno.test(
  "Site.answer() switches to a WebSocket for a page of another server of the room",
  pure,
  () => {
    for (const isEncrypted of [false, true]) {
      for (const server of SERVERS) {
        for (const scheme of ["http", "https", "HTTP"]) {
          assertEquals(upgrades(`${scheme}://${server}`, { isEncrypted }), true, server);
        }
      }
      for (
        const [origin, server] of [
          ["http://chat.lan:9999", "Chat.LAN:9999"],
          ["http://chat.lan", "chat.lan:80"],
          ["https://chat.lan", "chat.lan:443"],
          ["http://[fd00::1]:9999", "[FD00:0::1]:9999"],
        ] as const
      ) {
        assertEquals(upgrades(origin, { isEncrypted, servers: [server] }), true, origin);
      }
      for (
        const origin of [
          "http://26.3.3.3:9999",
          "http://26.2.2.2",
          "http://26.2.2.2:99999",
          "http://26.2.2.2:9999/",
          "http://26.2.2.2:9999.evil.example",
          "http://http://26.2.2.2:9999",
          "ws://26.2.2.2:9999",
          "ftp://26.2.2.2:9999",
          "null",
          "",
        ]
      ) {
        assertEquals(upgrades(origin, { isEncrypted }), false, origin);
      }
    }
  },
);

Deno.test(
  "Site.answer() refuses a WebSocket of pages elsewhere when the room is served here",
  pure,
  () => {
    for (const servers of [[], undefined]) {
      const visitor = { isEncrypted: false, access: "page" as const, ...(servers && { servers }) };
      const of = (origin: string) => {
        const head = requestFor("/chat", { host: HOST, ...UPGRADE, origin });
        return site.answer(head, visitor).type;
      };
      assertEquals([of("http://26.2.2.2:9999"), of(`http://${HOST}`)], ["answer", "upgrade"]);
    }
  },
);

Deno.test("Site.answer() takes a password from its own form alone", pure, () => {
  const form = new TextEncoder().encode("password=a");
  const say = (origin: string) => {
    const head = requestFor("/password", {
      ...{ host: HOST, origin },
      "content-type": "application/x-www-form-urlencoded",
    });
    if ("failure" in head) throw new Error("no request");
    const request = { ...head.request, form };
    const visitor = { isEncrypted: false, access: "password" as const, servers: SERVERS };
    const answer = site.answer({ ...head, request }, visitor);
    return answer.type === "answer" ? partsOf(textOf(answer.bytes)).status : answer.type;
  };
  assertEquals([say(`http://${HOST}`), say("http://26.2.2.2:9999")], ["password", 403]);
  assertEquals(say(`https://${HOST}`), 403, "this server's own address, by another way");
});

Deno.test("Site.answer() lets its page talk to the other servers of the room", pure, () => {
  const policyOf = (path: string, visitor: Partial<Visitor> = {}) => {
    const answer = ask(path, `http://${HOST}`, visitor);
    const policy = "fields" in answer ? answer.fields.get("content-security-policy") : undefined;
    return /connect-src ([^;]*)/.exec(policy ?? "")?.[1];
  };
  const others = SERVERS.map((one) => `ws://${one} wss://${one}`).join(" ");
  assertEquals(policyOf("/"), `'self' ${others}`);
  assertEquals(policyOf("/page.js"), `'self' ${others}`);
  assertEquals(policyOf("/", { servers: [] }), "'self'");
  for (const path of ["/offers.json", "/nada"]) assertEquals(policyOf(path), "'self'", path);
  assertEquals(policyOf("/", { access: "password" }), "'self'");
});
