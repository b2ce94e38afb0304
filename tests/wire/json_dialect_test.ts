import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Command, Event } from "../../lib/protocol.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { JsonDialect } from "../../lib/wire/json_dialect.ts";
import { encodeLine } from "../../lib/wire/json_lines.ts";
import { bytesOf, latin1, pieces, textOf } from "../support/bytes.ts";
import { ended, feed, rejected, welcomed } from "../support/json_dialect.ts";
import { withSeeds } from "../support/random.ts";

const MAX_BYTES = 16 * 1024;

Deno.test("JsonDialect has no idle timeout", { permissions: "none" }, () => {
  const client = welcomed();
  feed(client, [bytesOf('{"type":"who"}')]);
  assertEquals([client.kind, client.idleTimeoutMs, [...client.onIdle()]], ["structured", 0, []]);
});

Deno.test("JsonDialect.receive() ends at a line that is not a JSON object", {
  permissions: "none",
}, () => {
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
    for (const client of [new JsonDialect(ptBr), welcomed()]) {
      const bytes = bytesOf(`${line}\n`);
      for (const size of [bytes.length, 1]) {
        assertEquals(feed(client, pieces(bytes, size)), [ended("malformed", line)]);
      }
    }
  }
});

Deno.test("JsonDialect.receive() ends at invalid UTF-8, before and after hello", {
  permissions: "none",
}, () => {
  for (const client of [new JsonDialect(ptBr), welcomed()]) {
    const bytes = latin1('{"type":"say","text":"n\xe3o"}\n');
    for (const size of [bytes.length, 1]) {
      assertEquals(feed(client, pieces(bytes, size)), [ended("binary")]);
    }
  }
});

Deno.test("JsonDialect.receive() ends when hello is not first", { permissions: "none" }, () => {
  const said = ['{"type":"say","text":"oi"}', '{"type":"say"}', '{"type":"past","count":5}'];
  for (const line of [...said, '{"type":"fly"}', "{}"]) {
    const received = feed(new JsonDialect(ptBr), [bytesOf(`${line}\n`)]);
    assertEquals(received, [ended("hello-first")], line);
  }
});

Deno.test("JsonDialect.receive() accepts hello until the welcome, then no more", {
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

Deno.test("JsonDialect.receive() ends beyond 16 KiB without a newline, not at it", {
  permissions: "none",
}, () => {
  const line = (bytes: number) => `{"type":"who","x":"${"a".repeat(bytes - 21)}"}`;
  for (const size of [MAX_BYTES + 1, 1000, 1]) {
    const client = welcomed();
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
    assertEquals(
      JSON.parse(textOf(client.encode({ type: "refused", code: "name-taken", value: "Ana" }))),
      {
        type: "refused",
        code: "name-taken",
        value: "Ana",
        text: texts.refusals["name-taken"]("Ana"),
      },
    );
    assertEquals(JSON.parse(textOf(client.encode({ type: "rejected", id: 3, code: "empty" }))), {
      type: "rejected",
      id: 3,
      code: "empty",
      text: texts.rejections.empty(""),
    });
  }
});

Deno.test("JsonDialect.encode() writes sentences to the letter", { permissions: "none" }, () => {
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
      '"text":"Erro: \\"0\\" não é válido: peça de 1 a 100 mensagens."}\n',
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
  for (const [event, line] of cases) assertStrictEquals(textOf(client.encode(event)), line);
});

Deno.test("JsonDialect returns only documented values, for any bytes", {
  permissions: "none",
}, () => {
  const documented = new Set(
    [
      "hello",
      "say",
      "whisper",
      "rename",
      "who",
      "past",
      "leave",
      "ping",
      "pong",
      "response",
      "end",
      "nothing",
    ],
  );
  const tokens = [
    ...["{", "}", "[", "]", ",", ":", '"type"', '"say"', '"hello"', '"text"', '"version"', "1"],
    ...["\n", "\r\n", '"', "\\", "null", "-0", "1e999", '"ã🙂"', '"__proto__"', " ", "\\u0000"],
    ...['{"type":"say","text":"', '"}\n', '{"type":"hello","version":1,"name":"A"}\n'],
    ...['{"type":"past","count":', "}\n", ',"before":'],
  ];
  withSeeds(100, (random) => {
    for (const client of [new JsonDialect(ptBr), welcomed()]) {
      for (let n = 0; n < 40; n++) {
        const noise = Uint8Array.from({ length: random() * 6 }, () => random() * 256);
        const token = bytesOf(tokens[Math.floor(random() * tokens.length)]!);
        for (const value of client.receive(random() < 0.1 ? noise : token)) {
          assert(documented.has(value.type), value.type);
          if (value.type === "end") JSON.parse(textOf(value.lastWords));
          if (value.type === "response") JSON.parse(textOf(value.bytes));
          if (value.type === "say") assertStrictEquals(typeof value.text, "string");
        }
      }
      for (const { type } of client.end()) assert(documented.has(type), type);
    }
  });
});

Deno.test("JsonDialect.receive() ends at a finished line beyond 16 KiB, after those before it", {
  permissions: "none",
}, () => {
  const long = `{"type":"say","text":"${"a".repeat(MAX_BYTES)}"}`;
  const bytes = bytesOf(`{"type":"who"}\n\n${long}\n{"type":"leave"}\n`);
  for (const size of [bytes.length, 1000]) {
    const received = feed(welcomed(), pieces(bytes, size)).slice(0, 3);
    assertEquals(received, [{ type: "who" }, { type: "nothing" }, ended("line-too-long")]);
  }
});

Deno.test("JsonDialect.receive() looks at the first 1024 units of a name and a token", {
  permissions: "none",
}, () => {
  const long = "\u001b[31m" + "a".repeat(5000);
  const cut = "a".repeat(1019) + "…";
  const hello = { type: "hello", version: 1, name: long, lang: long };
  const cases: [raw: object, command: Command][] = [
    [{ type: "rename", name: long }, { type: "rename", name: cut }],
    [{ type: "whisper", to: long, text: long }, {
      type: "whisper",
      to: cut,
      text: "a".repeat(5000),
    }],
    [{ type: "rename", name: "a".repeat(1024) }, { type: "rename", name: "a".repeat(1024) }],
  ];
  for (const [raw, command] of cases) {
    assertEquals(feed(welcomed(), [bytesOf(`${JSON.stringify(raw)}\n`)]), [command]);
  }
  const raw = { ...hello, resume: { token: long, seen: 3 } };
  assertEquals(feed(new JsonDialect(ptBr), [bytesOf(`${JSON.stringify(raw)}\n`)]), [
    { type: "hello", version: 1, name: cut, lang: cut, resume: { token: cut, seen: 3 } },
  ]);
});
