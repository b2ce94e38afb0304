/** `chat join --log`: the conversation in a file, with the permissions of the task. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { joinAtTerminal } from "./support/join_at_terminal.ts";
import { offlineWords } from "./support/offline.ts";
import { Peer } from "./support/peer.ts";
import { Program } from "./support/program.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

/** The lines of a log, without day and time. */
async function linesOf(path: string): Promise<string[]> {
  const lines = (await Deno.readTextFile(path)).split("\n");
  assertEquals(lines.pop(), "");
  for (const line of lines) assertMatch(line, /^\d{4}-\d\d-\d\d \d\d:\d\d /);
  return lines.map((line) => line.slice("2026-01-05 12:34 ".length));
}

Deno.test("join --log appends the conversation, and prints what it always prints", async () => {
  const path = await Deno.makeTempFile();
  await using server = new TestServer();
  for (const text of ["um", "dois"]) {
    await using bia = await Peer.line(server.port, "Bia");
    await using ana = new Program("join", `127.0.0.1:${server.port}`, "--log", path);
    await ana.type("Ana\n");
    await bia.receives("Ana entrou no chat.\n");
    await bia.send(`${text}\n`);
    await ana.shows(`Bia: ${text}\n`);
    await ana.type(`/me acena\n@Bia psiu\n`);
    await bia.receives("* Ana acena\nAna (privado): psiu\n");
    await ana.type("/sair\n");
    assertEquals(await ana.ends(), 0);
    assertEquals(ana.out.includes("2026-"), false);
  }
  const conversation = (text: string) => [
    "Ana entrou no chat.",
    `Bia: ${text}`,
    "* Ana acena",
    "Ana (privado para Bia): psiu",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
  ];
  const lines = (await linesOf(path)).filter((line) => !line.startsWith("Bia saiu"));
  assertEquals(lines, [...conversation("um"), ...conversation("dois")]);
  await Deno.remove(path);
});

Deno.test("join --log keeps what was said before a crash", async () => {
  const path = await Deno.makeTempFile();
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = new Program("join", `127.0.0.1:${server.port}`, "--log", path);
  await ana.type("Ana\n");
  await bia.receives("Ana entrou no chat.\n");
  await bia.send("um\n");
  await ana.shows("Bia: um\n");
  await ana.type("dois\n");
  const deadline = performance.now() + 10_000;
  while (!(await Deno.readTextFile(path)).endsWith("Ana: dois\n")) {
    assert(performance.now() < deadline, `“Ana: dois”, got ${await Deno.readTextFile(path)}`);
  }
  await ana.kill();
  assertEquals(await linesOf(path), ["Ana entrou no chat.", "Bia: um", "Ana: dois"]);
  await Deno.remove(path);
});

Deno.test("join --log with a file that cannot be opened says so, and joins nothing", async () => {
  const folder = await Deno.makeTempDir();
  await using server = new TestServer();
  for (const path of [folder, `${folder}/nada/conversa.txt`]) {
    await using ana = new Program(
      "join",
      `127.0.0.1:${server.port}`,
      "--name",
      "Ana",
      "--log",
      path,
    );
    assertEquals(await ana.ends(), 1);
    assertStringIncludes(ana.err, `Erro: Não foi possível abrir o arquivo "${path}"`);
    assertEquals(ana.out, "");
  }
  await using bia = await Peer.line(server.port, "Bia");
  await bia.send("/quem\n");
  await bia.receives("No chat (1): Bia\n");
  assertEquals(server.console.filter((line) => line.includes("Ana")), []);
  await Deno.remove(folder);
});

testAtTerminal("join --log writes no escape sequence at a coloured terminal", async () => {
  const path = await Deno.makeTempFile();
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = await joinAtTerminal(server, "Ana", { args: ["--log", path] });
  await bia.send("oi, \x1b[31mAna\n");
  await ana.shows("Bia: oi, Ana");
  await ana.type("/ignorar Bia\r");
  await ana.shows("Você não vai mais ver nada de Bia.");
  await bia.send("de novo\n@Ana psiu\n");
  await ana.shows("Bia enviou uma mensagem privada. Você não vai ver essa");
  await server.type("/expulsar Ana");
  assertEquals(await ana.ends(), { code: 1, isRestored: true });
  assertEquals(await linesOf(path), [
    "Ana entrou no chat.",
    "Bia: oi, Ana",
    "Bia enviou uma mensagem privada. Você não vai ver essa, nem as próximas.",
    textsOf("pt-BR").refusals.kicked(""),
  ]);
  assertEquals(ana.all.join("\n").includes("de novo"), false);
  await Deno.remove(path);
});

testAtTerminal("a log can be typed at the menu, also after one that cannot be opened", async () => {
  const path = await Deno.makeTempFile();
  const settings = await Deno.makeTempDir();
  await using server = new TestServer();
  const words = offlineWords("serve");
  const command = [Deno.execPath(), ...words.slice(0, -1)].join(" ");
  await using ana = new Pty(command, { env: { XDG_CONFIG_HOME: settings } });
  await ana.shows("Endereço do servidor: ");
  await ana.type(`chat join 127.0.0.1:${server.port} --name Ana --log ${path}/nada\r`);
  await ana.shows("Lembrar o endereço");
  await ana.type("n\r");
  await ana.shows(`Não foi possível abrir o arquivo "${path}/nada"`);
  await ana.type(`chat join 127.0.0.1:${server.port} --name Ana --log ${path}\r`);
  await ana.shows("Ana entrou no chat.");
  await ana.type("/sair\r");
  assertEquals((await ana.ends()).code, 0);
  assertEquals(await linesOf(path), [
    "Ana entrou no chat.",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
  ]);
  await Deno.remove(path);
  await Deno.remove(settings);
});
