import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Command, Event } from "../../lib/protocol.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { encodeLine, JsonDialect, JsonEventDecoder } from "../../lib/wire/json_lines.ts";
import { bytesOf, latin1, pieces, takeEach } from "../support/bytes.ts";
import { withSeeds } from "../support/random.ts";

const MAX_BYTES = 16 * 1024;

function feed<T>(dialect: { receive(bytes: Uint8Array): Iterable<T> }, parts: Uint8Array[]): T[] {
  return takeEach(parts, (bytes) => dialect.receive(bytes));
}

/** A client that said hello and was let in. */
function inside(): JsonDialect {
  const client = new JsonDialect(ptBr);
  client.encode({ type: "welcome", name: "Ana", token: "t", seq: 0, people: [] });
  return client;
}

/** The rejection of a line: its answer, with the sentence in Portuguese. */
function rejected(
  line: string,
  code: "missing-field" | "unknown-type",
  value: string,
  id?: number,
): Received {
  const text = ptBr.rejections[code](value);
  const event = { type: "rejected", ...(id === undefined ? {} : { id }), code, value, text };
  return { type: "answer", text: `${JSON.stringify(event)}\n`, line };
}

function ended(
  code: "binary" | "hello-first" | "line-too-long" | "malformed",
  value?: string,
): Received {
  const refusal = { type: "refused" as const, code, ...(value === undefined ? {} : { value }) };
  const text = ptBr.refusals[code](value ?? "");
  return { type: "end", refusal, farewell: `${JSON.stringify({ ...refusal, text })}\n` };
}

Deno.test("encodeLine() puts the type first and ends the line", { permissions: "none" }, () => {
  const cases: [value: Command | Event, line: string][] = [
    [{ type: "who" }, '{"type":"who"}\n'],
    [{ type: "say", id: 1, text: "ã\n🙂" }, '{"type":"say","id":1,"text":"ã\\n🙂"}\n'],
    [
      { type: "said", seq: 2, time: 3, from: "Ana", text: '"oi"' },
      '{"type":"said","seq":2,"time":3,"from":"Ana","text":"\\"oi\\""}\n',
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

Deno.test("JsonDialect.receive() understands a message alike, however it is written", {
  permissions: "none",
}, () => {
  const texts = ["oi", "", "Olá, ação!", "a<b>&'c", "日本 🙂", "@Ana /sair", 'diz "oi"', "\\"];
  for (const text of texts) {
    const lines = [
      JSON.stringify({ type: "say", id: 12, text }),
      JSON.stringify({ type: "say", text, id: 12 }),
      `{ "type": "say", "id": 12, "text": ${JSON.stringify(text)} }`,
    ];
    const client = inside();
    const read = lines.map((line) => [...client.receive(bytesOf(`${line}\n`))]);
    const expected = [{ type: "say", id: 12, text }];
    assertEquals(read, [expected, expected, expected], text);
  }
});

Deno.test("JsonDialect.receive() understands lines, however the bytes come", {
  permissions: "none",
}, () => {
  const groups: [make: () => JsonDialect, cases: typeof HELLOS][] = [
    [() => new JsonDialect(ptBr), HELLOS],
    [inside, COMMANDS],
  ];
  for (const [make, cases] of groups) {
    for (const [line, expected] of cases) {
      for (const end of ["\n", "\r\n", "\n\n \r\n"]) {
        const bytes = bytesOf(line + end);
        for (const size of [bytes.length, 1, 3]) {
          assertEquals(feed(make(), pieces(bytes, size)), [expected], line);
        }
        const client = make();
        const trailing = pieces(bytesOf(`${line}${end}{"type":"wh`), 5);
        assertEquals(feed(client, trailing), [expected], line);
      }
      const client = make();
      assertEquals(feed(client, [bytesOf(line)]), []);
      assertEquals([...client.end()], [expected]);
      assertEquals([...client.end()], []);
    }
  }
});

Deno.test("JsonDialect.receive() understands several lines in one read", {
  permissions: "none",
}, () => {
  const bytes = bytesOf(COMMANDS.map(([line]) => `${line}\n`).join(""));
  const expected = COMMANDS.map(([, received]) => received);
  for (const size of [bytes.length, 1, 64]) {
    assertEquals(feed(inside(), pieces(bytes, size)), expected);
  }
});

Deno.test(
  "JsonDialect.receive() joins a character cut anywhere",
  { permissions: "none" },
  () => {
    const bytes = bytesOf('{"type":"say","text":"mãe🙂"}\n');
    for (let at = 0; at <= bytes.length; at++) {
      const received = feed(inside(), [bytes.slice(0, at), bytes.slice(at)]);
      assertEquals(received, [{ type: "say", text: "mãe🙂" }], `cut at ${at}`);
    }
  },
);

Deno.test("JsonDialect never needs a silence", { permissions: "none" }, () => {
  const client = inside();
  feed(client, [bytesOf('{"type":"who"}')]);
  assertEquals([client.kind, client.idleTimeoutMs, [...client.onIdle()]], ["structured", 0, []]);
});

Deno.test("JsonDialect.receive() answers a bad field with its name", {
  permissions: "none",
}, () => {
  const beforeHello: [line: string, field: string][] = [
    ['{"type":"hello"}', "version"],
    ['{"type":"hello","version":"1","name":"Ana"}', "version"],
    ['{"type":"hello","version":1.5,"name":"Ana"}', "version"],
    ['{"type":"hello","version":-1,"name":"Ana"}', "version"],
    ['{"type":"hello","version":null,"name":"Ana"}', "version"],
    ['{"type":"hello","version":1}', "name"],
    ['{"type":"hello","version":1,"name":null}', "name"],
    ['{"type":"hello","version":1,"name":["Ana"]}', "name"],
    ['{"type":"hello","version":1,"name":{"toString":1}}', "name"],
    ['{"type":"hello","version":1,"__proto__":{"name":"Ana"}}', "name"],
    ['{"type":"hello","version":1,"name":"Ana","lang":7}', "lang"],
    ['{"type":"hello","version":1,"name":"Ana","lang":null}', "lang"],
    ['{"type":"hello","version":1,"name":"Ana","resume":null}', "resume"],
    ['{"type":"hello","version":1,"name":"Ana","resume":{"token":"t"}}', "resume"],
    ['{"type":"hello","version":1,"name":"Ana","resume":{"token":1,"seen":1}}', "resume"],
    ['{"type":"hello","version":1,"name":"Ana","resume":["t",1]}', "resume"],
  ];
  for (const [line, field] of beforeHello) {
    const received = feed(new JsonDialect(ptBr), [bytesOf(`${line}\n`)]);
    const shown = line.length > 80 ? `${line.slice(0, 79)}…` : line;
    assertEquals(received, [rejected(shown, "missing-field", field)]);
  }
  const afterHello: [line: string, field: string, id?: number][] = [
    ['{"type":"say"}', "text"],
    ['{"type":"say","id":3}', "text", 3],
    ['{"type":"say","id":3,"text":7}', "text", 3],
    ['{"type":"say","id":"3","text":"oi"}', "id"],
    ['{"type":"say","id":1.5,"text":"oi"}', "id", 1.5],
    ['{"type":"say","id":-1,"text":"oi"}', "id", -1],
    ['{"type":"say","id":0,"text":"oi"}', "id", 0],
    ['{"type":"whisper","id":0,"to":"Bia","text":"oi"}', "id", 0],
    ['{"type":"say","id":null,"text":"oi"}', "id"],
    ['{"type":"whisper","id":4,"text":"oi"}', "to", 4],
    ['{"type":"whisper","to":"Bia"}', "text"],
    ['{"type":"whisper","to":["Bia"],"text":"oi"}', "to"],
    ['{"type":"past"}', "count"],
    ['{"type":"past","count":"5"}', "count"],
    ['{"type":"past","count":-1}', "count"],
    ['{"type":"past","count":1.5}', "count"],
    ['{"type":"past","count":null}', "count"],
    ['{"type":"past","count":[5]}', "count"],
    ['{"type":"past","count":5,"before":null}', "before"],
    ['{"type":"past","count":5,"before":-1}', "before"],
    ['{"type":"past","count":5,"before":"7"}', "before"],
    ['{"type":"past","count":5,"before":9007199254740992}', "before"],
    ['{"type":"rename"}', "name"],
    ['{"type":"rename","name":true}', "name"],
  ];
  for (const [line, field, id] of afterHello) {
    assertEquals(feed(inside(), [bytesOf(`${line}\n`)]), [
      rejected(line, "missing-field", field, id),
    ]);
  }
});

Deno.test("JsonDialect.receive() answers a type it does not know", {
  permissions: "none",
}, () => {
  const cases: [line: string, type: string][] = [
    ['{"type":"fly"}', "fly"],
    ['{"type":"constructor"}', "constructor"],
    ['{"type":"__proto__"}', "__proto__"],
    ['{"type":"toString","text":"oi"}', "toString"],
    ['{"type":"said","from":"Bia","text":"oi"}', "said"],
    ['{"type":"Say","text":"oi"}', "Say"],
    ['{"type":7}', "7"],
    ['{"type":null}', "null"],
    ['{"type":["who"]}', '["who"]'],
    ['{"type":{"toString":1}}', '{"toString":1}'],
  ];
  for (const [line, type] of cases) {
    const client = inside();
    assertEquals(feed(client, [bytesOf(`${line}\n`)]), [rejected(line, "unknown-type", type)]);
    assertEquals(feed(client, [bytesOf('{"type":"who"}\n')]), [{ type: "who" }], "it goes on");
  }
});

Deno.test(
  "JsonDialect.receive() survives a type that is no text, and takes none for a hello",
  {
    permissions: "none",
  },
  () => {
    const types = ['{"toString":1}', '{"toString":null}', '["hello"]', '[["hello"]]', "7", "null"];
    for (const type of types) {
      const line = `{"type":${type},"version":1,"name":"Ana"}`;
      const stranger = new JsonDialect(ptBr);
      assertEquals(feed(stranger, [bytesOf(`${line}\n`)]), [ended("hello-first")], line);
      assertEquals(feed(inside(), [bytesOf(`${line}\n`)]), [rejected(line, "unknown-type", type)]);
    }
  },
);

Deno.test("JsonDialect.receive() misses a type", { permissions: "none" }, () => {
  for (const line of ["{}", '{"type":""}', '{"text":"oi"}', '{"__proto__":{"type":"who"}}']) {
    assertEquals(feed(inside(), [bytesOf(`${line}\n`)]), [
      rejected(line, "missing-field", "type"),
    ]);
  }
});

Deno.test("JsonDialect.receive() makes what it repeats short and safe", {
  permissions: "none",
}, () => {
  const type = "\u001b[31m" + "x".repeat(100);
  const line = JSON.stringify({ type });
  assertEquals(feed(inside(), [bytesOf(`${line}\n`)]), [
    rejected(`${line.slice(0, 79)}…`, "unknown-type", `${"x".repeat(79)}…`),
  ]);
});

Deno.test(
  "JsonDialect.receive() ends at what is no JSON object",
  { permissions: "none" },
  () => {
    const lines = [
      "oi",
      "[]",
      '[{"type":"who"}]',
      "null",
      "7",
      '"hello"',
      "true",
      '{"type":"who"',
      "{'type':'who'}",
      '{"type":"who"}{"type":"who"}',
      "{} x",
      "}",
    ];
    for (const line of lines) {
      for (const client of [new JsonDialect(ptBr), inside()]) {
        const bytes = bytesOf(`${line}\n`);
        for (const size of [bytes.length, 1]) {
          assertEquals(feed(client, pieces(bytes, size)), [ended("malformed", line)]);
        }
      }
    }
  },
);

Deno.test("JsonDialect.receive() ends at what is not UTF-8, before and after hello", {
  permissions: "none",
}, () => {
  for (const client of [new JsonDialect(ptBr), inside()]) {
    const bytes = latin1('{"type":"say","text":"n\xe3o"}\n');
    for (const size of [bytes.length, 1]) {
      assertEquals(feed(client, pieces(bytes, size)), [ended("binary")]);
    }
  }
});

Deno.test(
  "JsonDialect.receive() ends when hello is not first",
  { permissions: "none" },
  () => {
    const said = ['{"type":"say","text":"oi"}', '{"type":"say"}', '{"type":"past","count":5}'];
    for (const line of [...said, '{"type":"fly"}', "{}"]) {
      const received = feed(new JsonDialect(ptBr), [bytesOf(`${line}\n`)]);
      assertEquals(received, [ended("hello-first")], line);
    }
  },
);

Deno.test("JsonDialect.receive() takes hello again until one is welcome, then no more", {
  permissions: "none",
}, () => {
  const client = new JsonDialect(ptBr);
  const line = '{"type":"hello","version":1,"name":"Ana"}';
  const bytes = bytesOf(`${line}\n`);
  const hello: Received = { type: "hello", version: 1, name: "Ana" };
  assertEquals(feed(client, [bytes, bytes]), [hello, hello]);
  client.encode({ type: "refused", code: "name-taken", value: "Ana" });
  assertEquals(feed(client, [bytes]), [hello]);
  client.encode({ type: "welcome", name: "Ana", token: "t", seq: 0, people: [] });
  assertEquals(feed(client, [bytes]), [rejected(line, "unknown-type", "hello")]);
});

Deno.test("JsonDialect.receive() ends past 16 KiB without a newline, not at it", {
  permissions: "none",
}, () => {
  const line = (bytes: number) => `{"type":"who","x":"${"a".repeat(bytes - 21)}"}`;
  for (const size of [MAX_BYTES + 1, 1000, 1]) {
    const client = inside();
    const full = bytesOf(line(MAX_BYTES));
    assertStrictEquals(full.length, MAX_BYTES);
    assertEquals(feed(client, pieces(full, size)), []);
    assertEquals(feed(client, [bytesOf("\n")]), [{ type: "who" }]);
    const over = bytesOf(line(MAX_BYTES + 1));
    assertEquals(feed(client, pieces(over, size)), [ended("line-too-long")]);
  }
});

Deno.test("JsonDialect.encode() adds the sentence in the language of hello", {
  permissions: "none",
}, () => {
  const cases: [serverTexts: typeof ptBr, lang: string | undefined, texts: typeof ptBr][] = [
    [ptBr, undefined, ptBr],
    [ptBr, "en", en],
    [ptBr, "EN-gb", en],
    [ptBr, "fr", ptBr],
    [en, "pt-BR", ptBr],
    [en, "pt_BR.UTF-8", ptBr],
    [en, undefined, en],
    [en, "", en],
  ];
  for (const [serverTexts, lang, texts] of cases) {
    const client = new JsonDialect(serverTexts);
    const hello: Command = {
      type: "hello",
      version: 1,
      name: "Ana",
      ...(lang === undefined ? {} : { lang }),
    };
    assertEquals(feed(client, [bytesOf(encodeLine(hello))]), [hello]);
    assertEquals(JSON.parse(client.encode({ type: "refused", code: "name-taken", value: "Ana" })), {
      type: "refused",
      code: "name-taken",
      value: "Ana",
      text: texts.refusals["name-taken"]("Ana"),
    });
    assertEquals(JSON.parse(client.encode({ type: "rejected", id: 3, code: "empty" })), {
      type: "rejected",
      id: 3,
      code: "empty",
      text: texts.rejections.empty(""),
    });
  }
});

Deno.test(
  "JsonDialect.encode() writes sentences to the letter",
  { permissions: "none" },
  () => {
    const client = new JsonDialect(ptBr);
    const cases: [event: Event, line: string][] = [
      [
        { type: "rejected", id: 2, code: "no-such-person", value: "ninguem" },
        '{"type":"rejected","id":2,"code":"no-such-person","value":"ninguem",' +
        '"text":"Usuário não encontrado."}\n',
      ],
      [
        { type: "refused", code: "server-closing" },
        '{"type":"refused","code":"server-closing","text":"Conexão encerrada pelo servidor."}\n',
      ],
      [
        { type: "rejected", code: "bad-count", value: "0" },
        '{"type":"rejected","code":"bad-count","value":"0",' +
        '"text":"Erro: \\"0\\" não serve: peça de 1 a 100 mensagens."}\n',
      ],
      [
        {
          type: "past",
          entries: [{ type: "said", seq: 2, time: 3, from: "Ana", text: "ã\n🙂" }],
        },
        '{"type":"past","entries":[{"type":"said","seq":2,"time":3,"from":"Ana",' +
        '"text":"ã\\n🙂"}]}\n',
      ],
      [
        { type: "undelivered", seq: 2, time: 3, to: "Bia", id: 1, text: "oi" },
        '{"type":"undelivered","seq":2,"time":3,"to":"Bia","id":1,"text":"oi"}\n',
      ],
      [{ type: "pong" }, '{"type":"pong"}\n'],
    ];
    for (const [event, line] of cases) assertStrictEquals(client.encode(event), line);
  },
);

Deno.test("JsonDialect yields only what it documents, whatever the bytes", {
  permissions: "none",
}, () => {
  const documented = new Set(
    ["hello", "say", "whisper", "rename", "who", "past", "leave", "ping", "pong", "answer", "end"],
  );
  const tokens = [
    ...["{", "}", "[", "]", ",", ":", '"type"', '"say"', '"hello"', '"text"', '"version"', "1"],
    ...["\n", "\r\n", '"', "\\", "null", "-0", "1e999", '"ã🙂"', '"__proto__"', " ", "\\u0000"],
    ...['{"type":"say","text":"', '"}\n', '{"type":"hello","version":1,"name":"A"}\n'],
    ...['{"type":"past","count":', "}\n", ',"before":'],
  ];
  withSeeds(100, (random) => {
    for (const client of [new JsonDialect(ptBr), inside()]) {
      for (let n = 0; n < 40; n++) {
        const noise = Uint8Array.from({ length: random() * 6 }, () => random() * 256);
        const token = bytesOf(tokens[Math.floor(random() * tokens.length)]!);
        for (const value of client.receive(random() < 0.1 ? noise : token)) {
          assert(documented.has(value.type), value.type);
          if (value.type === "end") JSON.parse(value.farewell);
          if (value.type === "answer") JSON.parse(value.text);
          if (value.type === "say") assertStrictEquals(typeof value.text, "string");
        }
      }
      for (const { type } of client.end()) assert(documented.has(type), type);
    }
  });
});

const EVENTS: Event[] = [
  { type: "joined", seq: 1, time: 2, name: "Ana" },
  { type: "left", seq: 2, time: 2, name: "Ana", reason: "lost" },
  { type: "renamed", seq: 3, time: 2, from: "Ana", to: "Ane" },
  { type: "said", seq: 4, time: 2, from: "Ana", text: "ã\n🙂" },
  { type: "said", seq: 4, time: 2, from: "Ana", id: 1, text: "oi" },
  { type: "whispered", seq: 5, time: 2, from: "Ana", to: "Bia", id: 2, text: "oi" },
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
  { type: "refused", code: "full", text: "cheio" },
  { type: "rejected", id: 3, code: "too-long", value: "5000", text: "longa" },
  { type: "people", people: [] },
  { type: "missed", count: 3 },
  { type: "ping" },
  { type: "pong" },
];

Deno.test("JsonEventDecoder.receive() reads what the server writes, however it comes", {
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

Deno.test("JsonEventDecoder.receive() passes over what it does not know", {
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

Deno.test("JsonEventDecoder.receive() takes lines of any length", { permissions: "none" }, () => {
  const names = Array.from({ length: 1024 }, (_, n) => `pessoa_${n}`);
  const people = names.map((name) => ({ name, since: 1, away: false }));
  const event: Event = { type: "people", people };
  assertEquals(feed(new JsonEventDecoder(), pieces(bytesOf(encodeLine(event)), 1000)), [event]);
});

Deno.test("JsonEventDecoder.receive() takes messages for the past, and passes over what else", {
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

Deno.test("JsonEventDecoder.receive() passes over older messages that are none, and makes safe", {
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
