/** A room with a password, from both sides: our clients, and who listens or stands in the middle. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { PasswordVerifier } from "../lib/password/verifier.ts";
import { wrapSentences } from "../lib/term/sentences.ts";
import { makeCertificate } from "../lib/tls/certificate.ts";
import { encodeBase64 } from "../lib/tls/pem.ts";
import { Peer } from "./support/peer.ts";
import { Program } from "./support/program.ts";
import { Relay } from "./support/relay.ts";
import { TestClient } from "./support/test_client.ts";
import { CERTIFICATE, TestServer } from "./support/test_server.ts";

const texts = textsOf("pt-BR");
const PASSWORD = "casa-livro-ponte";
const verifier = await PasswordVerifier.of(PASSWORD);

/** The sentence with which a client ends that could not connect. */
function failure(port: number, kind: keyof typeof texts.connectFailures, detail = "") {
  const sentence = texts.cannotConnect(texts.connectFailures[kind]("127.0.0.1", port, detail));
  return { type: "failed" as const, sentence };
}

Deno.test("a client with the password joins, and comes back after an outage", async () => {
  await using server = new TestServer({ verifier });
  await using relay = new Relay(server.port);
  await using client = new TestClient(relay.port, { name: "Ana", password: PASSWORD });
  await client.shows("Ana entrou no chat.");
  await using bia = await Peer.encrypted(server.port);
  await bia.send(`PASS ${PASSWORD}\nBia\n`);
  await client.shows("Bia entrou no chat.");
  client.type("oi, Bia");
  await bia.receives("Ana: oi, Bia\n");
  assertEquals(relay.text.includes(PASSWORD), false);
  const shown = server.console.join("\n") + client.shown;
  assertEquals(shown.includes(PASSWORD), false);
});

Deno.test("serve and join take the password from a file, whoever wrote it", async () => {
  const [utf16, withBlank] = [await Deno.makeTempFile(), await Deno.makeTempFile()];
  await Deno.writeFile(utf16, Uint8Array.of(0xff, 0xfe, 0x61, 0, 0xe7, 0, 0xe3, 0, 0x6f, 0, 10, 0));
  await Deno.writeTextFile(withBlank, "ação \r\n");
  const here = ["--host", "127.0.0.1", "--port", "0"];
  await using server = new Program("serve", ...here, "--password-file", utf16);
  const port = await server.port();
  const address = `127.0.0.1:${port}`;
  await using ana = new Program("join", address, "--name", "Ana", "--password-file", withBlank);
  await ana.shows("Ana entrou no chat.\n");
  await using none = new Program("join", address, "--password-file", "nada.txt");
  const { unusable } = texts.passwordFileFailures;
  assertEquals([await none.ends(), none.err], [1, `${unusable("nada.txt")}\n`]);
  assertEquals(server.out.includes("ação"), false);
  for (const path of [utf16, withBlank]) await Deno.remove(path);
});

Deno.test("a person at a terminal is asked for the password, three times at most", async () => {
  await using server = new TestServer({ verifier });
  const { port } = server;
  await using right = new TestClient(port, {
    name: "Ana",
    isInteractive: true,
    secrets: ["errada", PASSWORD],
  });
  await right.shows("Ana entrou no chat.");
  const { askPassword } = texts;
  const wrong = failure(port, "wrong-password");
  const [, afterFirst = "", ...rest] = right.shown.split(askPassword);
  const shown = `${wrapSentences(wrong.sentence, { columns: 80, rows: 24 })}\n`;
  assertEquals([afterFirst.endsWith(shown), rest.length], [true, 1]);
  const secrets = ["um", "dois", "três", PASSWORD];
  await using never = new TestClient(port, { name: "Bia", isInteractive: true, secrets });
  assertEquals(await never.outcome, wrong);
  assertEquals(secrets, [PASSWORD]);
  assertEquals(never.shown.split(askPassword).length - 1, 3);
  await using nobody = new TestClient(port, { name: "Caio", isInteractive: true });
  assertEquals(await nobody.outcome, { type: "left" });
});

Deno.test("a client says how to give the password, or asks for it when a given one is wrong", async () => {
  await using server = new TestServer({ verifier });
  await using client = new TestClient(server.port, { name: "Ana" });
  assertEquals(await client.outcome, failure(server.port, "password"));
  await using wrong = new TestClient(server.port, {
    name: "Ana",
    password: "errada",
    isInteractive: true,
    secrets: ["também errada", PASSWORD],
  });
  await wrong.shows("Ana entrou no chat.");
  await using alone = new TestClient(server.port, { name: "Bia", password: "errada" });
  assertEquals(await alone.outcome, failure(server.port, "wrong-password"));
});

Deno.test("who has the password, and is not let in, reads why", async () => {
  await using server = new TestServer({ verifier });
  server.room.moderation.setLocked(true);
  await using client = new TestClient(server.port, { name: "Ana", password: PASSWORD });
  const sentence = texts.refusals.locked("");
  assertEquals(await client.outcome, { type: "failed", code: "locked", sentence });
});

Deno.test("a client with a password joins no server without one, and none in plain", async () => {
  await using open = new TestServer();
  await using client = new TestClient(open.port, { name: "Ana", password: PASSWORD });
  assertEquals(await client.outcome, failure(open.port, "no-password"));
  await using plain = new TestServer({ certificate: undefined });
  await using other = new TestClient(plain.port, { name: "Ana", password: PASSWORD });
  assertEquals(await other.outcome, failure(plain.port, "no-password"));
  for (const server of [open, plain]) assertEquals(server.console.length, 1);
});

Deno.test("a client behind whose address others guessed too often waits, says so, and joins", async () => {
  await using server = new TestServer({ verifier });
  await using wrong = new TestClient(server.port, { name: "Eva", password: "errada" });
  assertEquals(await wrong.outcome, failure(server.port, "wrong-password"));
  const { password, clock } = server.room;
  // Eight wrong guesses, the last one 3 s ago: the next one is 8 s after it.
  const now = clock.now() - 10_000;
  for (const at of [0, 0, 0, 0, 1_000, 3_000, 7_000]) password.guess("127.0.0.1", now + at);
  password.onWrong("127.0.0.1");
  await server.shows(texts.password.guessing("127.0.0.1", 5));
  const isInteractive = true;
  await using right = new TestClient(server.port, {
    name: "Ana",
    password: PASSWORD,
    isInteractive,
  });
  await right.shows("tente de novo em ");
  await right.shows("Ana entrou no chat.");
});

Deno.test("somebody in the middle with another certificate is detected before anything is said", async () => {
  await using server = new TestServer({ verifier });
  const theirs = await makeCertificate(["127.0.0.1"], Date.now());
  const { pem: cert, keyPem: key } = theirs;
  // The client's TLS ends in the middle, and another one begins there. Both sides of it are read.
  using middle = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  const read: string[] = [];
  const join = async (outer: Deno.Conn, isTls: boolean) => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const trust = { hostname: "chat.invalid", caCerts: [CERTIFICATE.pem] };
    const inner = isTls ? await Deno.startTls(conn, trust) : conn;
    const pump = async (from: Deno.Conn, to: Deno.Conn) => {
      const buffer = new Uint8Array(8192);
      for (let length; (length = await from.read(buffer)) !== null;) {
        // The pong's certificate becomes the one of the middle.
        const text = new TextDecoder().decode(buffer.subarray(0, length))
          .replace(encodeBase64(CERTIFICATE.der), encodeBase64(theirs.der));
        read.push(text);
        await to.write(new TextEncoder().encode(text));
      }
      await to.closeWrite();
    };
    await Promise.allSettled([pump(outer, inner), pump(inner, outer)]);
    for (const one of [outer, inner]) one.close();
  };
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const running = (async () => {
    await join(await listener.accept(), false);
    const second = await listener.accept();
    const near = await Deno.connect({ hostname: "127.0.0.1", port: middle.addr.port });
    const far = await middle.accept();
    const pipes = [second.readable.pipeTo(near.writable), near.readable.pipeTo(second.writable)];
    await Promise.allSettled([join(far, true), ...pipes]);
  })();
  await using client = new TestClient(port, { name: "Fulaninho", password: PASSWORD });
  assertEquals(await client.outcome, failure(port, "wrong-password"));
  await running.catch(() => {});
  const all = read.join("");
  assert(all.includes('"type":"challenge"'), "the middle read the exchange");
  for (const secret of [PASSWORD, "Fulaninho", '"type":"proof"', "token"]) {
    assertEquals(all.includes(secret), false, secret);
  }
  assertEquals(server.console.length, 1);
});

Deno.test("a stranger who only knows what was recorded cannot try passwords on it", async () => {
  await using server = new TestServer({ verifier });
  await using relay = new Relay(server.port);
  await using client = new TestClient(relay.port, { name: "Ana", password: PASSWORD });
  await client.shows("Ana entrou no chat.");
  // On the wire are the salt and TLS: no share, and no confirmation.
  assert(relay.text.includes(encodeBase64(verifier.salt)));
  for (const word of ["share", "confirm", "challenge", "proof"]) {
    assertEquals(relay.text.includes(word), false, word);
  }
});

Deno.test("ten thousand guesses of a dictionary are slowed down to a few, and people inside go on", async () => {
  await using server = new TestServer({ verifier, passwordPlain: true }); // TLS takes a minute.
  await using ana = await Peer.connect(server.port);
  await ana.send(`PASS ${PASSWORD}\nAna\n`);
  await ana.receives("Ana entrou no chat.\n");
  let checked = 0;
  let next = 0;
  const guess = async () => {
    while (next++ < 10_000) {
      await using peer = await Peer.connect(server.port);
      await peer.sendJson({ type: "hello", version: 1, name: "Eva", share: BAD_SHARE });
      await peer.ends();
      if (peer.text.includes("wrong-password")) checked++;
    }
  };
  await Promise.all(Array.from({ length: 8 }, guess));
  assert(checked < 20, `${checked} guesses were checked`);
  await ana.send("/quem\n");
  await ana.receives("No chat (1): Ana\n");
  assertEquals(server.console.filter((line) => line.includes("errou a senha")).length, 1);
});

/** A point of the curve that belongs to no password. */
const BAD_SHARE = encodeBase64(new Uint8Array(65));
