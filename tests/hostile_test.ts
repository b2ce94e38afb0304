/** What strangers and accidents send: it costs them their own connection, and others nothing. */

import { assert, assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

const utf8 = new TextEncoder();

Deno.test("what is no chat ends alone, with a reason and one line in the log", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const binary = "Erro: O que chegou não é texto em UTF-8.";
  const tooLong = "Erro: Linha longa demais: o limite são 16 KiB até o fim da linha.";
  const cases: [what: string, bytes: Uint8Array, answer: string, logged: string][] = [
    ["noise", new Uint8Array([0x80, 0xff, 0x00, 0x41, 0x0a]), `${binary}\n`, binary],
    ["zeros", new Uint8Array(5000), `${binary}\n`, binary],
    ["a megabyte without a newline", utf8.encode("a".repeat(1e6)), `${tooLong}\n`, tooLong],
    [
      "a TLS hello",
      new Uint8Array([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
      "\x15\x03\x01\x00\x02\x02\x28",
      "Conexão TLS recusada: este chat fala texto simples.",
    ],
    [
      "bad JSON",
      utf8.encode('{"type":\n'),
      '"code":"malformed"',
      'Erro: Cada linha precisa ser um objeto JSON, e chegou: {"type":',
    ],
    [
      "JSON without hello",
      utf8.encode('{"type":"say","text":"oi"}\n'),
      '"code":"hello-first"',
      'Erro: A primeira mensagem precisa ser {"type":"hello",...}.',
    ],
  ];
  for (const [what, bytes, answer, logged] of cases) {
    await using stranger = await Peer.connect(server.port);
    const { port } = stranger.address;
    // The server may hang up before everything is sent.
    await stranger.say(bytes).catch(() => {});
    await stranger.hears(answer);
    await stranger.ends();
    const lines = server.console.filter((line) => line.includes(String(port)));
    assertEquals(lines, [`Conexão encerrada com ('127.0.0.1', ${port}): ${logged}`], what);
  }
  await ana.say("/quem\n");
  await ana.hears("No chat (1): Ana\n");
  assertEquals(ana.text, "Ana entrou no chat.\nNo chat (1): Ana\n");
});

Deno.test("an HTTP request gets a small valid answer that says what this port is", async () => {
  await using server = new TestServer();
  const url = `http://127.0.0.1:${server.port}/`;
  const response = await fetch(url);
  assertEquals(response.status, 400);
  assertEquals(response.headers.get("content-type"), "text/plain; charset=utf-8");
  assertEquals(
    await response.text(),
    "Esta porta é de um chat, não de uma página. " +
      "Para entrar: chat join e o endereço do servidor.\n",
  );
  const head = await fetch(url, { method: "HEAD" });
  assertEquals([head.status, await head.text()], [400, ""]);
});

Deno.test("characters cut between two reads arrive whole, one byte at a time", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using slow = await Peer.connect(server.port);
  const words = "Notebook_Mãe\nOlá, informação 👨‍👩‍👧 日本\n";
  for (const byte of utf8.encode(words)) await slow.say(new Uint8Array([byte]));
  await ana.hears("Notebook_Mãe entrou no chat.\n");
  await ana.hears("Notebook_Mãe: Olá, informação 👨‍👩‍👧 日本\n");

  await using antigo = await Peer.connect(server.port);
  const [head, tail] = [utf8.encode("Pai_ã").slice(0, -1), utf8.encode("ã").slice(1)];
  await antigo.say(head);
  await ana.say("/quem\n");
  await ana.hears("No chat (2): Ana, Notebook_Mãe\n");
  await antigo.say(tail);
  await ana.hears("Pai_ã entrou no chat.\n");
  const emoji = utf8.encode("👋");
  await antigo.say(emoji.slice(0, 3));
  await ana.say("/quem\n");
  await ana.hears("No chat (3): Ana, Notebook_Mãe, Pai_ã\n");
  await antigo.say(emoji.slice(3));
  await ana.hears("Pai_ã: 👋\n");
});

Deno.test("one who disconnects in the middle of a letter leaves, and nothing else", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const bia = await Peer.line(server.port, "Bia");
  await bia.say(new Uint8Array([...utf8.encode("informaç"), 0xc3]));
  await bia[Symbol.asyncDispose]();
  await ana.hears("Bia entrou no chat.\nBia saiu do chat.\n");
  const nameless = await Peer.connect(server.port);
  await nameless.say(new Uint8Array([0xc3]));
  await nameless[Symbol.asyncDispose]();
  await ana.say("/quem\n");
  await ana.hears("No chat (1): Ana\n");
});

Deno.test("what was typed before the end of input is said", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using pipe = await Peer.connect(server.port);
  await pipe.say("Bia\nprimeira\nsem fim de linha");
  await pipe.closeWrite();
  await ana.hears("Bia: primeira\nBia: sem fim de linha\nBia saiu do chat.\n");
  await pipe.ends();
  assertEquals(pipe.text, "Ana entrou no chat.\n".replace("Ana", "Bia"));
});

Deno.test("control, zero-width, bidi and escape characters reach neither screen nor console", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using nosso = await Peer.structured(server.port, "Nosso");
  await using mau = await Peer.connect(server.port);
  await mau.say("M\x1b[2Ja\u202eu\u200b\n");
  await ana.hears("Mau entrou no chat.\n");
  await mau.say("\x1b]0;título\x07a\x1b[31mb\u202ec\u200bd\ufeffe\x07\x9b1mf\n");
  await ana.hears("Mau: abcde");
  await nosso.tell({ type: "say", text: "x\u001b[31my\u0000\u202ez\ud800" });
  await ana.hears("Nosso: xyz\ufffd\n");
  await nosso.tell({ type: "whisper", to: "\u001b[31mninguém\u202e", text: "oi" });
  await nosso.told("rejected", { value: "ninguém" });
  // deno-lint-ignore no-control-regex
  const unsafe = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
  for (const text of [ana.text, nosso.text, server.console.join("\n")]) {
    assert(!unsafe.test(text), JSON.stringify(text));
  }
});

Deno.test("a reader that stops reading is dropped, and the others hear everything", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const deaf = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await deaf.write(utf8.encode("Surdo\n"));
  await ana.hears("Surdo entrou no chat.\n");
  await using loud = await Peer.line(server.port, "Alto");
  const text = "x".repeat(4000);
  const count = 4000; // 16 MB: more than the log, the bound and the system's buffers together.
  const speaking = (async () => {
    for (let at = 1; at <= count; at++) await loud.say(`${text} ${at}\n`);
  })();
  await server.shows(/^Conexão encerrada com .*: Conexão encerrada: a leitura parou/);
  await ana.hears("Surdo saiu do chat.\n");
  await speaking;
  await ana.hears(` ${count}\n`);
  const heard = [...ana.text.matchAll(/x (\d+)\n/g)].map(([, number]) => Number(number));
  assertEquals(heard, Array.from({ length: count }, (_, at) => at + 1));
  deaf.close();
});

Deno.test("a message past the limit is refused with its size, and the next one is said", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await bia.say(`${"ã".repeat(2048)}\n`);
  await ana.hears(`Bia: ${"ã".repeat(2048)}\n`);
  await bia.say(`${"ã".repeat(2048)}!\n\xff\nfim\n`);
  await bia.hears("Erro: A mensagem tem 4097 bytes, e o limite são 4096. Não foi enviada.\n");
  await ana.hears("Bia: \u00ff\nBia: fim\n");
  await bia.say(new Uint8Array([0x6e, 0xe3, 0x6f, 0x0a]));
  await bia.hears("Erro: A mensagem não está em UTF-8 e não foi enviada.\n");
  await bia.say("ainda aqui\n");
  await ana.hears("Bia: ainda aqui\n");
});

Deno.test("a reader that is stuck keeps neither the operator nor the end waiting", async () => {
  const server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const stuck = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await stuck.write(utf8.encode("Preso\n"));
  await ana.hears("Preso entrou no chat.\n");
  await using loud = await Peer.line(server.port, "Alto");
  // More than the system takes for somebody who does not read, less than it is dropped for.
  for (let at = 0; at < 800; at++) await loud.say(`${"x".repeat(4000)} ${at}\n`);
  await ana.hears(" 799\n");
  const begun = performance.now();
  await server.stop();
  assert(performance.now() - begun < 1000, "it took longer than a second");
  stuck.close();
});

Deno.test("peers that hang up before they are let in keep nobody else out", async () => {
  await using server = new TestServer();
  const reset = async () => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    conn.close();
  };
  await Promise.all(Array.from({ length: 200 }, reset));
  const begun = performance.now();
  await using ana = await Peer.line(server.port, "Ana");
  assert(performance.now() - begun < 2000, "Ana had to wait");
  await ana.say("/quem\n");
  await ana.hears("No chat (1): Ana\n");
  assertEquals(server.console.filter((line) => line.includes("Novas conexões")), []);
});

Deno.test("a line end of any kind ends a message, so that an @ behind it stays private", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.hears("Bia entrou no chat.\n");
  await bia.say("oi\r@Ana um\u2028@ninguem segredo\v@Ana dois\n");
  await ana.hears("Bia: oi\nBia (privado): um\nBia (privado): dois\n");
  assertEquals(ana.text.includes("segredo"), false);
});
