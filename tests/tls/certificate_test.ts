/** The certificate, as two programs that no one here wrote read it: OpenSSL, and Deno's rustls. */

import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import {
  type Certificate,
  decodeCertificate,
  encodeCertificate,
  fingerprintOf,
  makeCertificate,
} from "../../lib/tls/certificate.ts";
import { hasOpenssl, openssl } from "../support/openssl.ts";

const NOW = Date.now();
const ADDRESSES = ["127.0.0.1", "26.253.198.232", "::1", "2001:db8::a0", "fe80::1%eth0", "nada"];

async function withFile<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, text);
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("OpenSSL reads every field of the certificate, and its key", {
  ignore: !hasOpenssl,
}, async () => {
  const certificate = await makeCertificate(ADDRESSES, NOW);
  await withFile(encodeCertificate(certificate), async (path) => {
    const text = await openssl("x509", "-in", path, "-noout", "-text");
    for (
      const line of [
        "Version: 3 (0x2)",
        "Signature Algorithm: ecdsa-with-SHA256",
        "Issuer: CN = chat.invalid",
        "Subject: CN = chat.invalid",
        "ASN1 OID: prime256v1",
        "X509v3 Basic Constraints: critical\n                CA:FALSE",
        "X509v3 Key Usage: critical\n                Digital Signature\n",
        "X509v3 Extended Key Usage: \n                TLS Web Server Authentication\n",
        "DNS:chat.invalid, IP Address:127.0.0.1, IP Address:26.253.198.232, " +
        "IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:0:A0\n",
      ]
    ) assert(text.includes(line), `${line} in\n${text}`);
    const [from, until] = /Not Before: (.*)\n +Not After : (.*)\n/.exec(text)!.slice(1).map(
      Date.parse,
    );
    assertEquals(from, Math.floor(NOW / 1000) * 1000 - 24 * 3600_000);
    const end = new Date(from!);
    end.setUTCFullYear(end.getUTCFullYear() + 10);
    assertEquals(until, end.getTime());
    assertEquals(await openssl("verify", "-CAfile", path, path), `${path}: OK\n`);
    assertEquals(await openssl("pkey", "-in", path, "-check", "-noout"), "Key is valid\n");
    const publicKey = await openssl("x509", "-in", path, "-noout", "-pubkey");
    assertEquals(await openssl("pkey", "-in", path, "-pubout"), publicKey);
    const fingerprint = (await fingerprintOf(certificate.der)).toHex();
    const shown = await openssl("x509", "-in", path, "-noout", "-fingerprint", "-sha256");
    assertEquals(shown.toLowerCase().replaceAll(":", "").trim().split("=")[1], fingerprint);
  });
});

/** What a TLS client that trusts `trusted` reads of a server with `shown`. */
async function handshake(
  shown: Certificate,
  trusted: Certificate,
  hostname = "chat.invalid",
): Promise<string> {
  const { pem: cert, keyPem: key } = shown;
  using listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  const served = (async () => {
    using conn = await listener.accept();
    await conn.handshake();
    await conn.write(new TextEncoder().encode("oi"));
  })().catch(() => {});
  try {
    const plain = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
    using conn = await Deno.startTls(plain, { hostname, caCerts: [trusted.pem] });
    const buffer = new Uint8Array(8);
    const length = await conn.read(buffer);
    return new TextDecoder().decode(buffer.subarray(0, length!));
  } finally {
    await served;
  }
}

Deno.test("rustls trusts the certificate under its name and addresses, and no other", async () => {
  const certificate = await makeCertificate(ADDRESSES, NOW);
  for (const hostname of ["chat.invalid", "127.0.0.1", "26.253.198.232", "::1", "2001:db8::a0"]) {
    assertEquals(await handshake(certificate, certificate, hostname), "oi", hostname);
  }
  const another = await makeCertificate(ADDRESSES, NOW);
  const wrong: [shown: Certificate, trusted: Certificate, name: string][] = [
    [certificate, certificate, "chat.example"],
    [certificate, certificate, "26.253.198.233"],
    [certificate, another, "chat.invalid"],
    [await makeCertificate([], NOW + 25 * 3600_000), another, "chat.invalid"],
  ];
  for (const [shown, trusted, name] of wrong) {
    await assertRejects(() => handshake(shown, trusted, name), Deno.errors.InvalidData);
  }
});

Deno.test("rustls does not trust a certificate before its time, or after", async () => {
  const day = 24 * 3600_000;
  for (const late of [-10 * 366 * day, 2 * day]) {
    const certificate = await makeCertificate([], NOW + late);
    await assertRejects(() => handshake(certificate, certificate), Deno.errors.InvalidData);
  }
  const early = await makeCertificate([], NOW + day - 60_000);
  assertEquals(await handshake(early, early), "oi");
});

Deno.test("two certificates share neither key nor serial number", async () => {
  const [one, other] = [await makeCertificate([], NOW), await makeCertificate([], NOW)];
  assertNotEquals(one.keyPem, other.keyPem);
  const serial = ({ der }: Certificate) => der.subarray(15, 31).toHex();
  assertNotEquals(serial(one), serial(other));
});

Deno.test("decodeCertificate() reads what encodeCertificate() wrote, and no half of it", async () => {
  const certificate = await makeCertificate(["127.0.0.1"], NOW);
  const text = encodeCertificate(certificate);
  assertEquals(await decodeCertificate(text), certificate);
  assertEquals(await decodeCertificate(certificate.pem), undefined);
  assertEquals(await decodeCertificate(certificate.keyPem), undefined);
  assertEquals(certificate.fingerprint, await fingerprintOf(certificate.der));
});
