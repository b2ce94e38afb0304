import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { Detector } from "../../lib/wire/detect.ts";
import type { DialectKind, Received } from "../../lib/wire/dialect.ts";
import { bytesOf, latin1, pieces, takeEach } from "../support/bytes.ts";
import { withSeeds } from "../support/random.ts";

const KIB = 1024;
const SILENCE_MS = 300;
const TYPING_SILENCE_MS = 4_000;

const hello = (name: string): Received => ({ type: "hello", version: 1, name });
const say = (text: string): Received => ({ type: "say", text });

/** Goes through what is received as the server does: whoever says a name is let in. */
function attend(detector: Detector, values: Iterable<Received>): Received[] {
  const received: Received[] = [];
  for (const value of values) {
    received.push(value);
    if (value.type !== "hello") continue;
    detector.encode({ type: "welcome", name: value.name, token: "t", seq: 0, people: [] });
  }
  return received;
}

function feed(detector: Detector, reads: (string | Uint8Array)[]): Received[] {
  const parts = reads.map((read) => typeof read === "string" ? bytesOf(read) : read);
  return takeEach(parts, (bytes) => attend(detector, detector.receive(bytes)));
}

function byteByByte(text: string): Uint8Array[] {
  return pieces(bytesOf(text), 1);
}

const HELLO = '{"type":"hello","version":1,"name":"Ana"}\n';

Deno.test("Detector finds the dialect from the first bytes", { permissions: "none" }, () => {
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

Deno.test("Detector finds the structured dialect behind a mark cut between reads", {
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

Deno.test("Detector.silence() takes words without an end for an unframed client", {
  permissions: "none",
}, () => {
  const cases: [criterion: string, reads: (string | Uint8Array)[], received: Received[]][] = [
    ["a name", ["Ana"], [hello("Ana")]],
    ["a name of one letter", ["A"], [hello("A")]],
    ["a name behind a mark", ["\ufeffAna"], [hello("Ana")]],
    ["a name cut in a character", [
      bytesOf("Mãe").slice(0, 2),
      bytesOf("Mãe").slice(2),
    ], [hello("Mãe")]],
    ["a name and a message, not yet told apart", ["Ana", "olá"], [hello("Ana"), say("olá")]],
  ];
  for (const [criterion, reads, received] of cases) {
    const detector = new Detector(ptBr);
    assertEquals(feed(detector, reads), [], criterion);
    assertEquals(attend(detector, detector.onIdle()), received, criterion);
    assertStrictEquals(detector.kind, "unframed", criterion);
    assertEquals(feed(detector, ["tudo bem?"]), [say("tudo bem?")], criterion);
  }
});

Deno.test("Detector.silence() means nothing before the first byte, or in half a character", {
  permissions: "none",
}, () => {
  const detector = new Detector(ptBr);
  assertEquals(attend(detector, detector.onIdle()), []);
  assertStrictEquals(detector.kind, "unknown");
  assertEquals(feed(detector, [latin1("Jo\xc3")]), []);
  assertEquals(attend(detector, detector.onIdle()), []);
  assertStrictEquals(detector.kind, "unknown");
  assertEquals(feed(detector, [latin1("\xa3o")]), []);
  assertEquals(attend(detector, detector.onIdle()), [hello("João")]);
  assertStrictEquals(detector.kind, "unframed");
});

Deno.test("Detector.silence() is that of the dialect once it is found", {
  permissions: "none",
}, () => {
  const detector = new Detector(ptBr);
  feed(detector, ["Ana\nol"]);
  assertEquals(attend(detector, detector.onIdle()), []);
  assertStrictEquals(detector.kind, "line");
  assertEquals(feed(detector, ["á\n"]), [say("olá")]);
});

Deno.test("Detector.patienceMs is longer for a single key than for words", {
  permissions: "none",
}, () => {
  const cases: [reads: (string | Uint8Array)[], patienceMs: number][] = [
    [[], 0],
    [["Ana"], SILENCE_MS],
    [["An", "a"], SILENCE_MS],
    [["A"], TYPING_SILENCE_MS],
    [["ã"], TYPING_SILENCE_MS],
    [["ば"], TYPING_SILENCE_MS],
    [["🙂"], TYPING_SILENCE_MS],
    [["ãe"], SILENCE_MS],
    [["A", "n"], 0],
    [["Ana\n"], 0],
    [["{"], 0],
  ];
  for (const [reads, patienceMs] of cases) {
    const detector = new Detector(ptBr);
    feed(detector, reads);
    assertStrictEquals(detector.idleTimeoutMs, patienceMs, JSON.stringify(reads));
  }
  const unframed = new Detector(ptBr);
  feed(unframed, ["Ana"]);
  attend(unframed, unframed.onIdle());
  assertStrictEquals(unframed.idleTimeoutMs, 0);
  feed(unframed, ["a".repeat(600)]);
  assertStrictEquals(unframed.idleTimeoutMs, 250);
});

Deno.test("Detector.end() takes what is left for what it may be", { permissions: "none" }, () => {
  const cases: [reads: (string | Uint8Array)[], received: Received[], kind: DialectKind][] = [
    [[], [], "unknown"],
    [["Ana"], [hello("Ana")], "unframed"],
    [["A"], [hello("A")], "unframed"],
    [["A", "n", "a"], [hello("Ana")], "line"],
    [[HELLO.trimEnd()], [hello("Ana")], "structured"],
    [[latin1("Jo\xc3")], [], "unknown"],
  ];
  for (const [reads, received, kind] of cases) {
    const detector = new Detector(ptBr);
    assertEquals(feed(detector, reads), []);
    assertEquals(attend(detector, detector.end()), received);
    assertStrictEquals(detector.kind, kind);
  }
});

Deno.test("Detector answers a TLS hello with a TLS alert", { permissions: "none" }, () => {
  const clientHello = latin1("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n{");
  for (const reads of [[clientHello], [clientHello.slice(0, 1)], [clientHello.slice(0, 5)]]) {
    assertEquals(feed(new Detector(ptBr), reads), [{
      type: "end",
      refusal: { type: "refused", code: "tls" },
      farewell: "\x15\x03\x01\x00\x02\x02\x28",
    }]);
  }
});

Deno.test("Detector answers an HTTP request with an HTTP answer", { permissions: "none" }, () => {
  const sentence =
    "Esta porta é de um chat, não de uma página. Para entrar: chat join e o endereço do servidor.\n";
  const headers = "Host: 26.253.198.232:9999\r\nUser-Agent: Mozilla/5.0\r\n\r\n";
  const cases: [reads: string[], body: string][] = [
    [[`GET / HTTP/1.1\r\n${headers}`], sentence],
    [["GET / HTTP/1.0\n\n"], sentence],
    [["GET /", " HTTP/1.1\r\n", headers], sentence],
    [[`POST /a?b=%20 HTTP/1.1\r\n${headers}{"type":"say"}`], sentence],
    [["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], sentence],
    [[`HEAD / HTTP/1.1\r\n${headers}`], ""],
  ];
  for (const [reads, body] of cases) {
    const [end] = feed(new Detector(ptBr), reads);
    if (end?.type !== "end") throw new Error(`Cannot read the answer: got ${end?.type}`);
    assertEquals(end.refusal, { type: "refused", code: "http" });
    const [head, told] = end.farewell.split("\r\n\r\n");
    assertEquals(head?.split("\r\n"), [
      "HTTP/1.1 400 Bad Request",
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${bytesOf(sentence).length}`,
      "Connection: close",
    ]);
    assertStrictEquals(told, body);
  }
});

Deno.test("Detector ends at bytes that are no text", { permissions: "none" }, () => {
  const cases: (string | Uint8Array)[][] = [
    ["\0"],
    ["\0\0\0\n"],
    ["Ana\0\n"],
    ["Ana\0"],
    ["SSH\x01\n"],
    [latin1("\xff\xfb\x1f\xff\xfb\x20\n")],
    [latin1("Jo\xe3o\n")],
    [latin1("Jo\xe3o")],
    [latin1("\x80")],
    ["Notebook", latin1("\x80")],
    [latin1("Jo\xc3"), "o"],
  ];
  for (const reads of cases) {
    assertEquals(feed(new Detector(ptBr), reads), [{
      type: "end",
      refusal: { type: "refused", code: "binary" },
      farewell: "Erro: O que chegou não é texto em UTF-8.\n",
    }]);
  }
});

Deno.test("Detector lets keys that people press through", { permissions: "none" }, () => {
  for (const key of ["\b", "\t", "\x1b", "\x7f"]) {
    const detector = new Detector(ptBr);
    feed(detector, [`Ana${key}\n`]);
    assertStrictEquals(detector.kind, "line", JSON.stringify(key));
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
    { type: "answer", text, line: "�" },
    say("sim"),
  ]);
});

Deno.test("Detector ends past 16 KiB without a newline, not at it", { permissions: "none" }, () => {
  const end: Received = {
    type: "end",
    refusal: { type: "refused", code: "line-too-long" },
    farewell: "Erro: Linha longa demais: o limite são 16 KiB até o fim da linha.\n",
  };
  const kibs = (count: number) => Array.from({ length: count }, () => "a".repeat(KIB));
  assertEquals(feed(new Detector(ptBr), kibs(16)), []);
  assertEquals(feed(new Detector(ptBr), [...kibs(16), "a"]), [end]);
  assertEquals(feed(new Detector(ptBr), ["a".repeat(17 * KIB)]), [end]);
  assertEquals(feed(new Detector(ptBr), kibs(17)), [end]);
});

Deno.test("Detector.encode() speaks as a line client until the dialect is found", {
  permissions: "none",
}, () => {
  const timeout = { type: "refused" as const, code: "hello-timeout" as const };
  const sentence = "Erro: Nenhum nome foi informado a tempo.";
  const detector = new Detector(ptBr);
  assertStrictEquals(detector.encode(timeout), `${sentence}\n`);
  feed(detector, ["{"]);
  assertStrictEquals(
    detector.encode(timeout),
    `{"type":"refused","code":"hello-timeout","text":"${sentence}"}\n`,
  );
});

Deno.test("Detector yields only what it documents, whatever the bytes", {
  permissions: "none",
}, () => {
  const documented = new Set(
    ["hello", "say", "whisper", "rename", "who", "leave", "ping", "pong", "reply", "answer", "end"],
  );
  const words = ["{", "}", "Ana", "\n", "\r\n", "ã", "🙂", "GET / HTTP/1.1", "\x16", "\ufeff", "@"];
  withSeeds(300, (random) => {
    const detector = new Detector(ptBr);
    for (let n = 0; n < 12; n++) {
      const noise = Uint8Array.from({ length: random() * 5 }, () => random() * 256);
      const word = bytesOf(words[Math.floor(random() * words.length)]!);
      const bytes = random() < 0.3 ? noise : word.slice(0, random() < 0.2 ? -1 : undefined);
      const received = attend(detector, detector.receive(bytes));
      assert([0, 250, SILENCE_MS, TYPING_SILENCE_MS].includes(detector.idleTimeoutMs));
      if (random() < 0.2) received.push(...attend(detector, detector.onIdle()));
      for (const { type } of received) assert(documented.has(type), type);
    }
    for (const { type } of detector.end()) assert(documented.has(type), type);
  });
});
