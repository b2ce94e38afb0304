/** `chat doctor` as a process, with ports of every kind. */

import { assert, assertEquals } from "@std/assert";
import { doctor, findChatHere } from "../lib/doctor/doctor.ts";
import { textsOf } from "../lib/i18n/mod.ts";
import { Program } from "./support/program.ts";
import { TestServer } from "./support/test_server.ts";

/** Its report about a port, without the report about this machine, and its exit code. */
async function reportOf(...args: string[]): Promise<{ said: string; code: number }> {
  await using program = new Program("doctor", ...args);
  const code = await program.ends();
  assert(program.out.includes("Terminal: nenhum"), program.out);
  assert(program.out.includes("ação, coração 👋"), program.out);
  const [, said] = program.out.split("está tudo certo.\n");
  return { said: said!, code };
}

/** The exit code for a port without a chat. */
function portOf(listener: Deno.TcpListener): number {
  return listener.addr.port;
}

Deno.test("chat doctor reports a chat, its version, the round-trip time, and equal clocks", async () => {
  await using server = new TestServer();
  const { said, code } = await reportOf(`localhost:${server.port}`);
  const found = new RegExp(
    `^O endereço de localhost é (127\\.0\\.0\\.1|::1)\\.\n` +
      `localhost:${server.port} é um servidor deste chat, versão 1\\.\nIda e volta: \\d+ ms\\.\n` +
      "Cifrado: quem entra com este programa \\(chat join\\) e por https:// no navegador\\.\n" +
      "Não cifrado: a página por http://, e programas que só enviam texto, como o antigo\\.\n" +
      "Os relógios estão certos entre si\\.\nTudo certo: dá para conversar\\.\n$",
  );
  assert(found.test(said), said);
  assertEquals(code, 0);
  assertEquals(server.console.length, 1, "the probe is not shown");
});

Deno.test("chat doctor reports that a port refuses connections", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = portOf(listener);
  listener.close();
  const { said, code } = await reportOf("127.0.0.1", "--port", `${port}`);
  assert(
    said.startsWith(
      `Não foi possível conectar: 127.0.0.1 respondeu, mas ninguém atende na porta ${port}.`,
    ),
  );
  assert(said.endsWith("Ainda não dá para conversar.\n"), said);
  assertEquals(code, 1);
});

// Other systems refuse connections to a full queue instead of dropping them.
if (Deno.build.os === "linux") {
  Deno.test("chat doctor reports that a firewall drops packets, and on which machine", async () => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0, tcpBacklog: 1 });
    const port = portOf(listener);
    // These fill the listen queue: the next one is dropped, as a firewall does.
    const filling = [1, 2].map(() => Deno.connect({ hostname: "127.0.0.1", port }));
    const { said, code } = await reportOf(`127.0.0.1:${port}`);
    assert(
      said.startsWith(`Não foi possível conectar: 127.0.0.1:${port} não respondeu em 10 segundos.`),
      said,
    );
    assert(said.includes(`No computador do servidor, chat doctor --port ${port} mostra`), said);
    assertEquals(code, 1);
    for (const conn of await Promise.all(filling)) conn.close();
  });
}

Deno.test("chat doctor reports that a server is not a chat", async () => {
  for (const answer of ["HTTP/1.1 400 Bad Request\r\n\r\n", ""]) {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const accepted = listener.accept();
    const examining = reportOf(`127.0.0.1:${portOf(listener)}`);
    using conn = await accepted;
    await conn.write(new TextEncoder().encode(answer));
    if (answer === "") conn.closeWrite();
    const { said, code } = await examining;
    assert(said.startsWith(`127.0.0.1:${portOf(listener)} responde, mas não é um servidor`), said);
    assertEquals(code, 1);
  }
});

Deno.test("chat doctor reports that a host name does not exist", async () => {
  const { said, code } = await reportOf("nada.invalid");
  assert(
    said.startsWith('Não foi possível conectar: o nome "nada.invalid" não foi encontrado.'),
    said,
  );
  assertEquals(code, 1);
});

Deno.test("doctor() prints on Windows the firewall's commands for this program and port", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = portOf(listener);
  listener.close();
  for (const isWindows of [true, false]) {
    const printed: string[] = [];
    const systemInfo = { adapters: [], isColored: false, isWindows };
    await doctor({ port, systemInfo, texts: textsOf("pt-BR") }, (text) => printed.push(text));
    const commands = printed.join("\n").split("\n").filter((line) => line.startsWith("  netsh"));
    assertEquals(commands.length, isWindows ? 3 : 0);
    if (!isWindows) continue;
    assert(commands[0]!.endsWith(`delete rule name=all dir=in program="${Deno.execPath()}"`));
    assert(commands[1]!.includes(`TCP localport=${port} `));
    assert(commands[2]!.includes(`UDP localport=${port} `));
  }
});

Deno.test("findChatHere() finds a chat, and does not wait long for a program that says nothing", async () => {
  await using server = new TestServer();
  assertEquals(await findChatHere(server.port), "127.0.0.1");
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const start = performance.now();
  assertEquals(await findChatHere(portOf(listener)), undefined);
  const ms = performance.now() - start;
  assert(ms < 4_000, `${ms} ms`); // 0.8 s, or 5 s with the timeout for a server elsewhere.
});
