/**
 * The program without arguments, as after a double click: it asks for an address until the person is
 * in, and its window stays open where there is something to read.
 */

import { assert, assertEquals } from "@std/assert";
import { offlineWords } from "./support/offline.ts";
import { Peer } from "./support/peer.ts";
import { ROOT } from "./support/program.ts";
import { Pty, type PtyOptions, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

const words = offlineWords("serve");
/** With the permissions of a compiled program, and without arguments. */
const command = [Deno.execPath(), ...words.slice(0, -1)];
const CHOICE = "Digite o endereço do servidor, ou só Enter para abrir um chat neste computador.";
const QUESTION = "Endereço do servidor: ";
const REMEMBER = "Lembrar o endereço e o seu nome neste computador? (s/N) ";
const CLOSE = "Pressione Enter para fechar.";
const NAME = "Informe seu nome para entrar no chat: ";

/** The menu at a terminal of its own, where nothing is remembered. */
class MenuTerminal extends Pty {
  constructor({ env = {}, ...options }: PtyOptions = {}, ...args: string[]) {
    const program = `sh -c 'echo pid $$; exec ${[...command, ...args].join(" ")}'`;
    super(program, { ...options, env: { XDG_CONFIG_HOME: "/dev/null", ...env } });
  }

  /** The number of its process. */
  get pid(): number {
    return Number(/pid (\d+)/.exec(this.raw)![1]);
  }

  /** Waits for a question, and answers it. */
  async answer(question: string, answer: string): Promise<void> {
    await this.until((rows) => rows.at(-1)?.trimEnd() === question.trimEnd(), question);
    await this.type(answer);
  }

  /** Asserts that it ends quietly. */
  async endsQuietly(code = 0): Promise<void> {
    assertEquals(await this.ends(), { code, isRestored: true });
    const words = this.all.join("\n");
    assert(!/Erro inesperado|AbortError|at file:|Uncaught|Você saiu/.test(words), words);
  }
}

/** A port of 127.0.0.1 at which nobody listens. */
function closedPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

testAtTerminal("without arguments the program asks for an address, and joins it", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = new MenuTerminal();
  await ana.shows(CHOICE);
  await ana.answer(QUESTION, "endereço ruim\r");
  await ana.shows('Endereço: "endereço ruim" não é um valor válido');
  await ana.answer(QUESTION, `"http://127.0.0.1:${server.port}/"\r`);
  await ana.answer(REMEMBER, "\r");
  await ana.answer(NAME, "Ana\r");
  await bia.receives("Ana entrou no chat.\n");
  await ana.type("coração 👋\r");
  await bia.receives("Ana: coração 👋\n");
  await ana.type("/sair\r");
  assertEquals(await ana.ends(), { code: 0, isRestored: true });
  assert(ana.all.includes("Você saiu do chat."));
});

testAtTerminal(
  "the menu asks again after a failure, and Enter takes the last address",
  async () => {
    const port = closedPort();
    await using ana = new MenuTerminal();
    await ana.answer(QUESTION, `chat join 127.0.0.1:${port}\r`);
    await ana.answer(REMEMBER, "n\r");
    await ana.shows(`Aperte só Enter para tentar de novo em 127.0.0.1:${port}.`);
    await ana.answer(QUESTION, "--port\r");
    await ana.shows('Endereço: "--port" não é um valor válido');
    await using _server = new TestServer({ port });
    await ana.answer(QUESTION, "\r");
    await ana.answer(NAME, "Ana\r");
    await ana.shows("Ana entrou no chat.");
    await ana.type("/sair\r");
    assertEquals(await ana.ends(), { code: 0, isRestored: true });
  },
);

testAtTerminal("Ctrl+C and Ctrl+D end every question of the menu quietly", async () => {
  await using server = new TestServer();
  const leave = (await Promise.all(["\x03", "\x04"].map(async (key) => {
    await using first = new MenuTerminal();
    await first.answer(QUESTION, key);
    await first.endsQuietly();
    await using second = new MenuTerminal();
    await second.answer(QUESTION, "h\r");
    await second.answer(REMEMBER, key);
    await second.endsQuietly();
    await using third = new MenuTerminal();
    await third.answer(QUESTION, `127.0.0.1:${server.port}\r`);
    await third.answer(REMEMBER, "n\r");
    await third.answer(NAME, key);
    await third.endsQuietly();
    return key;
  }))).length;
  assertEquals(leave, 2);
  assert(!server.console.some((line) => line.includes("Conexão com sucesso")));
});

testAtTerminal("the menu with --simple adds lines, which break between words", async () => {
  await using server = new TestServer();
  const options = ["--lang", "en", "--simple", "--no-color"];
  await using ana = new MenuTerminal({ columns: 40 }, ...options);
  await ana.answer("Server address: ", `127.0.0.1:${closedPort()}\r`);
  await ana.answer("this computer? (y/N) ", "n\r");
  await ana.answer("Server address: ", `127.0.0.1:${server.port}\r`);
  await ana.shows("Enter your name to join the chat:");
  await ana.type("Ana\r");
  await ana.shows("Ana joined the chat.");
  await ana.type("/quit\r");
  assertEquals((await ana.ends()).code, 0);
  assert(!ana.raw.includes("\x1b"), JSON.stringify(ana.raw));
  const rows = ana.all.map((row) => row.trimEnd());
  const first = rows.indexOf("Type the server's address, or just");
  assertEquals(rows[first + 1], "press Enter to open a chat on this", rows.join("\n"));
  assert(rows.includes("Remember the address and your name on"), rows.join("\n"));
});

testAtTerminal("a pasted text without an end does not keep the menu busy", async () => {
  await using ana = new MenuTerminal();
  await ana.answer(QUESTION, "a".repeat(3000));
  await ana.until((rows) => rows.some((row) => /^Endereço: "aaaa/.test(row)), "a no");
  await ana.answer(QUESTION, "\x03"); // Before the question it would interrupt the whole script.
  await ana.endsQuietly();
});

testAtTerminal("a window with a sentence to read stays until Enter, Ctrl+C or Ctrl+D", async () => {
  await using server = new TestServer();
  for (const [at, key] of ["\r", "\x03", "\x04"].entries()) {
    await using ana = new MenuTerminal();
    await ana.answer(QUESTION, `127.0.0.1:${server.port}\r`);
    await ana.answer(REMEMBER, "n\r");
    await ana.answer(NAME, `Ana${at}\r`);
    await ana.shows(`Ana${at} entrou no chat.`);
    server.type(`/expulsar Ana${at}`);
    await ana.answer(CLOSE, key);
    await ana.endsQuietly(1);
  }
});

testAtTerminal("a program whose terminal is closed ends, at every question", async () => {
  await using server = new TestServer();
  const enter: ((ana: MenuTerminal) => Promise<void>)[] = [
    async (ana) => await ana.shows(QUESTION),
    async (ana) => {
      await ana.answer(QUESTION, `127.0.0.1:${closedPort()}\r`);
      await ana.answer(REMEMBER, "n\r");
      await ana.shows("ninguém atende");
      await ana.answer(QUESTION, "");
    },
    async (ana) => {
      await ana.answer(QUESTION, `127.0.0.1:${server.port}\r`);
      await ana.answer(REMEMBER, "n\r");
      await ana.answer(NAME, "Ana\r");
      await ana.shows("Ana entrou no chat.");
      server.type("/expulsar Ana");
      await ana.shows(CLOSE);
    },
  ];
  for (const [at, go] of enter.entries()) {
    await using ana = new MenuTerminal();
    await go(ana);
    await ana.close();
    await processEnds(ana.pid, `the program at question ${at}`);
  }
});

testAtTerminal("a port in use is a chat to join, if a chat of ours is there", async () => {
  await using server = new TestServer();
  await using host = new MenuTerminal();
  await host.answer(QUESTION, `chat serve --host 127.0.0.1 --port ${server.port}\r`);
  await host.answer("Já há um chat aberto neste computador: entrar nele? (S/n) ", "\r");
  await host.answer(NAME, "Ana\r");
  await host.shows("Ana entrou no chat.");
  assert(!host.all.some((row) => row.includes("já está em uso")), host.all.join("\n"));
  await host.type("/sair\r");
  assertEquals(await host.ends(), { code: 0, isRestored: true });
});

testAtTerminal("a port in use by another program is said, and the menu goes on", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const closing = (async () => {
    for await (const conn of listener) conn.close();
  })();
  await using host = new MenuTerminal();
  await host.answer(QUESTION, `chat serve --host 127.0.0.1 --port ${port}\r`);
  await host.shows(`Erro: A porta ${port} de 127.0.0.1 já está em uso.`);
  await host.answer(QUESTION, "chat serve --host 127.0.0.1 --port 0\r");
  await host.shows("está aguardando conexões...");
  await host.type("/sair\r");
  assertEquals((await host.ends()).code, 0);
  listener.close();
  await closing;
});

Deno.test("without arguments and without a terminal the program shows its help", async () => {
  const [program, ...args] = command;
  const { code, stdout } = await new Deno.Command(program!, { args, cwd: ROOT, stdin: "null" })
    .output();
  assert(new TextDecoder().decode(stdout).includes("chat join [ENDEREÇO[:PORTA]] [opções]"));
  assertEquals(code, 0);
});

/** Waits until a process has ended; kills it when it does not. */
async function processEnds(pid: number, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { stdout } = await new Deno.Command("cat", {
      args: [`/proc/${pid}/stat`],
      stderr: "null",
    }).output();
    // Of a zombie only the exit code is left, for which nobody asks.
    if (/^$|\) Z/.test(new TextDecoder().decode(stdout))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  Deno.kill(pid, "SIGKILL");
  assert(false, `${what} goes on without a terminal`);
}
