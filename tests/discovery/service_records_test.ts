/** A room as a service of DNS-SD. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { answerTo, labelOf, recordsOf, SERVICE_TYPE } from "../../lib/discovery/service_records.ts";

const pure = { permissions: "none" } as const;
const ID = "0123456789abcdef".repeat(2);
const ROOM = {
  ...{ id: ID, certificate: ID.repeat(2), room: "Projeto Final", port: 9000 },
  ...{ people: 3, hasPassword: true },
};
const INSTANCE = `Projeto Final.${SERVICE_TYPE}`;
const TARGET = "chat-0123456789ab.local";
const TXT = [
  ...["version=1", "room=Projeto Final", "people=3", "password=1"],
  ...[`id=${ID}`, `certificate=${ID}${ID}`],
];
const SERVICES = "_services._dns-sd._udp.local";

Deno.test("recordsOf() are those of DNS-SD", pure, () => {
  assertEquals(recordsOf(ROOM, "26.1.2.3"), [
    { name: SERVICES, type: "PTR", ttl: 120, data: SERVICE_TYPE },
    { name: SERVICE_TYPE, type: "PTR", ttl: 120, data: INSTANCE },
    { name: INSTANCE, type: "SRV", ttl: 120, data: { port: 9000, target: TARGET } },
    { name: INSTANCE, type: "TXT", ttl: 120, data: TXT },
    { name: TARGET, type: "A", ttl: 120, data: "26.1.2.3" },
  ]);
  assert(recordsOf(ROOM, "26.1.2.3", 0).every(({ ttl }) => ttl === 0));
  const open = recordsOf({ ...ROOM, hasPassword: false }, "26.1.2.3")[3]!;
  assert(Array.isArray(open.data) && open.data.includes("password=0"));
});

Deno.test("answerTo() answers what it is asked, with what is needed next", pure, () => {
  const kinds = (name: string, type: string) => {
    const answer = answerTo({ name, type }, ROOM, "26.1.2.3");
    return answer &&
      [answer.answers, answer.additionals].map((records) => records.map(({ type }) => type).join());
  };
  assertEquals(kinds(SERVICES, "PTR"), ["PTR", "PTR,SRV,TXT,A"]);
  assertEquals(kinds(SERVICE_TYPE.toUpperCase(), "PTR"), ["PTR", "SRV,TXT,A"]);
  assertEquals(kinds(INSTANCE, "SRV"), ["SRV", "PTR,TXT,A"]);
  assertEquals(kinds(INSTANCE, "ANY"), ["SRV,TXT", "PTR,A"]);
  assertEquals(kinds(TARGET, "A"), ["A", "PTR,SRV,TXT"]);
  for (const [name, type] of [[TARGET, "AAAA"], [SERVICE_TYPE, "A"], ["_http._tcp.local", "PTR"]]) {
    assertStrictEquals(kinds(name!, type!), undefined, `${name} ${type}`);
  }
});

Deno.test("labelOf() is one part of a name, of at most 63 bytes", pure, () => {
  assertStrictEquals(labelOf("Sala 1.2"), "Sala 1-2");
  for (const room of ["a".repeat(64), "字".repeat(40), "👩‍👩‍👧".repeat(8)]) {
    const label = labelOf(room);
    assert(new TextEncoder().encode(label).length <= 63 && room.startsWith(label), label);
    assertStrictEquals(label.isWellFormed(), true);
  }
  assertStrictEquals(labelOf("字".repeat(40)).length, 21);
});
