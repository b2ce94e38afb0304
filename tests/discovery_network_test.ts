/** Chats that are found on a network, as whole programs on several machines. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { QUERY_BYTES } from "../lib/discovery/datagrams.ts";
import { hasNamespaces, Namespaces } from "./support/namespaces.ts";
import { Program, ROOT } from "./support/program.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";

const ignore = !hasNamespaces;

/** `chat join` without an address, at a terminal of a machine. */
function joinAt(namespace: string, options: string): Pty {
  const words = config.tasks.join.command.split(" ").slice(1).join(" ");
  const pty = `ip netns exec ${namespace} ${Deno.execPath()} ${words} ${options}`;
  return new Pty(pty, { columns: 100 });
}

/** A server on a machine, once it listens. */
async function served(namespace: string, ...options: string[]): Promise<Program> {
  const server = new Program({ task: "serve", namespace }, ...options);
  await server.port();
  return server;
}

/** Runs a script on a machine. */
async function run(namespace: string, script: string): Promise<Deno.ChildProcess> {
  const args = ["netns", "exec", namespace, Deno.execPath(), "run", "--quiet", "--unstable-net"];
  const process = new Deno.Command("ip", {
    args: [...args, "--allow-net", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  return process;
}

/** What is found from a machine. */
async function foundOn(
  namespace: string,
  ...options: string[]
): Promise<Record<string, unknown>[]> {
  await using program = new Program({ task: "find", namespace }, "--json", ...options);
  await program.ends();
  assertEquals(program.err, "");
  return JSON.parse(program.out);
}

/** What is found within 10 s, as soon as it is so many. */
async function foundAtLast(namespace: string, count: number): Promise<Record<string, unknown>[]> {
  for (const deadline = Date.now() + 10_000;;) {
    const found = await foundOn(namespace);
    if (found.length === count || Date.now() > deadline) return found;
  }
}

/** The hosts of what was found, in their order. */
function hostsOf(found: Record<string, unknown>[]): unknown[] {
  return found.map(({ host }) => host).sort();
}

Deno.test("a chat is found on a LAN and on a VPN, and is one", { ignore }, async () => {
  await using network = await Namespaces.start();
  const server = await network.machine("lan 192.168.7.1/24", "vpn 26.1.2.3/8");
  const both = await network.machine("lan 192.168.7.2/24", "vpn 26.200.0.2/8");
  const vpn = await network.machine("vpn 26.9.9.9/8");
  const alone = await network.machine("other 10.0.0.1/24");
  await using _ = await served(server, "--room", "Projeto Final");
  const [room, ...others] = await foundOn(both);
  assertEquals([others, room!["room"], room!["people"]], [[], "Projeto Final", 0]);
  assertEquals(hostsOf(await foundOn(vpn)), ["26.1.2.3"]);
  assertEquals(hostsOf(await foundOn(server)), ["127.0.0.1"]);
  assertEquals(await foundOn(alone), []);
  await using table = new Program({ task: "find", namespace: vpn });
  assertEquals([await table.ends(), table.out], [
    0,
    "1   Projeto Final   0 pessoas   vpn   26.1.2.3\n",
  ]);
  await using doctor = new Program({ task: "doctor", namespace: both }, "26.1.2.3");
  assertEquals(await doctor.ends(), 0);
  assertStringIncludes(doctor.out, "Procura na rede por ");
  assertStringIncludes(doctor.out, ": Projeto Final (");
  await using none = new Program({ task: "find", namespace: alone });
  assertEquals(await none.ends(), 1);
  assertStringIncludes(none.out, "chat join 26.253.198.232");
});

Deno.test("a hidden chat is not found; a password is told", { ignore }, async () => {
  await using network = await Namespaces.start();
  const one = await network.machine("vpn 26.1.2.3/8");
  const other = await network.machine("vpn 26.1.2.4/8");
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/password`, "uma senha só nossa\n");
  await using _hidden = await served(one, "--hidden");
  await using _locked = await served(one, "--port", "0", "--password-file", `${folder}/password`);
  const found = await foundOn(other);
  assertEquals(found.map(({ hasPassword }) => hasPassword), [true]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("twenty chats of one machine are found, whatever their ports", { ignore }, async () => {
  await using network = await Namespaces.start();
  const one = await network.machine("vpn 26.1.2.3/8");
  const other = await network.machine("vpn 26.1.2.4/8");
  await using stack = new AsyncDisposableStack();
  const names = Array.from({ length: 20 }, (_, at) => `Sala ${at}`);
  for (const [at, name] of names.entries()) {
    stack.use(await served(one, "--room", name, "--port", `${9999 + at}`));
  }
  const found = await foundOn(other);
  assertEquals(found.map(({ room }) => room).sort(), names.sort());
});

Deno.test(
  "what one adapter cannot do keeps nobody from being found by another one",
  { ignore },
  async () => {
    await using network = await Namespaces.start();
    const server = await network.machine("lan 192.168.7.1/24", "vpn 26.1.2.3/8");
    const client = await network.machine("lan 192.168.7.2/24", "vpn 26.1.2.4/8");
    await using _ = await served(server);
    await network.withoutMulticast(client, "vpn");
    await network.down(client, "lan");
    assertEquals(hostsOf(await foundOn(client)), ["26.1.2.3"]);
    await network.unplug(server, "vpn");
    await network.unplug(client, "lan");
    assertEquals(await foundOn(client), []);
    await network.plug(client, "lan 192.168.7.2/24");
    assertEquals(hostsOf(await foundOn(client)), ["192.168.7.1"]);
    await network.unplug(client, "lan");
    await network.plug(server, "vpn 26.1.2.3/8");
    assertEquals(hostsOf(await foundAtLast(client, 1)), ["26.1.2.3"]);
  },
);

Deno.test("a chat is announced by DNS-SD, and taken back at its end", { ignore }, async () => {
  await using network = await Namespaces.start();
  const server = await network.machine("lan 192.168.7.1/24", "vpn 26.1.2.3/8");
  const client = await network.machine("vpn 26.1.2.4/8");
  const chat = await served(server, "--room", "Projeto. Final", "--mdns");
  const heard = async (milliseconds: number, meanwhile = () => Promise.resolve()) => {
    const program = ["run", "--quiet", "--cached-only", "--allow-net", "--allow-sys"];
    const script = ["tests/support/mdns_browse.ts", "26.1.2.4", `${milliseconds}`];
    const output = new Deno.Command("ip", {
      args: ["netns", "exec", client, Deno.execPath(), ...program, ...script],
      cwd: ROOT,
    }).output();
    await meanwhile();
    const lines = new TextDecoder().decode((await output).stdout).trim().split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  };
  const records = await heard(1_500);
  const find = (type: string) => records.find((record) => record.type === type)?.data;
  const instance = "Projeto- Final._chat-room._tcp.local";
  assertEquals([find("PTR"), find("SRV").port, find("A")], [instance, 9999, "26.1.2.3"]);
  assert(find("TXT").includes("room=Projeto. Final") && find("TXT").includes("password=0"));
  const ended = await heard(3_000, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await chat.interrupt();
    assertEquals(await chat.ends(), 0);
  });
  assert(ended.some(({ type, ttl }) => type === "PTR" && ttl === 0), JSON.stringify(ended));
});

Deno.test("who floods a server with queries keeps others from nothing", { ignore }, async () => {
  await using network = await Namespaces.start();
  const server = await network.machine("vpn 26.1.2.3/8");
  const client = await network.machine("vpn 26.1.2.4/8");
  const stranger = await network.machine("vpn 26.6.6.6/8");
  await using _ = await served(server);
  const flood = `
    const socket = Deno.listenDatagram({ transport: "udp", hostname: "26.6.6.6", port: 0 });
    const to = { transport: "udp", hostname: "26.1.2.3", port: 9999 };
    let answers = 0;
    (async () => { for await (const _ of socket) answers++; })().catch(() => {});
    for (const end = Date.now() + 4000; Date.now() < end;) {
      for (let at = 0; at < 100; at++) {
        const nonce = crypto.randomUUID().replaceAll("-", "").slice(16);
        const query = JSON.stringify({ chat: "find", version: 1, nonce }).padEnd(${QUERY_BYTES});
        await socket.send(new TextEncoder().encode(query), to);
      }
    }
    console.log(answers);
    socket.close();
  `;
  const flooding = await run(stranger, flood);
  assertEquals(hostsOf(await foundOn(client)), ["26.1.2.3"]);
  const { stdout } = await flooding.output();
  const answers = Number(new TextDecoder().decode(stdout));
  assert(answers > 0 && answers <= 20 * 6, `${answers} answers in 4 s`);
});

if (!ignore) {
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
      for (let found: unknown[] = []; !found.includes("26.6.6.6") && found.length < 50;) {
        found = [...found, ...hostsOf(await foundOn(client))];
      }
      await using ana = joinAt(client, "--name Ana");
      await ana.shows("26.6.6.6");
      await ana.type("\r");
      await ana.shows("Ana entrou no chat.");
      await honest.shows("Conexão com sucesso com Ana");
    } finally {
      lying.kill("SIGKILL");
      await lying.output();
    }
  });
}
