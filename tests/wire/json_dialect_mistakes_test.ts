import { assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { JsonDialect } from "../../lib/wire/json_dialect.ts";
import { bytesOf, textOf } from "../support/bytes.ts";
import { ended, feed, rejected, welcomed } from "../support/json_dialect.ts";

Deno.test("JsonDialect.receive() rejects a bad field by its name", {
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
    assertEquals(feed(welcomed(), [bytesOf(`${line}\n`)]), [
      rejected(line, "missing-field", field, id),
    ]);
  }
});

Deno.test("JsonDialect.receive() rejects an unknown type", {
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
    const client = welcomed();
    assertEquals(feed(client, [bytesOf(`${line}\n`)]), [rejected(line, "unknown-type", type)]);
    assertEquals(feed(client, [bytesOf('{"type":"who"}\n')]), [{ type: "who" }], "it goes on");
  }
});

Deno.test("JsonDialect.receive() rejects a type that is not a string, also before hello", {
  permissions: "none",
}, () => {
  const types = ['{"toString":1}', '{"toString":null}', '["hello"]', '[["hello"]]', "7", "null"];
  for (const type of types) {
    const line = `{"type":${type},"version":1,"name":"Ana"}`;
    const stranger = new JsonDialect(ptBr);
    assertEquals(feed(stranger, [bytesOf(`${line}\n`)]), [ended("hello-first")], line);
    assertEquals(feed(welcomed(), [bytesOf(`${line}\n`)]), [
      rejected(line, "unknown-type", type),
    ]);
  }
});

Deno.test("JsonDialect.receive() rejects a missing type", { permissions: "none" }, () => {
  for (const line of ["{}", '{"type":""}', '{"text":"oi"}', '{"__proto__":{"type":"who"}}']) {
    assertEquals(feed(welcomed(), [bytesOf(`${line}\n`)]), [
      rejected(line, "missing-field", "type"),
    ]);
  }
});

Deno.test("JsonDialect.receive() shortens and sanitizes the values it repeats", {
  permissions: "none",
}, () => {
  const type = "\u001b[31m" + "x".repeat(100);
  const line = JSON.stringify({ type });
  assertEquals(feed(welcomed(), [bytesOf(`${line}\n`)]), [
    rejected(`${line.slice(0, 79)}…`, "unknown-type", `${"x".repeat(79)}…`),
  ]);
});

Deno.test("JsonDialect.receive() rejects or refuses a line that is nested 5000 times", {
  permissions: "none",
}, () => {
  const [opened, closed] = ["[".repeat(5000), "]".repeat(5000)];
  const type = `{"type":${opened}${closed}}`;
  assertEquals(feed(welcomed(), [bytesOf(`${type}\n`)]), [
    rejected(`${type.slice(0, 79)}…`, "unknown-type", `${"[".repeat(79)}…`),
  ]);
  const text = `{"type":"say","text":${'{"a":'.repeat(2000)}1${"}".repeat(2000)}}`;
  assertEquals(feed(welcomed(), [bytesOf(`${text}\n`)]), [
    rejected(`${text.slice(0, 79)}…`, "missing-field", "text"),
  ]);
  for (const line of [opened, opened + closed, '{"type":'.repeat(2000)]) {
    assertEquals(feed(welcomed(), [bytesOf(`${line}\n`)]), [
      ended("malformed", `${line.slice(0, 79)}…`),
    ]);
  }
});

Deno.test("JsonDialect.receive() repeats no more than 80 graphemes, however long they are", {
  permissions: "none",
}, () => {
  const type = "\u1100".repeat(5000);
  const [answer] = feed(welcomed(), [bytesOf(`{"type":"${type}"}\n`)]);
  if (answer?.type !== "response") throw new Error(`Not a response: ${JSON.stringify(answer)}`);
  assertEquals(JSON.parse(textOf(answer.bytes)).value, `${type.slice(0, 640)}…`);
});
