/** A room with a password: who has to prove it, how, and how often. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { isConfirmed, Spake2 } from "../../lib/password/spake2.ts";
import { stretch } from "../../lib/password/stretch.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import { decodeBase64, encodeBase64 } from "../../lib/tls/pem.ts";
import { type ConnectOptions, type PeerConnection, TestRoom } from "../support/test_room.ts";

const { password: texts, refusals } = textsOf("pt-BR");
const VERIFIER = await PasswordVerifier.of("ação-2");
const RIGHT = await stretch("ação-2", VERIFIER.salt);
const WRONG = 7n;
const inside: ConnectOptions = { isEncrypted: true };
/** What both sides see of a connection without a certificate. */
const CONTEXT = new Uint8Array();

/** A client that says `hello` with a share, and what it has to send to prove the password. */
async function beginProof(room: TestRoom, password: bigint, options = inside, hello = {}) {
  const connected = room.connect(options);
  const spake2 = new Spake2("client", password);
  const share = encodeBase64(spake2.share);
  await connected.peer.sendJson({ type: "hello", version: 1, name: "Ana", share, ...hello });
  const { peer } = connected;
  await peer.until(() => peer.events.length > 0, "an answer");
  const [answer] = peer.events;
  if (answer!["type"] !== "challenge") {
    return { ...connected, answer: answer!, isServer: false, confirm: "" };
  }
  const theirs = decodeBase64(answer!["share"] as string)!;
  const { own, expected } = spake2.confirm(theirs, CONTEXT);
  const isServer = isConfirmed(expected, decodeBase64(answer!["confirm"] as string)!);
  return { ...connected, answer: answer!, isServer, confirm: encodeBase64(own) };
}

/** What the operator was told of wrong guesses. */
const reported = (room: TestRoom) => room.printed.filter((line) => line.includes("errou a senha"));

async function refusalOf({ peer }: PeerConnection): Promise<unknown> {
  await peer.ends();
  return peer.events.at(-1)!["code"];
}

Deno.test("a client that proves the password is welcome, and sees that the server knows it", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const ana = await beginProof(room, RIGHT);
  assertEquals([ana.answer["type"], ana.isServer], ["challenge", true]);
  assertEquals(room.names, []);
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  await ana.peer.receivesEvent("joined", { name: "Ana" });
  // A proof after the welcome is no command.
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  await ana.peer.receivesEvent("rejected", { code: "unknown-type", value: "proof" });
  assertEquals(room.names, ["Ana"]);
});

Deno.test("a client with a wrong password sees a wrong confirmation, and its proof is refused", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const ana = await beginProof(room, WRONG);
  assertEquals([ana.answer["type"], ana.isServer], ["challenge", false]);
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  assertEquals(await refusalOf(ana), "wrong-password");
  for (const confirm of ["", "AAAA", "não", encodeBase64(new Uint8Array(32))]) {
    const other = await beginProof(room, RIGHT, {
      ...inside,
      hostname: `10.0.0.${confirm.length}`,
    });
    await other.peer.sendJson({ type: "proof", confirm });
    assertEquals(await refusalOf(other), "wrong-password");
  }
  assertEquals(room.names, []);
});

Deno.test("a proof without a challenge, or a second guess or proof, is refused", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const early = room.connect(inside);
  await early.peer.sendJson({ type: "proof", confirm: "AAAA" });
  assertEquals(await refusalOf(early), "hello-first");
  const ana = await beginProof(room, RIGHT);
  const share = encodeBase64(new Spake2("client", RIGHT).share);
  await ana.peer.sendJson({ type: "hello", version: 1, name: "Bia", share });
  assertEquals(await refusalOf(ana), "wrong-password");
  const bia = await beginProof(room, RIGHT, inside, { name: "" });
  await bia.peer.sendJson({ type: "proof", confirm: bia.confirm });
  await bia.peer.receivesEvent("refused", { code: "name-empty" });
  await bia.peer.sendJson({ type: "proof", confirm: bia.confirm });
  assertEquals(await refusalOf(bia), "hello-first");
});

Deno.test("a share that is no point of the curve is a wrong guess", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  for (const share of ["", "x", "AAAA", encodeBase64(new Uint8Array(65))]) {
    const { peer } = room.connect(inside);
    await peer.sendJson({ type: "hello", version: 1, name: "Ana", share });
    await peer.ends();
    assertEquals(peer.events.at(-1)!["code"], "wrong-password", share);
  }
});

Deno.test("a hello without a share is told that there is a password, and may follow with one", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const { peer } = room.connect(inside);
  await peer.sendJson({ type: "hello", version: 1, name: "Ana", lang: "pt-BR" });
  await peer.receivesEvent("refused", { code: "password", text: refusals.password("") });
  const spake2 = new Spake2("client", RIGHT);
  const share = encodeBase64(spake2.share);
  await peer.sendJson({ type: "hello", version: 1, name: "Ana", share });
  const challenge = await peer.receivesEvent("challenge");
  const { own } = spake2.confirm(decodeBase64(String(challenge["share"]))!, CONTEXT);
  await peer.sendJson({ type: "proof", confirm: encodeBase64(own) });
  await peer.receivesEvent("welcome");
});

Deno.test("a client that proves without a name is told so quietly, and names itself afterwards", async () => {
  await using room = new TestRoom({ verifier: VERIFIER, rate: 1 });
  const ana = await beginProof(room, RIGHT, inside, { name: "" });
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  await ana.peer.receivesEvent("refused", { code: "name-empty" });
  await ana.peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await ana.peer.receivesEvent("welcome");
  assertEquals(room.events.map(({ kind }) => kind), ["joined"]);
});

Deno.test("the password is neither proved nor said without encryption, unless the host allows it", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  assertEquals((await beginProof(room, RIGHT, {})).answer["code"], "not-encrypted");
  const line = room.connect();
  await line.peer.send("Ana\n");
  await line.peer.receives(`${refusals.password("not-encrypted")}\n`);
  await line.peer.send("PASS ação-2\n");
  await line.peer.receives(`${refusals["not-encrypted"]("")}\n`);
  await line.peer.ends();
  await using open = new TestRoom({ verifier: VERIFIER, passwordPlain: true });
  const ana = await beginProof(open, RIGHT, {});
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  await ana.peer.receivesEvent("welcome");
  const bia = open.connect();
  await bia.peer.send("PASS ação-2\n");
  await open.settle();
  await open.advance(300); // No line of IRC follows.
  await bia.peer.receives(`${texts.right}\n`);
  await bia.peer.send("Bia\n");
  await bia.peer.receives("Bia entrou no chat.\n");
});

Deno.test("line and unframed clients say the password before the name", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const ana = room.connect(inside);
  await ana.peer.send("Ana\n");
  await ana.peer.receives(`${refusals.password("")}\n`);
  await ana.peer.send("pass   ação-2 \n");
  await ana.peer.receives(`${texts.right}\n`);
  await ana.peer.send("Ana\n");
  await ana.peer.receives("Ana entrou no chat.\n");
  // After the welcome it is a message.
  await ana.peer.send("PASS ação-2\n/quem\n");
  await ana.peer.receives("No chat (1): Ana\n");
  const bia = room.connect(inside);
  await bia.peer.send("PASS ação-1\nBia\n");
  await bia.peer.receives(`${refusals["wrong-password"]("")}\n`);
  await bia.peer.ends();
  const pai = room.connect(inside);
  await pai.peer.send("PASS ação-2");
  await room.advance(400);
  await pai.peer.receives(texts.right);
  await pai.peer.send("Pai");
  await room.advance(400);
  await pai.peer.receives("Pai entrou no chat.");
  const shown = room.printed.filter((line) => !line.startsWith("Ana >> "));
  assertEquals(shown.some((line) => line.includes("ação-")), false, shown.join("\n"));
});

Deno.test("in a room without a password, PASS and shares mean nothing", async () => {
  await using room = new TestRoom();
  const ana = room.connect();
  await ana.peer.send("PASS qualquer\n");
  await room.settle();
  await room.advance(300); // No line of IRC follows.
  await ana.peer.receives(`${texts.right}\n`);
  await ana.peer.send("Ana\n");
  await ana.peer.receives("Ana entrou no chat.\n");
  const { peer } = room.connect();
  await peer.sendJson({ type: "hello", version: 1, name: "Bia", share: "AAAA" });
  await peer.receivesEvent("welcome");
});

Deno.test("who has a token comes back without the password", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const ana = await beginProof(room, RIGHT);
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  const { token } = await ana.peer.receivesEvent("welcome");
  await ana.peer.receivesEvent("joined");
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  const again = room.connect(inside);
  const resume = { token, seen: 1 };
  await again.peer.sendJson({ type: "hello", version: 1, name: "Ana", resume });
  await again.peer.receivesEvent("welcome");
  const stranger = room.connect(inside);
  const forged = { token: "0".repeat(32), seen: 1 };
  await stranger.peer.sendJson({ type: "hello", version: 1, name: "Eva", resume: forged });
  await stranger.peer.receivesEvent("refused", { code: "password" });
});

Deno.test("the sixth wrong guess of an address waits, and the operator is told once", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  for (let guess = 0; guess < 5; guess++) {
    assertEquals(room.printed, []);
    const { peer, closed } = await beginProof(room, WRONG);
    await peer[Symbol.asyncDispose](); // It has seen that it was wrong.
    await closed;
  }
  assertEquals(room.printed, [texts.guessing("127.0.0.1", 5)]);
  const late = await beginProof(room, RIGHT);
  assertEquals([late.answer["code"], late.answer["value"]], ["too-many-guesses", "1"]);
  const elsewhere = await beginProof(room, RIGHT, { ...inside, hostname: "10.0.0.7" });
  assert(elsewhere.isServer);
  await room.advance(1_000);
  const ana = await beginProof(room, RIGHT);
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  await ana.peer.receivesEvent("welcome");
  assertEquals(reported(room).length, 1);
});

/** Guesses wrong four times from an address. */
async function guessWrong(room: TestRoom, options: ConnectOptions): Promise<void> {
  for (let guess = 0; guess < 4; guess++) {
    const { peer, closed } = await beginProof(room, WRONG, options);
    await peer[Symbol.asyncDispose]();
    await closed;
  }
}

Deno.test("a right guess after four wrong ones is not reported as a fifth", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  await guessWrong(room, inside);
  const ana = await beginProof(room, RIGHT);
  await ana.peer.sendJson({ type: "proof", confirm: ana.confirm });
  await ana.peer.receivesEvent("welcome");
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  assertEquals(reported(room), []);
});

Deno.test("a fifth wrong guess is reported at once, whatever is wrong with it", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const kinds: ((options: ConnectOptions) => Promise<PeerConnection>)[] = [
    async (options) => {
      const proof = await beginProof(room, RIGHT, options);
      await proof.peer.sendJson({ type: "proof", confirm: "" });
      return proof;
    },
    async (options) => {
      const connected = room.connect(options);
      await connected.peer.sendJson({ type: "hello", version: 1, name: "Ana", share: "x" });
      return connected;
    },
    async (options) => {
      const connected = room.connect(options);
      await connected.peer.send("PASS errada\n");
      await room.settle();
      await room.advance(300); // No line of IRC follows.
      return connected;
    },
  ];
  for (const [index, guess] of kinds.entries()) {
    const hostname = `10.0.0.${index}`;
    await guessWrong(room, { ...inside, hostname });
    assertEquals(reported(room).length, index);
    const { peer } = await guess({ ...inside, hostname });
    await peer.ends();
    assertEquals(reported(room).slice(index), [texts.guessing(hostname, 5)]);
  }
});

Deno.test("proofs that are right are no wrong guesses", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  for (let guess = 0; guess < 6; guess++) {
    const { peer, answer, confirm } = await beginProof(room, RIGHT, inside, { name: `p${guess}` });
    assertEquals(answer["type"], "challenge");
    await peer.sendJson({ type: "proof", confirm });
    await peer.receivesEvent("welcome");
  }
  assertEquals(reported(room), []);
});

Deno.test("a pong before hello tells the salt of the password", async () => {
  await using room = new TestRoom({ verifier: VERIFIER });
  const { peer } = room.connect();
  await peer.sendJson({ type: "ping" });
  const { salt } = await peer.receivesEvent("pong");
  assertEquals(salt, encodeBase64(VERIFIER.salt));
});
