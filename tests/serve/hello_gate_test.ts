/** A client that proves the password before it has a name, and what it is told with the name. */

import { assertEquals } from "@std/assert";
import type { RoomOptions } from "../../lib/serve/room.ts";
import { TestRoom } from "../support/test_room.ts";

const HOME = { hostname: "26.1.2.3" };
const nameless = { type: "hello", version: 1, name: "", share: "AAAA" };

Deno.test("why a person who proved the password does not come in is told with the name", async () => {
  const cases: [code: string, options: Partial<RoomOptions>, close: (room: TestRoom) => void][] = [
    ["locked", {}, (room) => room.room.moderation.setLocked(true)],
    ["banned", {}, (room) => room.room.moderation.ban({ name: "Ana", byAddress: true })],
    ["address-full", { maxPerAddress: 1 }, () => {}],
    ["full", { maxPeople: 1 }, () => {}],
  ];
  for (const [code, options, close] of cases) {
    await using room = new TestRoom(options);
    await room.line("Ana", HOME);
    close(room);
    const { peer } = room.connect(HOME);
    await peer.sendJson(nameless);
    await peer.receivesEvent("refused", { code: "name-empty" });
    await peer.sendJson({ type: "hello", version: 1, name: "Bia" });
    await peer.receivesEvent("refused", { code });
    await peer.ends();
  }
});

Deno.test("a client proves once without a name: further empty names are refused ones", async () => {
  await using room = new TestRoom();
  const { peer } = room.connect();
  for (let count = 0; count < 3; count++) await peer.sendJson(nameless);
  await peer.until(() => peer.events.length === 3, "three refusals");
  assertEquals(peer.events.map(({ code }) => code), ["name-empty", "name-empty", "name-empty"]);
  assertEquals(room.events.map(({ kind }) => kind), ["nameRefused", "nameRefused"]);
});

Deno.test("a client of another version is told so, though it has no name", async () => {
  await using room = new TestRoom();
  const { peer } = room.connect();
  await peer.sendJson({ ...nameless, version: 2 });
  await peer.receivesEvent("refused", { code: "version" });
});
