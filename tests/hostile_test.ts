/** Hostile and accidental input: it closes its own connection, and does not affect others. */

import { assert, assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

const utf8 = new TextEncoder();

Deno.test("a connection that is not a chat is closed alone, with a reason and one line in the log", async () => {
  const binary = "Erro: O texto recebido não está em UTF-8.";
  const tooLong = "Erro: Linha longa demais: o limite é de 16 KiB por linha.";
  const cases: [what: string, bytes: Uint8Array, answer: string, logged: string][] = [
    ["noise", new Uint8Array([0x80, 0xff, 0x00, 0x41, 0x0a]), `${binary}\n`, binary],
    ["zeros", new Uint8Array(5000), `${binary}\n`, binary],
    ["a megabyte without a newline", utf8.encode("a".repeat(1e6)), `${tooLong}\n`, tooLong],
    [
      "bad JSON",
      utf8.encode('{"type":\n'),
      '"code":"malformed"',
      'Erro: Cada linha precisa ser um objeto JSON. Recebido: {"type":',
    ],
    [
      "JSON without hello",
      utf8.encode('{"type":"say","text":"oi"}\n'),
      '"code":"hello-first"',
      'Erro: A primeira mensagem precisa ser {"type":"hello",...}.',
    ],
  ];
  for (const [what, bytes, answer, logged] of cases) {
    await using server = new TestServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using stranger = await Peer.connect(server.port);
    const { port } = stranger.address;
    // The server may close the connection before everything is sent.
    await stranger.send(bytes).catch(() => {});
    await stranger.receives(answer);
    await stranger.ends();
    const lines = server.console.filter((line) => line.includes(String(port)));
    assertEquals(lines, [`Conexão encerrada com ('127.0.0.1', ${port}): ${logged}`], what);
    await ana.send("/quem\n");
    await ana.receives("No chat (1): Ana\n");
    assertEquals(ana.text, "Ana entrou no chat.\nNo chat (1): Ana\n");
  }
});

Deno.test("an HTTP request to a server without a page gets a valid answer that explains the port", async () => {
  await using server = new TestServer();
  const url = `http://127.0.0.1:${server.port}/`;
  const response = await fetch(url);
  assertEquals(response.status, 404);
  assertEquals(response.headers.get("content-type"), "text/plain; charset=utf-8");
  const sentence = "Aqui funciona um chat, sem página. " +
    "Para entrar, digite chat join e o endereço do servidor.\n";
  assertEquals(await response.text(), sentence);
  const head = await fetch(url, { method: "HEAD" });
  assertEquals([head.status, await head.text()], [404, ""]);
});

Deno.test("characters split between two reads arrive whole", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using slow = await Peer.connect(server.port);
  const texts = "Notebook_Mãe\nOlá, informação 👨‍👩‍👧 日本\n";
  for (const byte of utf8.encode(texts)) await slow.send(new Uint8Array([byte]));
  await ana.receives("Notebook_Mãe entrou no chat.\n");
  await ana.receives("Notebook_Mãe: Olá, informação 👨‍👩‍👧 日本\n");

  await using antigo = await Peer.connect(server.port);
  const [head, tail] = [utf8.encode("Pai_ã").slice(0, -1), utf8.encode("ã").slice(1)];
  await antigo.send(head);
  await ana.send("/quem\n");
  await ana.receives("No chat (2): Ana, Notebook_Mãe\n");
  await antigo.send(tail);
  await ana.receives("Pai_ã entrou no chat.\n");
  const emoji = utf8.encode("👋");
  await antigo.send(emoji.slice(0, 3));
  await ana.send("/quem\n");
  await ana.receives("No chat (3): Ana, Notebook_Mãe, Pai_ã\n");
  await antigo.send(emoji.slice(3));
  await ana.receives("Pai_ã: 👋\n");
});

Deno.test("a client that disconnects in the middle of a character only leaves", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const bia = await Peer.line(server.port, "Bia");
  await bia.send(new Uint8Array([...utf8.encode("informaç"), 0xc3]));
  await bia[Symbol.asyncDispose]();
  await ana.receives("Bia entrou no chat.\nBia saiu do chat.\n");
  const nameless = await Peer.connect(server.port);
  await nameless.send(new Uint8Array([0xc3]));
  await nameless[Symbol.asyncDispose]();
  await ana.send("/quem\n");
  await ana.receives("No chat (1): Ana\n");
});

Deno.test("lines sent before the end of input are broadcast", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using pipe = await Peer.connect(server.port);
  await pipe.send("Bia\nprimeira\nsem fim de linha");
  await pipe.closeWrite();
  await ana.receives("Bia: primeira\nBia: sem fim de linha\nBia saiu do chat.\n");
  await pipe.ends();
  assertEquals(pipe.text, "Ana entrou no chat.\n".replace("Ana", "Bia"));
});

Deno.test("control, zero-width, bidi and escape characters reach neither screen nor console", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using nosso = await Peer.structured(server.port, "Nosso");
  await using mau = await Peer.connect(server.port);
  await mau.send("M\x1b[2Ja\u202eu\u200b\n");
  await ana.receives("Mau entrou no chat.\n");
  await mau.send("\x1b]0;título\x07a\x1b[31mb\u202ec\u200bd\ufeffe\x07\x9b1mf\n");
  await ana.receives("Mau: abcde");
  await nosso.sendJson({ type: "say", text: "x\u001b[31my\u0000\u202ez\ud800" });
  await ana.receives("Nosso: xyz\ufffd\n");
  await nosso.sendJson({ type: "whisper", to: "\u001b[31mninguém\u202e", text: "oi" });
  await nosso.receivesEvent("rejected", { value: "ninguém" });
  // deno-lint-ignore no-control-regex
  const unsafe = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
  for (const text of [ana.text, nosso.text, server.console.join("\n")]) {
    assert(!unsafe.test(text), JSON.stringify(text));
  }
});

Deno.test("a reader that stops reading is dropped, and the others receive everything", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const stalled = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await stalled.write(utf8.encode("Surdo\n"));
  await ana.receives("Surdo entrou no chat.\n");
  await using sender = await Peer.line(server.port, "Alto");
  const text = "x".repeat(4000);
  const count = 8000; // 32 MB: more than the log, the limit and the system's buffers together.
  const speaking = (async () => {
    for (let at = 1; at <= count; at++) await sender.send(`${text} ${at}\n`);
  })();
  await speaking;
  await server.shows(/^Conexão encerrada com .*: o outro lado parou de ler/);
  // Whether it is dropped during the flood or after it depends on the machine.
  const expected = [` ${count}\n`, "Surdo saiu do chat.\n"];
  await ana.until(() => expected.every((text) => ana.text.includes(text)), "both");
  const received = [...ana.text.matchAll(/x (\d+)\n/g)].map(([, number]) => Number(number));
  assertEquals(received, Array.from({ length: count }, (_, at) => at + 1));
  stalled.close();
});

Deno.test("a message beyond the limit is refused with its size, and the next one is broadcast", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await bia.send(`${"ã".repeat(2048)}\n`);
  await ana.receives(`Bia: ${"ã".repeat(2048)}\n`);
  await bia.send(`${"ã".repeat(2048)}!\n\xff\nfim\n`);
  await bia.receives(
    "Erro: A mensagem tem 4097 bytes, e o limite é de 4096. Ela não foi enviada.\n",
  );
  await ana.receives("Bia: \u00ff\nBia: fim\n");
  await bia.send(new Uint8Array([0x6e, 0xe3, 0x6f, 0x0a]));
  await bia.receives("Erro: A mensagem não está em UTF-8 e não foi enviada.\n");
  await bia.send("ainda aqui\n");
  await ana.receives("Bia: ainda aqui\n");
});

Deno.test("a stalled reader delays neither the operator nor the end of the server", async () => {
  const server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const stalled = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await stalled.write(utf8.encode("Preso\n"));
  await ana.receives("Preso entrou no chat.\n");
  await using sender = await Peer.line(server.port, "Alto");
  // More than the system buffers for a stalled reader, less than the limit that drops it.
  for (let at = 0; at < 800; at++) await sender.send(`${"x".repeat(4000)} ${at}\n`);
  await ana.receives(" 799\n");
  const startedAt = performance.now();
  await server.stop();
  assert(performance.now() - startedAt < 1000, "it took longer than a second");
  stalled.close();
});

Deno.test("peers that disconnect before their hello delay no other client", async () => {
  await using server = new TestServer();
  const reset = async () => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    conn.close();
  };
  await Promise.all(Array.from({ length: 200 }, reset));
  const startedAt = performance.now();
  await using ana = await Peer.line(server.port, "Ana");
  assert(performance.now() - startedAt < 2000, "Ana had to wait");
  await ana.send("/quem\n");
  await ana.receives("No chat (1): Ana\n");
  assertEquals(server.console.filter((line) => line.includes("Novas conexões")), []);
});

Deno.test("a line end of any kind ends a message, so that an @ behind it stays private", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.receives("Bia entrou no chat.\n");
  await bia.send("oi\r@Ana um\u2028@ninguem segredo\v@Ana dois\n");
  await ana.receives("Bia: oi\nBia (privado): um\nBia (privado): dois\n");
  assertEquals(ana.text.includes("segredo"), false);
});
