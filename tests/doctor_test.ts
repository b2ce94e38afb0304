/** `chat doctor` as a person starts it, against ports of every kind. */

import { assert, assertEquals } from "@std/assert";
import { Program } from "./support/program.ts";
import { TestServer } from "./support/test_server.ts";

/** What it says of a port, after what it says of this machine, and its exit code. */
async function examined(...args: string[]): Promise<{ said: string; code: number }> {
  await using program = new Program("doctor", ...args);
  const code = await program.ends();
  assert(program.out.includes("Terminal: nenhum"), program.out);
  assert(program.out.includes("ação, coração 👋"), program.out);
  const [, said] = program.out.split("está tudo certo.\n");
  return { said: said!, code };
}

/** A port that is not what was looked for. */
function portOf(listener: Deno.TcpListener): number {
  return listener.addr.port;
}

Deno.test("chat doctor finds a chat, its version, how far it is, and that the clocks agree", async () => {
  await using server = new TestServer();
  const { said, code } = await examined(`localhost:${server.port}`);
  const found = new RegExp(
    `^localhost é (127\\.0\\.0\\.1|::1)\\.\n` +
      `localhost:${server.port} é um chat, versão 1\\.\nIda e volta: \\d+ ms\\.\n` +
      "Os relógios concordam\\.\nUma conversa funcionaria\\.\n$",
  );
  assert(found.test(said), said);
  assertEquals(code, 0);
  assertEquals(server.console.length, 1, "nobody is told of it");
});

Deno.test("chat doctor says that nobody listens at a port that refuses", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = portOf(listener);
  listener.close();
  const { said, code } = await examined("127.0.0.1", "--port", `${port}`);
  assert(said.startsWith(`Não conecta: 127.0.0.1 respondeu, mas ninguém atende na porta ${port}.`));
  assert(said.endsWith("Uma conversa não funcionaria ainda.\n"), said);
  assertEquals(code, 1);
});

// Elsewhere a full queue refuses what comes, and drops nothing.
if (Deno.build.os === "linux") {
  Deno.test("chat doctor says that a firewall drops what comes, and on which machine to look", async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0, tcpBacklog: 1 });
    const port = portOf(listener);
    // Nobody takes these in: the next one is dropped, as a firewall does.
    const filling = [1, 2].map(() => Deno.connect({ hostname: "127.0.0.1", port }));
    const { said, code } = await examined(`127.0.0.1:${port}`);
    assert(said.startsWith(`Não conecta: 127.0.0.1:${port} não respondeu em 10 segundos.`), said);
    assert(said.includes(`No computador do servidor, chat doctor --port ${port} mostra`), said);
    assertEquals(code, 1);
    for (const conn of await Promise.all(filling)) conn.close();
  });
}

Deno.test("chat doctor says that what answers is no chat of ours", async () => {
  for (const answer of ["HTTP/1.1 400 Bad Request\r\n\r\n", ""]) {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const accepted = listener.accept();
    const examining = examined(`127.0.0.1:${portOf(listener)}`);
    using conn = await accepted;
    await conn.write(new TextEncoder().encode(answer));
    if (answer === "") conn.closeWrite();
    const { said, code } = await examining;
    assert(said.startsWith(`127.0.0.1:${portOf(listener)} atende, mas não é um servidor`), said);
    assertEquals(code, 1);
  }
});

Deno.test("chat doctor says that a name does not exist", async () => {
  const { said, code } = await examined("nada.invalid");
  assert(said.startsWith('Não conecta: o nome "nada.invalid" não foi encontrado.'), said);
  assertEquals(code, 1);
});
