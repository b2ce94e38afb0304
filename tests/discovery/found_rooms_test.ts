/** The rooms that were found, and their rows. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Answer } from "../../lib/discovery/datagrams.ts";
import { FoundRooms, type Place } from "../../lib/discovery/found_rooms.ts";
import { roomRows, roomsJson } from "../../lib/discovery/room_rows.ts";
import { textsOf } from "../../lib/i18n/mod.ts";

const pure = { permissions: "none" } as const;

/** An answer of the room of a number. */
function answerOf(number: number, fields: Partial<Answer> = {}): Answer {
  const digits = number.toString(16).padStart(2, "0");
  return {
    nonce: "0".repeat(16),
    ...{ id: digits.repeat(16), certificate: digits.repeat(32) },
    ...{ room: `Sala ${number}`, port: 9999, people: 3, hasPassword: false, ...fields },
  };
}

/** A place where a room answered. */
function placeOf(host: string, delayMs: number, fields: Partial<Place> = {}): Place {
  return { host, port: 9999, adapter: "eth0", delayMs, ...fields };
}

Deno.test("a room that answers at two addresses is one, the faster place first", pure, () => {
  const rooms = new FoundRooms();
  const answers = [
    [placeOf("192.168.7.2", 15), true],
    [placeOf("26.1.2.3", 19, { adapter: "vpn" }), true], // A place that was not known.
    [placeOf("26.1.2.3", 6, { adapter: "vpn" }), false], // Not much faster.
    [placeOf("26.1.2.3", 5, { adapter: "vpn" }), true],
    [placeOf("26.1.2.3", 18, { adapter: "vpn" }), false],
  ] as const;
  for (const [place, isNews] of answers) {
    assertStrictEquals(rooms.add(answerOf(1), place), isNews, JSON.stringify(place));
  }
  const [room, ...others] = rooms.all;
  assertEquals(others, []);
  assertEquals(room!.places.map(({ host, delayMs }) => [host, delayMs]), [
    ["26.1.2.3", 5],
    ["192.168.7.2", 15],
  ]);
});

Deno.test("a room on this computer is at this computer", pure, () => {
  const rooms = new FoundRooms();
  for (const [host, ms] of [["26.1.2.3", 1], ["127.0.0.1", 9], ["192.168.7.2", 3]] as const) {
    rooms.add(answerOf(1), placeOf(host, ms));
  }
  const hosts = rooms.all[0]!.places.map(({ host }) => host);
  assertEquals(hosts, ["127.0.0.1", "26.1.2.3", "192.168.7.2"]);
});

Deno.test("a room with another certificate is another one, whatever its id", pure, () => {
  const rooms = new FoundRooms();
  rooms.add(answerOf(1), placeOf("a", 5));
  rooms.add(answerOf(1, { certificate: "ff".repeat(32) }), placeOf("b", 1));
  rooms.add(answerOf(1, { id: "ff".repeat(16) }), placeOf("c", 1));
  assertEquals(rooms.all.map(({ places }) => places[0]!.host), ["a", "b", "c"]);
});

Deno.test("what a room tells is the newest; whether it changed is told", pure, () => {
  const rooms = new FoundRooms();
  rooms.add(answerOf(1), placeOf("a", 5));
  assertStrictEquals(rooms.add(answerOf(1), placeOf("a", 5)), false);
  for (const fields of [{ room: "Outra" }, { hasPassword: true }]) {
    assertStrictEquals(rooms.add(answerOf(1, fields), placeOf("a", 9)), true);
  }
  assertEquals(rooms.all.map(({ name, hasPassword }) => [name, hasPassword]), [["Sala 1", true]]);
  const more = answerOf(1, { people: 4, hasPassword: true });
  assertStrictEquals(rooms.add(more, placeOf("a", 9)), false, "people come and go");
  assertEquals(rooms.all.map(({ people }) => people), [4]);
});

Deno.test("rooms and places that somebody makes up are bounded", pure, () => {
  const rooms = new FoundRooms();
  for (let at = 0; at < 200; at++) rooms.add(answerOf(at), placeOf("a", 5));
  assertStrictEquals(rooms.all.length, 32, "of one address");
  for (let at = 32; at < 200; at++) rooms.add(answerOf(at), placeOf(`b${at}`, 5));
  assertStrictEquals(rooms.all.length, 100);
  assertStrictEquals(rooms.add(answerOf(150), placeOf("c", 1)), false);
  for (let at = 0; at < 50; at++) rooms.add(answerOf(0), placeOf(`h${at}`, 100 - at));
  const { places } = rooms.all[0]!;
  assertEquals([places.length, places[0]!.host, places[1]!.host], [16, "a", "h49"]);
});

Deno.test("roomRows() are columns, with what people have to know", pure, () => {
  const rooms = new FoundRooms();
  rooms.add(
    answerOf(1, { room: "Projeto Final" }),
    placeOf("26.253.198.232", 5, {
      adapter: "Radmin VPN",
    }),
  );
  rooms.add(
    answerOf(2, { room: `日本${" ".repeat(50)}x`, people: 1, hasPassword: true, port: 9000 }),
    placeOf("192.168.7.2", 5, { port: 9000 }),
  );
  assertEquals(roomRows(rooms.all, 9999, textsOf("pt-BR")), [
    "1   Projeto Final           3 pessoas             Radmin VPN   26.253.198.232",
    "2   日本                x   1 pessoa, com senha   eth0         192.168.7.2:9000",
  ]);
  assertEquals(roomRows([], 9999, textsOf("pt-BR")), []);
  for (let at = 3; at <= 10; at++) rooms.add(answerOf(at), placeOf("a", 5));
  const rows = roomRows(rooms.all, 9999, textsOf("en"));
  assertEquals([rows[0]!.slice(0, 3), rows[9]!.slice(0, 3)], [" 1 ", "10 "]);
});

Deno.test("roomsJson() is a list for programs", pure, () => {
  const rooms = new FoundRooms();
  rooms.add(answerOf(1), placeOf("26.1.2.3", 4.6));
  assertEquals(JSON.parse(roomsJson(rooms.all)), [{
    ...{ room: "Sala 1", people: 3, hasPassword: false, host: "26.1.2.3", port: 9999 },
    ...{ adapter: "eth0", milliseconds: 5, id: "01".repeat(16), certificate: "01".repeat(32) },
  }]);
  assertStrictEquals(roomsJson([]), "[]");
});
