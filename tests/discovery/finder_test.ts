/** The finder of a client. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Answer, decodeQuery, encodeAnswer, GROUP } from "../../lib/discovery/datagrams.ts";
import { Finder } from "../../lib/discovery/finder.ts";
import type { UdpSocket } from "../../lib/discovery/udp.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { adaptersOf, FakeMachine } from "../support/fake_network.ts";

const pure = { permissions: "none" } as const;
const LAN = "255.255.255.0";

/** Somebody who looks for chats. */
class FinderFixture {
  readonly clock = new FakeClock();
  readonly network: FakeMachine[] = [];
  readonly client = new FakeMachine(
    this.clock,
    this.network,
    `lan 192.168.7.2 ${LAN}`,
    "vpn 26.200.0.2 255.0.0.0",
  );
  changes = 0;
  finder!: Finder;

  start(known: { host: string; port: number }[] = []): void {
    const { clock, interfaces, open } = this.client;
    this.finder = new Finder({
      ...{ clock, interfaces, open, port: 9999, known },
      onChange: () => this.changes++,
    });
  }

  /** Where queries were sent to until now, and from which address. */
  get asked(): string[] {
    return this.client.sent.map(({ from, to }) => `${from.split(":")[0]} > ${to}`);
  }
}

/** A machine that answers each query with what the test makes of its nonce. */
async function answering(
  { clock, network }: FinderFixture,
  adapter: string,
  reply: (nonce: string, socket: UdpSocket, port: number, address: string) => void,
): Promise<FakeMachine> {
  const machine = new FakeMachine(clock, network, adapter);
  const [own] = machine.adapters;
  const socket = await machine.open({ address: own!.address, port: 9999, onDatagram: () => {} });
  const everybody = await machine.open({
    ...{ address: "0.0.0.0", port: 9999 },
    onDatagram: (bytes, { port, address }) => reply(decodeQuery(bytes)!, socket, port, address),
  });
  everybody.joinGroup(own!.address);
  return machine;
}

const ANSWER: Omit<Answer, "nonce"> = {
  ...{ id: "a".repeat(32), certificate: "b".repeat(64), room: "Sala", port: 9000 },
  ...{ people: 2, hasPassword: false },
};

Deno.test("Finder asks everybody three times within a second, on each network", pure, async () => {
  const fixture = new FinderFixture();
  fixture.start();
  await turn();
  const once = [
    "127.0.0.1 > 127.0.0.1:9999",
    `192.168.7.2 > ${GROUP}:9999`,
    "192.168.7.2 > 192.168.7.255:9999",
    `26.200.0.2 > ${GROUP}:9999`,
    "26.200.0.2 > 26.255.255.255:9999",
  ];
  assertEquals(fixture.asked, once);
  await fixture.clock.advance(300);
  assertEquals(fixture.asked, [...once, ...once]);
  await fixture.clock.advance(500);
  assertEquals(fixture.asked, [...once, ...once, ...once]);
  await fixture.clock.advance(4_199);
  assertStrictEquals(fixture.asked.length, 15);
  await fixture.clock.advance(1);
  assertStrictEquals(fixture.asked.length, 20);
  await fixture.finder[Symbol.asyncDispose]();
  assertEquals([fixture.client.sockets.size, fixture.clock.pending], [0, 0]);
});

Deno.test("Finder asks servers that are known, by their addresses", pure, async () => {
  const fixture = new FinderFixture();
  fixture.client.adapters = adaptersOf(`lan 192.168.7.2 ${LAN}`);
  fixture.start([{ host: "10.9.8.7", port: 9100 }, { host: "casa.example", port: 9999 }]);
  await turn();
  assertEquals(fixture.asked.filter((one) => /> (?:10|casa)/.test(one)), [
    "192.168.7.2 > 10.9.8.7:9100",
  ]);
  await fixture.finder[Symbol.asyncDispose]();
});

Deno.test("Finder tells of rooms, where they answered, and how fast", pure, async () => {
  const fixture = new FinderFixture();
  await answering(fixture, `lan 192.168.7.9 ${LAN}`, async (nonce, socket, port, address) => {
    await fixture.clock.sleep(20);
    socket.send(encodeAnswer({ ...ANSWER, nonce }), port, address);
  });
  fixture.start();
  await fixture.clock.advance(50);
  assertEquals(fixture.finder.rooms, [{
    ...{ id: ANSWER.id, certificate: ANSWER.certificate, name: "Sala", people: 2 },
    hasPassword: false,
    places: [{ host: "192.168.7.9", port: 9000, adapter: "lan", delayMs: 20 }],
  }]);
  assertStrictEquals(fixture.changes, 1);
  await fixture.clock.advance(1_000);
  assertStrictEquals(fixture.changes, 1, "the same answer again");
  await fixture.finder[Symbol.asyncDispose]();
});

Deno.test("Finder takes no answer to what it did not ask", pure, async () => {
  const fixture = new FinderFixture();
  await answering(fixture, `lan 192.168.7.9 ${LAN}`, (nonce, socket, port, address) => {
    const other = nonce.replace(/^./, (digit) => digit === "0" ? "1" : "0");
    socket.send(encodeAnswer({ ...ANSWER, nonce: other }), port, address);
    socket.send(new Uint8Array(2_000), port, address);
    socket.send(new TextEncoder().encode("{}"), port, address);
  });
  fixture.start();
  await fixture.clock.advance(1_000);
  assertEquals([fixture.finder.rooms, fixture.changes], [[], 0]);
  await fixture.finder[Symbol.asyncDispose]();
});

Deno.test(
  "Finder goes on when an adapter fails, and finds one that comes, within 5 s",
  pure,
  async () => {
    const fixture = new FinderFixture();
    fixture.client.broken.add("26.200.0.2");
    await answering(fixture, "vpn 26.1.2.3 255.0.0.0", (nonce, socket, port, address) => {
      socket.send(encodeAnswer({ ...ANSWER, nonce }), port, address);
    });
    fixture.start();
    await fixture.clock.advance(4_900);
    assertEquals(fixture.asked.some((one) => one.startsWith("192.168.7.2")), true);
    assertEquals(fixture.finder.rooms, []);
    fixture.client.broken.clear();
    await fixture.clock.advance(100);
    assertEquals(fixture.finder.rooms.map(({ places }) => places[0]!.host), ["26.1.2.3"]);
    await fixture.finder[Symbol.asyncDispose]();
  },
);

Deno.test("Finder says whether there was somebody to ask", pure, async () => {
  for (const isMute of [false, true]) {
    const fixture = new FinderFixture();
    if (isMute) {
      for (const { address } of fixture.client.interfaces()) fixture.client.broken.add(address);
    }
    fixture.start();
    await fixture.clock.advance(1_000);
    assertEquals([fixture.finder.canAsk, fixture.client.sent.length > 0], [!isMute, !isMute]);
    await fixture.finder[Symbol.asyncDispose]();
  }
});

Deno.test(
  "Finder takes no answer that is minutes late, and asks nothing after its end",
  pure,
  async () => {
    const fixture = new FinderFixture();
    const asked: string[] = [];
    let reply!: (nonce: string) => void;
    await answering(fixture, `lan 192.168.7.9 ${LAN}`, (nonce, socket, port, address) => {
      asked.push(nonce);
      reply = (given) => socket.send(encodeAnswer({ ...ANSWER, nonce: given }), port, address);
    });
    fixture.start();
    await fixture.clock.advance(300_000);
    reply(asked[0]!); // Hundreds of queries ago.
    await turn();
    assertEquals(fixture.finder.rooms, []);
    reply(asked.at(-1)!);
    await turn();
    assertEquals(fixture.finder.rooms.length, 1);
    await fixture.finder[Symbol.asyncDispose]();
    const { length } = fixture.client.sent;
    await fixture.clock.advance(10_000);
    assertEquals(fixture.client.sent.length, length);
  },
);
