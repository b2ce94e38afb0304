import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Hub } from "../../lib/chat/hub.ts";
import { LIMITS, type Refused } from "../../lib/protocol.ts";
import { admitted, hello, TestHub, textsOf } from "../support/test_hub.ts";

Deno.test("Hub.join() lets somebody in and tells everybody", { permissions: "none" }, () => {
  const { hub, log } = new TestHub();
  const { session, ...rest } = admitted(hub.join(hello(" Ana "), 1000));
  assertEquals(rest, {
    type: "admitted",
    isResumed: false,
    greeting: [{
      type: "welcome",
      name: "Ana",
      token: "token1",
      seq: 0,
      people: [{ name: "Ana", since: 1000, away: false }],
    }],
    backlog: [],
    cursor: 0,
  });
  assertEquals([session.id, session.name, session.tokenHash], [1, "Ana", "hash of token1"]);
  assertEquals(log.at(1), {
    entry: { type: "joined", seq: 1, time: 1000, name: "Ana" },
    by: 0,
    to: 0,
  });
  assertStrictEquals(hub.size, 1);
});

Deno.test(
  "Hub.join() refuses a name that is taken, however written",
  { permissions: "none" },
  () => {
    const cases: [taken: string, wanted: string, value: string][] = [
      ["Ana", "Ana", "Ana"],
      ["Ana", "ANA", "ANA"],
      ["João", "JOA\u0303O", "JOÃO"],
      ["straße", "STRASSE", "STRASSE"],
      ["Ana", "\uff21\uff4e\uff41", "\uff21\uff4e\uff41"],
      ["Ana", "  ana\t", "ana"],
    ];
    for (const [taken, wanted, value] of cases) {
      const place = new TestHub();
      place.enter(taken);
      const outcome = place.hub.join(hello(wanted), 0);
      assertEquals(outcome, { type: "refused", code: "name-taken", value });
      assertStrictEquals(place.hub.size, 1, wanted);
      assertStrictEquals(place.log.last, 1, wanted);
    }
  },
);

Deno.test("Hub.join() tells names apart by more than case", { permissions: "none" }, () => {
  const place = new TestHub();
  for (const name of ["Ana", "Aná", "Ana_", "An"]) place.enter(name);
  assertStrictEquals(place.hub.size, 4);
});

Deno.test("Hub.join() refuses what is no name, as it was given", { permissions: "none" }, () => {
  const cases: [name: string, code: Refused["code"]][] = [
    ["", "name-empty"],
    ["   ", "name-empty"],
    ["Notebook Trabalho", "name-spaces"],
    ["@ana", "name-characters"],
    ["a".repeat(33), "name-too-long"],
  ];
  for (const [name, code] of cases) {
    const { hub, log } = new TestHub();
    assertEquals(hub.join(hello(name), 0), { type: "refused", code, value: name });
    assertEquals([hub.size, log.last], [0, 0], name);
  }
});

Deno.test("Hub.join() refuses another version and names both", { permissions: "none" }, () => {
  const { hub } = new TestHub();
  for (const version of [0, 2, 99]) {
    const value = `${version} ≠ 1`;
    const outcome = hub.join({ ...hello("Ana"), version }, 0);
    assertEquals(outcome, { type: "refused", code: "version", value });
  }
  assertStrictEquals(hub.size, 0);
});

Deno.test("Hub.join() refuses when full, until somebody leaves", { permissions: "none" }, () => {
  const place = new TestHub({ maxPeople: 2 });
  const ana = place.enter("Ana");
  place.enter("Bia");
  assertEquals(place.hub.join(hello("Caio"), 0), { type: "refused", code: "full" });
  assertStrictEquals(place.log.last, 2);
  place.hub.leave(ana, "left", 0);
  assertStrictEquals(place.enter("Caio").name, "Caio");
});

Deno.test("Hub.join() gives the past and a cursor at the head", { permissions: "none" }, () => {
  const place = new TestHub({ recent: 2 });
  const ana = place.enter("Ana");
  for (const text of ["um", "dois", "três"]) place.hub.perform(ana, { type: "say", text }, 5);
  place.log.publish();
  place.hub.perform(ana, { type: "say", text: "ainda não" }, 6);
  const { backlog, cursor, greeting: [welcome] } = admitted(place.hub.join(hello("Bia"), 7));
  assertEquals(backlog, [
    { type: "said", seq: 3, time: 5, from: "Ana", text: "dois" },
    { type: "said", seq: 4, time: 5, from: "Ana", text: "três" },
  ]);
  assertStrictEquals(cursor, 4);
  assertEquals(welcome, {
    type: "welcome",
    name: "Bia",
    token: "token2",
    seq: 4,
    people: [{ name: "Ana", since: 0, away: false }, { name: "Bia", since: 7, away: false }],
  });
});

Deno.test("Hub.join() numbers sessions anew, whoever left", { permissions: "none" }, () => {
  const place = new TestHub();
  const first = place.enter("Ana");
  place.hub.leave(first, "left", 0);
  const second = place.enter("Ana");
  assertEquals([first.id, second.id], [1, 2]);
  assertEquals([first.tokenHash, second.tokenHash], ["hash of token1", "hash of token2"]);
});

Deno.test("Hub.perform() says a message to everybody", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  const answer = place.hub.perform(ana, { type: "say", id: 1, text: "@bia olá" }, 9);
  assertStrictEquals(answer, undefined);
  assertEquals(place.after(1), [
    { type: "said", seq: 2, time: 9, from: "Ana", id: 1, text: "@bia olá" },
  ]);
  assertEquals(place.whom(2), [ana.id, 0]);
  assertEquals([ana.lastOwnSeq, ana.lastPrivateSeq], [2, 0]);
});

Deno.test("Hub.perform() does not say the same id twice", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.say(ana, 1, "um");
  place.say(ana, 1, "um de novo");
  place.whisper(ana, 1, "Bia", "um em segredo");
  place.whisper(ana, 2, "Bia", "dois");
  place.say(ana, 2, "dois para todos");
  place.say(bia, 1, "um de Bia");
  place.say(ana, 5, "cinco");
  place.say(ana, 4, "quatro, tarde demais");
  place.say(ana, undefined, "sem número");
  place.say(ana, undefined, "sem número");
  const texts = ["um", "dois", "um de Bia", "cinco", "sem número", "sem número"];
  assertEquals(textsOf(place.after(2)), texts);
});

Deno.test(
  "Hub.perform() lets what it rejected be tried again under the same id, and says it once",
  {
    permissions: "none",
  },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana");
    assertEquals(place.say(ana, 3, ""), { type: "rejected", id: 3, code: "empty" });
    const nobody = place.whisper(ana, 3, "Bia", "oi");
    assertEquals(nobody, { type: "rejected", id: 3, code: "no-such-person", value: "Bia" });
    place.enter("Bia");
    for (let n = 0; n < 2; n++) {
      assertStrictEquals(place.whisper(ana, 3, "Bia", "oi"), undefined);
      assertStrictEquals(place.say(ana, 3, ""), undefined);
    }
    assertEquals(textsOf(place.after(1)), ["oi"]);
  },
);

Deno.test("Hub.perform() rejects as before what comes again after a later one was said", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  const answers = [
    place.whisper(ana, 1, "Bia", "oi"),
    place.say(ana, 2, ""),
    place.whisper(ana, 2, "Caio", "oi"),
  ];
  assertEquals(answers, [
    { type: "rejected", id: 1, code: "no-such-person", value: "Bia" },
    { type: "rejected", id: 2, code: "empty" },
    { type: "rejected", id: 2, code: "no-such-person", value: "Caio" },
  ]);
  const [first, , last] = answers;
  place.say(ana, 3, "três");
  for (const name of ["Bia", "Caio"]) place.enter(name);
  assertEquals(place.whisper(ana, 1, "Bia", "oi"), first);
  assertEquals(place.say(ana, 2, "agora com texto"), last);
  assertEquals(textsOf(place.after(1)), ["três"]);
});

Deno.test("Hub.perform() judges the length in bytes of UTF-8", { permissions: "none" }, () => {
  const cases: [text: string, tooLong: string | undefined][] = [
    ["a".repeat(4096), undefined],
    ["a".repeat(4097), "4097"],
    ["ã".repeat(2048), undefined],
    ["ã".repeat(2048) + "a", "4097"],
    ["ば".repeat(1365), undefined],
    ["ば".repeat(1366), "4098"],
    ["🙂".repeat(1024), undefined],
    ["🙂".repeat(1025), "4100"],
  ];
  for (const [text, value] of cases) {
    const place = new TestHub();
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    for (const command of [{ type: "say" as const }, { type: "whisper" as const, to: bia.name }]) {
      const { last } = place.log;
      const answer = place.hub.perform(ana, { ...command, text }, 0);
      const expected = value && { type: "rejected", code: "too-long", value };
      assertEquals(answer, expected as typeof answer);
      assertStrictEquals(place.log.last, value ? last : last + 1);
    }
  }
});

Deno.test("Hub.perform() rejects messages without content", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  for (const [at, text] of ["", " ", "\n\n", "\t \u00a0"].entries()) {
    const id = at + 1;
    assertEquals(place.say(ana, id, text), { type: "rejected", id, code: "empty" });
    const answer = place.whisper(ana, undefined, "ninguem", text);
    assertEquals(answer, { type: "rejected", code: "empty" });
  }
  assertStrictEquals(place.log.last, 1);
});

Deno.test("Hub.perform() whispers to one person alone", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia, caio] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
  const whisper = { type: "whisper" as const, id: 1, to: "bIA", text: "psiu" };
  assertStrictEquals(place.hub.perform(ana, whisper, 4), undefined);
  assertEquals(place.after(3), [
    { type: "whispered", seq: 4, time: 4, from: "Ana", to: "Bia", id: 1, text: "psiu" },
  ]);
  assertEquals(place.whom(4), [ana.id, bia.id]);
  assertEquals([ana, bia, caio].map(({ lastOwnSeq }) => lastOwnSeq), [4, 0, 0]);
  assertEquals([ana, bia, caio].map(({ lastPrivateSeq }) => lastPrivateSeq), [4, 4, 0]);
});

Deno.test("Hub.perform() whispers to oneself", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.hub.perform(ana, { type: "whisper", to: "ana", text: "lembrete" }, 4);
  assertEquals(place.after(1), [
    { type: "whispered", seq: 2, time: 4, from: "Ana", to: "Ana", text: "lembrete" },
  ]);
  assertEquals(place.whom(2), [ana.id, ana.id]);
});

Deno.test(
  "Hub.perform() rejects a whisper to nobody, and says nothing",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana");
    const gone = place.enter("Gui");
    place.hub.leave(gone, "lost", 0);
    for (const [at, to] of ["ninguem", "Gui", "An", "Ana ", "", "__proto__"].entries()) {
      const id = at + 1;
      const answer = place.whisper(ana, id, to, "oi");
      assertEquals(answer, { type: "rejected", id, code: "no-such-person", value: to });
    }
    assertStrictEquals(place.log.last, 3);
  },
);

Deno.test("Hub.perform() keeps whispers to one who left from the name's next holder", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  const first = place.enter("Bia");
  place.whisper(ana, undefined, "Bia", "para a primeira");
  place.hub.leave(first, "left", 0);
  const second = place.enter("BIA");
  place.whisper(ana, undefined, "Bia", "para a segunda");
  const whispers = place.after(0).filter(({ type }) => type === "whispered");
  assertEquals(textsOf(whispers), ["para a primeira", "para a segunda"]);
  const whom = whispers.map(({ seq }) => place.whom(seq));
  assertEquals(whom, [[ana.id, first.id], [ana.id, second.id]]);
  const [, toSecond] = whispers;
  assertEquals([first.lastPrivateSeq, second.lastPrivateSeq], [3, toSecond!.seq]);
});

Deno.test("Hub.perform() renames and tells everybody", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  assertStrictEquals(place.hub.perform(ana, { type: "rename", name: " Ane " }, 3), undefined);
  assertEquals(place.after(1), [{ type: "renamed", seq: 2, time: 3, from: "Ana", to: "Ane" }]);
  assertEquals(place.whom(2), [0, 0]);
  assertStrictEquals(place.hub.find("ane"), ana);
  assertStrictEquals(place.hub.find("Ana"), undefined);
  assertStrictEquals(place.enter("Ana").name, "Ana");
});

Deno.test(
  "Hub.perform() renames to another letter case of one's own",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("ana");
    assertStrictEquals(place.hub.perform(ana, { type: "rename", name: "ANA" }, 3), undefined);
    assertEquals(place.after(1), [{ type: "renamed", seq: 2, time: 3, from: "ana", to: "ANA" }]);
    assertStrictEquals(place.hub.size, 1);
    assertStrictEquals(place.hub.find("Ana"), ana);
  },
);

Deno.test(
  "Hub.perform() tells nobody of a rename to the same name",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana");
    assertStrictEquals(place.hub.perform(ana, { type: "rename", name: "Ana" }, 3), undefined);
    assertStrictEquals(place.log.last, 1);
  },
);

Deno.test("Hub.perform() rejects a rename to a name that cannot be had", {
  permissions: "none",
}, () => {
  const cases: [name: string, code: string, value: string][] = [
    ["Bia", "name-taken", "Bia"],
    ["bIA", "name-taken", "bIA"],
    ["", "name-empty", ""],
    ["A na", "name-spaces", "A na"],
    ["/ana", "name-characters", "/ana"],
    ["a".repeat(33), "name-too-long", "a".repeat(33)],
  ];
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  for (const [name, code, value] of cases) {
    const answer = place.hub.perform(ana, { type: "rename", name }, 0);
    assertEquals(answer, { type: "rejected", code, value } as typeof answer);
  }
  assertStrictEquals(place.log.last, 2);
  assertStrictEquals(place.hub.find("ana"), ana);
  assertStrictEquals(place.hub.find("bia"), bia);
});

Deno.test(
  "Hub.perform() answers who, ping and pong to the asker alone",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana", 10);
    place.enter("Bia", 20);
    assertEquals(place.hub.perform(ana, { type: "who" }, 30), {
      type: "people",
      people: [{ name: "Ana", since: 10, away: false }, { name: "Bia", since: 20, away: false }],
    });
    assertEquals(place.hub.perform(ana, { type: "ping" }, 30), { type: "pong" });
    assertStrictEquals(place.hub.perform(ana, { type: "pong" }, 30), undefined);
    assertStrictEquals(place.log.last, 2);
  },
);

Deno.test("Hub.perform() does nothing for a session that has left, whoever has its name now", {
  permissions: "none",
}, () => {
  const commands: Parameters<Hub["perform"]>[1][] = [
    { type: "say", id: 1, text: "oi" },
    { type: "say", text: "" },
    { type: "whisper", id: 2, to: "Bia", text: "oi" },
    { type: "whisper", to: "ninguem", text: "oi" },
    { type: "rename", name: "Ane" },
    { type: "rename", name: "ANA" },
    { type: "rename", name: "Bia" },
    { type: "who" },
    { type: "past", count: 1 },
    { type: "ping" },
  ];
  for (const nextName of ["Ana", "Caio"]) {
    const place = new TestHub();
    const [gone, bia] = [place.enter("Ana"), place.enter("Bia")];
    place.hub.leave(gone, "left", 0);
    const next = place.enter(nextName);
    for (const command of commands) {
      assertStrictEquals(place.hub.perform(gone, command, 0), undefined, command.type);
    }
    assertStrictEquals(place.log.last, 4);
    assertEquals(place.hub.people().map(({ name }) => name), ["Bia", nextName]);
    assertStrictEquals(place.hub.find(nextName), next);
    assertStrictEquals(place.hub.find("Ane"), undefined);
    assertEquals([bia.lastPrivateSeq, place.hub.replyTarget(bia)], [0, undefined]);
  }
});

Deno.test("Hub.people() keeps the order they came in, whatever they are called", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
  place.hub.perform(ana, { type: "rename", name: "Zilda" }, 0);
  assertEquals(place.hub.people().map(({ name }) => name), ["Zilda", "Bia", "Caio"]);
});

Deno.test("Hub.leave() takes somebody out once, with the reason", { permissions: "none" }, () => {
  for (const reason of ["left", "lost", "slow", "kicked"] as const) {
    const place = new TestHub();
    const ana = place.enter("Ana");
    place.hub.leave(ana, reason, 8);
    place.hub.leave(ana, "lost", 9);
    assertEquals(place.after(1), [{ type: "left", seq: 2, time: 8, name: "Ana", reason }]);
    assertEquals(place.hub.people(), []);
  }
});

Deno.test("Hub.leave() of one who is gone leaves the name's next holder in", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const first = place.enter("Ana");
  place.hub.leave(first, "left", 0);
  const second = place.enter("Ana");
  place.hub.leave(first, "lost", 0);
  assertStrictEquals(place.hub.find("Ana"), second);
  assertStrictEquals(place.log.last, 3);
});

Deno.test("Hub.notice() speaks in the name of the server", { permissions: "none" }, () => {
  const place = new TestHub();
  assertStrictEquals(place.hub.notice("o chat fecha às dez", 5), true);
  assertEquals(place.after(0), [
    { type: "notice", seq: 1, time: 5, text: "o chat fecha às dez" },
  ]);
  assertEquals(place.whom(1), [0, 0]);
});

Deno.test(
  "Hub.replyTarget() names a person, not whoever has their name now",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    assertStrictEquals(place.hub.replyTarget(bia), undefined);
    place.whisper(ana, undefined, "Bia", "oi");
    place.whisper(bia, undefined, "Bia", "eu");
    place.hub.perform(ana, { type: "rename", name: "Aninha" }, 0);
    place.enter("Ana");
    assertStrictEquals(place.hub.replyTarget(bia), ana);
    place.hub.leave(ana, "left", 0);
    assertStrictEquals(place.hub.replyTarget(bia), undefined);
  },
);

Deno.test("Hub.replyTarget() names those who are away, not those who are gone", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, undefined, "Bia", "oi");
  place.hub.disconnect(ana, "lost", 100);
  assertStrictEquals(place.hub.replyTarget(bia), ana);
  place.hub.expire(100, 0);
  assertStrictEquals(place.hub.replyTarget(bia), undefined);
  place.resume("token1", { name: "Aninha" });
  assertStrictEquals(place.hub.replyTarget(bia)?.name, "Aninha");
});

Deno.test("Hub.leave() lets go of whoever whispered last", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, undefined, "Bia", "oi");
  assertStrictEquals(bia.lastWhisperer, ana);
  place.hub.leave(bia, "left", 0);
  assertStrictEquals(bia.lastWhisperer, undefined);
});

Deno.test("Hub.perform() answers past with messages to everybody", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.say(ana, 1, "um", 5);
  place.whisper(bia, 1, "Ana", "psiu");
  place.hub.notice("pausa", 6);
  place.log.publish();
  place.say(ana, 2, "ainda não");
  const answer = place.hub.perform(bia, { type: "past", count: 100 }, 0);
  assertEquals(answer, {
    type: "past",
    entries: [
      { type: "said", seq: 3, time: 5, from: "Ana", id: 1, text: "um" },
      { type: "notice", seq: 5, time: 6, text: "pausa" },
    ],
  });
  assertStrictEquals(place.log.last, 6);
});

Deno.test("Hub.perform() answers past page by page, back to the first", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.fillTo(6);
  const page = (count: number, before?: number) => {
    const past = { type: "past" as const, count, ...(before === undefined ? {} : { before }) };
    const answer = place.hub.perform(ana, past, 0);
    return answer?.type === "past" ? answer.entries.map(({ seq }) => seq) : answer;
  };
  const cases: [count: number, before: number | undefined, seqs: number[]][] = [
    [2, undefined, [5, 6]],
    [2, 5, [3, 4]],
    [2, 3, [2]],
    [2, 2, []],
    [2, 1, []],
    [2, 0, []],
    [100, 6, [2, 3, 4, 5]],
    [3, 7, [4, 5, 6]],
    [3, 999, [4, 5, 6]],
  ];
  for (const [count, before, seqs] of cases) assertEquals(page(count, before), seqs);
});

Deno.test("Hub.perform() rejects a past of none, or of too many", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.fillTo(LIMITS.pastMessages + 10);
  for (const count of [-1, 0, LIMITS.pastMessages + 1]) {
    const answer = place.hub.perform(ana, { type: "past", count }, 0);
    assertEquals(answer, { type: "rejected", code: "bad-count", value: String(count) });
  }
  for (const count of [1, LIMITS.pastMessages]) {
    const answer = place.hub.perform(ana, { type: "past", count }, 0);
    assertStrictEquals(answer?.type === "past" && answer.entries.length, count);
  }
});
