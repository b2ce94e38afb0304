/** What happens to a connection while the password that it said is checked. */

import { assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Verifier } from "../../lib/serve/room_password.ts";
import { verifierOf } from "../support/fake_verifier.ts";
import { Peer } from "../support/peer.ts";
import { sendAll, TestRoom } from "../support/test_room.ts";

const { right } = ptBr.password;

/** A verifier that takes every password for the right one, when the test says so. */
function slowVerifier(): { verifier: Verifier; finish: () => void } {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const verifier = { ...verifierOf(""), check: () => promise };
  return { verifier, finish: () => resolve(true) };
}

Deno.test("a connection gives way to others before and after its password is checked, not meanwhile", async () => {
  const { verifier, finish } = slowVerifier();
  await using room = new TestRoom({ verifier, maxPerAddress: 2 });
  const ana = room.connect({ isEncrypted: true });
  await ana.peer.send("PASS ação-2\n");
  await room.settle();
  await room.advance(300); // No line of IRC follows.
  await room.settle();
  const silent = [room.connect()];
  await room.advance(100);
  silent.push(room.connect());
  await room.settle();
  assertEquals([ana, ...silent].map(({ isClosed }) => isClosed()), [false, true, false]);
  finish();
  await ana.peer.receives(`${right}\n`);
  silent.push(room.connect());
  await room.settle();
  assertEquals([ana, ...silent].map(({ isClosed }) => isClosed()), [true, true, false, false]);
});

Deno.test("a password that turns out right after the last words is not answered", async () => {
  const { verifier, finish } = slowVerifier();
  await using room = new TestRoom({ verifier });
  const { client } = room.openRaw({ isEncrypted: true, capacity: 16 });
  await sendAll(client, "PASS ação-2\n");
  await room.settle();
  const closed = room.close();
  await room.settle(); // The last words wait for a client that reads.
  finish();
  await room.settle();
  await using peer = new Peer(client);
  await peer.ends();
  assertEquals(peer.text, `${ptBr.refusals["server-closing"]("")}\n`);
  await room.advance(1_000);
  await closed;
});
