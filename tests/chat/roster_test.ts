import { countNormalizations } from "../support/cost.ts";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { Roster } from "../../lib/chat/roster.ts";
import { type Presence, Session } from "../../lib/chat/session.ts";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";

const pure = { permissions: "none" } as const;

function session(id: number, name: string, since = 0): Session {
  return new Session(id, name, { tokenHash: `hash${id}`, since, joinedAfterSeq: 0 });
}

function update(roster: Roster, session: Session, presence: Presence): void {
  session.presence = presence;
  roster.update(session);
}

const names = (sessions: Iterable<Session>) => [...sessions].map(({ name }) => name);

Deno.test("Roster.update() keeps the session fields that its presence allows", {
  permissions: "none",
}, () => {
  const cases: [Presence, isIn: boolean, isAway: boolean, isKnown: boolean][] = [
    ["here", true, false, true],
    ["away", true, true, true],
    ["gone", false, false, true],
    ["ended", false, false, false],
  ];
  for (const [before] of cases) {
    for (const [presence, isIn, isAway, isKnown] of cases) {
      const roster = new Roster();
      const ana = session(1, "Ana");
      update(roster, ana, before);
      update(roster, ana, presence);
      const criterion = `${before}, then ${presence}`;
      assertStrictEquals(roster.find("ana"), isIn ? ana : undefined, criterion);
      assertEquals([roster.has(ana), roster.size], [isIn, isIn ? 1 : 0], criterion);
      assertEquals(roster.members(), isIn ? [ana] : [], criterion);
      assertEquals([...roster.away()], isAway ? [ana] : [], criterion);
      const known = isKnown ? ana : undefined;
      assertEquals([roster.ownerOf("hash1"), roster.withId(1)], [known, known], criterion);
    }
  }
});

Deno.test("Roster.update() finds no session without a token by one", {
  permissions: "none",
}, () => {
  const roster = new Roster();
  const ana = new Session(1, "Ana", { tokenHash: null, since: 0, joinedAfterSeq: 0 });
  roster.update(ana);
  for (const hash of ["", "null", "undefined"]) {
    assertStrictEquals(roster.ownerOf(hash), undefined, hash);
  }
  assertStrictEquals(roster.withId(1), ana);
  update(roster, ana, "ended");
  assertStrictEquals(roster.withId(1), undefined);
});

Deno.test("Roster.update() leaves a name to its current holder", { permissions: "none" }, () => {
  for (const presence of ["gone", "ended"] as const) {
    const roster = new Roster();
    const [first, second] = [session(1, "Ana"), session(2, "ANA")];
    update(roster, first, "gone");
    roster.update(second);
    update(roster, first, presence);
    assertStrictEquals(roster.find("Ana"), second, presence);
    assertEquals([roster.has(first), roster.has(second)], [false, true], presence);
  }
});

Deno.test("Roster.members() is in order of joining", { permissions: "none" }, () => {
  const roster = new Roster();
  const sessions = [
    session(4, "D", 20),
    session(1, "A", 30),
    session(3, "C", 10),
    session(2, "B", 20),
  ];
  for (const session of sessions) roster.update(session);
  assertEquals(names(roster.members()), ["C", "B", "D", "A"]);
  roster.rename(sessions[3]!, "E");
  update(roster, sessions[0]!, "away");
  assertEquals(names(roster.members()), ["C", "E", "D", "A"]);
  update(roster, sessions[2]!, "gone");
  update(roster, sessions[1]!, "ended");
  assertEquals(names(roster.members()), ["E", "D"]);
  update(roster, sessions[2]!, "here");
  assertEquals(names(roster.members()), ["C", "E", "D"]);
});

Deno.test("Roster.away() is in order of disconnection", { permissions: "none" }, () => {
  const roster = new Roster();
  const [ana, bia, caio] = [session(1, "Ana"), session(2, "Bia"), session(3, "Caio")];
  for (const session of [bia, ana, caio]) update(roster, session, "away");
  assertEquals(names(roster.away()), ["Bia", "Ana", "Caio"]);
  update(roster, bia, "here");
  update(roster, bia, "away");
  assertEquals(names(roster.away()), ["Ana", "Caio", "Bia"]);
});

Deno.test("Roster.rename() releases the old name and keeps the person", {
  permissions: "none",
}, () => {
  const roster = new Roster();
  const ana = session(1, "Ana");
  roster.update(ana);
  for (const [before, after] of [["Ana", "ANA"], ["ana", "João"], ["joão", "Bia"]] as const) {
    assertStrictEquals(roster.find(before), ana);
    roster.rename(ana, after);
    assertEquals([ana.name, roster.find(after), roster.size], [after, ana, 1]);
  }
  assertStrictEquals(roster.find("Ana"), undefined);
  assertEquals([roster.ownerOf("hash1"), roster.withId(1)], [ana, ana]);
});

Deno.test("Roster finds whom a name means and of whom it is a look-alike, as long as they are in", {
  permissions: "none",
}, () => {
  const roster = new Roster();
  const [joao, plain] = [session(1, "João"), session(2, "Joao")];
  for (const one of [joao, plain]) roster.update(one);
  assertEquals([roster.called("JOAO"), roster.called("joâo")], [[plain], [joao, plain]]);
  assertEquals([roster.lookalike("Jоao"), roster.lookalike("Jоão")], [plain, joao]);
  assertEquals(roster.lookalike("Jоao", plain), undefined);
  roster.rename(plain, "Bia");
  assertEquals([roster.called("joáo"), roster.called("bía")], [[joao], [plain]]);
  assertEquals([roster.lookalike("Jоao"), roster.lookalike("Вia")], [undefined, plain]);
  update(roster, joao, "away");
  assertEquals([roster.called("joáo"), roster.lookalike("Jоão")], [[joao], joao]);
  update(roster, joao, "gone");
  assertEquals([roster.called("joáo"), roster.lookalike("Jоão")], [[], undefined]);
  update(roster, joao, "here");
  assertEquals([roster.called("joáo"), roster.lookalike("Jоão")], [[joao], joao]);
  const long = "a\u0301".repeat(300);
  assertEquals(countNormalizations(() => assertEquals(roster.called(long), [])), 0);
});

Deno.test("Roster.called() gives nobody the name of another person who has left", pure, () => {
  const roster = new Roster();
  const [accented, plain, bia] = [session(1, "José"), session(2, "jose"), session(3, "Bia")];
  for (const one of [accented, plain, bia]) roster.update(one);
  update(roster, plain, "ended");
  assertEquals([roster.called("Jose"), roster.called("josè")], [[], [accented]]);
  update(roster, plain, "here");
  assertEquals(roster.called("Jose"), [plain]);
  roster.rename(plain, "Zé");
  assertEquals([roster.called("jose"), roster.called("ze")], [[], [plain]]);
  roster.rename(plain, "Ze");
  assertEquals([roster.called("zé"), roster.called("ze")], [[plain], [plain]]);
  for (let n = 0; n <= SERVER_LIMITS.formerSessions; n++) roster.rename(bia, `b${n}`);
  assertEquals(roster.called("jose"), [accented], "forgotten: others have left since");
});

Deno.test("Roster.update() forgets the oldest former session beyond SERVER_LIMITS.formerSessions", {
  permissions: "none",
}, () => {
  const roster = new Roster();
  const former = Array.from(
    { length: SERVER_LIMITS.formerSessions + 2 },
    (_, n) => session(n + 1, `p${n}`),
  );
  const [first, second, third] = former as [Session, Session, Session];
  for (const session of former.slice(0, -2)) update(roster, session, "gone");
  update(roster, first, "here");
  update(roster, first, "gone");
  roster.changed.clear();
  for (const session of former.slice(-2)) update(roster, session, "gone");
  assertEquals([second.presence, third.presence, first.presence], ["ended", "ended", "gone"]);
  assertEquals([roster.ownerOf("hash2"), roster.withId(3)], [undefined, undefined]);
  assertEquals([roster.ownerOf("hash1"), roster.withId(4)], [first, former[3]]);
  assertEquals(roster.changed, new Set([second, third, ...former.slice(-2)]));
});

Deno.test("Roster.changed contains updated and renamed sessions", { permissions: "none" }, () => {
  const roster = new Roster();
  const [ana, bia] = [session(1, "Ana"), session(2, "Bia")];
  roster.update(ana);
  roster.update(bia);
  assertEquals(roster.changed, new Set([ana, bia]));
  roster.changed.clear();
  roster.rename(bia, "Bete");
  assertEquals(roster.changed, new Set([bia]));
  update(roster, ana, "ended");
  assertEquals(roster.changed, new Set([ana, bia]));
});

Deno.test("Roster.find() finds nobody under a name that is too long, and does not fold it", {
  permissions: "none",
}, () => {
  const roster = new Roster();
  roster.update(session(1, "Ana"));
  const find = (name: string) => countNormalizations(() => roster.find(name));
  assertStrictEquals(roster.find("a".repeat(513)), undefined);
  assertEquals(find("a\u0301".repeat(8000)), 0);
  assertEquals(find("a".repeat(513)), 0);
  assertEquals(find("a".repeat(512)), find("ana"));
});

Deno.test("Roster.called() knows who was gone before a restart", pure, () => {
  const roster = new Roster();
  const accented = session(1, "Aná");
  roster.update(accented);
  update(roster, session(2, "Ana"), "gone");
  assertEquals([roster.called("ana"), roster.called("anà")], [[], [accented]]);
});
