/** A name whose person seems to be here, asked for from the same address: a ping decides. */

import { assertEquals } from "@std/assert";
import {
  ask,
  BACK,
  cut,
  ELSEWHERE,
  hello,
  HOME,
  refusal,
  typesOf,
} from "../support/name_claims_fixture.ts";
import { type PeerConnection, TestRoom } from "../support/test_room.ts";

Deno.test("a silent connection of the same address loses its name after two seconds", async () => {
  await using room = new TestRoom();
  const silent = await room.structured("Ana", {}, { hostname: HOME });
  await room.advance(5_000);
  const asked = await ask(room, "Ana", HOME);
  await room.advance(1_900);
  assertEquals([typesOf(asked.peer), silent.isClosed(), typesOf(silent.peer).at(-1)], [
    [],
    false,
    "ping",
  ]);
  await room.advance(100);
  await asked.peer.receivesEvent("welcome", { name: "Ana" });
  await silent.peer.ends();
  assertEquals(typesOf(silent.peer).includes("refused"), false);
  assertEquals(room.printed.slice(1, 3), [
    `Conexão perdida com Ana : ('${HOME}', 50001)`,
    BACK,
  ]);
});

Deno.test("two people of one address, both alive: the second is refused, as often as asked", async () => {
  for (const answer of [{ type: "pong" }, { type: "say", text: "oi" }]) {
    await using room = new TestRoom();
    const first = await room.structured("Ana", {}, { hostname: HOME });
    await room.advance(5_000);
    for (const name of ["Ana", "ANA"]) {
      const pings = typesOf(first.peer).filter((type) => type === "ping").length;
      const second = await ask(room, name, HOME);
      await first.peer.until(
        () => typesOf(first.peer).filter((type) => type === "ping").length > pings,
        "a ping",
      );
      await room.advance(1_900);
      assertEquals(typesOf(second.peer), []);
      await first.peer.sendJson(answer);
      assertEquals((await refusal(second))[0], "name-taken");
    }
    await room.advance(3_000);
    assertEquals([room.names, first.isClosed()], [["Ana"], false]);
  }
});

Deno.test("a silent connection is not asked for another address, and loses nothing", async () => {
  await using room = new TestRoom();
  const silent = await room.structured("Ana", {}, { hostname: HOME });
  await room.advance(5_000);
  const asked = await ask(room, "Ana", ELSEWHERE);
  assertEquals((await refusal(asked))[0], "name-taken");
  assertEquals(typesOf(silent.peer).includes("ping"), false);
  await room.advance(4_000);
  assertEquals(room.names, ["Ana"]);
});

Deno.test("line clients and the old program are not thrown out, however silent they are", async () => {
  for (const kind of ["line", "unframed"] as const) {
    await using room = new TestRoom();
    const first = await room[kind]("Ana", { hostname: HOME });
    await room.advance(50_000);
    const asked = await ask(room, "Ana", HOME);
    assertEquals((await refusal(asked))[0], "name-taken", kind);
    await room.advance(5_000);
    assertEquals([room.names, first.isClosed()], [["Ana"], false], kind);
  }
});

Deno.test("many who ask for a silent name at once send one ping, and one of them gets it", async () => {
  await using room = new TestRoom();
  const silent = await room.structured("Ana", {}, { hostname: HOME });
  await room.advance(5_000);
  const asked = [];
  for (let count = 0; count < 3; count++) asked.push(await ask(room, "Ana", HOME));
  await room.advance(2_000);
  assertEquals(typesOf(silent.peer).filter((type) => type === "ping").length, 1);
  await room.advance(2_000);
  const outcomes = asked.map(({ peer }) => peer.events.map(({ type, code = type }) => code)[0]);
  assertEquals(outcomes.toSorted(), ["name-taken", "name-taken", "welcome"]);
});

Deno.test("a connection that ends during the ping loses its name at once", async () => {
  const ends = [cut, ({ server }: PeerConnection) => {
    server.fail(new Deno.errors.ConnectionReset("Connection reset by peer"));
  }];
  for (const end of ends) {
    await using room = new TestRoom();
    const first = await room.structured("Ana", {}, { hostname: HOME });
    const asked = await ask(room, "Ana", HOME);
    await room.advance(500);
    await end(first);
    await asked.peer.receivesEvent("welcome");
    assertEquals(room.clock.now(), 500);
  }
});

Deno.test("nobody is pinged for a client of another version", async () => {
  await using room = new TestRoom();
  const silent = await room.structured("Ana", {}, { hostname: HOME });
  const asked = await ask(room, "Ana", HOME, { version: 2 });
  assertEquals((await refusal(asked))[0], "version");
  assertEquals(typesOf(silent.peer).includes("ping"), false);
});

Deno.test("nobody loses a name to a connection that ended meanwhile", async () => {
  await using room = new TestRoom();
  const first = await room.structured("Ana", {}, { hostname: HOME });
  const asked = room.connect({ hostname: HOME });
  await room.advance(28_500);
  await first.peer.sendJson({ type: "ping" });
  await room.advance(500);
  await asked.peer.sendJson(hello("Ana"));
  await room.advance(1_500);
  assertEquals((await refusal(asked))[0], "hello-timeout");
  await room.advance(3_000);
  assertEquals([room.names, first.isClosed()], [["Ana"], false]);
});

Deno.test("a newcomer does not count as silent while a ping decides, and does again after it", async () => {
  for (const isAlive of [false, true]) {
    await using room = new TestRoom({ maxPerAddress: 4 });
    const first = await room.structured("Ana", {}, { hostname: HOME });
    const asked = await ask(room, "Ana", HOME);
    await room.settle();
    room.connect({ hostname: HOME }); // One more without a name than an address may have.
    await room.advance(1_900);
    assertEquals(asked.isClosed(), false);
    if (isAlive) await first.peer.sendJson({ type: "pong" });
    await room.advance(500);
    const [told] = asked.peer.events;
    assertEquals(told?.["code"] ?? told?.["type"], isAlive ? "name-taken" : "welcome");
    assertEquals(asked.isClosed(), isAlive);
  }
});

Deno.test("a sender who waits for tokens is alive, though nothing is read meanwhile", async () => {
  await using room = new TestRoom({ rate: 10 });
  const first = await room.structured("Ana", {}, { hostname: HOME });
  await first.peer.send('{"type":"say","text":"oi"}\n'.repeat(2_000));
  await room.advance(5_000);
  const asked = await ask(room, "Ana", HOME);
  await room.advance(2_500);
  assertEquals((await refusal(asked))[0], "name-taken");
  assertEquals([room.names, first.isClosed()], [["Ana"], false]);
});
