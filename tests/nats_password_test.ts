/** One room on several servers with a password, which is the room's. */

import { assertEquals, assertRejects } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { PasswordVerifier } from "../lib/password/verifier.ts";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { sharedServer } from "./support/shared_server.ts";
import { TestClient } from "./support/test_client.ts";

const ignore = !hasNats;

const WRONG = textsOf("pt-BR").refusals["wrong-password"]("");

/** What a server is started with that is given a password. */
const given = async (passwordText: string) => {
  const verifier = await PasswordVerifier.of(passwordText);
  const makeUpPassword = async () => {
    return { text: "nova", verifier: await PasswordVerifier.of("nova") };
  };
  return { passwordText, verifier, makeUpPassword };
};

/** Whether a server lets a line client in that says a password inside TLS. */
async function letsIn(port: number, password: string, name: string): Promise<boolean> {
  await using peer = await Peer.encrypted(port);
  await peer.send(`PASS ${password}\n${name}\n`);
  const joined = `${name} entrou no chat.`;
  const isAnswered = () => peer.text.includes(joined) || peer.text.includes(WRONG);
  await peer.until(isAnswered, "an answer");
  return peer.text.includes(joined);
}

Deno.test("the password of one server is that of all, and a server with another is refused", {
  ignore,
}, async () => {
  await using nats = await TestNats.start();
  await using one = await sharedServer(nats.urls, await given("segredo"));
  await using other = await sharedServer(nats.urls);
  const client = new TestClient(other.port, { name: "Ana" });
  assertEquals((await client.outcome).type, "failed");
  await using ana = new TestClient(other.port, { name: "Ana", password: "segredo" });
  await ana.shows("Ana entrou no chat.");
  assertEquals(await letsIn(one.port, "segredo", "Bia"), true);
  const wrong = await given("errada");
  const sentence = "Erro: A senha da sala é outra. Use a mesma em todos os servidores.";
  await assertRejects(() => sharedServer(nats.urls, wrong), Error, sentence);
});

Deno.test("a new password of one server is that of all, also of those that start later", {
  ignore,
}, async () => {
  await using nats = await TestNats.start();
  await using one = await sharedServer(nats.urls, await given("segredo"));
  await using other = await sharedServer(nats.urls);
  await using ana = new TestClient(other.port, { name: "Ana", password: "segredo" });
  await ana.shows("Ana entrou no chat.");
  one.type("/senha");
  await ana.shows("O anfitrião mudou a senha do chat.");
  await using third = await sharedServer(nats.urls);
  for (const { port } of [one, other, third]) {
    assertEquals(await letsIn(port, "segredo", "Bia"), false);
    assertEquals(await letsIn(port, "nova", "Caio"), true);
  }
  one.type("/senha esvaziar");
  assertEquals((await ana.outcome).type, "failed");
});
