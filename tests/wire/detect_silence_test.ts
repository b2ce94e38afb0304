import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { Detector } from "../../lib/wire/detect.ts";
import type { DialectKind, Received } from "../../lib/wire/dialect.ts";
import { bytesOf, latin1 } from "../support/bytes.ts";
import { feed, HELLO, receiveAll } from "../support/detector_input.ts";
import { hello, say } from "../support/received_values.ts";

const SILENCE_MS = 300;
const TYPING_SILENCE_MS = 4_000;

Deno.test("Detector.onIdle() treats text without a newline as an unframed client", {
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
    assertEquals(receiveAll(detector, detector.onIdle()), received, criterion);
    assertStrictEquals(detector.kind, "unframed", criterion);
    assertEquals(feed(detector, ["tudo bem?"]), [say("tudo bem?")], criterion);
  }
});

Deno.test("Detector.onIdle() does nothing before the first byte, or in a split character", {
  permissions: "none",
}, () => {
  const detector = new Detector(ptBr);
  assertEquals(receiveAll(detector, detector.onIdle()), []);
  assertStrictEquals(detector.kind, "unknown");
  assertEquals(feed(detector, [latin1("Jo\xc3")]), []);
  assertEquals(receiveAll(detector, detector.onIdle()), []);
  assertStrictEquals(detector.kind, "unknown");
  assertEquals(feed(detector, [latin1("\xa3o")]), []);
  assertEquals(receiveAll(detector, detector.onIdle()), [hello("João")]);
  assertStrictEquals(detector.kind, "unframed");
});

Deno.test("Detector.onIdle() is that of the dialect once it is detected", {
  permissions: "none",
}, () => {
  const detector = new Detector(ptBr);
  feed(detector, ["Ana\nol"]);
  assertEquals(receiveAll(detector, detector.onIdle()), []);
  assertStrictEquals(detector.kind, "line");
  assertEquals(feed(detector, ["á\n"]), [say("olá")]);
});

Deno.test("Detector.idleTimeoutMs is longer for a single key than for more text", {
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
  receiveAll(unframed, unframed.onIdle());
  assertStrictEquals(unframed.idleTimeoutMs, 0);
  feed(unframed, ["a".repeat(600)]);
  assertStrictEquals(unframed.idleTimeoutMs, 250);
});

Deno.test("Detector.end() detects the dialect of the remaining bytes", {
  permissions: "none",
}, () => {
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
    assertEquals(receiveAll(detector, detector.end()), received);
    assertStrictEquals(detector.kind, kind);
  }
});
