/** One room on several servers: a server fails, and its people go on at another one. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { sharedProgram } from "./support/shared_program.ts";
import { TestClient } from "./support/test_client.ts";

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
  assert(performance.now() - killedAt < 2_000);
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
