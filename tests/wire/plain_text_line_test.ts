import { assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { LineDialect } from "../../lib/wire/plain_text.ts";
import { bytesOf, latin1, pieces } from "../support/bytes.ts";
import { feed, welcome, welcomed } from "../support/text_dialects.ts";
import { hello, NOTHING, response, say } from "../support/received_values.ts";

const MAX_BYTES = 16 * 1024;

const LINES: [criterion: string, bytes: Uint8Array, received: Received[]][] = [
  ["a name, then messages", bytesOf("Ana\nolá\ntudo bem?\n"), [
    hello("Ana"),
    say("olá"),
    say("tudo bem?"),
  ]],
  ["CRLF, as telnet ends lines", bytesOf("Ana\r\nolá\r\n\r\n"), [
    hello("Ana"),
    say("olá"),
    NOTHING,
  ]],
  ["accents and emoji", bytesOf("João\nã🙂\n"), [hello("João"), say("ã🙂")]],
  ["blank lines say nothing, but are no name", bytesOf("\nAna\n\n \u200b \noi\n"), [
    hello(""),
    say("Ana"),
    NOTHING,
    NOTHING,
    say("oi"),
  ]],
  ["private messages", bytesOf("Ana\n@Bia oi\n/msg Bia tchau\n@Bia\n@ Bia oi\n"), [
    hello("Ana"),
    { type: "whisper", to: "Bia", text: "oi" },
    { type: "whisper", to: "Bia", text: "tchau" },
    response("Erro: Formato inválido. Use @nome mensagem.\n", "@Bia"),
    response("Erro: Formato inválido. Use @nome mensagem.\n", "@ Bia oi"),
  ]],
  ["commands", bytesOf("Ana\n/quem\n/nome Ane\n/SAIR\n"), [
    hello("Ana"),
    { type: "who" },
    { type: "rename", name: "Ane" },
    { type: "leave" },
  ]],
  ["what only looks like a command", bytesOf("Ana\n//quem\n@@Bia\n{}\n"), [
    hello("Ana"),
    say("/quem"),
    say("@Bia"),
    say("{}"),
  ]],
  ["commands that are none", bytesOf("Ana\n/voar\n/nome\n/quem eu\n/limpar\n/r oi\n"), [
    hello("Ana"),
    response(
      "Erro: O comando /voar não existe. " +
        "Veja /ajuda, ou comece com // para enviar o texto assim mesmo.\n",
      "/voar",
    ),
    response("Erro: Comando incompleto. Use /nome NOVO.\n", "/nome"),
    response("Erro: Digite só /quem, sem mais nada na linha.\n", "/quem eu"),
    response(
      "Erro: O comando /limpar não existe. " +
        "Veja /ajuda, ou comece com // para enviar o texto assim mesmo.\n",
      "/limpar",
    ),
    { type: "reply", text: "oi" },
  ]],
  ["older messages, which these dialects have not", bytesOf("Ana\n/historico\n/HISTORY\n"), [
    hello("Ana"),
    response(
      "Erro: O comando /historico não existe. " +
        "Veja /ajuda, ou comece com // para enviar o texto assim mesmo.\n",
      "/historico",
    ),
    response(
      "Erro: O comando /HISTORY não existe. " +
        "Veja /ajuda, ou comece com // para enviar o texto assim mesmo.\n",
      "/HISTORY",
    ),
  ]],
  ["keys that erase", bytesOf("Bia\b\b\bAn\x7fna\noi\b\b\b\b\nmã🙂\x7fe\n"), [
    hello("Ana"),
    NOTHING,
    say("mãe"),
  ]],
  ["what is unsafe is taken out", bytesOf("\x1b[31mAna\noi\x07\u202e!\n\u200b@Bia oi\n"), [
    hello("Ana"),
    say("oi!"),
    { type: "whisper", to: "Bia", text: "oi" },
  ]],
  ["a message that is not UTF-8 is the sender's to know", latin1("Ana\nirm\xe3\noi\n"), [
    hello("Ana"),
    response("Erro: A mensagem não está em UTF-8 e não foi enviada.\n", "�"),
    say("oi"),
  ]],
];

Deno.test("LineDialect.receive() parses lines from reads of any size", {
  permissions: "none",
}, () => {
  for (const [criterion, bytes, expected] of LINES) {
    for (const size of [bytes.length, 1, 2, 7]) {
      const dialect = new LineDialect(ptBr);
      assertEquals(feed(dialect, pieces(bytes, size)), expected, `${criterion}, by ${size}`);
      assertEquals([dialect.idleTimeoutMs, [...dialect.onIdle()]], [0, []]);
      assertEquals([...dialect.end()], [], criterion);
    }
  }
});

Deno.test("LineDialect.end() parses the line without a newline", { permissions: "none" }, () => {
  for (const [criterion, bytes, expected] of LINES) {
    const trailing = new Uint8Array([...bytes, ...bytesOf("até 🙂")]);
    for (const size of [trailing.length, 1]) {
      const dialect = new LineDialect(ptBr);
      assertEquals(feed(dialect, pieces(trailing, size)), expected, criterion);
      assertEquals([...dialect.end()], [say("até 🙂")], criterion);
    }
  }
});

Deno.test("LineDialect.receive() joins a character split anywhere", { permissions: "none" }, () => {
  const bytes = bytesOf("Notebook_Mãe\r\nolá 🙂!\r\n");
  for (let at = 0; at <= bytes.length; at++) {
    const received = feed(new LineDialect(ptBr), [bytes.slice(0, at), bytes.slice(at)]);
    assertEquals(received, [hello("Notebook_Mãe"), say("olá 🙂!")], `cut at ${at}`);
  }
});

Deno.test("LineDialect.receive() parses each line after the previous command was executed", {
  permissions: "none",
}, () => {
  const dialect = new LineDialect(ptBr);
  const received: Received[] = [];
  for (const value of dialect.receive(bytesOf("Bia\nAna\noi\n"))) {
    received.push(value);
    // The first name is refused, so the second line is a name too.
    if (received.length === 2) welcome(dialect, "Ana");
  }
  assertEquals(received, [hello("Bia"), hello("Ana"), say("oi")]);
});

Deno.test("LineDialect.receive() ends at invalid UTF-8 before the name", {
  permissions: "none",
}, () => {
  for (const bytes of [latin1("Jo\xe3o\n"), latin1("\xff\xfb\x01\n"), latin1("\x80\nAna\n")]) {
    for (const size of [bytes.length, 1]) {
      const [first] = feed(new LineDialect(ptBr), pieces(bytes, size));
      assertEquals(first, {
        type: "end",
        refusal: { type: "refused", code: "binary" },
        lastWords: bytesOf("Erro: O texto recebido não está em UTF-8.\n"),
      });
    }
  }
});

Deno.test("LineDialect.receive() ends beyond 16 KiB without a newline, not at it", {
  permissions: "none",
}, () => {
  const end: Received = {
    type: "end",
    refusal: { type: "refused", code: "line-too-long" },
    lastWords: bytesOf("Erro: Linha longa demais: o limite é de 16 KiB por linha.\n"),
  };
  for (const size of [MAX_BYTES + 1, 1000, 1]) {
    const dialect = welcomed(new LineDialect(ptBr));
    const text = "a".repeat(MAX_BYTES);
    assertEquals(feed(dialect, pieces(bytesOf(text), size)), []);
    assertEquals(feed(dialect, [bytesOf("\n")]), [say(text)]);
    assertEquals(feed(dialect, pieces(bytesOf(text + "a"), size)), [end]);
  }
});

Deno.test("LineDialect.receive() ends at a finished line beyond 16 KiB, after those before it", {
  permissions: "none",
}, () => {
  const bytes = bytesOf(`um\n\n${"a".repeat(MAX_BYTES + 1)}\ndois\n`);
  for (const size of [bytes.length, 1000]) {
    const dialect = welcomed(new LineDialect(ptBr));
    const [first, second, third] = feed(dialect, pieces(bytes, size));
    assertEquals([first, second], [say("um"), NOTHING]);
    assertEquals(third?.type === "end" && third.refusal.code, "line-too-long");
  }
});

Deno.test("LineDialect.receive() yields one value for each line, whatever is in it", {
  permissions: "none",
}, () => {
  const lines = ["", " ", "\t", "\u200b", "\u2800", "\x1b[m", "\b", "\ufeff", "oi", "/quem"];
  for (const line of lines) {
    const received = feed(welcomed(new LineDialect(ptBr)), [bytesOf(`${line}\n`.repeat(50))]);
    assertEquals(received.length, 50, JSON.stringify(line));
  }
  const breaks = feed(welcomed(new LineDialect(ptBr)), [bytesOf("\r\u2028\v\f\u0085\n")]);
  assertEquals(breaks, Array(6).fill(NOTHING));
});

Deno.test("LineDialect.receive() shortens the command that it repeats", {
  permissions: "none",
}, () => {
  for (const command of [`/${"x".repeat(5000)}`, `/historico ${"9".repeat(5000)}`]) {
    const [answer] = feed(welcomed(new LineDialect(ptBr)), [bytesOf(`${command}\n`)]);
    assertEquals(answer?.type === "response" && answer.bytes.length < 200, true, command);
  }
});
