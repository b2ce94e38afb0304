/** The server without free file descriptors: each connection takes one. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { Program } from "./support/program.ts";

/** Enough for the program itself and about thirty connections. */
const DESCRIPTORS = 64;
const STRANGERS = 100;

// Windows has no such limit.
if (Deno.build.os !== "windows") {
  Deno.test("out of descriptors the server pauses accepting, and connected clients continue", async () => {
    const few = { task: "serve" as const, descriptors: DESCRIPTORS };
    await using server = new Program(few, "--host", "127.0.0.1", "--port", "0");
    const port = await server.port();
    await using ana = await Peer.line(port, "Ana");
    await using bia = await Peer.line(port, "Bia");
    // The system's listen queue holds connections that the program has not accepted.
    const strangers = await Promise.all(
      Array.from({ length: STRANGERS }, () => Peer.connect(port)),
    );
    await server.shows("Novas conexões esperam");
    await ana.send("ainda aqui\n");
    await bia.receives("Ana: ainda aqui\n");

    for (const stranger of strangers) await stranger[Symbol.asyncDispose]();
    await using caio = await Peer.line(port, "Caio");
    await caio.send("cheguei\n");
    await bia.receives("Caio: cheguei\n");
    assertEquals(server.out.match(/Novas conexões esperam/g)?.length, 1);
  });
}
