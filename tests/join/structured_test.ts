import { assertEquals } from "@std/assert";
import { StructuredConversation } from "../../lib/join/structured.ts";
import { joinOptions } from "../support/join_options.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { FakeUi } from "../support/fake_ui.ts";
import { Peer } from "../support/peer.ts";

/** A client that is in, and the server it is connected to: which is the test. */
class Scene implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly face = new FakeUi();
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #leave = new AbortController();
  readonly #outcome: Promise<unknown>;
  #servers: Peer[] = [];

  constructor() {
    const { port } = this.#listener.addr;
    const { date: now, sleep } = this.clock;
    const options = joinOptions(port, { name: "Ana", now, quiet: true });
    const dial = () => Deno.connect({ hostname: "127.0.0.1", port });
    const way = { now, sleep, dial, random: () => 0, classifyDialError: () => "other" as const };
    this.#outcome = new StructuredConversation(options, this.face, way).run(this.#leave.signal);
  }

  /** The next connection of the client, welcomed as the session it is. */
  async welcome(seq: number, token = "t"): Promise<Peer> {
    const server = new Peer(await this.#listener.accept());
    this.#servers.push(server);
    await server.told("hello");
    await server.tell({ type: "welcome", name: "Ana", token, seq, people: [] });
    await this.hears(server, seq + 1);
    return server;
  }

  /** Waits until the client has read everything up to now. */
  async hears(server: Peer, seq: number): Promise<void> {
    await server.tell({ type: "notice", seq, time: 0, text: `n${seq}` });
    const has = () => this.face.events.some((event) => "seq" in event && event.seq === seq);
    await this.face.changes.until(has, () => `entry ${seq}`);
  }

  /** The client as it is once it is in; the first connection only looks whether anybody is there. */
  static async entered(): Promise<[Scene, Peer]> {
    const scene = new Scene();
    (await scene.#listener.accept()).close();
    return [scene, await scene.welcome(0)];
  }

  async lost(): Promise<void> {
    const { sentences, changes } = this.face;
    await changes.until(() => sentences.some((one) => one.includes("Tentando")), () => "the loss");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leave.abort();
    for (const server of this.#servers) await server[Symbol.asyncDispose]();
    await this.clock.pass(2_000);
    await this.#outcome;
    this.#listener.close();
  }
}

const pings = (server: Peer) => server.events.filter(({ type }) => type === "ping").length;

Deno.test("StructuredConversation asks a silent server after 10 s, gives it up after 30", async () => {
  const [scene, server] = await Scene.entered();
  await using _ = scene;
  await scene.clock.pass(10_000);
  assertEquals(pings(server), 0);
  await scene.clock.pass(3_000);
  await server.told("ping");
  await scene.clock.pass(15_000);
  assertEquals([pings(server), scene.face.sentences.length], [1, 1]);
  await scene.clock.pass(5_000);
  await scene.lost();
  await server.ends();
});

Deno.test("StructuredConversation notices within 5 s of waking that the connection is dead", async () => {
  const [scene, server] = await Scene.entered();
  await using _ = scene;
  scene.clock.suspend(20_000);
  await scene.clock.pass(4_500);
  await scene.lost();
  await server.ends();
});

Deno.test("StructuredConversation goes on after a sleep that the connection survived", async () => {
  const [scene, server] = await Scene.entered();
  await using _ = scene;
  scene.clock.suspend(20_000);
  await scene.clock.pass(2_000);
  await server.told("ping");
  await server.tell({ type: "pong" });
  await scene.hears(server, 2);
  await scene.clock.pass(6_000);
  assertEquals([server.isEnded, scene.face.sentences.length], [false, 1]);
});

Deno.test("StructuredConversation comes back at once when a key is pressed", async () => {
  const [scene, server] = await Scene.entered();
  await using _ = scene;
  scene.face.typed.push("dito na queda");
  await server[Symbol.asyncDispose]();
  await scene.lost();
  scene.face.changes.notify();
  scene.face.touch();
  const next = await scene.welcome(1);
  assertEquals(next.events[0]!["resume"], { token: "t", seen: 1 });
  await next.told("say", { id: 1, text: "dito na queda" });
});

Deno.test("StructuredConversation takes its session back from its own connection that came late", async () => {
  const [scene, server] = await Scene.entered();
  await using _ = scene;
  await server.tell({ type: "refused", code: "replaced" });
  await server[Symbol.asyncDispose]();
  await scene.lost();
  scene.face.touch();
  const next = await scene.welcome(1);
  assertEquals(next.events[0]!["resume"], { token: "t", seen: 1 });
});

Deno.test("StructuredConversation keeps what the server cannot record, and sends it in order", async () => {
  const [scene, server] = await Scene.entered();
  await using _ = scene;
  for (const line of ["um", "dois"]) scene.face.typed.push(line);
  scene.face.changes.notify();
  await server.told("say", { id: 2 });
  for (const id of [1, 2]) await server.tell({ type: "rejected", id, code: "not-recorded" });
  await scene.hears(server, 2);
  scene.face.typed.push("três");
  scene.face.changes.notify();
  await scene.clock.pass(1_000);
  await server.until(() => server.events.length === 4, "the first again, and nothing else");
  assertEquals(server.events.slice(1).map(({ id }) => id), [1, 2, 1]);
  await server.tell({ type: "said", seq: 3, time: 0, from: "Ana", id: 1, text: "um" });
  await server.told("say", { id: 3 });
  assertEquals(server.events.slice(4).map(({ id }) => id), [2, 3]);
  assertEquals(scene.face.sentences.filter((one) => one.includes("gravar")).length, 1);
});
