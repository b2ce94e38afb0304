import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Command, Event } from "../../lib/protocol.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { JsonDialect } from "../../lib/wire/json_dialect.ts";
import { encodeLine } from "../../lib/wire/json_lines.ts";
import { bytesOf, pieces } from "../support/bytes.ts";
import { feed, welcomed } from "../support/json_dialect.ts";
import { NOTHING } from "../support/received_values.ts";

Deno.test("encodeLine() puts the type first and ends the line", { permissions: "none" }, () => {
  const cases: [value: Command | Event, line: string][] = [
    [{ type: "who" }, '{"type":"who"}\n'],
    [{ type: "say", id: 1, text: "ã\n🙂" }, '{"type":"say","id":1,"text":"ã\\n🙂"}\n'],
    [
      { type: "said", seq: 2, time: 3, from: "Ana", text: '"oi"' },
      '{"type":"said","seq":2,"time":3,"from":"Ana","text":"\\"oi\\""}\n',
    ],
    [
      { type: "said", seq: 2, time: 3, from: "Ana", id: 4, action: true, text: "acena" },
      '{"type":"said","seq":2,"time":3,"from":"Ana","id":4,"action":true,"text":"acena"}\n',
    ],
    [
      { type: "said", seq: 2, time: 3, from: "Ana", auto: true, text: "oi" },
      '{"type":"said","seq":2,"time":3,"from":"Ana","auto":true,"text":"oi"}\n',
    ],
  ];
  for (const [value, line] of cases) assertStrictEquals(encodeLine(value), line);
});

const HELLOS: [line: string, received: Received][] = [
  ['{"type":"hello","version":1,"name":"Ana"}', { type: "hello", version: 1, name: "Ana" }],
  ['{"name":"Ana","version":2,"type":"hello"}', { type: "hello", version: 2, name: "Ana" }],
  [
    '{"type":"hello","version":1,"name":"Ana","lang":"en","resume":{"token":"t","seen":7,"x":1}}',
    { type: "hello", version: 1, name: "Ana", lang: "en", resume: { token: "t", seen: 7 } },
  ],
  [
    '{"type":"hello","version":1,"name":"Ana","cor":"azul","__proto__":{"lang":"en"}}',
    { type: "hello", version: 1, name: "Ana" },
  ],
];

const COMMANDS: [line: string, received: Received][] = [
  ['{"type":"say","text":"oi"}', { type: "say", text: "oi" }],
  ['{"type":"say","id":1,"text":""}', { type: "say", id: 1, text: "" }],
  [
    '{"type":"say","id":9007199254740991,"text":"ã🙂"}',
    { type: "say", id: 9007199254740991, text: "ã🙂" },
  ],
  [' { "type" : "say" , "text" : "@Bia /sair" } ', { type: "say", text: "@Bia /sair" }],
  ['{"type":"say","text":"um\\ndois"}', { type: "say", text: "um\ndois" }],
  ['{"type":"say","text":"\\u001b[31moi\\u0007\\u202e"}', { type: "say", text: "oi" }],
  ['{"type":"say","text":"\\ud83d!"}', { type: "say", text: "\ufffd!" }],
  ['{"type":"say","text":"oi","id":4,"from":"Bia","seq":1}', { type: "say", id: 4, text: "oi" }],
  [
    '{"type":"whisper","id":2,"to":"Bia","text":"psiu"}',
    { type: "whisper", id: 2, to: "Bia", text: "psiu" },
  ],
  [
    '{"type":"say","id":1,"action":true,"text":"acena"}',
    { type: "say", id: 1, action: true, text: "acena" },
  ],
  ['{"type":"say","auto":true,"text":"oi"}', { type: "say", auto: true, text: "oi" }],
  [
    '{"type":"whisper","to":"Bia","auto":true,"text":"oi"}',
    { type: "whisper", to: "Bia", auto: true, text: "oi" },
  ],
  ['{"type":"say","action":false,"text":"oi"}', { type: "say", text: "oi" }],
  ['{"type":"rename","name":"Ane"}', { type: "rename", name: "Ane" }],
  ['{"type":"who"}', { type: "who" }],
  ['{"type":"past","count":5}', { type: "past", count: 5 }],
  ['{"type":"past","count":0,"before":17}', { type: "past", count: 0, before: 17 }],
  ['{"type":"leave"}', { type: "leave" }],
  ['{"type":"ping"}', { type: "ping" }],
  ['{"type":"pong","extra":[1,2]}', { type: "pong" }],
];

Deno.test("encodeLine() writes messages as JSON.stringify does", { permissions: "none" }, () => {
  const texts = ["oi", "", 'a"b', "a\\b", "a\nb", "\u0001", "ã🙂\u2028", "\ud800", "\udc00x"];
  for (const text of texts) {
    for (const id of [{}, { id: 7 }]) {
      const said = { type: "said" as const, seq: 1, time: 2, from: text, ...id, text };
      assertEquals(encodeLine(said), `${JSON.stringify(said)}\n`);
    }
  }
});

Deno.test("JsonDialect.receive() parses a message in any JSON spelling", {
  permissions: "none",
}, () => {
  const texts = ["oi", "", "Olá, ação!", "a<b>&'c", "日本 🙂", "@Ana /sair", 'diz "oi"', "\\"];
  for (const text of texts) {
    const lines = [
      JSON.stringify({ type: "say", id: 12, text }),
      JSON.stringify({ type: "say", text, id: 12 }),
      `{ "type": "say", "id": 12, "text": ${JSON.stringify(text)} }`,
    ];
    const client = welcomed();
    const read = lines.map((line) => [...client.receive(bytesOf(`${line}\n`))]);
    const expected = [{ type: "say", id: 12, text }];
    assertEquals(read, [expected, expected, expected], text);
  }
});

/** The end of a line and two blank lines, and what they yield. */
const BLANK_LINES = ["\n\n \r\n", [NOTHING, NOTHING]] as const;

Deno.test("JsonDialect.receive() parses lines from reads of any size", {
  permissions: "none",
}, () => {
  const groups: [make: () => JsonDialect, cases: typeof HELLOS][] = [
    [() => new JsonDialect(ptBr), HELLOS],
    [welcomed, COMMANDS],
  ];
  for (const [make, cases] of groups) {
    for (const [line, expected] of cases) {
      for (const [end, blank] of [["\n", []], ["\r\n", []], BLANK_LINES] as const) {
        const bytes = bytesOf(line + end);
        for (const size of [bytes.length, 1, 3]) {
          assertEquals(feed(make(), pieces(bytes, size)), [expected, ...blank], line);
        }
        const client = make();
        const trailing = pieces(bytesOf(`${line}${end}{"type":"wh`), 5);
        assertEquals(feed(client, trailing), [expected, ...blank], line);
      }
      const client = make();
      assertEquals(feed(client, [bytesOf(line)]), []);
      assertEquals([...client.end()], [expected]);
      assertEquals([...client.end()], []);
    }
  }
});

Deno.test("JsonDialect.receive() parses several lines in one read", {
  permissions: "none",
}, () => {
  const bytes = bytesOf(COMMANDS.map(([line]) => `${line}\n`).join(""));
  const expected = COMMANDS.map(([, received]) => received);
  for (const size of [bytes.length, 1, 64]) {
    assertEquals(feed(welcomed(), pieces(bytes, size)), expected);
  }
});

Deno.test("JsonDialect.receive() joins a character split anywhere", { permissions: "none" }, () => {
  const bytes = bytesOf('{"type":"say","text":"mãe🙂"}\n');
  for (let at = 0; at <= bytes.length; at++) {
    const received = feed(welcomed(), [bytes.slice(0, at), bytes.slice(at)]);
    assertEquals(received, [{ type: "say", text: "mãe🙂" }], `cut at ${at}`);
  }
});
