/** Bursts on the console: which lines are printed, and how the others are summed up. */

import { assert, assertEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { RefusalCode } from "../../lib/protocol.ts";
import { ConsoleBurst, type ConsoleEvent } from "../../lib/serve/console_burst.ts";
import { usedHeapBytes } from "../support/heap_size.ts";

const pure = { permissions: "none" } as const;

function lost(who: string): ConsoleEvent {
  return { kind: "lost", who, line: `perdida ${who}` };
}

function ended(who: string, code: RefusalCode): ConsoleEvent {
  return { kind: "ended", who, code, line: `encerrada ${who}` };
}

/** Adds so many events at once: p1, p2 and so on. Returns the printed lines. */
function addMany(burst: ConsoleBurst, count: number, now: number): string[] {
  return Array.from({ length: count }, (_, at) => burst.add(lost(`p${at + 1}`), now)).flat();
}

const FIRST_FIVE = [1, 2, 3, 4, 5].map((at) => `perdida p${at}`);

Deno.test(
  "ConsoleBurst prints five lines of a kind within a second, and sums up the others",
  pure,
  () => {
    const burst = new ConsoleBurst(ptBr);
    assertEquals(addMany(burst, 5, 0), FIRST_FIVE);
    assertEquals(burst.isCounting, false);
    assertEquals(burst.add(lost("Ana"), 999), []);
    assertEquals([burst.isCounting, burst.flush(999)], [true, []]);
    assertEquals(burst.flush(1_000), ["… e mais uma conexão perdida em 1 s: Ana"]);
    assertEquals([burst.isCounting, burst.flush(60_000)], [false, []]);
  },
);

Deno.test("ConsoleBurst prints every line while fewer than six come within a second", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  for (let now = 0; now < 60_000; now += 200) {
    assertEquals(burst.add(lost("Ana"), now), ["perdida Ana"], `at ${now}`);
    assertEquals(burst.flush(now), []);
  }
});

Deno.test("ConsoleBurst remembers the printed lines of the last second after a flush", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  assertEquals(addMany(burst, 4, 0).length, 4);
  assertEquals(burst.flush(250), []);
  assertEquals(addMany(burst, 4, 300), ["perdida p1"]);
  assertEquals(burst.flush(1_000), ["… e mais 3 conexões perdidas em 1 s: p2, p3 e p4"]);
});

Deno.test("ConsoleBurst sums up a burst before it prints the next line", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  addMany(burst, 7, 0);
  assertEquals(burst.add(lost("Zoe"), 1_000), [
    "… e mais 2 conexões perdidas em 1 s: p6 e p7",
    "perdida Zoe",
  ]);
  assertEquals(burst.flush(5_000), []);
});

Deno.test("ConsoleBurst counts reasons, most frequent first, and names five people", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  addMany(burst, 5, 0); // Another kind.
  for (let at = 0; at < 5; at++) burst.add(ended("Zoe", "silent"), 0);
  for (let at = 0; at < 2; at++) burst.add(ended("26.0.0.1", "hello-timeout"), 0);
  for (let at = 0; at < 118; at++) burst.add(ended(`p${at}`, "too-slow"), 10 * at);
  assertEquals(burst.flush(9_000), [
    "… e mais 120 conexões encerradas em 2 s: parou de ler (118), sem nome (2); " +
    "de 26.0.0.1, p0, p1, p2, p3 e outros",
  ]);
  const english = new ConsoleBurst(en);
  for (let at = 0; at < 6; at++) english.add(ended("Zoe", "binary"), 0);
  assertEquals(english.flush(9_000), [
    "… and 1 more connection closed in 1 s: not UTF-8 text (1); from Zoe",
  ]);
});

Deno.test("ConsoleBurst names a person once, and no others when there are none", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  addMany(burst, 5, 0);
  for (const who of ["a", "b", "c", "d", "e", "a", "e"]) burst.add(lost(who), 0);
  assertEquals(burst.flush(1_000), ["… e mais 7 conexões perdidas em 1 s: a, b, c, d e e"]);
});

Deno.test("ConsoleBurst sums up a burst that goes on every ten seconds", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  const printed: string[] = [];
  for (let now = 0; now <= 25_000; now += 100) {
    printed.push(...burst.add(lost("Ana"), now), ...burst.flush(now));
  }
  printed.push(...burst.flush(26_000));
  assertEquals(printed, [
    ...Array.from({ length: 5 }, () => "perdida Ana"),
    "… e mais 101 conexões perdidas em 10 s: Ana",
    "… e mais 101 conexões perdidas em 10 s: Ana",
    "… e mais 44 conexões perdidas em 5 s: Ana",
  ]);
});

Deno.test("ConsoleBurst.flush() ends every burst when it is the last call", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  addMany(burst, 6, 0);
  assertEquals(burst.flush(0, true), ["… e mais uma conexão perdida em 1 s: p6"]);
  assertEquals(burst.flush(0, true), []);
});

Deno.test("ConsoleBurst counts the commands and mistakes of each person apart", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  const mistake = (who: string, now: number) =>
    burst.add({ kind: "unsaid", who, line: `${who} >> /x` }, now);
  for (let at = 0; at < 25; at++) mistake("Ana", 0);
  assertEquals(mistake("Bia", 10), ["Bia >> /x"]);
  assertEquals(burst.flush(1_010), ["… e mais 20 comandos ou linhas com erro em 1 s: Ana"]);
});

Deno.test("ConsoleBurst prints no line for a few refused names, and one for many", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  const refuse = () => burst.add({ kind: "nameRefused", who: "26.0.0.1", code: "name-taken" }, 0);
  for (let at = 0; at < 5; at++) assertEquals(refuse(), []);
  assertEquals([burst.isCounting, burst.flush(999)], [false, []]);
  for (let at = 0; at < 40; at++) assertEquals(refuse(), []);
  assertEquals(burst.flush(1_000), [
    "Mais de 40 nomes recusados em 1 s: nome em uso (40); de 26.0.0.1",
  ]);
});

Deno.test("ConsoleBurst forgets the names and reasons that were summed up", pure, () => {
  const burst = new ConsoleBurst(ptBr);
  for (let at = 0; at < 12; at++) burst.add(ended(`p${at}`, "silent"), 0);
  for (let at = 0; at < 6; at++) burst.add(ended("Zoe", "binary"), 1_000);
  assertEquals(burst.flush(2_000), [
    "… e mais uma conexão encerrada em 1 s: não era texto UTF-8 (1); de Zoe",
  ]);
});

Deno.test("ConsoleBurst keeps nothing of those who have been quiet for a second", () => {
  const burst = new ConsoleBurst(ptBr);
  const before = usedHeapBytes();
  for (let at = 0; at < 50_000; at++) {
    burst.add({ kind: "unsaid", who: `p${at}`, line: "/x" }, at);
    if (at % 250 === 0) burst.flush(at);
  }
  burst.flush(52_000);
  const grownBytes = usedHeapBytes() - before;
  assert(grownBytes < 3_000_000, `it keeps ${grownBytes} bytes`);
  assertEquals(burst.isCounting, false);
});
