import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import { JsonEventDecoder } from "../../lib/wire/json_events.ts";
import { encodeLine } from "../../lib/wire/json_lines.ts";
import { bytesOf, latin1, pieces } from "../support/bytes.ts";
import { feed } from "../support/json_dialect.ts";

const EVENTS: Event[] = [
  { type: "joined", seq: 1, time: 2, name: "Ana" },
  { type: "left", seq: 2, time: 2, name: "Ana", reason: "lost" },
  { type: "renamed", seq: 3, time: 2, from: "Ana", to: "Ane" },
  { type: "said", seq: 4, time: 2, from: "Ana", text: "ã\n🙂" },
  { type: "said", seq: 4, time: 2, from: "Ana", id: 1, text: "oi" },
  { type: "whispered", seq: 5, time: 2, from: "Ana", to: "Bia", id: 2, text: "oi" },
  { type: "whispered", seq: 5, time: 2, from: "Ana", to: "Bia", text: "oi", waiting: true },
  { type: "received", seq: 6, time: 2, to: "Bia", of: 5 },
  { type: "left", seq: 6, time: 2, name: "Ana", reason: "kicked", text: "fez barulho" },
  { type: "undelivered", seq: 6, time: 2, to: "Bia", id: 2, text: "ã\n🙂" },
  { type: "undelivered", seq: 6, time: 2, to: "Bia", text: "oi" },
  { type: "notice", seq: 6, time: 2, text: "oi" },
  {
    type: "past",
    entries: [
      { type: "said", seq: 1, time: 2, from: "Ana", id: 1, text: "ã\n🙂" },
      { type: "notice", seq: 2, time: 2, text: "oi" },
    ],
  },
  { type: "past", entries: [] },
  {
    type: "welcome",
    name: "Ana",
    token: "t",
    seq: 0,
    people: [{ name: "Ana", since: 1, away: false }, { name: "Bia", since: 2, away: true }],
  },
  {
    type: "welcome",
    name: "Ana",
    token: "t",
    seq: 7,
    rejoined: 8,
    servers: ["26.1.1.1:9999", "[fd00::1]:9999"],
    people: [],
  },
  { type: "servers", servers: ["26.1.1.1:9999", "[fd00::1]:9999"] },
  { type: "servers", servers: [] },
  { type: "refused", code: "full", text: "cheio" },
  { type: "rejected", id: 3, code: "too-long", value: "5000", text: "longa" },
  { type: "people", people: [] },
  { type: "missed", count: 3 },
  { type: "ping" },
  { type: "pong" },
];

Deno.test("JsonEventDecoder.receive() decodes the server's events from reads of any size", {
  permissions: "none",
}, () => {
  for (const end of ["\n", "\r\n"]) {
    const bytes = bytesOf(EVENTS.map((event) => encodeLine(event).trimEnd() + end).join(""));
    for (const size of [bytes.length, 1, 7]) {
      assertEquals(feed(new JsonEventDecoder(), pieces(bytes, size)), EVENTS);
      const trailing = new Uint8Array([...bytes, ...bytesOf('{"type":"pi')]);
      assertEquals(feed(new JsonEventDecoder(), pieces(trailing, size)), EVENTS);
    }
  }
});

Deno.test("JsonEventDecoder.receive() ignores unknown events", {
  permissions: "none",
}, () => {
  const lines = [
    "",
    "oi",
    "null",
    "[]",
    "{}",
    '{"type":"dance"}',
    '{"type":"constructor"}',
    '{"type":"__proto__"}',
    '{"type":{"toString":1}}',
    '{"type":["ping"]}',
    '{"type":null}',
    '{"type":"say","text":"oi"}',
    '{"type":"missed"}',
    '{"type":"missed","count":"3"}',
    '{"type":"servers"}',
    '{"type":"servers","servers":"26.1.1.1:9999"}',
    '{"type":"servers","servers":[9999]}',
    '{"type":"people","people":{}}',
    '{"type":"people","people":[{"name":"Ana","since":1}]}',
    '{"type":"people","people":[{"name":"Ana","since":1,"away":"no"}]}',
    '{"type":"people","people":[null]}',
    '{"type":"said","seq":-1,"time":0,"from":"Ana","text":"oi"}',
    '{"type":"undelivered","seq":1,"time":0,"text":"oi"}',
    '{"type":"undelivered","seq":1,"time":0,"to":["Bia"],"text":"oi"}',
    '{"type":"undelivered","seq":1,"time":0,"to":"Bia","id":0,"text":"oi"}',
    '{"type":"undelivered","seq":1,"time":9e15,"to":"Bia","text":"oi"}',
    '{"type":"past"}',
    '{"type":"past","entries":null}',
    '{"type":"past","entries":{"0":{"type":"notice"},"length":1}}',
    '{"type":"past","entries":"said"}',
  ];
  for (const line of lines) {
    const received = feed(new JsonEventDecoder(), [bytesOf(`${line}\n{"type":"ping"}\n`)]);
    assertEquals(received, [{ type: "ping" }], line);
  }
  const bad = feed(new JsonEventDecoder(), [latin1('{"type":"p\xe3o"}\n{"type":"ping"}\n')]);
  assertEquals(bad, [{ type: "ping" }]);
});

Deno.test("JsonEventDecoder.receive() ignores unknown fields and makes strings safe", {
  permissions: "none",
}, () => {
  const line = '{"type":"notice","seq":1,"time":0,"text":"\\u001b[2Joi","cor":"azul","v":{}}\n';
  assertEquals(feed(new JsonEventDecoder(), [bytesOf(line)]), [
    { type: "notice", seq: 1, time: 0, text: "oi" },
  ]);
});

Deno.test("JsonEventDecoder.receive() accepts lines of any length", { permissions: "none" }, () => {
  const names = Array.from({ length: 1024 }, (_, n) => `pessoa_${n}`);
  const people = names.map((name) => ({ name, since: 1, away: false }));
  const event: Event = { type: "people", people };
  assertEquals(feed(new JsonEventDecoder(), pieces(bytesOf(encodeLine(event)), 1000)), [event]);
});

Deno.test("JsonEventDecoder.receive() accepts messages in past, and ignores other entries", {
  permissions: "none",
}, () => {
  const said = { type: "said", seq: 1, time: 2, from: "Ana", text: "oi" } as const;
  const notice = { type: "notice", seq: 2, time: 2, text: "oi" } as const;
  const others = [{ type: "joined", seq: 3, time: 2, name: "Bia" }, { type: "sung", seq: 4 }, 7];
  const line = JSON.stringify({ type: "past", entries: [said, ...others, notice] });
  assertEquals(new JsonEventDecoder().receive(bytesOf(`${line}\n`)), [
    { type: "past", entries: [said, notice] },
  ]);
});

Deno.test("JsonEventDecoder.receive() ignores invalid older messages, and sanitizes the others", {
  permissions: "none",
}, () => {
  const said = '{"type":"said","seq":1,"time":2,"from":"An\\na","text":"\\u001b[2Joi","cor":1}';
  const others = [
    "null",
    "[]",
    '"said"',
    "{}",
    '{"type":"said"}',
    '{"type":"said","seq":"1","time":2,"from":"Ana","text":"oi"}',
    '{"type":"notice","seq":1,"time":9e15,"text":"oi"}',
    '{"__proto__":{"type":"notice","seq":1,"time":2,"text":"oi"}}',
    '{"type":"__proto__","seq":1}',
    '{"type":"whispered","seq":1,"time":2,"from":"Ana","to":"Bia","text":"oi"}',
    '{"type":"undelivered","seq":1,"time":2,"to":"Bia","text":"oi"}',
    '{"type":"welcome","name":"Ana","token":"t","seq":0,"people":[]}',
    `{"type":"past","entries":[${said}]}`,
  ];
  const server = new JsonEventDecoder();
  for (const other of others) {
    const line = `{"type":"past","entries":[${other},${said}]}`;
    const entry = { type: "said", seq: 1, time: 2, from: "An a", text: "oi" } as const;
    assertEquals(server.receive(bytesOf(`${line}\n`)), [{ type: "past", entries: [entry] }], other);
  }
  assertEquals(server.isForeign, false);
});

Deno.test("JsonEventDecoder.receive() reads no past in a past, however often it is nested", {
  permissions: "none",
}, () => {
  const depth = 100_000;
  const line = '{"type":"past","entries":['.repeat(depth) + "]}".repeat(depth);
  assertEquals(new JsonEventDecoder().receive(bytesOf(`${line}\n`)), [
    { type: "past", entries: [] },
  ]);
});

Deno.test("JsonEventDecoder.receive() goes on after a line of more than 16 MiB", {
  permissions: "none",
}, () => {
  for (const end of ["\n", ""]) {
    const decoder = new JsonEventDecoder();
    const long = new Uint8Array(16 * 1024 * 1024 + 1).fill(0x20);
    assertEquals(feed(decoder, [bytesOf('{"type":"ping"}\n'), long, bytesOf(end)]), [
      { type: "ping" },
    ]);
    assertEquals(decoder.isForeign, true);
    assertEquals(feed(decoder, [bytesOf('x\n{"type":"pong"}\n')]), [{ type: "pong" }]);
  }
});
