/** A NATS that asks who comes, and one that is encrypted. */

import { assertEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { hasOpenssl, openssl } from "./support/openssl.ts";
import { Program } from "./support/program.ts";

const ignore = !hasNats;
const SERVE = ["--host", "127.0.0.1", "--port", "0", "--no-qr"];

Deno.test(
  "a NATS with a password takes who has it, and who has not is told",
  { ignore },
  async () => {
    await using nats = await TestNats.start(1, "--user", "chat", "--pass", "p@ss");
    const [{ host }] = nats.urls.map((url) => new URL(url)) as [URL];
    for (const who of ["", "chat:errada@"]) {
      // The node hangs up in whichever phase of the connection it is.
      for (let tries = 0; tries < 3; tries++) {
        await using refused = new Program("serve", "--nats", `nats://${who}${host}`, ...SERVE);
        assertEquals(await refused.ends(), 1);
        assertEquals(/O NATS não aceita este servidor: Authorization/.test(refused.err), true);
      }
    }
    await using server = new Program("serve", "--nats", `nats://chat:p%40ss@${host}`, ...SERVE);
    await server.port();
  },
);

Deno.test("a NATS that is encrypted is trusted with the authority of --nats-ca", {
  ignore: ignore || !hasOpenssl,
}, async () => {
  const folder = await Deno.makeTempDir();
  const [key, certificate] = [`${folder}/key.pem`, `${folder}/cert.pem`];
  await openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
    ...["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
  );
  try {
    await using nats = await TestNats.start(1, "--tls", "--tlscert", certificate, "--tlskey", key);
    const url = `tls://localhost:${new URL(nats.urls[0]!).port}`;
    const ca = ["--nats-ca", certificate];
    await using server = new Program("serve", "--nats", url, ...ca, ...SERVE);
    await server.port();
    await using stranger = new Program("serve", "--nats", url, ...SERVE);
    await stranger.shows("O NATS não responde");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
