/** The responder of a server. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { decodeAnswer, encodeQuery, GROUP } from "../../lib/discovery/datagrams.ts";
import { Responder } from "../../lib/discovery/responder.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { adaptersOf, FakeMachine } from "../support/fake_network.ts";

const pure = { permissions: "none" } as const;
const LAN = "255.255.255.0";

/** A server with two adapters, and somebody who asks. */
class ResponderFixture {
  readonly clock = new FakeClock();
  readonly #network: FakeMachine[] = [];
  readonly server = new FakeMachine(
    this.clock,
    this.#network,
    `lan 192.168.7.1 ${LAN}`,
    "vpn 26.1.2.3 255.0.0.0",
  );
  readonly client = new FakeMachine(
    this.clock,
    this.#network,
    `lan 192.168.7.2 ${LAN}`,
    "vpn 26.200.0.2 255.0.0.0",
  );
  people = 3;
  readonly responder: Responder;
  /** Where the answers came from. */
  readonly answers: string[] = [];
  #count = 0;

  constructor({ host = "0.0.0.0", port = 9999, room = "Sala" } = {}) {
    const { clock, interfaces, open } = this.server;
    this.responder = new Responder({
      ...{ clock, interfaces, open, host, port, wellKnownPort: 9999 },
      describe: () => ({
        ...{ id: "a".repeat(32), certificate: "b".repeat(64), room },
        ...{ people: this.people, hasPassword: false },
      }),
    });
  }

  /** Asks from an address. Returns who answered. */
  async ask(from: string, to: string, { port = 9999, nonce = this.newNonce() } = {}) {
    const answers: string[] = [];
    const socket = await this.client.open({
      ...{ address: from, port: 0 },
      onDatagram: (bytes, source) => {
        const answer = decodeAnswer(bytes)!;
        assertStrictEquals(answer.nonce, nonce);
        answers.push(`${source.address}:${source.port} ${answer.port} ${answer.people}`);
      },
    });
    socket.send(encodeQuery(nonce), port, to);
    await turn();
    socket.close();
    return answers;
  }

  newNonce(): string {
    return (++this.#count).toString(16).padStart(16, "0");
  }
}

Deno.test("Responder answers from the address that the question reached", pure, async () => {
  const fixture = new ResponderFixture();
  await turn();
  for (const isWindows of [false, true]) {
    fixture.server.isWindows = isWindows;
    for (const to of [GROUP, "192.168.7.255", "192.168.7.1"]) {
      assertEquals(await fixture.ask("192.168.7.2", to), ["192.168.7.1:9999 9999 3"], to);
    }
    fixture.people++;
    for (const to of [GROUP, "26.255.255.255", "26.1.2.3"]) {
      assertEquals(await fixture.ask("26.200.0.2", to), ["26.1.2.3:9999 9999 4"], to);
    }
    fixture.people--;
  }
  await fixture.responder[Symbol.asyncDispose]();
});

Deno.test("Responder is quiet about anything else, and sends nothing by itself", pure, async () => {
  const fixture = new ResponderFixture();
  await turn();
  const socket = await fixture.client.open({
    ...{ address: "192.168.7.2", port: 0, onDatagram: () => {} },
  });
  for (const bytes of [new Uint8Array(), new Uint8Array(320), new Uint8Array(2_000)]) {
    socket.send(bytes, 9999, "192.168.7.1");
  }
  await fixture.clock.advance(60_000);
  assertEquals(fixture.server.sent, []);
  await fixture.responder[Symbol.asyncDispose]();
});

Deno.test("Responder of another port is found at the well-known one, too", pure, async () => {
  const fixture = new ResponderFixture({ port: 9100 });
  await turn();
  assertEquals(await fixture.ask("192.168.7.2", GROUP), ["192.168.7.1:9100 9100 3"]);
  assertEquals(await fixture.ask("192.168.7.2", "192.168.7.255", { port: 9100 }), [
    "192.168.7.1:9100 9100 3",
  ]);
  await fixture.responder[Symbol.asyncDispose]();
});

Deno.test("Responder of one address answers in its network alone", pure, async () => {
  const fixture = new ResponderFixture({ host: "26.1.2.3" });
  await turn();
  assertEquals(await fixture.ask("26.200.0.2", GROUP), ["26.1.2.3:9999 9999 3"]);
  assertEquals(await fixture.ask("192.168.7.2", "192.168.7.255"), []);
  await fixture.responder[Symbol.asyncDispose]();
});

Deno.test("Responder of `::` answers over IPv4, too", pure, async () => {
  const fixture = new ResponderFixture({ host: "::" });
  await turn();
  assertEquals(await fixture.ask("26.200.0.2", GROUP), ["26.1.2.3:9999 9999 3"]);
  await fixture.responder[Symbol.asyncDispose]();
});

Deno.test(
  "Responder answers a query once, and not more than 20 a second of one address",
  pure,
  async () => {
    const fixture = new ResponderFixture();
    await turn();
    const nonce = fixture.newNonce();
    const socket = await fixture.client.open({
      ...{ address: "192.168.7.2", port: 0, onDatagram: () => {} },
    });
    for (const to of [GROUP, "192.168.7.255", "192.168.7.1"]) {
      socket.send(encodeQuery(nonce), 9999, to);
    }
    await turn();
    assertStrictEquals(fixture.server.sent.length, 1);
    for (let at = 0; at < 100; at++) {
      socket.send(encodeQuery(fixture.newNonce()), 9999, "192.168.7.1");
    }
    await turn();
    assertStrictEquals(fixture.server.sent.length, 20);
    assertEquals((await fixture.ask("26.200.0.2", GROUP)).length, 1, "of another address");
    await fixture.clock.advance(1_000);
    assertEquals((await fixture.ask("192.168.7.2", GROUP)).length, 1);
    await fixture.responder[Symbol.asyncDispose]();
  },
);

Deno.test("Responder answers at most 500 times a second in all", pure, async () => {
  const fixture = new ResponderFixture();
  const many = Array.from({ length: 30 }, (_, at) => `vpn${at} 26.9.9.${at + 1} 255.0.0.0`);
  fixture.client.adapters = adaptersOf(...many);
  await turn();
  for (const { address } of fixture.client.adapters) {
    const socket = await fixture.client.open({ address, port: 0, onDatagram: () => {} });
    for (let at = 0; at < 20; at++) socket.send(encodeQuery(fixture.newNonce()), 9999, "26.1.2.3");
  }
  await turn();
  assertStrictEquals(fixture.server.sent.length, 500);
  await fixture.responder[Symbol.asyncDispose]();
});

Deno.test("Responder sends no answer that is three times as long", pure, async () => {
  const fixture = new ResponderFixture({ room: "\u0001".repeat(200) });
  await turn();
  assertEquals(await fixture.ask("192.168.7.2", GROUP), []);
  await fixture.responder[Symbol.asyncDispose]();
});

Deno.test(
  "Responder finds an adapter that comes, within 5 s, and passes over one that fails",
  pure,
  async () => {
    const fixture = new ResponderFixture();
    fixture.server.broken.add("26.1.2.3");
    fixture.server.adapters = adaptersOf("vpn 26.1.2.3 255.0.0.0");
    await turn();
    assertEquals(await fixture.ask("192.168.7.2", GROUP), []);
    fixture.server.adapters.push(...adaptersOf(`lan 192.168.7.1 ${LAN}`));
    await fixture.clock.advance(5_000);
    assertEquals(await fixture.ask("192.168.7.2", GROUP), ["192.168.7.1:9999 9999 3"]);
    assertEquals(await fixture.ask("26.200.0.2", GROUP), []);
    fixture.server.broken.clear();
    await fixture.clock.advance(5_000);
    assertEquals(await fixture.ask("26.200.0.2", GROUP), ["26.1.2.3:9999 9999 3"]);
    await fixture.responder[Symbol.asyncDispose]();
  },
);

Deno.test("Responder closes all sockets, those of before at each binding, too", pure, async () => {
  const fixture = new ResponderFixture();
  await turn();
  const { size } = fixture.server.sockets;
  await fixture.clock.advance(50_000);
  assertStrictEquals(fixture.server.sockets.size, size);
  await fixture.responder[Symbol.asyncDispose]();
  assertEquals([fixture.server.sockets.size, fixture.clock.pending], [0, 0]);
});

Deno.test("Responder answers near machines, and nobody on the Internet", pure, async () => {
  for (
    const [adapter, isAnswered] of [
      ["vpn 100.70.1.1 255.255.255.255", true],
      ["vpn 10.9.9.9 255.255.255.255", true],
      ["wan 8.8.8.8 255.0.0.0", false],
      ["wan 172.32.0.1 255.255.0.0", false],
    ] as const
  ) {
    const fixture = new ResponderFixture();
    fixture.client.adapters = adaptersOf(adapter);
    await turn();
    const [, address = ""] = adapter.split(" ");
    const answers = await fixture.ask(address, "26.1.2.3");
    assertEquals(answers.length, isAnswered ? 1 : 0, adapter);
    await fixture.responder[Symbol.asyncDispose]();
  }
});
