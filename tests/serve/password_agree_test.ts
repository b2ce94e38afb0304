/** The password of a room on several servers: whether the one that a server was given is it. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Verifier } from "../../lib/serve/room_password.ts";
import type { TlsDoor } from "../../lib/serve/tls_door.ts";
import { FakeHistory } from "../support/fake_history.ts";
import { turn } from "../support/fake_clock.ts";
import { verifierOf } from "../support/fake_verifier.ts";
import { LateSequencer } from "../support/late_sequencer.ts";
import { TestReplica } from "../support/test_replica.ts";
import { TestRoom } from "../support/test_room.ts";

const { refusals } = textsOf("pt-BR");
const inside = { isEncrypted: true };
const KEPT = "guardada: ";

/** A verifier, and what is kept of it. */
function keptVerifierOf(right: string): Verifier {
  return { ...verifierOf(right), toString: () => `${KEPT}${right}` } as Verifier;
}

function readVerifier(kept: string): Verifier | undefined {
  return kept.startsWith(KEPT) ? keptVerifierOf(kept.slice(KEPT.length)) : undefined;
}

/** A room on several servers, of which this one was given a password, or none. */
function openRoom(given?: string, history?: FakeHistory, more = {}) {
  const sequencer = new LateSequencer();
  const tls = { certificate: { fingerprint: new Uint8Array() } } as unknown as TlsDoor;
  const verifier = given === undefined ? {} : { verifier: keptVerifierOf(given) };
  const kept = history ? { history } : {};
  const room = new TestRoom({ sequencer, readVerifier, tls, ...verifier, ...kept, ...more });
  return { room, sequencer };
}

/** Another server has set a password, or removed it. */
function setElsewhere({ sequencer }: ReturnType<typeof openRoom>, text: string | null): void {
  const kept = text === null ? null : `${KEPT}${text}`;
  sequencer.applyForeign({ type: "password", kept });
}

/** Whether a password is the one that the room asks for. */
async function isRight({ room }: ReturnType<typeof openRoom>, password: string): Promise<boolean> {
  return await room.room.password.verifier?.check(password) ?? false;
}

Deno.test("a server that was given no password takes that of the room, or none", async () => {
  const opened = openRoom();
  const { room, sequencer } = opened;
  await using _ = room;
  assertStrictEquals(await room.room.passwordChange.agree(undefined), true);
  assertEquals([room.room.password.verifier, sequencer.submitted], [undefined, []]);
  setElsewhere(opened, "segredo");
  assertStrictEquals(await room.room.passwordChange.agree(undefined), true);
  assertEquals([await isRight(opened, "segredo"), sequencer.submitted], [true, []]);
});

Deno.test("a password that is only on record here is not that of a room without one", async () => {
  const opened = openRoom("de antes");
  const { room, sequencer } = opened;
  await using _ = room;
  assertStrictEquals(await room.room.passwordChange.agree(undefined), true);
  assertEquals([room.room.password.verifier, sequencer.submitted], [undefined, []]);
});

Deno.test("a password that was given is that of a room without one, once that is in order", async () => {
  const history = new FakeHistory();
  const opened = openRoom("segredo", history);
  const { room, sequencer } = opened;
  await using _ = room;
  let isAgreed: boolean | undefined;
  const agreed = room.room.passwordChange.agree("segredo").then((agrees) => isAgreed = agrees);
  await turn();
  const kept = `${KEPT}segredo`;
  assertEquals(sequencer.submitted, [{ type: "password", kept, isFirst: true }]);
  assertStrictEquals(isAgreed, undefined, "it is not in order yet");
  sequencer.release();
  assertStrictEquals(await agreed, true);
  assertEquals([await isRight(opened, "segredo"), history.recordedPassword], [true, kept]);
});

Deno.test("a password that was given has to be that of a room which has one", async () => {
  for (const [given, agrees] of [["segredo", true], ["outra", false]] as const) {
    const opened = openRoom(given);
    const { room, sequencer } = opened;
    await using _ = room;
    setElsewhere(opened, "segredo");
    assertStrictEquals(await room.room.passwordChange.agree(given), agrees, given);
    assertEquals([await isRight(opened, "segredo"), sequencer.submitted], [true, []], given);
  }
});

Deno.test("of two servers that set a password at once the first in order has it", async () => {
  for (const [own, agrees] of [["outra", false], ["deles", true]] as const) {
    const opened = openRoom(own);
    const { room, sequencer } = opened;
    await using _ = room;
    const agreed = room.room.passwordChange.agree(own);
    const kept = `${KEPT}deles`;
    sequencer.applyForeign({ type: "password", kept, isFirst: true });
    sequencer.release();
    assertStrictEquals(await agreed, agrees, own);
    assertEquals([await isRight(opened, "deles"), await isRight(opened, "outra")], [true, false]);
  }
});

Deno.test("a password that was removed is not that of the room any more", async () => {
  const opened = openRoom("segredo");
  const { room, sequencer } = opened;
  await using _ = room;
  setElsewhere(opened, "deles");
  setElsewhere(opened, null);
  assertStrictEquals(room.room.password.verifier, undefined);
  assertStrictEquals(await room.room.passwordChange.agree(undefined), true);
  assertEquals(sequencer.submitted, []);
});

Deno.test("a password that cannot be read lets nobody in", async () => {
  const history = new FakeHistory();
  const opened = openRoom("segredo", history);
  const { room, sequencer } = opened;
  await using _ = room;
  sequencer.applyForeign({ type: "password", kept: "ilegível" });
  assertStrictEquals(history.recordedPassword, "ilegível");
  for (const [at, password] of ["segredo", "ilegível"].entries()) {
    const { peer } = room.connect({ ...inside, hostname: `26.1.2.${at}` });
    await peer.send(`PASS ${password}\nAna\n`);
    await peer.receives(`${refusals["wrong-password"]("")}\n`);
  }
  const { peer } = room.connect(inside);
  await peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await peer.receivesEvent("refused", { code: "password" });
  assertEquals([sequencer.submitted, room.names, room.unexpected], [[], [], []]);
  assertStrictEquals(await room.room.passwordChange.agree("segredo"), false);
});

Deno.test("a password that was given is set where one was removed, or a snapshot has none", async () => {
  const { snapshot } = new TestReplica().replica;
  const cases = [() => openRoom("segredo", undefined, { snapshot }), () => {
    const opened = openRoom("segredo");
    setElsewhere(opened, "deles");
    setElsewhere(opened, null);
    return opened;
  }];
  for (const open of cases) {
    const opened = open();
    const { room, sequencer } = opened;
    await using _ = room;
    const agreed = room.room.passwordChange.agree("segredo");
    const kept = `${KEPT}segredo`;
    assertEquals(sequencer.submitted, [{ type: "password", kept, isFirst: true }]);
    sequencer.release();
    assertEquals([await agreed, await isRight(opened, "segredo")], [true, true]);
  }
});
