import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { meaningOf, type RefusalMeaning, refusalSentence } from "../../lib/join/refusals.ts";
import type { RefusalCode } from "../../lib/protocol.ts";

const pure = { permissions: "none" as const };

Deno.test("meaningOf() tells an end from another name and from another try", pure, () => {
  const cases: [code: RefusalCode, first: RefusalMeaning, resuming: RefusalMeaning][] = [
    ["kicked", "end", "end"],
    ["banned", "end", "end"],
    ["version", "end", "end"],
    ["malformed", "end", "end"],
    ["hello-first", "end", "end"],
    ["full", "end", "later"],
    ["locked", "end", "later"],
    ["address-full", "end", "later"],
    ["name-taken", "name", "later"],
    ["name-lookalike", "name", "later"],
    ["name-banned", "name", "later"],
    ["not-recorded", "later", "later"],
    ["server-closing", "closing", "closing"],
    ["replaced", "nothing", "nothing"],
    ["left", "nothing", "nothing"],
  ];
  for (const [code, first, resuming] of cases) {
    assertEquals([meaningOf(code, false), meaningOf(code, true)], [first, resuming], code);
  }
});

Deno.test("refusalSentence() tells an old program where the server's own is", pure, () => {
  const options = { host: "::1", port: 9000, texts: ptBr };
  const sentence = (code: RefusalCode, value: string) =>
    refusalSentence({ type: "refused", code, value }, options);
  const old = sentence("version", "1 ≠ 2");
  assertStrictEquals(
    old,
    "Erro: Versões diferentes: este programa usa a 1; o servidor, a 2. " +
      "Copie o programa do servidor para este computador.\n" +
      "O programa do servidor também está em http://[::1]:9000, para abrir no navegador.",
  );
  assertEquals(sentence("version", "2 ≠ 1").includes("http"), false);
  assertStrictEquals(sentence("full", ""), ptBr.refusals.full(""));
  const taken = { type: "refused" as const, code: "name-taken" as const, value: "Ana" };
  const back = `${ptBr.refusals["name-taken"]("Ana")}\n${ptBr.otherNameWhileAway}`;
  assertStrictEquals(refusalSentence(taken, options, true), back);
  assertStrictEquals(refusalSentence(taken, options), ptBr.refusals["name-taken"]("Ana"));
});
