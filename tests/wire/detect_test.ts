import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { Detector } from "../../lib/wire/detect.ts";
import type { DialectKind, Received } from "../../lib/wire/dialect.ts";
import { bytesOf, latin1, pieces, textOf } from "../support/bytes.ts";
import { feed, HELLO, receiveAll } from "../support/detector_input.ts";
import { withSeeds } from "../support/random.ts";
import { hello, say } from "../support/received_values.ts";

const KIB = 1024;
const SILENCE_MS = 300;
const TYPING_SILENCE_MS = 4_000;

function byteByByte(text: string): Uint8Array[] {
  return pieces(bytesOf(text), 1);
}

Deno.test("Detector detects the dialect from the first bytes", { permissions: "none" }, () => {
  const cases: [
    criterion: string,
    reads: (string | Uint8Array)[],
    kind: DialectKind,
    received: Received[],
  ][] = [
    ["a brace is the structured dialect", ["{"], "structured", []],
    ["an object, whole", [HELLO], "structured", [hello("Ana")]],
    ["an object, byte by byte", byteByByte(HELLO), "structured", [hello("Ana")]],
    ["an object and more", [`${HELLO}{"type":"who"}\n{"ty`], "structured", [
      hello("Ana"),
      { type: "who" },
    ]],
    ["an object behind a mark", [`\ufeff${HELLO}`], "structured", [hello("Ana")]],
    ["an object after a mark", ["\ufeff", HELLO], "structured", [hello("Ana")]],
    ["a line is a line client", ["Ana\n"], "line", [hello("Ana")]],
    ["a line of telnet", ["Ana\r\n"], "line", [hello("Ana")]],
    ["a line and more", ["Ana\nolá\n@Bi"], "line", [hello("Ana"), say("olá")]],
    ["a line behind a mark", ["\ufeffAna\n"], "line", [hello("Ana")]],
    ["an empty line", ["\n"], "line", [hello("")]],
    ["a line in pieces", ["Notebook", "_Mã", "e\n"], "line", [hello("Notebook_Mãe")]],
    ["a line whose end comes alone", ["Ana", "\n"], "line", [hello("Ana")]],
    [
      "a line cut in a character",
      [
        bytesOf("Mãe\n").slice(0, 2),
        bytesOf("Mãe\n").slice(2),
      ],
      "line",
      [hello("Mãe")],
    ],
    ["keys one by one are a line client at telnet", ["A", "n"], "line", []],
    ["a line, byte by byte", byteByByte("Ana 🙂\nolá ã\n"), "line", [
      hello("Ana 🙂"),
      say("olá ã"),
    ]],
    ["a key of several bytes first", ["ã", "n", "a", "\r\n"], "line", [hello("ãna")]],
    ["keys that erase", ["B", "\b", "A", "na\n"], "line", [hello("Ana")]],
    ["words without an end may be anything", ["Ana"], "unknown", []],
    ["words in pieces may be anything", ["Notebook", "Trabalho"], "unknown", []],
    ["a mark may be anything", ["\ufeff"], "unknown", []],
    ["half a character may be anything", [latin1("Jo\xc3")], "unknown", []],
    ["a brace that is not first is text", [" {}\n"], "line", [hello("{}")]],
    ["an upper case word is no request", ["GET OUT\n"], "line", [hello("GET OUT")]],
  ];
  for (const [criterion, reads, kind, received] of cases) {
    const detector = new Detector(ptBr);
    assertEquals(feed(detector, reads), received, criterion);
    assertStrictEquals(detector.kind, kind, criterion);
  }
});

Deno.test("Detector detects the structured dialect after a byte order mark split between reads", {
  permissions: "none",
}, () => {
  const bytes = bytesOf(`\ufeff${HELLO}`);
  const cuts = [1, 2, 3, 4].map((at) => [bytes.slice(0, at), bytes.slice(at)]);
  for (const reads of [...cuts, pieces(bytes, 1), pieces(bytes, 2)]) {
    const detector = new Detector(ptBr);
    assertEquals(feed(detector, reads), [hello("Ana")], `first read: ${reads[0]}`);
    assertStrictEquals(detector.kind, "structured");
  }
});

Deno.test("Detector judges only the first line, and leaves the rest to the dialect", {
  permissions: "none",
}, () => {
  const detector = new Detector(ptBr);
  const bytes = new Uint8Array([...bytesOf("Ana\n"), ...latin1("n\xe3o\n"), ...bytesOf("sim\n")]);
  const text = "Erro: A mensagem não está em UTF-8 e não foi enviada.\n";
  assertEquals(feed(detector, [bytes]), [
    hello("Ana"),
    { type: "response", bytes: bytesOf(text), line: "�" },
    say("sim"),
  ]);
});

Deno.test("Detector ends beyond 16 KiB without a newline, not at it", {
  permissions: "none",
}, () => {
  const end: Received = {
    type: "end",
    refusal: { type: "refused", code: "line-too-long" },
    lastWords: bytesOf("Erro: Linha longa demais: o limite é de 16 KiB por linha.\n"),
  };
  const kibs = (count: number) => Array.from({ length: count }, () => "a".repeat(KIB));
  assertEquals(feed(new Detector(ptBr), kibs(16)), []);
  assertEquals(feed(new Detector(ptBr), [...kibs(16), "a"]), [end]);
  assertEquals(feed(new Detector(ptBr), ["a".repeat(17 * KIB)]), [end]);
  assertEquals(feed(new Detector(ptBr), kibs(17)), [end]);
});

Deno.test("Detector.encode() encodes for a line client until the dialect is detected", {
  permissions: "none",
}, () => {
  const timeout = { type: "refused" as const, code: "hello-timeout" as const };
  const sentence = "Erro: Nenhum nome foi informado a tempo.";
  const detector = new Detector(ptBr);
  assertStrictEquals(textOf(detector.encode(timeout)), `${sentence}\n`);
  feed(detector, ["{"]);
  assertStrictEquals(
    textOf(detector.encode(timeout)),
    `{"type":"refused","code":"hello-timeout","text":"${sentence}"}\n`,
  );
});

Deno.test("Detector returns only documented values, for any bytes", {
  permissions: "none",
}, () => {
  const documented = new Set(
    [
      "hello",
      "say",
      "whisper",
      "rename",
      "who",
      "leave",
      "ping",
      "pong",
      "reply",
      "response",
      "end",
      "http",
      "nothing",
    ],
  );
  const words = ["{", "}", "Ana", "\n", "\r\n", "ã", "🙂", "GET / HTTP/1.1", "\x16", "\ufeff", "@"];
  withSeeds(300, (random) => {
    const detector = new Detector(ptBr);
    for (let n = 0; n < 12; n++) {
      const noise = Uint8Array.from({ length: random() * 5 }, () => random() * 256);
      const word = bytesOf(words[Math.floor(random() * words.length)]!);
      const bytes = random() < 0.3 ? noise : word.slice(0, random() < 0.2 ? -1 : undefined);
      const received = receiveAll(detector, detector.receive(bytes));
      assert([0, 250, SILENCE_MS, TYPING_SILENCE_MS].includes(detector.idleTimeoutMs));
      if (random() < 0.2) received.push(...receiveAll(detector, detector.onIdle()));
      for (const { type } of received) assert(documented.has(type), type);
    }
    for (const { type } of detector.end()) assert(documented.has(type), type);
  });
});

Deno.test("Detector ends at a finished first line beyond 16 KiB, in every dialect", {
  permissions: "none",
}, () => {
  const long = "x".repeat(16 * 1024);
  for (const text of [`x${long}\n`, `{"type":"who","x":"${long}"}\n`, `x${long}`]) {
    const detector = new Detector(ptBr);
    const received = receiveAll(detector, detector.receive(bytesOf(text)));
    assertEquals(received.map((value) => value.type === "end" && value.refusal.code), [
      "line-too-long",
    ]);
  }
});
