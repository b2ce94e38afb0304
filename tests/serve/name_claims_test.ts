/** A name that is kept for a person who lost the connection, and who takes it back. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
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
import { TestRoom } from "../support/test_room.ts";

Deno.test("another address reads for how long the name of a lost connection is kept", async () => {
  await using room = new TestRoom();
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  await room.advance(5_500);
  const asked = await ask(room, "ANA", ELSEWHERE);
  assertEquals(await refusal(asked), [
    "name-kept",
    "ANA 25",
    'Erro: O nome "ANA" está guardado por mais 25 s para a pessoa que perdeu a conexão. ' +
    "Espere, ou escolha outro.",
  ]);
  // The same connection may ask again, also when the time is over.
  await room.advance(24_500);
  await asked.peer.sendJson(hello("ANA"));
  await asked.peer.receivesEvent("welcome", { name: "ANA" });
});

Deno.test("a line client and a rename read for how long a name is kept", async () => {
  await using room = new TestRoom();
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  const line = room.connect({ hostname: ELSEWHERE });
  await line.peer.send("Ana\nBia\n/nome ana\n");
  const kept = (name: string) =>
    `Erro: O nome "${name}" está guardado por mais 30 s para a pessoa que perdeu a conexão. ` +
    "Espere, ou escolha outro.\n";
  await line.peer.receives(`${kept("Ana")}Bia entrou no chat.\n${kept("ana")}`);
  assertEquals(room.names, ["(Ana)", "Bia"]);
});

Deno.test("the same address takes back the name of a lost connection at once", async () => {
  await using room = new TestRoom();
  const bia = await room.line("Bia");
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  const ana = await ask(room, " ana ", HOME);
  await ana.peer.receivesEvent("welcome", { name: "ana" });
  await bia.peer.receives("Ana saiu do chat.\nana entrou no chat.\n");
  assertEquals([room.clock.now(), room.names], [0, ["Bia", "ana"]]);
  const { port } = ana.peer.address;
  assertEquals(room.printed.slice(-2), [
    BACK.replace("Ana", "ana"),
    `Conexão com sucesso com ana : ('${HOME}', ${port})`,
  ]);
});

Deno.test("netcat takes back the name of its address too", async () => {
  await using room = new TestRoom();
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  await room.line("Ana", { hostname: HOME });
  assertEquals(room.names, ["Ana"]);
});

Deno.test("another address of the same /64 takes nothing back", async () => {
  await using room = new TestRoom();
  const [one, other] = ["2001:db8::1", "2001:db8::2"];
  await cut(await room.structured("Ana", {}, { hostname: one }));
  const asked = await ask(room, "Ana", other);
  assertEquals((await refusal(asked))[0], "name-kept");
  const back = await ask(room, "Ana", one);
  await back.peer.receivesEvent("welcome");
});

Deno.test("private messages that wait are not given to a newcomer without the token", async () => {
  await using room = new TestRoom();
  const bia = await room.structured("Bia");
  const lost = await room.structured("Ana", {}, { hostname: HOME });
  const { token } = await lost.peer.receivesEvent("welcome");
  await cut(lost);
  await bia.peer.sendJson({ type: "whisper", id: 1, to: "Ana", text: "segredo" });
  await bia.peer.receivesEvent("whispered");
  const ana = await ask(room, "Ana", HOME);
  await ana.peer.receivesEvent("joined");
  await bia.peer.receivesEvent("undelivered", { to: "Ana", id: 1, text: "segredo" });
  await room.settle();
  assertEquals([typesOf(ana.peer), ana.peer.text.includes("segredo")], [
    ["welcome", "left", "joined"],
    false,
  ]);
  // The token is still good, under another name: the name is not taken from the newcomer.
  const former = await ask(room, "Ana", HOME, { resume: { token, seen: 0 } });
  assertEquals((await refusal(former)).slice(0, 2), ["name-taken", "Ana"]);
  await former.peer.sendJson(hello("Ana2", { resume: { token, seen: 0 } }));
  await former.peer.receivesEvent("welcome", { token, name: "Ana2" });
  await room.settle();
  assertEquals(former.peer.text.includes("segredo"), false);
});

Deno.test("a client that tries again by itself, with a token, takes no name from a person", async () => {
  await using room = new TestRoom();
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  const asked = await ask(room, "Ana", HOME, { resume: { token: "outro", seen: 0 } });
  assertEquals((await refusal(asked))[0], "name-kept");
  assertEquals(room.names, ["(Ana)"]);
});

Deno.test("nothing is taken over while the history cannot be written", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  const bia = await room.line("Bia");
  history.isFull = true;
  await bia.peer.send("oi\n");
  await room.settle();
  const asked = await ask(room, "Ana", HOME);
  assertEquals((await refusal(asked))[0], "not-recorded");
  assertEquals(room.names, ["(Ana)", "Bia"]);
});

Deno.test("a name that is taken back counts as a join for the rate limit", async () => {
  await using room = new TestRoom({ rate: 10 });
  for (let joins = 0; joins < 64; joins++) {
    await cut(await room.structured("Ana", {}, { hostname: HOME }));
  }
  const asked = await ask(room, "Ana", HOME);
  await room.advance(500);
  assertEquals(asked.peer.events, []);
  await room.advance(500);
  await asked.peer.receivesEvent("welcome");
});

Deno.test("a name is kept for a second at least, also when its end cannot be recorded", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const bia = await room.line("Bia");
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  history.isFull = true;
  await bia.peer.send("oi\n");
  await room.advance(40_000);
  const asked = await ask(room, "Ana", ELSEWHERE);
  assertEquals((await refusal(asked)).slice(0, 2), ["name-kept", "Ana 1"]);
});

Deno.test("nothing is taken over when the room is full", async () => {
  await using room = new TestRoom({ maxPeople: 2 });
  await cut(await room.structured("Ana", {}, { hostname: HOME }));
  await room.line("Bia");
  await room.line("Caio");
  assertEquals(room.names, ["Bia", "Caio"]); // Caio got Ana's place.
  const asked = await ask(room, "Ana", HOME);
  assertEquals((await refusal(asked))[0], "full");
});

Deno.test("the same address takes its name back after a crash of the server, no other does", async () => {
  const history = new FakeHistory();
  {
    await using room = new TestRoom({ history });
    await cut(await room.structured("Ana", {}, { hostname: HOME }));
    await cut(await room.structured("Bia", {}, { hostname: HOME }));
  }
  await using room = new TestRoom({ history });
  assertEquals((await refusal(await ask(room, "Ana", ELSEWHERE)))[0], "name-kept");
  const ana = await ask(room, "Ana", HOME);
  await ana.peer.receivesEvent("welcome", { name: "Ana" });
  assertEquals(room.names, ["(Bia)", "Ana"]);
});
