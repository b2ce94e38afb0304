/** The server without free file descriptors: each connection takes one. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { Program } from "./support/program.ts";

/** Enough for the program itself and about thirty connections. */
const DESCRIPTORS = 64;
const STRANGERS = 100;
const PAUSED = "Novas conexões vão ter que esperar";

/** A server with few descriptors, without the limits of an address. */
function startServer(): Program {
  const few = { task: "serve" as const, descriptors: DESCRIPTORS };
  const limits = ["--rate", "0", "--max-per-address", "0"];
  return new Program(few, "--host", "127.0.0.1", "--port", "0", ...limits);
}

/** Connects many strangers at once. */
function strangers(port: number): Promise<Peer[]> {
  return Promise.all(Array.from({ length: STRANGERS }, () => Peer.connect(port)));
}

// Windows has no such limit.
if (Deno.build.os !== "windows") {
  Deno.test("out of descriptors connections without a name end, and newcomers join", async () => {
    await using server = startServer();
    const port = await server.port();
    await using ana = await Peer.line(port, "Ana");
    const silent = await strangers(port);
    await using bia = await Peer.line(port, "Bia");
    await bia.send("entrei\n");
    await ana.receives("Bia: entrei\n");
    await server.shows("conexões sem nome deram lugar a outras.");
    // The oldest went first.
    await silent[0]!.ends();
    assertEquals([server.out.includes(PAUSED), ana.isEnded], [false, false]);
    for (const stranger of silent) await stranger[Symbol.asyncDispose]();
  });

  Deno.test("out of descriptors the server pauses accepting, and connected clients continue", async () => {
    await using server = startServer();
    const port = await server.port();
    await using ana = await Peer.line(port, "Ana");
    await using bia = await Peer.line(port, "Bia");
    const people: Peer[] = [];
    while (people.length < STRANGERS && !server.out.includes(PAUSED)) {
      const person = await Peer.connect(port);
      people.push(person);
      await person.send(`p${people.length}\n`);
      // One after the other, so that each has a name before the next.
      await ana.send(`${people.length}\n`);
      await bia.receives(`Ana: ${people.length}\n`);
    }
    await server.shows(PAUSED);
    await ana.send("ainda aqui\n");
    await bia.receives("Ana: ainda aqui\n");

    for (const person of people) await person[Symbol.asyncDispose]();
    await using caio = await Peer.line(port, "Caio");
    await caio.send("cheguei\n");
    await bia.receives("Caio: cheguei\n");
    assertEquals(server.out.match(/Novas conexões vão ter que esperar/g)?.length, 1);
  });
}
