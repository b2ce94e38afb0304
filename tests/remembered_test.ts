/** Address and name, remembered by real programs: nothing is written without being asked for. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { offlineWords } from "./support/offline.ts";
import { ROOT } from "./support/program.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

const words = offlineWords("serve");
/** With the permissions of a compiled program, and without arguments. */
const command = [Deno.execPath(), ...words.slice(0, -1)];

/** How a program ended. */
interface Ended {
  code: number;
  out: string;
  err: string;
}

/** A place for settings of its own. */
class Home implements AsyncDisposable {
  readonly folder = Deno.makeTempDirSync();
  readonly path = `${this.folder}/chat/settings.json`;
  readonly env = { XDG_CONFIG_HOME: this.folder };

  /** What is remembered; undefined without a file. */
  get remembered(): unknown {
    try {
      return JSON.parse(Deno.readTextFileSync(this.path));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  /** Every file and folder. */
  get files(): string[] {
    return [...Deno.readDirSync(this.folder)].map(({ name }) => name);
  }

  /** Runs the program with redirected input and output. */
  async run(args: string[], input = ""): Promise<Ended> {
    const [program, ...rest] = command;
    return await this.runProgram(program!, [...rest, ...args], input);
  }

  /** Runs any program in the same way. */
  async runProgram(program: string, args: string[], input: string): Promise<Ended> {
    const child = new Deno.Command(program, {
      args,
      cwd: ROOT,
      env: this.env,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input)).catch(() => {}); // It may have ended.
    await writer.close().catch(() => {});
    const { code, stdout, stderr } = await child.output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, out: decode(stdout), err: decode(stderr) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

const QUESTION = "Endereço do servidor: ";
const REMEMBER = "Lembrar o endereço e o seu nome neste computador? (s/N) ";

// The place of the settings is another one on Windows and macOS; settings_test has them.
if (Deno.build.os === "linux") {
  Deno.test("a mistyped address does not replace the one that is remembered", async () => {
    await using server = new TestServer();
    await using other = new TestServer();
    await using home = new Home();
    const address = `127.0.0.1:${server.port}`;
    await home.run(["join", address, "--remember", "--name", "Ana"], "oi\n");
    const mistyped = await home.run(["join", "127.0.0.1:1", "--remember"], "oi\n");
    assertEquals([mistyped.code, home.remembered], [1, { address, name: "Ana" }]);
    await home.run(["join", `127.0.0.1:${other.port}`, "--remember"], "oi\n");
    assertEquals(home.remembered, { address: `127.0.0.1:${other.port}`, name: "Ana" });
  });

  Deno.test("join --remember keeps address and name, and forget deletes them", async () => {
    await using server = new TestServer();
    await using home = new Home();
    const address = `127.0.0.1:${server.port}`;
    const joined = await home.run(["join", address, "--remember"], "Ana\n/nome Bia\noi\n");
    const kept = `O endereço e o nome ficam em ${home.path}. Para apagar: chat forget\n`;
    assertEquals([joined.code, joined.err], [0, kept]);
    assert(joined.out.startsWith("***** INICIANDO CHAT *****\n"), joined.out);
    assertEquals(home.remembered, { address, name: "Bia" });
    assertEquals(Deno.statSync(home.path).mode! & 0o777, 0o600);
    const again = await home.run(["join", address, "--remember"], "oi\n");
    assertEquals([again.code, again.out.includes("Bia entrou no chat.")], [0, true]);
    const forgotten = await home.run(["forget"]);
    const deleted = `Apagado: ${home.path}. Nada mais é lembrado.\n`;
    assertEquals(forgotten, { code: 0, out: deleted, err: "" });
    assertEquals(home.files, []);
    const nothing = await home.run(["forget", "--lang", "en"]);
    assertEquals(nothing.out, "No address and no name are kept on this computer.\n");
  });

  Deno.test("join --remember keeps no name that the next time cannot use", async () => {
    await using server = new TestServer();
    await using home = new Home();
    const address = `127.0.0.1:${server.port}`;
    const args = ["join", address, "--remember"];
    const { err } = await home.run([...args, "--name", "Admin"]);
    assertEquals(home.remembered, { address }, err);
    const again = await home.run(args, "Ana\noi\n");
    assertEquals([again.code, again.err.includes("danificado")], [0, false], again.err);
    assertEquals(home.remembered, { address, name: "Ana" });
  });

  Deno.test("without --remember nothing is written", async () => {
    await using server = new TestServer();
    await using home = new Home();
    const address = `127.0.0.1:${server.port}`;
    assertEquals((await home.run(["join", address], "Ana\noi\n")).code, 0);
    assertEquals((await home.run(["doctor", address])).code, 0);
    assertEquals(home.files, []);
  });

  Deno.test("a file that cannot be used is a sentence, and the conversation goes on", async () => {
    await using server = new TestServer();
    await using home = new Home();
    const address = `127.0.0.1:${server.port}`;
    Deno.mkdirSync(home.path, { recursive: true });
    const blocked = await home.run(["join", address, "--remember", "--name", "Ana"], "oi\n");
    assertEquals([blocked.code, blocked.out.includes("Ana entrou no chat.")], [0, true]);
    assert(blocked.err.includes("não foi possível gravar"), blocked.err);
    const { code, out, err } = await home.run(["forget"]);
    assertEquals([code, out], [1, ""]);
    assert(err.startsWith(`Não foi possível apagar ${home.path}: `), err);
    Deno.removeSync(`${home.folder}/chat`, { recursive: true });
    Deno.mkdirSync(`${home.folder}/chat`);
    Deno.writeTextFileSync(home.path, "{");
    const damaged = await home.run(["join", address, "--remember", "--name", "Ana"], "oi\n");
    assertEquals([damaged.code, damaged.err.includes("está danificado")], [0, true]);
    assertEquals(home.remembered, { address, name: "Ana" });
  });
}

/** Runs `main` after and before other statements; returns what it writes to each output. */
async function runScript(
  home: Home,
  args: string[],
  { before = "", after = "", input = "" },
): Promise<Ended> {
  const script = `${home.folder}/script.ts`;
  Deno.writeTextFileSync(
    script,
    `import { main } from ${JSON.stringify(new URL("main.ts", ROOT).href)};
    const say = (line) => Deno.stderr.writeSync(new TextEncoder().encode(line + "\\n"));
    ${before}
    await main(Deno.args);
    ${after}
    Deno.exit();`,
  );
  const options = ["--quiet", "--no-prompt", "--no-lock", "--permission-set=serve"];
  const config = ["--config", new URL("deno.json", ROOT).pathname];
  const words = ["run", ...options, ...config, script, ...args];
  return await home.runProgram(Deno.execPath(), words, input);
}

Deno.test("the permission for files is given up before anything is connected to", async () => {
  await using server = new TestServer();
  await using home = new Home();
  const address = `127.0.0.1:${server.port}`;
  for (
    const args of [
      ["join", address, "--name", "Ana"],
      ["join", address, "--name", "Bia", "--remember"],
      ["join", address, "--name", "Caio", "--log", `${home.folder}/log.txt`],
      ["doctor", address],
      ["serve", "--host", "127.0.0.1", "--port", `${server.port}`],
    ]
  ) {
    const { err } = await runScript(home, args, {
      after: `say(["read", "write"].map((name) => Deno.permissions.querySync({ name }).state));`,
    });
    assert(err.endsWith("prompt,prompt\n"), `${args.join(" ")}: ${err}`);
  }
});

Deno.test("a log is closed also when the program cannot join", async () => {
  await using home = new Home();
  const args = ["join", "127.0.0.1:1", "--name", "Ana", "--log", `${home.folder}/log.txt`];
  const { out, err } = await runScript(home, args, {
    before: `const close = Deno.FsFile.prototype.close;
    Deno.FsFile.prototype.close = function () {
      say("closed");
      close.call(this);
    };
    Deno.addSignalListener = () => {
      throw new RangeError("no signals");
    };`,
  });
  assertEquals([out, err], ["", `closed\n${textsOf("pt-BR").unexpected("no signals")}\n`]);
});

Deno.test("a log is refused only for an error of the system", async () => {
  await using home = new Home();
  const args = ["join", "127.0.0.1:1", "--name", "Ana", "--log", `${home.folder}/log.txt`];
  const { err } = await runScript(home, args, {
    before: 'Deno.openSync = () => { throw new RangeError("a mistake"); };',
  });
  assertEquals(err, `${textsOf("pt-BR").unexpected("a mistake")}\n`);
});

Deno.test("a name that could not be kept is a complaint beside the conversation", async () => {
  await using server = new TestServer();
  await using home = new Home();
  const args = ["join", `127.0.0.1:${server.port}`, "--remember"];
  const { out, err } = await runScript(home, args, {
    before: `const truncate = Deno.FsFile.prototype.truncateSync;
    let saves = 0;
    Deno.FsFile.prototype.truncateSync = function (length) {
      if (++saves > 1) throw new Error("disk full");
      truncate.call(this, length);
    };`,
    input: "Ana\noi\n",
  });
  const sentence = textsOf("pt-BR").memory.unwritable(home.path, "o sistema não conseguiu.");
  assert(err.endsWith(`${sentence}\n`), err);
  assertEquals([out.includes("Ana entrou no chat."), out.includes("disk full")], [true, false]);
});

testAtTerminal("the menu remembers, offers it the next time, and forgets", async () => {
  await using server = new TestServer();
  await using home = new Home();
  const address = `127.0.0.1:${server.port}`;
  const open = () => new Pty(command.join(" "), { env: home.env });
  {
    await using ana = open();
    await ana.shows(QUESTION);
    await ana.type("chat help join\r"); // Gives no permission up.
    await ana.shows("--remember");
    await ana.type(`chat join ${address}\r`);
    await ana.shows(REMEMBER);
    assertEquals(home.files, []);
    await ana.type("s\r");
    await ana.shows("Informe seu nome");
    assertEquals(home.remembered, { address });
    await ana.type("Ana\r");
    await ana.shows("Ana entrou no chat.");
    await ana.type("/sair\r");
    assertEquals((await ana.ends()).code, 0);
    assertEquals(home.remembered, { address, name: "Ana" });
  }
  {
    await using ana = open();
    await ana.shows(`Aperte só Enter para entrar em ${address} como Ana.`);
    await ana.shows(QUESTION);
    await ana.type("\r");
    await ana.shows("Ana entrou no chat.");
    assert(!ana.all.some((row) => row.includes(REMEMBER)), ana.all.join("\n"));
    await ana.type("/sair\r");
    assertEquals((await ana.ends()).code, 0);
  }
  {
    await using ana = open();
    await ana.shows(QUESTION);
    await ana.type("chat forget\r");
    await ana.shows("Nada mais é lembrado.");
    assertEquals(home.files, []);
    await ana.shows("ou só Enter para abrir um chat neste computador.");
    await ana.type("\x03");
    assertEquals((await ana.ends()).code, 0);
  }
});

testAtTerminal("the menu says that a file is damaged, and goes on", async () => {
  await using server = new TestServer();
  await using home = new Home();
  Deno.mkdirSync(`${home.folder}/chat`);
  Deno.writeTextFileSync(home.path, '{"address": "--help"}');
  await using ana = new Pty(command.join(" "), { env: home.env });
  await ana.shows("está danificado");
  await ana.shows(QUESTION);
  await ana.type(`127.0.0.1:${server.port}\r`);
  await ana.shows(REMEMBER);
  await ana.type("n\r");
  await ana.shows("Informe seu nome");
  await ana.type("\x04");
  assertEquals((await ana.ends()).code, 0);
});
