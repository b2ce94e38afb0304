/** Chats that are found on a network, at a terminal of one of several machines. */

import { assertEquals } from "@std/assert";
import { hasNamespaces, Namespaces } from "./support/namespaces.ts";
import { foundOn, joinAt, run, served } from "./support/network_programs.ts";
import { testAtTerminal } from "./support/pty.ts";

/** So long after a query there is certainly another one. */
const NEXT_QUERY_MS = 6_000;

if (hasNamespaces) {
  testAtTerminal("a chat is chosen from the list, by Enter or its number, or typed", async () => {
    await using network = await Namespaces.start();
    const one = await network.machine("vpn 26.1.2.3/8");
    const other = await network.machine("vpn 26.1.2.4/8");
    await using _one = await served(one, "--room", "Projeto Final");
    for (const answer of ["", "1", "26.1.2.3"]) {
      await using ana = joinAt(other, "--name Ana");
      await ana.shows("Projeto Final");
      await ana.type(`${answer}\r`);
      await ana.shows("Ana entrou no chat.");
      await ana.type("/sair\r");
      assertEquals((await ana.ends()).code, 0);
    }
    await using bia = joinAt(other, "--name Bia");
    await bia.shows("Aperte só Enter para entrar em Projeto Final.");
    await using _two = await served(one, "--port", "9100", "--room", "Segunda");
    await bia.type("26.1.9");
    await bia.shows("2   Segunda");
    await bia.until(
      (rows) => rows.at(-1)!.trimEnd().endsWith("servidor: 26.1.9"),
      "what was typed",
    );
    await bia.type("\x152\r");
    await bia.shows("Bia entrou no chat.");
  });

  testAtTerminal(
    "a server that comes back under another address is found, and resumed",
    async () => {
      await using network = await Namespaces.start();
      const server = await network.machine("vpn 26.1.2.3/8");
      const client = await network.machine("vpn 26.1.2.4/8");
      const folder = await Deno.makeTempDir();
      const history = ["--history", `${folder}/chat.db`];
      const first = await served(server, ...history);
      await using ana = joinAt(client, "26.1.2.3 --name Ana");
      await ana.shows("Ana entrou no chat.");
      await ana.type("antes\r");
      await ana.shows("✓ antes");
      await first.kill();
      await network.unplug(server, "vpn");
      await network.plug(server, "vpn 26.77.1.9/8");
      await ana.type("meanwhile\r");
      await using second = await served(server, ...history);
      await second.shows("Ana >> meanwhile");
      await ana.shows("✓ meanwhile");
      assertEquals(ana.rows.filter((row) => row.includes("antes")).length, 1);
      await ana.type("/sair\r");
      await ana.ends();
      await Deno.remove(folder, { recursive: true });
    },
  );

  testAtTerminal("who chose a chat comes back when it is opened again", async () => {
    await using network = await Namespaces.start();
    const server = await network.machine("vpn 26.1.2.3/8");
    const client = await network.machine("vpn 26.1.2.4/8");
    const first = await served(server);
    await using ana = joinAt(client, "--name Ana");
    await ana.shows("Aperte só Enter");
    await ana.type("\r");
    await ana.shows("Ana entrou no chat.");
    await first.interrupt();
    await first.ends();
    await using again = await served(server); // Its certificate is a new one.
    await again.shows("Conexão com sucesso com Ana");
    await ana.type("de volta\r");
    await again.shows("Ana >> de volta");
  });

  testAtTerminal("who answers for another chat is not taken for it", async () => {
    await using network = await Namespaces.start();
    const server = await network.machine("vpn 26.1.2.3/8");
    const liar = await network.machine("vpn 26.6.6.6/8");
    const client = await network.machine("vpn 26.1.2.4/8");
    await using honest = await served(server, "--room", "Projeto Final");
    await using _trap = await served(liar, "--hidden");
    const [room] = await foundOn(client);
    const { id, certificate } = room!;
    const answer = JSON.stringify({
      ...{ chat: "here", version: 1, id, certificate, room: "Projeto Final", port: 9999 },
      ...{ people: 9, hasPassword: false },
    });
    const lying = await run(
      liar,
      `
      const socket = Deno.listenDatagram({ transport: "udp", hostname: "0.0.0.0", port: 9999, reuseAddress: true });
      await socket.joinMulticastV4("224.0.0.199", "26.6.6.6");
      for await (const [bytes, from] of socket) {
        const { nonce } = JSON.parse(new TextDecoder().decode(bytes));
        socket.send(new TextEncoder().encode(JSON.stringify({ ...${answer}, nonce })), from);
      }
      `,
    );
    try {
      // The server is slower than who lies, and answers all the same.
      honest.signal("SIGSTOP");
      await using ana = joinAt(client, "--name Ana");
      await ana.shows("26.6.6.6");
      honest.signal("SIGCONT");
      await new Promise((resolve) => setTimeout(resolve, NEXT_QUERY_MS));
      await ana.type("\r");
      await ana.shows("Ana entrou no chat.");
      await honest.shows("Conexão com sucesso com Ana");
    } finally {
      lying.kill("SIGKILL");
      await lying.output();
    }
  });
}
