/** One room on several servers: a server fails, and its people go on at another one. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { sharedProgram } from "./support/shared_program.ts";
import { TestClient } from "./support/test_client.ts";
import { WebPeer } from "./support/web_peer.ts";
import { FaultProxy } from "./torture/fault_proxy.ts";

const ignore = !hasNats;

/** A person who is in the chat at a server. */
async function joined(port: number, name: string): Promise<TestClient> {
  const client = new TestClient(port, { name });
  await client.shows(`${name} entrou no chat.`);
  return client;
}

/** How often a text is in what a client shows. */
const countIn = ({ shown }: TestClient, text: string) => shown.split(text).length - 1;

Deno.test("the people of a server that is killed go on at another one", { ignore }, async () => {
  await using nats = await TestNats.start();
  await using one = await sharedProgram(nats.urls);
  await using other = await sharedProgram(nats.urls);
  await using ana = await joined(one.port, "Ana");
  await using bia = await joined(other.port, "Bia");
  ana.type("antes");
  await bia.shows("Ana: antes");
  await one.program.kill();
  const killedAt = performance.now();
  ana.type("depois");
  await bia.shows("Ana: depois");
  assert(performance.now() - killedAt < 5_000); // Half of the first wait for a silent server.
  bia.type("@Ana psiu");
  await ana.shows("psiu");
  assertEquals([countIn(bia, "Ana: antes"), countIn(bia, "Ana: depois"), countIn(ana, "psiu")], [
    1,
    1,
    1,
  ]);
  assertStrictEquals(countIn(bia, "saiu"), 0);
});

Deno.test("who does not come back is away after the lease, and gone after the grace time", {
  ignore,
}, async () => {
  await using nats = await TestNats.start();
  await using one = await sharedProgram(nats.urls, { args: ["--grace", "3"] });
  await using other = await sharedProgram(nats.urls, { args: ["--grace", "3"] });
  await using ana = await Peer.structured(one.port, "Ana");
  await using bia = await Peer.structured(other.port, "Bia");
  await ana.receivesEvent("joined", { name: "Bia" });
  await one.program.kill();
  await bia.sendJson({ type: "whisper", id: 1, to: "Ana", text: "volta?" });
  await bia.receivesEvent("whispered", { text: "volta?" });
  await bia.receivesEvent("delayed", { to: "Ana", text: "volta?" });
  await bia.receivesEvent("left", { name: "Ana", reason: "lost" });
  await bia.receivesEvent("undelivered", { to: "Ana", text: "volta?" });
  assertStrictEquals(bia.events.filter(({ type }) => type === "undelivered").length, 1);
});

Deno.test(
  "a server that is frozen is left as soon as something is pending",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    await using one = await sharedProgram(nats.urls);
    await using other = await sharedProgram(nats.urls);
    await using ana = await joined(one.port, "Ana");
    await using bia = await joined(other.port, "Bia");
    one.program.signal("SIGSTOP");
    ana.type("ainda aqui");
    await bia.shows("Ana: ainda aqui");
    one.program.signal("SIGCONT");
    bia.type("que bom");
    await ana.shows("Bia: que bom");
    ana.type("pois é");
    await bia.shows("Ana: pois é");
    assertEquals([countIn(bia, "ainda aqui"), countIn(bia, "pois é"), countIn(bia, "saiu")], [
      1,
      1,
      0,
    ]);
  },
);

Deno.test(
  "all servers are started again: everybody resumes, and nothing is lost",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    const [first, second] = [await sharedProgram(nats.urls), await sharedProgram(nats.urls)];
    await using ana = await joined(first.port, "Ana");
    await using bia = await joined(second.port, "Bia");
    await Promise.all([first.program.kill(), second.program.kill()]);
    ana.type("enquanto isso");
    await using again = await sharedProgram(nats.urls, { port: first.port });
    await using both = await sharedProgram(nats.urls, { port: second.port });
    await bia.shows("Ana: enquanto isso");
    assertStrictEquals(countIn(bia, "enquanto isso"), 1);
    assertStrictEquals(again.port + both.port, first.port + second.port);
  },
);

Deno.test(
  "a server that is cut off from NATS takes nobody in, and sends its people to the others",
  {
    ignore,
  },
  async () => {
    await using nats = await TestNats.start();
    await using proxy = new FaultProxy(Number(new URL(nats.urls[0]!).port));
    await using one = await sharedProgram(nats.urls);
    await using other = await sharedProgram([`nats://127.0.0.1:${proxy.port}`]);
    await using ana = await joined(one.port, "Ana");
    await using bia = await joined(other.port, "Bia");
    await ana.shows("Bia entrou no chat.");
    proxy.inject({ isFrozen: true });
    bia.type("ainda aqui");
    await ana.shows("Bia: ainda aqui");
    await other.program.shows("Sem contato com o NATS");
    await using caio = await Peer.connect(other.port);
    await caio.sendJson({ type: "hello", version: 1, name: "Caio" });
    await caio.receivesEvent("refused", { code: "server-closing" });
    proxy.heal();
    await other.program.shows("O NATS voltou.");
    await using davi = await joined(other.port, "Davi");
    davi.type("cheguei");
    await bia.shows("Davi: cheguei");
    assertEquals([countIn(ana, "ainda aqui"), countIn(ana, "saiu")], [1, 0]);
  },
);

Deno.test("a terminal, netcat, the old program and a browser's socket are in one room", {
  ignore,
}, async () => {
  await using nats = await TestNats.start();
  await using one = await sharedProgram(nats.urls);
  await using other = await sharedProgram(nats.urls);
  await using third = await sharedProgram(nats.urls);
  await using ana = await joined(one.port, "Ana");
  await using bia = await Peer.line(other.port, "Bia");
  await using caio = await Peer.unframed(third.port, "Caio");
  await using davi = new WebPeer(new WebSocket(`ws://127.0.0.1:${other.port}/chat`));
  await davi.join("Davi");
  await ana.shows("Davi entrou no chat.");
  ana.type("oi");
  await bia.receives("Ana: oi\n");
  await caio.receives("Ana: oi");
  await davi.receives("said", { from: "Ana", text: "oi" });
  await caio.send("@Bia psiu");
  await bia.receives("Caio (privado): psiu\n");
});
