import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { Detector } from "../../lib/wire/detect.ts";
import { bytesOf, latin1, pieces } from "../support/bytes.ts";
import { feed } from "../support/detector_input.ts";
import { hello } from "../support/received_values.ts";

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

Deno.test("Detector hands over the head of an HTTP request, however it is cut", {
  permissions: "none",
}, () => {
  const head = "GET /a?b=%20 HTTP/1.1\r\nHost: 26.253.198.232:9999\r\n\r\n";
  for (const size of [head.length, 1, 2, 5, 7]) {
    const detector = new Detector(ptBr);
    const received = feed(detector, pieces(bytesOf(head), size));
    assertEquals(received.length, 1, `pieces of ${size}`);
    const [http] = received;
    if (http?.type !== "http" || "failure" in http.head) throw new Error(`got ${http?.type}`);
    const { request } = http.head;
    assertEquals([request.path, request.host], ["/a", "26.253.198.232:9999"]);
    assertEquals([detector.kind, detector.idleTimeoutMs], ["http", 0]);
    assertEquals(feed(detector, ["GET / HTTP/1.1\r\n\r\n"]), []);
  }
});

Deno.test("Detector hands over a request that it does not understand", {
  permissions: "none",
}, () => {
  const cases: [request: string, failure: number][] = [
    ["POST /a HTTP/1.1\r\nHost: a\r\n\r\n{}", 405],
    ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505],
    [`GET /${"a".repeat(9000)}`, 431],
  ];
  for (const [request, failure] of cases) {
    const head = { failure, isHead: false };
    assertEquals(feed(new Detector(ptBr), [request]), [{ type: "http", head }]);
  }
});

Deno.test("Detector takes names in capitals for names, typed key by key or at once", {
  permissions: "none",
}, () => {
  for (const name of ["GE", "GET", "HEADSHOT", "PAULO", "P"]) {
    assertEquals(feed(new Detector(ptBr), [`${name}\n`]), [hello(name)]);
    assertEquals(feed(new Detector(ptBr), [...name, "\n"]), [hello(name)]);
    const detector = new Detector(ptBr);
    feed(detector, [...name]);
    if (detector.kind === "unknown") {
      assertEquals(detector.idleTimeoutMs, 4000);
      assertEquals([...detector.onIdle()], name.length === 1 ? [hello(name)] : []);
    }
    const isTyped = name.length > 1;
    assertEquals(detector.kind, isTyped ? "line" : "unframed");
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
