/** Who is called by a typed name, and which names are too alike to be here together. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Session } from "../../lib/chat/session.ts";
import { countNormalizations } from "../support/cost.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

const pure = { permissions: "none" } as const;

/** A person at netcat, who has no token. */
function typist(room: TestHub, name: string): Session {
  return admitted(room.join(hello(name), 0, { canResume: false })).session;
}

Deno.test("Hub.join() refuses a look-alike, and says of whom", pure, () => {
  const cases: [here: string, wanted: string][] = [
    ["Ana", "Аna"],
    ["Ana", "АNА"],
    ["João", "J0ão"],
    ["João", "Jо\u0430\u0303o"],
    ["Iara", "lara"],
    ["lara", "Iara"],
    ["Alan", "aIan"],
    ["Carmem", "Carrnem"],
    ["Оля", "Oля"],
  ];
  for (const [here, wanted] of cases) {
    const room = new TestHub();
    const first = room.enter(here);
    const refusal = { type: "refused", code: "name-lookalike", value: here } as const;
    assertEquals(room.join(hello(wanted), 0), refusal, wanted);
    // A person who is away keeps the name; one who has left does not.
    room.hub.disconnect(first, "lost", 10);
    assertEquals(room.join(hello(wanted), 0), refusal, `${wanted}, away`);
    room.hub.leave(first, "left", 0);
    assertEquals(room.enter(wanted).isMember, true);
  }
});

Deno.test("Hub.join() refuses a name of the server or of everybody", pure, () => {
  const room = new TestHub();
  for (
    const [wanted, value] of [
      ["Servidor", "Servidor"],
      ["Ѕеrvіdоr", "Servidor"],
      ["aviso_do_servidor", "Aviso_do_servidor"],
      ["H0ST", "Host"],
      ["todos", "todos"],
      ["aIl", "all"],
    ] as const
  ) {
    assertEquals(room.join(hello(wanted), 0), { type: "refused", code: "name-reserved", value });
    const ana = room.hub.find("Ana") ?? room.enter("Ana");
    const answer = room.perform(ana, { type: "rename", name: wanted }, 0);
    assertEquals(answer, { type: "rejected", code: "name-reserved", value });
  }
  assertEquals(room.names(), ["Ana"]);
});

Deno.test("Hub.join() lets names in that differ in accents alone", pure, () => {
  const room = new TestHub();
  for (const name of ["João", "Joao", "Joâo", "Lara", "Iara"]) room.enter(name);
  assertEquals(room.names(), ["João", "Joao", "Joâo", "Lara", "Iara"]);
});

Deno.test("Hub.perform() rejects a rename to a look-alike of another person", pure, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  const rename = (name: string) => room.perform(bia, { type: "rename", name }, 0);
  const rejection = { type: "rejected", code: "name-lookalike", value: "Ana" } as const;
  assertEquals(rename("Аna"), rejection);
  assertEquals(rename("Вia"), undefined, "of one's own name");
  room.perform(ana, { type: "rename", name: "Rui" }, 0);
  assertEquals(rename("Аna"), undefined);
  assertEquals(room.join(hello("Ana"), 0), {
    type: "refused",
    code: "name-lookalike",
    value: "Аna",
  });
  assertEquals(room.join(hello("Ruі"), 0), {
    type: "refused",
    code: "name-lookalike",
    value: "Rui",
  });
});

Deno.test("Hub.join() refuses a look-alike also to a person who returns with a token", pure, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.expire(ana);
  room.enter("Аna");
  const refusal = { type: "refused", code: "name-lookalike", value: "Аna" } as const;
  assertEquals(room.resume("token1", { name: "Ana" }), refusal);
  assertStrictEquals(admitted(room.resume("token1", { name: "Ane" })).session, ana);
});

Deno.test("Hub.perform() takes a typed name without its accents", pure, () => {
  const room = new TestHub();
  const ana = typist(room, "Ana");
  const joao = room.enter("João");
  const whisper = (to: string) => room.whisper(ana, undefined, to, "oi");
  for (const to of ["joao", "JOAO", "João", "joâo"]) {
    assertStrictEquals(whisper(to), undefined, to);
    assertEquals(room.recipients(room.log.last), [ana.id, joao.id], to);
  }
  const plain = room.enter("Joao");
  assertStrictEquals(whisper("joao"), undefined);
  assertEquals(room.recipients(room.log.last), [ana.id, plain.id]);
  assertStrictEquals(whisper("joão"), undefined);
  assertEquals(room.recipients(room.log.last), [ana.id, joao.id]);
  assertEquals(whisper("joâo"), {
    type: "rejected",
    code: "ambiguous-name",
    value: "João, Joao",
  });
  room.hub.leave(plain, "left", 0);
  assertEquals(whisper("joao"), { type: "rejected", code: "no-such-person", value: "joao" });
  assertStrictEquals(whisper("joâo"), undefined);
  room.perform(joao, { type: "rename", name: "Rui" }, 0);
  assertEquals(whisper("joao"), { type: "rejected", code: "no-such-person", value: "joao" });
});

Deno.test("Hub.perform() names five of the people who may be meant", pure, () => {
  const room = new TestHub();
  const ana = typist(room, "Ana");
  for (const name of ["à", "á", "â", "ã", "ä", "å"]) room.enter(name);
  assertEquals(room.whisper(ana, undefined, "a", "oi"), {
    type: "rejected",
    code: "ambiguous-name",
    value: "à, á, â, ã, ä",
  });
});

Deno.test(
  "Hub.perform() gives the message of a client of ours to nobody of a similar name",
  pure,
  () => {
    const room = new TestHub();
    const [ana, joao] = [room.enter("Ana"), room.enter("Joao")];
    room.enter("João");
    room.hub.leave(joao, "left", 0);
    // The client knew of Joao, and does not know yet that he has left.
    assertEquals(room.whisper(ana, 1, "Joao", "segredo"), {
      type: "rejected",
      id: 1,
      code: "no-such-person",
      value: "Joao",
    });
  },
);

Deno.test("a newcomer is compared with no more names in a room of 5000", pure, () => {
  const room = new TestHub({ maxPeople: 10_000 });
  const cost = (name: string) => countNormalizations(() => room.enter(name));
  const first = cost("João0");
  for (let n = 1; n < 5000; n++) room.enter(`João${n}`);
  assert(first > 0);
  assertEquals(cost("João5000"), first);
});
