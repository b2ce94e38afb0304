import { assertEquals } from "@std/assert";
import { decodeBase64, decodePem, encodeBase64, encodePem } from "../../lib/tls/pem.ts";

const pure = { permissions: "none" } as const;

Deno.test("encodePem() writes lines of 64 characters between two marks", pure, () => {
  const text = encodePem("CERTIFICATE", new Uint8Array(50));
  assertEquals(
    text,
    [
      "-----BEGIN CERTIFICATE-----",
      "A".repeat(64),
      "AAA=",
      "-----END CERTIFICATE-----",
      "",
    ].join("\n"),
  );
  assertEquals(decodePem("CERTIFICATE", text), new Uint8Array(50));
});

Deno.test("decodePem() finds its label among others, with any line ends", pure, () => {
  const key = encodePem("PRIVATE KEY", Uint8Array.of(1, 2, 3));
  const certificate = encodePem("CERTIFICATE", Uint8Array.of(4, 5));
  const both = (key + certificate).replaceAll("\n", "\r\n");
  assertEquals(decodePem("PRIVATE KEY", both), Uint8Array.of(1, 2, 3));
  assertEquals(decodePem("CERTIFICATE", both), Uint8Array.of(4, 5));
  assertEquals(decodePem("CERTIFICATE", key), undefined);
  assertEquals(decodePem("CERTIFICATE", certificate.replace("BAU=", "BA!=")), undefined);
  assertEquals(decodePem("CERTIFICATE", certificate.replace("BAU=", "BAU")), undefined);
});

Deno.test("decodeBase64() takes what encodeBase64() makes, and nothing else", pure, () => {
  const all = Uint8Array.from({ length: 256 }, (_, at) => at);
  for (const length of [1, 2, 3, 255, 256]) {
    const bytes = all.subarray(0, length);
    assertEquals(decodeBase64(encodeBase64(bytes)), bytes);
  }
  for (const text of ["", "A", "AAA", "====", "AA==A", "A-_A", "AAAA\n", "AA=A", " AAA"]) {
    assertEquals(decodeBase64(text), undefined, text);
  }
});
