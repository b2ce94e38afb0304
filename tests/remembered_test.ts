/** Address and name, remembered by real programs: nothing is written without being asked for. */

import { assert, assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { ROOT } from "./support/program.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

const [, ...words] = config.tasks.serve.command.split(" ");
/** With the permissions of a compiled program, and without arguments. */
const command = [Deno.execPath(), ...words.slice(0, -1)];

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
  async run(args: string[], input = ""): Promise<{ code: number; out: string; err: string }> {
    const [program, ...rest] = command;
    const child = new Deno.Command(program!, {
      args: [...rest, ...args],
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

Deno.test("the permission for files is given up before anything is connected to", async () => {
  await using server = new TestServer();
  await using home = new Home();
  const address = `127.0.0.1:${server.port}`;
  const script = `${home.folder}/script.ts`;
  Deno.writeTextFileSync(
    script,
    `import { main } from ${JSON.stringify(new URL("main.ts", ROOT).href)};
    await main(Deno.args);
    const states = ["read", "write"].map((name) => Deno.permissions.querySync({ name }).state);
    Deno.stderr.writeSync(new TextEncoder().encode(states.join() + "\\n"));
    Deno.exit();`,
  );
  const options = ["--quiet", "--no-prompt", "--no-lock", "--permission-set=serve"];
  const config = ["--config", new URL("deno.json", ROOT).pathname];
  for (
    const args of [
      ["join", address, "--name", "Ana"],
      ["join", address, "--name", "Bia", "--remember"],
      ["doctor", address],
      ["serve", "--host", "127.0.0.1", "--port", `${server.port}`],
    ]
  ) {
    const { stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", ...options, ...config, script, ...args],
      env: home.env,
      stdin: "null",
    }).output();
    const words = new TextDecoder().decode(stderr);
    assert(words.endsWith("prompt,prompt\n"), `${args.join(" ")}: ${words}`);
  }
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
