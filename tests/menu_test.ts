/**
 * The program without arguments, as after a double click: it asks for an address, and its window
 * stays open.
 */

import { assert, assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { Peer } from "./support/peer.ts";
import { ROOT } from "./support/program.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

const [, ...words] = config.tasks.serve.command.split(" ");
/** With the permissions of a compiled program, and without arguments. */
const command = [Deno.execPath(), ...words.slice(0, -1)];
const QUESTION = "Endereço do servidor (ou só Enter";
const CLOSE = "Pressione Enter para fechar.";

testAtTerminal("without arguments the program asks for an address, and joins it", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = new Pty(command.join(" "));
  await ana.shows(QUESTION);
  await ana.type("endereço ruim\r");
  await ana.shows('Endereço: "endereço ruim" não é válido');
  await ana.type(`127.0.0.1:${server.port}\r`);
  await ana.shows("Informe seu nome para entrar no chat: ");
  await ana.type("Ana\r");
  await bia.receives("Ana entrou no chat.\n");
  await ana.type("coração 👋\r");
  await bia.receives("Ana: coração 👋\n");
  await ana.type("/sair\r");
  assertEquals(await ana.ends(), { code: 0, isRestored: true });
});

testAtTerminal(
  "without arguments and without an address the program serves, and runs operator commands",
  async () => {
    await using host = new Pty(command.join(" "));
    await host.shows(QUESTION);
    await host.type("\r");
    // The default port may be in use: the program reports it, and the window waits for a key.
    await host.until(
      (rows) => rows.some((row) => /aguardando|já está em uso/.test(row)),
      "the port",
    );
    if (host.all.some((row) => row.includes("aguardando"))) {
      await host.type("/sair\r");
      assertEquals((await host.ends()).code, 0);
    } else {
      await host.shows(CLOSE);
      await host.type("\r");
      assertEquals((await host.ends()).code, 1);
    }
  },
);

testAtTerminal("an error stays on the screen until a key is pressed", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  await using ana = new Pty(command.join(" "));
  await ana.shows(QUESTION);
  await ana.type(`127.0.0.1:${port}\r`);
  await ana.shows(CLOSE);
  assert(ana.all.some((row) => row.includes("ninguém atende")), ana.all.join("\n"));
  await ana.type("\r");
  assertEquals((await ana.ends()).code, 1);
});

Deno.test("without arguments and without a terminal the program shows its help", async () => {
  const [program, ...args] = command;
  const { code, stdout } = await new Deno.Command(program!, { args, cwd: ROOT, stdin: "null" })
    .output();
  assert(new TextDecoder().decode(stdout).includes("chat join ENDEREÇO[:PORTA] [opções]"));
  assertEquals(code, 0);
});
