/** Changing the password: what everybody is told, who stays, and what is on record. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import type { PasswordOrder } from "../../lib/serve/password_change.ts";
import type { TlsDoor } from "../../lib/serve/tls_door.ts";
import { FakeHistory } from "../support/fake_history.ts";
import { TestRoom } from "../support/test_room.ts";

const { password: texts, refusals, historyFailures } = textsOf("pt-BR");
const inside = { isEncrypted: true };
const VERIFIERS = new Map(
  await Promise.all(
    ["um", "dois"].map(async (text) => [text, await PasswordVerifier.of(text)] as const),
  ),
);

/** A room whose passwords are made up in this order. */
function roomWith(history?: FakeHistory, options = {}): TestRoom {
  const made = [...VERIFIERS];
  const makeUpPassword = () => {
    const [text, verifier] = made.shift()!;
    return Promise.resolve({ text, verifier });
  };
  const tls = { certificate: { fingerprint: new Uint8Array() } } as unknown as TlsDoor;
  return new TestRoom({ makeUpPassword, tls, ...(history ? { history } : {}), ...options });
}

const change = (room: TestRoom, order: PasswordOrder) => room.room.passwordChange.change(order);

Deno.test("a new password is shown to the host alone, and who is in stays", async () => {
  const history = new FakeHistory();
  await using room = roomWith(history);
  const [ana, bia] = [await room.structured("Ana"), await room.line("Bia")];
  assertEquals(await change(room, "new"), `${texts.madeUp("um")}\n${texts.inPlain(2)}`);
  await ana.peer.receivesEvent("notice", { text: texts.set });
  await bia.peer.receives(`Aviso do servidor: ${texts.set}\n`);
  assertEquals(room.printed.some((line) => line.includes("um\n")), false);
  assertEquals([room.names, history.recordedPassword], [
    ["Ana", "Bia"],
    String(VERIFIERS.get("um")),
  ]);
  const caio = room.connect(inside);
  await caio.peer.send("PASS um\nCaio\n");
  await ana.peer.receivesEvent("joined", { name: "Caio" });
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  assertEquals(await change(room, "new"), `${texts.madeUp("dois")}\n${texts.inPlain(1)}`);
  await ana.peer.receivesEvent("notice", { text: texts.changed });
  const davi = room.connect({ ...inside, hostname: "10.0.0.7" });
  await davi.peer.send("PASS um\n");
  await room.settle();
  await room.advance(300); // No line of IRC follows.
  await davi.peer.receives(`${refusals["wrong-password"]("")}\n`);
});

Deno.test("with 'empty' everybody needs the new password, tokens or not", async () => {
  await using room = roomWith();
  const [ana, bia] = [await room.structured("Ana"), await room.line("Bia")];
  const away = await room.structured("Caio");
  const tokenOf = ({ peer }: typeof ana) => peer.events[0]!["token"] as string;
  const tokens = [tokenOf(ana), tokenOf(away)];
  await away.peer[Symbol.asyncDispose]();
  await away.closed;
  assertEquals(await change(room, "empty"), texts.madeUp("um"));
  await ana.peer.receivesEvent("notice", { text: texts.setForAll });
  await ana.peer.receivesEvent("refused", { code: "password" });
  await ana.peer.ends();
  await bia.peer.receives(`${refusals.password("not-encrypted")}\n`);
  await bia.peer.ends();
  assertEquals(room.names, []);
  for (const token of tokens) {
    const { peer } = room.connect(inside);
    const resume = { token, seen: 1 };
    await peer.sendJson({ type: "hello", version: 1, name: "Ana", resume });
    await peer.receivesEvent("refused", { code: "password" });
  }
});

Deno.test("'empty' forgets the tokens of those who left long ago, too", async () => {
  await using room = roomWith(undefined, { graceMs: 1_000 });
  const ana = await room.structured("Ana");
  const token = ana.peer.events[0]!["token"];
  await ana.peer[Symbol.asyncDispose]();
  await room.advance(2_000);
  const resume = { token, seen: 1 };
  await change(room, "new");
  const known = room.connect(inside);
  await known.peer.sendJson({ type: "hello", version: 1, name: "Ana", resume });
  await known.peer.receivesEvent("welcome");
  await known.peer[Symbol.asyncDispose]();
  await room.advance(2_000);
  await change(room, "empty");
  const { peer } = room.connect(inside);
  await peer.sendJson({ type: "hello", version: 1, name: "Ana", resume });
  await peer.receivesEvent("refused", { code: "password" });
});

Deno.test("the host, who takes part, stays, and is known by a secret, not by the address", async () => {
  await using room = roomWith(undefined, { isHostInChat: true, hostSecret: "segredo" });
  const host = room.connect();
  await host.peer.sendJson({ type: "hello", version: 1, name: "", share: "segredo" });
  await host.peer.receivesEvent("refused", { code: "name-empty" });
  await host.peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await host.peer.receivesEvent("welcome");
  const bia = await room.structured("Bia");
  await change(room, "empty");
  await bia.peer.ends();
  assertEquals(room.names, ["Ana"]);
  await host.peer.receivesEvent("left", { name: "Bia", reason: "kicked", text: texts.newForAll });
  for (const share of [undefined, "outro"]) {
    const other = room.connect();
    await other.peer.sendJson({ type: "hello", version: 1, name: "Outra", share });
    await other.peer.receivesEvent("refused", {
      code: share === undefined ? "password" : "not-encrypted",
    });
  }
  const again = room.connect();
  await again.peer.sendJson({ type: "hello", version: 1, name: "", share: "segredo" });
  await again.peer.receivesEvent("refused", { code: "name-empty" });
  await again.peer.sendJson({ type: "hello", version: 1, name: "Outra" });
  await again.peer.receivesEvent("welcome");
});

Deno.test("who proved the old password, and has no name yet, needs the new one", async () => {
  await using room = roomWith();
  await change(room, "new");
  const eva = room.connect(inside);
  await eva.peer.send("PASS um\n");
  await room.settle();
  await room.advance(300); // No line of IRC follows.
  await eva.peer.receives(`${texts.right}\n`);
  await change(room, "empty");
  await eva.peer.send("Eva\n");
  await eva.peer.receives(`${refusals.password("")}\n`);
  assertEquals(room.names, []);
});

Deno.test("with 'empty' everybody is told whether the password is another, or the first", async () => {
  await using room = roomWith();
  await change(room, "new");
  const ana = room.connect(inside);
  await ana.peer.send("PASS um\nAna\n");
  await ana.peer.receives("Ana entrou no chat.\n");
  assertEquals(await change(room, "empty"), texts.madeUp("dois"));
  await ana.peer.receives(`Aviso do servidor: ${texts.changedForAll}\n`);
});

Deno.test("nobody is in plain where the host allows it", async () => {
  await using room = roomWith(undefined, { passwordPlain: true });
  await room.structured("Ana");
  assertEquals(await change(room, "new"), texts.madeUp("um"));
});

Deno.test("changes follow each other in the order in which they were typed", async () => {
  const history = new FakeHistory();
  await using room = roomWith(history);
  const both = [change(room, "new"), change(room, "remove")];
  assertEquals(await Promise.all(both), [texts.madeUp("um"), undefined]);
  assertEquals([room.room.password.verifier, history.recordedPassword], [undefined, undefined]);
});

Deno.test("a password is removed, and where there is none that is said", async () => {
  const history = new FakeHistory();
  await using room = roomWith(history);
  assertEquals(await change(room, "remove"), texts.none);
  await change(room, "new");
  const ana = room.connect(inside);
  await ana.peer.send("PASS um\nAna\n");
  await ana.peer.receives("Ana entrou no chat.\n");
  assertEquals(await change(room, "remove"), undefined);
  await ana.peer.receives(`Aviso do servidor: ${texts.removed}\n`);
  assertEquals(history.recordedPassword, undefined);
  await room.line("Bia");
});

Deno.test("a password that cannot be recorded holds until the server is closed", async () => {
  const history = new FakeHistory();
  await using room = roomWith(history);
  history.isFull = true;
  await change(room, "new");
  assertEquals(room.printed.includes(historyFailures.full("chat.db")), true);
  const { peer } = room.connect(inside);
  await peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await peer.receivesEvent("refused", { code: "password" });
});

Deno.test("a server without TLS has no password", async () => {
  await using room = roomWith(undefined, { tls: undefined });
  assertEquals(await change(room, "new"), texts.needsTls);
});
