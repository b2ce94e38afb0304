/** The sentence of an error at a terminal, as a person reads it. */

import { assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { Pty, testAtTerminal } from "./support/pty.ts";

testAtTerminal("the sentence of an error breaks between words at a terminal", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const [, ...words] = config.tasks.join.command.split(" ");
  const command = [Deno.execPath(), ...words, `127.0.0.1:${port}`, "--simple", "--name", "Ana"];
  await using ana = new Pty(command.join(" "), { columns: 50 });
  assertEquals((await ana.ends()).code, 1);
  const rows = ana.all.map((row) => row.trimEnd());
  const first = rows.indexOf("Erro ao conectar ao servidor: 127.0.0.1");
  assertEquals(rows.slice(first + 1, first + 3), [
    `respondeu, mas ninguém atende na porta ${port}.`,
    "Confira se o chat está aberto (chat serve)",
  ]);
});
