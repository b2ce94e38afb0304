import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { Detector } from "../../lib/wire/detect.ts";
import { bytesOf, latin1, textOf } from "../support/bytes.ts";
import { feed } from "../support/detector_input.ts";

Deno.test("Detector answers a TLS hello with a TLS alert", { permissions: "none" }, () => {
  const clientHello = latin1("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n{");
  for (const reads of [[clientHello], [clientHello.slice(0, 1)], [clientHello.slice(0, 5)]]) {
    assertEquals(feed(new Detector(ptBr), reads), [{
      type: "end",
      refusal: { type: "refused", code: "tls" },
      lastWords: latin1("\x15\x03\x01\x00\x02\x02\x28"),
    }]);
  }
});

Deno.test("Detector answers an HTTP request with an HTTP response", { permissions: "none" }, () => {
  const sentence =
    "Aqui funciona um chat, não um site. Para entrar, digite chat join e o endereço do servidor.\n";
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
    if (end?.type !== "end") throw new Error(`Cannot read the response: got ${end?.type}`);
    assertEquals(end.refusal, { type: "refused", code: "http" });
    const [head, told] = textOf(end.lastWords).split("\r\n\r\n");
    assertEquals(head?.split("\r\n"), [
      "HTTP/1.1 400 Bad Request",
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${bytesOf(sentence).length}`,
      "Connection: close",
    ]);
    assertStrictEquals(told, body);
  }
});

Deno.test("Detector ends at binary data", { permissions: "none" }, () => {
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
      lastWords: bytesOf("Erro: O texto recebido não está em UTF-8.\n"),
    }]);
  }
});

Deno.test("Detector accepts control keys that people press", { permissions: "none" }, () => {
  for (const key of ["\b", "\t", "\x1b", "\x7f"]) {
    const detector = new Detector(ptBr);
    feed(detector, [`Ana${key}\n`]);
    assertStrictEquals(detector.kind, "line", JSON.stringify(key));
  }
});
