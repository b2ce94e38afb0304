/** Runs of messages: which lines of one read go together, and that it makes no difference to anybody. */

import { assert, assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { checkMessage } from "../../lib/protocol.ts";
import { MAX_RUN, MAX_RUN_UNITS, type Run, saysOf } from "../../lib/protocol/run.ts";
import { isHarmless } from "../../lib/text.ts";
import type { Dialect, Received } from "../../lib/wire/dialect.ts";
import { JsonDialect } from "../../lib/wire/json_dialect.ts";
import { LineDialect } from "../../lib/wire/plain_text.ts";
import { findPlainLines, type FindRun, findSays } from "../../lib/wire/runs.ts";
import { bytesOf, pieces } from "../support/bytes.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;
const LONGEST = "ã".repeat(MAX_RUN_UNITS);

const run = (texts: string[], id?: number): Run => ({
  type: "run",
  ...(id === undefined ? {} : { id }),
  count: texts.length,
  text: texts.join("\n"),
});

/** The run that begins at the first of some lines, and the lines behind it. */
function found(find: FindRun, lines: string[]): [Run, string[]] | undefined {
  const before = "antes\n";
  const first = find(before + lines.join("\n"), before.length);
  if (!first) return undefined;
  const rest = (before + lines.join("\n")).slice(first.next);
  return [first.run, rest === "" ? [] : rest.split("\n")];
}

Deno.test("findPlainLines() finds lines that mean just what they say", pure, () => {
  const texts = ["um", "d", "três e quatro", "{}", "a/b", "x@y", "?", "~", "¡olá\xa0você", LONGEST];
  assertEquals(found(findPlainLines, texts), [run(texts), []]);
});

Deno.test("findPlainLines() ends before every line that means something else", pure, () => {
  const others = [
    ...["", " ", " x", "x ", "\xa0x", "x\xa0", "/quem", "@Bia oi", "//x", "@@x", "/", "@"],
    ...["a\tb", "\x1b[m", "a\bb", "\x7f", "\u200b", "a\xadb", "🙂", "e\u0301", "日本", "\u0085"],
    `${LONGEST}a`,
  ];
  for (const other of others) {
    const name = JSON.stringify(other.slice(0, 20));
    assertEquals(found(findPlainLines, ["um", "dois", other, "três"]), [
      run(["um", "dois"]),
      [other, "três"],
    ], name);
    assertEquals(found(findPlainLines, ["um", other, "dois"]), undefined, name);
    assertEquals(found(findPlainLines, [other, "um", "dois"]), undefined, name);
  }
});

Deno.test("runs have the characters that need no sanitizing, and no others", pure, () => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    const character = String.fromCharCode(unit);
    if (character === "\n") continue;
    const isTaken = isHarmless(character);
    const line = `a${character}b`;
    const plain = found(findPlainLines, [line, "x"]);
    assertEquals(plain !== undefined, isTaken, `a line with ${unit}`);
    const json = found(findSays, [`{"type":"say","text":"${line}"}`, '{"type":"say","text":"x"}']);
    assertEquals(json !== undefined, isTaken && !'"\\'.includes(character), `JSON with ${unit}`);
  }
});

Deno.test("runs have two messages at least, and 256 at most", pure, () => {
  const sayOf = (text: string) => `{"type":"say","text":"${text}"}`;
  const many = Array.from({ length: MAX_RUN + 5 }, (_, at) => `m${at}`);
  const whole: [FindRun, string[]][] = [[findPlainLines, many], [findSays, many.map(sayOf)]];
  for (const [find, lines] of whole) {
    assertEquals(MAX_RUN, 256);
    assertEquals(found(find, lines), [run(many.slice(0, MAX_RUN)), lines.slice(MAX_RUN)]);
    assertEquals(found(find, lines.slice(0, 1)), undefined);
    assertEquals(found(find, lines.slice(0, 2)), [run(many.slice(0, 2)), []]);
    assertEquals(found(find, []), undefined);
  }
});

Deno.test(
  "findSays() finds messages that JSON.stringify has written, without escapes",
  pure,
  () => {
    const texts = ["um", " dois ", "/quem", "@Bia", "t", "¡olá\xa0você", LONGEST];
    const plain = texts.map((text) => JSON.stringify({ type: "say", text }));
    assertEquals(found(findSays, plain), [run(texts), []]);
    for (const first of [1, 9, 999_999_999_999_000]) {
      const numbered = texts.map((text, at) =>
        JSON.stringify({ type: "say", id: first + at, text })
      );
      assertEquals(found(findSays, numbered), [run(texts, first), []], `${first}`);
    }
  },
);

Deno.test("findSays() ends before everything else, and where an id is not the next", pure, () => {
  const say = (id: number | undefined, text: string) => JSON.stringify({ type: "say", id, text });
  const others = [
    ...["", "{}", "x", say(undefined, ""), say(undefined, " \xa0"), say(undefined, 'a"b')],
    ...[say(undefined, "a\\b"), say(undefined, "a\nb"), say(undefined, "🙂"), say(5, "um")],
    ...['{"type":"say","text":"a","auto":true}', '{"type":"say", "text":"a"}'],
    ...['{"text":"a","type":"say"}', '{"type":"who"}', say(undefined, `${LONGEST}a`)],
    ...['{"type":"say","text":"a"} ', ' {"type":"say","text":"a"}', '{"type":"say","text":"a"}{}'],
  ];
  const [um, dois] = [say(undefined, "um"), say(undefined, "dois")];
  for (const other of others) {
    const name = other.slice(0, 40);
    const expected = [run(["um", "dois"]), [other, um]];
    assertEquals(found(findSays, [um, dois, other, um]), expected, name);
    assertEquals(found(findSays, [um, other, dois]), undefined, name);
    assertEquals(found(findSays, [other, um, dois])?.[0].text, undefined, name);
  }
  const ids: [(number | undefined)[], count: number | undefined][] = [
    [[7, 8, 9], 3],
    [[7, 8, 10], 2],
    [[7, 8, 8], 2],
    [[7, 8, undefined], 2],
    [[7, 7, 8], undefined],
    [[7, 6], undefined],
    [[undefined, 7], undefined],
    [[7, undefined], undefined],
  ];
  for (const [each, count] of ids) {
    const first = found(findSays, each.map((id) => say(id, "x")));
    assertEquals(first?.[0].count, count, `${each}`);
    if (first) assertEquals(first[0].id, 7, `${each}`);
  }
});

/** What a dialect decodes after its welcome, with runs as they are. */
function decoded(make: () => Dialect, parts: Uint8Array[]): Received[] {
  const dialect = make();
  const all: Received[] = [];
  for (const part of parts) {
    for (const value of dialect.receive(part)) {
      all.push(value);
      if (value.type !== "hello") continue;
      dialect.encode({ type: "welcome", name: value.name, token: "t", seq: 0, people: [] });
    }
  }
  return all;
}

const apart = (received: Received[]): Received[] =>
  received.flatMap((one) => one.type === "run" ? saysOf(one) : [one]);

Deno.test("runs are the messages of the same lines, read one by one", pure, () => {
  const words = [
    "oi",
    "tudo bem?",
    " x ",
    "",
    "/quem",
    "@Bia oi",
    "ã",
    "🙂",
    "a\tb",
    "x".repeat(3000),
  ];
  const json = [
    ...['{"type":"say","text":"oi"}', '{"type":"say","text":" x"}', '{"type":"say","text":""}'],
    ...['{"type":"say","text":"a\\nb"}', '{"type":"who"}', "{", ""],
  ];
  withSeeds(200, (random) => {
    const pick = <T>(all: T[]) => all[Math.floor(random() * all.length)]!;
    const count = Math.floor(random() * 40);
    const end = pick(["\n", "\r\n"]);
    let id = 1;
    const numbered = () =>
      `{"type":"say","id":${random() < 0.9 ? id++ : ++id},"text":"${pick(["a", "b"])}"}`;
    const lines = (make: () => string) =>
      Array.from({ length: count }, () => make() + end).join("");
    const plain = () => random() < 0.7 ? "oi" : pick(words);
    const ofJson = () => random() < 0.7 ? numbered() : pick(json);
    const cases: [() => Dialect, string][] = [
      [() => new LineDialect(ptBr), `Ana${end}${lines(plain)}`],
      [
        () => new JsonDialect(textsOf("pt-BR")),
        `{"type":"hello","version":1,"name":"Ana"}${end}${lines(ofJson)}`,
      ],
    ];
    for (const [make, text] of cases) {
      const bytes = bytesOf(text);
      const together = decoded(make, [bytes]);
      const size = 1 + Math.floor(random() * 20);
      assertEquals(apart(together), apart(decoded(make, pieces(bytes, size))), text);
      for (const one of together) {
        if (one.type !== "run") continue;
        assertEquals(saysOf(one).length, one.count);
        assert(saysOf(one).every((say) => !checkMessage(say.text)), one.text);
      }
    }
  });
});

Deno.test("lines of one read are a run, whatever their line end", pure, () => {
  for (const end of ["\n", "\r\n"]) {
    const text = ["Ana", "um", "dois", "/quem", "três", "quatro", "cinco", ""].join(end);
    const [hello, ...rest] = decoded(() => new LineDialect(ptBr), [bytesOf(text)]);
    assertEquals(hello?.type, "hello");
    const expected = [run(["um", "dois"]), { type: "who" }, run(["três", "quatro", "cinco"])];
    assertEquals(rest, expected as Received[]);
  }
});

Deno.test("before the name nothing is a run", pure, () => {
  const line = new LineDialect(ptBr);
  assertEquals([...line.receive(bytesOf("Ana\nBia\n"))].map(({ type }) => type), [
    "hello",
    "hello",
  ]);
  const json = new JsonDialect(textsOf("pt-BR"));
  const says = '{"type":"say","text":"a"}\n'.repeat(2);
  assertEquals([...json.receive(bytesOf(says))].map(({ type }) => type), ["end", "end"]);
});
