/** What the system gives no more of: file descriptors, each connection takes one. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { Program } from "./support/program.ts";

/** Enough for the program itself and some thirty people. */
const DESCRIPTORS = 64;
const STRANGERS = 100;

// Windows knows no such limit.
if (Deno.build.os !== "windows") {
  Deno.test("out of descriptors the server lets nobody in for a while, and those inside go on", async () => {
    const few = { task: "serve" as const, descriptors: DESCRIPTORS };
    await using server = new Program(few, "--host", "127.0.0.1", "--port", "0");
    const port = await server.port();
    await using ana = await Peer.line(port, "Ana");
    await using bia = await Peer.line(port, "Bia");
    // The system itself takes connections that the program has not accepted yet.
    const strangers = await Promise.all(
      Array.from({ length: STRANGERS }, () => Peer.connect(port)),
    );
    await server.shows("Novas conexões esperam");
    await ana.say("ainda aqui\n");
    await bia.hears("Ana: ainda aqui\n");

    for (const stranger of strangers) await stranger[Symbol.asyncDispose]();
    await using caio = await Peer.line(port, "Caio");
    await caio.say("cheguei\n");
    await bia.hears("Caio: cheguei\n");
    assertEquals(server.out.match(/Novas conexões esperam/g)?.length, 1);
  });
}
