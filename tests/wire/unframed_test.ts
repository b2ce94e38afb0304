import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { unfinishedBytes } from "../../lib/wire/lines.ts";
import { UnframedDialect } from "../../lib/wire/unframed.ts";
import { bytesOf, latin1, pieces } from "../support/bytes.ts";
import { feed, welcomed } from "../support/text_dialects.ts";
import { hello, NOTHING, response, say } from "../support/received_values.ts";

const MAX_BYTES = 16 * 1024;

Deno.test("UnframedDialect.receive() treats a read as a message", { permissions: "none" }, () => {
  const cases: [criterion: string, reads: string[], received: Received[]][] = [
    ["a read is a message", ["Ana", "olá", "tudo bem?"], [
      hello("Ana"),
      say("olá"),
      say("tudo bem?"),
    ]],
    ["newlines part messages", ["Ana\noi\r\n@Bia psiu\n"], [
      hello("Ana"),
      say("oi"),
      { type: "whisper", to: "Bia", text: "psiu" },
    ]],
    ["a name with a space may be said again", ["Notebook Trabalho"], [
      hello("Notebook Trabalho"),
    ]],
    ["a newline alone is an empty name", ["\n"], [hello("")]],
    ["the way out", ["Ana", "/sair"], [hello("Ana"), { type: "leave" }]],
    ["no bytes are nothing, blanks are a blank line", ["Ana", "", " "], [hello("Ana"), NOTHING]],
  ];
  for (const [criterion, reads, expected] of cases) {
    const dialect = new UnframedDialect(ptBr);
    assertEquals(feed(dialect, reads.map(bytesOf)), expected, criterion);
    assertEquals([dialect.idleTimeoutMs, [...dialect.end()]], [0, []], criterion);
  }
});

Deno.test("UnframedDialect.receive() waits for the rest of a character", {
  permissions: "none",
}, () => {
  const bytes = bytesOf("Mãe🙂");
  for (let at = 1; at < bytes.length; at++) {
    if (unfinishedBytes(bytes.slice(0, at)) === 0) continue;
    const dialect = welcomed(new UnframedDialect(ptBr));
    assertEquals(feed(dialect, [bytes.slice(0, at)]), []);
    assertEquals([dialect.idleTimeoutMs, [...dialect.onIdle()]], [250, []]);
    assertEquals(feed(dialect, [bytes.slice(at)]), [say("Mãe🙂")], `cut at ${at}`);
    assertStrictEquals(dialect.idleTimeoutMs, 0);
  }
  const dialect = welcomed(new UnframedDialect(ptBr));
  assertEquals(feed(dialect, pieces(bytesOf("🙂"), 1)), [say("🙂")]);
});

Deno.test("UnframedDialect.receive() waits for the rest of a message that may have been split", {
  permissions: "none",
}, () => {
  const cases: [sizes: number[], received: number[], held: number][] = [
    [[511], [511], 0],
    [[512], [], 512],
    [[512, 511], [1023], 0],
    [[1448, 1448, 500], [3396], 0],
    [[1448, 1448, 700], [], 3596],
    [[4095], [], 4095],
    [[4096], [], 4096],
    [[1448, 1448, 1448], [], 4344],
    [[MAX_BYTES], [], MAX_BYTES],
  ];
  for (const [sizes, received, held] of cases) {
    const dialect = welcomed(new UnframedDialect(ptBr));
    const reads = sizes.map((size) => bytesOf("a".repeat(size)));
    assertEquals(feed(dialect, reads), received.map((size) => say("a".repeat(size))));
    assertStrictEquals(dialect.idleTimeoutMs, held > 0 ? 250 : 0);
    assertEquals([...dialect.onIdle()], held > 0 ? [say("a".repeat(held))] : []);
    assertStrictEquals(dialect.idleTimeoutMs, 0);
  }
});

Deno.test("UnframedDialect.end() treats the held bytes as a message", {
  permissions: "none",
}, () => {
  const dialect = welcomed(new UnframedDialect(ptBr));
  assertEquals(feed(dialect, [bytesOf("a".repeat(600))]), []);
  assertEquals([...dialect.end()], [say("a".repeat(600))]);
  assertEquals([...dialect.end()], []);
});

Deno.test("UnframedDialect.receive() rejects invalid UTF-8, before and after the name", {
  permissions: "none",
}, () => {
  const dialect = new UnframedDialect(ptBr);
  assertEquals(feed(dialect, [latin1("Jo\xe3o")]), [{
    type: "end",
    refusal: { type: "refused", code: "binary" },
    lastWords: bytesOf("Erro: O texto recebido não está em UTF-8.\n"),
  }]);
  assertEquals(feed(welcomed(new UnframedDialect(ptBr)), [latin1("n\xe3o"), bytesOf("não")]), [
    response("Erro: A mensagem não está em UTF-8 e não foi enviada.\n", "�"),
    say("não"),
  ]);
});

Deno.test("UnframedDialect.receive() ends beyond 16 KiB", { permissions: "none" }, () => {
  const dialect = welcomed(new UnframedDialect(ptBr));
  assertEquals(feed(dialect, [new Uint8Array(MAX_BYTES + 1).fill(0x61)]), [{
    type: "end",
    refusal: { type: "refused", code: "line-too-long" },
    lastWords: bytesOf("Erro: Linha longa demais: o limite é de 16 KiB por linha.\n"),
  }]);
});
