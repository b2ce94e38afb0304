/** What the checker of the schedules on several servers finds wrong. */

import { assertEquals } from "@std/assert";
import type { Entry } from "../lib/protocol.ts";
import type { Journal, Sent } from "./torture/journal.ts";
import { problemsOf } from "./torture/room_checker.ts";

const permissions = "none";

const joined = (seq: number, name: string): Entry => ({ seq, time: 1, type: "joined", name });
const left = (seq: number, name: string): Entry => {
  return { seq, time: 1, type: "left", name, reason: "lost" };
};
const said = (seq: number, from: string, id: number, text: string): Entry => {
  return { seq, time: 1, type: "said", from, id, text };
};
const whispered = (seq: number, from: string, to: string, text: string): Entry => {
  return { seq, time: 1, type: "whispered", from, to, text };
};
const undelivered = (seq: number, to: string, text: string): Entry => {
  return { seq, time: 1, type: "undelivered", to, text };
};

const OI: Sent = { id: 1, text: "oi" };
const PSIU: Sent = { id: 2, text: "psiu", to: "Bia" };

function journal(name: string, sent: Sent[], ...entries: Entry[]): Journal {
  return { name, since: 1, sent, entries, recent: [], problems: [], trace: [] };
}

const JOINS = [joined(2, "Ana"), joined(3, "Bia"), joined(4, "Caio")];

/** The room of Ana, who said `oi` to everybody and `psiu` to Bia, Bia and Caio. */
function room(
  change: (members: [ana: Journal, bia: Journal, caio: Journal]) => void = () => {},
): string[] {
  const [oi, psiu] = [said(5, "Ana", 1, "oi"), whispered(6, "Ana", "Bia", "psiu")];
  const members: [Journal, Journal, Journal] = [
    journal("Ana", [OI, PSIU], ...JOINS, oi, psiu),
    journal("Bia", [], ...JOINS, oi, psiu),
    journal("Caio", [], ...JOINS, oi),
  ];
  change(members);
  return problemsOf({ members, guests: [] });
}

Deno.test("nothing is wrong when everybody was told everything once", { permissions }, () => {
  assertEquals(room(), []);
});

Deno.test("what one member was not told is lost", { permissions }, () => {
  assertEquals(room(([, , caio]) => caio.entries.pop()), ["Caio was not told 5"]);
});

Deno.test("what was said twice, or by nobody told, is wrong", { permissions }, () => {
  const again = said(7, "Ana", 1, "oi");
  assertEquals(room((all) => all.forEach(({ entries }) => entries.push(again))), [
    "Ana said oi, and was told oi,oi",
  ]);
  const without = (all: Journal[]) => all.forEach((one) => one.entries.splice(3, 1));
  assertEquals(room(without), ["Ana said oi, and was told "]);
});

Deno.test("one number is one entry, and numbers go up", { permissions }, () => {
  assertEquals(room(([, , { entries }]) => entries[3] = said(5, "Ana", 1, "oi!")), [
    `entry 5 is ${JSON.stringify(said(5, "Ana", 1, "oi"))} for Ana, ` +
    `${JSON.stringify(said(5, "Ana", 1, "oi!"))} for Caio`,
  ]);
  assertEquals(room(([, , { entries }]) => entries.push(entries.shift()!)), [
    "Caio was told 3,4,5,2",
  ]);
});

Deno.test("a private message comes once, and to its recipient alone", { permissions }, () => {
  const wrong = (counts: string) => [`private "psiu" to Bia: ${counts}, not rejected`];
  const psiu = whispered(6, "Ana", "Bia", "psiu");
  assertEquals(
    room(([, bia]) => bia.entries.pop()),
    wrong("1 times back, 0 received, 0 undelivered"),
  );
  assertEquals(
    room(([, bia]) => bia.entries.push({ ...psiu, seq: 7 })),
    wrong("1 times back, 2 received, 0 undelivered"),
  );
  assertEquals(
    room(([ana]) => ana.entries.push(undelivered(7, "Bia", "psiu"))),
    wrong("1 times back, 1 received, 1 undelivered"),
  );
  assertEquals(room(([, , caio]) => caio.entries.push(psiu)), [
    `Caio was told ${JSON.stringify(psiu)}`,
  ]);
});

Deno.test("a private message to a guest who left is reported once", { permissions }, () => {
  const sent = [{ id: 1, text: "psiu", to: "Gil" }];
  const psiu = whispered(4, "Ana", "Gil", "psiu");
  const problems = (...more: Entry[]) =>
    problemsOf({
      members: [journal("Ana", sent, joined(2, "Ana"), psiu, ...more)],
      guests: [journal("Gil", [], joined(3, "Gil"))],
    });
  assertEquals(problems(undelivered(5, "Gil", "psiu"), left(6, "Gil")), []);
  assertEquals(problems(), [], "the place is still kept");
  assertEquals(problems(left(6, "Gil")), [
    'private "psiu" to Gil: 1 times back, 0 received, 0 undelivered, not rejected',
  ]);
});

Deno.test("no member is called gone, or joins twice", { permissions }, () => {
  const gone = left(7, "Caio");
  const wrong = ["Ana", "Bia", "Caio"].map((name) => `${name} was told ${JSON.stringify(gone)}`);
  assertEquals(room((all) => all.forEach(({ entries }) => entries.push(gone))), wrong);
  const again = joined(7, "Caio");
  assertEquals(room((all) => all.forEach(({ entries }) => entries.push(again))), [
    "Caio joined 2 times behind 1",
  ]);
});

Deno.test("what a client noticed itself is told", { permissions }, () => {
  assertEquals(room(([ana]) => ana.problems.push("missed 3 entries")), ["missed 3 entries"]);
});
