import { encodeJson } from "../../lib/wire/json_lines.ts";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Command, Event, Person, RefusalCode } from "../../lib/protocol.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { PeopleList } from "../../lib/wire/people_list.ts";
import { encodeText } from "../../lib/wire/websocket_frames.ts";
import { WebSocketDialect } from "../../lib/wire/websocket_dialect.ts";
import { bytesOf, pieces, textOf } from "../support/bytes.ts";
import { OPCODES, type ServerFrame, serverFrames } from "../support/frames.ts";
import { feed } from "../support/json_dialect.ts";
import {
  binary,
  close,
  first,
  fragments,
  last,
  next,
  ping,
  pong,
  text,
} from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const WELCOME: Event = { type: "welcome", name: "Ana", token: "t", seq: 0, people: [] };
const NOT_UTF8 = Uint8Array.of(0x6e, 0xe3, 0x6f);

/** A dialect after its welcome. */
function welcomed(): WebSocketDialect {
  const dialect = new WebSocketDialect({ texts: ptBr });
  dialect.encode(WELCOME);
  return dialect;
}

/** A command in one text frame. */
const command = (value: object) => text(JSON.stringify(value));

/** The texts of frames, and the codes of close frames. */
function contentsOf(bytes: Uint8Array): unknown[] {
  return serverFrames(bytes).map(({ opcode, payload }) => {
    if (opcode === OPCODES.text) return JSON.parse(textOf(payload));
    assertStrictEquals(opcode, OPCODES.close);
    return payload.length === 0 ? undefined : new DataView(payload.buffer).getUint16(0);
  });
}

/** A refusal and its sentence, and the close frame behind it. */
function ended(code: RefusalCode, closeCode: number, value?: string): Received {
  const refusal = { type: "refused" as const, code, ...(value === undefined ? {} : { value }) };
  const sentence = ptBr.refusals[code](value ?? "");
  const json = bytesOf(JSON.stringify({ ...refusal, text: sentence }));
  const header = json.length < 126 ? [0x81, json.length] : [0x81, 126, 0, json.length];
  const words = [Uint8Array.from(header), json, Uint8Array.of(0x88, 2, 3, closeCode - 768)];
  return { type: "end", refusal, lastWords: concat(words) };
}

Deno.test("WebSocketDialect has no idle timeout, and nothing is left at the end", pure, () => {
  const dialect = welcomed();
  feed(dialect, [first('{"type":')]);
  assertEquals([dialect.kind, dialect.idleTimeoutMs], ["websocket", 0]);
  assertEquals([...dialect.onIdle(), ...dialect.end()], []);
});

Deno.test("WebSocketDialect.receive() decodes one command of each text", pure, () => {
  const hello: Command = { type: "hello", version: 1, name: "Ana", lang: "en" };
  assertEquals(feed(new WebSocketDialect({ texts: ptBr }), [command(hello)]), [hello]);
  const commands: Command[] = [
    { type: "say", id: 1, text: "olá ã 🙂" },
    { type: "say", text: "duas\nlinhas" },
    { type: "whisper", id: 2, to: "Bia", text: "psiu" },
    { type: "rename", name: "Ané" },
    { type: "past", count: 20, before: 9 },
    ...(["who", "leave", "ping", "pong"] as const).map((type) => ({ type })),
  ];
  const bytes = concat(commands.map(command));
  for (const size of [bytes.length, 1, 7]) {
    assertEquals(feed(welcomed(), pieces(bytes, size)), commands);
  }
});

Deno.test(
  "WebSocketDialect.receive() takes a line end in a text as a blank, and a blank text as nothing",
  pure,
  () => {
    const spread = text('\n{"type":\r\n"who"}\n');
    assertEquals(feed(welcomed(), [spread, text(), text(" \r\n")]), [
      { type: "who" },
      { type: "nothing" },
      { type: "nothing" },
    ]);
    const two = '{"type":"who"}\n{"type":"who"}';
    assertEquals(feed(welcomed(), [text(two)]), [
      ended("malformed", 1008, two),
    ]);
  },
);

Deno.test(
  "WebSocketDialect.receive() decodes a command in fragments, with pings between",
  pure,
  () => {
    const json = JSON.stringify({ type: "say", id: 1, text: "ã🙂" });
    const say: Received = { type: "say", id: 1, text: "ã🙂" };
    for (const size of [1, 2, 3, 5, 100]) {
      const received = feed(welcomed(), fragments(json, size));
      assertEquals(received.filter(({ type }) => type !== "nothing"), [say]);
    }
    const frames = [first(json.slice(0, 9)), ping("oi"), next(), pong(), last(json.slice(9))];
    assertEquals(feed(welcomed(), frames), [
      { type: "nothing" },
      { type: "response", bytes: Uint8Array.of(0x8a, 2, 0x6f, 0x69) },
      { type: "nothing" },
      { type: "nothing" },
      say,
    ]);
  },
);

Deno.test(
  "WebSocketDialect.receive() answers a close with its code, and decodes nothing behind it",
  pure,
  () => {
    const cases: [frame: Uint8Array, lastWords: number[]][] = [
      [close(), [0x88, 0]],
      [close(1000), [0x88, 2, 0x03, 0xe8]],
      [close(1001, "tchau"), [0x88, 2, 0x03, 0xe9]],
      [close(4999), [0x88, 2, 0x13, 0x87]],
    ];
    for (const [frame, lastWords] of cases) {
      const bytes = concat([frame, command({ type: "who" })]);
      for (const size of [bytes.length, 1]) {
        assertEquals(feed(welcomed(), pieces(bytes, size)), [
          { type: "closed", lastWords: Uint8Array.from(lastWords) },
        ]);
      }
    }
  },
);

Deno.test(
  "WebSocketDialect.receive() ends at frames that cannot be decoded, with a sentence and a code",
  pure,
  () => {
    const cases: [criterion: string, frame: Uint8Array, end: Received][] = [
      ["a continuation of nothing", last("a"), ended("bad-frame", 1002)],
      ["an invalid code", close(1005), ended("bad-frame", 1002)],
      ["a text that is not UTF-8", text(NOT_UTF8), ended("binary", 1007)],
      ["a reason that is not UTF-8", close(1000, NOT_UTF8), ended("binary", 1007)],
      ["a text of 16 KiB and a byte", text("a".repeat(16_385)), ended("line-too-long", 1009)],
    ];
    for (const [criterion, frame, end] of cases) {
      for (const dialect of [new WebSocketDialect({ texts: ptBr }), welcomed()]) {
        assertEquals(feed(dialect, [frame, command({ type: "who" })]), [end], criterion);
      }
    }
  },
);

Deno.test(
  "WebSocketDialect.receive() ends at a message that is no text, no command before hello, or not JSON",
  pure,
  () => {
    for (const dialect of [new WebSocketDialect({ texts: ptBr }), welcomed()]) {
      assertEquals(feed(dialect, [binary("a")]), [ended("binary", 1003)]);
    }
    const hello = new WebSocketDialect({ texts: ptBr });
    assertEquals(feed(hello, [command({ type: "say", text: "oi" })]), [ended("hello-first", 1008)]);
    for (const wrong of ["oi", "[]", "null", '{"type":', "{'type':'who'}"]) {
      assertEquals(feed(welcomed(), [text(wrong)]), [ended("malformed", 1008, wrong)]);
    }
  },
);

Deno.test(
  "WebSocketDialect.receive() rejects an unknown command in a frame without a line end",
  pure,
  () => {
    const [rejected, ...others] = feed(welcomed(), [command({ type: "voar", id: 3 })]);
    assertEquals(others, []);
    if (rejected?.type !== "response") throw new Error(JSON.stringify(rejected));
    assertStrictEquals(rejected.line, '{"type":"voar","id":3}');
    const [{ payload }] = serverFrames(rejected.bytes) as [ServerFrame];
    const event = { type: "rejected", code: "unknown-type", value: "voar" };
    const sentence = ptBr.rejections["unknown-type"]("voar");
    assertStrictEquals(textOf(payload), JSON.stringify({ ...event, text: sentence }));
  },
);

Deno.test(
  "WebSocketDialect.encode() writes an event as one text frame, without a line end",
  pure,
  () => {
    const events: Event[] = [
      WELCOME,
      { type: "ping" },
      { type: "said", seq: 2, time: 3, from: "Ana", id: 1, text: "olá 🙂\n" },
      { type: "past", entries: [] },
      { type: "said", seq: 2, time: 3, from: "Ana", text: "x".repeat(100_000) },
    ];
    for (const event of events) {
      const [frame, ...others] = serverFrames(new WebSocketDialect({ texts: ptBr }).encode(event));
      assertEquals([frame!.opcode, others], [OPCODES.text, []]);
      assertStrictEquals(textOf(frame!.payload), JSON.stringify(event));
    }
  },
);

Deno.test("WebSocketDialect.encode() adds the sentence in the language of hello", pure, () => {
  for (const [lang, texts] of [["en", en], ["pt-BR", ptBr], [undefined, ptBr]] as const) {
    const dialect = new WebSocketDialect({ texts: ptBr });
    feed(dialect, [command({ type: "hello", version: 1, name: "Ana", lang })]);
    const taken = { type: "refused" as const, code: "name-taken" as const, value: "Ana" };
    const sentence = texts.refusals["name-taken"]("Ana");
    assertEquals(contentsOf(dialect.encode(taken)), [{ ...taken, text: sentence }]);
    const empty = { type: "rejected" as const, id: 3, code: "empty" as const };
    const other = texts.rejections.empty("");
    assertEquals(contentsOf(dialect.encode(empty)), [{ ...empty, text: other }]);
  }
});

Deno.test(
  "WebSocketDialect.encode() writes a close frame behind a refusal, but not of a name",
  pure,
  () => {
    const special: Partial<Record<RefusalCode, number>> = {
      "left": 1000,
      "line-too-long": 1009,
      "server-closing": 1001,
    };
    for (const code of Object.keys(ptBr.refusals) as RefusalCode[]) {
      const event = { type: "refused" as const, code, value: "x" };
      const closeCode = code.startsWith("name-") ? [] : [special[code] ?? 1008];
      const refusal = { ...event, text: ptBr.refusals[code]("x") };
      assertEquals(contentsOf(welcomed().encode(event)), [refusal, ...closeCode], code);
    }
  },
);

Deno.test(
  "WebSocketDialect.encodePeople() writes one frame as long as all its pieces",
  pure,
  () => {
    const list = new PeopleList();
    for (const count of [0, 1, 2, 40, 3000]) {
      const people: Person[] = Array.from({ length: count }, (_, at) => (
        { name: `João_${at}`, since: at, away: at % 2 === 0 }
      ));
      for (const event of [{ ...WELCOME, people }, { type: "people" as const, people }]) {
        const whole = concat(
          new WebSocketDialect({ texts: ptBr }).encodePeople(event as never, list),
        );
        const [frame, ...others] = serverFrames(whole);
        assertEquals([frame!.opcode, others], [OPCODES.text, []]);
        assertStrictEquals(textOf(frame!.payload), JSON.stringify(event), `${count} people`);
        const headerBytes = frame!.payload.length < 126 ? 2 : count < 3000 ? 4 : 10;
        assertStrictEquals(whole.length, headerBytes + frame!.payload.length);
      }
    }
  },
);

Deno.test("WebSocketDialect.encodePeople() begins a session as its welcome does", pure, () => {
  const dialect = new WebSocketDialect({ texts: ptBr });
  dialect.encodePeople(WELCOME as never, new PeopleList());
  assertEquals(feed(dialect, [command({ type: "say", text: "oi" })]), [{
    type: "say",
    text: "oi",
  }]);
});

Deno.test("encodeJson() writes an entry as the frame of one connection has it", pure, () => {
  for (const length of [1, 60, 4096]) {
    const said: Event = { type: "said", seq: 1, time: 2, from: "Ana", text: "ã".repeat(length) };
    const text = encodeJson(said);
    assertStrictEquals(text, JSON.stringify(said));
    assertEquals(encodeText(text), welcomed().encode(said));
  }
});
